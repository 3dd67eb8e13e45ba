"""What can be wrong with a query: each error points at a character and says what to do."""

import difflib
from collections.abc import Sequence

from bot.errors import QueryError
from bot.pipeline.text.query import FACTS, PLACES

MOST_CHARACTERS = 1000  # typed
MOST_STORED = 100_000  # of a normal form, which writes out AND and the names of fields
MOST_TERMS = 100
MOST_DEPTH = 50  # groups, fields and NOT inside each other
FIELDS = (*PLACES, *FACTS, "topic", "entity")
# What other searches call our fields.
_ALSO = {
    "text": "body", "summary": "body", "headline": "title", "outlet": "publisher", "feed": "source",
    "site": "source", "language": "lang", "name": "topic",
}  # fmt: skip
KNOWN_FIELDS = (*FIELDS, *_ALSO)
_LIKENESS = 0.6  # difflib's ratio from which a name is worth proposing


# What other searches write for our operators.
_OPERATORS = {"|": "OR", "||": "OR", "&": "AND", "&&": "AND", "+": "AND", "!": "NOT"}
_SHOWN = 40  # characters of what was typed that an answer repeats


def shown(text: str) -> str:
    """Shorten what was typed."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


class Ambiguous(QueryError):
    """A name that several topics share.

    ``choices`` are their ids; ``word`` is the name as typed, quotes included: it stands at
    ``position`` of the query, so one of ``topic:ID`` or ``=word`` can be put in its place.
    """

    def __init__(self, word: str, choices: Sequence[str], *, position: int) -> None:
        listed = ", ".join(f"topic:{choice}" for choice in choices)
        exact = f"={word}" if word.startswith('"') or " " not in word else f'="{word}"'
        super().__init__(
            f"{word} means several things. Type one of {listed}, or {exact} for just the word.",
            position=position,
        )
        self.word = word
        self.choices = tuple(choices)


class TooWide(QueryError):
    """A query of filters and NOT alone, which nearly every item would meet."""


def check_size(text: str, most: int = MOST_CHARACTERS) -> None:
    """Refuse what is empty or too long to be a query."""
    if not text.strip():
        raise QueryError("The query is empty. Type a word, a topic or a phrase to look for.")
    if len(text) > most:
        raise QueryError(
            f"The query has {len(text):,} characters, {most:,} are allowed. "
            "Make several watches of it.",
            position=most,
        )


def check_pairs(text: str) -> None:
    """Refuse a quotation mark or a bracket without its other half."""
    open_quote: int | None = None
    brackets: list[int] = []
    for at, letter in enumerate(text):
        if letter == '"':
            open_quote = at if open_quote is None else None
        elif open_quote is None and letter == "(":
            brackets.append(at)
        elif open_quote is None and letter == ")":
            if not brackets:
                raise QueryError(
                    "This ) closes nothing. Take it out, or add a ( before.", position=at
                )
            brackets.pop()
    if open_quote is not None:
        raise QueryError(
            'This " is never closed. Add a second " after the phrase.', position=open_quote
        )
    if brackets:
        raise QueryError(
            "This ( is never closed. Add a ) where its part ends.", position=brackets[-1]
        )


def unexpected(text: str, position: int, token: str, before: str) -> QueryError:
    """Say why the reading stopped: at ``token`` ("" is the end), after ``before``."""
    value_needed = before.endswith(":")
    token, before = shown(token), shown(before)
    if token == "(" and before.startswith("NEAR"):  # noqa: S105 - a token of the grammar
        return no_group(before, position)
    if token.startswith("NEAR") and before.endswith(")"):
        return no_group(token, position)
    if not token:
        at = len(text)
        if value_needed:
            return QueryError(f"{before} needs a value. Type {before}word.", position=at)
        return QueryError(
            f"Nothing follows {before}. Add a word, or take {before} out.", position=at
        )
    if token.startswith("NEAR"):
        return QueryError(
            f"{token} stands between two words, phrases or topics, and only one of it. "
            "Type for example tuna NEAR/5 quota.",
            position=position,
        )
    if token == ")":  # noqa: S105 - a token of the grammar
        return QueryError(
            "Nothing stands before this ). Add a word, or take it out.", position=position
        )
    if token in ("AND", "OR"):
        return QueryError(
            f"{token} needs a word on both sides. Add one, or type it in quotes to look for it.",
            position=position,
        )
    if token.endswith(":"):
        return inside_another(token, position)
    return QueryError(
        f"{token} cannot stand here. Put it in quotes to look for it.", position=position
    )


def no_group(near: str, position: int) -> QueryError:
    """Say how NEAR is asked of several words."""
    step = near if near.removeprefix("NEAR/").isdecimal() else "NEAR/5"
    return QueryError(
        f"{near} has no brackets beside it. Put them around each pair: type for example "
        f"(tuna {step} quota) OR (tuna {step} catch).",
        position=position,
    )


def inside_another(field: str, position: int) -> QueryError:
    """Say where a field goes."""
    return QueryError(
        f"{field} cannot stand inside another field. Put it before or after.", position=position
    )


def unknown_field(name: str, position: int) -> QueryError:
    """Say which fields there are, the likely one first."""
    key, name = name.lower(), shown(name)
    close = [_ALSO[key]] if key in _ALSO else difflib.get_close_matches(key, FIELDS, 1, _LIKENESS)
    meant = f"Did you mean {close[0]}:? " if close else ""
    listed = ", ".join(f"{field}:" for field in FIELDS)
    return QueryError(
        f"There is no field {name}: here. {meant}Fields are {listed}; put the words in quotes if "
        "you look for the colon.",
        position=position,
    )


def no_topic(name: str, position: int, alike: Sequence[str]) -> QueryError:
    """Say that the catalogue does not have it, and which topics (ids) have a name like it."""
    meant = f"Did you mean {' or '.join(f'topic:{one}' for one in alike)}? " if alike else ""
    return QueryError(
        f"No topic is called {shown(name)}. {meant}Type the word without topic: to look for the "
        "word itself.",
        position=position,
    )


def no_language(value: str, position: int, meant: str | None) -> QueryError:
    """Say how a language is written."""
    hint = (
        f"Did you mean lang:{meant}?"
        if meant
        else ("Type for example lang:en, lang:ja, lang:zh or lang:zh-Hant.")
    )
    return QueryError(f"{shown(value)} is no code of a language. {hint}", position=position)


def no_country(value: str, position: int, meant: str | None) -> QueryError:
    """Say how a country is written."""
    hint = (
        f"Did you mean country:{meant}?"
        if meant
        else ("Type its two letters (ISO 3166), for example country:jp.")
    )
    return QueryError(f"{shown(value)} is no code of a country. {hint}", position=position)


def no_comma(comma: str, words: Sequence[str], position: int, field: str) -> QueryError:
    """Say what joins ``words``, the values of a ``field`` or ("") any."""
    either, both = (shown(joint.join(words)) for joint in (" OR ", " AND "))
    if len(words) < 2:
        step = "Take it out, or type OR or AND in its place."
    elif field:
        step = f"Type {field}:({either}), or put the name in quotes."
    else:
        step = f"Type {either}, or {both}, or put quotes around words that belong together."
    return QueryError(f"{comma} joins nothing here. {step}", position=position)


def no_bracket(bracket: str, position: int) -> QueryError:
    """Say which brackets group."""
    return QueryError(
        f"{bracket} groups nothing here. Type ( and ) to group, or put the word in quotes.",
        position=position,
    )


def no_star(shortest: int, position: int) -> QueryError:
    """Say where a star stands."""
    return QueryError(
        f"`*` stands at the end of a word, after {shortest} letters or more. "
        "Type for example `supply*`.",
        position=position,
    )


def no_letters(text: str, position: int) -> QueryError:
    """Say that nothing is left to look for, or which operator was meant."""
    if text in _OPERATORS:
        return QueryError(
            f"{text} is no operator here. Type {_OPERATORS[text]} in its place.", position=position
        )
    return QueryError(
        f"There is no letter or number to look for in {shown(text)}. Add a word, or take it out.",
        position=position,
    )


def no_distance(position: int, most: int) -> QueryError:
    """Say what follows NEAR."""
    return QueryError(
        f"NEAR needs a number of words up to {most}. Type for example NEAR/5.", position=position
    )


def no_dash(rest: str, position: int) -> QueryError:
    """Say that a dash refuses nothing."""
    return QueryError(f"A dash refuses nothing here. Type NOT {shown(rest)}.", position=position)


def no_expressions(text: str, position: int) -> QueryError:
    """Say that regular expressions are not read, and what is."""
    return QueryError(
        f"{shown(text)} looks like a regular expression, which is not read. Type the words with "
        "OR between, a prefix like `supply*`, or put it in quotes.",
        position=position,
    )


def too_many_terms(count: int, position: int) -> QueryError:
    """Say how many terms there may be."""
    return QueryError(
        f"The query has {count} terms, {MOST_TERMS} are allowed. Make several watches of it.",
        position=position,
    )


def too_deep(position: int) -> QueryError:
    """Say how far parts may stand inside each other."""
    return QueryError(
        f"Groups, fields and NOT stand more than {MOST_DEPTH} deep inside each other here. "
        "Take some out, or make several watches of it.",
        position=position,
    )


def only_filters(position: int, *, refuses: bool) -> TooWide:
    """Say that some word or topic must be there."""
    cause = (
        "NOT alone would match nearly everything."
        if refuses
        else "A filter alone would match everything that comes from there."
    )
    return TooWide(
        f"{cause} Add a word or a topic that must be there, for example: fisheries AND …",
        position=position,
    )
