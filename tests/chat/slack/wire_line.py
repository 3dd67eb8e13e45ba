"""How Slack brings things to an app: Socket Mode, or HTTP with signatures; each waits 3 s.

What is not acknowledged within 3 s is a breach. An event whose line dropped before it was
acknowledged comes again on the next line, or the next request, with the number of the retry;
commands and presses do not.
"""

import asyncio
import hashlib
import hmac
import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import WSMsgType, web

from tests.chat.slack.wire_place import APP, Message, View

WITHIN = 3.0  # seconds to acknowledge
USES, KEPT = 5, 1800.0  # of a response_url: how often, and for how many seconds
MOST_SOCKETS = 10
SIGNING_SECRET = "a-signing-secret-of-nobody"


@dataclass(eq=False)
class Interaction:
    """Something that was brought to the app, and what came of it."""

    kind: str  # slash_commands, interactive, events_api
    payload: dict[str, Any]
    team: str
    user: str = ""
    channel: str = ""
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    sent: float = 0.0
    tries: int = 0
    matters: bool = True  # that it is acknowledged; not what the app caused and may be too late for
    acknowledged: float | None = None  # seconds that it took
    said: Any = None  # what the acknowledgement brought
    shown: list[Message | View] = field(default_factory=list)
    used: list[float] = field(default_factory=list)  # of its response_url
    trigger: str = ""
    source: Message | None = None  # the message that was pressed
    done: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class Socket:
    ws: web.WebSocketResponse
    waiting: dict[str, Interaction] = field(default_factory=dict)


