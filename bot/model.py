"""The nouns, one for every stage an item passes; frozen, and importing nothing of ours.

    Feed → Fetched → ParsedFeed/Entry → Item → Match → Story → Summary → Delivery → Message → Sent
    Watch · Topic · Channel · Community · Publisher · Decision · Invocation → Reply

Ids are 64-bit integers given by the store. Every time is an aware ``datetime`` in UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Mode(StrEnum):
    """How a watch speaks: at once, or in the digest."""

    ALERT = "alert"
    DIGEST = "digest"


class Salience(StrEnum):
    """How much an item is about what it matched, strongest first."""

    MAIN = "main"
    MENTIONED = "mentioned"
    PASSING = "passing"


class Kind(StrEnum):
    """What a delivery is (product words: alert, edit, update, digest, roll-up, notice)."""

    ALERT = "alert"
    EDIT = "edit"
    UPDATE = "update"
    DIGEST = "digest"
    ROLLUP = "rollup"
    NOTICE = "notice"


class State(StrEnum):
    """Where a delivery stands in the outbox."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    AMBIGUOUS = "ambiguous"
    RECONCILING = "reconciling"
    FAILED = "failed"
    UNKNOWN = "unknown"
    SUPPRESSED = "suppressed"
    EXPIRED = "expired"


# ── what is known beforehand ────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """An outlet. ``family`` is what independent outlets are counted by."""

    id: str
    name: str
    family: str
    kind: str
    language: str | None = None
    country: str | None = None
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSource:
    """A feed as config/feeds.toml or a person names it, before the store gives it an id."""

    url: str
    name: str
    publisher: str | None = None
    language: str | None = None
    country: str | None = None
    tags: tuple[str, ...] = ()
    interval: int | None = None  # seconds, set by the operator for this feed
    confirmed: bool = True  # False: the address could not be confirmed from a source


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """One name of a topic.

    ``match``: ``word`` (whole word, any case), ``case`` (whole word, this case), ``sub``
    (anywhere: scripts without spaces). The alias counts only if one of ``needs`` also occurs
    in the item (when there are any) and none of ``vetoes`` does.
    """

    text: str
    language: str
    match: str
    needs: tuple[str, ...] = ()
    vetoes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """An entry of the catalogue; ``names`` maps a language tag to the official name."""

    id: str
    name: str
    names: Mapping[str, str]
    aliases: tuple[Alias, ...]
    parents: tuple[str, ...] = ()
    official: tuple[str, ...] = ()  # publisher ids whose word makes it urgent
    note: str = ""
    source: str = ""
    not_this: tuple[str, ...] = ()  # what people confuse it with, said in /watch's answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A named set of topics, with feeds that a community gains when it subscribes."""

    id: str
    name: str
    topics: tuple[str, ...]
    feeds: tuple[str, ...] = ()
    mode: Mode = Mode.ALERT
    note: str = ""


# ── feeds and what comes out of them ────────────────────────────────────────────────────────


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
    last_ok_at: datetime | None = None
    last_new_at: datetime | None = None
    error: str | None = None
    failing_since: datetime | None = None
    failures: int = 0
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
    ttl: int | None = None  # seconds the publisher asks to wait between polls
    dropped: int = 0  # entries beyond the cap


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
    author: str | None = None
    baseline: bool = False
    late: bool = False
    revision: int = 0
    content_hash: str = ""


