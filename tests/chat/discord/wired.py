"""Discord over real sockets for the crash tests: the server in a thread, the adapter in a child.

Channels have names in these tests; the adapter turns them into Discord's ids at the last moment.
"""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

from aiohttp import web

from bot.chat.base import Handler, Payload
from bot.chat.discord.buttons import marker
from bot.chat.discord.chat import DiscordChat
from bot.model import Actor, Invocation, Sent
from tests.chat.discord.wire import Fault, Wire
from tests.chat.discord.wire_gateway import TOKEN
from tests.crash.hostile import Post
from tests.crash.verdict import Wish

OWNER = Actor(id="owner", name="Owner", may_manage=True)
ALSO = {"forum": Wish(subjects=("senkaku",))}  # a place that knows no nonce
NONCE_FOR = 120.0  # seconds for which the server knows a nonce
LATE = 0.3  # seconds at most by which it may be late


class Forgetful:
    """Remembers nothing: the commands are not offered in these tests."""

    async def recall(self, name: str) -> int | None:
        return None

    async def remember(self, name: str, number: int) -> None:
        return None

    async def home_of(self, nonce: str) -> str | None:
        return None


class WiredChat(DiscordChat):
    """The adapter, with channels by their names. ``places``: name → Discord's id."""

    def __init__(
        self,
        address: str,
        places: Mapping[str, str],
        *,
        passing: Callable[[str], None],
        nonce_window: float,
    ) -> None:
        super().__init__(
            TOKEN,
            Forgetful(),
            api_base=f"{address}/api/v10",
            gateway=f"{address.replace('http', 'ws', 1)}/gateway",
            shard_count=1,
        )
        self.nonce_window = nonce_window
        self._ids = places
        self._passing = passing

    def _listen(self, handler: Handler) -> None:
        super()._listen(handler)

        async def on_ready() -> None:
            """Leave the first word out: it is no story."""

        self.client.event(on_ready)

    async def _offer(self) -> None:
        return None

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
        assert self._handler is not None
        asked = Invocation(
            command=native["command"],
            sub=native.get("sub"),
            options=native["options"],
            actor=OWNER,
            platform=self.name,
            community="newsroom",
            channel=native["channel"],
        )
        return (await self._handler.invoke(asked)).text


class HostileWire(Wire):
    """Discord on a bad day: 8 % 429, 4 % 503, 8 % dropped once taken, 8 % late. ``calm``: none."""

    def __init__(self, names: Sequence[str], seed: int, *, calm: bool = False) -> None:
        forums = [n for n, name in enumerate(names) if name.startswith("forum")]
        super().__init__(channels=len(names), limited=False, forums=forums)
        self._calm = calm
        self._chance = Random(seed)
        self.ahead = 0.0
        self.leaps = 0
        self.open = asyncio.Event()
        self.open.set()
        self.made: list[tuple[str, str, str]] = []  # channel, nonce, id of each message
        self._known: dict[tuple[int, str], float] = {}

    def now(self) -> float:
        return asyncio.get_running_loop().time() + self.ahead

    async def _http(self, request: web.Request) -> web.StreamResponse:
        leaps = self.leaps
        is_post = request.method == "POST" and request.path.endswith(("/messages", "/threads"))
        is_late = not self._calm and self._chance.random() < 0.08
        if is_late and (is_post or request.method == "PATCH"):
            await asyncio.sleep(self._chance.uniform(0.0, LATE))
        await self.open.wait()
        if leaps != self.leaps:  # what was under way while time leapt is refused
            return self._dropped(request)
        for key in [k for k, until in self._known.items() if until < self.now()]:
            del self._known[key]
            self.nonces.pop(key, None)
        try:
            answer = await super()._http(request)
        except ConnectionError:  # whoever asked was killed in the middle of it
            return web.Response()
        for key in self.nonces.keys() - self._known.keys():
            self._known[key] = self.now() + NONCE_FOR
            self.made.append((str(key[0]), key[1], str(self.nonces[key])))
        return answer

    def _dispatch(self, request: web.Request, path: str, body: Any) -> tuple[int, Any]:
        """Note the first message of a forum's thread, too: it has no nonce, but a mark."""
        status, answer = super()._dispatch(request, path, body)
        if status < 300 and path.endswith("/threads") and "message" in (body or {}):
            known = marker(body["message"].get("components", ()))
            first = (answer.get("message") or answer)["id"]
            self.made.append((str(answer["id"]), known[0] if known else "", str(first)))
        return status, answer

    def forget(self) -> None:
        """Forget every post, with its thread."""
        for id_ in [id_ for id_, one in self.backend.channels.items() if one.is_thread]:
            self.backend.delete_channel(id_)
        for known in (*self.backend.messages.values(), self.made, self.nonces, self._known):
            known.clear()

    def _fault(self, method: str, path: str) -> Fault | None:
        post = "/messages" in path or path.endswith("/threads")
        if self._calm or method not in ("POST", "PATCH") or not post:
            return None
        lot = self._chance.random()
        if lot < 0.08:
            body = {"message": "slow", "retry_after": 0.1, "global": False}
            return Fault(method, path, status=429, body=body, headers={"Via": "1.1 wire"})
        if lot < 0.12:
            return Fault(method, path, status=503)
        return Fault(method, path, drop="after") if lot < 0.20 else None


