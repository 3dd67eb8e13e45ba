"""Sentences in which somebody turns to another matter: "The minister also announced …"."""

from collections.abc import Mapping, Sequence

from bot.model import Told
from bot.pipeline.summarise.weigh import Weighed
from bot.pipeline.text import fold
from bot.pipeline.text.turns import Turn, stems

LEADS = 2  # sentences of an item that tell its matter


def asides(pool: Sequence[Weighed], told: Sequence[Told]) -> set[int]:
    """Give the places in ``pool`` of sentences that turn to what the story is not about.

    What they turn to has no word in common with a title or a lead of the story, and does not name
    what is watched. How an item begins is no aside.
    """
    turned = [
        (place, one, turn)
        for place, one in enumerate(pool)
        if one.candidate.statement.rank and (turn := one.candidate.statement.turn)
    ]
    if not turned:
        return set()
    matter = _matter(pool, told)
    return {place for place, one, turn in turned if _is_other(turn, one.candidate.met, matter)}


def _is_other(turn: Turn, met: Mapping[str, int], matter: frozenset[str]) -> bool:
    about = turn.about - stems(" ".join(met))
    named = any(fold(name).text in turn.rest for name in met)
    return bool(about) and not named and about.isdisjoint(matter)


def _matter(pool: Sequence[Weighed], told: Sequence[Told]) -> frozenset[str]:
    """Give the words by which titles and leads tell a story."""
    leads = (one.candidate.statement for one in pool)
    said = [one.item.title for one in told]
    said += [one.text for one in leads if one.rank < LEADS and one.turn is None]
    return frozenset().union(*map(stems, said))
