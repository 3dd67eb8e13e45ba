"""Posts of which nobody knows whether they are there, or that no platform took: people decide.

Nothing here guesses. A post that is sent again keeps its key, its nonce and its payload.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select, update

from bot.model import Delivery, Kind, State
from bot.store.database import Tx
from bot.store.deliveries import delivery_of
from bot.store.tables import channels, communities, deliveries

DROPPED = "dropped by a person"
# Posts of their own. What hangs on one mostly fails because people deleted that.
OF_NEWS = (Kind.ALERT.value, Kind.DIGEST.value, Kind.ROLLUP.value)


async def waiting(tx: Tx, community_id: int) -> tuple[Delivery, ...]:
    """Give a community's posts of unknown fate, oldest first."""
    query = _of_community(community_id, deliveries.c.state == State.UNKNOWN.value)
    found = await tx.conn.execute(query.order_by(deliveries.c.id))
    return tuple(delivery_of(row) for row in found)


async def failed(tx: Tx, since: datetime, community_id: int | None = None) -> tuple[Delivery, ...]:
    """Give the posts of news that were refused for good and planned since then, oldest first.

    None: those of all communities that we are still in.
    """
    where = and_(
        deliveries.c.state == State.FAILED.value,
        deliveries.c.kind.in_(OF_NEWS),
        deliveries.c.created_at >= since,
    )
    living = (
        select(deliveries)
        .join(channels, channels.c.id == deliveries.c.channel_id)
        .join(communities, communities.c.id == channels.c.community_id)
        .where(where, communities.c.left_at.is_(None))
    )
    query = living if community_id is None else _of_community(community_id, where)
    found = await tx.conn.execute(query.order_by(deliveries.c.id))
    return tuple(delivery_of(row) for row in found)


def _of_community(community_id: int, where: ColumnElement[bool]) -> Select[tuple[Delivery]]:
    mine = channels.c.community_id == community_id
    return (
        select(deliveries)
        .join(channels, channels.c.id == deliveries.c.channel_id)
        .where(mine, where)
    )


async def resend(tx: Tx, community_id: int, delivery_id: int, now: datetime) -> Delivery | None:
    """Let a post be sent once more; None when it neither is parked nor failed here (any more).

    It counts as planned and first tried now, so that it is neither too old to be sent by itself
    nor given up at the first "not now".
    """
    values: dict[str, Any] = {
        "state": State.PENDING.value,
        "due_at": now,
        "created_at": now,
        "attempt": 1,  # not 0: what may stand there is not drawn anew
        "first_try_at": None,
        "reason": None,
    }
    for before in (State.UNKNOWN, State.FAILED):
        if found := await _decide(tx, community_id, delivery_id, before, **values):
            return found
    return None


async def look_again(tx: Tx, now: datetime, since: datetime) -> int:
    """Let posts of unknown fate be looked for once more that were first tried since then."""
    mine = (
        deliveries.c.state == State.UNKNOWN.value,
        deliveries.c.first_try_at > since,
    )
    values = {"state": State.AMBIGUOUS.value, "quiet_until": now, "due_at": now}
    statement = update(deliveries).where(*mine)
    statement = statement.values(lease_no=deliveries.c.lease_no + 1, **values)
    return int((await tx.conn.execute(statement)).rowcount)


async def drop(tx: Tx, community_id: int, delivery_id: int) -> Delivery | None:
    """Give a parked post up; None when it is not parked here (any more)."""
    values: dict[str, Any] = {"state": State.SUPPRESSED.value, "reason": DROPPED}
    return await _decide(tx, community_id, delivery_id, State.UNKNOWN, **values)


async def park_again(tx: Tx, community_id: int, delivery_id: int, reason: str | None) -> bool:
    """Take a drop back; False when there is none."""
    values: dict[str, Any] = {"state": State.UNKNOWN.value, "reason": reason}
    dropped = deliveries.c.reason == DROPPED
    found = await _decide(tx, community_id, delivery_id, State.SUPPRESSED, also=[dropped], **values)
    return found is not None


async def withdraw(tx: Tx, key: str, reason: str) -> bool:
    """Take back a post that was certainly not made; False when it is there, or may be."""
    values: dict[str, Any] = {"state": State.SUPPRESSED.value, "reason": reason}
    mine = (deliveries.c.key == key, deliveries.c.state == State.PENDING.value)
    statement = update(deliveries).where(*mine)
    statement = statement.values(lease_no=deliveries.c.lease_no + 1, **values)
    return bool((await tx.conn.execute(statement)).rowcount)


async def count_waiting(tx: Tx, channel_id: int) -> int:
    """Count what `drop_waiting` would give up."""
    mine = (deliveries.c.channel_id == channel_id, deliveries.c.state == State.PENDING.value)
    return int((await tx.conn.execute(select(func.count()).where(*mine))).scalar_one())


async def drop_waiting(tx: Tx, channel_id: int) -> int:
    """Give up what waits to be posted in a channel; count it."""
    values: dict[str, Any] = {"state": State.SUPPRESSED.value, "reason": DROPPED}
    mine = (deliveries.c.channel_id == channel_id, deliveries.c.state == State.PENDING.value)
    statement = update(deliveries).where(*mine)
    statement = statement.values(lease_no=deliveries.c.lease_no + 1, **values)
    return int((await tx.conn.execute(statement)).rowcount)


async def _decide(
    tx: Tx,
    community_id: int,
    delivery_id: int,
    before: State,
    *,
    also: Collection[ColumnElement[bool]] = (),
    **values: Any,
) -> Delivery | None:
    """Change a post of this community that is in ``before``; a second time finds it no more.

    Whoever still holds an old lease of it writes nothing: the fencing number moves on.
    """
    here = select(channels.c.id).where(channels.c.community_id == community_id)
    where = (
        deliveries.c.id == delivery_id,
        deliveries.c.state == before.value,
        deliveries.c.channel_id.in_(here),
        *also,
    )
    statement = update(deliveries).where(*where)
    statement = statement.values(lease_no=deliveries.c.lease_no + 1, **values)
    row = (await tx.conn.execute(statement.returning(deliveries))).first()
    return delivery_of(row) if row else None
