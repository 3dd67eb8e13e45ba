"""Whether a sentence tells of what always holds or was long ago, and not of the last days.

"The islands lie 170 kilometers off …" names a topic best of all and says nothing that happened. It
is known by how it is told: of a state, in the present tense; of a year that is over; and with no
word of the last days (compare the news schemata of van Dijk, "News as Discourse", 1988, which part
the main event from its history and context). In English, Japanese, Chinese and Korean.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from bot.pipeline.text.lasting_dense import CHINESE, JAPANESE, KOREAN
from bot.pipeline.text.lasting_english import ENGLISH
from bot.pipeline.text.lasting_german import GERMAN
from bot.pipeline.text.lasting_romance import FRENCH, SPANISH
from bot.pipeline.text.needed import sought
from bot.pipeline.text.quotes import quotations

FRESH = 3  # months of a year in which the one before it is not long ago
SPOKEN = 24  # size of a quotation that is told by itself
_YEAR = re.compile(
    r"(?<![\d.,$€£¥-])(1[6-9]\d\d|20\d\d)(?![\d-])(?!\s?(?:km|m|t|kg|people|ships)\b)"
    r"(?!\s?(?![年년])[\u3040-\u9fff\uac00-\ud7ff])"
)
# Japanese papers write the last two figures: 24年12月, 92年に; 10年 alone is how long it takes.
_SHORT_YEAR = sought(
    r"(?<![\d.,'’約計間後])(?<!過去)(?<!懲役)(?<!禁錮)([0-3]\d|[5-9]\d)年(?=\d{1,2}月|に(?!\d|一"
    r"|わた)|、|から"
    r"|以[降来]|末|[春夏秋冬]|施行)|^([0-3]\d|[5-9]\d)年の"
)
_CENTURY = 70  # from here on a year of two figures is of the last one
# How much likelier a sentence is to look so if it is background, than if it is news.
OF_NEWS, OF_OTHERS, OF_WHAT_MAY_LAST, OF_THE_PAST, OF_STATES = 0.05, 0.08, 5.0, 30.0, 200.0
OF_THE_SECOND = 0.4  # … and if it is the second one of a report
BEGINS, GOES_ON = 0.2, 0.75  # probability of background after news, and after background
LIKELY = 0.5
_KNOWN = {
    "en": ENGLISH, "ja": JAPANESE, "zh": CHINESE, "ko": KOREAN,
    "de": GERMAN, "fr": FRENCH, "es": SPANISH,
}  # fmt: skip
_EVER = re.compile(r"\b(?:ever|yet|on record|so far)\b")


class Lasting(StrEnum):
    """What a sentence tells of that is no news."""

    STATE = "state"
    PAST = "past"


def years(text: str) -> set[int]:
    """Give the years that a text names."""
    short = (int(one or other) for one, other in _SHORT_YEAR.findall(text))
    return {
        *map(int, _YEAR.findall(text)),
        *(year + (1900 if year >= _CENTURY else 2000) for year in short),
    }


def is_dated(text: str, language: str | None) -> bool:
    """Whether a sentence says on which day, of the last or the next ones."""
    words = _KNOWN.get((language or "").split("-")[0])
    return words is not None and words.days.in_(text)


@lru_cache(maxsize=4096)
def is_fresh(text: str, language: str | None) -> bool:
    """Whether a sentence tells of the last days, or of what somebody says; unsure: yes."""
    words = _KNOWN.get((language or "").split("-")[0])
    if words is None or _quotes(text):
        return True
    said = words.said.in_(text) and words.said.in_(words.said_then.without(text))
    return said or words.now.in_(text)


@lru_cache(maxsize=4096)
def lasting(text: str, language: str | None, at: tuple[int, int]) -> Lasting | None:
    """Say whether a sentence tells of a state, or of a time before the year and month ``at``.

    None where it may be news, or its language is none of those that are known.
    """
    if is_fresh(text, language):
        return None
    words = _KNOWN[(language or "").split("-")[0]]
    if words.states.in_(words.aside.without(text)) and not _EVER.search(text):
        return Lasting.STATE
    if not words.compares.in_(text):
        named = years(text)
        if words.past.in_(text) or (named and max(named) < at[0] - (at[1] <= FRESH)):
            return Lasting.PAST
    return None


def background_of(
    report: Sequence[str],
    language: str | None,
    at: tuple[int, int],
    parts: Sequence[float],
    likely: float = LIKELY,
) -> set[int]:
    """Give the places of the sentences of a ``report`` that are background to its news.

    ``parts``: how much each has to do with the first one, which is news; 0 … 1, at which it is no
    background. ``likely``: from which probability on. Background comes in runs: what a sentence
    looks like is read together with what stands around it, as a chain of two hidden states
    (compare the content models of Barzilay and Lee, 2004).
    """
    dated = bool(report) and is_fresh(report[0], language)
    odds = [_odds(text, language, at, dated=dated) for text in report]
    for place in range(1, len(odds)):
        if odds[place] < OF_STATES:
            odds[place] *= (1 - parts[place]) * (OF_THE_SECOND if place == 1 else 1.0)
    before = [0.0] * len(odds)  # probability of background, by the sentences so far
    for place in range(1, len(odds)):
        was = before[place - 1]
        comes = was * GOES_ON + (1 - was) * BEGINS
        before[place] = comes * odds[place] / (comes * odds[place] + 1 - comes)
    found: set[int] = set()
    after = 1.0  # how much likelier what follows is, if this is background
    for place in reversed(range(1, len(odds))):
        chance = before[place] * after / (before[place] * after + 1 - before[place])
        if chance >= likely:
            found.add(place)
        follows = odds[place] * after
        after = (GOES_ON * follows + 1 - GOES_ON) / (BEGINS * follows + 1 - BEGINS)
    return found


def _odds(text: str, language: str | None, at: tuple[int, int], *, dated: bool) -> float:
    """Give how much likelier a sentence is to look so, if it is background.

    ``dated``: the report begins with what happened of late; else all of it may be told as states.
    """
    if is_fresh(text, language):
        return OF_NEWS
    if found := lasting(text, language, at):
        return OF_STATES if found is Lasting.STATE else OF_THE_PAST
    words = _KNOWN[(language or "").split("-")[0]]
    maybe = dated and words.maybe.in_(words.aside.without(text))
    return OF_WHAT_MAY_LAST if maybe else OF_OTHERS


def _quotes(text: str) -> bool:
    return any(found.end - found.start > SPOKEN for found in quotations(text))
