"""Matching stored items again for queries that mean something else now.

    [ newest: found before the lock on writing was taken ] → the rest in parts, when there is time

A part is read and matched beside everybody; only what it found is written under the lock.
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime

from bot.legs.ask import MOST_ITEMS, search
from bot.legs.gear import Gear
from bot.legs.memory import Asked, Found
from bot.model import Match
from bot.store import Tx, feeds, items, rematch, watches

PART = 1000  # items matched at a time


async def match_newest(
    gear: Gear, tx: Tx, asked: Mapping[int, Asked], found: Mapping[Asked, Found], *, now: datetime
) -> None:
    """Note what queries (by id) meet in the newest items; ``found`` was found before.

    What came since then is matched here. Older items are left to `match_older`.
    """
    since = now - gear.rules.keep_items
    heads = await items.heads(tx, since, limit=MOST_ITEMS) if asked else []
    if not heads:
        return
    had = [found.get(one, {}) for one in asked.values()]
    left = [id_ for id_, revision in heads if not all((id_, revision) in one for one in had)]
    seen = list((await items.by_ids(tx, left)).values())
    known = await feeds.by_ids(tx, {item.feed_id for item in seen})
    more = await asyncio.to_thread(search, gear, asked.values(), seen, known) if seen else {}
    oldest = heads[-1][0]
    for query_id, one in asked.items():
        whole = {**found.get(one, {}), **more.get(one, {})}
        met = {head: whole[head] for head in heads if whole.get(head)}
        await _write(tx, query_id, one, met, oldest, None)
        if len(heads) == MOST_ITEMS:
            await rematch.begin(tx, query_id, oldest)


async def _write(
    tx: Tx,
    query_id: int,
    one: Asked,
    met: Mapping[tuple[int, int], Match | None],
    first: int,
    until: int | None,
) -> None:
    """Put what a query meets from item ``first`` on, below ``until``, in the place of what was."""
    if one[0] is not None:  # what all share only grows
        await items.forget_matches(tx, query_id, first, until)
    await items.note_found(tx, query_id, {head: match for head, match in met.items() if match})


async def match_older(gear: Gear) -> int:
    """Match the items that wait, in parts; count them."""
    count = 0
    while done := await _part(gear):
        count += done
    return count


async def _part(gear: Gear) -> int:
    """Match one part for one query; 0 when nothing waits."""
    async with gear.store.read() as tx:
        waiting = await rematch.pending(tx)
        if not waiting:
            return 0
        query_id, below = next(iter(waiting.items()))
        one = await _asked(gear, tx, query_id)
        since = gear.clock() - gear.rules.keep_items
        seen = await items.recent(tx, None, since, below=below, limit=PART) if one else ()
        known = await feeds.by_ids(tx, {item.feed_id for item in seen})
    if one is None or not seen:
        async with gear.store.begin() as tx:
            await rematch.end(tx, query_id)
        return 1
    found = (await asyncio.to_thread(search, gear, [one], seen, known))[one]
    async with gear.store.begin() as tx:
        # Changed again meanwhile: then it was begun anew, and this part is worth nothing.
        if await _asked(gear, tx, query_id) == one:
            oldest = seen[-1].id
            if await rematch.reached(tx, query_id, below, oldest):
                await _write(tx, query_id, one, found, oldest, below)
    return len(seen)


async def _asked(gear: Gear, tx: Tx, query_id: int) -> Asked | None:
    """Give what a query asks now, and in whose sense; None when it is gone."""
    query = await watches.query_of(tx, query_id)
    if query is None:
        return None
    text, home = query
    view = await gear.memory.view(tx, gear.catalogue, home) if home is not None else None
    return view, text
