"""What can be wrong with a query: each error points at a character and says what to do."""

from collections.abc import Sequence

from bot.errors import QueryError
from bot.pipeline.text.query import FACTS, PLACES

MOST_CHARACTERS = 1000
MOST_TERMS = 100
FIELDS = (*PLACES, *FACTS, "topic", "entity")


class Ambiguous(QueryError):
    """A name that several topics share.

    ``choices`` are their ids; ``word`` is the name as typed, quotes included: it stands at
    ``position`` of the query, so one of ``topic:ID`` or ``=word`` can be put in its place.
    """

    def __init__(self, word: str, choices: Sequence[str], *, position: int) -> None:
        listed = ", ".join(f"topic:{choice}" for choice in choices)
        super().__init__(
            f"{word} means several things. Type one of {listed}, or ={word} for just the word.",
            position=position,
        )
        self.word = word
        self.choices = tuple(choices)


def check_size(text: str) -> None:
    """Refuse what is empty or too long to be a query."""
    if not text.strip():
        raise QueryError("The query is empty. Type a word, a topic or a phrase to look for.")
    if len(text) > MOST_CHARACTERS:
        raise QueryError(
            f"The query has {len(text):,} characters, {MOST_CHARACTERS:,} are allowed. "
            "Make several watches of it.",
            position=MOST_CHARACTERS,
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
    if not token:
        at = len(text)
        if before.endswith(":"):
            return QueryError(f"{before} needs a value. Type {before}word.", position=at)
        return QueryError(
            f"Nothing follows {before}. Add a word, or take {before} out.", position=at
        )
    if token.startswith("NEAR"):
        return QueryError(
            f"{token} stands between two words, phrases or topics, and only one of it. "
            'Type for example "coast guard" NEAR/5 law.',
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
    return QueryError(
        f"{token} cannot stand here. Put it in quotes to look for it.", position=position
    )


def unknown_field(name: str, position: int) -> QueryError:
    """Say which fields there are."""
    listed = ", ".join(f"{field}:" for field in FIELDS)
    return QueryError(
        f"There is no field {name}: here. Fields are {listed}; put the words in quotes if you "
        "look for the colon.",
        position=position,
    )


def no_topic(name: str, position: int) -> QueryError:
    """Say that the catalogue does not have it."""
    return QueryError(
        f"No topic is called {name}. Type the word without topic: to look for the word itself.",
        position=position,
    )


def too_many_terms(count: int, position: int) -> QueryError:
    """Say how many terms there may be."""
    return QueryError(
        f"The query has {count} terms, {MOST_TERMS} are allowed. Make several watches of it.",
        position=position,
    )


def only_filters(position: int, *, refuses: bool) -> QueryError:
    """Say that some word or topic must be there."""
    cause = (
        "NOT alone would match nearly everything."
        if refuses
        else "A filter alone would match everything that comes from there."
    )
    return QueryError(
        f"{cause} Add a word or a topic that must be there, for example: fisheries AND …",
        position=position,
    )
