"""How much an item is about what it matched: where its names stand, and how often."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from bot.model import Salience
from bot.pipeline.match.edges import KINDS, SPACED
from bot.pipeline.match.terms import TITLE, Spot

MOST = 20  # names in a field; more earn nothing more
LEAD = 200  # characters of the text that count as its lead; half in scripts without spaces
_STOP = re.compile(r"[.!?](?=\s|$)|[。！？]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What names in a field are worth at most, and the scores from which on they are said to be.

    One name in the title earns three quarters of ``title``, two all of it. In the lead one earns
    60 % of ``lead``, two 80 %, three 90 % and so on. After it one earns half of ``body``, each
    further one a quarter more, up to a score of 0.5.
    """

    title: float = 1.0
    lead: float = 0.6
    body: float = 0.3
    main: float = 0.6
    mentioned: float = 0.3


class Parts(NamedTuple):
    """What names earn in each field, 0…1; these add up like chances."""

    title: float
    lead: float
    body: float

    @property
    def score(self) -> float:
        """Put together, 0…1."""
        missed = (1 - self.title) * (1 - self.lead) * (1 - self.body)
        return round(1 - missed, 4)


def lead_end(text: str) -> int:
    """Give where the lead of a folded text ends: after 200 characters, and their sentence.

    A sentence that is longer than as much again is cut.
    """
    head = text[:LEAD]
    is_spaced = head.isascii() or 2 * list(map(KINDS.__getitem__, head)).count(SPACED) >= len(head)
    size = LEAD if is_spaced else LEAD // 2
    stop = _STOP.search(text, size, 2 * size)
    return stop.end() if stop else size


def score(spots: Iterable[Spot], lead: int, weights: Weights) -> float:
    """Weigh places of names, 0…1."""
    return parts(spots, lead, weights).score


def parts(spots: Iterable[Spot], lead: int, weights: Weights) -> Parts:
    """Weigh places of names in title, lead (before ``lead``) and body."""
    title = first = rest = 0
    for spot in spots:
        if spot.field == TITLE:
            title += 1
        elif spot.start < lead:
            first += 1
        else:
            rest += 1
    return _earned(min(title, MOST), min(first, MOST), min(rest, MOST), weights)


class Scale(dict[tuple[int, int, int], tuple[float, Salience]]):
    """Names in title, lead and body → their score and what it is called; each worked out once."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, counts: tuple[int, int, int]) -> tuple[float, Salience]:
        title, lead, body = (min(count, MOST) for count in counts)
        value = _earned(title, lead, body, self._weights).score
        found = value, salience(value, self._weights)
        if max(counts) <= MOST:  # so that they stay few
            self[counts] = found
        return found


@cache
def _earned(title: int, first: int, rest: int, weights: Weights) -> Parts:
    in_title = weights.title * min(title, 2) * (0.75 if title == 1 else 0.5)
    in_lead = weights.lead * (1 - 0.4 * 0.5 ** (first - 1)) if first else 0.0
    in_body = min(weights.body * (0.25 + 0.25 * rest), 0.5) if rest else 0.0
    return Parts(*(min(max(worth, 0.0), 1.0) for worth in (in_title, in_lead, in_body)))


def salience(value: float, weights: Weights) -> Salience:
    """Name a score."""
    if value >= weights.main:
        return Salience.MAIN
    return Salience.MENTIONED if value >= weights.mentioned else Salience.PASSING
