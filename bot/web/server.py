"""Serves the page inside the running event loop, and stops at once when told to."""

import asyncio
import contextlib
import errno
import socket
from collections.abc import Iterator
from typing import Final

import uvicorn
from starlette.applications import Starlette

from bot.errors import ConfigError

_GRACE: Final = 3  # seconds that a request may take to end when we stop
_REASONS: Final = {
    errno.EADDRINUSE: "is in use by another program; stop that one, or set [web] listen to another",
    errno.EACCES: "may not be used by this user; set [web] listen to one above 1023",
    errno.EADDRNOTAVAIL: "is not an address of this machine; set [web] listen to one that is",
}


class _Quiet(uvicorn.Server):
    """Leaves the signals to whoever runs the loop, and says when it serves."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Server:
    """One listening address. Port 0 takes a free one; ``address`` says which."""

    def __init__(self, app: Starlette, host: str, port: int) -> None:
        self._app = app
        self._host = host
        self._port = port
        self._serving: asyncio.Task[None] | None = None
        self._server = _Quiet(
            uvicorn.Config(
                app,
                lifespan="off",
                log_config=None,
                access_log=False,  # addresses may hold the key
                server_header=False,
                proxy_headers=False,
                ws="none",
                timeout_graceful_shutdown=_GRACE,
            )
        )

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the page: ``http://127.0.0.1:8080``."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self._host, self._host)  # noqa: S104
        name = f"[{host}]" if ":" in host and not host.startswith("[") else host
        return f"http://{name}:{self._port}"

    async def start(self) -> None:
        """Listen. Raises ConfigError, which names the address and the next step."""
        sock = _listen(self._host, self._port)
        self._port = sock.getsockname()[1]
        self._serving = asyncio.create_task(self._server.serve(sockets=[sock]))
        ready = asyncio.create_task(self._server.ready.wait())
        await asyncio.wait({ready, self._serving}, return_when=asyncio.FIRST_COMPLETED)
        if self._serving.done():
            ready.cancel()
            await self._serving  # raises what stopped it

    async def stop(self) -> None:
        """End the event streams, let requests end, and close; twice does no harm."""
        self._server.should_exit = True
        self._app.state.local.hang_up()
        if self._serving:
            await self._serving


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((host.strip("[]"), port))
        sock.listen(128)
    except (OSError, OverflowError) as exc:
        sock.close()
        code = exc.errno if isinstance(exc, OSError) else None
        reason = _REASONS.get(code or 0, f"cannot be listened on ({exc}); change [web] listen")
        raise ConfigError([f"The page's address {host}:{port} {reason}."]) from exc
    sock.setblocking(False)
    return sock
