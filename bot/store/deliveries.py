"""The outbox: what is to be posted, and what a platform said of it.

A row's ``lease_no`` is its fencing number: a worker that was paused past its lease can write
nothing any more, since every write names the number it claimed (Kleppmann 2016, "How to do
distributed locking").
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    update,
)

from bot.model import Delivery, Kind, Sent, State
from bot.store.database import Tx
from bot.store.dialect import insert
from bot.store.rows import chunks, to_noun
from bot.store.tables import channels, communities, deliveries, delivery_stories, messages

HELD = (State.SENDING.value, State.RECONCILING.value)  # in a worker's hands
OPEN = (*HELD, State.PENDING.value, State.AMBIGUOUS.value)
UNSENT = (State.FAILED.value, State.SUPPRESSED.value, State.EXPIRED.value)  # and never will be


def _delivery(row: Any) -> Delivery:
    return to_noun(Delivery, row, kind=Kind(row.kind), state=State(row.state))


async def plan(
    tx: Tx,
    channel_id: int,
    *,
    kind: Kind,
    key: str,
    nonce: str,
    payload: Mapping[str, Any],
    due_at: datetime,
    now: datetime,
    story_ids: Iterable[int] = (),
    **values: Any,
) -> int | None:
    """Put a post into the outbox; None when one with this key is there already."""
    statement = (
        insert(deliveries)
        .values(
            channel_id=channel_id,
            kind=kind.value,
            key=key,
            nonce=nonce,
            state=State.PENDING.value,
            payload=dict(payload),
            due_at=due_at,
            created_at=now,
            attempt=0,
            lease_no=0,
            **values,
        )
        .on_conflict_do_nothing(index_elements=["key"])
    )
    delivery_id = (await tx.conn.execute(statement.returning(deliveries.c.id))).scalar()
    if delivery_id is None:
        return None
    rows = [{"delivery_id": delivery_id, "story_id": s} for s in dict.fromkeys(story_ids)]
    if rows:
        await tx.conn.execute(insert(delivery_stories).values(rows))
    return int(delivery_id)


async def claim(
    tx: Tx,
    now: datetime,
    *,
    lease: timedelta,
    limit: int,
    platforms: Iterable[str] | None = None,
    oldest: timedelta | None = None,
) -> tuple[Delivery, ...]:
    """Take what is due, one a channel at most: the oldest, and only when none is under way.

    ``platforms``: only of channels of these; None: of all. ``oldest``: an alert that waited longer
    is left for a roll-up, as is one that is held. A channel that is paused gets nothing but edits.
    A post that was tried and has to wait, or whose fate is unknown, holds its whole channel: what
    comes later must not overtake it. An edit holds only what follows on the same post; a post
    that was never tried and is only due later holds nothing.
    """
    heads = (
        select(func.min(deliveries.c.id))
        .join(channels, channels.c.id == deliveries.c.channel_id)
        .join(communities, communities.c.id == channels.c.community_id)
        .where(
            deliveries.c.state == State.PENDING.value,
            deliveries.c.due_at <= now,
            deliveries.c.hold.is_(None),
            true() if oldest is None else ~_too_old(now - oldest),
            ~_paused(now),
            deliveries.c.channel_id.not_in(_held(now)),
            ~_overtaking(now),
            channels.c.state == "active",
            communities.c.left_at.is_(None),
            true() if platforms is None else communities.c.platform.in_(platforms),
        )
        # "+ 0" keeps SQLite from reading every post ever sent in the order of an index.
        .group_by(deliveries.c.channel_id + 0)
        .order_by(func.min(deliveries.c.id))
        .limit(limit)
    )
    first_try = func.coalesce(deliveries.c.first_try_at, literal(now, deliveries.c.due_at.type))
    return await _take(
        tx,
        heads,
        State.SENDING,
        until=now + lease,
        attempt=deliveries.c.attempt + 1,
        first_try_at=first_try,
    )


def _too_old(before: datetime) -> ColumnElement[bool]:
    return (deliveries.c.kind == Kind.ALERT.value) & (deliveries.c.created_at < before)


def _paused(now: datetime) -> ColumnElement[bool]:
    paused = channels.c.paused_until.is_not(None) & (channels.c.paused_until > now)
    return paused & (deliveries.c.kind != Kind.EDIT.value)


def _held(now: datetime) -> Select[tuple[int]]:
    """Give the channels that nothing may be sent to now."""
    retry = _put_off(deliveries, now) & (deliveries.c.attempt > 0)
    doubtful = deliveries.c.state == State.AMBIGUOUS.value
    is_post = deliveries.c.kind != Kind.EDIT.value
    where = or_(deliveries.c.state.in_(HELD), is_post & or_(retry, doubtful))
    # What is open is named first, so that an index finds it among every post ever sent.
    return select(deliveries.c.channel_id).where(deliveries.c.state.in_(OPEN), where)


def _overtaking(now: datetime) -> ColumnElement[bool]:
    """Say that something earlier on the same post is not done, and not due either."""
    earlier = deliveries.alias("earlier")
    return exists().where(
        earlier.c.edits == deliveries.c.edits,
        earlier.c.id < deliveries.c.id,
        or_(earlier.c.state == State.AMBIGUOUS.value, _put_off(earlier, now)),
    )


def _put_off(rows: FromClause, now: datetime) -> ColumnElement[bool]:
    return (rows.c.state == State.PENDING.value) & (rows.c.due_at > now)


async def _take(
    tx: Tx, ids: Any, state: State, *, until: datetime, **values: Any
) -> tuple[Delivery, ...]:
    """Give the rows a state and a lease under a new fencing number."""
    statement = (
        update(deliveries)
        .where(deliveries.c.id.in_(ids))
        .values(state=state.value, lease_no=deliveries.c.lease_no + 1, lease_until=until, **values)
    )
    rows = (await tx.conn.execute(statement.returning(deliveries))).all()
    return tuple(sorted((_delivery(row) for row in rows), key=lambda d: d.id))


async def claim_doubtful(
    tx: Tx, now: datetime, *, lease: timedelta, limit: int
) -> tuple[Delivery, ...]:
    """Take the posts of unknown fate whose quiet time is over, to look for them."""
    doubtful = (
        select(deliveries.c.id)
        .where(
            or_(
                (deliveries.c.state == State.AMBIGUOUS.value) & (deliveries.c.quiet_until <= now),
                (deliveries.c.state == State.RECONCILING.value) & (deliveries.c.lease_until <= now),
            )
        )
        .order_by(deliveries.c.id)
        .limit(limit)
    )
    return await _take(tx, doubtful, State.RECONCILING, until=now + lease)


async def lapse(tx: Tx, now: datetime, *, quiet: timedelta) -> int:
    """Call what was being sent when its sender died ambiguous; count it."""
    statement = (
        update(deliveries)
        .where(deliveries.c.state == State.SENDING.value, deliveries.c.lease_until <= now)
        .values(
            state=State.AMBIGUOUS.value,
            quiet_until=now + quiet,
            lease_no=deliveries.c.lease_no + 1,
            lease_until=None,
            reason="the sender stopped before the platform answered",
        )
    )
    return int((await tx.conn.execute(statement)).rowcount)


async def move(tx: Tx, delivery: Delivery, state: State, **values: Any) -> bool:
    """Write a claimed delivery's next state; False when its lease was taken over or is ended."""
    fenced = (
        deliveries.c.id == delivery.id,
        deliveries.c.lease_no == delivery.lease_no,
        deliveries.c.state.in_(HELD),
    )
    values = {"lease_until": None, "quiet_until": None, "reason": None, **values}
    statement = update(deliveries).where(*fenced).values(state=state.value, **values)
    return bool((await tx.conn.execute(statement)).rowcount)


