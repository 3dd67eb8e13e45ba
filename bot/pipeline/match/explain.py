"""Why a name of a topic counts where it stands, or does not: for people, beside the fast path.

Every place of every name is looked at, and the matching itself is asked what would change its
verdict: without this veto, without that longer name around it. So what is said here is what was
done, whatever the rules are.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.model import Alias, Evidence, Topic
from bot.pipeline.match.accidents import ACCIDENTS, BORROWERS
from bot.pipeline.match.context import Context, Places
from bot.pipeline.match.document import Document, holds
from bot.pipeline.match.index import build_index, match, name_topics
from bot.pipeline.match.names import Hit, is_passing
from bot.pipeline.match.reading import read
from bot.pipeline.match.score import Parts, Weights, lead_end, parts
from bot.pipeline.match.terms import TEXT, TITLE, Spot, context_of, term_of
from bot.pipeline.text import fold
from bot.pipeline.text.query import And, Fact, Node, Not, Or, Query

MOST_PLACES = 40  # of names that are looked at, the first ones: each takes reading all the others
_FAR = 1_000_000  # characters: a word of the other field is farther than any of the same


class Reason(StrEnum):
    """What decided about one place of a name."""

    COUNTS = "counts"
    NEEDS = "needs"  # none of the words it needs stands near
    VETO = "veto"  # a word that rules it out stands near, or it is part of one
    INSIDE = "inside"  # it is part of a longer name that means something else
    PASSING = "passing"  # it needs context, and the item does not begin with it


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One place of a name, and whether it counts there.

    ``by`` is the word that decided: the context that was found, the veto, the longer name; of
    a longer name ``other`` is the topic, None for a word that holds a name by accident.
    """

    name: Evidence
    topic: str  # whose name it is: that of the topic asked for, or of one below it
    alias: Alias
    reason: Reason
    by: Evidence | None = None
    other: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """How a score comes about: names in each field, and what they earn there."""

    counts: tuple[int, int, int]  # title, lead, body
    parts: Parts


def weigh(document: Document, evidence: Iterable[Evidence], weights: Weights) -> Weighed:
    """Weigh the places of names again, field by field."""
    lead = lead_of(document.text)
    spots = [Spot(TITLE if e.field == "title" else TEXT, e.start, e.end) for e in evidence]
    title = sum(spot.field == TITLE for spot in spots)
    first = sum(spot.field == TEXT and spot.start < lead for spot in spots)
    return Weighed(
        counts=(title, first, len(spots) - title - first), parts=parts(spots, lead, weights)
    )


def lead_of(text: str) -> int:
    """Give where the lead of a text ends."""
    folded = fold(text)
    return folded.span(0, min(lead_end(folded.text), len(folded.text)))[1]


def parts_of(query: Query) -> tuple[Node, ...]:
    """Give what a query asks for together."""
    return query.root.parts if isinstance(query.root, And) else (query.root,)


