"""What few reports would have in common by chance: unlisted names, and figures as 84 or 3 million.

Who follows up on an event tells it in other words ("Orchard Trust to refund 84 customers"), and
names the same bank or child, and the same sums. Two such particulars of one language join what
words alone do not, and so does the name of one ship (Allan, Papka and Lavrenko 1998 on names in
event tracking; Kumaran and Allan, "Text Classification and Named Entities for New Event Detection",
2004).
"""

import re
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.pipeline.cluster.frequency import UNSEEN, share
from bot.pipeline.cluster.names import Names, concepts, listed_in, stem
from bot.pipeline.text import fold
from bot.pipeline.text.facts import names, numbers

LISTED = ("countries", "people", "places", "firms")  # lists of names that many reports have
READ = 600  # characters of a text
LEAST_LETTERS = 3  # of a word of a name
ENOUGH = 2.0  # points from which two reports have too much in common for chance
NAME, FIGURE, SMALL = 1.0, 1.0, 0.5  # points; a small figure has two digits
LEAST_FIGURE, SMALL_FIGURE = 10, 100
KNOWN_IN = 5  # stories that tell a particular, from which it is none
REMEMBERED = 6_000  # items; as many again until they are forgotten

_DENSE = "\u2e80"  # from here on: scripts of East Asia
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\Wa-z])|\n+|(?<=[。！？])")
_THERE = re.compile(
    r"\b(?:in|near|off|from|at|outside|to|around|en|de|à|aus|bei|nahe|von|nach)\s+$", re.IGNORECASE
)
_IN_A_ROW = re.compile(r"(?<=\w |[,(] )(?:[A-ZÄÖÜ][a-zäöüß]+[ -]){1,3}[A-ZÄÖÜ][a-zäöüß]+")
# What sails under a name of its own, and what it is called by: "MSC Calderra", „Fähre „Selim II““.
_SHIP = re.compile(
    r"\b(?:(?:MSC|M/?[VT]|KM|SS|CMA\sCGM)\s|(?:wreck|sinking|crew|captain|owner)\sof\sthe\s"
    r"|[A-Z]\w+-flagged\s|(?i:(?:öl)?tanker|ferry|freighter|bulker|bulk\scarrier|(?:container|cargo)\s?ship|containership"
    r"|boxship|(?:cargo|fishing)\svessel|trawler|(?:massengut)?frachter|Fähre|Frachtschiff|Containerschiff"
    r"|porte-conteneurs|pétrolier|vraquier|carguero|petrolero|portacontenedores|buque)\s)"
    r"(?:MSC\s|M/?[VT]\s|KM\s)?[\"“„«»‘'「『]?\s?([A-Z][\w’-]+(?:\s[A-Z][\w’-]+){0,2})"
)
SHIP = "ship"  # the kind of such an identifier
_LINES = frozenset({"msc", "cma", "cgm"})  # whose ships bear their name before their own
_AT = re.compile(r"\b(?:in|aus|bei|nahe|von|nach) ([A-ZÄÖÜ][a-zäöüß]{3,})\b")


@dataclass(frozen=True, slots=True)
class Particular:
    """A name, by the stems of its words, or a figure. ``is_place``: "in" or so is before it."""

    words: tuple[str, ...]
    points: float
    is_place: bool = False

    @property
    def is_ship(self) -> bool:
        """Whether a ship is named: within days it is in the news for one event."""
        return self.points >= ENOUGH


def particulars(title: str, text: str, tongue: str, topics: Names) -> tuple[Particular, ...]:
    """Give what an item tells that few others would; ``topics``: names of the catalogue."""
    found: dict[tuple[str, ...], Particular] = {}
    for sentence in (title, *_SENTENCE.split(text[:READ])):
        named = (*_ships(sentence, topics), *_names(sentence, tongue, topics))
        for one in (*named, *_figures(sentence)):
            if not any(set(one.words) & set(words) for words in found):
                found[one.words] = one
    return tuple(found.values())


