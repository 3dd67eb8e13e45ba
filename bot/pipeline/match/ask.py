"""Asking what sets of terms cannot tell: fields, NEAR, facts and what is nested below them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.pipeline.match.names import Hit
from bot.pipeline.match.reading import Reading
from bot.pipeline.match.score import Weights, score
from bot.pipeline.match.terms import TEXT, TITLE
from bot.pipeline.text.query import And, Fact, In, Leaf, Near, Node, Not, Or

_PLACE = {"title": TITLE, "body": TEXT}
# A word, with the signs that Indian scripts write between letters, or one character of a script
# that is written without spaces.
_LETTER = r"[\w\u0300-\u036f\u0900-\u0963\u0966-\u0dff]"
_TOKEN = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua97f\uf900-\ufaff]"
    rf"|{_LETTER}+?(?=[\u2e80-\ua97f]|(?!{_LETTER})|$)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A part that is met. ``score`` is None where it says nothing of what the text is about."""

    score: float | None
    hits: tuple[Hit, ...] = ()


@dataclass(slots=True)
class Asked:
    """One text, its terms found, ready to be asked.

    ``hits`` gives the places of a term, ``facts`` tells whether a fact holds, and ``lead`` is
    where the lead of the text ends.
    """

    reading: Reading
    hits: Callable[[Leaf], Sequence[Hit]]
    lead: int
    weights: Weights
    facts: Callable[[str, str], bool]
    _tokens: dict[int, list[int]] = field(default_factory=dict)
    _asked: dict[tuple[Leaf, int | None], Found | None] = field(default_factory=dict)

    def ask(self, node: Node, place: int | None = None) -> Found | None:
        """Give what meets a part, in one field if ``place`` says so; None if nothing does."""
        if isinstance(node, Leaf):  # most are
            return self._leaf(node, place)
        match node:
            case And(parts):
                return self._all(parts, place)
            case Or(parts):
                return self._any([self.ask(part, place) for part in parts])
            case Not(part):
                return None if self.ask(part, place) else Found(None)
            case In(name, part):
                return self.ask(part, _PLACE[name])
            case Fact(name, value):
                return Found(None) if self.facts(name, value) else None
            case Near():
                return self._found(tuple(self._near(node, place)))

    def _leaf(self, leaf: Leaf, place: int | None) -> Found | None:
        key = (leaf, place)
        if key not in self._asked:
            self._asked[key] = self._found(tuple(self._hits(leaf, place)))
        return self._asked[key]

    def _hits(self, leaf: Leaf, place: int | None) -> Iterator[Hit]:
        return (h for h in self.hits(leaf) if place is None or h.spot.field == place)

    def _found(self, hits: tuple[Hit, ...]) -> Found | None:
        if not hits:
            return None
        return Found(score((hit.spot for hit in hits), self.lead, self.weights), hits)

    def _all(self, parts: Sequence[Node], place: int | None) -> Found | None:
        """A text is about several things as much as about the least of them."""
        met: list[Found] = []
        for part in parts:
            if (found := self.ask(part, place)) is None:
                return None
            met.append(found)
        return _joined(met, min)

    def _any(self, parts: Sequence[Found | None]) -> Found | None:
        met = [part for part in parts if part]
        return _joined(met, max) if met else None

    def _near(self, near: Near, place: int | None) -> Iterator[Hit]:
        """Yield the hits of each side that have one of the other near enough."""
        left, right = (list(self._hits(side, place)) for side in (near.left, near.right))
        if not left or not right:
            return
        for ours, others in ((left, right), (right, left)):
            edges = {place: self._edges(others, place) for place in (TITLE, TEXT)}
            for hit in ours:
                if _is_near(self._token_span(hit), edges[hit.spot.field], near.distance):
                    yield hit

    def _edges(self, hits: Sequence[Hit], place: int) -> tuple[list[int], list[int]]:
        """Give the numbers of the first words, and of the last words, of hits in one field."""
        spans = [self._token_span(hit) for hit in hits if hit.spot.field == place]
        return sorted(first for first, _ in spans), sorted(last for _, last in spans)

    def _token_span(self, hit: Hit) -> tuple[int, int]:
        """Give the numbers of the first and the last word of a hit."""
        if hit.spot.field not in self._tokens:
            folded = self.reading.title if hit.spot.field == TITLE else self.reading.text
            self._tokens[hit.spot.field] = [found.end() for found in _TOKEN.finditer(folded.text)]
        ends = self._tokens[hit.spot.field]
        return bisect_left(ends, hit.spot.start + 1), bisect_left(ends, hit.spot.end)


def _is_near(own: tuple[int, int], others: tuple[list[int], list[int]], distance: int) -> bool:
    """Whether one of the others has at most ``distance`` words between and none in common."""
    (first, last), (firsts, lasts) = own, others
    after, before = bisect_right(firsts, last), bisect_left(lasts, first) - 1
    follows = after < len(firsts) and firsts[after] - last - 1 <= distance
    return follows or (before >= 0 and first - lasts[before] - 1 <= distance)


def _joined(parts: Sequence[Found], best: Callable[[Sequence[float]], float]) -> Found:
    scores = [part.score for part in parts if part.score is not None]
    hits = tuple(dict.fromkeys(hit for part in parts for hit in part.hits))
    return Found(best(scores) if scores else None, hits)
