"""Slack over real sockets for the crash tests: the server in a thread, the adapter in a child.

Channels have names in these tests; the adapter turns them into Slack's ids at the last moment.
"""

import asyncio
import json
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any

from aiohttp import web

from bot.chat.base import Handler, Payload
from bot.chat.slack import pace
from bot.chat.slack.chat import SlackChat
from bot.chat.slack.client import Access
from bot.model import Actor, Command, Invocation, Sent
from tests.chat.slack.wire import BOT_TOKEN, Fault, Wire
from tests.chat.slack.wire_place import Message, texts_of
from tests.crash.hostile import Post

OWNER = Actor(id="owner", name="Owner", may_manage=True)
LATE = 0.3  # seconds at most by which it may be late


class Forgetful:
    """Remembers nothing."""

    async def recall(self, name: str) -> int | None:
        return None

    async def remember(self, name: str, number: int) -> None:
        return None


class WiredChat(SlackChat):
    """The adapter, with channels by their names. ``places``: name → Slack's id."""

    def __init__(
        self,
        address: str,
        places: Mapping[str, str],
        *,
        passing: Callable[[str], None],
        nonce_window: float,
    ) -> None:
        access = Access(bot_token=BOT_TOKEN, api_base=f"{address}/api/")
        super().__init__(access, Forgetful())
        pace.GAP = 0.02  # type: ignore[misc]  # a second between posts would only be waited for
        self._ids = places
        self._passing = passing

    async def start(self, commands: Sequence[Command], handler: Handler) -> None:
        self.asked = handler
        await super().start(commands, handler)

    async def send(
        self, channel: str, payload: Payload, *, nonce: str, thread: str | None = None
    ) -> Sent:
        self._passing("before POST")
        sent = await super().send(self._ids[channel], payload, nonce=nonce, thread=thread)
        self._passing("after POST")
        return sent

    async def edit(self, channel: str, external_id: str, payload: Payload) -> Sent:
        self._passing("before PATCH")
        sent = await super().edit(self._ids[channel], external_id, payload)
        self._passing("after PATCH")
        return sent

    async def find(self, channel: str, nonce: str, *, thread: str | None = None) -> Sent | None:
        self._passing("before GET")
        return await super().find(self._ids[channel], nonce, thread=thread)

    async def do(self, native: Mapping[str, Any]) -> str:
        """Let the owner give a command; give the answer."""
        assert self.workspaces.own is not None
        asked = Invocation(
            command=native["command"],
            sub=native.get("sub"),
            options=native["options"],
            actor=OWNER,
            platform=self.name,
            community=self.workspaces.own.team,
            channel=native["channel"],
        )
        return (await self.asked.invoke(asked)).text


class HostileWire(Wire):
    """Slack on a bad day: 8 % 429, 4 % 503, 8 % dropped once taken, 8 % late. ``calm``: none."""

    def __init__(self, channels: int, seed: int, *, calm: bool = False) -> None:
        super().__init__(channels=channels, limited=False)
        self.strict = False
        self._calm = calm
        self._chance = Random(seed)
        self.leaps = 0
        self.open = asyncio.Event()
        self.open.set()

    async def _http(self, request: web.Request) -> web.StreamResponse:
        leaps = self.leaps
        writes = request.match_info["method"] in ("chat.postMessage", "chat.update")
        if writes and not self._calm and self._chance.random() < 0.08:
            await asyncio.sleep(self._chance.uniform(0.0, LATE))
        await self.open.wait()
        try:
            if leaps != self.leaps:  # what was under way while time leapt is refused
                return dropped(request)
            return await super()._http(request)
        except ConnectionError:  # whoever asked was killed in the middle of it
            return web.Response()

    def _fault(self, method: str) -> Fault | None:
        if self._calm or method not in ("chat.postMessage", "chat.update"):
            return None
        lot = self._chance.random()
        if lot < 0.08:
            return Fault(method, status=429, error="ratelimited", headers={"Retry-After": "0.1"})
        if lot < 0.12:
            return Fault(method, status=503)
        return Fault(method, drop="after") if lot < 0.20 else None


