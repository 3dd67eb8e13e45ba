"""What every leg is handed: the doors to the world, and the rules as plain values."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.catalogue import Catalogue
from bot.chat.base import Chat
from bot.legs.memory import Memory
from bot.model import Article, Fetched, ParsedFeed
from bot.pipeline.match import Weights
from bot.store import Store


class Reads(Protocol):
    """Fetch an address through the guard, conditionally where validators are given."""

    def __call__(
        self, url: str, *, etag: str | None = None, modified: str | None = None
    ) -> Awaitable[Fetched]:
        """Raises FeedError."""
        ...


class ReadsPages(Protocol):
    """Fetch the pages of articles as their hosts allow (`bot.pipeline.fetch.Pages`)."""

    def knows(self, url: str) -> bool:
        """Whether the host's robots.txt has been read."""
        ...

    def delay(self, url: str) -> float:
        """Give the seconds that the host wants between two requests."""
        ...

    def learn(self, url: str) -> Awaitable[None]:
        """Read the host's robots.txt. Raises FeedError."""
        ...

    def __call__(self, url: str) -> Awaitable[Fetched]:
        """Raises FeedError."""
        ...


class Extracts(Protocol):
    """Find the article in a page's bytes where a hostile one can do no harm."""

    def __call__(self, body: bytes, *, content_type: str | None = None) -> Awaitable[Article]:
        """Raises NotAnArticle."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """The doors to the pages of articles."""

    fetch: ReadsPages
    extract: Extracts


class Parses(Protocol):
    """Read a feed's bytes where a hostile one can do no harm."""

    def __call__(self, body: bytes, *, url: str, content_type: str | None) -> Awaitable[ParsedFeed]:
        """Raises NotAFeed."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The settings that legs and commands go by, in plain values."""

    poll_interval: int = 600  # seconds
    poll_min: int = 300
    poll_max: int = 3600
    poll_adaptive: bool = True
    host_gap: float = 1.0  # seconds between two requests to one host
    parallel: int = 20  # hosts asked at the same time
    pages_per_story: int = 3  # pages of articles that are read at most
    baseline: bool = True  # False: the first reading of a feed is news too (poll-once)
    window: timedelta = timedelta(hours=48)
    late_after: timedelta = timedelta(hours=48)
    settle: timedelta = timedelta(seconds=90)
    settle_more: timedelta = timedelta(seconds=30)
    settle_max: timedelta = timedelta(minutes=5)
    edit_every: timedelta = timedelta(minutes=5)
    same_event: float = 0.22
    summary_sentences: int = 3
    summary_characters: int = 400
    urgent_publishers: int = 4
    urgent_within: timedelta = timedelta(minutes=60)
    digest_time: str = "08:00"
    digest_stories: int = 10
    digest_empty: str = "monday"  # monday, always, never
    budget_burst: int = 5  # alerts that a channel takes at once
    budget_per_hour: float = 4.0  # how fast that fills up again
    urgent_per_hour: int = 3  # urgent alerts that pass a budget that is used up
    rollup_wait: timedelta = timedelta(minutes=10)  # for more to come, once a budget is used up
    rollup_every: timedelta = timedelta(hours=1)
    update_every: timedelta = timedelta(hours=1)  # between the first two posts in a story's thread
    updates_most: int = 6  # in a story's thread
    oldest_alert: timedelta = timedelta(hours=6)  # what waited longer goes into one summary
    notice_after: timedelta = timedelta(hours=24)  # of a feed's failure
    heartbeat_url: str = ""  # called once a minute while all is well
    lease: timedelta = timedelta(seconds=60)
    quiet: timedelta = timedelta(seconds=90)
    attempts: int = 20  # with give_up: when a post is given up (pipeline.deliver.Patience)
    give_up: timedelta = timedelta(days=7)
    keep_items: timedelta = timedelta(days=30)
    keep_keys: timedelta = timedelta(days=60)
    keep_posts: timedelta = timedelta(days=365)
    keep_left: timedelta = timedelta(days=30)  # what a community has that put the bot out
    sample_days: int = 14
    busy_per_day: int = 30  # a watch that is to alert more often than this asks first
    weights: Weights = field(default_factory=Weights)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gear:
    """Handed to every leg by app.py, which alone knows how these were made.

    ``nudge`` wakes a leg ("poll", "publish", "rollup" …) before its next tick; losing a
    nudge does no harm, since what is due is a row. ``memory`` holds only what can be built again.
    """

    store: Store
    catalogue: Catalogue
    chats: Mapping[str, Chat]
    fetch: Reads
    parse: Parses
    rules: Rules
    clock: Callable[[], datetime]  # aware UTC
    steady: Callable[[], datetime]  # aware UTC as of the start; goes on evenly, whoever sets clocks
    nudge: Callable[[str], None]
    jitter: Callable[[], float]  # -1 … 1, evenly
    pages: PageReading | None = None  # None: the pages of articles are not read
    memory: Memory = field(default_factory=Memory)
