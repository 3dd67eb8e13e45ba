"""Stored items as a search goes through them: many at once, and no more of each than it reads."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from bot.store.database import Tx
from bot.store.items import seen_by
from bot.store.tables import feeds, items


class Text(NamedTuple):
    """What is looked through of a stored item; ``text`` is its page's where that was read."""

    id: int
    title: str
    text: str
    language: str | None


async def texts(
    tx: Tx, community_id: int, since: datetime, *, below: int | None, limit: int
) -> Sequence[Text]:
    """Give the newest items that a community may see, of those with an id below, newest first."""
    body = func.coalesce(func.nullif(items.c.page_text, ""), items.c.text)
    query = (
        select(items.c.id, items.c.title, body, items.c.language)
        .join(feeds, feeds.c.id == items.c.feed_id)
        .where(items.c.first_seen >= since, seen_by(community_id))
    )
    if below is not None:
        query = query.where(items.c.id < below)
    rows = await tx.conn.execute(query.order_by(items.c.id.desc()).limit(limit))
    return [Text(*row) for row in rows]
