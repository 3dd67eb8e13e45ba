"""Sentences in whose place an outlet, or the event itself, has put others.

A report that its outlet corrected under the same headline tells nothing any more, in whatever words
it has what was wrong ("two dozen" of 24). Of who is missing only the newest number is true.
"""

from collections.abc import Sequence

from bot.model import Told
from bot.pipeline.summarise.candidates import Candidate
from bot.pipeline.text import words
from bot.pipeline.text.corrections import is_correction, without_label
from bot.pipeline.text.meaning import carries
from bot.pipeline.text.tolls import missing

SAME_HEADLINE = 0.6  # of the shorter one's words, in both
ALIKE = 2  # words beside those for the missing, by which two counts are of one thing
_MISSING = frozenset({"missing", "people", "crew"})
COMPARED = 8  # sentences of an item in which it tells how things stand


def superseded(told: Sequence[Told], pool: Sequence[Candidate]) -> set[int]:
    """Give the places in ``pool`` of what newer items have put another in the place of."""
    gone = {
        old
        for old, one in enumerate(told)
        if any(_corrects(newer, one) and is_older(one, newer) for newer in told)
    }
    return {n for n, one in enumerate(pool) if one.source in gone} | _found_since(told, pool)


def is_older(one: Told, other: Told) -> bool:
    """Whether an item came before another; of two that came at once, was published before it."""
    if one.at != other.at or one.item.published is None or other.item.published is None:
        return one.at < other.at
    return one.item.published < other.item.published


def _corrects(one: Told, other: Told) -> bool:
    """Whether an item is the corrected version of another one of its outlet."""
    if one.publisher.family != other.publisher.family or not is_correction(one.item.title):
        return False
    mine, theirs = _plain(without_label(one.item.title)), _plain(other.item.title)
    least = SAME_HEADLINE * min(len(mine), len(theirs))
    return bool(mine and theirs) and len(mine & theirs) >= least


def _plain(title: str) -> set[str]:
    return {word for word in words(title) if carries(word) and not word.isdigit()}


def _found_since(told: Sequence[Told], pool: Sequence[Candidate]) -> set[int]:
    """Give the sentences that count the missing otherwise than a newer item does of the same."""
    counting = [(n, one) for n, one in enumerate(pool) if missing(one.statement.text) is not None]
    if not counting:
        return set()
    known = [
        (told[one.source], one.statement.text)
        for _, one in counting
        if one.statement.rank < COMPARED
    ]
    known += [(one, one.item.title) for one in told if missing(one.item.title) is not None]
    return {
        n
        for n, one in counting
        if any(
            is_older(told[one.source], newer) and _counts_anew(text, one) for newer, text in known
        )
    }


def _counts_anew(text: str, one: Candidate) -> bool:
    """Whether a text has another number of missing, of what the sentence tells of, too."""
    if missing(text) == missing(one.statement.text):
        return False
    asked = {word for name in one.met for word in words(name)}
    return len((_plain(text) & _plain(one.statement.text)) - asked - _MISSING) >= ALIKE
