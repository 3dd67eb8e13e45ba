"""A narrower form of a query that finds too much: what it looks for must stand in the title."""

from bot.pipeline.query.read import normal_form, read_stored
from bot.pipeline.text.query import And, Fact, In, Node, Not, Query, all_of


def narrower(query: Query) -> Query | None:
    """Give the query asked of titles alone; None where it is so already, or cannot be."""
    text = normal_form(Query(_in_title(query.root)))
    return read_stored(text) if text != normal_form(query) else None


def _in_title(node: Node) -> Node:
    """Put into the title what can stand there; facts and what rules out are left as they are."""
    match node:
        case And(parts):
            return all_of([_in_title(part) for part in parts])
        case In() | Fact() | Not():
            return node
        case _:
            return In("title", node)