def ships(told: Iterable[Particular]) -> frozenset[str]:
    """Give the ships that a report names as identifiers, a word each: two events have two."""
    return frozenset(f"{SHIP} {word}" for one in told if one.is_ship for word in one.words)


def _ships(sentence: str, topics: Names) -> Iterator[Particular]:
    for found in _SHIP.finditer(sentence):
        words = [stem(word) for word in fold(found[1]).text.split()]
        if any(topics.at(words, n) for n in range(len(words))):
            continue  # a ship that has been in the news for years
        if rare := [word for word in words if _is_rare(word) and word not in _LINES]:
            yield Particular(tuple(rare), ENOUGH)


def _names(sentence: str, tongue: str, topics: Names) -> Iterator[Particular]:
    for shown, is_loan, written in _written(sentence, tongue):
        words = [stem(word) for word in written]
        if any(listed.at(words, n) for listed in (topics, _listed()) for n in range(len(words))):
            continue  # Emmanuel Macron is in the news every day, and so is Emmanuel
        rare = [word for word in words if _is_rare(word)]
        if rare:
            before = sentence[: max(0, sentence.find(shown))]
            points = SMALL if is_loan or shown.isupper() else NAME
            yield Particular(tuple(rare), points, is_place=_THERE.search(before) is not None)


def _written(sentence: str, tongue: str) -> Iterator[tuple[str, bool, Sequence[str]]]:
    for name in names(sentence, tongue):
        yield name.shown, name.kind != "actor" and name.shown >= _DENSE, name.words
    if tongue == "de":  # each noun has a capital there; two in a row are somebody, or a firm
        for found in _IN_A_ROW.finditer(sentence):
            yield found[0], False, fold(found[0]).text.split()
        for found in _AT.finditer(sentence):
            yield found[1], False, (fold(found[1]).text,)


def _is_rare(word: str) -> bool:
    return len(word) >= LEAST_LETTERS and share(word) <= UNSEEN and concepts().of(word) is None


@cache
def _listed() -> Names:
    groups = [*listed_in("concepts.txt").items(), *listed_in("across.txt").items()]
    return Names(row for group, rows in groups if group in LISTED for row in rows)


def _figures(sentence: str) -> Iterator[Particular]:
    for number in numbers(sentence):
        if number.value < LEAST_FIGURE or number.kind == "time":
            continue
        term = f"#{number.value:g}"
        small = number.value < SMALL_FIGURE or share(term) > UNSEEN
        yield Particular((term[1:],), SMALL if small else FIGURE)


def _hashed(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


class Known:
    """The particulars of the last items, each with the orders of the stories that tell them."""

    def __init__(self) -> None:
        self._newer: dict[int, int | array[int]] = {}
        self._older: dict[int, int | array[int]] = {}
        self._items = 0

    def note(self, told: Iterable[Particular], order: int) -> None:
        """Remember what an item of a story tells."""
        self._items += 1
        if self._items > REMEMBERED:
            self._older, self._newer, self._items = self._newer, {}, 1
        for key in (_hashed(word) for one in told for word in one.words):
            there = self._newer.get(key)
            if there is None:
                self._newer[key] = order
            elif isinstance(there, int):
                if there != order:
                    self._newer[key] = array("I", (there, order))
            elif order not in there:
                there.append(order)

    def having(self, word: str) -> set[int]:
        """Give the orders of the stories that tell a particular, as they were."""
        found: set[int] = set()
        for told in (self._newer, self._older):
            there = told.get(_hashed(word), ())
            found.update((there,) if isinstance(there, int) else there)
        return found

    def shared(self, told: Iterable[Particular]) -> Mapping[int, list[Particular]]:
        """Give the orders of stories that tell of these, and which; what many tell is none."""
        met: dict[int, list[Particular]] = defaultdict(list)
        for one in told:
            orders = set().union(*(o for w in one.words if len(o := self.having(w)) <= KNOWN_IN))
            for order in orders:
                met[order].append(one)
        return met
