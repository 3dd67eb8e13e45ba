"""The roll-up leg: what was held back, or got too old to be sent → one post a channel.

    [ held alerts whose time has come → one roll-up in the outbox, the alerts merged into it ]

It is one transaction, and a held alert is pending or merged, never both: whoever repeats this
finds nothing left to plan. One alert alone is sent as it is, and counts as a roll-up.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.legs.admit import budget_of, silent_until
from bot.legs.backlog import DELAYED, too_many
from bot.legs.broken import by_itself, rests
from bot.legs.gear import Gear
from bot.legs.pages import plan_pages
from bot.legs.unwanted import give_up
from bot.locales import speaking
from bot.log import get_logger
from bot.model import Channel, Headline, State
from bot.pipeline.digest import arrange
from bot.pipeline.quiet import quiet_until
from bot.pipeline.render import sections_of
from bot.pipeline.render_digest import (
    Cause,
    because_delayed,
    because_late,
    because_over_budget,
    because_paused,
    because_quiet,
    because_resumed,
)
from bot.pipeline.render_digest import rollup as draw_rollup
from bot.store import Tx, backlog, channels, deliveries, held, lines, record
from bot.store.held import Held

log = get_logger(__name__)
PAGE = 10  # lines that a roll-up shows
INSTANT = timedelta(seconds=1)
ALMOST = timedelta(minutes=15)  # before an alert is too old it goes with those that are


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one roll-up is to tell.

    ``ready``: what was held. ``late``: alerts that got too old, and their roll-ups. ``delayed``:
    alerts that waited and are more than the budget allows. ``older``: roll-ups that were planned
    before and could not be posted yet.
    """

    ready: tuple[Held, ...] = ()
    late: tuple[Held, ...] = ()
    delayed: tuple[Held, ...] = ()
    older: tuple[Held, ...] = ()

    @property
    def waited(self) -> tuple[Held, ...]:
        """What could not be posted in time."""
        return (*self.late, *self.delayed)

    @property
    def ids(self) -> list[int]:
        """All of it."""
        return [h.id for h in (*self.older, *self.ready, *self.waited)]


async def rollup(gear: Gear) -> int:
    """Plan the roll-up of every channel whose time has come; give how many posts were let go."""
    count = await _of_each(gear, await _met(gear))
    if count:
        gear.nudge("deliver")
    return count


async def relieve(gear: Gear, platforms: Collection[str]) -> None:
    """Plan the roll-ups of channels in which more waited than they take, before newer is sent."""
    await _of_each(gear, await _overfull(gear, platforms))


async def _of_each(gear: Gear, channel_ids: Iterable[int]) -> int:
    count = 0
    for channel_id in channel_ids:
        if not rests(gear, "rollup", channel_id):
            with by_itself(gear, "rollup", channel=channel_id):
                count += await _roll_up(gear, channel_id)
    return count


async def _met(gear: Gear) -> list[int]:
    """Give the channels that may be due a roll-up, oldest first; nobody writes to find that out."""
    now, platforms = gear.clock(), list(gear.chats)
    oldest = now - gear.rules.oldest_alert
    async with gear.store.read() as tx:
        met = await held.waiting_channels(tx, now, oldest=oldest, platforms=platforms)
    return list(dict.fromkeys((*met, *await _overfull(gear, platforms))))


async def _overfull(gear: Gear, platforms: Collection[str]) -> list[int]:
    """Give the channels in which an alert got too old, or more waited than they take now."""
    now, found = gear.clock(), []
    async with gear.store.read() as tx:
        backed_up = await backlog.backed_up(tx, now, since=now - DELAYED, platforms=platforms)
        for channel_id, oldest in backed_up.items():
            late = oldest < now - gear.rules.oldest_alert
            if late or await _more_than_it_takes(gear, tx, channel_id, now):
                found.append(channel_id)
    return found


async def _more_than_it_takes(gear: Gear, tx: Tx, channel_id: int, now: datetime) -> bool:
    channel = await channels.get_channel(tx, channel_id)
    return bool(await _delayed(gear, tx, channel, now, late=()))


async def _delayed(
    gear: Gear, tx: Tx, channel: Channel, now: datetime, *, late: tuple[Held, ...]
) -> tuple[Held, ...]:
    """Give what waited and is beyond the budget; one alert alone is sent as it is."""
    old = {one.id for one in late}
    found = tuple(h for h in await too_many(gear, tx, channel, now) if h.id not in old)
    alone = len(found) == 1 and not late and not await held.unsent_late(tx, channel.id)
    return () if alone else found


