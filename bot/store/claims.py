"""Who may send which post now: posts are claimed, looked up, and given back.

A row's ``lease_no`` is its fencing number: a worker that was paused past its lease can write
nothing any more, since every write names the number it claimed (Kleppmann 2016, "How to do
distributed locking").
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
    update,
)

from bot.model import Delivery, Kind, State
from bot.store.database import Tx
from bot.store.deliveries import delivery_of
from bot.store.held import LATE
from bot.store.tables import channels, communities, deliveries

HELD = (State.SENDING.value, State.RECONCILING.value)  # in a worker's hands
OPEN = (*HELD, State.PENDING.value, State.AMBIGUOUS.value)
UNDECIDED = (*OPEN, State.UNKNOWN.value)
# Made once: naming the columns of an alias takes longer than most statements.
_earlier, _named, _post = (deliveries.alias(name) for name in ("earlier", "named", "post"))


async def claim(
    tx: Tx,
    now: datetime,
    *,
    lease: timedelta,
    limit: int,
    platforms: Collection[str] | None = None,
    oldest: timedelta | None = None,
) -> tuple[Delivery, ...]:
    """Take what is due, one a channel at most: the oldest, and only when none is under way.

    ``platforms``: only of channels of these; None: of all. ``oldest``: an alert that waited longer
    is left for a roll-up, as is one that is held. A channel that a person paused gets nothing but
    edits; one that could not be posted to gets one post when it is to be tried again.
    A post that was tried and has to wait, or whose fate is unknown, holds its whole channel: what
    comes later must not overtake it. An edit holds only what follows on the same post; a post
    that was never tried and is only due later, or waits for the post it follows, holds nothing.
    The roll-up of what got too old comes before what is newer than that.
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
            or_(deliveries.c.kind != Kind.EDIT.value, ~_edits_wait(now)),
            ~_overtaking(now),
            ~_before_its_post(),
            or_(deliveries.c.kind == Kind.EDIT.value, ~_behind_what_is_late()),
            _reachable(now, platforms),
        )
        # "+ 0" keeps SQLite from reading every post ever sent in the order of an index.
        .group_by(deliveries.c.channel_id + 0)
        .order_by(func.min(deliveries.c.id))
        .limit(limit)
    )
    return await _try(tx, heads, now, lease=lease)


async def claim_repeats(
    tx: Tx, now: datetime, *, since: Mapping[str, datetime], lease: timedelta, limit: int
) -> tuple[Delivery, ...]:
    """Take the doubtful posts that can simply be sent again, since their platform knows the nonce.

    ``since``: platform → a nonce is still known of what was first tried after this. A first try
    that lies ahead says that the clock was set back: then nobody knows how long ago it was.
    """
    tried = deliveries.c.first_try_at
    known = [(communities.c.platform == name) & (tried > t) for name, t in since.items()]
    query = _open_posts().where(
        deliveries.c.state == State.AMBIGUOUS.value,
        deliveries.c.due_at <= now,
        deliveries.c.kind != Kind.EDIT.value,
        tried <= now,
        or_(false(), *known),
        _reachable(now, None),
    )
    return await _try(tx, query.order_by(deliveries.c.id).limit(limit), now, lease=lease)


async def claim_doubtful(
    tx: Tx,
    now: datetime,
    *,
    lease: timedelta,
    limit: int,
    platforms: Collection[str] | None = None,
) -> tuple[Delivery, ...]:
    """Take the posts of unknown fate whose quiet time is over, to look for them."""
    query = _open_posts().where(
        or_(
            (deliveries.c.state == State.AMBIGUOUS.value) & (deliveries.c.quiet_until <= now),
            (deliveries.c.state == State.RECONCILING.value) & (deliveries.c.lease_until <= now),
        ),
        _reachable(now, platforms),
    )
    doubtful = query.order_by(deliveries.c.id).limit(limit)
    return await _take(tx, doubtful, State.RECONCILING, until=now + lease)


def _open_posts() -> Select[tuple[int]]:
    return (
        select(deliveries.c.id)
        .join(channels, channels.c.id == deliveries.c.channel_id)
        .join(communities, communities.c.id == channels.c.community_id)
    )


def _reachable(now: datetime, platforms: Collection[str] | None) -> ColumnElement[bool]:
    """Say that a channel may be asked for something now."""
    to_probe = (channels.c.state == "paused") & (channels.c.probe_at <= now)
    return and_(
        or_(channels.c.state == "active", to_probe),
        communities.c.left_at.is_(None),
        true() if platforms is None else communities.c.platform.in_(platforms),
    )


def _too_old(before: datetime) -> ColumnElement[bool]:
    return (deliveries.c.kind == Kind.ALERT.value) & (deliveries.c.created_at < before)


def _paused(now: datetime) -> ColumnElement[bool]:
    paused = channels.c.paused_until.is_not(None) & (channels.c.paused_until > now)
    return paused & (deliveries.c.kind != Kind.EDIT.value)


