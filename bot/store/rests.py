"""Until when platforms asked to be left alone, for whoever starts meanwhile."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from bot.store.bookkeeping import rests
from bot.store.database import Tx
from bot.store.dialect import insert


async def keep(tx: Tx, known: Mapping[str, datetime]) -> None:
    """Keep until when each of these platforms is to be left alone."""
    for platform, until in known.items():
        statement = insert(rests).values(platform=platform, until=until)
        changed = {"until": until}
        await tx.conn.execute(
            statement.on_conflict_do_update(index_elements=["platform"], set_=changed)
        )


async def standing(tx: Tx, now: datetime) -> dict[str, datetime]:
    """Give the platforms that are to be left alone: name → until when."""
    query = select(rests).where(rests.c.until > now)
    return {row.platform: row.until for row in await tx.conn.execute(query)}
