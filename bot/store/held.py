"""Posts that are held back, and what tells of them instead: a roll-up.

A held alert is ``pending`` with a ``hold``; nobody sends it. A roll-up makes it ``merged``, with
``merged_into``. One that got too old to be sent by itself becomes ``expired``, told the same way.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Update, exists, func, or_, select, update

from bot.model import Kind, State
from bot.store.database import Tx
from bot.store.rows import chunks, to_noun
from bot.store.statements import made_once
from bot.store.tables import (
    channels,
    communities,
    decisions,
    deliveries,
    delivery_lines,
)

QUIET, BUDGET = "quiet", "budget"
RESUMED = "resumed"  # its watch was paused when it came
ALONE = "rollup"  # stage of the decision to let the only alert that is held go as it is
LATE = "late"  # begins the key of a roll-up of posts that got too old
OPEN = (
    State.PENDING.value,
    State.SENDING.value,
    State.RECONCILING.value,
    State.AMBIGUOUS.value,
)
IN_DOUBT = OPEN[1:]
RINGING = (Kind.ALERT.value, Kind.ROLLUP.value)  # what quiet hours hold
_pending = deliveries.c.state == State.PENDING.value
_alert = deliveries.c.kind == Kind.ALERT.value
_rollup = deliveries.c.kind == Kind.ROLLUP.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A post that waits to be told by a roll-up; ``hold`` None: it only got too old.

    ``attempt``: how often it was tried to be sent.
    """

    id: int
    story_id: int | None
    hold: str | None
    due_at: datetime
    created_at: datetime
    attempt: int


_HELD = select(
    deliveries.c.id,
    deliveries.c.story_id,
    deliveries.c.hold,
    deliveries.c.due_at,
    deliveries.c.created_at,
    deliveries.c.attempt,
)


async def waiting_channels(
    tx: Tx, now: datetime, *, oldest: datetime, platforms: Iterable[str]
) -> tuple[int, ...]:
    """Give the channels that can be posted to and have something for a roll-up, oldest first.

    ``oldest``: when what is too old by now was planned. What a budget holds is looked at when its
    time has come, what quiet hours hold always: they may have been ended before.
    """
    values = {"now": now, "oldest": oldest, "platforms": list(platforms)}
    return tuple((await tx.conn.execute(_waiting(), values)).scalars())


@made_once
def _waiting(now: Any, oldest: Any, platforms: Any) -> Select[int]:
    time_has_come = or_(deliveries.c.hold == QUIET, deliveries.c.due_at <= now)
    return (
        select(deliveries.c.channel_id)
        .join(channels, channels.c.id == deliveries.c.channel_id)
        .join(communities, communities.c.id == channels.c.community_id)
        .where(
            or_(_pending & deliveries.c.hold.is_not(None) & time_has_come, _stuck(now, oldest)),
            takes_posts(now),
            communities.c.platform.in_(platforms),
        )
        .group_by(deliveries.c.channel_id)
        .order_by(func.min(deliveries.c.id))
    )


def takes_posts(now: Any) -> ColumnElement[bool]:
    """Say that a channel can be posted to, as far as is known, or is to be tried again."""
    open_ = (channels.c.state == "active") & channels.c.probe_at.is_(None)
    return or_(open_, channels.c.probe_at <= now) & communities.c.left_at.is_(None)


async def held_in(tx: Tx, channel_id: int) -> tuple[Held, ...]:
    """Give what is held in a channel, oldest first."""
    return await _of(tx, _held_in(), channel=channel_id)


async def stuck_in(tx: Tx, channel_id: int, now: datetime, *, oldest: datetime) -> tuple[Held, ...]:
    """Give a channel's alerts that were certainly never posted and are too old by now."""
    return await _of(tx, _stuck_in(), channel=channel_id, now=now, oldest=oldest)


async def unsent_late(tx: Tx, channel_id: int) -> tuple[Held, ...]:
    """Give the roll-ups of such alerts that could not be posted either, or were not yet."""
    return await _of(tx, _unsent_late(), channel=channel_id)


async def untried_rollups(tx: Tx, channel_id: int) -> tuple[Held, ...]:
    """Give a channel's other roll-ups that wait behind something and were never tried.

    Not one that was: its channel has to wait until it may be tried again.
    """
    return await _of(tx, _untried(), channel=channel_id)


async def _of(tx: Tx, query: Select[Any], **values: Any) -> tuple[Held, ...]:
    return tuple(to_noun(Held, row) for row in await tx.conn.execute(query, values))


