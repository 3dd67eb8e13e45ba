"""One text against one segment: which of its queries are met, how well, and by what.

Only terms that the text holds are looked at, and of queries only those anchored to one of them.
Most are decided by sets of numbers; places, scores and evidence are worked out once for a term
and text, and only when a query that is met asks for them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from bot.model import Evidence, Match, Salience
from bot.pipeline.match.ask import Asked, Found
from bot.pipeline.match.forms import Words
from bot.pipeline.match.lexicon import MOST_SPOTS
from bot.pipeline.match.names import Hit
from bot.pipeline.match.plan import Plan
from bot.pipeline.match.reading import Reading
from bot.pipeline.match.score import Weights, salience, score
from bot.pipeline.match.segment import RULES, Segment
from bot.pipeline.match.terms import TITLE, Spot
from bot.pipeline.text.query import Leaf, Node, TopicTerm

MOST_EVIDENCE = 40  # places that a match keeps, the first ones


@dataclass(frozen=True, slots=True)
class Text:
    """A text as all segments see it: its topics found, and what its facts say."""

    reading: Reading
    words: Words
    topics: Mapping[str, Sequence[Hit]]
    is_accident: Callable[[Spot], bool] | None  # None: no place of the text is one
    lead: int
    weights: Weights
    facts: Callable[[str, str], bool]


class _Worth(NamedTuple):
    """What one term says of a text: how much it is about it, and where it stands."""

    score: float
    salience: Salience
    evidence: tuple[Evidence, ...]
    places: Sequence[tuple[Spot, Evidence]]


class Meeting:
    """A text and a segment. ``places`` are the terms that are there, by number."""

    def __init__(self, text: Text, segment: Segment, places: Mapping[int, list[Spot]]) -> None:
        self._text = text
        self._segment = segment
        self._places = places
        self._worth: dict[int, _Worth] = {}
        self._tree: Asked | None = None

    def met(self) -> dict[int, Match]:
        """Give the queries that are met.

        This runs for every query that a text may meet, some hundred times a text where very many
        are watched: it calls as little as it can.
        """
        places, segment, of = self._places, self._segment, self._of
        there, written, out = places.keys(), segment.written, {}
        misses = there.isdisjoint
        for leaf in there & segment.alone.keys():
            worth = of(leaf)
            for number in segment.alone[leaf]:
                out[number] = _match(written[number], worth)
        for number, must, never, rest in self._plans():
            if number in out or (never and not misses(never)):
                continue
            for group in must:
                if misses(group):
                    break
            else:
                found = None if rest is None else self._ask(rest)
                if rest is None or found is not None:
                    out[number] = _match(written[number], self._joined(must, found))
        return out

    def _plans(self) -> Iterator[Plan]:
        """Yield the plans whose anchor is there; if it is a crowded one, with a second term."""
        there, anchored, paired = self._places.keys(), self._segment.anchored, self._segment.paired
        for leaf in there & anchored.keys():
            yield from anchored[leaf]
        for leaf in there & paired.keys():
            seconds = paired[leaf]
            for second in there & seconds.keys():
                yield from seconds[second]

    def _ask(self, node: Node) -> Found | None:
        if self._tree is None:
            text = self._text
            self._tree = Asked(text.reading, self._hits_of, text.lead, text.weights, text.facts)
        return self._tree.ask(node)

    def _hits_of(self, leaf: Leaf) -> Sequence[Hit]:
        number = self._segment.leaves[leaf]
        return self._hits(number) if number in self._places else ()

    def _hits(self, number: int) -> Sequence[Hit]:
        leaf = self._segment.terms[number]
        if isinstance(leaf, TopicTerm):
            return self._text.topics[leaf.id]
        rule = RULES[type(leaf)]
        return [Hit(spot, leaf.text, rule) for spot in self._places[number]]

    def _of(self, number: int) -> _Worth:
        if (known := self._worth.get(number)) is not None:
            return known
        text = self._text
        value = score(self._places[number], text.lead, text.weights)
        hits = self._hits(number)[:MOST_EVIDENCE]
        places = [(hit.spot, _evidence(hit, text.reading)) for hit in hits]
        evidence = tuple([said for _, said in places])
        worth = _Worth(value, salience(value, text.weights), evidence, places)
        self._worth[number] = worth
        return worth

    def _joined(self, must: tuple[tuple[int, ...], ...], found: Found | None) -> _Worth:
        """A text is about several things as much as about the least of them."""
        there, value, met = self._places, 1.0, []
        for group in must:
            best = 0.0
            for number in group:
                if number in there:
                    worth = self._of(number)
                    met.append(worth)
                    best = max(best, worth.score)
            value = min(value, best)
        if found is None and len(met) == 1:
            return met[0]
        places = [place for worth in met for place in worth.places]
        if found is not None:
            places += [(hit.spot, _evidence(hit, self._text.reading)) for hit in found.hits]
            value = min(value, found.score) if found.score is not None else value * bool(met)
        return _Worth(value, salience(value, self._text.weights), _first(places), ())


def _first(places: list[tuple[Spot, Evidence]]) -> tuple[Evidence, ...]:
    """Give the first places in reading order, each once though several terms stand there."""
    places.sort(key=_spot)
    evidence = [said for _, said in places]
    if len(set(map(_spot, places))) < len(places):
        evidence = list(dict.fromkeys(evidence))
    return tuple(evidence[:MOST_EVIDENCE])


_spot = itemgetter(0)


def _match(written: str, worth: _Worth) -> Match:
    return Match(query=written, score=worth.score, salience=worth.salience, evidence=worth.evidence)


def _evidence(hit: Hit, reading: Reading) -> Evidence:
    (field_, first, last), alias, rule = hit
    folded = reading.title if field_ == TITLE else reading.text
    start, end = folded.span(first, last)
    name = "title" if field_ == TITLE else "text"
    return Evidence(field=name, start=start, end=end, alias=alias, rule=rule)


def meet(text: Text, segment: Segment) -> Mapping[int, Match]:
    """Give the number of each query of a segment that the text meets, with its match."""
    places: dict[int, list[Spot]] = {}
    by_term = segment.by_term
    for term, spots in segment.lexicon.find(text.reading).items():
        if kept := _meant(text, spots):
            for leaf in by_term[term]:
                places[leaf] = kept
    for leaf, spots in segment.forms.find(text.words):
        if kept := _meant(text, spots):
            known = places.get(leaf)
            places[leaf] = _merged(known, kept) if known else kept
    topics = segment.topics
    for topic in text.topics.keys() & topics.keys():
        places[topics[topic]] = [hit.spot for hit in text.topics[topic]]
    return Meeting(text, segment, places).met() if places else {}


def _meant(text: Text, spots: list[Spot]) -> list[Spot]:
    """Leave out places inside a longer name that means something else."""
    is_accident = text.is_accident
    return spots if is_accident is None else [spot for spot in spots if not is_accident(spot)]


def _merged(known: Sequence[Spot], more: Sequence[Spot]) -> list[Spot]:
    """Put places in reading order; of two that begin together the one that was known stays."""
    starts = {(spot.field, spot.start) for spot in known}
    return sorted([*known, *(s for s in more if (s.field, s.start) not in starts)])[:MOST_SPOTS]
