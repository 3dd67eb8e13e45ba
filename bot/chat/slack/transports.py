"""The two ways on which Slack brings things: a socket that we open, or HTTP with signatures.

The socket (default) needs no public address. Over HTTP every request is signed; the same small
server shows the page that installs the app, where there is one.
"""

import asyncio
import errno
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.async_internals import (
    run_async_bolt_app,
    send_async_response,
)
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.chat.slack.client import error_of
from bot.chat.slack.paths import EVENTS
from bot.errors import ConfigError
from bot.log import get_logger

log = get_logger(__name__)
CONNECTED_WITHIN: Final = 15.0  # seconds until the start goes on without Slack
PING_EVERY: Final = 5.0  # seconds; a line that broke without a word is missed for as long
SAID_AGAIN: Final = 60.0  # seconds until the log says again that Slack is not there
REFUSED_FOR: Final = 60.0  # seconds between two tries with a token that Slack refused
MOST_BYTES: Final = 1 << 20  # of a request
_HERE: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_REFUSALS: Final = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "not_allowed_token_type"}
    | {"missing_scope", "no_permission", "socket_mode_not_enabled", "app_missing_action_url"}
)
_REASONS: Final = {
    errno.EADDRINUSE: "is in use by another program; stop that one, or set [slack] port to another",
    errno.EACCES: "may not be used by this user; set [slack] port to one above 1023",
    errno.EADDRNOTAVAIL: "is not an address of this machine; set [slack] host to one that is",
}


class Transport(Protocol):
    """A way on which Slack brings things."""

    async def start(self) -> None:
        """Begin. Raises ConfigError."""
        ...

    async def stop(self) -> None:
        """End; twice does no harm."""
        ...


class _Brief(logging.Filter):
    """Says in a line, once a minute, what the library says with a traceback each few seconds."""

    def __init__(self) -> None:
        super().__init__()
        self._said: tuple[str, float] = ("", 0.0)

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether it is written."""
        said, at = self._said
        if record.getMessage() == said and record.created < at + SAID_AGAIN:
            return False
        self._said = record.getMessage(), record.created
        record.exc_info, record.exc_text = None, None
        record.levelno = min(record.levelno, logging.WARNING)
        record.levelname = logging.getLevelName(record.levelno)
        return True


logging.getLogger("slack_sdk.socket_mode.aiohttp").addFilter(_Brief())


class _Socket(SocketModeClient):
    """The library's client; a token that is refused is noted, and asked with seldom."""

    refused: SlackApiError | None = None
    linked: asyncio.Event
    no: asyncio.Event

    async def issue_new_wss_url(self) -> str:
        try:
            return str(await super().issue_new_wss_url())
        except SlackApiError as exc:
            if error_of(exc) in _REFUSALS:
                self.refused = exc
                self.no.set()
                log.warning("slack.app_token_refused", error=error_of(exc), next_step=_NEXT_STEP)
                await asyncio.sleep(REFUSED_FOR)
            raise

    async def connect(self) -> None:
        await super().connect()  # type: ignore[no-untyped-call]
        self.linked.set()


class SocketMode:
    """Slack's Socket Mode."""

    def __init__(self, app: AsyncApp, app_token: str) -> None:
        self._app = app
        self._app_token = app_token
        self._client: _Socket | None = None
        self._linking: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Connect. Raises ConfigError when Slack refuses the app's token.

        When it cannot be reached, the bot goes on trying.
        """
        client = _Socket(self._app_token, web_client=self._app.client, ping_interval=PING_EVERY)
        client.linked, client.no = asyncio.Event(), asyncio.Event()
        if urlsplit(str(self._app.client.base_url)).hostname in _HERE:
            client.proxy = None
        client.socket_mode_request_listeners.append(self._brought)  # type: ignore[arg-type]
        self._client = client
        self._linking = asyncio.create_task(client.connect(), name="slack socket")
        waits = [asyncio.create_task(client.linked.wait()), asyncio.create_task(client.no.wait())]
        await asyncio.wait(waits, timeout=CONNECTED_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        if client.refused is not None:
            await self.stop()
            raise ConfigError([f"slack.app_token: {error_of(client.refused)}. {_NEXT_STEP}"])
        if not client.linked.is_set():
            log.warning("slack.socket_not_open", waited=CONNECTED_WITHIN)

    async def _brought(self, client: SocketModeClient, asked: SocketModeRequest) -> None:
        answer = await run_async_bolt_app(self._app, asked)
        await send_async_response(client, asked, answer, 0.0)

    async def stop(self) -> None:
        """Disconnect; twice does no harm."""
        if self._client is not None:
            client, self._client = self._client, None
            if self._linking is not None:
                self._linking.cancel()
                await asyncio.gather(self._linking, return_exceptions=True)
            await client.close()  # type: ignore[no-untyped-call]


class Http:
    """A small server for what Slack sends, and for installing the app. Port 0 takes a free one."""

    def __init__(self, app: AsyncApp, host: str, port: int, *, events: bool = True) -> None:
        """``events`` False: only the app is installed here, and events come over a socket."""
        self._app = app
        self._host = host
        self._port = port
        self._events = events
        self._runner: web.AppRunner | None = None

    @property
    def address(self) -> str:
        """Where this machine finds it: ``http://127.0.0.1:3000``."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self._host, self._host)  # noqa: S104
        return f"http://{f'[{host}]' if ':' in host else host}:{self._port}"

    async def start(self) -> None:
        """Listen. Raises ConfigError, which names the address and the next step."""
        routes = web.Application(client_max_size=MOST_BYTES)
        if self._events:
            routes.router.add_post(EVENTS, self._brought)
        if (flow := self._app.oauth_flow) is not None:
            routes.router.add_get(flow.install_path, _page(flow.handle_installation))
            routes.router.add_get(flow.redirect_uri_path, _page(flow.handle_callback))
        runner = web.AppRunner(routes, access_log=None, handle_signals=False, shutdown_timeout=1)
        await runner.setup()
        try:
            site = web.TCPSite(runner, self._host, self._port)
            await site.start()
        except (OSError, OverflowError) as exc:
            await runner.cleanup()
            code = exc.errno if isinstance(exc, OSError) else None
            reason = _REASONS.get(code or 0, f"cannot be listened on ({exc}); change [slack] port")
            raise ConfigError([f"Slack's address {self._host}:{self._port} {reason}."]) from exc
        self._runner = runner
        self._port = runner.addresses[0][1]
        log.info("slack.listening", address=self.address, events=self._events)

    async def stop(self) -> None:
        """Close; twice does no harm."""
        if self._runner is not None:
            runner, self._runner = self._runner, None
            await runner.cleanup()

    async def _brought(self, request: web.Request) -> web.Response:
        try:
            asked = await to_bolt_request(request)
        except (ValueError, LookupError):  # of UTF-8, JSON, a charset
            return web.Response(status=400, text="This cannot be read.")
        return await to_aiohttp_response(await self._app.async_dispatch(asked))


def _page(
    handle: Callable[..., Awaitable[Any]],
) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def shown(request: web.Request) -> web.Response:
        answer = await to_aiohttp_response(await handle(await to_bolt_request(request)))
        answer.headers.update(_PAGE)
        return answer

    return shown


_NEXT_STEP: Final = (
    "Make an app-level token with the scope connections:write (api.slack.com/apps → Basic "
    "Information → App-Level Tokens), and switch Socket Mode on; docs/slack.md tells."
)
_PAGE: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
}
