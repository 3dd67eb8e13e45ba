"""What is kept no longer is dropped here, so that no table but the audit grows for ever.

A delete by a time that no index begins with asks for the ids first: an index that holds the time
has no texts in it, so that far less is read.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Delete, bindparam, delete, exists, func, or_, select

from bot.store.bookkeeping import notices
from bot.store.database import Tx
from bot.store.tables import (
    decisions,
    deliveries,
    delivery_stories,
    digest_runs,
    feed_access,
    feeds,
    item_keys,
    items,
    stories,
    story_items,
    story_posts,
    watches,
)


async def news(tx: Tx, *, items_before: datetime, posts_before: datetime) -> int:
    """Drop items, stories, posts and decisions that are old; count the items dropped.

    Items and decisions go at ``items_before``, save items that a post still tells of: a post goes
    at ``posts_before`` and its items with it. So does a story that has none since it was merged.
    What is still to be told, since the bot was down for long, stays until it is.
    """
    await tx.conn.execute(_older(deliveries, deliveries.c.created_at, posts_before))
    old = (items.c.first_seen < items_before, ~_posted(items.c.id), ~_to_be_told(items.c.id))
    dropped = int((await tx.conn.execute(delete(items).where(*old))).rowcount)
    empty = ~exists().where(story_items.c.story_id == stories.c.id)
    untold = ~exists().where(deliveries.c.story_id == stories.c.id)
    await tx.conn.execute(delete(stories).where(stories.c.last_at < items_before, empty, untold))
    older = select(decisions.c.id).where(decisions.c.at < items_before)
    gone = older.where(~_to_be_told(decisions.c.item_id))
    await tx.conn.execute(delete(decisions).where(decisions.c.id.in_(gone)))
    return dropped


def _older(table: Any, column: ColumnElement[Any], before: datetime) -> Delete:
    return delete(table).where(table.c.id.in_(select(table.c.id).where(column < before)))


def _posted(item_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Say in SQL whether a post tells of an item: its own, its story's, a digest's."""
    story_id = story_items.c.story_id
    told = or_(
        exists().where(story_posts.c.story_id == story_id),
        exists().where(delivery_stories.c.story_id == story_id),
        exists().where(deliveries.c.story_id == story_id),
    )
    own = exists().where(deliveries.c.item_id == item_id)
    return or_(own, exists().where(story_items.c.item_id == item_id, told))


def _to_be_told(item_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Say in SQL whether a story of an item waits to be published."""
    waits = (stories.c.id == story_items.c.story_id) & stories.c.publish_at.is_not(None)
    return item_id.in_(select(story_items.c.item_id).join(stories, waits))


async def old_keys(tx: Tx, before: datetime) -> dict[int, datetime]:
    """Give the feeds with keys that are kept no longer: feed → keys listed before then may go.

    A key goes when its feed has not listed it since ``before``; one that stood in the newest
    listing stays, however long ago that changed. All keys are read: not for under the write lock.
    """
    listed = item_keys.c.last_listed_at
    # "+ 0" lets SQLite read the table as it lies, not in the order of an index.
    feed = item_keys.c.feed_id + 0
    query = select(feed, func.max(listed), func.min(listed)).group_by(feed)
    rows = [(r[0], min(r[1], before), r[2]) for r in await tx.conn.execute(query)]
    return {feed_id: until for feed_id, until, oldest in rows if oldest < until}


async def keys(tx: Tx, until: Mapping[int, datetime]) -> None:
    """Drop the keys that `old_keys` gave, save those that their feed has listed since."""
    rows = [{"feed": feed_id, "until": time} for feed_id, time in until.items()]
    time = bindparam("until", type_=item_keys.c.last_listed_at.type)
    old = (item_keys.c.feed_id == bindparam("feed"), item_keys.c.last_listed_at < time)
    if rows:
        await tx.conn.execute(delete(item_keys).where(*old), rows)


async def over(tx: Tx, *, before: datetime) -> None:
    """Drop what was over before then: removed watches, notices, what digests were made.

    The newest notice stays, so that its number, which names a post, is not given to another.
    """
    await tx.conn.execute(delete(watches).where(watches.c.removed_at < before))
    newest = select(func.max(notices.c.id)).scalar_subquery()
    over = (notices.c.closed_at < before, notices.c.id < newest)
    await tx.conn.execute(delete(notices).where(*over))
    await tx.conn.execute(delete(digest_runs).where(digest_runs.c.at < before))


async def feeds_of_nobody(tx: Tx, *, before: datetime) -> int:
    """Drop feeds that nobody wants, nor did since then, and that nothing is left of; count them.

    An address may say who reads it, and a query in it may be a secret: it is not kept for ever.
    """
    unused = (
        feeds.c.state == "resting",
        feeds.c.next_due_at < before,
        ~exists().where(feed_access.c.feed_id == feeds.c.id),
        ~exists().where(items.c.feed_id == feeds.c.id),
        ~exists().where(watches.c.feed_id == feeds.c.id),
    )
    return int((await tx.conn.execute(delete(feeds).where(*unused))).rowcount)