@dataclass
class WireServer:
    """The server as the crash tests see it (``tests.crash.hostile.Hostile``)."""

    address: str
    places: Mapping[str, str]
    wire: HostileWire
    loop: asyncio.AbstractEventLoop
    _names: dict[str, str] = field(default_factory=dict)

    def posts(self) -> list[Post]:
        """Give every message of the bot, with what it shows now."""
        return self._do(self._posts)

    def skip(self, seconds: float, meanwhile: Callable[[], None] = lambda: None) -> None:
        self._do(self._freeze)
        meanwhile()
        self._do(lambda: self._thaw(seconds))

    def forget(self) -> None:
        """Forget every post."""

        async def forget() -> None:
            self.wire.forget()

        self._do(forget)

    def breaches(self) -> list[str]:
        return list(self.wire.breaches)

    def requests(self) -> int:
        return len(self.wire.requests)

    async def _posts(self) -> list[Post]:
        names = {id_: name for name, id_ in self.places.items()}
        forums = {id_ for name, id_ in self.places.items() if name.startswith("forum")}
        firsts = {c: (c, first) for c, _, first in reversed(self.wire.made)}
        found = []
        for channel, nonce, message_id in self.wire.made:
            message = self.wire.backend.get_message(int(channel), int(message_id))
            known = self.wire.backend.channels[int(channel)]
            inside = str(known.parent_id) if channel not in names else None
            is_first = inside in forums and (channel, message_id) == firsts[channel]
            found.append(
                Post(
                    id=message_id,
                    channel=names.get(channel) or names[str(inside)],
                    nonce=nonce,
                    thread=channel if inside and not is_first else None,
                    payloads=(shown_of(message.content, message.embeds),),
                )
            )
        return found

    async def _freeze(self) -> None:
        self.wire.open.clear()

    async def _thaw(self, seconds: float) -> None:
        self.wire.ahead += seconds
        self.wire.leaps += 1
        self.wire.open.set()

    def _do(self, what: Callable[[], Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(what(), self.loop).result(20)


def shown_of(content: str, embeds: Any) -> dict[str, Any]:
    """Give what of a message is compared: its texts."""
    kept = [{k: e[k] for k in ("title", "url", "description") if e.get(k)} for e in embeds or ()]
    return {"content": content or "", "embeds": kept}


def shown_in(payload: str) -> dict[str, Any]:
    """Give the same of a payload of the outbox."""
    body = json.loads(payload)["body"]
    return shown_of(body.get("content", ""), body.get("embeds"))


@contextmanager
def wire_server(
    channels: tuple[str, ...], seed: int, *, calm: bool = False
) -> Iterator[WireServer]:
    """Run the server in a thread of its own."""
    ready: list[Any] = []
    up, over = threading.Event(), threading.Event()

    async def run() -> None:
        async with HostileWire(channels, seed, calm=calm) as wire:
            loop = asyncio.get_running_loop()
            stop = asyncio.Event()
            ready.extend((wire, loop, stop))
            up.set()
            await stop.wait()
        over.set()

    thread = threading.Thread(target=asyncio.run, args=(run(),), daemon=True)
    thread.start()
    assert up.wait(30)
    wire, loop, stop = ready
    places = dict(zip(channels, wire.channels, strict=True))
    address = f"http://127.0.0.1:{wire.port}"
    try:
        yield WireServer(address=address, places=places, wire=wire, loop=loop)
    finally:
        loop.call_soon_threadsafe(stop.set)
        over.wait(20)


__all__ = ["WireServer", "WiredChat", "marker", "shown_in", "wire_server"]
