"""Which digests wait until the feeds were read: those whose time passed while the bot was away.

It was away before its start, and while its machine slept. What came meanwhile is in none of its
tables yet, and would be told a day late.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.legs.gear import Gear
from bot.store import Tx, feeds

AWAY = timedelta(minutes=15)  # without a look at what is due: then the machine slept
READING = timedelta(minutes=10)  # that a digest waits for the feeds at most


async def missed(gear: Gear, tx: Tx, times: Collection[datetime], now: datetime) -> set[datetime]:
    """Give those of the digest times that wait for the reading of feeds, not for ever."""
    woke, waking, steady = _woke(gear, now), gear.memory.waking, gear.steady()
    slept_over = {at for at in times if at <= woke}
    # While any waits it is one wait, so that a machine that wakes for moments only ends it, too.
    since = waking.waiting_since = (waking.waiting_since or steady) if slept_over else None
    if since is None:
        return set()
    if steady < since + READING and await feeds.unread(tx, now, since=woke):
        return slept_over
    waking.waiting_since = None
    return set()


def _woke(gear: Gear, now: datetime) -> datetime:
    """Say when the bot began, or its machine woke up last."""
    waking = gear.memory.waking
    # Whoever sets the clock far on or back leaves as little to go by as a sleep.
    if waking.looked_at is None or abs(now - waking.looked_at) > AWAY:
        waking.woke_at = now
    return waking.woke_at or now


def note_look(gear: Gear) -> None:
    """Note that all that was due was looked at, and could be made."""
    gear.memory.waking.looked_at = gear.clock()
