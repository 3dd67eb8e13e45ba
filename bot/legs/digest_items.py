"""Followed feeds in a digest: every item has a line of its own, whatever story it is part of."""

from collections.abc import Iterable, Mapping, Sequence, Set

from bot.model import Mode, Told, Watch
from bot.pipeline.digest import Candidate

FOLLOWED = 0.5  # how relevant an item of a feed is whose every item is asked for


def of(story_id: int, told: Sequence[Told], came: Set[int], watch: Watch) -> list[Candidate]:
    """Give the items of a story that a followed feed told, of those that ``came`` since.

    A feed whose items are posted one by one is here with what could not be: ``came`` has no others.
    """
    return [
        Candidate(
            story_id=story_id,
            watch_id=watch.id,
            score=FOLLOWED,
            publishers=1,
            at=one.item.first_seen,
            item_id=one.item.id,
        )
        for one in told
        if watch.feed_id == one.feed.id
        and one.item.id in came
        and not one.item.baseline
        and (watch.mode is Mode.DIGEST or one.item.id > watch.after_item)
    ]


def beside(
    stories: Iterable[Candidate], alone: Sequence[Candidate], told: Mapping[int, Sequence[Told]]
) -> tuple[Candidate, ...]:
    """Put stories and single items together; a story of one item stands once, by the better."""
    whole = list(stories)
    single = {story_id for story_id, items in told.items() if len(items) == 1}
    best = {c.story_id: c.score for c in sorted(whole, key=lambda c: c.score)}
    kept = [c for c in alone if c.story_id not in single or c.score > best.get(c.story_id, 0.0)]
    better = {c.story_id for c in kept} & single
    return (*(c for c in whole if c.story_id not in better), *kept)
