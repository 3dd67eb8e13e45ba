"""The feeds' server: shows each feed as of the replay's clock, on loopback only.

/                   all outlets
/OUTLET/            its front page, which links to its feed
/OUTLET/feed.xml    its feed, with ETag and Last-Modified; breaks where its file says so
/OUTLET/SLUG        an article
"""

import errno
import hashlib
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from bot.demo import pages
from bot.demo.content import Outlet, shown
from bot.demo.replay import Replay
from bot.errors import TidingsError

HOST = "127.0.0.1"


class FeedServer:
    """A context manager. ``port`` 0 takes a free port; ``asked`` fills with outlets' ids."""

    def __init__(self, outlets: Sequence[Outlet], replay: Replay, *, port: int) -> None:
        """Listen. Raises TidingsError when the port is taken."""
        self.outlets = {outlet.id: outlet for outlet in outlets}
        self.replay = replay
        self.asked: set[str] = set()
        try:
            self._http = _Http((HOST, port), self)
        except OSError as exc:
            raise TidingsError(_taken(port, exc)) from exc
        self._thread = threading.Thread(
            target=self._http.serve_forever, args=(0.1,), name="demo feeds", daemon=True
        )

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self._http.server_address[1])

    @property
    def address(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    @property
    def all_asked(self) -> bool:
        """Whether every feed has been read at least once."""
        return self.asked >= self.outlets.keys()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def _taken(port: int, exc: OSError) -> str:
    why = "is taken by another program" if exc.errno == errno.EADDRINUSE else f"fails: {exc}"
    return (
        f"Port {port}, on which this demo's feeds were served, {why}. Stop that program to go on "
        "where the demo was, or start the demo anew: `make demo FRESH=1`."
    )


class _Http(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, place: tuple[str, int], feeds: FeedServer) -> None:
        self.feeds = feeds
        super().__init__(place, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a reader that goes away in the middle is no news."""


class _Handler(BaseHTTPRequestHandler):
    server: _Http
    timeout = 10  # seconds that a silent reader may hold a thread

    def do_GET(self) -> None:
        outlet_id, _, rest = urlsplit(self.path).path.lstrip("/").partition("/")
        outlet = self.server.feeds.outlets.get(outlet_id)
        if not outlet_id:
            self._answer(HTTPStatus.OK, pages.contents([*self.server.feeds.outlets.values()]))
        elif outlet is None:
            self._answer(HTTPStatus.NOT_FOUND, pages.missing())
        elif f"/{outlet_id}/{rest}" == outlet.path:
            self._feed(outlet)
        else:
            self._web_page(outlet, rest)

    do_HEAD = do_GET  # noqa: N815  the names are http.server's

    def _feed(self, outlet: Outlet) -> None:
        replay = self.server.feeds.replay
        elapsed = replay.elapsed
        self.server.feeds.asked.add(outlet.id)
        trouble = outlet.trouble_at(elapsed)
        if trouble == "error":
            self._answer(HTTPStatus.INTERNAL_SERVER_ERROR, pages.maintenance(outlet))
            return
        if trouble == "page":
            self._answer(HTTPStatus.OK, pages.maintenance(outlet))
            return
        items = shown(outlet, elapsed)
        body = pages.feed(outlet, items, replay.published, self.server.feeds.address)
        self._conditional(outlet, body, pages.changed(outlet, items, replay.published))

    def _conditional(self, outlet: Outlet, body: bytes, changed: datetime) -> None:
        """Answer 304 where the reader has it already; If-None-Match wins (RFC 9110, 13.2.2)."""
        etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        headers = {
            "ETag": etag,
            "Last-Modified": format_datetime(changed.astimezone(UTC), usegmt=True),
        }
        known, since = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        has_it = etag in known if known is not None else _not_since(changed, since)
        if has_it:
            self._answer(HTTPStatus.NOT_MODIFIED, b"", **headers)
        else:
            self._answer(HTTPStatus.OK, body, pages.TYPES[outlet.format], **headers)

    def _web_page(self, outlet: Outlet, rest: str) -> None:
        replay = self.server.feeds.replay
        items = shown(outlet, replay.elapsed)
        if not rest:
            self._answer(HTTPStatus.OK, pages.front(outlet, items))
            return
        for item in items:
            if item.link == f"/{outlet.id}/{rest}":
                self._answer(HTTPStatus.OK, pages.article(outlet, item, replay.published))
                return
        self._answer(HTTPStatus.NOT_FOUND, pages.missing())

    def _answer(
        self, status: HTTPStatus, body: bytes, type_: str = pages.HTML, **headers: str
    ) -> None:
        self.send_response(status)
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", type_)
            self.send_header("Content-Length", str(len(body)))
        if type_ == pages.HTML:
            policy = "default-src 'none'; style-src 'unsafe-inline'"
            self.send_header("Content-Security-Policy", policy)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: the bot's own log tells what was read."""


def _not_since(changed: datetime, since: str | None) -> bool:
    if since is None:
        return False
    try:
        return changed <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False
