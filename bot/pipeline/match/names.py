"""Which topics a text names: aliases in their context, the longest name first.

A name inside a longer one that means something else does not count: 東京都 is not 京都, 上海警方
does not hold 海警, "Japan Coast Guard" is no "coast guard" of another topic. What one community
calls its own hides nothing from the others. A name that needs context makes an item be about its
topic only where the item begins with it: in the title or the first lines.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import NamedTuple

from bot.model import Topic
from bot.pipeline.match.accidents import ACCIDENTS, BORROWERS
from bot.pipeline.match.context import Context, Places
from bot.pipeline.match.inside import Holder, Inside
from bot.pipeline.match.lexicon import Lexicon
from bot.pipeline.match.terms import TITLE, Spot, context_of, term_of

PASSING = 250  # characters of a summary after which a name that needs context does not begin it
PLACE = "{}"  # of the name itself, in a veto that holds it
Numbering = Callable[[tuple[str, ...]], frozenset[int]]  # context words → their terms
Vetoing = Callable[[tuple[str, ...], str], frozenset[int]]  # vetoes and the name → their terms
ARTICLE = 1000  # characters of a text that is no summary but the article: it may come to much


def is_passing(spot: Spot, length: int) -> bool:
    """Whether a place is so far down a summary that a name which needs context says nothing.

    ``length`` is that of the text. In a whole article the words around a name decide.
    """
    return spot.field != TITLE and spot.start >= PASSING and length < ARTICLE


class Hit(NamedTuple):
    """A name that counts, and where."""

    spot: Spot
    alias: str
    rule: str


@dataclass(frozen=True, slots=True)
class Name:
    """One alias made ready: its term, and those it needs or is ruled out by, as numbers."""

    topic: str
    alias: str
    rule: str
    term: int
    needs: frozenset[int]
    vetoes: frozenset[int]
    community: int | None = None  # whose own name it is; None: everybody's
    title_only: bool = False
    title_vetoes: frozenset[int] = frozenset()

    def places(self, spots: Mapping[int, list[Spot]]) -> list[Spot]:
        """Give where it stands and may count."""
        found = spots[self.term]
        return [spot for spot in found if spot.field == TITLE] if self.title_only else found


class Names:
    """The aliases of all topics. Parents that are not among the topics are ignored."""

    def __init__(self, topics: Sequence[Topic], lexicon: Lexicon) -> None:
        parents = {topic.id: topic.parents for topic in topics}
        self._line = {topic.id: _line(topic.id, parents) for topic in topics}
        self._by_term: dict[int, list[Name]] = defaultdict(list)
        self._replaced = _replaced(topics)
        self._speaks_of = {topic.id: frozenset(topic.speaks_of) for topic in topics}
        self._accidents = {  # number → characters that keep their meaning
            lexicon.add(term): kept
            for text, kept in ACCIDENTS.items()
            if (term := term_of(text, "sub"))
        }
        self.borrowers = self._accidents.keys() | _numbered(lexicon, BORROWERS)
        # Many names share a class of context words, and many classes a word: number each once.
        context = cache(partial(_context, cache(partial(_number, lexicon))))
        vetoes = _vetoes(context)
        for topic in topics:
            for name in _names(topic, lexicon, context, vetoes):
                self._by_term[name.term].append(name)

    def met(self, spots: Mapping[int, list[Spot]], length: int) -> dict[str, list[Hit]]:
        """Give each topic that a text names, with its hits; a parent has its children's too.

        ``spots`` are the places of all terms, in the folded title and text; ``length`` is that
        of the text.
        """
        there = [name for number in spots for name in self._by_term.get(number, ())]
        if not there:
            return {}
        inside = Inside(spots, self._is_name)
        context = Context(spots, self.borrowers)
        found: dict[str, list[Hit]] = defaultdict(list)
        firm: set[str] = set()
        for name in there:
            for spot in context.counting(
                name.places(spots), name.needs, name.vetoes, name.title_vetoes
            ):
                if not any(self._yields(name, spot, h, inside) for h in inside.holders(spot)):
                    found[name.topic].append(Hit(spot, name.alias, name.rule))
                    if not name.needs or not is_passing(spot, length):
                        firm.add(name.topic)
        return self._with_parents({t: hits for t, hits in found.items() if t in firm})

    def _is_name(self, number: int) -> bool:
        return number in self._by_term or number in self.borrowers

    def accident(self, spots: Mapping[int, list[Spot]]) -> Callable[[Spot], bool] | None:
        """Give what tells whether a keyword stands inside a longer word that means none of it.

        None if no such word is there.
        """
        found = self._accidents.keys() & spots.keys()
        if not found:
            return None
        there = {spot: self._accidents[n] for n in found for spot in spots[n]}
        places = Places(there)
        return lambda spot: any(
            longer.holds(spot) and _is_hidden(spot, longer, there[longer])
            for longer in places.overlapping(spot)
        )

    def _seen_by(self, community: int | None, number: int) -> Sequence[Name]:
        """Give the names at a term that a community goes by: its own, and those it left alone."""
        names = self._by_term.get(number, ())
        if not self._replaced:
            return names
        gone = self._replaced.get(community, frozenset())
        return [
            name
            for name in names
            if name.community == community or (name.community is None and name.topic not in gone)
        ]

    def _yields(self, name: Name, spot: Spot, holder: Holder, inside: Inside) -> bool:
        """Whether a name gives way to a longer one around it.

        To a word that holds it by accident always, save where it ends before the bar. One that
        needs context gives way to a longer name of another topic ("coast guard" in "Japan Coast
        Guard"), save at the start of one that all share ("Taiwan" in "Taiwan Affairs Office" is
        Taiwan) and in one that speaks of its topic. One that needs none stands ("rare earth" in
        "rare earth export ban"), save where a script without spaces may have put it there by
        accident: inside the longer one or at its end, and what comes before it is no name
        (關稅 is one in 半導體關稅).
        """
        if (kept := self._accidents.get(holder.number)) is not None:
            return _is_hidden(spot, holder.spot, kept)
        others = self._seen_by(name.community, holder.number)
        if any(self._keeps(other.topic, name) for other in others):
            return False
        at_start = spot.start == holder.spot.start and spot.end - spot.start > 1
        if name.needs:
            is_shared = at_start and all(other.community is None for other in others)
            return holder.number in self.borrowers or (bool(others) and not is_shared)
        if name.rule != "sub" or at_start or not others:
            return False
        if any(other.needs for other in others):
            return False
        return not any(self._seen_by(name.community, n) for n in inside.before(spot, holder))

    def _keeps(self, longer: str, name: Name) -> bool:
        """Whether a name means the same thing inside the longer one of this topic.

        It does in names of the topics above and below, and in statements about it ("applies to
        the Senkakus" names them, though it is a name of the treaty).
        """
        if name.topic in self._line[longer] or longer in self._line[name.topic]:
            return True
        return _shared_id(name.topic, name.community) in self._speaks_of[longer]

    def _with_parents(self, found: Mapping[str, list[Hit]]) -> dict[str, list[Hit]]:
        out: dict[str, list[Hit]] = defaultdict(list)
        for topic, hits in found.items():
            for above in self._line[topic]:
                out[above] += hits
        return {topic: _longest(hits) for topic, hits in out.items()}


def _is_hidden(spot: Spot, longer: Spot, kept: int) -> bool:
    """Whether a place reaches beyond the characters of a longer word that keep their meaning."""
    return spot.end > longer.start + kept


def _line(topic: str, parents: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Give a topic and all that are above it; a circle ends where it closes."""
    line = [topic]
    for one in line:  # grows while it is read
        line += [p for p in parents[one] if p in parents and p not in line]
    return tuple(line)


def _names(topic: Topic, lexicon: Lexicon, context: Numbering, vetoes: Vetoing) -> Iterator[Name]:
    for alias in topic.aliases:
        if term := term_of(alias.text, alias.match):
            number = lexicon.add(term)
            yield Name(
                topic.id, alias.text, alias.match, number,
                context(alias.needs), vetoes(alias.vetoes, alias.text),
                community=topic.community, title_only=alias.title_only,
                title_vetoes=context(alias.title_vetoes),
            )  # fmt: skip


def _vetoes(context: Numbering) -> Vetoing:
    """Give what numbers a name's vetoes, the name put where one leaves a place for it.

    "{} Brewery" is Senkaku Brewery. Only words of its own script go with a name: there are many
    names.
    """

    @cache
    def parted(vetoes: tuple[str, ...]) -> tuple[frozenset[int], tuple[str, ...]]:
        left_open = tuple(veto for veto in vetoes if PLACE in veto)
        return context(tuple(veto for veto in vetoes if PLACE not in veto)), left_open

    def of(vetoes: tuple[str, ...], name: str) -> frozenset[int]:
        numbers, left_open = parted(vetoes)
        if not left_open:
            return numbers
        fitting = (veto for veto in left_open if veto.isascii() == name.isascii())
        return numbers | context(tuple(veto.replace(PLACE, name) for veto in fitting))

    return of


def _replaced(topics: Iterable[Topic]) -> dict[int | None, frozenset[str]]:
    """Give for each community the shared topics in whose place its own ones stand (quad@7)."""
    found: dict[int | None, set[str]] = defaultdict(set)
    for topic in topics:
        if topic.community is not None:
            found[topic.community].add(_shared_id(topic.id, topic.community))
    return {community: frozenset(ids) for community, ids in found.items()}


def _shared_id(topic: str, community: int | None) -> str:
    """Give the id of the shared topic in whose place a community's own stands: quad of quad@7."""
    return topic if community is None else topic.rpartition("@")[0]


def _numbered(lexicon: Lexicon, texts: Iterable[str]) -> Iterator[int]:
    return (lexicon.add(term) for text in texts if (term := term_of(text, "sub")))


def _context(number: Callable[[str], int | None], texts: Iterable[str]) -> frozenset[int]:
    return frozenset(n for n in map(number, texts) if n is not None)


def _number(lexicon: Lexicon, text: str) -> int | None:
    return lexicon.add(term) if (term := context_of(text)) else None


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Keep of hits that overlap the one that begins first, the longest of these.

    Of names that are written the same (自卫队, 自衛隊) it is always the same one.
    """
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.spot.field, h.spot.start, -h.spot.end, h[1:])):
        if not kept or not kept[-1].spot.overlaps(hit.spot):
            kept.append(hit)
    return kept
