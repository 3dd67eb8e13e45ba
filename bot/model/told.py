"""Stories, and what is told of them."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.known import Publisher
from bot.model.read import Feed, Item

Marks = tuple[tuple[int, int], ...]  # characters [start, end) to stand out; in order, apart


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
    text: str = ""  # how its text begins
    opened: datetime | None = None  # when its story began, where that is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What an item said before its outlet changed it, and when that was seen."""

    title: str
    text: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One item of a story together with the outlet that told it."""

    item: Item
    feed: Feed
    publisher: Publisher
    earlier: tuple[Earlier, ...] = ()  # oldest first; read only where stories are published

    @property
    def at(self) -> datetime:
        """When the item got the text that it has."""
        return self.earlier[-1].until if self.earlier else self.item.first_seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence taken whole from an item; ``source`` is the index into the sources."""

    text: str
    source: int
    language: str | None = None
    marks: Marks = ()  # of ``text``: the names that met the watch
    at: datetime | None = None  # its report's date, where it names a day like "on Tuesday"


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Sentences for one topic of one story, in reading order."""

    sentences: tuple[Sentence, ...]