def _held(now: datetime) -> Select[tuple[int]]:
    """Give the channels that nothing may be sent to now."""
    retry = _put_off(deliveries, now) & (deliveries.c.attempt > 0) & deliveries.c.hold.is_(None)
    doubtful = deliveries.c.state == State.AMBIGUOUS.value
    is_post = deliveries.c.kind != Kind.EDIT.value
    where = or_(deliveries.c.state.in_(HELD), is_post & or_(retry, doubtful))
    # What is open is named first, so that an index finds it among every post ever sent.
    return select(deliveries.c.channel_id).where(deliveries.c.state.in_(OPEN), where)


def _edits_wait(now: datetime) -> ColumnElement[bool]:
    """Say that an edit of the channel was tried and has to wait."""
    edit = deliveries.alias("edit")
    tried = (edit.c.kind == Kind.EDIT.value) & (edit.c.attempt > 0)
    waits = select(edit.c.channel_id).where(_put_off(edit, now), tried)
    return deliveries.c.channel_id.in_(waits)


def _overtaking(now: datetime) -> ColumnElement[bool]:
    """Say that something earlier on the same post is not done, and not due either."""
    return exists().where(
        _earlier.c.edits == deliveries.c.edits,
        _earlier.c.id < deliveries.c.id,
        or_(_earlier.c.state == State.AMBIGUOUS.value, _put_off(_earlier, now)),
    )


def _before_its_post() -> ColumnElement[bool]:
    """Say that the post which is changed or answered is not decided: itself, or its roll-up."""
    return exists().where(
        _named.c.id == deliveries.c.edits,
        _post.c.id == func.coalesce(_named.c.merged_into, _named.c.id),
        _post.c.state.in_(UNDECIDED),
    )


def _behind_what_is_late() -> ColumnElement[bool]:
    """Say that the channel's roll-up of alerts that got too old is to come first."""
    late = deliveries.alias("late")
    waits = select(late.c.channel_id).where(
        late.c.state == State.PENDING.value,
        late.c.kind == Kind.ROLLUP.value,
        late.c.key.startswith(f"{LATE}:"),
    )
    return deliveries.c.channel_id.in_(waits) & ~deliveries.c.key.startswith(f"{LATE}:")


def _put_off(rows: FromClause, now: datetime) -> ColumnElement[bool]:
    return (rows.c.state == State.PENDING.value) & (rows.c.due_at > now)


async def _try(
    tx: Tx, ids: Select[Any], now: datetime, *, lease: timedelta
) -> tuple[Delivery, ...]:
    """Take rows to send them, which counts as a try."""
    first_try = func.coalesce(deliveries.c.first_try_at, literal(now, deliveries.c.due_at.type))
    values = {"attempt": deliveries.c.attempt + 1, "first_try_at": first_try}
    return await _take(tx, ids, State.SENDING, until=now + lease, **values)


async def _take(
    tx: Tx, ids: Select[Any], state: State, *, until: datetime, **values: Any
) -> tuple[Delivery, ...]:
    """Give the rows a state and a lease under a new fencing number."""
    statement = (
        update(deliveries)
        .where(deliveries.c.id.in_(ids))
        .values(state=state.value, lease_no=deliveries.c.lease_no + 1, lease_until=until, **values)
    )
    rows = (await tx.conn.execute(statement.returning(deliveries))).all()
    return tuple(sorted((delivery_of(row) for row in rows), key=lambda d: d.id))


async def anything_due(tx: Tx, now: datetime) -> bool:
    """Say whether there may be anything to claim or to call ambiguous: else nobody need write."""
    in_hand = deliveries.c.state.in_(HELD) & (deliveries.c.lease_until <= now)
    to_send = (deliveries.c.state == State.PENDING.value) & deliveries.c.hold.is_(None)
    doubtful = deliveries.c.state == State.AMBIGUOUS.value
    either = or_(deliveries.c.due_at <= now, deliveries.c.quiet_until <= now)
    due = or_(in_hand, to_send & (deliveries.c.due_at <= now), doubtful & either)
    query = select(deliveries.c.id).where(deliveries.c.state.in_(OPEN), due).limit(1)
    return (await tx.conn.execute(query)).first() is not None


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


async def holds(tx: Tx, delivery: Delivery) -> bool:
    """Say whether a delivery is still in the hands of the worker that claimed it."""
    query = select(deliveries.c.id).where(*_fence(delivery))
    return (await tx.conn.execute(query)).first() is not None


def _fence(delivery: Delivery) -> tuple[ColumnElement[bool], ...]:
    return (
        deliveries.c.id == delivery.id,
        deliveries.c.lease_no == delivery.lease_no,
        deliveries.c.state.in_(HELD),
    )


async def move(tx: Tx, delivery: Delivery, state: State, **values: Any) -> bool:
    """Write a claimed delivery's next state; False when its lease was taken over or is ended."""
    values = {"lease_until": None, "quiet_until": None, "reason": None, **values}
    statement = update(deliveries).where(*_fence(delivery)).values(state=state.value, **values)
    return bool((await tx.conn.execute(statement)).rowcount)