def _atoms(node: Node) -> Iterator[Node]:
    """Yield the parts that are no AND, OR or NOT of others."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _atoms(part)
        case Not(part):
            yield from _atoms(part)
        case _:
            yield node


def _is_met(node: Node, there: Collection[Node]) -> bool:
    match node:
        case And(parts):
            return all(_is_met(part, there) for part in parts)
        case Or(parts):
            return any(_is_met(part, there) for part in parts)
        case Not(part):
            return not _is_met(part, there)
        case _:
            return node in there


@dataclass(frozen=True, slots=True)
class _Place:
    """A place of an alias of a topic."""

    spot: Spot
    topic: str
    alias: Alias
    number: int  # of the alias in the lexicon


class Explainer:
    """Topics made ready to explain what documents name; pure, and slow to make (0.2 s)."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self.topics = {topic.id: topic for topic in topics}
        self._named = name_topics(self.topics.values())
        self.lexicon, self.names = self._named.lexicon, self._named.names
        self.aliases = {topic.id: list(self._numbered(topic)) for topic in self.topics.values()}
        # Longer names: their number → as it is written, and whose it is.
        self.owners: dict[int, tuple[str, str | None]] = {}
        for word in (*ACCIDENTS, *BORROWERS):
            if term := term_of(word, "sub"):
                self.owners[self.lexicon.add(term)] = (word, None)
        for topic, aliases in self.aliases.items():
            for number, alias in aliases:
                self.owners.setdefault(number, (alias.text, topic))

    def explain(self, document: Document, topic: str) -> tuple[Occurrence, ...]:
        """Give the first places of names of the topic, or of one below it, in reading order.

        Where names overlap the one that counts speaks, else the longest.
        """
        return tuple(_Reading(self, document, topic).occurrences())

    def lacking(self, document: Document, query: Query) -> tuple[Node, ...]:
        """Give which of the parts that a query asks for together are not as they must be."""
        atoms = dict(enumerate(dict.fromkeys(_atoms(query.root))))
        asked = {n: Query(atom) for n, atom in atoms.items() if not isinstance(atom, Fact)}
        met = match(build_index(self._named, asked), document)
        there = {
            atom
            for n, atom in atoms.items()
            if (holds(document, atom.name, atom.value) if isinstance(atom, Fact) else n in met)
        }
        return tuple(part for part in parts_of(query) if not _is_met(part, there))

    def family(self, topic: str) -> list[str]:
        """Give the topic and all below it."""
        ids = {topic}
        while more := {t.id for t in self.topics.values() if ids.intersection(t.parents)} - ids:
            ids |= more
        return [one for one in self.topics if one in ids]

    def words(self, words: Iterable[str]) -> dict[int, str]:
        """Number context words; they are all in the lexicon."""
        terms = ((context_of(word), word) for word in words)
        return {self.lexicon.add(term): word for term, word in terms if term is not None}

    def _numbered(self, topic: Topic) -> Iterator[tuple[int, Alias]]:
        for alias in topic.aliases:
            if term := term_of(alias.text, alias.match):
                yield self.lexicon.add(term), alias


