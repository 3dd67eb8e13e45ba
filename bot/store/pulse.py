"""What outside monitors ask: is polling going on, and does anything wait that should be sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, func, or_, select

from bot.model import Kind, State
from bot.store.claims import HELD, OPEN, before_its_post
from bot.store.database import Tx
from bot.store.tables import channels, communities, deliveries, feeds, stories


@dataclass(frozen=True, slots=True, kw_only=True)
class Polling:
    """``well``: feeds that were read and are not overdue, which prove that polling goes on."""

    total: int
    failing: int
    well: int
    last_ok_at: datetime | None


async def polling(tx: Tx, now: datetime, *, overdue: timedelta) -> Polling:
    """Say how reading the feeds goes; one is overdue when it is due for longer than that."""
    is_well = (
        feeds.c.failing_since.is_(None)
        & feeds.c.last_ok_at.is_not(None)
        & (feeds.c.next_due_at > now - overdue)
    )
    query = select(
        func.count(),
        func.count(feeds.c.failing_since),
        func.count().filter(is_well),
        func.max(feeds.c.last_ok_at),
    ).where(feeds.c.state == "active")
    total, failing, well, last = (await tx.conn.execute(query)).one()
    return Polling(total=total, failing=failing, well=well, last_ok_at=last)


async def waiting_since(tx: Tx, now: datetime, *, platforms: Iterable[str]) -> datetime | None:
    """Say since when the oldest post is due that nobody has tried to send.

    What is held, paused, or stands behind a post that its platform did not take, or that is not
    decided yet, has a known cause, and does not count; ``platforms`` may be asked now.
    """
    other = deliveries.alias("other")
    behind = exists().where(
        other.c.channel_id == deliveries.c.channel_id,
        other.c.state.in_(OPEN),
        other.c.attempt > 0,
    )
    query = (
        select(func.min(deliveries.c.due_at))
        .join(channels, channels.c.id == deliveries.c.channel_id)
        .join(communities, communities.c.id == channels.c.community_id)
        .where(
            deliveries.c.state == State.PENDING.value,
            deliveries.c.due_at <= now,
            deliveries.c.hold.is_(None),
            ~behind,
            ~before_its_post(),
            channels.c.state == "active",
            channels.c.trouble.is_(None),
            or_(channels.c.paused_until.is_(None), channels.c.paused_until <= now),
            communities.c.left_at.is_(None),
            communities.c.platform.in_(list(platforms)),
        )
    )
    found: datetime | None = (await tx.conn.execute(query)).scalar()
    return found


async def stuck_since(tx: Tx, now: datetime) -> datetime | None:
    """Say since when the oldest post is in the hands of a sender that lives no more."""
    held = (deliveries.c.state.in_(HELD), deliveries.c.lease_until <= now)
    query = select(func.min(deliveries.c.lease_until)).where(*held)
    found: datetime | None = (await tx.conn.execute(query)).scalar()
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The oldest post that was tried and is not there yet: since when, and what came last."""

    since: datetime
    platform: str
    reason: str


async def refused_since(tx: Tx) -> Refused | None:
    """Give the oldest post that was tried and not taken, where its channel is open to us."""
    query = (
        select(deliveries.c.first_try_at, communities.c.platform, deliveries.c.reason)
        .join(channels, channels.c.id == deliveries.c.channel_id)
        .join(communities, communities.c.id == channels.c.community_id)
        .where(
            deliveries.c.state.in_(OPEN),
            deliveries.c.kind != Kind.EDIT.value,
            deliveries.c.first_try_at.is_not(None),
            channels.c.state == "active",
            channels.c.trouble.is_(None),
            communities.c.left_at.is_(None),
        )
        .order_by(deliveries.c.first_try_at)
        .limit(1)
    )
    row = (await tx.conn.execute(query)).first()
    return row and Refused(since=row[0], platform=row[1], reason=row[2] or "")


async def untold_since(tx: Tx, now: datetime) -> datetime | None:
    """Say since when the oldest story is due that nobody has told, or has looked at again."""
    query = select(func.min(stories.c.publish_at)).where(stories.c.publish_at <= now)
    found: datetime | None = (await tx.conn.execute(query)).scalar()
    return found
