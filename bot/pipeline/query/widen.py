"""Wider forms of a query that finds nothing: each takes one demand away."""

from bot.pipeline.query.read import normal_form, read_stored
from bot.pipeline.text.query import (
    And,
    Exact,
    Fact,
    In,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    Word,
    all_of,
)

MOST = 6


def wider(query: Query) -> tuple[Query, ...]:
    """Give queries that find all that this one finds, and perhaps more; the same ones each time.

    A place (title, body) is dropped, a spelling freed, words let stand apart, one of several
    parts left out.
    """
    found = dict.fromkeys(normal_form(Query(root)) for root in _wider(query.root))
    own = normal_form(query)
    read = [read_stored(text) for text in found if text != own]
    return tuple(one for one in read if one is not None)[:MOST]


def _wider(node: Node) -> list[Node]:
    match node:
        case In(_, part):
            return [part, *(In(node.place, one) for one in _wider(part))]
        case Exact(text):
            return [Phrase(text) if " " in text else Word(text)]
        case Phrase(text) if len(text.split()) > 1:
            return [all_of([Word(word) for word in text.split()])]
        case Near(left, right, _):
            return [all_of([left, right])]
        case And(parts):
            return _of_all(parts)
        case Or(parts):
            return [_with(Or, parts, i, one) for i, p in enumerate(parts) for one in _wider(p)]
        case _:
            return []


def _of_all(parts: tuple[Node, ...]) -> list[Node]:
    """Free each part by itself, then leave each out, as long as one is left to look for."""
    freed = [_with(And, parts, i, one) for i, part in enumerate(parts) for one in _wider(part)]
    without = [parts[:i] + parts[i + 1 :] for i in range(len(parts))]
    left = [all_of(list(rest)) for rest in without if any(_looks_for(part) for part in rest)]
    return [*freed, *left]


def _looks_for(part: Node) -> bool:
    return not isinstance(part, Not | Fact)


def _with(kind: type[And] | type[Or], parts: tuple[Node, ...], place: int, new: Node) -> Node:
    changed = (*parts[:place], new, *parts[place + 1 :])
    return all_of(list(changed)) if kind is And else Or(changed)
