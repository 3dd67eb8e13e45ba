"""Looking through all stored items for a query, the newest first, a page at a time.

A sieve keeps out what cannot meet the query; what is left is matched as new items are. Reading
and matching go on until the page is full, so a query that is met often reads little, and one that
is met never reads all there is: 100,000 items in a few seconds, beside the event loop.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.legs.ask import in_its_sense, search
from bot.legs.gear import Gear
from bot.legs.memory import Asked
from bot.model import Feed, Item, Match
from bot.pipeline.match import Sieve
from bot.pipeline.query import Query
from bot.store import Tx, feeds, items, searched

FIRST = 1000  # items read at once, at first
MATCHED = 250  # items matched before it is asked whether the page is full


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An item that met the query."""

    item: Item
    feed: Feed
    match: Match


async def look_through(
    gear: Gear,
    tx: Tx,
    query: Query,
    community_id: int,
    *,
    since: datetime,
    after: int | None,
    most: int,
) -> list[Hit]:
    """Give the newest ``most`` items that meet a query, as a community means it.

    ``after``: only those that come after the item with this id.
    """
    view = await gear.memory.view(tx, gear.catalogue, community_id)
    sieve = Sieve(query, view.catalogue.topics)
    asked = in_its_sense(view, query)
    hits: list[Hit] = []
    ids = _after(await searched.newest(tx, community_id, since), after)
    at, size = 0, FIRST
    while len(hits) < most and at < len(ids):
        texts = await searched.texts(tx, ids[at : at + size])
        passed = await asyncio.to_thread(_passed, sieve, texts)
        for start in range(0, len(passed), MATCHED):
            if len(hits) < most:
                hits += await _matched(
                    gear, tx, asked, community_id, passed[start : start + MATCHED]
                )
        at, size = at + size, min(size * 2, searched.MOST)
    return hits[:most]


def _after(ids: list[int], after: int | None) -> list[int]:
    """Give the ids behind one; none where that is gone."""
    if after is None:
        return ids
    return ids[ids.index(after) + 1 :] if after in ids else []


def _passed(sieve: Sieve, texts: Sequence[searched.Text]) -> list[int]:
    return [one.id for one in texts if sieve.may_meet(one.title, one.text, one.language)]


async def _matched(
    gear: Gear, tx: Tx, asked: Asked, community_id: int, ids: Sequence[int]
) -> list[Hit]:
    found = await items.by_ids(tx, ids)
    seen = [found[id_] for id_ in ids if id_ in found]
    mine = await feeds.visible(tx, community_id, {item.feed_id for item in seen})
    known = {feed.id: feed for feed in mine}
    met = (await asyncio.to_thread(search, gear, [asked], seen, known))[asked]
    return [
        Hit(item=item, feed=known[item.feed_id], match=match)
        for item in seen
        if (match := met[item.id, item.revision]) is not None
    ]
