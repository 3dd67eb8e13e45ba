"""Which digest of a channel, or of one watch, has come, is to come, and is passed over."""

from dataclasses import replace
from datetime import datetime

from bot.model import Channel, Watch
from bot.pipeline.digest import Due, last_due, next_due
from bot.store import Tx, record


async def open_due(tx: Tx, channel: Channel, own: Watch | None, now: datetime) -> Due | None:
    """Give the digest time that has come and was not made; ``own``: of this watch alone."""
    due = due_now(channel, own, now)
    return None if due is None or await _is_made(tx, channel, due) else due


async def _is_made(tx: Tx, channel: Channel, due: Due) -> bool:
    return await record.digest_made(tx, channel.id, due.period, due=due.at)


async def next_to_come(tx: Tx, channel: Channel, now: datetime) -> Due | None:
    """Give the next digest of a channel: not one whose local time was posted in another zone."""
    times, days, zone = channel.digest_times, channel.digest_days, channel.timezone
    due = next_due(now, times=times, days=days, timezone=zone)
    while due is not None and await _is_made(tx, channel, due):
        due = next_due(due.at, times=times, days=days, timezone=zone)
    return due


def due_now(channel: Channel, own: Watch | None, now: datetime) -> Due | None:
    """Give the digest time that has come since the last digest, or None.

    ``own``: a watch that has times of its own; its period bears its number.
    """
    if not channel.digest_on or (channel.paused_until and now < channel.paused_until):
        return None  # what a pause keeps back is made up for once, after it
    times = (own.digest_times if own else None) or channel.digest_times
    days = (own.digest_days if own else None) or channel.digest_days
    since = own.digest_since if own else channel.digest_since
    due = last_due(now, times=times, days=days, timezone=channel.timezone)
    if due is None or (since is not None and due.at <= since):
        return None
    return replace(due, period=f"{due.period}#{own.id}") if own else due


async def pass_over(
    tx: Tx, before: Channel, after: Channel, now: datetime, own: tuple[Watch, Watch] | None = None
) -> None:
    """Note a digest time as made that only a change of settings makes due now.

    Whoever sets 08:00 at noon means tomorrow. ``own``: a watch before and after the change.
    """
    was, is_ = own or (None, None)
    due, known = due_now(after, is_, now), due_now(before, was, now)
    if due is not None and (known is None or known.period != due.period):
        await record.digest_done(tx, after.id, due.period, now=now, delivery_id=None)