def dropped(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


@dataclass
class WireServer:
    """The server as the crash tests see it (``tests.crash.hostile.Hostile``)."""

    address: str
    places: Mapping[str, str]
    wire: HostileWire
    loop: asyncio.AbstractEventLoop

    def posts(self) -> list[Post]:
        """Give every post of the bot, with what it shows now and its parts in the thread."""
        return list(self._do(self._posts))

    def skip(self, seconds: float, meanwhile: Callable[[], None] = lambda: None) -> None:
        self._do(self._freeze)
        meanwhile()
        self._do(self._thaw)

    def forget(self) -> None:
        """Forget every post."""
        self._do(self._forget)

    def breaches(self) -> list[str]:
        return list(self.wire.breaches)

    def requests(self) -> int:
        return len(self.wire.requests)

    async def _posts(self) -> list[Post]:
        found = []
        for name, place in self.places.items():
            room = self.wire.place.rooms[place.rpartition("/")[2]]
            parts: dict[tuple[str, int], list[Message]] = defaultdict(list)
            for message in room.messages.values():
                mark = (message.metadata or {})["event_payload"]
                parts[mark["nonce"], int(mark.get("part", 0))].append(message)
            for nonce, number in sorted(parts):
                for copy, message in enumerate(parts[nonce, number]):
                    if number and not copy:
                        continue  # shown with the first
                    found.append(_post(name, nonce, message, parts))
        return found

    async def _forget(self) -> None:
        for room in self.wire.place.rooms.values():
            room.messages.clear()

    async def _freeze(self) -> None:
        self.wire.open.clear()

    async def _thaw(self) -> None:
        self.wire.leaps += 1
        self.wire.open.set()

    def _do(self, what: Callable[[], Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(what(), self.loop).result(20)


def _post(
    channel: str, nonce: str, message: Message, parts: Mapping[tuple[str, int], list[Message]]
) -> Post:
    more = [known[0] for (n, number), known in sorted(parts.items()) if n == nonce and number]
    shown = shown_of([(m.text, m.blocks) for m in (message, *more)])
    return Post(
        id=message.ts, channel=channel, nonce=nonce, thread=message.thread, payloads=(shown,)
    )


def shown_of(messages: Sequence[tuple[str, list[dict[str, Any]]]]) -> dict[str, Any]:
    """Give what of a post and its parts is compared: its texts."""
    return {"said": [[text, *texts_of(blocks)] for text, blocks in messages]}


def shown_in(payload: str) -> dict[str, Any]:
    """Give the same of a payload of the outbox."""
    known = json.loads(payload)
    return shown_of([(one["text"], one["blocks"]) for one in (known["body"], *known["more"])])


@contextmanager
def wire_server(
    channels: tuple[str, ...], seed: int, *, calm: bool = False
) -> Iterator[WireServer]:
    """Run the server in a thread of its own."""
    ready: list[Any] = []
    up, over = threading.Event(), threading.Event()

    async def run() -> None:
        async with HostileWire(len(channels), seed, calm=calm) as wire:
            stop = asyncio.Event()
            ready.extend((wire, asyncio.get_running_loop(), stop))
            up.set()
            await stop.wait()
        over.set()

    thread = threading.Thread(target=asyncio.run, args=(run(),), daemon=True)
    thread.start()
    assert up.wait(30)
    wire, loop, stop = ready
    ids = [f"{wire.place.id}/{channel}" for channel in wire.channels]
    places = dict(zip(channels, ids, strict=True))
    try:
        yield WireServer(address=wire.address, places=places, wire=wire, loop=loop)
    finally:
        loop.call_soon_threadsafe(stop.set)
        over.wait(20)
