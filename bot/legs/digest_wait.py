"""Which digests wait until the feeds were read: those whose time passed while the bot was away.

It was away before its start, and while its machine slept. What came meanwhile is in none of its
tables yet, and would be told a day late.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.legs.gear import Gear
from bot.store import Tx, feeds

AWAY = timedelta(minutes=15)  # without a look at what is due: then the machine slept
READING = timedelta(minutes=10)  # that a digest waits for the feeds at most, once awake
MOST_WAKES = 12  # for so many: a laptop may wake for moments only, all night


async def missed(gear: Gear, tx: Tx, times: Collection[datetime], now: datetime) -> set[datetime]:
    """Give those of the digest times that wait for the reading of feeds, not for ever."""
    woke, waking, steady = _woke(gear, now), gear.memory.waking, gear.steady()
    slept_over = {at for at in times if at <= woke}
    if not slept_over:
        waking.waiting_since, waking.waits = None, 0
        return set()
    if waking.waiting_since is None:
        waking.waiting_since, waking.waits = steady, waking.waits + 1
    in_time = steady < waking.waiting_since + READING and waking.waits <= MOST_WAKES
    return slept_over if in_time and await feeds.unread(tx, now, since=woke) else set()


def _woke(gear: Gear, now: datetime) -> datetime:
    """Say when the bot began, or its machine woke up last."""
    waking = gear.memory.waking
    # Whoever sets the clock far on or back leaves as little to go by as a sleep.
    if waking.looked_at is None or abs(now - waking.looked_at) > AWAY:
        waking.woke_at, waking.waiting_since = now, None
    return waking.woke_at or now


def note_look(gear: Gear) -> None:
    """Note that all that was due was looked at, and could be made."""
    gear.memory.waking.looked_at = gear.clock()
