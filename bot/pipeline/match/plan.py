"""A query made ready to be asked: what must be there, what must not, and what needs more looking.

one (AND of ORs of terms), NOT terms   sets of numbers, met or missed at once
title:, NEAR, source:, nested NOT …    the rest, as a tree, asked only when the sets are met
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bot.pipeline.text.query import And, Fact, In, Leaf, Near, Node, Not, Or, TopicTerm, all_of

Number = Callable[[Leaf], int]


class Plan(NamedTuple):
    """One query. Of every group of ``must`` a term has to be there, and none of ``never``."""

    query: int
    must: tuple[tuple[int, ...], ...]
    never: tuple[int, ...]
    rest: Node | None

    @property
    def is_alone(self) -> bool:
        """Whether the query is one term and nothing else."""
        return [len(group) for group in self.must] == [1] and not self.never and self.rest is None


def plan(query: int, root: Node, number: Number) -> Plan:
    """Sort the parts of a query. ``number`` numbers a term."""
    must: list[tuple[int, ...]] = []
    never: list[int] = []
    rest: list[Node] = []
    for part in root.parts if isinstance(root, And) else (root,):
        if (group := _group(part)) is not None:
            must.append(tuple(map(number, group)))
        elif isinstance(part, Not) and (group := _group(part.part)) is not None:
            never += map(number, group)
        else:
            rest.append(part)
    return Plan(query, tuple(must), tuple(never), all_of(rest) if rest else None)


def _group(node: Node) -> Sequence[Leaf] | None:
    """Give the terms of which one is enough, if the node says no more than that."""
    parts = node.parts if isinstance(node, Or) else (node,)
    found = [part for part in parts if _is_leaf(part)]
    return found if len(found) == len(parts) else None  # type: ignore[return-value]


def _is_leaf(node: Node) -> bool:
    return not isinstance(node, And | Or | Not | In | Fact | Near)


def anchor(node: Node, weigh: Callable[[Leaf], float]) -> frozenset[Leaf]:
    """Give terms of which one must be there for the node to be met; empty if there are none.

    Of parts that must all be met the one whose terms together weigh least is taken: ``weigh``
    gives how often a term is seen, so that few texts are asked in vain.
    """
    match node:
        case And(parts):
            sets = [found for part in parts if (found := anchor(part, weigh))]
            return min(sets, key=lambda s: sum(map(weigh, s)), default=frozenset())
        case Or(parts):
            each = [anchor(part, weigh) for part in parts]
            return frozenset().union(*each) if all(each) else frozenset()
        case In(_, part):
            return anchor(part, weigh)
        case Near(left, right, _):
            return frozenset([min(left, right, key=weigh)])
        case Fact() | Not():
            return frozenset()
        case _:
            return frozenset([node])


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