class Line:
    """``http``: the address of the app, when it does not use Socket Mode."""

    def __init__(self) -> None:
        self.breaches: list[str] = []
        self.http: str | None = None
        self.sockets: list[Socket] = []
        self.connected = 0  # lines that were opened so far
        self.brought: list[Interaction] = []
        self._seen = asyncio.Event()
        self._tickets: set[str] = set()
        self._envelopes: dict[str, Interaction] = {}
        self._again: list[Interaction] = []  # events whose line dropped
        self._tasks: set[asyncio.Task[Any]] = set()
        self._urls: dict[str, Interaction] = {}
        self._triggers: dict[str, Interaction] = {}
        self._client: aiohttp.ClientSession | None = None

    # ── for the test ────────────────────────────────────────────────────────────────────────

    async def until(self, what: Any, within: float = 30.0) -> Any:
        """Wait until ``what()`` gives something, and give it."""
        async with asyncio.timeout(within):
            while not (found := what()):
                self._seen.clear()
                await self._seen.wait()
            return found

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell the app to take a new line, as Slack does every few hours."""
        for socket in list(self.sockets):
            await _say(socket, {"type": "disconnect", "reason": reason, "debug_info": DEBUG})

    async def drop_sockets(self) -> None:
        """Let all lines break without a word."""
        for socket in list(self.sockets):
            transport = socket.ws._req.transport if socket.ws._req else None
            if transport is not None:
                transport.abort()
            await self._lost(socket)

    # ── bringing ────────────────────────────────────────────────────────────────────────────

    async def bring(self, what: Interaction, *, again: str = "") -> Interaction:
        """Bring something to the app; returns when it is acknowledged, or the time is up.

        ``again``: why it comes once more ("timeout"): an event that was brought before.
        """
        if what not in self.brought:
            self.brought.append(what)
        what.done.clear()
        what.tries += 1
        if self.http is not None:
            await self._by_http(what, again)
        else:
            await self.until(lambda: self.sockets)
            await self._by_socket(self.sockets[-1], what, again)
        try:
            async with asyncio.timeout(WITHIN):
                await what.done.wait()
        except TimeoutError:
            self._broken(what, f"{_name(what)} was not acknowledged within {WITHIN} s")
        return what

    def _broken(self, what: Interaction, how: str) -> None:
        if what.matters:
            self.breaches.append(how)

    def _acknowledged(self, what: Interaction, said: Any) -> None:
        what.acknowledged = time.monotonic() - what.sent
        what.said = said
        what.done.set()
        self._seen.set()
        if what.acknowledged > WITHIN:
            self.breaches.append(f"{_name(what)} was acknowledged after {what.acknowledged:.1f} s")

    # ── Socket Mode ─────────────────────────────────────────────────────────────────────────

    def ticket(self) -> str:
        made = str(uuid.uuid4())
        self._tickets.add(made)
        return made

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        ticket = request.query.get("ticket", "")
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        socket = Socket(ws)
        if ticket not in self._tickets:
            self.breaches.append("a line was opened with an address that was used before")
            await ws.close()
            return ws
        self._tickets.discard(ticket)
        if len(self.sockets) >= MOST_SOCKETS:
            said = {"type": "disconnect", "reason": "too_many_websockets", "debug_info": DEBUG}
            await _say(socket, said)
            await ws.close()
            return ws
        self.sockets.append(socket)
        self.connected += 1
        await _say(socket, hello(len(self.sockets)))
        self._seen.set()
        again, self._again = self._again, []
        for what in (one for one in again if one.acknowledged is None):
            self._later(self.bring(what, again="timeout"))
        async for message in ws:
            if message.type is WSMsgType.TEXT:
                self._heard(socket, message.data)
        await self._lost(socket)
        return ws

    async def _by_socket(self, socket: Socket, what: Interaction, again: str) -> None:
        envelope = {
            "envelope_id": what.id,
            "type": what.kind,
            "payload": what.payload,
            "accepts_response_payload": what.kind != "events_api",
        }
        if what.kind == "events_api":
            envelope |= {"retry_attempt": what.tries - 1, "retry_reason": again}
        socket.waiting[what.id] = self._envelopes[what.id] = what
        what.sent = time.monotonic()
        await _say(socket, envelope)

    def _heard(self, socket: Socket, text: str) -> None:
        said = json.loads(text)
        # After a change of lines the library acknowledges on the new one what came on the old.
        what = self._envelopes.get(said.get("envelope_id"))
        socket.waiting.pop(said.get("envelope_id"), None)
        if what is None:
            self.breaches.append(f"an acknowledgement of nothing: {text[:100]}")
            return
        self._acknowledged(what, said.get("payload"))

    async def _lost(self, socket: Socket) -> None:
        if socket in self.sockets:
            self.sockets.remove(socket)
        for what in socket.waiting.values():
            if what.kind == "events_api":
                what.done.set()
                self._again.append(what)
        socket.waiting.clear()
        self._seen.set()

    # ── HTTP ────────────────────────────────────────────────────────────────────────────────

    async def _by_http(self, what: Interaction, again: str) -> None:
        raw, kind = _encoded(what)
        headers = {**signed(raw), "Content-Type": kind}
        if again:
            number = str(what.tries - 1)
            headers |= {"X-Slack-Retry-Num": number, "X-Slack-Retry-Reason": f"http_{again}"}
        what.sent = time.monotonic()
        self._later(self._post(what, raw, headers))

    async def _post(self, what: Interaction, raw: bytes, headers: Mapping[str, str]) -> None:
        status, text = await self.knock(raw, headers)
        if status == 200:
            self._acknowledged(what, _loaded(text))
        else:
            self._broken(what, f"{_name(what)} was answered with {status}: {text[:100]}")
            what.done.set()

    async def knock(self, raw: bytes, headers: Mapping[str, str]) -> tuple[int, str]:
        """Send the app something over HTTP, as whoever; give the status and the text."""
        assert self.http
        assert self._client
        try:
            async with self._client.post(self.http, data=raw, headers=headers) as answer:
                return answer.status, await answer.text()
        except aiohttp.ClientError as exc:
            return 0, str(exc)

    def _later(self, what: Any) -> None:
        task = asyncio.ensure_future(what)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


DEBUG: Mapping[str, Any] = {"host": "applink-wire"}


def hello(lines: int) -> dict[str, Any]:
    """Give the first word on a line."""
    debug = {"host": "applink-wire", "build_number": 1, "approximate_connection_time": 18060}
    return {
        "type": "hello",
        "num_connections": lines,
        "connection_info": {"app_id": APP},
        "debug_info": debug,
    }


def signed(raw: bytes, *, secret: str = SIGNING_SECRET, at: float | None = None) -> dict[str, str]:
    """Sign a request ("Verifying requests from Slack")."""
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + raw, hashlib.sha256)
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest.hexdigest()}",
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
    }


def _encoded(what: Interaction) -> tuple[bytes, str]:
    if what.kind == "events_api":
        return json.dumps(what.payload).encode(), "application/json"
    form = what.payload if what.kind == "slash_commands" else {"payload": json.dumps(what.payload)}
    return urlencode(form).encode(), "application/x-www-form-urlencoded"


def _loaded(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except json.JSONDecodeError:
        return {"text": text}


def _name(what: Interaction) -> str:
    known = what.payload
    said = known.get("command") or known.get("event", {}).get("type") or known.get("type")
    return f"{what.kind} {said}"


async def _say(socket: Socket, message: Mapping[str, Any]) -> None:
    if not socket.ws.closed:
        await socket.ws.send_str(json.dumps(message))
