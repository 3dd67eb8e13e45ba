"""Asking the stored items: what would a query have caught, and what has it caught already.

Matching some thousand items takes a second, so it is done beside the event loop; and what a
sample has found is kept for the backfill that follows it, which holds the lock on writing.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.legs.gear import Gear
from bot.legs.memory import Found
from bot.model import Channel, Feed, Item
from bot.pipeline.match import build_index, document_of, match
from bot.pipeline.query import Query, normal_form, parse_query, topics_in
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
    # A pack asks for its topics together and watches each by itself: they are looked for, too.
    queries = {normal_form(query): query}
    queries |= {(text := f"topic:{t}"): parse_query(text, None) for t in topics_in(query)}
    found = await asyncio.to_thread(_search, gear, queries, seen, known)
    gear.memory.found = found
    hits = [item for item in seen if found[normal_form(query)][item.id, item.revision]]
    newest = hits[0] if hits else None
    count = await _count_stories(tx, hits, channel.community_id)
    return Sample(
        stories=count,
        items=len(hits),
        days=gear.rules.sample_days,
        per_day=count / _days(seen, now, gear.rules.sample_days),
        newest=newest,
        outlet=_outlet(gear, newest, known) if newest else "",
    )


def _outlet(gear: Gear, item: Item, known: Mapping[int, Feed]) -> str:
    return gear.catalogue.publisher_of(known[item.feed_id], item.link).name


def _search(
    gear: Gear, queries: Mapping[str, Query], seen: Sequence[Item], known: Mapping[int, Feed]
) -> dict[str, Found]:
    """Match items against queries; give normal form → item and revision → match, if any."""
    numbered = dict(enumerate(queries.values()))
    index = build_index(gear.catalogue.topics.values(), numbered, gear.rules.weights)
    found: dict[str, Found] = {text: {} for text in queries}
    for item in seen:
        feed = known[item.feed_id]
        publisher = gear.catalogue.publisher_of(feed, item.link)
        met = match(index, document_of(item, feed, publisher))
        for number, text in enumerate(queries):
            found[text][item.id, item.revision] = met.get(number)
    return found


async def _count_stories(tx: Tx, hits: Sequence[Item], community_id: int) -> int:
    """Count the stories of items, as one community sees them."""
    places = (await stories.of_items(tx, [item.id for item in hits])).values()
    told = (await stories.by_ids(tx, {story for ids in places for story in ids})).values()
    return sum(1 for story in told if story.community_id in (None, community_id))


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
    asked = gear.memory.found.get(text, {})
    left = [item for item in seen if (item.id, item.revision) not in asked]
    known = await feeds.by_ids(tx, {item.feed_id for item in left})
    query = {text: parse_query(text, None)}
    found = asked | (await asyncio.to_thread(_search, gear, query, left, known))[text]
    met = [(item, m) for item in seen if (m := found[item.id, item.revision])]
    await items.note_matches_many(tx, [(item, {query_id: m}) for item, m in met])
    return len(met)
