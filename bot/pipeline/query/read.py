"""Reading a query, by a grammar (Lark, LALR(1)); docs/queries.md says it for people.

    fisheries AND (senkaku OR "coast guard") AND NOT title:sport    supply* NEAR/5 chip    =Quad

Words side by side that together name a topic are that topic, the longest name first; otherwise
each of them must be there, as if AND stood between. Only capitals make AND, OR and NOT
operators: ``and`` is a word. NOT binds tightest, then AND, then OR.
"""

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import bot.pipeline.query.errors as wrong
from bot.errors import QueryError
from bot.pipeline.query.errors import Ambiguous, TooWide
from bot.pipeline.query.resolve import Alike, Resolve, settle
from bot.pipeline.query.signs import TWINS, read_signs
from bot.pipeline.query.tree import GRAMMAR, Build, Raw
from bot.pipeline.text.query import Query, label, leaves, normal_form, topics_in

if TYPE_CHECKING:
    from lark import Lark

__all__ = [
    "Ambiguous",
    "Query",
    "TooWide",
    "label",
    "normal_form",
    "parse_query",
    "read_signs",
    "read_stored",
    "topics_in",
]

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def parse_query(text: str, resolve: Resolve | None, alike: Alike | None = None) -> Query:
    """Read a query of up to 1,000 characters and 100 terms.

    ``resolve`` gives the ids of the topics that a name names; None reads a stored normal form, in
    which topics stand as ``topic:id`` and every other word is only a word. ``alike`` gives the ids
    of topics with a name much like one that is none. Control and bidi characters are dropped.
    Raises QueryError, pointing at a character of ``text`` or its end, and Ambiguous for a name of
    several topics.
    """
    wrong.check_size(text, wrong.MOST_CHARACTERS if resolve else wrong.MOST_STORED)
    kept = [at for at, letter in enumerate(text) if not _is_control(letter)]
    clean = "".join(" " if text[at].isspace() else text[at] for at in kept)
    clean = read_signs(clean) if resolve else clean.translate(TWINS)
    try:
        return _parse(clean, resolve, alike)
    except Ambiguous as error:
        start = kept[error.position]
        end = kept[error.position + len(error.word) - 1] + 1
        raise Ambiguous(text[start:end], error.choices, position=start) from None
    except QueryError as error:
        at = error.position
        place = kept[at] if at < len(kept) else len(text) if kept else 0
        raise type(error)(str(error), position=place) from None


def read_stored(text: str | None) -> Query | None:
    """Read a stored normal form; None where there is none, or an older version took it.

    What is not understood any more must stop nothing else: it finds nothing, and `/watches` says
    so to the people.
    """
    try:
        return parse_query(text, None) if text else None
    except QueryError:
        return None


def _is_control(letter: str) -> bool:
    return letter in _BIDI or (
        unicodedata.category(letter) in ("Cc", "Cs") and not letter.isspace()
    )


def _parse(text: str, resolve: Resolve | None, alike: Alike | None) -> Query:
    wrong.check_size(text, wrong.MOST_STORED)
    wrong.check_pairs(text)
    tree = _tree(text)
    if tree.depth > wrong.MOST_DEPTH:
        raise wrong.too_deep(_deepest(tree))
    root = settle(tree, text, resolve, alike)
    terms = sum(1 for _ in leaves(root))
    if terms > wrong.MOST_TERMS:
        raise wrong.too_many_terms(terms, _starts(tree)[wrong.MOST_TERMS])
    return Query(root)


def _deepest(tree: Raw) -> int:
    """Give the start of the part that stands too deep."""
    for _ in range(wrong.MOST_DEPTH):
        tree = max(tree.whole, key=lambda part: part.depth)
    return tree.start


def _starts(tree: Raw) -> list[int]:
    """Give the starts of all words, in order."""
    if not tree.parts:
        return [tree.start]
    return [start for part in tree.whole for start in _starts(part)]


def _tree(text: str) -> Raw:
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken

    try:
        tree = _grammar().parse(text)
    except UnexpectedToken as error:
        at = error.token.start_pos or 0
        token = "" if error.token.type == "$END" else str(error.token)
        raise wrong.unexpected(
            text, at, token, _last_word(text if not token else text[:at])
        ) from None
    except UnexpectedCharacters as error:
        at = error.pos_in_stream or 0
        raise wrong.unexpected(text, at, text[at], _last_word(text[:at])) from None
    assert isinstance(tree, Raw)  # noqa: S101 - Lark types its result as a Tree
    return tree


def _last_word(text: str) -> str:
    return (text.split() or [""])[-1].lstrip("(")


@cache
def _grammar() -> "Lark":
    from lark import Lark  # 48 ms: only when a query comes

    return Lark(
        GRAMMAR, parser="lalr", lexer="basic", transformer=Build(), propagate_positions=False
    )
