"""The chat platforms: who takes a post, when, how often, and what the bot hears of it.

``discord`` gives back the same post for a nonce it saw in the last two minutes, ``slack`` has no
such thing; both can be searched. A post that is on the wire arrives even when the bot dies.
"""

import asyncio
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.chat.base import Handler, Payload
from bot.chat.local.card import to_payload
from bot.errors import (
    ChannelClosed,
    MessageGone,
    SendError,
    SendLater,
    SendUnknown,
)
from bot.model import Command, Message, Sent
from tests.simulation.scenario import DAY, ChannelPlan, Window
from tests.simulation.storage import Life
from tests.simulation.virtual import VirtualLoop

NONCE_KEPT = {"discord": 120.0, "slack": 0.0}  # seconds
NONCE_TRUSTED = 0.5  # the share of them that the bot relies on
LATEST = 40.0  # seconds after which nothing arrives any more: less than the bot's quiet time
SLACK = 0.01
ON_ITS_WAY = 1.0
UNNOTED = 0.5  # seconds within which an answer is noted, or lost with the life that had it


@dataclass
class Post:
    """One post that a platform took; ``at`` in seconds from the start."""

    number: int
    channel: str
    nonce: str
    payload: Payload
    at: float
    thread: str | None = None
    deleted: bool = False
    edits: list[tuple[float, Payload]] = field(default_factory=list)


class Platform:
    """One platform. ``accepted`` is told of each post the moment it is there."""

    def __init__(
        self,
        name: str,
        rooms: Sequence[ChannelPlan],
        outages: Sequence[Window],
        *,
        seed: int,
        time: Callable[[], float],
        true: Callable[[], datetime],
        complain: Callable[[str], None],
        accepted: Callable[["Platform", Post], None],
    ) -> None:
        self.name = name
        self.rooms = {room.external_id: room for room in rooms}
        self.outages = outages
        self.posts: list[Post] = []
        self.by_nonce: dict[tuple[str, str], list[Post]] = {}
        self.refused: set[str] = set()  # nonces that were answered with "never"
        self.unsearchable: set[str] = set()  # nonces that could not be looked up
        self._landings: dict[int, tuple[float, Callable[[], None]]] = {}
        self._sent_off = 0
        self.requests = 0
        self.calm = False
        self.rests: dict[str, tuple[float, float]] = {}  # channel, or "" for all → from, to
        self._rng = random.Random(f"platform {name} {seed}")
        self.time = time
        self._true = true
        self._complain = complain
        self._accepted = accepted

    # ── what the bot's adapter asks ─────────────────────────────────────────────────────────

    async def send(self, channel: str, payload: Payload, nonce: str, thread: str | None) -> Sent:
        """Take a post, or say why not."""

        def arrive() -> Post:
            return self._take(channel, payload, nonce, thread)

        if thread is not None and self._standing(channel, thread) is None:
            self.refused.add(nonce)
            raise MessageGone(f"There is no message {thread}.")
        return await self._asked(channel, nonce, arrive)

    async def edit(self, channel: str, external_id: str, payload: Payload) -> Sent:
        """Change a post, or say why not."""
        post = self._standing(channel, external_id)
        if post is None:
            raise MessageGone(f"There is no message {external_id}.")

        def arrive() -> Post:
            if (post.edits[-1][1] if post.edits else post.payload) != payload:
                post.edits.append((self.time(), payload))
            return post

        return await self._asked(channel, "", arrive)

    async def find(self, channel: str, nonce: str, *, thread: str | None = None) -> Sent | None:
        """Search a channel's history."""
        kind = self._trouble(channel)
        self._obeyed("")  # a channel's own limit is on posting
        await asyncio.sleep(self._rng.uniform(0.05, 0.5))
        if kind == "closed":
            raise ChannelClosed("The channel is closed.")
        if kind == "unreadable":
            self.unsearchable.add(nonce)
            raise SendUnknown("The history may not be read.")
        if kind in {"down", "late"} or self._lucky(0.03):
            await self._lost()
        found = [p for p in self.by_nonce.get((channel, nonce), ()) if not p.deleted]
        return self._sent(found[0]) if found else None

    # ── how it goes ─────────────────────────────────────────────────────────────────────────

    async def _asked(self, channel: str, nonce: str, arrive: Callable[[], Post]) -> Sent:
        self.requests += 1
        kind = self._trouble(channel)
        counted = channel if nonce else f"{channel}, edits"  # apart from posts, as platforms do
        self._obeyed(counted)
        if kind == "closed":
            await asyncio.sleep(self._rng.uniform(0.05, 0.5))
            self.refused.add(nonce)
            raise ChannelClosed("The channel is closed.")
        if kind in {"limit", "slow"} or self._lucky(0.03):
            raise await self._limited(counted, kind)
        if kind == "down" or self._lucky(0.02):
            if self._lucky(0.3):
                self._wire(self._rng.uniform(0.1, 5), arrive)
            await self._lost()
        if kind == "late" or self._lucky(0.02):
            self._wire(self._rng.uniform(1, LATEST), arrive)
            await self._lost()
        return await self._well(arrive)

    async def _well(self, arrive: Callable[[], Post]) -> Sent:
        post = await asyncio.shield(self._wire(self._rng.uniform(0.03, 0.4), arrive))
        await asyncio.sleep(self._rng.uniform(0.01, 0.2))
        if self._lucky(0.015):
            raise ConnectionError("The connection dropped before the answer.")
        return self._sent(post)

    async def _limited(self, channel: str, kind: str) -> SendError:
        await asyncio.sleep(self._rng.uniform(0.05, 0.3))
        after = self._rng.choice((0.7, 3.0, 30.0)) if kind != "limit" else 600.0
        everywhere = kind == "limit"
        self.rests["" if everywhere else channel] = (self.time(), self.time() + after)
        return SendLater("Too many requests.", after=after, everywhere=everywhere)

    async def _lost(self) -> None:
        """Answer with a 502, or not at all. Always raises."""
        if self._lucky(0.5):
            await asyncio.sleep(self._rng.uniform(0.1, 20))
            raise ConnectionError("The platform answered 502.")
        await asyncio.sleep(DAY)
        raise ConnectionError("There was no answer.")

    def _wire(self, delay: float, arrive: Callable[[], Post]) -> "asyncio.Future[Post]":
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Post] = loop.create_future()
        number, self._sent_off = self._sent_off, self._sent_off + 1

        def land() -> None:
            del self._landings[number]
            timer.cancel()
            post = arrive()
            if not future.cancelled():
                future.set_result(post)

        timer = loop.call_later(delay, land)
        self._landings[number] = (self.time() + delay, land)
        return future

    def landings(self, until: float) -> list[tuple[float, Callable[[], None]]]:
        """Give what arrives up to a moment, whatever the bot does meanwhile: when, and how."""
        return [landing for landing in self._landings.values() if landing[0] <= until]

    def _take(self, channel: str, payload: Payload, nonce: str, thread: str | None) -> Post:
        before = self.by_nonce.setdefault((channel, nonce), [])
        if before and self.time() - before[-1].at < NONCE_KEPT[self.name]:
            return before[-1]
        post = Post(
            number=len(self.posts) + 1,
            channel=channel,
            nonce=nonce,
            payload=payload,
            at=self.time(),
            thread=thread,
        )
        self.posts.append(post)
        before.append(post)
        self._accepted(self, post)
        return post

    def _obeyed(self, channel: str) -> None:
        for since, until in (self.rests.get(name, (0.0, 0.0)) for name in {"", channel}):
            # What was on its way when the answer came is no fault.
            if since + ON_ITS_WAY < self.time() < until - SLACK:
                early = until - self.time()
                self._complain(f"hurry: {self.name} {channel} asked {early:.1f} s too soon")

    def forget(self) -> None:
        """Ask no life to keep to what the one before was told as it ended, before it noted it."""
        kept = {n: rest for n, rest in self.rests.items() if self.time() - rest[0] > UNNOTED}
        self.rests = kept

    def _trouble(self, channel: str) -> str:
        if self.calm:
            return ""
        room = self.rooms.get(channel)  # a person has none
        windows = (*(room.windows if room else ()), *self.outages)
        return next((w.kind for w in windows if w.start <= self.time() < w.end), "")

    def _lucky(self, share: float) -> bool:
        return not self.calm and self._rng.random() < share

    def _standing(self, channel: str, external_id: str) -> Post | None:
        number = int(external_id)
        post = self.posts[number - 1] if 0 < number <= len(self.posts) else None
        return post if post and post.channel == channel and not post.deleted else None

    def _sent(self, post: Post) -> Sent:
        return Sent(external_id=str(post.number), thread_id=post.thread, at=self._true())


