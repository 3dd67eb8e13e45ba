"""What digests told a channel of: until when of each story, and which of these go on."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.model import Kind
from bot.store.database import Tx
from bot.store.deliveries import is_told
from bot.store.rows import chunks
from bot.store.tables import (
    deliveries,
    delivery_lines,
    delivery_stories,
    items,
    revisions,
    story_items,
)

LOOK_BACK = timedelta(days=30)  # of digests: as long as items are kept


async def told_until(tx: Tx, channel_id: int, story_ids: Iterable[int]) -> dict[int, datetime]:
    """Give those of the stories that a digest tells: story → when the newest one was made."""
    found: dict[int, datetime] = {}
    for part in chunks(set(story_ids)):
        query = (
            select(delivery_stories.c.story_id, func.max(deliveries.c.created_at))
            .join(deliveries, deliveries.c.id == delivery_stories.c.delivery_id)
            .where(deliveries.c.channel_id == channel_id, deliveries.c.kind == Kind.DIGEST.value)
            .where(delivery_stories.c.story_id.in_(part), is_told())
            .group_by(delivery_stories.c.story_id)
        )
        found |= {row[0]: row[1] for row in await tx.conn.execute(query)}
    return found


async def items_told(tx: Tx, channel_id: int, item_ids: Iterable[int]) -> set[int]:
    """Give those of the items that have a line of their own in a digest of the channel."""
    found: set[int] = set()
    for part in chunks(set(item_ids)):
        query = (
            select(delivery_lines.c.item_id)
            .join(deliveries, deliveries.c.id == delivery_lines.c.delivery_id)
            .where(deliveries.c.channel_id == channel_id, deliveries.c.kind == Kind.DIGEST.value)
            .where(delivery_lines.c.item_id.in_(part), is_told())
        )
        found |= set((await tx.conn.execute(query)).scalars())
    return found


async def going_on(tx: Tx, channel_id: int, since: datetime) -> set[int]:
    """Give the stories that digests told, and of which an item came or was changed since then."""
    told = (
        select(delivery_stories.c.story_id)
        .join(deliveries, deliveries.c.id == delivery_stories.c.delivery_id)
        .where(deliveries.c.channel_id == channel_id, deliveries.c.kind == Kind.DIGEST.value)
        .where(deliveries.c.created_at >= since - LOOK_BACK)
    )
    mine = select(story_items.c.story_id).where(story_items.c.story_id.in_(told)).distinct()
    came = mine.join(items, items.c.id == story_items.c.item_id).where(items.c.first_seen >= since)
    changed = mine.join(revisions, revisions.c.item_id == story_items.c.item_id).where(
        revisions.c.seen_at >= since
    )
    found: set[int] = set()
    for query in (came, changed):
        found |= set((await tx.conn.execute(query)).scalars())
    return found
