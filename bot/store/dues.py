"""Whether anything may be due: asked at each look, so that nobody writes to find that out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, exists, or_, select

from bot.model import Kind, State
from bot.store.claims import HELD
from bot.store.database import Tx
from bot.store.held import RINGING
from bot.store.statements import made_once
from bot.store.tables import channels, deliveries


@dataclass(frozen=True, slots=True)
class Due:
    """Whether there may be something to send, about to be in doubt, and in doubt.

    ``waited``: an alert waits to be sent by itself, for long by now. ``quiet``: one, or a
    roll-up, waits in a channel that has quiet hours, or what is for a thread is due there.
    """

    to_send: bool
    lapsed: bool
    doubtful: bool
    waited: bool = False
    quiet: bool = False

    def __bool__(self) -> bool:
        return self.to_send or self.lapsed or self.doubtful


async def anything_due(tx: Tx, now: datetime, *, long: timedelta) -> Due:
    """Say whether there may be anything to claim or to call ambiguous: else nobody need write."""
    values = {"now": now, "before": now - long}
    row = (await tx.conn.execute(_anything_due(), values)).mappings().one()
    return Due(**{name: bool(value) for name, value in row.items()})


@made_once
def _anything_due(now: Any, before: Any) -> Select[bool, bool, bool, bool, bool]:
    to_send = (deliveries.c.state == State.PENDING.value) & deliveries.c.hold.is_(None)
    alert = to_send & (deliveries.c.kind == Kind.ALERT.value)
    in_a_thread = (deliveries.c.kind == Kind.UPDATE.value) & (deliveries.c.due_at <= now)
    rings = to_send & or_(deliveries.c.kind.in_(RINGING), in_a_thread)
    in_quiet = channels.c.id.in_(select(deliveries.c.channel_id).where(rings))
    doubtful = deliveries.c.state == State.AMBIGUOUS.value
    either = or_(deliveries.c.due_at <= now, deliveries.c.quiet_until <= now)
    return select(
        exists().where(to_send, deliveries.c.due_at <= now).label("to_send"),
        exists()
        .where(deliveries.c.state.in_(HELD), deliveries.c.lease_until <= now)
        .label("lapsed"),
        exists().where(doubtful, either).label("doubtful"),
        exists().where(alert, deliveries.c.created_at < before).label("waited"),
        exists().where(channels.c.quiet.is_not(None), in_quiet).label("quiet"),
    )