@made_once
def _held_in(channel: Any) -> Select[Any]:
    return _in(channel).where(_pending & deliveries.c.hold.is_not(None))


@made_once
def _stuck_in(channel: Any, now: Any, oldest: Any) -> Select[Any]:
    return _in(channel).where(_stuck(now, oldest))


@made_once
def _unsent_late(channel: Any) -> Select[Any]:
    free = deliveries.c.hold.is_(None)
    return _in(channel).where(_pending & _rollup & free, deliveries.c.key.like(f"{LATE}:%"))


@made_once
def _untried(channel: Any) -> Select[Any]:
    other = deliveries.c.key.not_like(f"{LATE}:%")
    free = deliveries.c.hold.is_(None)
    return _in(channel).where(_pending & _rollup & free, other, deliveries.c.attempt == 0)


def _in(channel: Any) -> Select[Any]:
    # "+ 0" lets SQLite find what is open by its state, not among all the channel ever got.
    return _HELD.where(deliveries.c.channel_id + 0 == channel).order_by(deliveries.c.id)


def _stuck(now: Any, oldest: Any) -> ColumnElement[bool]:
    """Say that an alert is too old, in a channel of which nothing is in doubt or put off.

    So it is asked only when something of the channel is about to be tried: through an outage not
    every alert that gets old is a new roll-up.
    """
    old: ColumnElement[bool] = deliveries.c.created_at < oldest
    return loose() & old & is_free(now)


def loose() -> ColumnElement[bool]:
    """Say that an alert is to be sent by itself and is certainly not posted."""
    return _pending & _alert & deliveries.c.hold.is_(None)


def is_free(now: Any) -> ColumnElement[bool]:
    """Say that no post of the channel is under way, in doubt or put off."""
    other = deliveries.alias("other")
    put_off = (
        (other.c.state == State.PENDING.value) & (other.c.due_at > now) & (other.c.attempt > 0)
    )
    busy = select(other.c.channel_id).where(
        other.c.state.in_(OPEN),
        other.c.kind != Kind.EDIT.value,
        or_(other.c.state.in_(IN_DOUBT), put_off),
    )
    return deliveries.c.channel_id.not_in(busy)


async def hold_with(tx: Tx, ids: Iterable[int], *, until: datetime) -> None:
    """Hold alerts that got too old while nothing may be posted, with what waits for its end."""
    for part in chunks(ids):
        late = (deliveries.c.id.in_(part), _pending, deliveries.c.hold.is_(None))
        await tx.conn.execute(update(deliveries).where(*late).values(hold=QUIET, due_at=until))


async def hold_until(tx: Tx, channel_id: int, until: datetime) -> None:
    """Let all that is held in a channel wait for the end of its quiet hours, or of its pause."""
    await tx.conn.execute(_holding_until(), {"channel": channel_id, "end": until})


