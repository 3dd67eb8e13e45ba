"""Asking the stored items: what would a query have caught, and what has it caught already.

Matching some thousand items takes a second, so it is done beside the event loop; and what a
sample has found is kept for the backfill that follows it, which holds the lock on writing.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.catalogue.overlay import View, variants
from bot.legs.gear import Gear
from bot.legs.memory import Asked, Found
from bot.model import Channel, Feed, Item
from bot.pipeline.match import build_index, document_of, match
from bot.pipeline.query import Query, normal_form, parse_query, read_stored, topics_in
from bot.store import Tx, feeds, items, stories, watches

MOST_ITEMS = 5000  # read for a sample; the newest


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What a query would have caught of what a channel's community may see.

    ``stories`` and ``items`` within the last ``days``; ``per_day`` is items' stories a day over
    the days that each feed was really read, so that a young instance does not look quiet.
    ``beside`` are the items of each of the queries that were tried with it.
    """

    stories: int
    items: int
    days: int
    per_day: float
    newest: Item | None
    outlet: str
    beside: tuple[int, ...] = ()


async def sample(
    gear: Gear,
    tx: Tx,
    channel: Channel,
    query: Query,
    beside: Sequence[Query] = (),
    *,
    now: datetime,
) -> Sample:
    """Try a query on the stored items, newest first, in the sense of the channel's community."""
    since = now - timedelta(days=gear.rules.sample_days)
    seen = await items.recent(tx, channel.community_id, since, limit=MOST_ITEMS)
    known = await feeds.by_ids(tx, {item.feed_id for item in seen})
    view = await gear.memory.view(tx, gear.catalogue, channel.community_id)
    # A pack asks for its topics together and watches each by itself: they are looked for, too.
    each = [parse_query(f'topic:"{t}"', None) for t in topics_in(query)]
    asked = [in_its_sense(view, one) for one in (query, *beside, *each)]
    found = await asyncio.to_thread(search, gear, asked, seen, known)
    gear.memory.found = found
    hits = [item for item in seen if found[asked[0]][item.id, item.revision]]
    newest = max(hits, key=dated, default=None)
    pace = a_day(hits, covered(seen, known, now, gear.rules.sample_days))
    count = len(await stories_of(tx, hits, channel.community_id))
    return Sample(
        stories=count,
        items=len(hits),
        days=gear.rules.sample_days,
        per_day=pace * count / max(1, len(hits)),
        newest=newest,
        outlet=_outlet(gear, newest, known) if newest else "",
        beside=tuple(sum(map(bool, found[one].values())) for one in asked[1 : 1 + len(beside)]),
    )


async def volume(gear: Gear, tx: Tx, community_id: int, *, now: datetime) -> float:
    """Give how many items a day a community's feeds bring."""
    since = now - timedelta(days=gear.rules.sample_days)
    seen = await items.recent(tx, community_id, since, limit=MOST_ITEMS)
    known = await feeds.by_ids(tx, {item.feed_id for item in seen})
    return a_day(seen, covered(seen, known, now, gear.rules.sample_days))


def _outlet(gear: Gear, item: Item, known: Mapping[int, Feed]) -> str:
    return gear.catalogue.publisher_of(known[item.feed_id], item.link).name


def in_its_sense(view: View, query: Query) -> Asked:
    """Say what is asked: in everybody's sense unless the community changed a topic of it."""
    return (None if view.home(topics_in(query)) is None else view), normal_form(query)


