"""Whether two reports tell one thing in other words, or in another language: by figures and names.

Words alone do not show it: "landed 40km off" and "fell 40 km off" differ, and across languages
nothing but numbers and some names is alike (as in clustering news across languages by its numbers
and names: Steinberger, Pouliquen and Ignat, 2004).
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.pipeline.summarise.candidates import Candidate
from bot.pipeline.summarise.statements import STEM
from bot.pipeline.text import words
from bot.pipeline.text.facts import Number, names, numbers
from bot.pipeline.text.lasting import is_dated
from bot.pipeline.text.reversals import reverses

MOSTLY = 0.6  # of the shorter one's words, in both, where the figures are the same
LED = 0.35  # the same, of what two outlets lead with
SAID_ABOVE = 0.5  # the same, of a line above a report and how that begins
ABOVE_LEAST = 5  # … words, at least: in short ones half may be the topic's name
INTRODUCED = 2  # sentences below that line, in which it may be told again
LEADS = 2  # sentences of a report that are its lead
TELLING = 10  # from here on a figure is no common one
# What a time is told in, as parts of a day: "72 hours" are "three days".
_UNITS = (
    (re.compile(r"hours?\b|時|小时|시", re.IGNORECASE), 1 / 24),
    (re.compile(r"weeks?\b|週間?|周|주", re.IGNORECASE), 7.0),
    (re.compile(r"fortnights?\b", re.IGNORECASE), 14.0),
)


def tells_again(one: Candidate, other: Candidate) -> bool:
    """Whether sentences of two items have the same figures, and so much else that they say one."""
    if one.source == other.source:
        return False
    figures = _figures(one.statement.text)
    if not figures or figures != _figures(other.statement.text):
        return False
    mine, theirs = one.statement.said.keys(), other.statement.said.keys()
    if len(mine & theirs) >= MOSTLY * min(len(mine), len(theirs)):
        return True
    if one.language == other.language or bool(one.met) != bool(other.met):
        return False
    if _names(one) & _names(other):
        return True
    return len(figures) > 1 or any(value >= TELLING for value, _ in figures)


def retells(one: Candidate, other: Candidate, headline: str) -> bool:
    """Whether one outlet leads with what another's chosen sentence tells; in other words, mostly.

    Of what outlets lead with, the greater part is the same: less has to be alike in it. What has a
    figure or a turn that the other and the ``headline`` have not tells more.
    """
    if one.source == other.source or one.language != other.language:
        return False
    leads = one.statement.rank < LEADS and other.statement.rank < LEADS
    mine, theirs = one.statement.stems, other.statement.stems
    least = LED if leads else MOSTLY
    if len(mine & theirs) < least * min(len(mine), len(theirs)):
        return False
    known = _figures(other.statement.text) | _figures(headline)
    new = {value for value, _ in _figures(one.statement.text) - known}
    turns = reverses(one.statement.text) and not reverses(other.statement.text)
    return not (new - {1.0} or turns)


def introduces(one: Candidate, other: Candidate) -> bool:
    """Whether one of two is the line above a report, and the other begins it with the same.

    Pages put a line above their articles that says what the first sentence goes on to say.
    """
    if one.source != other.source or one.language != other.language:
        return False
    ranks = sorted((one.statement.rank, other.statement.rank))
    if ranks[0] != 0 or ranks[1] > INTRODUCED:
        return False
    mine, theirs = one.statement.stems, other.statement.stems
    if not all(is_dated(c.statement.text, c.language) for c in (one, other)):
        # Who goes on with a report seldom says the day again, and tells other figures.
        if _figures(one.statement.text) != _figures(other.statement.text):
            return False
        asked = {word[:STEM] for c in (one, other) for name in c.met for word in words(name)}
        mine, theirs = mine - asked, theirs - asked
    return len(mine & theirs) >= max(ABOVE_LEAST, SAID_ABOVE * min(len(mine), len(theirs)))


def adds_nothing(one: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Whether what was chosen of other items tells every name and figure of a sentence already.

    In another language figures alone are compared, if they are not too common to say anything.
    """
    others = [other for other in chosen if other.source != one.source]
    figures = _figures(one.statement.text) if others else frozenset()
    known = frozenset().union(*(_figures(other.statement.text) for other in chosen))
    if not others or not figures <= known:
        return False
    if all(other.language != one.language for other in others):
        return len(figures) > 1 or any(value >= TELLING for value, _ in figures)
    said = set().union(*(other.statement.said for other in chosen))
    mine = one.statement.said.keys()
    if len(mine & said) < MOSTLY * len(mine):
        return False
    called = _names(one)
    return bool(figures or called) and called <= set().union(*map(_names, chosen)) | said


@lru_cache(maxsize=4096)
def _figures(text: str) -> frozenset[tuple[float, str]]:
    return frozenset((_plain(number), number.kind) for number in numbers(text))


def _plain(number: Number) -> float:
    """Give a number so that one span of time is one, whatever it is told in."""
    if number.kind != "time":
        return number.value
    unit = next((days for form, days in _UNITS if form.search(number.shown)), 1.0)
    return round(number.value * unit, 3)


def _names(one: Candidate) -> set[str]:
    """Give the words of its names, which some languages write alike."""
    return {word for name in names(one.statement.text, one.language) for word in name.words}
