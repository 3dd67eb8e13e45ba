"""Some queries made ready together: their terms, their plans, and what each is anchored to.

An index is several of these, as a search engine's is (Lucene's segments): a change makes a small
new one and leaves the others as they are.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from bot.pipeline.match.edges import plurals
from bot.pipeline.match.forms import Forms
from bot.pipeline.match.lexicon import Lexicon
from bot.pipeline.match.plan import Plan, anchor, plan, renamed
from bot.pipeline.match.terms import term_of
from bot.pipeline.text.query import (
    Exact,
    Leaf,
    Phrase,
    Prefix,
    Query,
    TopicTerm,
    Word,
    leaves,
    normal_form,
)

CROWD = 8  # plans under one anchor, from which on they are told apart by a second term
RULES = {Word: "keyword", Phrase: "phrase", Exact: "exact", Prefix: "prefix"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A query to be watched. ``name`` gives the id that a topic has for whoever asks."""

    query: Query
    home: int | None = None  # the community it belongs to, if to one alone


@dataclass(frozen=True, slots=True)
class Segment:
    """Queries by number, with all that asking them of a text takes.

    ``leaves`` are their terms by number, ``topics`` those of them that are topics by id,
    ``by_term`` leads from the lexicon's numbers to theirs, and ``forms`` finds other forms of
    words. ``alone`` are the queries that are nothing but one term. Of the others each stands
    under its anchor, a term that it cannot be met without: in ``anchored``, or, where very many
    do, in ``paired`` under each term of its next group, so that few are looked at in vain.
    """

    asked: Mapping[int, Asking]
    written: Mapping[int, str]  # normal forms
    lexicon: Lexicon
    forms: Forms
    leaves: Mapping[Leaf, int]
    terms: tuple[Leaf, ...]
    topics: Mapping[str, int]
    by_term: tuple[tuple[int, ...], ...]
    alone: Mapping[int, tuple[int, ...]]
    anchored: Mapping[int, tuple[Plan, ...]]
    paired: Mapping[int, Mapping[int, tuple[Plan, ...]]]


def build_segment(
    asked: Mapping[int, Asking],
    *,
    named: Callable[..., str],
    weigh: Callable[[Leaf], float],
) -> Segment:
    """Make queries ready. ``named`` gives a topic's id for a community, ``weigh`` orders terms."""
    terms, places = _Terms(), _Places()
    for number, asking in asked.items():
        root = asking.query.root
        if asking.home is not None:
            root = renamed(root, partial(named, home=asking.home))
        for leaf in leaves(root):
            terms.number(leaf)
        anchors = [terms.number(leaf) for leaf in anchor(root, weigh)]
        places.put(plan(number, root, terms.number), anchors)
    terms.lexicon.close()
    places.spread()
    return Segment(
        asked=asked,
        written={number: normal_form(asking.query) for number, asking in asked.items()},
        lexicon=terms.lexicon,
        forms=terms.forms,
        leaves=terms.numbers,
        terms=tuple(terms.numbers),
        topics={leaf.id: n for leaf, n in terms.numbers.items() if isinstance(leaf, TopicTerm)},
        by_term=tuple(terms.by_term()),
        alone=_tuples(places.alone),
        anchored=_tuples(places.anchored),
        paired={leaf: _tuples(found) for leaf, found in places.paired.items()},
    )


Thing = TypeVar("Thing")


def _tuples(lists: Mapping[int, list[Thing]]) -> dict[int, tuple[Thing, ...]]:
    return {key: tuple(things) for key, things in lists.items()}


class _Places:
    """Where the plans of a segment stand."""

    def __init__(self) -> None:
        self.alone: dict[int, list[int]] = defaultdict(list)
        self.anchored: dict[int, list[Plan]] = defaultdict(list)
        self.paired: dict[int, dict[int, list[Plan]]] = {}

    def put(self, one: Plan, anchors: Sequence[int]) -> None:
        if one.is_alone:
            self.alone[one.must[0][0]].append(one.query)
            return
        for leaf in anchors:
            self.anchored[leaf].append(one)

    def spread(self) -> None:
        """Put the plans of crowded anchors under a term of their next group, if they have one."""
        for leaf, plans in self.anchored.items():
            if len(plans) > CROWD:
                self.anchored[leaf], self.paired[leaf] = _paired(leaf, plans)


def _paired(leaf: int, plans: Sequence[Plan]) -> tuple[list[Plan], dict[int, list[Plan]]]:
    left: list[Plan] = []
    seconds: dict[int, list[Plan]] = defaultdict(list)
    for one in plans:
        others = [group for group in one.must if leaf not in group]
        for second in others[0] if others else ():
            seconds[second].append(one)
        if not others:
            left.append(one)
    return left, seconds


class _Terms:
    """The terms of a segment while it is built; what a tree asks for is numbered as well."""

    def __init__(self) -> None:
        self.numbers: dict[Leaf, int] = {}
        self.lexicon = Lexicon()
        self.forms = Forms()
        self._of: dict[int, list[int]] = defaultdict(list)

    def number(self, leaf: Leaf) -> int:
        if (known := self.numbers.get(leaf)) is not None:
            return known
        number = self.numbers[leaf] = len(self.numbers)
        if not isinstance(leaf, TopicTerm):
            self._add(leaf, number)
        return number

    def _add(self, leaf: Word | Phrase | Exact | Prefix, number: int) -> None:
        term = term_of(leaf.text, RULES[type(leaf)])
        if term is not None:
            also = plurals(term.text) if isinstance(leaf, Word) else ()
            numbers = self._of[self.lexicon.add(term, also)]
            if number not in numbers:
                numbers.append(number)
            if isinstance(leaf, Word):
                self.forms.add(number, term, leaf.text)

    def by_term(self) -> Iterator[tuple[int, ...]]:
        return (tuple(self._of[n]) for n in range(len(self.lexicon)))
