"""A query as data: what is looked for in a text, and how it is written down.

``query`` reads it from what a person typed, ``match`` asks it of a text.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

# Fields that narrow where a term is looked for, and facts about the item's feed.
PLACES = ("title", "body")
FACTS = ("source", "publisher", "lang", "country")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, any case, plural and possessive allowed."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """These words side by side, any case."""

    text: str


@dataclass(frozen=True, slots=True)
class Exact:
    """This very spelling: case and diacritics count."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so."""

    text: str


@dataclass(frozen=True, slots=True)
class TopicTerm:
    """Any name of a topic of the catalogue, or of one below it."""

    id: str


Leaf = Word | Phrase | Exact | Prefix | TopicTerm


@dataclass(frozen=True, slots=True)
class Near:
    """Two terms in one field with at most ``distance`` words between, in either order."""

    left: Leaf
    right: Leaf
    distance: int


@dataclass(frozen=True, slots=True)
class Fact:
    """Something about where the item comes from: one of FACTS and its value."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class In:
    """A part that must be met in one place: title or body."""

    place: str
    part: "Node"


@dataclass(frozen=True, slots=True)
class Not:
    """The part must not be met."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """Every part must be met; two parts at least, none of them an And."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """One part at least must be met; two parts at least, none of them an Or."""

    parts: tuple["Node", ...]


Node = Word | Phrase | Exact | Prefix | TopicTerm | Near | Fact | In | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """A query that can be asked: ``root`` always needs some term to be there."""

    root: Node


def all_of(parts: Iterator[Node] | list[Node]) -> Node:
    """Join with AND: flat, each part once."""
    return _joined(And, parts)


def any_of(parts: Iterator[Node] | list[Node]) -> Node:
    """Join with OR: flat, each part once."""
    return _joined(Or, parts)


def _joined(kind: type[And] | type[Or], parts: Iterator[Node] | list[Node]) -> Node:
    flat: dict[Node, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, kind) else (part,)))
    kept = tuple(flat)
    return kept[0] if len(kept) == 1 else kind(kept)


def leaves(node: Node) -> Iterator[Leaf]:
    """Yield the terms of a query in order, refused ones too."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Near(left, right, _):
            yield from (left, right)
        case In(_, part) | Not(part):
            yield from leaves(part)
        case Fact():
            return
        case _:
            yield node


def topics_in(query: Query) -> tuple[str, ...]:
    """Give the ids of the topics that a query asks for or refuses, in order, each once."""
    return tuple(dict.fromkeys(t.id for t in leaves(query.root) if isinstance(t, TopicTerm)))


# ── writing it down ─────────────────────────────────────────────────────────────────────────


def normal_form(query: Query) -> str:
    """Write a query so that reading it without a catalogue gives the same query."""
    return _written(query.root, lambda topic: f"topic:{_value(topic)}", 0)


def label(query: Query, name_of: Callable[[str], str]) -> str:
    """Write a query for people: topics by their names, otherwise as it is typed."""
    return _written(query.root, name_of, 0)


_OPERATORS = ("AND", "OR", "NOT", "NEAR")
_OR, _AND, _NOT = 1, 2, 3  # how tightly each binds


def _written(node: Node, topic: Callable[[str], str], around: int) -> str:
    match node:
        case Or(parts):
            return _many(" OR ", parts, topic, _OR, around)
        case And(parts):
            return _many(" AND ", parts, topic, _AND, around)
        case Not(part):
            text = f"NOT {_written(part, topic, _NOT)}"
            return f"({text})" if around > _NOT else text
        case In(place, part):
            text = _written(part, topic, _NOT + 1)
            return f"{place}:({text})" if isinstance(part, TopicTerm) else f"{place}:{text}"
        case Near(left, right, distance):
            text = f"{_leaf(left, topic)} NEAR/{distance} {_leaf(right, topic)}"
            return f"({text})" if around > _AND else text
        case Fact(name, value):
            return f"{name}:{_value(value)}"
        case _:
            return _leaf(node, topic)


def _many(
    joint: str, parts: tuple[Node, ...], topic: Callable[[str], str], tight: int, around: int
) -> str:
    text = joint.join(_written(part, topic, tight) for part in parts)
    return f"({text})" if around >= tight else text


def _leaf(leaf: Leaf, topic: Callable[[str], str]) -> str:
    match leaf:
        case TopicTerm(id_):
            return topic(id_)
        case Exact(text):
            return f"={_value(text)}"
        case Phrase(text):
            return f'"{text}"'
        case Prefix(text):
            return f"{text}*"
        case Word(text):
            return text


def _value(text: str) -> str:
    odd = any(letter.isspace() or letter in '()":=*' for letter in text)
    return f'"{text}"' if odd or text.split("/")[0] in _OPERATORS else text
