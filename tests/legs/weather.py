"""A platform in bad weather: faults by the hour, and every request counted."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.chat.base import Payload
from bot.chat.memory import MemoryChat
from bot.errors import SendLater, SendUnknown
from bot.model import Sent


class Weather(MemoryChat):
    """``kind`` is what happens between ``begin`` and ``end``, to posts, edits and searches alike.

    "5xx": an error, and nothing is posted. "lost": posted, and no answer. "429": not before the
    end of the next full minute. ``asked`` holds (time, channel) of every request.
    """

    kind = "fair"
    scope = ""  # a channel that alone has the bad weather; "": all
    everywhere = False  # a 429 speaks for the whole platform
    forgets = timedelta.max  # after this time a nonce that comes again makes a second post
    together: asyncio.Barrier | None = None  # so many posts are under way before one is answered
    begin: datetime
    end: datetime

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.time = clock
        self.asked: list[tuple[datetime, str]] = []
        self.payloads: list[tuple[str, Payload]] = []
        self._known: dict[str, datetime] = {}  # nonce → when it came first

    def storm(self, kind: str, **span: float) -> None:
        """Begin bad weather now."""
        self.kind, self.begin, self.end = kind, self.time(), self.time() + timedelta(**span)

    async def send(
        self, channel: str, payload: Payload, *, nonce: str, thread: str | None = None
    ) -> Sent:
        self.payloads.append((nonce, payload))
        if self.together:
            await self.together.wait()
        self._weather(channel)
        if self.time() - self._known.setdefault(nonce, self.time()) >= self.forgets:
            nonce = f"{nonce} once more"
        sent = await super().send(channel, payload, nonce=nonce, thread=thread)
        if self._now(channel) == "lost":
            raise TimeoutError
        return replace(sent, at=self.time())

    async def edit(self, channel: str, external_id: str, payload: Payload) -> Sent:
        self._weather(channel)
        return await super().edit(channel, external_id, payload)

    async def find(self, channel: str, nonce: str, *, thread: str | None = None) -> Sent | None:
        self._weather(channel, search=True)
        if self._now(channel) == "lost":
            raise TimeoutError
        return await super().find(channel, nonce)

    def _now(self, channel: str) -> str:
        here = not self.scope or self.scope == channel
        bad = here and self.kind != "fair" and self.begin <= self.time() < self.end
        return self.kind if bad else "fair"

    def _weather(self, channel: str, *, search: bool = False) -> None:
        self.asked.append((self.time(), channel))
        if self._now(channel) == "5xx":
            # Of a search SendUnknown would mean that the platform can never tell.
            known = not search and len(self.asked) % 2
            raise SendUnknown("status 503") if known else ConnectionError("reset")
        if self._now(channel) == "429":
            after = min(60.0, (self.end - self.time()).total_seconds())
            raise SendLater("Too many requests.", after=after, everywhere=self.everywhere)
