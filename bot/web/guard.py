"""Who may talk to the page: checked before anything else sees the request.

- Host must be one of ours, or another site could point its name at this address (DNS rebinding).
- The API answers no page of another origin: Origin and Sec-Fetch-Site are checked (OWASP's
  cross-site request forgery cheat sheet, "Fetch Metadata" and "Verifying Origin").
- With a key: ``?key=`` once, then a cookie made from it, or ``Authorization: Bearer KEY``.
- No inline script or style may run (Content-Security-Policy), so a hostile feed cannot bring any.
"""

import hmac
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.errors import StoreError
from bot.log import get_logger

STATIC: Final = Path(__file__).parent / "static"
ANY_HOST: Final = "*"
_HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        "object-src 'none'; require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_BROKEN: Final = "Something went wrong here; it is written in the log. Try again."
_KEPT_SIGNED_IN: Final = 30 * 24 * 3600  # seconds
_OPEN: Final = ("/static/", "/healthz")  # needs no key: holds nothing private
_log = get_logger(__name__)


class Guard:
    """ASGI middleware. ``hosts`` are names without port, or ``*`` where a key protects anyway."""

    def __init__(self, app: ASGIApp, *, key: str | None, hosts: Sequence[str]) -> None:
        self._app = app
        self._key = key
        self._hosts = {_bare(host) for host in hosts}
        self._pass = hmac.digest(key.encode(), b"tidings page", "sha256").hex() if key else ""
        # Cookies know no ports: two instances on one host must not take each other's.
        self._cookie = f"tidings_{self._pass[:8]}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, with our headers on its answer, or refuse it.

        A bug is logged and answered with a sentence; Starlette would answer outside of us.
        """
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        scope.setdefault("state", {})["known"] = self._known(request)
        answer: ASGIApp = self._refusal(request) or self._app
        started = False

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                ours = request.url.path.startswith("/static/")
                headers.setdefault("Cache-Control", "no-cache" if ours else "no-store")
                if self._asks_with_key(request):
                    headers.append("Set-Cookie", self._set_cookie(request))
            await send(message)

        try:
            await answer(scope, receive, guarded)
        except StoreError as error:
            _log.error("web.waits", path=request.url.path, error=str(error))
            if not started:
                await refuse(503, str(error))(scope, receive, guarded)
        except Exception:
            _log.exception("web.failed", path=request.url.path)
            if not started:
                await refuse(500, _BROKEN)(scope, receive, guarded)

    def _refusal(self, request: Request) -> Response | None:
        if (
            ANY_HOST not in self._hosts
            and _bare(request.headers.get("host", "")) not in self._hosts
        ):
            return refuse(421, "This page does not go by that name; use the address it printed.")
        if request.url.path.startswith("/api/") and not _same_origin(request):
            return refuse(403, "Another site's page may not do this; open Tidings itself.")
        if self._known(request) or request.url.path.startswith(_OPEN):
            return None
        if request.url.path == "/":
            return FileResponse(STATIC / "key.html", status_code=401)
        return refuse(401, "A key is needed: open the address with ?key=… that was printed.")

    def _known(self, request: Request) -> bool:
        """Say whether the request shows the key, or there is none to show."""
        if not self._key:
            return True
        cookie = request.cookies.get(self._cookie, "")
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        bearer = scheme.lower() == "bearer" and _same(token.strip(), self._key)
        return bearer or _same(cookie, self._pass) or self._asks_with_key(request)

    def _asks_with_key(self, request: Request) -> bool:
        return bool(self._key) and _same(request.query_params.get("key", ""), self._key or "")

    def _set_cookie(self, request: Request) -> str:
        secure = "; Secure" if request.url.scheme == "https" else ""
        return (
            f"{self._cookie}={self._pass}; Path=/; Max-Age={_KEPT_SIGNED_IN}; "
            f"HttpOnly; SameSite=Strict{secure}"
        )


def refuse(status: int, sentence: str) -> Response:
    """Answer with ``{"error": sentence}``."""
    body: dict[str, Any] = {"error": sentence, "status": HTTPStatus(status).phrase}
    return JSONResponse(body, status_code=status)


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())


def _same_origin(request: Request) -> bool:
    """Check what browsers tell of where a request comes from; other clients tell nothing."""
    if request.headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin")
    if origin is None:
        return True
    host = request.headers.get("host", "")
    return _without_default_port(urlsplit(origin).netloc) == _without_default_port(host)


def _without_default_port(netloc: str) -> str:
    return netloc.lower().removesuffix(":80").removesuffix(":443")


def _bare(host: str) -> str:
    """Give a host without its port: ``[::1]:8080`` → ``::1``."""
    text = host.strip().lower()
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return (text.partition(":")[0] if text.count(":") == 1 else text).rstrip(".")
