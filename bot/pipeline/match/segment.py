"""Some queries made ready together: their terms, their plans, and what each is anchored to.

An index is several of these, as a search engine's is (Lucene's segments): a change makes a small
new one and leaves the others as they are.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import NamedTuple

from bot.pipeline.match.edges import plurals
from bot.pipeline.match.forms import Forms
from bot.pipeline.match.lexicon import Lexicon
from bot.pipeline.match.plan import Group, Plan, Sought, anchor, placed, plan, renamed
from bot.pipeline.match.terms import TEXT, TITLE, term_of
from bot.pipeline.text.query import (
    Exact,
    In,
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
FIELDS = {"title": TITLE, "body": TEXT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A query to be watched. ``name`` gives the id that a topic has for whoever asks."""

    query: Query
    home: int | None = None  # the community it belongs to, if to one alone


class Either(NamedTuple):
    """A query that is nothing but terms of which one is enough."""

    query: int
    written: str
    group: Group


class Pair(NamedTuple):
    """A query that is nothing but two terms, which whoever finds it has found.

    ``is_turned``: the one that it is found under comes second in it.
    """

    query: int
    written: str
    is_turned: bool


class Under(NamedTuple):
    """What stands under two terms together."""

    pairs: tuple[Pair, ...]
    plans: tuple[Plan, ...]


class Posting(NamedTuple):
    """A term, and what is asked when it is there.

    ``alias`` and ``rule`` are what evidence says of its places; a topic's ``rule`` is "", for its
    names have their own. ``either`` stand under each of their terms. Of the other queries each
    stands under its anchor, a term that it cannot be met without. Those ``anchored`` here are
    looked at only if a term of their ``gate`` is there: of their first checks, seldom met by any.
    If they are very many they are in a ``crowd`` instead, by each term of their first check, so
    that few are looked at in vain.
    """

    alias: str
    rule: str
    either: tuple[Either, ...]
    gate: Group
    anchored: tuple[Plan, ...]
    crowd: Mapping[int, Under] | None


@dataclass(frozen=True, slots=True)
class Segment:
    """Queries by number, with all that asking them of a text takes.

    ``leaves`` are their terms by number, ``topics`` those of them that are topics by id;
    ``lexicon`` finds the others, and ``forms`` the other forms of words. A term that is asked for
    in one field has a number of its own for it in ``placed``: from the term's to pairs of field
    and number.
    ``postings`` stand in the order of the numbers, and ``seconds`` are the terms by which those
    in crowds are told apart.
    """

    asked: Mapping[int, Asking]
    lexicon: Lexicon
    forms: Forms
    leaves: Mapping[Sought, int]
    topics: Mapping[str, int]
    placed: Mapping[int, Sequence[tuple[int, int]]]
    postings: tuple[Posting, ...]
    seconds: frozenset[int]


def build_segment(
    asked: Mapping[int, Asking],
    *,
    named: Callable[..., str],
    weigh: Callable[[Leaf], float],
) -> Segment:
    """Make queries ready. ``named`` gives a topic's id for a community, ``weigh`` orders terms."""
    terms, places = _Terms(), _Places(asked)
    for number, asking in asked.items():
        root = asking.query.root
        if asking.home is not None:
            root = renamed(root, partial(named, home=asking.home))
        for leaf in leaves(root):
            terms.number(leaf)
        root = placed(root)
        anchors = anchor(root, weigh)
        places.put(plan(number, root, terms.number, anchors), map(terms.number, anchors))
    terms.lexicon.close()
    postings = tuple(places.posting(number, sought) for sought, number in terms.numbers.items())
    return Segment(
        asked=asked,
        lexicon=terms.lexicon,
        forms=terms.forms,
        leaves=terms.numbers,
        topics={leaf.id: n for leaf, n in terms.numbers.items() if isinstance(leaf, TopicTerm)},
        placed=terms.placed,
        postings=postings,
        seconds=frozenset().union(*(one.crowd for one in postings if one.crowd)),
    )


