"""One text against one segment: which of its queries are met, how well, and by what.

Only terms that the text holds are looked at, and of queries only those anchored to one of them.
Most are decided by sets of numbers; places, scores and evidence are worked out once for a term
and text, and only when a query that is met asks for them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from bot.model import Evidence, Match, Salience
from bot.pipeline.match.ask import Asked, Found
from bot.pipeline.match.forms import Words
from bot.pipeline.match.lexicon import MOST_SPOTS
from bot.pipeline.match.names import Hit
from bot.pipeline.match.plan import Group, Plan
from bot.pipeline.match.reading import Reading
from bot.pipeline.match.score import Scale, Weights, salience
from bot.pipeline.match.segment import RULES, Segment, Under
from bot.pipeline.match.terms import TITLE, Spot
from bot.pipeline.text.query import Leaf, Node, TopicTerm

MOST_EVIDENCE = 40  # places that a match keeps, the first ones


class Text(NamedTuple):
    """A text as all segments see it: its topics found, and what its facts say."""

    reading: Reading
    words: Words
    topics: Mapping[str, Sequence[Hit]]
    is_accident: Callable[[Spot], bool] | None  # None: no place of the text is one
    lead: int
    scale: Scale
    weights: Weights
    facts: Callable[[str, str], bool]


class _Worth(NamedTuple):
    """What one term, or several, say of a text: how much it is about them, and where they stand."""

    score: float
    salience: Salience
    evidence: tuple[Evidence, ...]
    spots: Sequence[Spot]  # of the evidence, in the folded text; none where it is of several terms


class _Worths(dict[int, _Worth]):
    """Term → its worth in a text, found when it is first asked for."""

    def __init__(self, text: Text, segment: Segment, places: Mapping[int, list[Spot]]) -> None:
        super().__init__()
        self._text = text
        self._postings = segment.postings
        self._places = places

    def __missing__(self, number: int) -> _Worth:
        text, spots = self._text, self._places[number]
        title = lead = 0
        for field, start, _ in spots:
            if field == TITLE:
                title += 1
            elif start < text.lead:
                lead += 1
        value, said = text.scale[title, lead, len(spots) - title - lead]
        if len(spots) > MOST_EVIDENCE:
            spots = spots[:MOST_EVIDENCE]
        term = self._postings[number]
        if term.rule:
            evidence = _evidence(spots, term.alias, term.rule, text.reading)
        else:
            evidence = self._of_topic(term.alias, spots)
        self[number] = worth = _Worth(value, said, evidence, spots)
        return worth

    def _of_topic(self, topic: str, spots: Sequence[Spot]) -> tuple[Evidence, ...]:
        reading, hits = self._text.reading, {hit.spot: hit for hit in self._text.topics[topic]}
        return tuple(one for spot in spots for one in _evidence((spot,), *hits[spot][1:], reading))


class Meeting:
    """A text and a segment. ``places`` are the terms that are there, by number."""

    def __init__(self, text: Text, segment: Segment, places: Mapping[int, list[Spot]]) -> None:
        self._text = text
        self._segment = segment
        self._places = places
        self._worths = _Worths(text, segment, places)
        self._seconds = segment.seconds.intersection(places)
        self._tree: Asked | None = None

    def met(self) -> dict[int, Match]:
        """Give the queries that are met.

        This runs for every query that a text may meet, some dozens of times a text where very
        many are watched: it calls as little as it can, and looks at few things in memory.
        """
        places, worths, postings = self._places, self._worths, self._segment.postings
        misses = places.keys().isdisjoint
        out: dict[int, Match] = {}
        for leaf in places:
            _, _, either, gate, anchored, crowd = postings[leaf]
            for query, written, group in either:
                worth = self._joined((group,)) if query in out else worths[leaf]
                out[query] = _match(written, worth)
            if gate and not misses(gate):
                for plan in anchored:
                    self._try(plan, plan.checks, out)
            if crowd is not None:
                self._look_in(crowd, leaf, out)
        return out

    def _look_in(self, crowd: Mapping[int, Under], leaf: int, out: dict[int, Match]) -> None:
        """Add what is met of the queries that stand under a term and a second one."""
        worths = self._worths
        for second in self._seconds & crowd.keys():
            pairs, plans = crowd[second]
            for query, written, is_turned in pairs:
                one, other = worths[leaf], worths[second]
                out[query] = _match(written, _both(other, one) if is_turned else _both(one, other))
            for plan in plans:
                self._try(plan, plan.checks[1:], out)

    def _try(self, plan: Plan, checks: Sequence[Group], out: dict[int, Match]) -> None:
        """Add a query whose anchor is there if it is met; ``checks`` are left to look at."""
        misses = self._places.keys().isdisjoint
        for group in checks:
            if misses(group):
                return
        query, written, must, _, never, rest = plan
        if query in out or (never and not misses(never)):
            return
        if rest is None:
            out[query] = _match(written, self._joined(must))
        elif (found := self._ask(rest)) is not None:
            out[query] = _match(written, self._with(must, found))

    def _ask(self, node: Node) -> Found | None:
        if self._tree is None:
            text = self._text
            self._tree = Asked(text.reading, self._hits_of, text.lead, text.weights, text.facts)
        return self._tree.ask(node)

    def _hits_of(self, leaf: Leaf) -> Sequence[Hit]:
        spots = self._places.get(self._segment.leaves[leaf])
        if not spots:
            return ()
        if isinstance(leaf, TopicTerm):
            return self._text.topics[leaf.id]
        return [Hit(spot, leaf.text, RULES[type(leaf)]) for spot in spots]

    def _joined(self, must: tuple[Group, ...]) -> _Worth:
        """A text is about several things as much as about the least of them."""
        best, met = self._groups(must)
        least = min(best, key=_score)
        if len(met) == 1:
            return least
        return _Worth(least.score, least.salience, _together(met), ())

    def _groups(self, must: tuple[Group, ...]) -> tuple[list[_Worth], Sequence[_Worth]]:
        """Give the best term of each group, and all that are there."""
        there = self._places
        met = [[self._worths[number] for number in group if number in there] for group in must]
        return [max(group, key=_score) for group in met], [
            worth for group in met for worth in group
        ]

    def _with(self, must: tuple[Group, ...], found: Found) -> _Worth:
        """Add what the rest found; a score of None says nothing of what the text is about."""
        best, met = self._groups(must)
        scores = [worth.score for worth in best]
        value = min([*scores, *([] if found.score is None else [found.score])], default=0.0)
        places = [place for worth in met for place in zip(worth.spots, worth.evidence, strict=True)]
        reading = self._text.reading
        for spot, alias, rule in found.hits:
            places += [(spot, one) for one in _evidence((spot,), alias, rule, reading)]
        return _Worth(value, salience(value, self._text.weights), _first(places), ())


_score = itemgetter(0)


def _both(one: _Worth, other: _Worth) -> _Worth:
    least = one if one.score <= other.score else other
    return _Worth(least.score, least.salience, _together((one, other)), ())


def _together(met: Sequence[_Worth]) -> tuple[Evidence, ...]:
    """Give the first places of several terms in reading order."""
    _, _, evidence, spots = met[0]
    first, last = spots[0], spots[-1]
    for _, _, more, spots in met[1:]:  # most stand one after the other
        if last < spots[0]:
            evidence, last = evidence + more, spots[-1]
        elif spots[-1] < first:
            evidence, first = more + evidence, spots[0]
        else:
            return _first([p for w in met for p in zip(w.spots, w.evidence, strict=True)])
    return evidence[:MOST_EVIDENCE]


def _first(places: list[tuple[Spot, Evidence]]) -> tuple[Evidence, ...]:
    """Give the first places in reading order, each once though several terms stand there."""
    places.sort(key=_spot)
    evidence = [said for _, said in places]
    if len(set(map(_spot, places))) < len(places):
        evidence = list(dict.fromkeys(evidence))
    return tuple(evidence[:MOST_EVIDENCE])


_spot = itemgetter(0)

# Some dozens of these are made for each text. What makes a frozen dataclass sets its fields one
# by one through object.__setattr__, which takes three times as long as filling the slots.
_new = object.__new__
_set_query, _set_score, _set_salience, _set_evidence = (
    vars(Match)[name].__set__ for name in ("query", "score", "salience", "evidence")
)
_set_field, _set_start, _set_end, _set_alias, _set_rule = (
    vars(Evidence)[name].__set__ for name in ("field", "start", "end", "alias", "rule")
)


def _match(written: str, worth: _Worth) -> Match:
    made = _new(Match)
    _set_query(made, written)
    _set_score(made, worth[0])
    _set_salience(made, worth[1])
    _set_evidence(made, worth[2])
    return made


def _evidence(
    spots: Iterable[Spot], alias: str, rule: str, reading: Reading
) -> tuple[Evidence, ...]:
    made = []
    for field, start, end in spots:
        name, folded = ("title", reading.title) if field == TITLE else ("text", reading.text)
        if folded.at:
            start, end = folded.span(start, end)
        one = _new(Evidence)
        _set_field(one, name)
        _set_start(one, start)
        _set_end(one, end)
        _set_alias(one, alias)
        _set_rule(one, rule)
        made.append(one)
    return tuple(made)


def meet(text: Text, segment: Segment) -> Mapping[int, Match]:
    """Give the number of each query of a segment that the text meets, with its match."""
    places = segment.lexicon.find(text.reading)
    if text.is_accident is not None:
        places = {n: kept for n, spots in places.items() if (kept := _meant(text, spots))}
    for leaf, spots in segment.forms.find(text.words):
        if kept := _meant(text, spots):
            known = places.get(leaf)
            places[leaf] = _merged(known, kept) if known else kept
    topics = segment.topics
    for topic in text.topics.keys() & topics.keys():
        places[topics[topic]] = [hit.spot for hit in text.topics[topic]]
    for leaf in places.keys() & segment.placed.keys():
        for field, number in segment.placed[leaf]:
            if there := [spot for spot in places[leaf] if spot.field == field]:
                places[number] = there
    return Meeting(text, segment, places).met() if places else {}


def _meant(text: Text, spots: list[Spot]) -> list[Spot]:
    """Leave out places inside a longer name that means something else."""
    is_accident = text.is_accident
    return spots if is_accident is None else [spot for spot in spots if not is_accident(spot)]


def _merged(known: Sequence[Spot], more: Sequence[Spot]) -> list[Spot]:
    """Put places in reading order; of two that begin together the one that was known stays."""
    starts = {(spot.field, spot.start) for spot in known}
    return sorted([*known, *(s for s in more if (s.field, s.start) not in starts)])[:MOST_SPOTS]
