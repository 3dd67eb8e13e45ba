"""Which items tell one event: the same address, the same title, or nearly the same title.

Titles are compared as sets of folded words (characters in pairs for Chinese and Japanese) by
Jaccard's coefficient (Jaccard 1912) within a moving window; the outlet's name at a title's end
does not count. An item joins the story of the item it is most like.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from urllib.parse import urlsplit

from bot.model import Member
from bot.pipeline.text import words

# " - Reuters", " | NHK WORLD", "：共同通信": up to five words after a spaced dash or a bar.
_OUTLET = re.compile(r"\s+[-–—|｜]\s+(?:\S+\s+){0,4}\S+$|[｜|]\s*\S{1,20}$")
_DIGITS = re.compile(r"\d+")
ENOUGH_WORDS = 5  # fewer say too little: "Photos of the day"
COMMON = 1000  # a word in more titles than this finds nothing new
SAME_TITLES = 20  # newest items of one title that are looked at
SHARED = 3  # entries of one feed with one address; more, and it is the page of none of them
_FRONT = re.compile(
    r"(?:index|default|home|news|top)(?:\.\w+)?|[a-z]{2}(?:-[a-z]{2})?", re.IGNORECASE
)
REPOSTED = timedelta(hours=12)  # within which an outlet's title told again is no new issue of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The story an item belongs to, and why."""

    story_id: int
    role: str  # same-address, same-title, near-title
    score: float


def title_words(title: str) -> frozenset[str]:
    """Give the words of a title that say what it is about, its outlet's name taken off."""
    return frozenset(words(_OUTLET.sub("", title)))


class Window:
    """The items of the last days by address and by word; grows, and is built again to shrink."""

    def __init__(self, members: Iterable[Member] = ()) -> None:
        self._members: list[tuple[Member, frozenset[str]]] = []
        self._by_address: dict[str, list[int]] = defaultdict(list)
        self._entries: dict[tuple[str, int], set[int]] = defaultdict(set)  # address and feed
        self._shared: set[str] = set()
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_title: dict[frozenset[str], list[int]] = defaultdict(list)
        self._unnumbered: list[int] = []
        for member in members:
            self.add(member)

    def add(self, member: Member) -> None:
        """Take an item in."""
        said = title_words(member.title)
        number = len(self._members)
        self._members.append((member, said))
        if member.story_id < 0:
            self._unnumbered.append(number)
        if member.canonical:
            self._by_address[member.canonical].append(number)
            entries = self._entries[member.canonical, member.feed_id]
            entries.add(member.item_id)
            if len(entries) > SHARED:
                self._shared.add(member.canonical)
        self._by_title[said].append(number)
        for word in said:
            self._by_word[word].append(number)

    def number(self, stored: Mapping[int, int]) -> None:
        """Give stories that were opened in a batch the ids that the store gave them."""
        for n in self._unnumbered:
            member, said = self._members[n]
            self._members[n] = (replace(member, story_id=stored[member.story_id]), said)
        self._unnumbered.clear()

    def announce(self, feed_id: int, canonicals: Iterable[str | None]) -> None:
        """Say with which addresses new entries of a feed are about to come, all at once."""
        for canonical, coming in Counter(canonicals).items():
            if canonical and len(self._entries[canonical, feed_id]) + coming > SHARED:
                self._shared.add(canonical)

    def is_shared(self, canonical: str | None) -> bool:
        """Say whether many entries of one feed have this address: a live page, an outlet's own."""
        return canonical in self._shared

    def at_address(self, canonical: str | None) -> list[Member]:
        """Give the items with this address."""
        return [self._members[n][0] for n in self._by_address.get(canonical or "", ())]

    def like(
        self, said: frozenset[str], same_title: float
    ) -> Iterable[tuple[Member, frozenset[str]]]:
        """Give the items whose title may be like these words, each with its own words.

        A title that is ``same_title`` like this one shares at least that part of its words, so
        it has one of the few rarest (prefix filtering: Chaudhuri, Ganti and Kaushik, "A Primitive
        Operator for Similarity Joins", 2006).
        """
        rarest = sorted(said, key=lambda word: (len(self._by_word.get(word, ())), word))
        enough = len(said) - ceil(same_title * len(said)) + 1
        numbers = set(self._by_title.get(said, ())[-SAME_TITLES:])
        for word in rarest[:enough]:
            found = self._by_word.get(word, ())
            if len(found) <= COMMON:
                numbers.update(found)
        return (self._members[n] for n in sorted(numbers))

    def __len__(self) -> int:
        return len(self._members)


def find_home(window: Window, item: Member, *, since: datetime, same_title: float) -> Home | None:
    """Find the story an item belongs to; None when it opens one.

    ``same_title`` is the least likeness 0…1 of two titles of one event. A private item may join
    everybody's story, never the other way round.
    """
    if _is_page(item.canonical) and not window.is_shared(item.canonical):
        for other in reversed(window.at_address(item.canonical)):
            if other.at >= since and _may_join(item, other):
                return Home(story_id=other.story_id, role="same-address", score=1.0)
    return _nearest(window, item, since=since, same_title=same_title)


def join(
    window: Window, item: Member, *, since: datetime, same_title: float
) -> tuple[Member, Home | None]:
    """Put an item into its story, and into the window; as it came when it opens its own."""
    home = find_home(window, item, since=since, same_title=same_title)
    placed = replace(item, story_id=home.story_id) if home else item
    window.add(placed)
    return placed, home


def _nearest(window: Window, item: Member, *, since: datetime, same_title: float) -> Home | None:
    said = title_words(item.title)
    if len(said) < ENOUGH_WORDS:
        return None
    best: Home | None = None
    first: tuple[float, datetime, int] = (0.0, since, 0)
    for other, others in window.like(said, same_title):
        if other.at < since or not _may_join(item, other):
            continue
        score = len(said & others) / len(said | others)
        if score < _least(item, other, same_title) or _other_numbers(item.title, other.title):
            continue
        rank = (score, other.at, -other.story_id)
        if best is None or rank > first:
            role = "same-title" if score == 1 else "near-title"
            best, first = Home(story_id=other.story_id, role=role, score=score), rank
    return best


def _least(item: Member, other: Member, same_title: float) -> float:
    # One outlet seldom tells one event twice under another address, so only a title that is the
    # same to the word joins, and only soon: the next day it is the next issue of a column.
    if item.feed_id != other.feed_id:
        return same_title
    return 1.0 if item.at - other.at < REPOSTED else 2.0


def _may_join(item: Member, other: Member) -> bool:
    return other.community_id in (None, item.community_id)


def _other_numbers(one: str, other: str) -> bool:
    """Say whether both titles have numbers and share none: two quakes, two days of a series."""
    mine, theirs = set(_DIGITS.findall(one)), set(_DIGITS.findall(other))
    return bool(mine and theirs and not mine & theirs)


def _is_page(canonical: str | None) -> bool:
    """Say whether an address is a page of its own, not an outlet's front page."""
    if not canonical:
        return False
    parts = urlsplit(canonical)
    path = parts.path.strip("/")
    return bool(parts.query or (path and not _FRONT.fullmatch(path)))
