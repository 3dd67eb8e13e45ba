"""Communities: whether the bot is there, what they and their channels are called, a farewell."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, update

from bot.store.database import Tx
from bot.store.feeds import rest_unwanted
from bot.store.tables import channels, communities
from bot.store.versions import asked_changed


async def rename(tx: Tx, community_id: int, name: str, places: Mapping[str, str]) -> None:
    """Note what a community is called, and channels of it by the platform's ids."""
    if name:
        mine = (communities.c.id == community_id) & (communities.c.name != name)
        await tx.conn.execute(update(communities).where(mine).values(name=name))
    for external_id, called in places.items():
        here = (channels.c.community_id == community_id) & (channels.c.external_id == external_id)
        statement = update(channels).where(here, channels.c.name != called).values(name=called)
        await tx.conn.execute(statement)


async def returned(tx: Tx, community_id: int) -> None:
    """Note that the bot is in a community (again); its feeds are read again."""
    gone = (communities.c.id == community_id) & communities.c.left_at.is_not(None)
    if (await tx.conn.execute(update(communities).where(gone).values(left_at=None))).rowcount:
        await rest_unwanted(tx)


async def leave(tx: Tx, platform: str, external_id: str, now: datetime) -> None:
    """Note that a community put the bot out: nothing is sent there, or read for it, any more."""
    mine = (communities.c.platform == platform) & (communities.c.external_id == external_id)
    statement = update(communities).where(mine, communities.c.left_at.is_(None))
    await tx.conn.execute(statement.values(left_at=now))
    await rest_unwanted(tx)


async def leave_all_but(tx: Tx, platform: str, here: Collection[str], now: datetime) -> None:
    """Note that the bot is in no communities of a platform but these."""
    mine = (communities.c.platform == platform) & communities.c.left_at.is_(None)
    elsewhere = communities.c.external_id.not_in(here)
    await tx.conn.execute(update(communities).where(mine, elsewhere).values(left_at=now))
    await rest_unwanted(tx)


async def forget(tx: Tx, *, left_before: datetime) -> int:
    """Drop communities that put the bot out before then, with all that is theirs; count them."""
    done = await tx.conn.execute(delete(communities).where(communities.c.left_at < left_before))
    if done.rowcount:
        await asked_changed(tx)  # their watches went with them
    return int(done.rowcount)