class _Places:
    """Where the plans of a segment stand."""

    def __init__(self, asked: Mapping[int, Asking]) -> None:
        self._written = cache(lambda number: normal_form(asked[number].query))
        self._either: dict[int, list[Plan]] = {}
        self._anchored: dict[int, list[Plan]] = {}

    def put(self, one: Plan, anchors: Iterable[int]) -> None:
        if len(one.must) == 1 and not one.never and one.rest is None:
            for leaf in one.must[0]:
                self._either.setdefault(leaf, []).append(one)
            return
        for leaf in anchors:
            self._anchored.setdefault(leaf, []).append(one)

    def posting(self, number: int, sought: Sought) -> Posting:
        """Give a term's posting; what stands under a crowded one stands under a second term.

        It is all made here and now, so that what a text needs at once lies together in memory.
        """
        alias, rule = _said(sought)
        either, plans = self._either.get(number, ()), self._anchored.get(number, ())
        alone = tuple([Either(p.query, self._written(p.query), p.must[0]) for p in either])
        crowded = [one for one in plans if one.checks] if len(plans) > CROWD else []
        anchored = [one for one in plans if not (crowded and one.checks)]
        return Posting(
            alias,
            rule,
            alone,
            _gate(number, anchored),
            tuple(map(self._whole, anchored)),
            self._crowd(number, crowded) if crowded else None,
        )

    def _crowd(self, anchor: int, plans: Iterable[Plan]) -> Mapping[int, Under]:
        under: dict[int, list[Plan]] = defaultdict(list)
        for one in plans:
            for second in one.checks[0]:
                under[second].append(one)
        return {
            second: Under(
                tuple(self._pair(anchor, one) for one in found if one.is_pair),
                tuple(self._whole(one) for one in found if not one.is_pair),
            )
            for second, found in under.items()
        }

    def _whole(self, one: Plan) -> Plan:
        return one._replace(written=self._written(one.query))

    def _pair(self, leaf: int, one: Plan) -> Pair:
        return Pair(one.query, self._written(one.query), one.must[1] == (leaf,))


def _said(sought: Sought) -> tuple[str, str]:
    leaf = sought.part if isinstance(sought, In) else sought
    if isinstance(leaf, TopicTerm):
        return leaf.id, ""
    return leaf.text, RULES[type(leaf)]  # type: ignore[union-attr]


def _gate(anchor: int, plans: Iterable[Plan]) -> Group:
    """Give terms of which one is there whenever one of the plans under an anchor is met."""
    first = (one.checks[0] if one.checks else (anchor,) for one in plans)
    return tuple(dict.fromkeys(number for group in first for number in group))


class _Terms:
    """The terms of a segment while it is built; what a tree asks for is numbered as well."""

    def __init__(self) -> None:
        self.numbers: dict[Sought, int] = {}
        self.placed: dict[int, list[tuple[int, int]]] = {}
        self.lexicon = Lexicon()
        self.forms = Forms()

    def number(self, sought: Sought) -> int:
        """Number a term; one in a field only when the term itself has its number."""
        if (known := self.numbers.get(sought)) is not None:
            return known
        number = self.numbers[sought] = len(self.numbers)
        if isinstance(sought, In):
            bare = self.numbers[sought.part]  # type: ignore[index]
            self.placed.setdefault(bare, []).append((FIELDS[sought.place], number))
        elif not isinstance(sought, TopicTerm):
            self._add(sought, number)
        return number

    def _add(self, leaf: Word | Phrase | Exact | Prefix, number: int) -> None:
        term = term_of(leaf.text, RULES[type(leaf)])
        if term is not None:
            also = plurals(term.text) if isinstance(leaf, Word) else ()
            self.lexicon.add(term, also, number)
            if isinstance(leaf, Word):
                self.forms.add(number, term, leaf.text)
