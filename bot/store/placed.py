"""How items came to their stories."""

from collections.abc import Mapping

from sqlalchemy import select

from bot.store.database import Tx
from bot.store.merging import current
from bot.store.tables import story_items


async def roles(tx: Tx, story_id: int) -> Mapping[int, str]:
    """Give for each item of a story what placed it there: opener, same-address, same-title …

    A story may have several openers: the others opened one that turned out to be the same.
    """
    mine = story_items.c.story_id == await current(tx, story_id)
    rows = await tx.conn.execute(select(story_items.c.item_id, story_items.c.role).where(mine))
    return {row.item_id: row.role for row in rows}
