"""Is the bot at its work? Asked by /healthz, and told to an outside monitor once a minute.

The monitor is a dead man's switch (healthchecks.io, Uptime Kuma's push, Cronitor): it is called
as long as all is well, and rings when the calls stop.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import FeedError
from bot.legs.gear import Gear
from bot.log import get_logger
from bot.store import pulse
from bot.words import span

log = get_logger(__name__)
STANDS_STILL = 3  # poll periods without a feed that was read well
WAITS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """``status``: ok, or a word for what is wrong; ``reason`` says it in a sentence."""

    status: str
    reason: str | None
    feeds: int
    failing: float  # share of the feeds, 0 … 1
    last_poll: float | None  # seconds since a feed was last read well
    oldest_post: float  # seconds for which the oldest post is due and was not tried


async def health(gear: Gear) -> Health:
    """Say whether feeds are read, stories told and posts sent. Raises StoreError."""
    now, period = gear.clock(), timedelta(seconds=gear.rules.poll_interval)
    started = gear.memory.started_at = gear.memory.started_at or now
    rests, steady = gear.memory.chats_rest, gear.steady()
    awake = [name for name in gear.chats if rests.get(name, steady) <= steady]
    async with gear.store.read() as tx:
        polling = await pulse.polling(tx, now, overdue=period)
        waits = await pulse.waiting_since(tx, now, platforms=awake)
        stuck = await pulse.stuck_since(tx, now)
        untold = await pulse.untold_since(tx, now) or now
        refused = await pulse.refused_since(tx)
    oldest = min((at for at in (waits, stuck) if at is not None), default=now)
    status, reason = "ok", None
    if now - max(untold, started) > WAITS:
        status, reason = "stories-wait", _stories(now - untold)
    if now - max(oldest, started) > WAITS:
        status, reason = "posts-wait", _posts(now - oldest)
    if refused is not None and now - max(refused.since, started) > WAITS:
        status, reason = "posts-refused", _tried(refused, now)
    if shut := _shut(gear, now):
        status, reason = "platform-shut", shut
    if _stands_still(polling, now, started, period):
        status, reason = "polling-stands-still", _polls(polling, now)
    if gear.store.refused:
        status = "writing-fails"
        reason = f"In the last minutes something could not be written. {gear.store.refused}"
    return Health(
        status=status,
        reason=reason,
        feeds=polling.total,
        failing=round(polling.failing / polling.total, 3) if polling.total else 0.0,
        last_poll=(now - polling.last_ok_at).total_seconds() if polling.last_ok_at else None,
        oldest_post=(now - oldest).total_seconds(),
    )


def _shut(gear: Gear, now: datetime) -> str | None:
    """Say which platform has taken nothing for long, whatever waits: a refused token, a ban.

    A short rest, as after too many requests, is none of a monitor's business.
    """
    memory, steady = gear.memory, gear.steady()
    for name in sorted(gear.chats):
        since = memory.rests_since.get(name, now)
        if now - since > WAITS and memory.chats_rest.get(name, steady) > steady:
            said = memory.rest_reasons.get(name, "")
            return f"{name} has taken nothing for {span(now - since)}. {said}".strip()
    return None


def _stands_still(
    polling: pulse.Polling, now: datetime, started: datetime, period: timedelta
) -> bool:
    """Say so when no feed was read for long, and none is well that only is not due yet.

    What a start finds gets the same time.
    """
    last = max(polling.last_ok_at or started, started)
    return polling.total > 0 and polling.well == 0 and now - last > STANDS_STILL * period


def _polls(polling: pulse.Polling, now: datetime) -> str:
    since = f"for {span(now - polling.last_ok_at)}" if polling.last_ok_at else "yet"
    where = "the network of this machine and at the log"
    if 2 * polling.failing < polling.total:  # they were not even tried
        where = "the log for leg_waits and leg_broke, and whether the disk is full"
    fail = f"{polling.failing} of {polling.total} fail"
    return f"No feed was read well {since}, and {fail}. Look at {where}."


def _stories(wait: timedelta) -> str:
    return (
        f"A story has been due for {span(wait)} and was not told. Look at the log for leg_broke, "
        "leg_waits and publish_broke; a restart begins all work anew."
    )


def _tried(refused: pulse.Refused, now: datetime) -> str:
    return (
        f"{refused.platform} has not taken a post for {span(now - refused.since)}; I go on trying. "
        f"{refused.reason}"
    ).strip()


def _posts(wait: timedelta) -> str:
    return (
        f"A post has been due for {span(wait)} and was not tried, though nothing is known to be "
        "wrong with its platform. Look at the log for leg_broke and leg_waits."
    )


async def heartbeat(gear: Gear) -> int:
    """Call the monitor's address if there is one and all is well; say whether it was called."""
    url = gear.rules.heartbeat_url
    if not url:
        return 0
    now = await health(gear)
    if now.status != "ok":
        log.error("unwell", status=now.status, reason=now.reason)
        return 0
    try:
        await gear.fetch(url)
    except FeedError as error:
        log.warning("heartbeat_failed", error=str(error))
        return 0
    return 1
