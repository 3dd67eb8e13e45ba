"""Whose headline a story bears: that of the first teller, unless it says too little.

A headline is weak when there is none, when it was cut off, when it has hardly a word, or when it
does not name what is watched and another does. The first good one in a language of those who read
it is taken, else in that of the first teller, so that it stays the same whoever tells it later.
What was there when its feed was first read is background: the first news of the story comes before
it. What another outlet prints of a wire's report stands behind the wire's own. A correction takes
the headline's place, if it is as good: the newest that says so itself, or has it in other words.
So does the first that tells of the most dead, or hurt, where the headline tells of fewer, or of
none; the newest that tells that what was to come is there, and the newest that takes it back
("called off").
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime

from bot.model import Told
from bot.pipeline.text import speaks, words
from bot.pipeline.text.corrections import is_correction, is_of_a_number, without_label
from bot.pipeline.text.facts import numbers
from bot.pipeline.text.injured import injured, is_of_a_mishap
from bot.pipeline.text.meaning import carries
from bot.pipeline.text.origin import is_reprint, teller
from bot.pipeline.text.reversals import negates, reverses, stops
from bot.pipeline.text.stages import is_there, is_to_come
from bot.pipeline.text.synonyms import meant_in_common
from bot.pipeline.text.tolls import TRUSTED, passing, told_by, toll

LEAST_WORDS = 4  # pairs of letters in Chinese and Japanese
LEAD = 160  # characters of a text that tell its news
STEM = 6  # letters by which forms of a word are one: evacuate, evacuation

OF_ONE_EVENT = 0.3  # of what the shorter headline means in the other: they count the same people
CORRECTED = 0.4  # … one, marked as a correction, corrects the other
REWORDED = 0.5  # of the shorter headline's words in the other: both say one thing
STATE = frozenset({"state-controlled", "official"})
_WHO = (
    r"(?:spokes(?:person|man|woman)|(?:foreign |defen[cs]e )?ministry|FM|MFA|MND|PLA|embassy"
    r"|military|officials?|state media|experts?|navy|coast guard)"
)
# The end or the beginning of a headline says whose word it is.
_ITS_WORD = re.compile(
    rf"(?:[:：–—-]|, says?) ?(?:\w+ ){{0,3}}{_WHO}(?: says?)?\W*$|\b{_WHO} says?\W*$"
    rf"|^(?:\w+ ){{0,3}}{_WHO}[:：]"
    r"|^\W*(?:外交部|国防部|國防部|商务部|商務部|中国海警局?|东部战区|南部战区|国台办|海警)[^：:]{0,6}[：:]"
    r"|发言人[：:]",
    re.IGNORECASE,
)
# A correction may call the report that was wrong by its name alone.
_NAMED = re.compile(r"^\W*correction\b.*\b(?:story|article|report|item|column)\W*$", re.IGNORECASE)
_CUT_OFF = re.compile(r"(?:…|\.\.\.)\W*$")

Rank = tuple[int, bool, bool, bool]


def with_best_first(
    told: Sequence[Told],
    naming: AbstractSet[int],
    corrections: Mapping[int, str] | None = None,
    reading: Sequence[str] = (),
) -> tuple[Told, ...]:
    """Put the item whose headline the story is to bear first; the others keep their order.

    ``naming``: ids of the items whose title names what is watched. ``corrections``: by item, the
    sentence in which it says that it corrects something. ``reading``: the languages of those who
    read it, the best first.
    """
    first = next((one for one in told if not one.item.baseline), told[0])
    ranks = [_rank(one, first, naming, reading) for one in told]
    best = _without_a_side(told, ranks, ranks.index(max(ranks)))
    best = _with_most_hurt(told, ranks, _original(told, ranks, best))
    best = _with_most_dead(told, ranks, best)
    for place in reversed(range(len(told))):
        said = (corrections or {}).get(told[place].item.id)
        # It need not name what is watched: better to be right.
        as_good = ranks[place][:-1] >= ranks[best][:-1]
        if said and as_good and _corrects(told[place], told[best], said):
            best = _with_most_dead(told, ranks, place, told[place].at)
            break
    best = _taken_back(told, ranks, _begun(told, ranks, best))
    return (told[best], *(one for place, one in enumerate(told) if place != best))


def _without_a_side(told: Sequence[Told], ranks: Sequence[Rank], best: int) -> int:
    """Give the place of the first as good headline of others where the best is one side's word.

    What a state's outlet has from its spokesman ("… rammed our ship: spokesperson") no other says.
    """
    if not _takes_a_side(told[best]):
        return best
    others = (n for n, rank in enumerate(ranks) if rank >= ranks[best])
    return next((n for n in others if told[n].publisher.kind not in STATE), best)


def _takes_a_side(one: Told) -> bool:
    return one.publisher.kind in STATE and _ITS_WORD.search(one.item.title) is not None


def _original(told: Sequence[Told], ranks: Sequence[Rank], best: int) -> int:
    """Give the place of the wire's own report where the best one is a print of it."""
    if not is_reprint(told[best]):
        return best
    wire = teller(told[best])
    for place, one in enumerate(told):
        if one.publisher.family == wire == teller(one) and ranks[place][:-1] >= ranks[best][:-1]:
            return place
    return best


def _with_most_dead(
    told: Sequence[Told], ranks: Sequence[Rank], best: int, since: datetime | None = None
) -> int:
    """Give the place of the first as good headline that tells of the most dead, of those since."""
    more = [
        place
        for place in passing(told, told[best])
        if ranks[place][:-1] >= ranks[best][:-1] and (since is None or told[place].at > since)
    ]
    return max(more, key=lambda place: (told_by(told[place]), -place), default=best)


