"""The page and its JSON API.

    GET  /                              the page
    GET  /api/channels                  [{"id", "name"}]
    GET  /api/channels/{id}/messages    messages, oldest first; ?limit=500 &before=ID pages back
    POST /api/channels/{id}/commands    {"text"}   → {"id", "text", "buttons", "error", "files" …}
                                        and {"file": {"name", "data"}}, its data in Base64
    GET  /api/messages/{id}/files/{n}   a file that goes with an answer, to be saved
    GET  /api/channels/{id}/complete    ?text=     → {"options": [{"text", "label", "description"}]}
    POST /api/messages/{id}/press       {"button"} → as commands
    GET  /api/events                    server-sent: hello, message, beat; Last-Event-ID or ?after=
    GET  /healthz                       200 when all is well, 503 when not

Every refusal is ``{"error": sentence}`` with the fitting status.
"""

import json
from base64 import b64decode
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

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
from bot.model import MOST_BYTES, File
from bot.web.guard import ANY_HOST, STATIC, Guard, refuse

Health = Callable[[], Awaitable[Mapping[str, Any]]]

_MAX_BODY: Final = 64 * 1024  # bytes
_MAX_FILE: Final = MOST_BYTES * 4 // 3 + _MAX_BODY  # of a command with a file in Base64
_TOO_LONG: Final = "This is too long; send at most 64 KiB, and a file of at most 2 MiB."
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
            Route("/api/messages/{message}/files/{number:int}", _saved),
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
    body = await _object(request, "text", "/watch senkaku", most=_MAX_FILE)
    file = _file_in(body)
    local, locale = _local(request), _locale(request)
    return JSONResponse(await local.command(channel, body["text"], file=file, locale=locale))


def _locale(request: Request) -> str | None:
    """Give the language that the browser asks for first (RFC 9110, 12.5.4)."""
    first = request.headers.get("accept-language", "").split(",")[0].split(";")[0].strip()
    return first if first[:1].isalpha() and len(first) <= 35 else None


def _file_in(body: Mapping[str, Any]) -> File | None:
    """Read the file that a command was given. Raises HTTPException 400 or 413."""
    given = body.get("file")
    if given is None:
        return None
    sentence = 'A file is given as {"name": "feeds.opml", "data": its bytes in Base64}.'
    if not isinstance(given, dict) or not isinstance(given.get("name"), str):
        raise HTTPException(400, sentence)
    try:
        data = b64decode(given.get("data", ""), validate=True)
    except (TypeError, ValueError) as exc:
        raise HTTPException(400, sentence) from exc
    if len(data) > MOST_BYTES:
        raise HTTPException(413, "This file is too large; give one of at most 2 MiB.")
    name = given["name"].encode("utf-8", "replace").decode().replace("\\", "/").split("/")[-1]
    return File(name=name[:200] or "file", data=data)


async def _saved(request: Request) -> Response:
    number = request.path_params["number"]
    file = await _local(request).file(request.path_params["message"], number)
    if file is None:
        raise HTTPException(404, "There is no such file (any more).")
    # Never shown by the browser, whatever is in it: saved under a name that is safe in a header.
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"}
    return Response(file.data, media_type="application/octet-stream", headers=headers)


async def _complete(request: Request) -> Response:
    channel = _channel_of(request)
    text = request.query_params.get("text", "")[:20_000]
    offered = await _local(request).complete(channel, text, locale=_locale(request))
    return JSONResponse({"options": offered})


async def _press(request: Request) -> Response:
    button = await _field(request, "button", "why:s12")
    try:
        local, message = _local(request), request.path_params["message"]
        return JSONResponse(await local.press(message, button, locale=_locale(request)))
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
    found: str = (await _object(request, name, example))[name]
    return found


async def _object(
    request: Request, name: str, example: str, most: int = _MAX_BODY
) -> dict[str, Any]:
    """Read a request's JSON object, which holds a text. Raises HTTPException 400, 413."""
    sentence = f'The body must be JSON such as {{"{name}": "{example}"}}.'
    try:
        read = await _body(request, most)
        body = json.loads(read)
    except (ValueError, RecursionError) as exc:
        raise HTTPException(400, sentence) from exc
    if len(read) > _MAX_BODY and not (isinstance(body, dict) and body.get("file")):
        raise HTTPException(413, _TOO_LONG)
    value = body.get(name) if isinstance(body, dict) else None
    if not isinstance(value, str) or "\x00" in value:
        raise HTTPException(400, sentence)
    # Half a surrogate pair is valid JSON, but neither UTF-8 nor anything a person types.
    return {**body, name: value.encode("utf-8", "replace").decode()}


async def _body(request: Request, most: int) -> bytes:
    """Read the body as far as we are willing to. Raises HTTPException 413.

    Starlette's own limit answers before our headers and sentences get their turn.
    """
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > most:
            raise HTTPException(413, _TOO_LONG)
    return bytes(read)