async def note_sent(tx: Tx, delivery: Delivery, sent: Sent) -> None:
    """Keep where a post stands on the platform."""
    values = {
        "external_id": sent.external_id,
        "thread_id": sent.thread_id,
        "sent_at": sent.at,
    }
    await tx.conn.execute(
        insert(messages)
        .values(delivery_id=delivery.id, part=0, **values)
        .on_conflict_do_update(index_elements=["delivery_id", "part"], set_=values)
    )


async def sent_message(tx: Tx, delivery_id: int) -> Sent | None:
    """Give where a delivery's post stands, None when it was not sent yet."""
    query = select(messages).where(messages.c.delivery_id == delivery_id)
    row = (await tx.conn.execute(query)).first()
    if row is None:
        return None
    return Sent(external_id=row.external_id, thread_id=row.thread_id, at=row.sent_at)


async def get(tx: Tx, delivery_id: int) -> Delivery | None:
    """Find a delivery by id."""
    row = (await tx.conn.execute(select(deliveries).where(deliveries.c.id == delivery_id))).first()
    return _delivery(row) if row else None


async def of_message(tx: Tx, channel_id: int, external_id: str) -> Delivery | None:
    """Find the delivery behind a post of a channel."""
    query = (
        select(deliveries)
        .join(messages, messages.c.delivery_id == deliveries.c.id)
        .where(messages.c.external_id == external_id, deliveries.c.channel_id == channel_id)
    )
    row = (await tx.conn.execute(query)).first()
    return _delivery(row) if row else None


async def newest(tx: Tx, channel_id: int, kind: Kind) -> Delivery | None:
    """Give a channel's newest delivery of a kind that was sent."""
    where = (
        deliveries.c.channel_id == channel_id,
        deliveries.c.kind == kind.value,
        deliveries.c.state == State.SENT.value,
    )
    query = select(deliveries).where(*where).order_by(deliveries.c.id.desc()).limit(1)
    row = (await tx.conn.execute(query)).first()
    return _delivery(row) if row else None