def search(
    gear: Gear, asked: Iterable[Asked], seen: Sequence[Item], known: Mapping[int, Feed]
) -> dict[Asked, Found]:
    """Match items against queries; give for each item and revision → match, if any.

    Senses of one community at two moments stand side by side: each view is numbered by itself.
    """
    numbered = dict(enumerate(dict.fromkeys(asked)))
    numbers = {
        view: n for n, view in enumerate(dict.fromkeys(v for v, _ in numbered.values() if v))
    }
    topics = variants(gear.catalogue, {n: view.overlays for view, n in numbers.items()})
    read = {n: read_stored(text) for n, (_, text) in numbered.items()}
    queries = {n: query for n, query in read.items() if query}
    homes = {n: numbers[view] for n, (view, _) in numbered.items() if view and n in queries}
    index = build_index(topics, queries, gear.rules.weights, homes=homes)
    found: dict[Asked, Found] = {one: {} for one in numbered.values()}
    for item in seen:
        feed = known[item.feed_id]
        publisher = gear.catalogue.publisher_of(feed, item.link)
        met = match(index, document_of(item, feed, publisher))
        for number, one in numbered.items():
            found[one][item.id, item.revision] = met.get(number)
    return found


async def stories_of(tx: Tx, hits: Sequence[Item], community_id: int) -> dict[int, Item]:
    """Give the stories of items, as one community sees them, each with the first of its items."""
    places = await stories.of_items(tx, [item.id for item in hits])
    told = await stories.by_ids(tx, {story for ids in places.values() for story in ids})
    found: dict[int, Item] = {}
    for item in hits:
        for story in places.get(item.id, ()):
            if story in told and told[story].community_id in (None, community_id):
                found.setdefault(story, item)
    return found


def dated(item: Item) -> datetime:
    """Give an item's own date; one that lies ahead is as old as its coming."""
    return min(item.published or item.first_seen, item.first_seen)


def covered(
    seen: Iterable[Item], known: Mapping[int, Feed], now: datetime, most: int
) -> dict[int, float]:
    """Say how many days of each feed a sample covers: since its first reading or oldest item.

    Each feed by itself: what one shows of weeks ago says nothing of how often another speaks. At
    least one day, at most ``most``.
    """
    first: dict[int, datetime] = {}
    for item in seen:
        first[item.feed_id] = min(dated(item), first.get(item.feed_id, now))
    read = {id_: known[id_].baseline_at or now for id_ in first}
    spans = {id_: (now - min(at, read[id_])) / timedelta(days=1) for id_, at in first.items()}
    return {id_: min(max(span, 1.0), float(most)) for id_, span in spans.items()}


def a_day(items: Iterable[Item], days: Mapping[int, float]) -> float:
    """Say how many such items a day there are, by the days that ``covered`` gave."""
    return sum(1 / days[item.feed_id] for item in items)


async def backfill(gear: Gear, tx: Tx, query_id: int, *, now: datetime) -> int:
    """Note what a new query meets in the stored items, for /latest and counts; count them.

    Every community's items are read: a query is evaluated once for all, and who may see a match
    is asked when it is shown.
    """
    text = (await watches.active_queries(tx)).get(query_id)
    if text is None:
        return 0
    home = (await watches.homes(tx)).get(query_id)
    view = await gear.memory.view(tx, gear.catalogue, home) if home is not None else None
    since = now - timedelta(days=gear.rules.sample_days)
    return await match_stored(gear, tx, {query_id: (view, text)}, gear.memory.found, since=since)


async def match_stored(
    gear: Gear,
    tx: Tx,
    asked: Mapping[int, Asked],
    found: Mapping[Asked, Found],
    *,
    since: datetime,
) -> int:
    """Match stored items against queries and note what they meet; count it.

    ``found`` was found before the lock on writing was taken; only what it lacks is matched here.
    """
    seen = await items.recent(tx, None, since, limit=MOST_ITEMS)
    had = [found.get(one, {}) for one in asked.values()]
    left = [i for i in seen if not all((i.id, i.revision) in known for known in had)]
    feeds_left = await feeds.by_ids(tx, {item.feed_id for item in left})
    more = await asyncio.to_thread(search, gear, asked.values(), left, feeds_left)
    count = 0
    for query_id, one in asked.items():
        whole = {**found.get(one, {}), **more[one]}
        met = [(item, m) for item in seen if (m := whole[item.id, item.revision])]
        await items.note_matches_many(tx, [(item, {query_id: m}) for item, m in met])
        count += len(met)
    return count
