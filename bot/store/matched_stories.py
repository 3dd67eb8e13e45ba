"""Stories by what their items met: for lists and digests."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, func, or_, select

from bot.model import Story
from bot.store.database import Tx
from bot.store.rows import to_noun
from bot.store.tables import items, matches, stories, story_items


async def matching(
    tx: Tx,
    query_ids: Iterable[int],
    *,
    since: datetime,
    feed_ids: Iterable[int],
    limit: int = 500,
) -> tuple[tuple[Story, dict[int, tuple[int, ...]]], ...]:
    """Give the stories with an item that met one of the queries, the newest item's date first.

    With each story: query id → ids of its items that met it, in order. Only items of
    ``feed_ids``, the feeds that the asker may see, count.
    """
    met = _met(query_ids, since, feed_ids).subquery()
    dates = select(met.c.story_id, func.max(met.c.at).label("at")).group_by(met.c.story_id)
    dated = dates.subquery()
    newest = (
        select(stories)
        .join(dated, dated.c.story_id == stories.c.id)
        .order_by(dated.c.at.desc(), stories.c.id.desc())
        .limit(limit)
    )
    found = [to_noun(Story, row) for row in await tx.conn.execute(newest)]
    pairs = select(met).where(met.c.story_id.in_([story.id for story in found]))
    by_story: dict[int, dict[int, tuple[int, ...]]] = {story.id: {} for story in found}
    for row in await tx.conn.execute(pairs.order_by(met.c.query_id, met.c.item_id)):
        mine = by_story[row.story_id]
        mine[row.query_id] = (*mine.get(row.query_id, ()), row.item_id)
    return tuple((story, by_story[story.id]) for story in found)


async def newest(
    tx: Tx,
    query_ids: Iterable[int],
    *,
    since: datetime,
    feed_ids: Iterable[int],
    limit: int,
) -> tuple[tuple[int, datetime], ...]:
    """Give ids and dates of the stories that `matching` gives, in its order."""
    met = _met(query_ids, since, feed_ids).subquery()
    at = func.max(met.c.at).label("at")
    dates = select(met.c.story_id, at).group_by(met.c.story_id)
    rows = await tx.conn.execute(dates.order_by(at.desc(), met.c.story_id.desc()).limit(limit))
    return tuple((row.story_id, row.at) for row in rows)


def _met(
    query_ids: Iterable[int], since: datetime, feed_ids: Iterable[int]
) -> Select[tuple[int, int, int, datetime]]:
    """Give the query for story, query, item, and the date of the item that met it."""
    at = func.min(func.coalesce(items.c.published, items.c.first_seen), items.c.first_seen)
    return (
        select(story_items.c.story_id, matches.c.query_id, matches.c.item_id, at.label("at"))
        .join(matches, matches.c.item_id == story_items.c.item_id)
        .join(items, items.c.id == story_items.c.item_id)
        .where(
            matches.c.query_id.in_(set(query_ids)),
            items.c.first_seen >= since,
            items.c.feed_id.in_(set(feed_ids)),
        )
        .distinct()
    )


async def since(
    tx: Tx, at: datetime, *, queries: Iterable[int] = (), feeds: Iterable[int] = ()
) -> set[int]:
    """Give the stories that news since then tells: of one of the feeds, or meeting a query.

    Items of a baseline are no news.
    """
    met = select(matches.c.item_id).where(matches.c.query_id.in_(set(queries)))
    query = (
        select(story_items.c.story_id)
        .join(items, items.c.id == story_items.c.item_id)
        .where(
            items.c.first_seen >= at,
            items.c.baseline.is_(False),
            or_(items.c.id.in_(met), items.c.feed_id.in_(set(feeds))),
        )
        .distinct()
    )
    return set((await tx.conn.execute(query)).scalars())
