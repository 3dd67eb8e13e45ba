"""The page and its JSON API.

    GET  /                              the page
    GET  /api/channels                  [{"id", "name"}]
    GET  /api/channels/{id}/messages    messages, oldest first; ?limit=500 &before=ID pages back
    POST /api/channels/{id}/commands    {"text"}   → {"id", "text", "buttons", "error"}
    GET  /api/channels/{id}/complete    ?text=     → {"options": [{"text", "label", "description"}]}
    POST /api/messages/{id}/press       {"button"} → as commands
    GET  /api/events                    server-sent: hello, message, beat; Last-Event-ID or ?after=
    GET  /healthz                       200 when all is well, 503 when not

Every refusal is ``{"error": sentence}`` with the fitting status.
"""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import Any, Final

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.chat.local import LocalChat
from bot.errors import CommandError, ConfigError
from bot.web.guard import ANY_HOST, STATIC, Guard, refuse

Health = Callable[[], Awaitable[Mapping[str, Any]]]

_MAX_BODY: Final = 64 * 1024  # bytes
_MOST_MESSAGES: Final = 1000
_BEAT: Final = 15  # seconds; the page takes silence of three beats for a lost connection


def create_app(
    local: LocalChat, *, key: str | None, hosts: Sequence[str], health: Health
) -> Starlette:
    """Make the page's app.

    ``hosts`` are the names (without port) by which it may be called, ``*`` for any. ``health``
    gives JSON with ``status``: ``ok``, or a word for what is wrong; its further keys are shown
    only to those who have the key. Raises ConfigError for a page open to everybody.
    """
    if not key and ANY_HOST in hosts:
        raise ConfigError(["The page listens beyond this machine without a key: set [web] key."])
    app = Starlette(
        routes=[
            Route("/", _page),
            Route("/api/channels", _channels),
            Route("/api/channels/{channel}/messages", _messages),
            Route("/api/channels/{channel}/commands", _command, methods=["POST"]),
            Route("/api/channels/{channel}/complete", _complete),
            Route("/api/messages/{message}/press", _press, methods=["POST"]),
            Route("/api/events", _events),
            Route("/healthz", _health),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(Guard, key=key, hosts=hosts)],
        exception_handlers={HTTPException: _refused},
    )
    app.state.local = local
    app.state.health = health
    return app


async def _page(request: Request) -> Response:
    return FileResponse(STATIC / "index.html")


async def _channels(request: Request) -> Response:
    return JSONResponse(_local(request).channels())


async def _messages(request: Request) -> Response:
    channel = _channel_of(request)
    limit = _whole(request, "limit", "500")
    before = request.query_params.get("before")
    if before is not None:
        _whole(request, "before", "1")
    found = await _local(request).messages(
        channel, limit=min(max(limit, 1), _MOST_MESSAGES), before=before
    )
    return JSONResponse(found)


async def _command(request: Request) -> Response:
    channel = _channel_of(request)
    text = await _field(request, "text", "/watch senkaku")
    return JSONResponse(await _local(request).command(channel, text))


async def _complete(request: Request) -> Response:
    channel = _channel_of(request)
    text = request.query_params.get("text", "")[:20_000]
    return JSONResponse({"options": await _local(request).complete(channel, text)})


async def _press(request: Request) -> Response:
    button = await _field(request, "button", "why:s12")
    try:
        return JSONResponse(await _local(request).press(request.path_params["message"], button))
    except CommandError as exc:
        raise HTTPException(404, str(exc)) from exc


async def _events(request: Request) -> Response:
    after = request.headers.get("last-event-id") or request.query_params.get("after")
    return EventSourceResponse(
        _stream(_local(request), after), ping=_BEAT, ping_message_factory=_beat
    )


async def _stream(local: LocalChat, after: str | None) -> AsyncIterator[ServerSentEvent]:
    async for event in local.events(after):
        data = json.dumps(event.data, ensure_ascii=False)
        yield ServerSentEvent(data=data, event=event.name, id=event.id)


def _beat() -> ServerSentEvent:
    # An event, not a comment: a comment never reaches the page's script.
    return ServerSentEvent(data="1", event="beat")


async def _health(request: Request) -> Response:
    found = dict(await request.app.state.health())
    status = found.setdefault("status", "ok")
    shown = found if request.state.known else {"status": status}
    return JSONResponse(shown, status_code=200 if status == "ok" else 503)


async def _refused(request: Request, exc: Exception) -> Response:
    if not isinstance(exc, HTTPException):
        raise exc
    sentences = {
        404: "There is nothing at this address; the page is at /.",
        405: "This address is not made for that method.",
    }
    plain = exc.detail if exc.detail.endswith(".") else sentences.get(exc.status_code, exc.detail)
    answer = refuse(exc.status_code, plain)
    answer.headers.update(exc.headers or {})
    return answer


def _local(request: Request) -> LocalChat:
    local: LocalChat = request.app.state.local
    return local


def _channel_of(request: Request) -> str:
    channel: str = request.path_params["channel"]
    if channel not in {c["id"] for c in _local(request).channels()}:
        raise HTTPException(404, "There is no such channel; GET /api/channels lists them.")
    return channel


def _whole(request: Request, name: str, default: str) -> int:
    text = request.query_params.get(name, default)
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise HTTPException(400, f"{name} must be a whole number, such as {default}.")
    return int(text)


async def _field(request: Request, name: str, example: str) -> str:
    """Read the one text that a request's JSON object holds. Raises HTTPException 400."""
    sentence = f'The body must be JSON such as {{"{name}": "{example}"}}.'
    try:
        body = json.loads(await _body(request))
    except (ValueError, RecursionError) as exc:
        raise HTTPException(400, sentence) from exc
    value = body.get(name) if isinstance(body, dict) else None
    if not isinstance(value, str) or "\x00" in value:
        raise HTTPException(400, sentence)
    # Half a surrogate pair is valid JSON, but neither UTF-8 nor anything a person types.
    return value.encode("utf-8", "replace").decode()


async def _body(request: Request) -> bytes:
    """Read the body as far as we are willing to. Raises HTTPException 413.

    Starlette's own limit answers before our headers and sentences get their turn.
    """
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > _MAX_BODY:
            raise HTTPException(413, "This is too long; send at most 64 KiB.")
    return bytes(read)
