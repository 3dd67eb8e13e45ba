"""Whose headline a story bears: that of the first teller, unless it says too little.

A headline is weak when there is none, when it was cut off, when it has hardly a word, or when it
does not name what is watched and another does. The first good one in the language of the first
teller is taken, so that it stays the same whoever tells the story later. What was there when its
feed was first read is background: the first news of the story comes before it.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from bot.model import Told
from bot.pipeline.text import words

LEAST_WORDS = 4  # pairs of letters in Chinese and Japanese
_CUT_OFF = re.compile(r"(?:…|\.\.\.)\W*$")


def with_best_first(told: Sequence[Told], naming: AbstractSet[int]) -> tuple[Told, ...]:
    """Put the item whose headline the story is to bear first; the others keep their order.

    ``naming``: ids of the items whose title names what is watched.
    """
    first = next((one for one in told if not one.item.baseline), told[0])
    ranks = [_rank(one, first, naming) for one in told]
    best = ranks.index(max(ranks))
    return (told[best], *(one for place, one in enumerate(told) if place != best))


def _rank(one: Told, first: Told, naming: AbstractSet[int]) -> tuple[bool, ...]:
    title = one.item.title
    readable = bool(title) and _language(one) == _language(first)
    good = len(words(title)) >= LEAST_WORDS and not _CUT_OFF.search(title)
    return readable, good, not one.item.baseline, one.item.id in naming


def _language(told: Told) -> str:
    return (told.item.language or told.feed.language or "").split("-")[0]
