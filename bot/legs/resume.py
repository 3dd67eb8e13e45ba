"""What a channel was not told while nobody there asked for it, when somebody asks again.

A watch is paused, or an outlet muted, and soon that is taken back. What settled meanwhile, and was
meant for an alert when it came, is decided anew; and what came meanwhile is planned as if it had
come now.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.legs.ask import match_stored
from bot.legs.gear import Gear
from bot.legs.plan import plan_items
from bot.legs.unwanted import hear_again
from bot.model import Item, Watch
from bot.store import (
    Tx,
    deliveries,
    feeds,
    held,
    items,
    record,
    stories,
    threads,
    unwanted,
    watches,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """What came ``since`` then and these watches did not get; ``family``: of this outlet alone."""

    watches: Collection[Watch]
    since: datetime
    family: str | None = None


async def look_again(gear: Gear, tx: Tx, channel_id: int, now: datetime) -> None:
    """Let the stories be published anew that were meant for an alert here and were never told.

    Not those that are older than any alert may get.
    """
    meant = await record.planned_in(tx, channel_id, now - gear.rules.oldest_alert)
    placed = await stories.of_items(tx, meant)
    ids = {story for places in placed.values() for story in places}
    await unwanted.asked_again(tx, channel_id, ids, meant)
    await hear_again(gear, tx, channel_id, now)
    ids -= await deliveries.told_stories(tx, channel_id, ids)
    await threads.look_again_at(tx, ids, now)


async def catch_up(gear: Gear, tx: Tx, watch: Watch, now: datetime) -> None:
    """Plan what a watch missed that somebody paused and resumed now: it is told in one roll-up.

    What came in the pause, and what was to be alerted then and had settled too late; of a long
    pause the last days, as far back as a new watch is tried.
    """
    if watch.paused_at is None:
        return
    first = now - timedelta(days=gear.rules.sample_days)
    since = max(watch.paused_at + timedelta.resolution, first)
    await plan_missed(gear, tx, Missed(watches=[watch], since=since), now)
    before = max(watch.paused_at - gear.rules.oldest_alert, first)
    meant = await record.planned_for(tx, watch.id, before)
    placed = await stories.of_items(tx, meant)
    ids = {story for places in placed.values() for story in places}
    known = await stories.by_ids(tx, ids)
    too_old = now - gear.rules.oldest_alert
    old = {id_ for id_, story in known.items() if story.last_at < too_old}
    await unwanted.asked_again(tx, watch.channel_id, ids, meant)
    due_at = now + gear.rules.rollup_wait
    await unwanted.hold_asked_again(
        tx, watch.channel_id, old, hold=held.RESUMED, due_at=due_at, now=now
    )
    ids -= await deliveries.told_stories(tx, watch.channel_id, ids)
    await threads.look_again_at(tx, ids, now)


async def plan_missed(gear: Gear, tx: Tx, missed: Missed, now: datetime) -> None:
    """Plan what came meanwhile for these watches, and for no other."""
    by_id = {watch.id: watch for watch in missed.watches}
    for feed_id, came in (await _came(gear, tx, missed)).items():
        feed = (await feeds.by_ids(tx, [feed_id]))[feed_id]
        ids = [item.id for item in came]
        matched, placed = await items.matches_of(tx, ids), await stories.of_items(tx, ids)
        await plan_items(gear, tx, feed, came, matched, placed, now=now, only=by_id.keys())


async def _came(gear: Gear, tx: Tx, missed: Missed) -> dict[int, list[Item]]:
    """Give what came meanwhile, matched, by feed."""
    asked = {}
    for query_id in {watch.query_id for watch in missed.watches if watch.query_id}:
        text, home = await watches.query_of(tx, query_id) or ("", None)
        view = await gear.memory.view(tx, gear.catalogue, home) if home is not None else None
        asked[query_id] = view, text
    await match_stored(gear, tx, asked, {}, since=missed.since)
    seen = await items.recent(tx, None, missed.since)
    known = await feeds.by_ids(tx, {item.feed_id for item in seen})
    found: dict[int, list[Item]] = defaultdict(list)
    for item in reversed(seen):
        publisher = gear.catalogue.publisher_of(known[item.feed_id], item.link)
        if not item.baseline and missed.family in (None, publisher.family):
            found[item.feed_id].append(item)
    return found
