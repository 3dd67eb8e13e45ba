"""May an alert be posted now? Quiet hours, a pause and the channel's budget say so.

What may not is held: it waits in the outbox, is redrawn while it waits, and comes in a roll-up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.legs.gear import Gear
from bot.model import Channel
from bot.pipeline.budget import Bucket, Budget, take
from bot.pipeline.quiet import quiet_until
from bot.store import Tx, channels, held, threads, watches
from bot.store.held import Resting
from bot.words import kept_moment

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """``hold`` None: at once. Else ``due_at`` is when its roll-up is to come; ``why`` in words."""

    hold: str | None
    due_at: datetime
    why: str = ""


def resumed(gear: Gear, now: datetime) -> Admission:
    """Say how what came in a pause of its watch is told after it: in one roll-up."""
    due_at = now + gear.rules.rollup_wait
    return Admission(hold=held.RESUMED, due_at=due_at, why="its watch was paused when it came")


class Gate:
    """What channels take, for as long as one transaction is open.

    Budgets are read with their channels and kept up with here; `close` writes what is left.
    """

    def __init__(self, gear: Gear, tx: Tx, now: datetime) -> None:
        self._gear = gear
        self._tx = tx
        self._now = now
        self._left: dict[int, Bucket] = {}
        self._urgent: dict[int, int] = {}  # urgent alerts of the last hour, by channel
        self._rollups: dict[int, datetime | None] = {}

    async def admit(
        self, channel: Channel, *, urgent: bool = False, wake: bool = False
    ) -> Admission:
        """Say whether a channel takes an alert now, and take it from the budget if it does.

        ``wake``: one of the watches that ask for it passes quiet hours when it is urgent; a pause
        stops that, too. Urgent alerts pass a budget that is used up, a few an hour.
        """
        now = self._now
        end = silent_until(channel, now)
        if end is not None and not (urgent and wake and not paused(channel, now)):
            said = f"until {kept_moment(end)}"
            why = f"a pause {said}" if paused(channel, now) else f"quiet hours {said}"
            return Admission(hold=held.QUIET, due_at=end, why=why)
        passed = await self._urgent_so_far(channel) if urgent else 0
        few = urgent and passed < self._gear.rules.urgent_per_hour
        if not self._within_budget(channel) and not few:
            return await self._over_budget(channel)
        if urgent:
            self._urgent[channel.id] = passed + 1
        return Admission(hold=None, due_at=now)

    async def release(self, channel: Channel, alert_id: int, *, wake: bool) -> bool:
        """Let a held alert go whose story is urgent by now, if it may; say whether it did."""
        if not await held.is_held(self._tx, alert_id):
            return False
        admission = await self.admit(channel, urgent=True, wake=wake)
        return admission.hold is None and await held.release(self._tx, alert_id, self._now)

    async def close(self) -> None:
        """Keep what is left of the budgets."""
        left = {id_: (bucket.tokens, bucket.at) for id_, bucket in self._left.items()}
        await channels.keep_budgets(self._tx, left)

    async def _urgent_so_far(self, channel: Channel) -> int:
        if channel.id not in self._urgent:
            since = self._now - HOUR
            self._urgent[channel.id] = await held.urgent_since(self._tx, channel.id, since)
        return self._urgent[channel.id]

    def _within_budget(self, channel: Channel) -> bool:
        budget = budget_of(self._gear, channel)
        if budget is None:
            return True
        known = Bucket(tokens=channel.tokens, at=channel.tokens_at)
        self._left[channel.id], got = take(self._left.get(channel.id, known), budget, self._now)
        return got

    async def _over_budget(self, channel: Channel) -> Admission:
        """Hold it for the next roll-up: in a while, for more to come, and at most once an hour."""
        every = self._gear.rules.rollup_every
        if channel.id not in self._rollups:
            since = self._now - every
            self._rollups[channel.id] = await held.last_rollup(self._tx, channel.id, since)
        last = self._rollups[channel.id]
        due = self._now + self._gear.rules.rollup_wait
        if last is not None:
            due = max(due, last + every)
        return Admission(hold=held.BUDGET, due_at=due, why="over the channel’s budget")


async def hold_back(tx: Tx, now: datetime) -> None:
    """Hold what was planned before quiet hours and could not be sent until they had begun.

    What is urgent passes where a watch of the channel wakes for it. What is for a thread is sent
    at their end: it is none of the stories that a roll-up tells.
    """
    for channel_id, end in await _to_hold(tx, now):
        wakes = any(w.urgent == "wake" for w in await watches.of_channel(tx, channel_id))
        await held.hold_unsent(tx, channel_id, end, urgent=not wakes)
    for channel_id, end in await _to_put_off(tx, now):
        await threads.put_off(tx, channel_id, end)


async def _to_hold(tx: Tx, now: datetime) -> list[tuple[int, datetime]]:
    """Give the channels that are quiet now and have alerts to be sent, and until when."""
    return _silent(await held.with_quiet_hours(tx), now)


async def _to_put_off(tx: Tx, now: datetime) -> list[tuple[int, datetime]]:
    """Give the channels that are quiet now and have posts for threads due, and until when."""
    return _silent(await threads.due_in_quiet(tx, now), now)


def _silent(quiet: Iterable[Resting], now: datetime) -> list[tuple[int, datetime]]:
    return [(one.id, end) for one in quiet if (end := silent_until(one, now))]


def paused(channel: Channel | Resting, now: datetime) -> bool:
    """Say whether the channel is paused: nothing but edits is posted."""
    return channel.paused_until is not None and now < channel.paused_until


def silent_until(channel: Channel | Resting, now: datetime) -> datetime | None:
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
