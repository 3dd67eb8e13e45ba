"""What waited for long to be posted: a channel gets no more of it at once than its budget allows.

The budget is taken when an alert is planned. While a platform is out of order it fills again, and
all that was planned meanwhile would come within a minute. So of alerts that waited the newest are
sent, as many as the channel takes by what was really posted there lately; those before them come
first, in one roll-up (`legs/rollup`).
"""

from datetime import datetime, timedelta

from bot.legs.admit import HOUR, budget_of
from bot.legs.gear import Gear
from bot.model import Channel, Delivery, Kind
from bot.pipeline.budget import Bucket, Budget, filled, left_after, take
from bot.store import Tx, backlog, channels
from bot.store.backlog import Posted, Waiting

DELAYED = timedelta(minutes=2)  # what waited longer is looked at; less fills no budget
LOOKED_AT = timedelta(days=1)  # as far back as posts are counted


async def too_many(gear: Gear, tx: Tx, channel: Channel, now: datetime) -> tuple[Waiting, ...]:
    """Give the alerts that waited and are more than the channel takes now, oldest first."""
    budget = budget_of(gear, channel)
    if budget is None:
        return ()
    waiting = await backlog.waiting_in(tx, channel.id, now)
    if not any(one.created_at < now - DELAYED for one in waiting):
        return ()
    posted = await backlog.posted_in(tx, channel.id, since=now - LOOKED_AT)
    left = left_after(_times(posted), budget, now)
    passed = sum(1 for one in posted if one.urgent and now - one.at < HOUR)
    few = max(0, gear.rules.urgent_per_hour - passed)
    return _beyond(waiting, left, budget, few, now)


def _beyond(
    waiting: tuple[Waiting, ...], left: Bucket, budget: Budget, few: int, now: datetime
) -> tuple[Waiting, ...]:
    """Take for the newest first; so many urgent ones pass without a token."""
    rest = []
    for one in reversed(waiting):
        left, got = take(left, budget, now)
        if not got and one.urgent and few > 0:
            few -= 1
        elif not got:
            rest.append(one)
    return tuple(reversed(rest))


async def charge(gear: Gear, tx: Tx, delivery: Delivery, now: datetime) -> None:
    """Take an alert that waited from what has filled again since it was planned."""
    if delivery.kind is not Kind.ALERT or now - delivery.created_at < DELAYED:
        return
    channel = await channels.get_channel(tx, delivery.channel_id)
    budget = budget_of(gear, channel)
    if budget is None:
        return
    posted = await backlog.posted_in(tx, channel.id, since=now - LOOKED_AT)
    left = [left_after(_times(posted), budget, now).tokens or 0.0]
    left.append(
        filled(Bucket(tokens=channel.tokens, at=channel.tokens_at), budget, now).tokens or 0
    )
    await channels.keep_budgets(tx, {channel.id: (min(left), now)})


def _times(posted: tuple[Posted, ...]) -> list[datetime]:
    return [one.at for one in posted]
