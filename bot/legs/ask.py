"""Asking the stored items: what would a query have caught, and what has it caught already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.legs.gear import Gear
from bot.model import Channel, Feed, Item, Match
from bot.pipeline.match import Index, build_index, document_of, match
from bot.pipeline.query import Query, parse_query
from bot.store import Tx, feeds, items, stories, watches

MOST_ITEMS = 5000  # read for a sample; the newest


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What a query would have caught of what a channel's community may see.

    ``stories`` and ``items`` within the last ``days``; ``per_day`` is items' stories a day over
    the days that were really read, so that a young instance does not look quiet.
    """

    stories: int
    items: int
    days: int
    per_day: float
    newest: Item | None
    outlet: str


async def sample(gear: Gear, tx: Tx, channel: Channel, query: Query, *, now: datetime) -> Sample:
    """Try a query on the stored items, newest first."""
    since = now - timedelta(days=gear.rules.sample_days)
    seen = await items.recent(tx, channel.community_id, since, limit=MOST_ITEMS)
    known = await feeds.by_ids(tx, {item.feed_id for item in seen})
    index = build_index(gear.catalogue.topics.values(), {0: query}, gear.rules.weights)
    hits = [item for item in seen if _met(gear, index, item, known[item.feed_id])]
    told = await stories.of_items(tx, [item.id for item in hits])
    count = len({story for places in told.values() for story in places})
    newest = hits[0] if hits else None
    outlet = gear.catalogue.publisher_of(known[newest.feed_id]).name if newest else ""
    return Sample(
        stories=count,
        items=len(hits),
        days=gear.rules.sample_days,
        per_day=count / _days(seen, now, gear.rules.sample_days),
        newest=newest,
        outlet=outlet,
    )


def _met(gear: Gear, index: Index, item: Item, feed: Feed) -> dict[int, Match]:
    return match(index, document_of(item, feed, gear.catalogue.publisher_of(feed)))


def _days(seen: Sequence[Item], now: datetime, most: int) -> float:
    """Give how many days the sample really covers, by its items' own dates; at least one."""
    dates = [item.published or item.first_seen for item in seen]
    if not dates:
        return float(most)
    return min(max((now - min(dates)) / timedelta(days=1), 1.0), float(most))


async def backfill(gear: Gear, tx: Tx, query_id: int, *, now: datetime) -> int:
    """Note what a new query meets in the stored items, for /latest and counts; count them.

    Every community's items are read: a query is evaluated once for all, and who may see a match
    is asked when it is shown.
    """
    text = (await watches.active_queries(tx)).get(query_id)
    if text is None:
        return 0
    since = now - timedelta(days=gear.rules.sample_days)
    seen = await items.recent(tx, None, since, limit=MOST_ITEMS)
    known = await feeds.by_ids(tx, {item.feed_id for item in seen})
    queries = {query_id: parse_query(text, None)}
    index = build_index(gear.catalogue.topics.values(), queries, gear.rules.weights)
    found = [(item, _met(gear, index, item, known[item.feed_id])) for item in seen]
    await items.note_matches_many(tx, [(item, met) for item, met in found if met])
    return sum(1 for _, met in found if met)
