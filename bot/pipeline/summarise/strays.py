"""Sentences that fill a summary up with another matter: a text may tell of many."""

from collections.abc import Sequence

from bot.pipeline.summarise.weigh import Weighed, likeness


def strays(pool: Sequence[Weighed]) -> set[int]:
    """Give the places in ``pool`` of sentences that have nothing to do with the topic.

    They do not name it, share no word with one of their item that does, stand beside none, and are
    not the item's first. Where an item never names the topic nothing can be said.
    """
    naming: dict[int, list[Weighed]] = {}
    for one in pool:
        if one.candidate.met:
            naming.setdefault(one.candidate.source, []).append(one)
    return {
        place
        for place, one in enumerate(pool)
        if not one.candidate.met
        and one.candidate.statement.rank > 0
        and one.candidate.source in naming
        and all(_apart(one, other) for other in naming[one.candidate.source])
    }


def _apart(one: Weighed, other: Weighed) -> bool:
    far = abs(one.candidate.statement.rank - other.candidate.statement.rank) > 1
    return far and likeness(one.vector, other.vector) == 0.0
