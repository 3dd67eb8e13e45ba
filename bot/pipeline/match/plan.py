"""A query made ready to be asked: what must be there, what must not, and what needs more looking.

one (AND of ORs of terms), NOT terms   sets of numbers, met or missed at once
title:, body:                          terms of their own, there where the term is in that field
NEAR, source:, nested NOT …            the rest, as a tree, asked only when the sets are met
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.pipeline.text.query import (
    And,
    Fact,
    In,
    Leaf,
    Near,
    Node,
    Not,
    Or,
    TopicTerm,
    all_of,
    any_of,
)

Sought = Leaf | In  # a term, or a term in one field
Number = Callable[[Sought], int]
Weigh = Callable[[Leaf], float]
Group = tuple[int, ...]


class Plan(NamedTuple):
    """One query; ``written`` is its normal form, given when it has its place in a segment.

    Of every group of ``must`` a term has to be there, and none of ``never``. Whoever comes from
    its anchor has only ``checks`` left to look at: the other groups, and those that the rest
    cannot be met without.
    """

    query: int
    written: str
    must: tuple[Group, ...]
    checks: tuple[Group, ...]
    never: Group
    rest: Node | None

    @property
    def is_pair(self) -> bool:
        """Whether the query is two terms and nothing else, and one of them its anchor."""
        sizes = [len(group) for group in self.must]
        return sizes == [1, 1] and len(self.checks) == 1 and not self.never and self.rest is None


def plan(query: int, root: Node, number: Number, anchors: frozenset[Sought]) -> Plan:
    """Sort the parts of a query that ``placed`` gave. ``number`` numbers a term."""
    must: list[Sequence[Sought]] = []
    never: list[Sought] = []
    rest: list[Node] = []
    for part in root.parts if isinstance(root, And) else (root,):
        if (group := _group(part)) is not None:
            must.append(group)
        elif isinstance(part, Not) and (group := _group(part.part)) is not None:
            never += group
        else:
            rest.append(part)
    gates = [gate for part in rest for gate in _gates(part)]
    groups = [(frozenset(group), tuple(map(number, group))) for group in (*must, *gates)]
    return Plan(
        query,
        "",
        tuple(group for _, group in groups[: len(must)]),
        tuple(group for terms, group in groups if terms != anchors),
        tuple(map(number, never)),
        all_of(rest) if rest else None,
    )


def _group(node: Node) -> Sequence[Sought] | None:
    """Give the terms of which one is enough, if the node says no more than that."""
    parts = node.parts if isinstance(node, Or) else (node,)
    found = [part for part in parts if _is_sought(part)]
    return found if len(found) == len(parts) else None  # type: ignore[return-value]


def _is_sought(node: Node) -> bool:
    return isinstance(node.part if isinstance(node, In) else node, Leaf)


def _gates(node: Node) -> Iterator[Sequence[Sought]]:
    """Yield groups of terms of each of which one has to be there for the node to be met."""
    match node:
        case Near(left, right, _) | In(_, Near(left, right, _)):
            yield from ((left,), (right,))
        case _:
            if found := anchor(node, lambda _: 1.0):
                yield tuple(found)


def anchor(node: Node, weigh: Weigh) -> frozenset[Sought]:
    """Give terms of which one must be there for the node to be met; empty if there are none.

    Of parts that must all be met the one whose terms together weigh least is taken: ``weigh``
    gives how often a term is seen, so that few texts are asked in vain.
    """
    match node:
        case And(parts):
            sets = [found for part in parts if (found := anchor(part, weigh))]
            return min(sets, key=lambda s: _weight(s, weigh), default=frozenset())
        case Or(parts):
            each = [anchor(part, weigh) for part in parts]
            return frozenset().union(*each) if all(each) else frozenset()
        case Near(left, right, _) | In(_, Near(left, right, _)):
            return frozenset([min(left, right, key=weigh)])
        case Fact() | Not():
            return frozenset()
        case _:
            return frozenset([node])


def _weight(terms: Iterable[Sought], weigh: Weigh) -> float:
    return sum(weigh(term.part if isinstance(term, In) else term) for term in terms)  # type: ignore[arg-type,misc]


def placed(node: Node, place: str | None = None) -> Node:
    """Give a node that says the same and names a field at its terms and NEARs alone."""
    match node:
        case And(parts):
            return all_of([placed(part, place) for part in parts])
        case Or(parts):
            return any_of([placed(part, place) for part in parts])
        case Not(part):
            return Not(placed(part, place))
        case In(inner, part):
            return placed(part, inner)
        case Fact():
            return node
        case _:
            return node if place is None else In(place, node)


def renamed(node: Node, name: Callable[[str], str]) -> Node:
    """Give a node whose topics have other ids."""
    match node:
        case And(parts):
            return And(tuple(_renamed(parts, name)))
        case Or(parts):
            return Or(tuple(_renamed(parts, name)))
        case Not(part):
            return Not(renamed(part, name))
        case In(place, part):
            return In(place, renamed(part, name))
        case Near(left, right, distance):
            return Near(_leaf(left, name), _leaf(right, name), distance)
        case Fact():
            return node
        case _:
            return _leaf(node, name)


def _renamed(parts: Sequence[Node], name: Callable[[str], str]) -> Iterator[Node]:
    return (renamed(part, name) for part in parts)


def _leaf(leaf: Leaf, name: Callable[[str], str]) -> Leaf:
    return TopicTerm(name(leaf.id)) if isinstance(leaf, TopicTerm) else leaf
