"""A real HTTP server on loopback for tests that read feeds.

    with FeedServer() as server:
        server.put("/a.xml", body, etag='"1"')
        … fetch server.url("/a.xml") …
        assert server.requests[0].headers["user-agent"] == …

Routes may be set while it runs. It answers 304 where a validator of the route comes back, and it
can misbehave: stall, drip, drop the connection, send bombs, lie in its headers.
"""

import gzip
import socket
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request as it came; names of headers in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    at: float  # time.monotonic()


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """What one path answers."""

    body: bytes = b""
    status: int = 200
    content_type: str | None = "application/xml; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = None
    modified: str | None = None
    wait: float = 0.0  # seconds before the status line
    stall: float = 0.0  # seconds between the headers and the body
    drip: float = 0.0  # seconds between two bytes of the body
    drop_after: int | None = None  # the connection breaks after so many bytes of the body
    refuse: bool = False  # the connection breaks before any answer


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def setup(self) -> None:
        super().setup()
        self.server.open_connections.add(self.connection)

    def finish(self) -> None:
        self.server.open_connections.discard(self.connection)
        with suppress(OSError):
            super().finish()

    def do_GET(self) -> None:
        self.note()
        route = self.server.routes.get(self.path) or Route(status=404, body=b"not here")
        if route.refuse:
            self.break_off()
            return
        self.server.stopping.wait(route.wait)
        with suppress(OSError):
            self.answer(route)

    do_HEAD = do_POST = do_GET  # noqa: N815 (the names are http.server's)

    def note(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.requests.append(
            Request(method=self.command, path=self.path, headers=headers, at=time.monotonic())
        )

    def unchanged(self, route: Route) -> bool:
        asked = self.headers.get("If-None-Match")
        if asked is not None:
            return asked == route.etag
        since = self.headers.get("If-Modified-Since")
        return since is not None and since == route.modified

    def answer(self, route: Route) -> None:
        if self.unchanged(route):
            route = Route(status=304, headers=route.headers, etag=route.etag, content_type=None)
        self.send_response(route.status)
        self.send_headers_of(route)
        if self.command == "HEAD" or not route.body:
            return
        self.wfile.flush()
        self.server.stopping.wait(route.stall)
        self.send_body(route)

    def send_headers_of(self, route: Route) -> None:
        standard = {"Content-Type": route.content_type, "ETag": route.etag}
        standard["Last-Modified"] = route.modified
        standard["Content-Length"] = None if route.status == 304 else str(len(route.body))
        for name, value in (standard | dict(route.headers)).items():
            if value is not None:
                self.send_header(name, value)
        self.end_headers()

    def send_body(self, route: Route) -> None:
        body = route.body if route.drop_after is None else route.body[: route.drop_after]
        if not route.drip:
            self.wfile.write(body)
        for place in range(len(body) if route.drip else 0):
            if self.server.stopping.wait(route.drip):
                break
            self.wfile.write(body[place : place + 1])
            self.wfile.flush()
        if route.drop_after is not None:
            self.break_off()

    def break_off(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *_: object) -> None:
        """Say nothing; tests look at ``requests``."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, host: str) -> None:
        self.routes: dict[str, Route] = {}
        self.requests: list[Request] = []
        self.open_connections: set[socket.socket] = set()
        self.stopping = threading.Event()
        super().__init__((host, 0), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a client that goes away is part of many a test."""


class FeedServer:
    """The server; a context manager, or ``start`` and ``stop``."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self._host = host
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        self._server = _Server(self._host)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        if self._server is None or self._thread is None:
            return
        self._server.stopping.set()
        self._server.shutdown()
        for connection in list(self._server.open_connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._server.server_close()
        self._thread.join(5)
        self._server = self._thread = None

    @property
    def _running(self) -> _Server:
        assert self._server is not None, "the server is not started"
        return self._server

    @property
    def host(self) -> str:
        return self._host

    @property
    def port(self) -> int:
        return int(self._running.server_address[1])

    @property
    def requests(self) -> list[Request]:
        """Every request so far, oldest first."""
        return self._running.requests

    def asked(self, path: str) -> list[Request]:
        """Every request for one path."""
        return [request for request in self.requests if request.path == path]

    def url(self, path: str) -> str:
        return f"http://{self._host}:{self.port}{path}"

    def put(self, path: str, body: bytes | str = b"", **answer: object) -> str:
        """Set what a path answers, by the fields of Route; returns its address."""
        content = body.encode() if isinstance(body, str) else body
        self._running.routes[path] = Route(body=content, **answer)  # type: ignore[arg-type]
        return self.url(path)

    def put_gzip(self, path: str, body: bytes, **answer: object) -> str:
        """Answer with the body packed by gzip, and say so."""
        packed = gzip.compress(body, 9)
        return self.put(path, packed, headers={"Content-Encoding": "gzip"}, **answer)

    def redirect(self, path: str, target: str, status: int = 302) -> str:
        """Send whoever asks for the path on to the target."""
        return self.put(path, status=status, content_type=None, headers={"Location": target})

    def forget(self, path: str) -> None:
        """Answer 404 from now on."""
        self._running.routes.pop(path, None)
