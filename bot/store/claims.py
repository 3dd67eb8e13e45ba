"""Who may send which post now: posts are claimed, looked up, and given back.

A row's ``lease_no`` is its fencing number: a worker that was paused past its lease can write
nothing any more, since every write names the number it claimed (Kleppmann 2016, "How to do
distributed locking").
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Text,
    Update,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from bot.model import Delivery, Kind, State
from bot.store.database import Tx
from bot.store.deliveries import delivery_of
from bot.store.held import LATE
from bot.store.statements import inline, made_once, set_to, setting
from bot.store.tables import channels, communities, deliveries

Platforms = tuple[str, ...] | None  # None: all
HELD = (State.SENDING.value, State.RECONCILING.value)  # in a worker's hands
OPEN = (*HELD, State.PENDING.value, State.AMBIGUOUS.value)
UNDECIDED = (*OPEN, State.UNKNOWN.value)
_now, _until = (bindparam(name, type_=deliveries.c.due_at.type) for name in ("now", "until"))
_most = bindparam("most", type_=Integer)
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
    if platforms is not None and not platforms:
        return ()
    values = {"now": now, "until": now + lease, "most": limit}
    values |= {} if oldest is None else {"before": now - oldest}
    return await _taken(tx, _claiming(_in_order(platforms), any_age=oldest is None), values)


def _in_order(platforms: Collection[str] | None) -> Platforms:
    return None if platforms is None else tuple(sorted(platforms))


@cache
def _claiming(platforms: Platforms, *, any_age: bool) -> ReturningUpdate[Any]:
    return inline(_trying(_heads(platforms, any_age=any_age)))


def _heads(platforms: Platforms, *, any_age: bool) -> Select[int]:
    return (
        select(func.min(deliveries.c.id))
        .join(channels, channels.c.id == deliveries.c.channel_id)
        .join(communities, communities.c.id == channels.c.community_id)
        .where(
            deliveries.c.state == State.PENDING.value,
            deliveries.c.due_at <= _now,
            deliveries.c.hold.is_(None),
            true() if any_age else ~_too_old(),
            ~_paused(),
            deliveries.c.channel_id.not_in(_held()),
            or_(deliveries.c.kind != Kind.EDIT.value, ~_edits_wait()),
            ~_overtaking(),
            ~before_its_post(),
            or_(deliveries.c.kind == Kind.EDIT.value, ~_behind_what_is_late()),
            _reachable(platforms),
        )
        # "+ 0" keeps SQLite from reading every post ever sent in the order of an index.
        .group_by(deliveries.c.channel_id + 0)
        .order_by(func.min(deliveries.c.id))
        .limit(_most)
    )


async def claim_repeats(
    tx: Tx, now: datetime, *, since: Mapping[str, datetime], lease: timedelta, limit: int
) -> tuple[Delivery, ...]:
    """Take the doubtful posts that can simply be sent again, since their platform knows the nonce.

    ``since``: platform → a nonce is still known of what was first tried after this. A first try
    that lies ahead says that the clock was set back: then nobody knows how long ago it was.
    """
    if not since:
        return ()
    values = {"now": now, "until": now + lease, "most": limit}
    names = tuple(since)
    values |= {f"since_{name}": since[name] for name in names}
    return await _taken(tx, _repeating(names), values)


@cache
def _repeating(platforms: tuple[str, ...]) -> ReturningUpdate[Any]:
    return inline(_trying(_repeats(platforms)))


def _repeats(platforms: tuple[str, ...]) -> Select[int]:
    tried = deliveries.c.first_try_at
    known = [
        (communities.c.platform == name) & (tried > bindparam(f"since_{name}"))
        for name in platforms
    ]
    query = _open_posts().where(
        deliveries.c.state == State.AMBIGUOUS.value,
        deliveries.c.due_at <= _now,
        deliveries.c.kind != Kind.EDIT.value,
        tried <= _now,
        or_(*known),
        _reachable(None),
    )
    return query.order_by(deliveries.c.id).limit(_most)


async def claim_doubtful(
    tx: Tx,
    now: datetime,
    *,
    lease: timedelta,
    limit: int,
    platforms: Collection[str] | None = None,
) -> tuple[Delivery, ...]:
    """Take the posts of unknown fate whose quiet time is over, to look for them."""
    if platforms is not None and not platforms:
        return ()
    values = {"now": now, "until": now + lease, "most": limit}
    return await _taken(tx, _looking_up(_in_order(platforms)), values)


@cache
def _looking_up(platforms: Platforms) -> ReturningUpdate[Any]:
    return inline(_taking(_doubtful(platforms), State.RECONCILING))


def _doubtful(platforms: Platforms) -> Select[int]:
    query = _open_posts().where(
        or_(
            (deliveries.c.state == State.AMBIGUOUS.value) & (deliveries.c.quiet_until <= _now),
            (deliveries.c.state == State.RECONCILING.value) & (deliveries.c.lease_until <= _now),
        ),
        _reachable(platforms),
    )
    return query.order_by(deliveries.c.id).limit(_most)


def _open_posts() -> Select[int]:
    return (
        select(deliveries.c.id)
        .join(channels, channels.c.id == deliveries.c.channel_id)
        .join(communities, communities.c.id == channels.c.community_id)
    )


def _reachable(platforms: Platforms) -> ColumnElement[bool]:
    """Say that a channel may be asked for something now; ``platforms`` None: of any."""
    to_probe = (channels.c.state == "paused") & (channels.c.probe_at <= _now)
    return and_(
        or_(channels.c.state == "active", to_probe),
        communities.c.left_at.is_(None),
        true() if platforms is None else communities.c.platform.in_(platforms),
    )


def _too_old() -> ColumnElement[bool]:
    return (deliveries.c.kind == Kind.ALERT.value) & (deliveries.c.created_at < bindparam("before"))


def _paused() -> ColumnElement[bool]:
    paused = channels.c.paused_until.is_not(None) & (channels.c.paused_until > _now)
    return paused & (deliveries.c.kind != Kind.EDIT.value)


def _held() -> Select[int]:
    """Give the channels that nothing may be sent to now."""
    retry = _put_off(deliveries) & (deliveries.c.attempt > 0) & deliveries.c.hold.is_(None)
    doubtful = deliveries.c.state == State.AMBIGUOUS.value
    is_post = deliveries.c.kind != Kind.EDIT.value
    where = or_(deliveries.c.state.in_(HELD), is_post & or_(retry, doubtful))
    # What is open is named first, so that an index finds it among every post ever sent.
    return select(deliveries.c.channel_id).where(deliveries.c.state.in_(OPEN), where)


def _edits_wait() -> ColumnElement[bool]:
    """Say that an edit of the channel was tried and has to wait."""
    edit = deliveries.alias("edit")
    tried = (edit.c.kind == Kind.EDIT.value) & (edit.c.attempt > 0)
    waits = select(edit.c.channel_id).where(_put_off(edit), tried)
    return deliveries.c.channel_id.in_(waits)


def _overtaking() -> ColumnElement[bool]:
    """Say that something earlier on the same post is not done, and not due either.

    An edit need not wait for what is put off to the end of quiet hours and was never tried.
    """
    edit = deliveries.c.kind == Kind.EDIT.value
    untried = (_earlier.c.kind == Kind.UPDATE.value) & (_earlier.c.attempt == 0)
    return exists().where(
        _earlier.c.edits == deliveries.c.edits,
        _earlier.c.id < deliveries.c.id,
        or_(
            _earlier.c.state == State.AMBIGUOUS.value,
            _put_off(_earlier) & ~(edit & untried),
        ),
    )


def before_its_post() -> ColumnElement[bool]:
    """Say that the post which is changed or answered is not decided: itself, or its roll-up."""
    return exists().where(
        _named.c.id == deliveries.c.edits,
        _post.c.id == func.coalesce(_named.c.merged_into, _named.c.id),
        _post.c.state.in_(UNDECIDED),
    )


def _behind_what_is_late() -> ColumnElement[bool]:
    """Say that the channel's roll-up of alerts that got too old is to come first.

    It stands where the first of them stood, whose id ends its key: what is older goes before it.
    """
    late = deliveries.alias("late")
    is_late = (
        late.c.state == State.PENDING.value,
        late.c.kind == Kind.ROLLUP.value,
        late.c.hold.is_(None),
        late.c.key.startswith(f"{LATE}:"),
    )
    begins = literal(f"{LATE}:").concat(cast(late.c.channel_id, Text)).concat(":")
    stands_at = cast(func.replace(late.c.key, begins, ""), Integer)
    here = (late.c.channel_id == deliveries.c.channel_id, stands_at < deliveries.c.id)
    waits = deliveries.c.channel_id.in_(select(late.c.channel_id).where(*is_late))  # seldom
    behind = waits & exists().where(*is_late, *here)
    return behind & ~deliveries.c.key.startswith(f"{LATE}:")


def _put_off(rows: FromClause) -> ColumnElement[bool]:
    return (rows.c.state == State.PENDING.value) & (rows.c.due_at > _now)


def _trying(ids: Select[Any]) -> ReturningUpdate[Any]:
    """Take rows to send them, which counts as a try."""
    first_try = func.coalesce(deliveries.c.first_try_at, _now)
    return _taking(ids, State.SENDING, attempt=deliveries.c.attempt + 1, first_try_at=first_try)


def _taking(ids: Select[Any], state: State, **values: Any) -> ReturningUpdate[Any]:
    """Give the rows a state and a lease under a new fencing number."""
    lease = {"lease_no": deliveries.c.lease_no + 1, "lease_until": _until}
    statement = update(deliveries).where(deliveries.c.id.in_(ids))
    return statement.values(state=state.value, **lease, **values).returning(deliveries)


async def _taken(
    tx: Tx, statement: ReturningUpdate[Any], values: Mapping[str, Any]
) -> tuple[Delivery, ...]:
    rows = (await tx.conn.execute(statement, values)).all()
    return tuple(sorted((delivery_of(row) for row in rows), key=lambda d: d.id))


async def anything_to_claim(
    tx: Tx,
    now: datetime,
    *,
    platforms: Collection[str],
    since: Mapping[str, datetime],
    oldest: timedelta | None,
) -> bool:
    """Say whether `claim`, `claim_repeats` or `claim_doubtful` would take anything now.

    What is due need not be to be had: its channel may be left, paused, or wait for an answer.
    """
    if not platforms:
        return False
    values: dict[str, Any] = {"now": now, "most": 1}
    values |= {} if oldest is None else {"before": now - oldest}
    values |= {f"since_{name}": at for name, at in since.items()}
    statement = _to_claim(_in_order(platforms), tuple(since), any_age=oldest is None)
    return (await tx.conn.execute(statement, values)).first() is not None


@cache
def _to_claim(platforms: Platforms, repeating: tuple[str, ...], *, any_age: bool) -> Select[Any]:
    found = [_heads(platforms, any_age=any_age), _doubtful(platforms)]
    found += [_repeats(repeating)] if repeating else []
    return inline(
        select(literal(1)).where(or_(*(exists(one.subquery().select()) for one in found)))
    )


async def lapse(tx: Tx, now: datetime, *, quiet: timedelta) -> int:
    """Call what was being sent when its sender died ambiguous; count it."""
    values = {"now": now, "quiet": now + quiet}
    return int((await tx.conn.execute(_lapsing(), values)).rowcount)


@made_once
def _lapsing(now: Any, quiet: Any) -> Update:
    return (
        update(deliveries)
        .where(deliveries.c.state == State.SENDING.value, deliveries.c.lease_until <= now)
        .values(
            state=State.AMBIGUOUS.value,
            quiet_until=quiet,
            lease_no=deliveries.c.lease_no + 1,
            lease_until=None,
            reason="the sender stopped before the platform answered",
        )
    )


async def holds(tx: Tx, delivery: Delivery) -> bool:
    """Say whether a delivery is still in the hands of the worker that claimed it."""
    return (await tx.conn.execute(_holding(), _fence(delivery))).first() is not None


@made_once
def _holding() -> Select[int]:
    return select(deliveries.c.id).where(*_fenced())


def _fenced() -> tuple[ColumnElement[bool], ...]:
    return (
        deliveries.c.id == bindparam("delivery"),
        deliveries.c.lease_no == bindparam("fence"),
        deliveries.c.state.in_(HELD),
    )


def _fence(delivery: Delivery) -> dict[str, int]:
    return {"delivery": delivery.id, "fence": delivery.lease_no}


async def move(tx: Tx, delivery: Delivery, state: State, **values: Any) -> bool:
    """Write a claimed delivery's next state; False when its lease was taken over or is ended."""
    values = {"lease_until": None, "quiet_until": None, "reason": None, **values}
    values["state"] = state.value
    statement = _moving(tuple(values))
    result = await tx.conn.execute(statement, {**set_to(values), **_fence(delivery)})
    return bool(result.rowcount)


@cache
def _moving(columns: tuple[str, ...]) -> Update:
    return setting(deliveries, columns).where(*_fenced())
