"""Sentences that tell no news: the background that reports of one topic share.

"The islands lie 170 kilometers off …" names the topic best of all; nothing happened in it.
"""

from collections.abc import Sequence, Set

from bot.model import Told
from bot.pipeline.summarise.candidates import Candidate
from bot.pipeline.summarise.weigh import Weighed
from bot.pipeline.text import words
from bot.pipeline.text.facts import names
from bot.pipeline.text.lasting import background_of, is_fresh, lasting, years

COMMON = 2  # plain words of what leads, from which on a sentence may tell more of it
SHARING = 0.8  # … and has that much to do with it
_DENSE = "\u2e80"  # from here on: scripts whose words are read in pairs of letters


def background(pool: Sequence[Weighed], told: Sequence[Told], headed: Set[int]) -> set[int]:
    """Give the places in ``pool`` of sentences that tell of a state, or of what was before.

    An item's first sentence is news, and where that tells of a state, too, the item explains:
    nothing is taken out of it. ``headed``: the items whose titles name the topic; where none does,
    nor anything else that may be shown, one sentence that names it is kept, to say what it is for.
    """
    items: dict[int, list[int]] = {}
    for place, one in enumerate(pool):
        items.setdefault(one.candidate.source, []).append(place)
    found = {
        place
        for source, places in items.items()
        for place in _of_item([pool[n].candidate for n in places], places, told[source])
    }
    naming = [place for place, one in enumerate(pool) if one.candidate.met and one.candidate.shown]
    if headed or not found.issuperset(naming):
        return found
    return found - set(naming[:1])


def _of_item(mine: Sequence[Candidate], places: Sequence[int], told: Told) -> list[int]:
    """Give the places, of those of an item's sentences, at which background stands."""
    at = told.item.published or told.item.first_seen
    when, lead = (at.year, at.month), mine[0]
    if lasting(lead.statement.text, lead.language, when):
        return []
    known = years(f"{told.item.title} {lead.statement.text}")
    parts = [0.0 if is_fresh(c.statement.text, c.language) else _part(c, lead, known) for c in mine]
    found = background_of([one.statement.text for one in mine], lead.language, when, parts)
    return [places[n] for n in found]


def _part(one: Candidate, lead: Candidate, known: Set[int]) -> float:
    """Give how much a sentence has to do with ``lead``; ``known``: the years that are its own."""
    if years(one.statement.text) & known:
        return 1.0
    return SHARING * (_in_common(one, lead) >= COMMON)


def _in_common(one: Candidate, lead: Candidate) -> float:
    """Count the plain words that both have; a pair of letters is half a word."""
    shared = _plain(one) & lead.statement.said.keys()
    return sum(0.5 if word >= _DENSE else 1.0 for word in shared)


def _plain(one: Candidate) -> set[str]:
    """Give the words of a sentence that carry meaning and are no part of a name."""
    called = {word for name in names(one.statement.text, one.language) for word in name.words}
    called |= {word for name in one.met for word in words(name)}
    return set(one.statement.said) - called
