"""What is read: a feed, its answer, what was parsed from it, the item that is kept."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """An address that is polled once for everybody, with the state of its polling."""

    id: int
    url: str
    name: str
    publisher: str | None = None
    language: str | None = None
    country: str | None = None
    tags: tuple[str, ...] = ()
    shared: bool = True
    etag: str | None = None
    modified: str | None = None
    body_hash: str | None = None
    baseline_at: datetime | None = None
    next_due_at: datetime
    interval: int  # seconds between polls
    fixed_interval: int | None = None  # seconds, set by the operator; wins over adapting
    ttl: int | None = None  # seconds that its newest document asks to wait between polls
    last_ok_at: datetime | None = None
    last_new_at: datetime | None = None
    moved_at: datetime | None = None  # it showed what it had told under new ids, all at once
    error: str | None = None
    failing_since: datetime | None = None
    failures: int = 0
    tried_at: datetime | None = None
    asked_until: datetime | None = None  # the publisher asked to be left alone until then
    state: str = "active"  # active, stopped (by its publisher), resting (nobody wants it)
    lease_no: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One answer of a feed's server: a new body, or ``status`` 304 and an empty body."""

    url: str  # the address that finally answered
    status: int
    body: bytes
    body_hash: str
    content_type: str | None = None  # the whole header, charset included
    etag: str | None = None  # byte for byte, to be handed back
    modified: str | None = None
    max_age: int | None = None  # seconds for which the server says it is fresh
    permanent: bool = False  # every redirect on the way was a 301 or 308


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed as the feed says it, text without markup."""

    id: str | None  # guid or atom:id, exactly
    link: str | None  # absolute http(s), else None
    title: str
    text: str
    language: str | None = None
    published: datetime | None = None  # as the feed says, future dates too
    updated: datetime | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A feed as read. ``damage`` says what was wrong with it when its entries still came out."""

    format: str  # rss20, atom10, rss10, json1 …
    title: str
    language: str | None
    link: str | None
    entries: tuple[Entry, ...]
    damage: str | None = None
    cut: bool = False  # it ends too early, so that entries may be missing
    ttl: int | None = None  # seconds the publisher asks to wait between polls
    dropped: int = 0  # entries beyond the cap


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The article of one page: its paragraphs, a line each, headings and list items among them.

    ``partial``: the page shows only the beginning and keeps the rest for those who pay or log in.
    ``canonical``: the address that the page says its article is at (RFC 6596), where it says so.
    """

    title: str
    text: str
    partial: bool = False
    canonical: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry that was stored. ``first_seen`` decides what is new, never ``published``."""

    id: int
    feed_id: int
    key: str
    link: str | None
    canonical: str | None
    title: str
    text: str
    language: str | None
    published: datetime | None
    first_seen: datetime
    page_text: str | None = None  # of the article's page, where it was read and has more
    page_state: str | None = None  # what came of reading the page, None: not tried
    page_origin: str | None = None  # family of the other outlet that the page names as its origin
    author: str | None = None
    baseline: bool = False
    late: bool = False
    revision: int = 0
    content_hash: str = ""

    @property
    def body(self) -> str:
        """Give the longest text there is: the page's, else the feed's."""
        return self.page_text or self.text
