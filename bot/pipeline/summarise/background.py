"""Sentences that tell no news: the background that reports of one topic share.

"The islands lie 170 kilometers off …" names the topic best of all; nothing happened in it.
"""

import math
from collections.abc import Sequence, Set
from itertools import takewhile

from bot.model import Told
from bot.pipeline.summarise.candidates import Candidate
from bot.pipeline.summarise.weigh import Weighed
from bot.pipeline.text import words
from bot.pipeline.text.facts import names
from bot.pipeline.text.lasting import Lasting, is_fresh, lasting, years

COMMON = 2  # plain words of what leads, from which on the past is of what happened
FURTHER = 0.5  # of a report, after which the past is told for who does not know it


def background(pool: Sequence[Weighed], told: Sequence[Told], headed: Set[int]) -> set[int]:
    """Give the places in ``pool`` of sentences that tell of a state, or of what was before.

    An item's first sentence is news, and where that tells of a state, too, the item explains:
    nothing is taken out of it. ``headed``: the items whose titles name the topic; where none does,
    nor anything else that may be shown, one sentence that names it is kept, to say what it is for.
    """
    leads = {one.candidate.source: one.candidate for one in reversed(pool)}
    ends = _ends(pool)
    explains = {n for n, lead in leads.items() if _lasting(lead, told[n]) is not None}
    found: set[int] = set()
    for place, one in enumerate(pool):
        source, lead = one.candidate.source, leads[one.candidate.source]
        if source in explains or lead is one.candidate:
            continue
        late = one.candidate.statement.rank >= ends[source]
        goes_on = place - 1 in found and late and _goes_on(one.candidate, lead)
        if goes_on or _is_beside(one.candidate, lead, told[source], late=late):
            found.add(place)
    naming = [place for place, one in enumerate(pool) if one.candidate.met and one.candidate.shown]
    if headed or not found.issuperset(naming):
        return found
    return found - set(naming[:1])


def _ends(pool: Sequence[Weighed]) -> dict[int, int]:
    """Give by item from which of its sentences on it may be over with the news.

    From its middle, or from where nothing fresh follows: a flash may have one sentence of news.
    """
    items: dict[int, list[Candidate]] = {}
    for one in pool:
        items.setdefault(one.candidate.source, []).append(one.candidate)
    return {
        source: min(
            math.ceil(FURTHER * len(mine)),
            len(mine) - sum(1 for _ in takewhile(_is_stale, reversed(mine))),
        )
        for source, mine in items.items()
    }


def _is_stale(one: Candidate) -> bool:
    return not is_fresh(one.statement.text, one.language)


def _lasting(one: Candidate, told: Told) -> Lasting | None:
    at = told.item.published or told.item.first_seen
    return lasting(one.statement.text, one.language, (at.year, at.month))


def _is_beside(one: Candidate, lead: Candidate, told: Told, *, late: bool) -> bool:
    """Whether a sentence tells of a state; or of the past, and nothing of what ``lead`` is about.

    A year that leads is what the report is about.
    """
    found = _lasting(one, told)
    if found is not Lasting.PAST:
        return found is not None
    return (
        late
        and not years(one.statement.text) & years(f"{told.item.title} {lead.statement.text}")
        and len(_plain(one) & lead.statement.said.keys()) < COMMON
    )


def _goes_on(one: Candidate, lead: Candidate) -> bool:
    """Whether a sentence goes on with the background before it: "Companies have sought others."."""
    return _is_stale(one) and not _plain(one) & lead.statement.said.keys()


def _plain(one: Candidate) -> set[str]:
    """Give the words of a sentence that carry meaning and are no part of a name."""
    called = {word for name in names(one.statement.text, one.language) for word in name.words}
    called |= {word for name in one.met for word in words(name)}
    return set(one.statement.said) - called