class Adapter:
    """What one life of the bot talks to a platform through (``bot.chat.base.Chat``)."""

    def __init__(self, platform: Platform, life: Life) -> None:
        self.name = platform.name
        self.nonce_window = NONCE_KEPT[platform.name] * NONCE_TRUSTED
        self._platform = platform
        self._life = life

    def to_payload(self, message: Message) -> Payload:
        return to_payload(message)

    def link_to(self, home: str, channel: str, external_id: str) -> str | None:
        return f"https://chat.example/{home}/{channel}/{external_id}"

    async def start(self, commands: Sequence[Command], handler: Handler) -> None:
        """Nothing is to be connected."""

    async def send(
        self, channel: str, payload: Payload, *, nonce: str, thread: str | None = None
    ) -> Sent:
        self._life.boundary("before a post")
        sent = await self._platform.send(channel, payload, nonce, thread)
        self._life.boundary("after a post")
        return sent

    async def edit(self, channel: str, external_id: str, payload: Payload) -> Sent:
        self._life.boundary("before an edit")
        return await self._platform.edit(channel, external_id, payload)

    async def find(self, channel: str, nonce: str, *, thread: str | None = None) -> Sent | None:
        self._life.boundary("before a search")
        return await self._platform.find(channel, nonce)

    async def stop(self) -> None:
        """Nothing was connected."""

    def to_invocation(self, native: Mapping[str, Any]) -> Any:
        raise NotImplementedError("people type through World.say")

    def error_from(self, exc: Exception) -> SendError:
        return exc if isinstance(exc, SendError) else SendUnknown(str(exc))


def pause(loop: VirtualLoop, platforms: Iterable[Platform], seconds: float) -> None:
    """Stop the bot's process for a time; what is on the wire arrives all the same."""
    until = loop.now + seconds
    found = [landing for platform in platforms for landing in platform.landings(until)]
    for at, land in sorted(found, key=lambda landing: landing[0]):
        loop.now = max(at, loop.now)
        land()
    loop.now = until
