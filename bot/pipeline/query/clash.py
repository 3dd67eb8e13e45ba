"""Two demands of a query that no item can meet at once: "quad NOT quad", "lang:en lang:ja"."""

from collections.abc import Callable, Collection, Iterator

from bot.pipeline.text.query import And, Fact, In, Node, Not, Or, Phrase, Query, TopicTerm, Word

Above = Callable[[str], Collection[str]]  # a topic → itself and all that are above it


def clash(query: Query, above: Above) -> tuple[Node, Node] | None:
    """Give the first two parts of a query that rule each other out, None if there are none.

    What a topic matches, those above it match as well: ``senkaku NOT "east china sea"`` is empty.
    """
    return next(_clashes(query.root, (), above), None)


def _clashes(node: Node, given: tuple[Node, ...], above: Above) -> Iterator[tuple[Node, Node]]:
    """Yield them within a node, beside all that is ``given`` around it."""
    if isinstance(node, And):
        for place, part in enumerate(node.parts):
            yield from _clashes(part, (*given, *node.parts[:place]), above)
    elif isinstance(node, Or):
        for part in node.parts:
            yield from _clashes(part, given, above)
    else:
        for one in given:
            if _excludes(one, node, above) or _excludes(node, one, above):
                yield one, node


def _excludes(one: Node, other: Node, above: Above) -> bool:
    match one, other:
        case Fact("lang", a), Fact("lang", b):
            a, b = f"{a.lower()}-", f"{b.lower()}-"
            return not (a.startswith(b) or b.startswith(a))
        case Fact("country", a), Fact("country", b):
            return a != b
        case _, Not(part):
            return _implies(one, part, above)
        case _:
            return False


def _implies(one: Node, other: Node, above: Above) -> bool:
    """Whether what meets the one meets the other for sure."""
    match one, other:
        case _, Or(parts):
            return any(_implies(one, part, above) for part in parts)
        case In(place, part), In(elsewhere, whole):
            return place == elsewhere and _implies(part, whole, above)
        case In(_, part), _:
            return _implies(part, other, above)
        case TopicTerm(a), TopicTerm(b):
            return b in above(a)
        case (Word(a), Word(b)) | (Phrase(a), Phrase(b)):
            return a.casefold() == b.casefold()
        case _:
            return one == other