def _with_most_hurt(told: Sequence[Told], ranks: Sequence[Rank], best: int) -> int:
    """Give the place of the first as good headline that counts the most hurt.

    Where the other tells of dead, these are what matters. One that counts nobody has to tell of
    what people are hurt in: "Strong quake off Hualien".
    """
    known = _hurt_by(told[best])
    more = [
        place
        for place, one in enumerate(told)
        if known is not None
        and (injured(one.item.title) or 0) > known
        and ranks[place][:-1] >= ranks[best][:-1]
        and _may_follow(one, told[best])
        and meant_in_common(one.item.title, told[best].item.title, _primary(told[best]))
        >= OF_ONE_EVENT
    ]
    return max(more, key=lambda place: (injured(told[place].item.title) or 0, -place), default=best)


def _hurt_by(one: Told) -> float | None:
    """Give how many hurt a headline counts; None where others may not count more in its place."""
    title, lead = one.item.title, one.item.body[:LEAD]
    if toll(title) is not None:
        return None
    counted = injured(title)
    if counted is None and is_of_a_mishap(title) and not toll(lead):
        return injured(lead) or 0.0
    return counted


def _begun(told: Sequence[Told], ranks: Sequence[Rank], best: int) -> int:
    """Give the place of the newest as good headline that tells that what was to come is there."""
    base = told[best]
    if not is_to_come(base.item.title):
        return best
    newer = [
        place
        for place, one in enumerate(told)
        if _may_follow(one, base)
        and ranks[place][:-1] >= ranks[best][:-1]
        and is_there(one.item.title)
        and meant_in_common(one.item.title, base.item.title, _primary(base)) >= REWORDED
    ]
    return max(newer, key=lambda place: (told[place].at, -place), default=best)


def _may_follow(one: Told, base: Told) -> bool:
    """Whether an item came later, of the same outlet or of a kind that counts for itself."""
    known = one.publisher.family == base.publisher.family or one.publisher.kind in TRUSTED
    return one.at > base.at and known


def _taken_back(told: Sequence[Told], ranks: Sequence[Rank], best: int) -> int:
    """Give the place of the newest as good headline that says the other is over, or not true."""
    base = told[best]
    if _says_not(base.item.title):
        return best
    known = reverses(base.item.body[:LEAD])
    newer = [
        place
        for place, one in enumerate(told)
        if _may_follow(one, base)
        and ranks[place][:-1] >= ranks[best][:-1]
        and (
            _says_not(one.item.title)
            or (not known and reverses(one.item.body[:LEAD]))
            or (stops(one.item.title) and is_to_come(base.item.title))
        )
        and _in_common(one.item.title, base.item.title) >= REWORDED
    ]
    return max(newer, key=lambda place: (told[place].at, -place), default=best)


def _says_not(title: str) -> bool:
    return reverses(title) or negates(title)


def _in_common(one: str, other: str) -> float:
    """Give how much of the shorter title's words stand in the other, by their beginnings."""
    mine, theirs = ({w[:STEM] for w in words(title) if carries(w)} for title in (one, other))
    return len(mine & theirs) / max(min(len(mine), len(theirs)), 1)


def _corrects(one: Told, other: Told, said: str) -> bool:
    """Whether an item's headline stands in for the other's: it says so, or rewords it.

    ``said``: how it corrects. "Correction: Ferry story" calls a report by its name, and tells
    nothing; a title with the right number stands in for one with the number that was wrong.
    """
    mine, theirs = set(words(one.item.title)), set(words(other.item.title))
    if mine == theirs or _NAMED.search(one.item.title):
        return False
    if _is_put_right(one.item.title, other.item.title, said):
        return True
    if is_correction(one.item.title):
        # "Correction: Ferry sinks" says less than what it would take the place of; and what
        # corrects a detail, the age of somebody hurt, does not tell the event.
        right = set(words(without_label(one.item.title)))
        of_it = _in_common(" ".join(right), other.item.title) >= CORRECTED or (
            is_of_a_number(one.item.title) and bool(numbers(other.item.title))
        )
        return of_it and not right <= theirs
    shared = len(mine & theirs) / max(min(len(mine), len(theirs)), 1)
    return shared >= REWORDED


def _is_put_right(title: str, other: str, said: str) -> bool:
    """Whether a title has a number of the correction, and the other one that it took back."""
    mine, theirs, both = ({n.value for n in numbers(text)} for text in (title, other, said))
    right = mine & both - theirs
    return bool(right and (theirs & both) - mine)


def _rank(one: Told, first: Told, naming: AbstractSet[int], reading: Sequence[str]) -> Rank:
    title = one.item.title
    good = len(words(title)) >= LEAST_WORDS and not _CUT_OFF.search(title)
    news = not one.item.baseline
    # A weak headline, or old news, is no better for being in the reader's language.
    read = _readable(one, reading) if good and news else 0
    at_home = bool(title) and _primary(one) == _primary(first)
    return read or int(at_home), good, news, one.item.id in naming


def _readable(told: Told, reading: Sequence[str]) -> int:
    """Give how well its readers read its language: 2 and more, 0 where they do not."""
    language = told.item.language or told.feed.language
    ranks = (n for n, wanted in enumerate(reading) if speaks(language, wanted))
    place = next(ranks, None)
    return 0 if place is None else len(reading) + 1 - place


def _primary(told: Told) -> str:
    return (told.item.language or told.feed.language or "").split("-")[0]
