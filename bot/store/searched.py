"""Stored items as a search goes through them: many at once, and no more of each than it reads."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from bot.store.database import Tx
from bot.store.items import seen_by
from bot.store.tables import feeds, items

MOST = 8000  # ids in one statement; SQLite takes some 32,000


class Text(NamedTuple):
    """What is looked through of a stored item; ``text`` is its page's where that was read."""

    id: int
    title: str
    text: str
    language: str | None


async def newest(tx: Tx, community_id: int, since: datetime) -> list[int]:
    """Give the ids of the items that a community may see, the newest by their own date first.

    A first reading brings weeks of a feed at once, so the order of their coming says little.
    """
    at = func.min(func.coalesce(items.c.published, items.c.first_seen), items.c.first_seen)
    query = (
        select(items.c.id)
        .join(feeds, feeds.c.id == items.c.feed_id)
        .where(items.c.first_seen >= since, seen_by(community_id))
        .order_by(at.desc(), items.c.id.desc())
    )
    return list((await tx.conn.execute(query)).scalars())


async def texts(tx: Tx, ids: Sequence[int]) -> list[Text]:
    """Give the texts of at most ``MOST`` items, in the order asked for."""
    body = func.coalesce(func.nullif(items.c.page_text, ""), items.c.text)
    query = select(items.c.id, items.c.title, body, items.c.language)
    rows = await tx.conn.execute(query.where(items.c.id.in_(ids)))
    found = {row[0]: Text(*row) for row in rows}
    return [found[id_] for id_ in ids if id_ in found]
