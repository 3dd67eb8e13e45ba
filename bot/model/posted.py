"""What is posted, and what was decided about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.model.kinds import Kind, State
from bot.model.told import Marks, Sentence


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
    age: str  # of its newest item when it was drawn, for who cannot keep ``at`` fresh
    at: datetime
    title_marks: Marks = ()
    sentence_marks: Marks = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """What a roll-up or a digest says of one story or item; kept beside the delivery."""

    heading: str  # the watch that it stands under
    story_id: int | None = None
    item_id: int | None = None  # of a followed feed
    title: str
    title_marks: Marks = ()
    url: str | None
    sentence: str
    sentence_marks: Marks = ()
    outlets: str
    at: datetime
    score: float = 0.0  # relevance, 0 … 1: with the next two, what comes first
    publishers: int = 1
    urgent: bool = False


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
    title_marks: Marks = ()  # the names that met the watches
    url: str | None = None
    sentences: tuple[Sentence, ...] = ()
    sources: tuple[Source, ...] = ()
    also: str = ""  # "Also reported by …"
    tags: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    footer: str = ""
    at: datetime
    urgent: bool = False
    mention: str | None = None  # whom it names; several with a space between them
    rings: bool = True  # whether that one is notified; never by an edit
    post: str = "message"  # or thread, forum: how a watch wants it, where the platform can
    broadcast: str = ""  # urgent, always, never: if the channel sees it, too; "": as everywhere
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
    hold: str | None = None  # why it waits for a roll-up: quiet, budget
    merged_into: int | None = None  # the roll-up that tells of it instead
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
