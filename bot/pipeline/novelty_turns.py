"""What turns a story: it is called off, denied, somebody is found, arrested, freed, sentenced.

Two short reports before and after a turn have nearly all words in common, and reports in two
languages have none: by words alone a strike that is called off is one more outlet that tells of
it. So the acts are known by their words (``novelty_acts``). What is only planned is told apart
from what is done; what is only wished for, or negated, is no act.
"""

import re
from collections.abc import Iterable, Iterator, Set
from functools import cache

from bot.pipeline import novelty_acts as acts
from bot.pipeline.text import fold
from bot.pipeline.text.needed import Sought, sought

AHEAD = " ahead"  # after an act: it is planned, or announced
DENIED, CONFIRMED, CALLED_OFF, FOUND = "denied", "confirmed", "called off", "found"
NOT_SO = "not so"  # told by whatever words
NEGATIVE = frozenset({DENIED, CALLED_OFF, "turned down", "ended"})  # they say that something is not
# Told by words that other languages have for other things, too; so a number tells it better.
LOOSE = frozenset({"agreed", "found", "freed", "goes on again", "convicted", "confirmed"})
_BEFORE = 60  # characters in which a word in front of a verb is looked for
_AFTER = 16

# Who tells the second has told the first: nobody is convicted who was not held.
_IMPLIED = {
    "arrested": frozenset({"charged", "convicted"}),
    "charged": frozenset({"convicted"}),
    "ended": frozenset({CALLED_OFF, "agreed"}),
}
_DENSE = re.compile("[\u2e80-\uffef]")
_CLAUSE = re.compile(r"[,;:.!?、\"]")


def turns(text: str, language: str = "") -> frozenset[str]:
    """Give the acts that a text tells of, by what they are called here; planned ones "… ahead"."""
    return frozenset(_acts(fold(text).text, language))


def is_negative(text: str, language: str = "") -> bool:
    """Whether a sentence says that something is not so, or does not happen."""
    folded = fold(text).text
    if _DENSE.search(folded):
        return bool(_pattern(acts.NEGATIVE_DENSE).search(folded))
    told = acts.NEGATIVE.get(language)
    return bool(told and _pattern(told).search(folded))


def is_hearsay(text: str) -> bool:
    """Whether a report says that it has its news from others who cannot be named, or may err."""
    return bool(_pattern(acts.HEARSAY).search(fold(text).text))


def is_sought(text: str) -> bool:
    """Whether a report tells that somebody or something is looked for, or in need."""
    return bool(_pattern(acts.SOUGHT).search(fold(text).text))


def new_turns(found: Iterable[str], told: Set[str]) -> Iterator[str]:
    """Give the acts of a text that none of those told is, or implies."""
    for act in sorted(found):
        done = act.removesuffix(AHEAD)
        if not told & {act, done, *_IMPLIED.get(done, ())}:
            yield act


def _acts(folded: str, language: str) -> Iterator[str]:
    if _DENSE.search(folded):
        names, pattern = tuple(acts.DENSE), _dense()
    else:
        names, pattern = tuple(acts.SPACED), _spaced(language)
    for found in pattern.finditer(folded):
        act = names[int((found.lastgroup or "a0")[1:])]
        before = _CLAUSE.split(folded[max(found.start() - _BEFORE, 0) : found.start()])[-1]
        after = _CLAUSE.split(folded[found.end() : found.end() + _AFTER])[0]
        if _stands(acts.NOT, before, acts.NOT_AFTER, after):
            continue
        if _stands(acts.WISHED, before, acts.WISHED_AFTER, after):
            continue
        ahead = _stands(acts.AHEAD, before, acts.AHEAD_AFTER, after)
        yield act + AHEAD if ahead else act


def _stands(in_front: str, before: str, behind: str, after: str) -> bool:
    return bool(_pattern(in_front).search(before) or _pattern(behind).search(after))


@cache
def _spaced(language: str) -> Sought:
    """Give one pattern of all acts in a language, of all languages where it is not known."""
    told = (words.get(language) or "|".join(words.values()) for words in acts.SPACED.values())
    groups = "|".join(f"(?P<a{n}>{words})" for n, words in enumerate(told))
    return sought(rf"\b(?:{groups})(?!\w)")


@cache
def _dense() -> Sought:
    groups = (f"(?P<a{n}>{fold(told).text})" for n, told in enumerate(acts.DENSE.values()))
    return sought("|".join(groups))


@cache
def _pattern(pattern: str) -> Sought:
    return sought(pattern)