class _Reading:
    """One document, read for one topic."""

    def __init__(self, ready: Explainer, document: Document, topic: str) -> None:
        self._ready = ready
        self._topic = topic
        reading = read(document.title, document.text)
        self._folded = reading.title, reading.text
        self._spots = ready.lexicon.find(reading)
        self._length = len(reading.text.text)

    def occurrences(self) -> Iterator[Occurrence]:
        hits = {(hit.spot, hit.alias, hit.rule) for hit in self._met(self._spots)}
        there = _first(list(self._there()))
        counted = {
            place.spot: place
            for place in there
            if (place.spot, place.alias.text, place.alias.match) in hits and self._stands(place)
        }
        left = _apart(p for p in there if not any(p.spot.overlaps(other) for other in counted))
        for place in sorted([*counted.values(), *left], key=lambda place: place.spot):
            yield self._counted(place) if place.spot in counted else self._refused(place)

    def _there(self) -> Iterator[_Place]:
        for topic in self._ready.family(self._topic):
            for number, alias in self._ready.aliases[topic]:
                for spot in self._spots.get(number, ()):
                    yield _Place(spot, topic, alias, number)

    def _met(self, spots: Mapping[int, list[Spot]]) -> Sequence[Hit]:
        return self._ready.names.met(spots, self._length).get(self._topic, ())

    # ── what decided about a place ──────────────────────────────────────────────────────────

    def _stands(self, place: _Place) -> bool:
        """Whether its context lets this alias count, where several are written the same."""
        if (place.alias.title_only and place.spot.field != TITLE) or self._titled(place):
            return False
        needs, vetoes = (self._ready.words(w) for w in (place.alias.needs, place.alias.vetoes))
        return self._counts(self._spots, place, needs, vetoes)

    def _counted(self, place: _Place) -> Occurrence:
        def proves(number: int, spot: Spot) -> bool:
            return self._counts({number: [spot]}, place, [number], ())

        by = self._nearest(place, place.alias.needs, proves)
        return self._said(place, Reason.COUNTS, by)

    def _refused(self, place: _Place) -> Occurrence:
        def rules_out(number: int, spot: Spot) -> bool:
            return not self._counts({number: [spot]}, place, (), [number])

        titled = self._titled(place)
        if veto := titled or self._nearest(place, place.alias.vetoes, rules_out):
            return self._said(place, Reason.VETO, veto)
        if not self._counts(self._spots, place, self._ready.words(place.alias.needs), ()):
            return self._said(place, Reason.NEEDS)
        if (longer := self._around(place)) is None:
            return self._said(place, Reason.PASSING)
        spot, word, other = longer
        return self._said(place, Reason.INSIDE, self._evidence(spot, word, "name"), other)

    def _titled(self, place: _Place) -> Evidence | None:
        """Give the word of the title that says that the item is about something else."""
        return self._nearest(place, place.alias.title_vetoes, lambda _, spot: spot.field == TITLE)

    def _counts(
        self,
        spots: Mapping[int, list[Spot]],
        place: _Place,
        needs: Iterable[int],
        vetoes: Iterable[int],
    ) -> bool:
        context = Context(spots, self._ready.names.borrowers)
        counting = context.counting(self._spots[place.number], tuple(needs), tuple(vetoes))
        return place.spot in set(counting)

    def _around(self, place: _Place) -> tuple[Spot, str, str | None] | None:
        """Give the longer name without which this one would count, else the longest of all.

        None where it is not for a longer name that this one does not count.
        """
        around = [
            (spot, number)
            for number, spots in self._spots.items()
            if number in self._ready.owners
            for spot in spots
            if spot.holds(place.spot)
        ]
        around.sort(key=lambda found: found[0].start - found[0].end)
        freeing = (found for found in around if self._is_freed(place, *found))
        passing = bool(place.alias.needs) and is_passing(place.spot, self._length)
        found = next(freeing, None if passing or not around else around[0])
        return found and (found[0], *self._ready.owners[found[1]])

    def _is_freed(self, place: _Place, holder: Spot, number: int) -> bool:
        fewer = {**self._spots, number: [s for s in self._spots[number] if s != holder]}
        return any(hit.spot == place.spot for hit in self._met(fewer))

    def _nearest(
        self, place: _Place, words: Iterable[str], decides: Callable[[int, Spot], bool]
    ) -> Evidence | None:
        """Give the nearest of the words that decides by itself about a place."""
        numbers = self._ready.words(words)
        near = [(spot, number) for number in numbers for spot in self._in_reach(number, place)]
        near.sort(key=lambda found: (_distance(found[0], place.spot), found))
        for spot, number in near:
            if decides(number, spot):
                return self._evidence(spot, numbers[number], "context")
        return None

    def _in_reach(self, number: int, place: _Place) -> set[Spot]:
        spots = Places(self._spots.get(number, ()))
        return {*spots.around(place.spot), *spots.overlapping(place.spot)}

    def _said(
        self, place: _Place, reason: Reason, by: Evidence | None = None, other: str | None = None
    ) -> Occurrence:
        name = self._evidence(place.spot, place.alias.text, place.alias.match)
        return Occurrence(
            name=name, topic=place.topic, alias=place.alias, reason=reason, by=by, other=other
        )

    def _evidence(self, spot: Spot, alias: str, rule: str) -> Evidence:
        start, end = self._folded[spot.field].span(spot.start, spot.end)
        field = "title" if spot.field == TITLE else "text"
        return Evidence(field=field, start=start, end=end, alias=alias, rule=rule)


def _apart(places: Iterable[_Place]) -> list[_Place]:
    """Keep of places that overlap the one that begins first, the longest of these."""
    kept: list[_Place] = []
    for place in sorted(places, key=lambda p: (p.spot.field, p.spot.start, -p.spot.end)):
        if not kept or not kept[-1].spot.overlaps(place.spot):
            kept.append(place)
    return kept


def _first(places: list[_Place]) -> list[_Place]:
    """Leave out what begins after the first places that stand apart."""
    apart = _apart(places)
    if len(apart) <= MOST_PLACES:
        return places
    return [place for place in places if place.spot[:2] < apart[MOST_PLACES].spot[:2]]


def _distance(one: Spot, other: Spot) -> int:
    if one.field != other.field:
        return _FAR
    return max(one.start - other.end, other.start - one.end, 0)
