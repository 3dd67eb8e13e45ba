"""Which posts tell a channel of a story, or of an item of a followed feed."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select

from bot.model import Delivery, Kind
from bot.store.database import Tx
from bot.store.deliveries import delivery_of
from bot.store.rows import chunks
from bot.store.tables import deliveries, delivery_stories

_TELLS = (Kind.ALERT.value, Kind.DIGEST.value)


async def of_stories(
    tx: Tx, channel_id: int, story_ids: Iterable[int]
) -> dict[int, tuple[Delivery, ...]]:
    """Give the alerts and digests of a channel that tell of these stories, oldest first.

    One whose story became part of another tells of that one, too.
    """
    found: dict[int, list[Delivery]] = defaultdict(list)
    for part in chunks(set(story_ids)):
        query = (
            select(delivery_stories.c.story_id.label("tells"), deliveries)
            .join(deliveries, deliveries.c.id == delivery_stories.c.delivery_id)
            .where(
                deliveries.c.channel_id == channel_id,
                deliveries.c.kind.in_(_TELLS),
                delivery_stories.c.story_id.in_(part),
            )
            .order_by(deliveries.c.id)
        )
        for row in await tx.conn.execute(query):
            found[row.tells].append(delivery_of(row))
    return {story_id: tuple(posts) for story_id, posts in found.items()}


async def of_items(
    tx: Tx, channel_id: int, item_ids: Iterable[int]
) -> dict[int, tuple[Delivery, ...]]:
    """Give the posts of a channel that are about one of these items alone, oldest first."""
    found: dict[int, list[Delivery]] = defaultdict(list)
    for part in chunks(set(item_ids)):
        query = (
            select(deliveries)
            .where(deliveries.c.channel_id == channel_id, deliveries.c.item_id.in_(part))
            .where(deliveries.c.kind == Kind.ALERT.value)
            .order_by(deliveries.c.id)
        )
        for row in await tx.conn.execute(query):
            found[row.item_id].append(delivery_of(row))
    return {item_id: tuple(posts) for item_id, posts in found.items()}