@made_once
def _holding_until(channel: Any, end: Any) -> Update:
    later = or_(
        deliveries.c.due_at < end, (deliveries.c.hold == QUIET) & (deliveries.c.due_at != end)
    )
    here = (deliveries.c.channel_id == channel, _pending & deliveries.c.hold.is_not(None))
    return update(deliveries).where(*here, later).values(due_at=end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """What says whether a channel (``id``) is quiet now; columns of ``channels``."""

    id: int
    paused_until: datetime | None
    quiet: dict[str, Any] | None
    timezone: str | None


_TO_BE_SENT = select(deliveries.c.channel_id).where(
    _pending, deliveries.c.kind.in_(RINGING), deliveries.c.hold.is_(None)
)
_WITH_QUIET_HOURS = select(
    channels.c.id, channels.c.paused_until, channels.c.quiet, channels.c.timezone
).where(channels.c.quiet.is_not(None), channels.c.id.in_(_TO_BE_SENT))


async def with_quiet_hours(tx: Tx) -> tuple[Resting, ...]:
    """Give the channels with quiet hours that have an alert or a roll-up to be sent."""
    return tuple(to_noun(Resting, row) for row in await tx.conn.execute(_WITH_QUIET_HOURS))


async def hold_unsent(tx: Tx, channel_id: int, until: datetime, *, urgent: bool) -> int:
    """Hold a channel's alerts and roll-ups that were to be sent; give how many.

    ``urgent``: alerts of urgent stories, too.
    """
    rings = select(delivery_lines.c.delivery_id).where(
        delivery_lines.c.delivery_id == deliveries.c.id,
        delivery_lines.c.line["urgent"].as_boolean(),
    )
    here = (deliveries.c.channel_id == channel_id, _pending, deliveries.c.hold.is_(None))
    held = deliveries.c.kind.in_(RINGING) if urgent else or_(_rollup, _alert & ~exists(rings))
    statement = update(deliveries).where(*here, held)
    result = await tx.conn.execute(statement.values(hold=QUIET, due_at=until))
    return int(result.rowcount)


async def bring_forward(tx: Tx, channel_id: int, now: datetime) -> int:
    """Let what a channel's budget held be told now; give how many alerts that are."""
    mine = (deliveries.c.channel_id == channel_id, _pending, deliveries.c.hold == BUDGET)
    statement = update(deliveries).where(*mine).values(due_at=now)
    return int((await tx.conn.execute(statement)).rowcount)


async def is_held(tx: Tx, delivery_id: int) -> bool:
    """Say whether a post is held."""
    held = (deliveries.c.id == delivery_id, _pending, deliveries.c.hold.is_not(None))
    return (await tx.conn.execute(select(deliveries.c.id).where(*held))).first() is not None


async def release(tx: Tx, delivery_id: int, now: datetime) -> bool:
    """Let a held alert be sent by itself after all; it counts as planned now."""
    held = (deliveries.c.id == delivery_id, _pending, deliveries.c.hold.is_not(None))
    statement = update(deliveries).where(*held).values(hold=None, due_at=now, created_at=now)
    return bool((await tx.conn.execute(statement)).rowcount)


async def merge(tx: Tx, told: Iterable[int], into: int, state: State, *, reason: str) -> None:
    """Let a roll-up tell of posts instead, and of all that these told of."""
    for part in chunks(set(told)):
        values: dict[str, Any] = {"state": state.value, "merged_into": into, "reason": reason}
        one_of = deliveries.c.id.in_(part)
        await tx.conn.execute(update(deliveries).where(one_of, _pending).values(**values))
        passed_on = deliveries.c.merged_into.in_(part)
        await tx.conn.execute(update(deliveries).where(passed_on).values(merged_into=into))


async def late_since(tx: Tx, into: int) -> datetime | None:
    """Say when the oldest alert was planned that waited too long and that a roll-up tells of."""
    waited = _alert & deliveries.c.hold.is_(None)
    query = select(func.min(deliveries.c.created_at)).where(
        deliveries.c.merged_into == into, waited
    )
    return await _moment(tx, query)


async def last_rollup(tx: Tx, channel_id: int, since: datetime) -> datetime | None:
    """Say when a channel's newest roll-up was planned; None when it was not since then.

    An alert that was let go alone, where a roll-up would have had nothing else, counts as one.
    """
    alone = select(decisions.c.id).where(
        decisions.c.delivery_id == deliveries.c.id, decisions.c.stage == ALONE
    )
    query = select(func.max(deliveries.c.created_at)).where(
        deliveries.c.channel_id == channel_id,
        deliveries.c.created_at > since,
        or_(_rollup, _alert & exists(alone)),
    )
    return await _moment(tx, query)


async def _moment(tx: Tx, query: Select[Any]) -> datetime | None:
    found: datetime | None = (await tx.conn.execute(query)).scalar()
    return found


async def urgent_since(tx: Tx, channel_id: int, since: datetime) -> int:
    """Count a channel's urgent alerts that were planned since then, and not held."""
    urgent = delivery_lines.c.line["urgent"].as_boolean()
    query = (
        select(func.count(deliveries.c.id))
        .join(delivery_lines, delivery_lines.c.delivery_id == deliveries.c.id)
        .where(
            deliveries.c.channel_id == channel_id,
            deliveries.c.created_at > since,
            deliveries.c.hold.is_(None),
            _alert,
            urgent,
        )
    )
    return int((await tx.conn.execute(query)).scalar_one())


async def post_of(tx: Tx, alert_id: int) -> int:
    """Give the delivery whose post tells of an alert's story: the alert's own, or its roll-up's.

    What follows on the story hangs under that post.
    """
    found = (await tx.conn.execute(_post_of(), {"alert": alert_id})).scalar()
    return int(found or alert_id)


@made_once
def _post_of(alert: Any) -> Select[int]:
    post = func.coalesce(deliveries.c.merged_into, deliveries.c.id)
    return select(post).where(deliveries.c.id == alert)