# ── matching ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a name stood: characters [start, end) of ``field`` (title or text) of the item."""

    field: str
    start: int
    end: int
    alias: str  # the name as the catalogue or the query writes it
    rule: str  # word, case, sub, exact, keyword, phrase …


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An item met a query: ``query`` is its normal form, ``score`` 0…1."""

    query: str
    score: float
    salience: Salience
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """A Discord server, a Slack workspace, or the one local instance."""

    id: int
    platform: str
    external_id: str
    name: str
    locale: str | None = None
    timezone: str | None = None
    notice_channel_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A place that posts go to. ``timezone`` None means UTC and is said to be unset."""

    id: int
    community_id: int
    platform: str
    external_id: str
    name: str
    timezone: str | None = None
    digest_times: tuple[str, ...] = ("08:00",)
    digest_days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)  # Monday is 0
    digest_on: bool = True
    digest_since: datetime | None = None  # digests cover what came after
    paused_until: datetime | None = None
    state: str = "active"  # active, paused, gone
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One query (or one feed's every item) of one channel."""

    id: int
    channel_id: int
    community_id: int
    query_id: int | None
    query: str | None  # normal form
    label: str  # what people call it: "Senkaku Islands", "fisheries", a feed's name
    feed_id: int | None = None
    pack: str | None = None
    mode: Mode = Mode.ALERT
    mention: str | None = None
    mention_when: str = "always"
    urgent: str = "no"
    min_publishers: int = 1
    languages: tuple[str, ...] = ()
    post: str = "message"
    state: str = "active"  # active, paused
    created_at: datetime
    after_item: int = 0  # only items with a larger id can alert


# ── stories and their summaries ─────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One event as told by any number of items."""

    id: int
    community_id: int | None  # None: of shared feeds, seen by all
    title: str
    first_at: datetime
    last_at: datetime
    publish_at: datetime | None = None
    settled_from: datetime | None = None  # first matched item; settling is counted from here
    lease_no: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An item's place in a story, with what clustering compares.

    A ``story_id`` below 0 is a story opened in this batch that the store has not numbered yet.
    """

    story_id: int
    community_id: int | None  # whose private item it is; None: everybody's
    item_id: int
    feed_id: int
    canonical: str | None
    title: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One item of a story together with the outlet that told it."""

    item: Item
    feed: Feed
    publisher: Publisher


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence taken whole from an item; ``source`` is the index into the sources."""

    text: str
    source: int
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Sentences for one topic of one story, in reading order."""

    sentences: tuple[Sentence, ...]


# ── posts ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Something to press; ``id`` carries all that its handler needs (``why:12``)."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place a post cites, numbered by its position."""

    outlet: str
    url: str | None
    language: str | None = None
    reprint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestLine:
    """One story in a digest."""

    number: int
    title: str
    url: str | None
    sentence: str
    outlets: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The stories of one watch in a digest."""

    heading: str
    lines: tuple[DigestLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a post says, for any platform; an adapter draws it (``to_payload``)."""

    kind: Kind
    label: str  # ALERT, URGENT, DIGEST, NOTICE …
    dateline: tuple[str, ...] = ()  # outlet, country, kind of outlet
    title: str = ""
    url: str | None = None
    sentences: tuple[Sentence, ...] = ()
    sources: tuple[Source, ...] = ()
    also: str = ""  # "Also reported by …"
    tags: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    footer: str = ""
    at: datetime
    urgent: bool = False
    mention: str | None = None
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A row of the outbox; ``payload`` is what the adapter drew and is sent byte for byte."""

    id: int
    channel_id: int
    kind: Kind
    key: str
    state: State
    due_at: datetime
    payload: Mapping[str, Any]
    nonce: str
    story_id: int | None = None
    item_id: int | None = None
    edits: int | None = None  # the delivery whose message this one changes or answers
    attempt: int = 0
    first_try_at: datetime | None = None
    quiet_until: datetime | None = None
    lease_no: int = 0
    reason: str | None = None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A platform's word that a post is there."""

    external_id: str
    thread_id: str | None = None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided about an item for a watch, at which stage and why; kept for /why."""

    item_id: int
    watch_id: int | None
    story_id: int | None
    delivery_id: int | None
    stage: str  # match, route, story, digest, deliver …
    verdict: str  # passed, alert, digest, suppressed, merged …
    trail: Mapping[str, Any]
    at: datetime


# ── commands ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One word that a command takes.

    ``kind`` says what a typed token must look like to be it: ``query`` and ``text`` take all that
    is left; ``choice`` one of ``choices``; ``int``; ``channel`` (#name); ``times`` (08:00,18:30);
    ``days`` (mon-fri, daily); ``zone`` (Asia/Tokyo); ``url``; ``watch``, ``feed``, ``pack`` (a
    name, completed). A required option comes first and may be typed without its name; the others
    may be typed ``name:value``.
    """

    name: str
    description: str
    kind: str = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    completes: bool = False
    many: bool = False  # takes several tokens (addresses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A row of the table COMMANDS; a command has options or sub-words, never both."""

    name: str
    summary: str
    options: tuple[Option, ...] = ()
    subs: tuple["Command", ...] = ()
    changes: bool = False  # needs the right to manage the channel or the community
    examples: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ("discord", "slack", "local")


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person who typed or pressed."""

    id: str
    name: str
    may_manage: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation:
    """A command as any platform hands it over; ids are the platform's own."""

    command: str  # "watch"
    sub: str | None  # "list" in /feeds list
    options: Mapping[str, str]
    actor: Actor
    platform: str
    community: str
    channel: str
    locale: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A button that somebody pressed, on a post or on an answer; ids are the platform's own."""

    button: str
    actor: Actor
    platform: str
    community: str
    channel: str
    locale: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The answer to a command or a press; private where the platform can."""

    text: str
    buttons: tuple[Button, ...] = ()
    error: bool = False
