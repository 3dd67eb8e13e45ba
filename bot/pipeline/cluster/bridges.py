"""Whether reports in two languages tell one event, by what both can say (``across``)."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest
from math import exp

from bot.pipeline.cluster.across import Said
from bot.pipeline.cluster.story import Story, Vector

ONE_EVENT = 0.42  # cosine of what two reports say in any language, from which they may be one
Places = Mapping[int, int]  # term of a place → that of what it lies in, or NOWHERE
NOWHERE, AT_SEA = -1, -2  # what a place lies in that is in none of the list; of a sea
FIGURED = 0.1  # added to the cosine where a name and a figure that few share are common
THINGS = 3  # that both must name, a figure that few share counts double; two are often a country
THERE = 0.48  # cosine from which a place and what happened there are two things, and enough
IN_BOTH = 2.5  # how much more than by itself what sounds alike in both tells
NAMED = 3.0  # … and a name of both parts
NAMES_ALONE = 0.5  # cosine from which names, and nothing that happened, are enough
FIGURES = 1.0  # how telling what figures both give must be, where nobody and no place is named
FADES = 72 * 3600.0  # seconds without news in which likeness falls to 1/e
LEAST_SAID = 10.0  # length of what says enough, as for words
STRONGEST = 12  # terms of an item by which stories in other languages are found
NEWEST = 300  # stories of one language that one term finds at most
LOOKED_AT = 25


@dataclass(frozen=True, slots=True)
class Wider:
    """What an item says in any language: its terms by number, and as a vector."""

    tongue: str
    terms: Mapping[int, Said]
    vector: Vector  # of length 1 at most
    goes_on: bool = False  # whether its title says that it goes on, or is counted on


class Bridges:
    """Stories by what they say in any language, each found from the other languages alone.

    While all items speak one language nothing is looked up.
    """

    def __init__(self) -> None:
        self._orders: dict[str, dict[int, array[int]]] = defaultdict(dict)

    def index(self, story: Story, said: Wider) -> None:
        """Let a story be found by an item's strongest terms; once for each term and language."""
        listed = self._orders[said.tongue]
        for term, _ in _strongest(said.vector):
            orders = listed.setdefault(term, array("I"))
            if not orders or orders[-1] != story.order:
                orders.append(story.order)

    def near(self, said: Wider, least: float, *, home: bool = False) -> Iterator[int]:
        """Yield the orders of stories in other languages that share the strongest terms.

        ``home``: of those in the item's own language.
        """
        others = [rows for one, rows in self._orders.items() if (one == said.tongue) is home]
        if not others:
            return
        met: dict[int, float] = defaultdict(float)
        ranked = _strongest(said.vector)
        for listed in others:
            for term, value in ranked:
                for order in listed.get(term, ())[-NEWEST:]:
                    met[order] += value * value
        wanted = least * least * sum(value * value for _, value in ranked)
        likely = [(shared, order) for order, shared in met.items() if shared >= wanted]
        yield from (order for _, order in nlargest(LOOKED_AT, likely))


def is_elsewhere(mine: Iterable[int], theirs: Iterable[int], places: Places) -> bool:
    """Say whether both name places, and none in common, save what both lie in.

    "Sapporo" and "Hokkaido" may be one place, two towns of Hokkaido are not.
    """
    one, other = ({term for term in of if term in places} for of in (mine, theirs))
    if one.isdisjoint(other):  # a sea lies off any coast
        one, other = ({t for t in of if places[t] != AT_SEA} or of for of in (one, other))
        if any(places[t] == AT_SEA for t in one) != any(places[t] == AT_SEA for t in other):
            return False
    here, there = (of - {places[term] for term in of} for of in (one, other))
    return bool(one) and bool(other) and here.isdisjoint(other) and there.isdisjoint(one)


def figured(said: Wider, story: Story) -> bool:
    """Say whether an item and a story give figures, or models, that few two would by chance."""
    theirs = set(story.wide.terms)
    return sum(one.figure for term, one in said.terms.items() if term in theirs) >= FIGURES


def wide_likeness(mine: Vector, story: Story) -> float:
    """Give the cosine of what an item, or a story, and a story say in any language, 0…1."""
    theirs = story.wide.vector()
    return sum(value * theirs[term] for term, value in mine.items() if term in theirs)


def _strongest(vector: Vector) -> list[tuple[int, float]]:
    return sorted(vector.items(), key=lambda row: (-row[1], row[0]))[:STRONGEST]


def bridge(said: Wider, story: Story, at: float, places: Places, *, abroad: bool = False) -> float:
    """Give how much an item and a story in another language are one event, 0…1; 0: they are not.

    What both say must name several things: somebody, somewhere or a firm, and what happened.
    ``places``: terms of places that are no countries. ``abroad``: they are in two languages, of
    which the lists may not have the word for what happened; then names alone tell, if they are
    most of what both say.
    """
    theirs = story.wide.vector()
    shared = {term: one for term, one in said.terms.items() if term in theirs}
    figures = [one.figure for one in shared.values()]
    happened = sum(one.event for one in shared.values())
    named = happened < len(shared)
    if not (named or sum(figures) >= FIGURES) or not (happened or abroad):
        return 0.0
    spared = max(figures, default=0.0) >= 1.0
    alike = sum(
        said.vector[term] * theirs[term] * (NAMED if one.named else IN_BOTH if one.heard else 1.0)
        for term, one in shared.items()
    )
    if not happened and alike < NAMES_ALONE:
        return 0.0
    there = happened and alike >= THERE and not places.keys().isdisjoint(shared)
    if len({one.thing for one in shared.values()}) < THINGS - (spared or there):
        return 0.0
    if is_elsewhere(said.terms, theirs, places):
        return 0.0
    alike += FIGURED if spared and named else 0.0
    return alike if said.goes_on else alike * exp(-max(0.0, at - story.last) / FADES)
