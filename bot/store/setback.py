"""A machine's clock that was set back: what was due by the wrong time is due by the right one.

A feed that was tried in the future tells of it, also when the bot was not running meanwhile. It was
tried before the clock was set, so it lies ahead by less than that: nothing becomes due too early.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, or_, select, update

from bot.model import Kind
from bot.store.database import Tx
from bot.store.held import QUIET
from bot.store.tables import channels, deliveries, digest_runs, feeds, items, stories, watches

LEAST = timedelta(minutes=1)  # by which a clock must have been set to matter
FAR = timedelta(hours=12)  # then a digest of the wrong time is another day's
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
_digest = deliveries.c.kind == Kind.DIGEST.value
# What comes now is first seen before a digest of the wrong time: that one cannot have told it.
_PAST = {
    feeds.c.tried_at: None,
    feeds.c.last_ok_at: None,
    feeds.c.last_new_at: None,
    feeds.c.failing_since: None,
    items.c.first_seen: None,
    deliveries.c.created_at: _digest,
    channels.c.digest_since: None,
    watches.c.digest_since: None,
}


async def ahead(tx: Tx, now: datetime) -> timedelta | None:
    """Say by how much the clock was set back at least; None when it was not."""
    newest: datetime | None = (await tx.conn.execute(select(func.max(feeds.c.tried_at)))).scalar()
    return newest - now if newest is not None and newest - now > LEAST else None


async def bring_back(tx: Tx, now: datetime, by: timedelta) -> None:
    """Let what waits wait for that much less, and what is past not lie ahead.

    Digests of days that are still to come, made by a time that was wrong by far, are to be made
    again: where it was wrong by less, there is one a day all the same, a little early.
    """
    for column, where in _SPANS.items():
        await _move(tx, column, now, lambda at: max(now, at - by), where)
    for column, where in _PAST.items():
        await _move(tx, column, now, lambda _: now, where)
    if by >= FAR:
        await tx.conn.execute(delete(digest_runs).where(digest_runs.c.at > now))


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