async def _roll_up(gear: Gear, channel_id: int) -> int:
    async with gear.store.begin() as tx:
        now = gear.clock()
        channel = await channels.get_channel(tx, channel_id)
        late = await _too_old(gear, tx, channel_id, now)
        end = silent_until(channel, now)
        if end is not None:
            await held.hold_with(tx, [one.id for one in late], until=end)
            await held.hold_until(tx, channel_id, end)
            return 0
        delayed = await _delayed(gear, tx, channel, now, late=late)
        kept = await held.held_in(tx, channel_id)
        unwanted = await give_up(gear, tx, channel_id, (*kept, *late, *delayed))
        kept, late, delayed = (
            tuple(h for h in hs if h.id not in unwanted) for hs in (kept, late, delayed)
        )
        ready = kept if any(_has_come(one, now) for one in kept) else ()
        if not ready and not late and not delayed:
            return 0
        older = await held.untried_rollups(tx, channel_id)
        alone = len(ready) == 1 and ready[0].hold != held.RESUMED
        if alone and not late and not delayed and not older:
            return await _alone(tx, channel_id, ready[0], now)
        again = await held.unsent_late(tx, channel_id) if late or delayed else ()
        told = Told(ready=ready, late=(*again, *late), delayed=delayed, older=older)
        return await _plan(gear, tx, channel, told, now)


async def _too_old(gear: Gear, tx: Tx, channel_id: int, now: datetime) -> tuple[Held, ...]:
    """Give the alerts that are too old, and with them what would be by the time of their turn."""
    oldest = now - gear.rules.oldest_alert
    late = await held.stuck_in(tx, channel_id, now, oldest=oldest)
    return await held.stuck_in(tx, channel_id, now, oldest=oldest + ALMOST) if late else late


async def _alone(tx: Tx, channel_id: int, one: Held, now: datetime) -> int:
    """Let the only alert that is held be sent as it is; note it: the next has its hour to wait."""
    known = await record.decision_of(tx, one.id)
    alert = await deliveries.get(tx, one.id)
    if known is None and alert is not None and alert.item_id is not None:
        made = await record.decisions_about(tx, [alert.item_id], channel_id)
        known = next((d for d in reversed(made) if d.watch_id is not None), None)
    if known is not None:
        decision = replace(
            known,
            delivery_id=one.id,
            stage=held.ALONE,
            verdict="alone",
            trail={"reason": "it was held and came alone, since nothing else was held"},
            at=now,
        )
        await record.decide(tx, [decision])
    return int(await held.release(tx, one.id, now))


def _has_come(one: Held, now: datetime) -> bool:
    """Say whether the time has come for what is held: quiet hours are over when we are here."""
    return one.hold == held.QUIET or one.due_at <= now


async def _plan(gear: Gear, tx: Tx, channel: Channel, told: Told, now: datetime) -> int:
    """Put one roll-up into the outbox."""
    found = arrange(_once(await lines.of(tx, told.ids)), page=PAGE)
    since = await _since(tx, told.waited)
    with speaking(channel.locale):
        message = draw_rollup(
            sections_of(found[:PAGE], first=1, now=now),
            causes=_causes(gear, channel, told, since),
            stories=len(found),
            now=now,
        )
    key = f"{held.LATE if told.waited else 'rollup'}:{channel.id}:{min(told.ids)}"
    planned = await plan_pages(gear, tx, channel, message, found, key=key, first=PAGE, now=now)
    if planned is None:
        return 0
    for these, state, why in (
        ((*told.older, *told.ready, *told.delayed), State.MERGED, "told by a roll-up"),
        (told.late, State.EXPIRED, "too old to be sent by itself"),
    ):
        await held.merge(tx, [h.id for h in these], planned, state, reason=why)
    log.info("rolled_up", channel=channel.id, delivery=planned, stories=len(found))
    return 1


def _once(told: Sequence[Headline]) -> list[Headline]:
    """Leave out what is said twice: a story of an older roll-up that could not be posted."""
    return list({(h.story_id, h.item_id): h for h in told}.values())


async def _since(tx: Tx, waited: Sequence[Held]) -> datetime | None:
    """Say since when nothing could be posted, as far as what ``waited`` tells."""
    times = [h.created_at for h in waited]
    times += [at for h in waited if (at := await held.late_since(tx, h.id)) is not None]
    return min(times, default=None)


def _causes(gear: Gear, channel: Channel, told: Told, since: datetime | None) -> tuple[Cause, ...]:
    found = dict.fromkeys(_cause(gear, channel, one) for one in told.ready)
    if since is not None:
        refused = any(one.attempt for one in told.waited)  # else the bot was down, or slow
        why = because_late if refused else because_delayed
        found[why(since, channel.timezone)] = None
    return tuple(found)


def _cause(gear: Gear, channel: Channel, one: Held) -> Cause:
    quiet = channel.quiet
    if one.hold == held.RESUMED:
        return because_resumed()
    if one.hold == held.BUDGET:
        budget = budget_of(gear, channel)
        return because_over_budget(budget.per_hour if budget else None)
    # What was to be posted before them was held from their beginning, and until their end.
    within = (one.created_at, one.due_at - INSTANT)
    if quiet is not None and any(quiet_until(at, quiet, channel.timezone) for at in within):
        return because_quiet(quiet["from"], quiet["to"])
    return because_paused()
