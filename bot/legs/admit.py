"""May an alert be posted now? Quiet hours, a pause and the channel's budget say so.

What may not is held: it waits in the outbox, is redrawn while it waits, and comes in a roll-up.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.legs.gear import Gear
from bot.model import Channel
from bot.pipeline.budget import Bucket, Budget, take
from bot.pipeline.quiet import quiet_until
from bot.store import Tx, channels, held, watches
from bot.words import clock

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """``hold`` None: at once. Else ``due_at`` is when its roll-up is to come; ``why`` in words."""

    hold: str | None
    due_at: datetime
    why: str = ""


async def admit(
    gear: Gear, tx: Tx, channel_id: int, *, now: datetime, urgent: bool = False, wake: bool = False
) -> Admission:
    """Say whether a channel takes an alert now, and take it from the budget if it does.

    ``wake``: one of the watches that ask for it passes quiet hours when it is urgent; a pause
    stops that, too. Urgent alerts pass a budget that is used up, a few an hour.
    """
    channel = await channels.get_channel(tx, channel_id)
    end = silent_until(channel, now)
    if end is not None and not (urgent and wake and not paused(channel, now)):
        said = f"until {clock(end, channel.timezone)}"
        why = f"a pause {said}" if paused(channel, now) else f"quiet hours {said}"
        return Admission(hold=held.QUIET, due_at=end, why=why)
    if await _within_budget(gear, tx, channel, now) or (
        urgent and await held.urgent_since(tx, channel_id, now - HOUR) < gear.rules.urgent_per_hour
    ):
        return Admission(hold=None, due_at=now)
    return await _over_budget(gear, tx, channel, now)


async def hold_back(tx: Tx, now: datetime) -> None:
    """Hold what was planned before quiet hours and could not be sent until they had begun.

    What is urgent passes where a watch of the channel wakes for it.
    """
    for channel_id in await held.with_quiet_hours(tx):
        channel = await channels.get_channel(tx, channel_id)
        end = silent_until(channel, now)
        if end is not None:
            wakes = any(w.urgent == "wake" for w in await watches.of_channel(tx, channel_id))
            await held.hold_unsent(tx, channel_id, end, urgent=not wakes)


async def release(
    gear: Gear, tx: Tx, channel_id: int, alert_id: int, *, now: datetime, wake: bool
) -> bool:
    """Let a held alert go whose story is urgent by now, if it may; say whether it did."""
    if not await held.is_held(tx, alert_id):
        return False
    admission = await admit(gear, tx, channel_id, now=now, urgent=True, wake=wake)
    return admission.hold is None and await held.release(tx, alert_id, now)


def paused(channel: Channel, now: datetime) -> bool:
    """Say whether the channel is paused: nothing but edits is posted."""
    return channel.paused_until is not None and now < channel.paused_until


def silent_until(channel: Channel, now: datetime) -> datetime | None:
    """Give when a channel's pause and quiet hours are both over; None when neither is on."""
    over = channel.paused_until if paused(channel, now) else None
    return quiet_until(over or now, channel.quiet, channel.timezone) or over


def budget_of(gear: Gear, channel: Channel) -> Budget | None:
    """Give the channel's own budget, else that of the settings; None: it takes every alert."""
    own = channel.settings.get("budget")
    if own == "off":
        return None
    if own:
        return Budget(burst=own["burst"], per_hour=own["per_hour"])
    return default_budget(gear)


def default_budget(gear: Gear) -> Budget:
    """Give the budget of the settings."""
    return Budget(burst=gear.rules.budget_burst, per_hour=gear.rules.budget_per_hour)


async def _within_budget(gear: Gear, tx: Tx, channel: Channel, now: datetime) -> bool:
    budget = budget_of(gear, channel)
    if budget is None:
        return True
    bucket, got = take(Bucket(tokens=channel.tokens, at=channel.tokens_at), budget, now)
    await channels.update_channel(tx, channel.id, tokens=bucket.tokens, tokens_at=bucket.at)
    return got


async def _over_budget(gear: Gear, tx: Tx, channel: Channel, now: datetime) -> Admission:
    """Hold it for the next roll-up: in a while, for more to come, and at most once an hour."""
    every = gear.rules.rollup_every
    last = await held.last_rollup(tx, channel.id, now - every)
    due = now + gear.rules.rollup_wait
    if last is not None:
        due = max(due, last + every)
    return Admission(hold=held.BUDGET, due_at=due, why="over the channel’s budget")
