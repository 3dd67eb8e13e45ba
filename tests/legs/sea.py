"""A platform for the outbox's state machine: late, forgetful, busy, closed or unreadable."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.chat.base import Payload
from bot.chat.memory import MemoryChat
from bot.errors import ChannelClosed, SendLater, SendUnknown
from bot.model import Sent

FORGETS = timedelta(seconds=120)  # twice what the bot relies on


@dataclass(frozen=True, kw_only=True)
class Post:
    """One post that stands in a channel."""

    channel: str
    nonce: str
    at: datetime


class Sea(MemoryChat):
    """``time`` is the true time, ``clock`` the bot's. Each send takes the next of ``fates``."""

    def __init__(
        self, time: Callable[[], datetime], clock: Callable[[], datetime], *, knows_nonces: bool
    ) -> None:
        super().__init__()
        self.time, self.bot_clock = time, clock
        self.knows_nonces = knows_nonces
        self.nonce_window = 60.0 if knows_nonces else 0.0
        self.posts: list[Post] = []
        self.fates: list[str] = []
        self.wire: list[tuple[datetime, str, str]] = []  # what lands later: when, where, nonce
        self.closed: set[str] = set()
        self.unreadable: set[str] = set()
        self.rests: dict[str, tuple[datetime, datetime]] = {}  # channel, or "": all → from, until
        self.hurried: list[str] = []

    async def send(
        self, channel: str, payload: Payload, *, nonce: str, thread: str | None = None
    ) -> Sent:
        self._heed(channel, "")
        if channel in self.closed:
            raise ChannelClosed("I may not write there")
        fate = self.fates.pop(0) if self.fates else "well"
        if fate.startswith("429"):
            place = "" if fate == "429 everywhere" else channel
            now = self.bot_clock()
            self.rests[place] = now, now + timedelta(seconds=40)
            raise SendLater("Too many requests", after=40.0, everywhere=not place)
        if fate == "lost":
            raise ConnectionError("status 502")
        if fate == "late":
            self.wire.append((self.time() + timedelta(seconds=45), channel, nonce))
            raise TimeoutError
        post = self._land(channel, nonce)
        if fate == "dropped":
            raise ConnectionError("reset after the post was taken")
        return self._sent(post)

    async def find(self, channel: str, nonce: str, *, thread: str | None = None) -> Sent | None:
        self._heed("")
        if channel in self.closed:
            raise ChannelClosed("I may not look there")
        if channel in self.unreadable:
            raise SendUnknown("I may not read the history there")
        mine = (p for p in self.posts if (p.channel, p.nonce) == (channel, nonce))
        post = next(mine, None)
        return self._sent(post) if post else None

    def land(self) -> None:
        """Let come what was on its way."""
        now = self.time()
        for due, channel, nonce in [one for one in self.wire if one[0] <= now]:
            self._land(channel, nonce)
            self.wire.remove((due, channel, nonce))

    def counts(self) -> Counter[str]:
        """Count the posts of each nonce."""
        return Counter(post.nonce for post in self.posts)

    def _land(self, channel: str, nonce: str) -> Post:
        mine = [p for p in self.posts if (p.channel, p.nonce) == (channel, nonce)]
        if self.knows_nonces and mine and self.time() - mine[-1].at < FORGETS:
            return mine[-1]
        post = Post(channel=channel, nonce=nonce, at=self.time())
        self.posts.append(post)
        return post

    def _sent(self, post: Post) -> Sent:
        return Sent(external_id=f"{self.posts.index(post)}", at=post.at)

    def _heed(self, *places: str) -> None:
        for place in places:
            since, until = self.rests.get(place, (datetime.max.replace(tzinfo=UTC),) * 2)
            # What was on its way at the very moment of the answer is no fault.
            if since < self.bot_clock() < until:
                self.hurried.append(f"{place or 'everybody'} at {self.bot_clock()}")
