"""Posts that nobody wants any more: their watch is gone, or their story or outlet is muted.

They become ``suppressed`` where they are certainly not posted. Of one whose fate is not known that
is said only when it was looked for and is not there.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Update, exists, select, update

from bot.model import Kind, State
from bot.store.database import Tx
from bot.store.held import OPEN
from bot.store.rows import chunks, to_noun
from bot.store.tables import deliveries, items, matches, story_items, watches

UNASKED = "no watch of this channel asks for it any more"
MUTED = "the story is muted in this channel"
UNHEARD = "the outlet is muted in this channel"
_pending = deliveries.c.state == State.PENDING.value
_suppressed = deliveries.c.state == State.SUPPRESSED.value


def _again(reason: str) -> Update:
    """Let what was given up for a reason be due, or held, as it was; to be narrowed."""
    statement = update(deliveries).where(_suppressed, deliveries.c.reason == reason)
    return statement.values(state=State.PENDING.value, reason=None)


async def give_up(tx: Tx, delivery_ids: Iterable[int], *, reason: str) -> None:
    """Give up those of these posts that are certainly not posted."""
    for part in chunks(set(delivery_ids)):
        statement = update(deliveries).where(deliveries.c.id.in_(part), _pending)
        values = {"state": State.SUPPRESSED.value, "reason": reason}
        await tx.conn.execute(statement.values(**values))


async def unasked(tx: Tx, channel_id: int) -> set[int]:
    """Give the alerts not known to be posted that no watch of the channel asks for any more."""
    mine = (watches.c.channel_id == channel_id, watches.c.removed_at.is_(None))
    active = (*mine, watches.c.state == "active")
    asked = (
        select(story_items.c.story_id)
        .join(matches, matches.c.item_id == story_items.c.item_id)
        .join(watches, watches.c.query_id == matches.c.query_id)
        .where(story_items.c.story_id == deliveries.c.story_id, *active)
    )
    followed = (
        select(items.c.id)
        .join(watches, watches.c.feed_id == items.c.feed_id)
        .where(items.c.id == deliveries.c.item_id, *active)
    )
    # "+ 0" lets SQLite find what is open by its state, not among all the channel ever got.
    here = (deliveries.c.channel_id + 0 == channel_id, deliveries.c.state.in_(OPEN))
    alert = deliveries.c.kind == Kind.ALERT.value
    query = select(deliveries.c.id).where(*here, alert, ~exists(asked), ~exists(followed))
    return set((await tx.conn.execute(query)).scalars())


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """An alert (``id``) and what it is about: a story, or one item of a followed feed."""

    id: int
    story_id: int | None
    item_id: int | None


async def open_alerts(tx: Tx, channel_id: int) -> tuple[Alert, ...]:
    """Give a channel's alerts that are not known to be posted."""
    here = (deliveries.c.channel_id + 0 == channel_id, deliveries.c.state.in_(OPEN))
    query = select(deliveries.c.id, deliveries.c.story_id, deliveries.c.item_id)
    rows = await tx.conn.execute(query.where(*here, deliveries.c.kind == Kind.ALERT.value))
    return tuple(to_noun(Alert, row) for row in rows)


async def heard_again(tx: Tx, channel_id: int, since: datetime) -> None:
    """Take back that alerts planned since then were given up as their outlets were muted."""
    here = (deliveries.c.channel_id == channel_id, deliveries.c.created_at >= since)
    await tx.conn.execute(_again(UNHEARD).where(*here))


async def told_by_others(tx: Tx, alert_id: int) -> bool:
    """Take that back of one alert; False where it was given up for another reason."""
    return bool(
        (await tx.conn.execute(_again(UNHEARD).where(deliveries.c.id == alert_id))).rowcount
    )


async def plan_anew(
    tx: Tx, alert_id: int, *, now: datetime, due_at: datetime, hold: str | None
) -> None:
    """Let an alert be as old, due and held as if it was planned now."""
    values = {"created_at": now, "due_at": due_at, "hold": hold}
    mine = (deliveries.c.id == alert_id, _pending)
    await tx.conn.execute(update(deliveries).where(*mine).values(**values))


async def give_up_unasked(tx: Tx, channel_id: int) -> tuple[int, ...]:
    """Give up a channel's alerts that nobody asks for; give which, and those still in doubt."""
    ids = await unasked(tx, channel_id)
    await give_up(tx, ids, reason=UNASKED)
    return tuple(sorted(ids))


async def ask_again(tx: Tx, delivery_ids: Iterable[int]) -> None:
    """Take back that alerts were given up so: each is due, or held, as it was."""
    for part in chunks(set(delivery_ids)):
        await tx.conn.execute(_again(UNASKED).where(deliveries.c.id.in_(part)))


async def asked_again(
    tx: Tx, channel_id: int, story_ids: Collection[int], item_ids: Collection[int]
) -> None:
    """Take back that alerts about these were given up so, since a watch asks for them again."""
    here = deliveries.c.channel_id == channel_id
    for column, ids in ((deliveries.c.story_id, story_ids), (deliveries.c.item_id, item_ids)):
        for part in chunks(set(ids)):
            await tx.conn.execute(_again(UNASKED).where(here, column.in_(part)))


async def hold_asked_again(
    tx: Tx,
    channel_id: int,
    story_ids: Collection[int],
    *,
    hold: str,
    due_at: datetime,
    now: datetime,
) -> None:
    """Hold alerts about these stories that were taken back and are not tried again yet."""
    values = {"hold": hold, "due_at": due_at, "created_at": now}
    here = (deliveries.c.channel_id == channel_id, _pending, deliveries.c.hold.is_(None))
    alert = deliveries.c.kind == Kind.ALERT.value
    for part in chunks(set(story_ids)):
        mine = (*here, alert, deliveries.c.story_id.in_(part))
        await tx.conn.execute(update(deliveries).where(*mine).values(**values))


async def give_up_muted(tx: Tx, channel_id: int, story_id: int) -> None:
    """Give up what waits to be posted of a story that was muted in a channel; not its edits."""
    here = (deliveries.c.channel_id + 0 == channel_id, deliveries.c.story_id == story_id)
    statement = update(deliveries).where(_pending, *here, deliveries.c.kind != Kind.EDIT.value)
    await tx.conn.execute(statement.values(state=State.SUPPRESSED.value, reason=MUTED))


async def unmuted(tx: Tx, channel_id: int, story_id: int) -> None:
    """Take that back."""
    here = (deliveries.c.channel_id == channel_id, deliveries.c.story_id == story_id)
    await tx.conn.execute(_again(MUTED).where(*here))
