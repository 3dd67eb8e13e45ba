"""A machine's clock that was set back: what was due by the wrong time is due by the right one.

A feed that was tried in the future tells of it, also when the bot was not running meanwhile. It was
tried before the clock was set, so it lies ahead by less than that: nothing becomes due too early.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, or_, select, update

from bot.store.database import Tx
from bot.store.held import QUIET
from bot.store.tables import channels, deliveries, feeds, stories, watches

LEAST = timedelta(minutes=1)  # by which a clock must have been set to matter
# What waits for a span of time; quiet hours, pauses and digests are times of the day.
_SPANS = {
    feeds.c.next_due_at: None,
    feeds.c.asked_until: None,
    feeds.c.lease_until: None,
    stories.c.publish_at: None,
    stories.c.lease_until: None,
    deliveries.c.due_at: or_(deliveries.c.hold.is_(None), deliveries.c.hold != QUIET),
    deliveries.c.quiet_until: None,
    deliveries.c.lease_until: None,
    channels.c.probe_at: None,
}
# What comes now is first seen before a digest of the wrong time: that one cannot have told it.
_PAST = (
    *(feeds.c.tried_at, feeds.c.last_ok_at, feeds.c.last_new_at, feeds.c.failing_since),
    *(channels.c.digest_since, watches.c.digest_since),
)


async def ahead(tx: Tx, now: datetime) -> timedelta | None:
    """Say by how much the clock was set back at least; None when it was not."""
    newest: datetime | None = (await tx.conn.execute(select(func.max(feeds.c.tried_at)))).scalar()
    return newest - now if newest is not None and newest - now > LEAST else None


async def bring_back(tx: Tx, now: datetime, by: timedelta) -> None:
    """Let what waits wait for that much less, and what is past not lie ahead."""
    for column, where in _SPANS.items():
        await _move(tx, column, now, lambda at: max(now, at - by), where)
    for column in _PAST:
        await _move(tx, column, now, lambda _: now, None)


async def _move(
    tx: Tx, column: ColumnElement[Any], now: datetime, to: Any, where: ColumnElement[bool] | None
) -> None:
    table = column.table
    query = select(table.c.id, column).where(column > now)
    rows = (await tx.conn.execute(query if where is None else query.where(where))).all()
    if rows:
        moved = update(table).where(table.c.id == bindparam("row"))
        moved = moved.values({column.name: bindparam("to", type_=column.type)})
        await tx.conn.execute(moved, [{"row": id_, "to": to(at)} for id_, at in rows])