async def redraw(tx: Tx, delivery_id: int, payload: Mapping[str, Any]) -> bool:
    """Replace the payload of a post that nobody has tried to send yet."""
    untried = (
        deliveries.c.id == delivery_id,
        deliveries.c.state == State.PENDING.value,
        deliveries.c.attempt == 0,
    )
    statement = update(deliveries).where(*untried).values(payload=dict(payload))
    return bool((await tx.conn.execute(statement)).rowcount)


async def last_drawn(tx: Tx, alert_id: int) -> Mapping[str, Any] | None:
    """Give the payload of an alert's newest edit, or its own when it has none."""
    query = (
        select(deliveries.c.payload)
        .where(
            or_(
                deliveries.c.id == alert_id,
                (deliveries.c.edits == alert_id) & (deliveries.c.kind == Kind.EDIT.value),
            ),
            deliveries.c.state.not_in(UNSENT),
        )
        .order_by(deliveries.c.id.desc())
        .limit(1)
    )
    drawn: Mapping[str, Any] | None = (await tx.conn.execute(query)).scalar()
    return drawn


async def items_posted(tx: Tx, channel_id: int, item_ids: Iterable[int]) -> set[int]:
    """Give those of the items that have, or are to have, a post of their own in the channel."""
    return await _about(tx, channel_id, deliveries.c.item_id, item_ids)


async def alerted_stories(tx: Tx, channel_id: int, story_ids: Iterable[int]) -> set[int]:
    """Give those of the stories that this channel had, or is to have, an alert about."""
    alert = deliveries.c.kind == Kind.ALERT.value
    return await _about(tx, channel_id, deliveries.c.story_id, story_ids, alert)


async def told_stories(tx: Tx, channel_id: int, story_ids: Iterable[int]) -> set[int]:
    """Give those of the stories that an alert or a digest told this channel of, or is to."""
    mine = deliveries.c.id == delivery_stories.c.delivery_id
    return await _about(tx, channel_id, delivery_stories.c.story_id, story_ids, mine)


async def _about(
    tx: Tx,
    channel_id: int,
    column: ColumnElement[Any],
    ids: Iterable[int],
    *also: ColumnElement[bool],
) -> set[int]:
    """Give those of the ids that ``column`` of a channel's posts names, given up ones left out.

    What a roll-up tells instead is told, unless that roll-up was given up.
    """
    found: set[int] = set()
    for part in chunks(set(ids)):
        where = (deliveries.c.channel_id == channel_id, _is_told())
        query = select(column).where(*where, *also, column.in_(part))
        found |= set((await tx.conn.execute(query)).scalars())
    return found


def _is_told() -> ColumnElement[bool]:
    teller = deliveries.alias("teller")
    given_up = exists().where(teller.c.id == deliveries.c.merged_into, teller.c.state.in_(UNSENT))
    sent_or_to_be = deliveries.c.state.not_in(UNSENT)
    return or_(sent_or_to_be, deliveries.c.merged_into.is_not(None)) & ~given_up


async def counts(tx: Tx, community_id: int | None = None) -> dict[str, int]:
    """Count deliveries by state, of one community or of all."""
    query = select(deliveries.c.state, func.count()).group_by(deliveries.c.state)
    if community_id is not None:
        query = query.join(channels).where(channels.c.community_id == community_id)
    return {row[0]: row[1] for row in await tx.conn.execute(query)}


async def count_sent_since(tx: Tx, channel_id: int, kind: Kind, since: datetime) -> int:
    """Count a channel's posts of a kind that went out since then."""
    query = (
        select(func.count(messages.c.delivery_id.distinct()))
        .join(deliveries, deliveries.c.id == messages.c.delivery_id)
        .where(
            deliveries.c.channel_id == channel_id,
            deliveries.c.kind == kind.value,
            messages.c.sent_at >= since,
        )
    )
    return int((await tx.conn.execute(query)).scalar_one())


async def waiting(tx: Tx, community_id: int) -> tuple[Delivery, ...]:
    """Give a community's posts of which nobody knows whether they are there, oldest first.

    Somebody has to decide whether they are sent again.
    """
    query = (
        select(deliveries)
        .join(channels, channels.c.id == deliveries.c.channel_id)
        .where(deliveries.c.state == State.UNKNOWN.value, channels.c.community_id == community_id)
        .order_by(deliveries.c.id)
    )
    return tuple(_delivery(row) for row in await tx.conn.execute(query))


async def pending_since(tx: Tx, now: datetime, community_id: int | None = None) -> datetime | None:
    """Say since when the oldest post that is due has been waiting, of one community or of all."""
    query = select(func.min(deliveries.c.created_at)).where(
        deliveries.c.state == State.PENDING.value,
        or_(deliveries.c.due_at <= now, deliveries.c.attempt > 0),
    )
    if community_id is not None:
        query = query.join(channels).where(channels.c.community_id == community_id)
    since: datetime | None = (await tx.conn.execute(query)).scalar()
    return since
