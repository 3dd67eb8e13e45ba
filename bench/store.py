"""How fast the store is: `python bench/store.py` prints a table, on a fresh file.

Every commit waits for the disk (synchronous=FULL), as in the running bot.
"""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.model import FeedSource, Item, Kind, Match, Salience, State
from bot.store import (
    Store,
    channels,
    claims,
    deliveries,
    feeds,
    items,
    open_store,
    stories,
    watches,
)
from bot.store.migrate import migrate

MANY, PART = 10_000, 500
NOW = datetime(2026, 11, 24, tzinfo=UTC)
MATCH = Match(query="ships", score=0.8, salience=Salience.MAIN, evidence=())


def row(number: int) -> dict[str, Any]:
    return {
        "key": f"id:{number}",
        "link": f"https://herald.example/{number}",
        "canonical": f"https://herald.example/{number}",
        "title": f"The ministers met for the {number}th time and agreed on ships",
        "text": "A sentence of a common length that says who met whom, and where. " * 6,
        "language": "en",
        "author": None,
        "published": NOW,
        "first_seen": NOW,
        "baseline": False,
        "late": False,
        "revision": 0,
        "content_hash": f"{number:032x}",
    }


@asynccontextmanager
async def fresh_store() -> AsyncIterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/tidings.db"
        migrate(url, now=NOW)
        store = await open_store(url)
        try:
            yield store
        finally:
            await store.close()


async def parts(store: Store, work: Callable[[Any, int], Awaitable[Any]]) -> list[Any]:
    done = []
    for start in range(0, MANY, PART):
        async with store.begin() as tx:
            done += await work(tx, start) or []
    return done


async def measure(name: str, count: int, work: Awaitable[Any]) -> Any:
    start = time.perf_counter()
    result = await work
    seconds = time.perf_counter() - start
    print(f"| {name} | {count:,} | {seconds:.2f} | {count / seconds:,.0f} |")
    return result


async def all_known(store: Store, feed_id: int) -> None:
    async with store.read() as tx:
        known = await items.known_keys(tx, feed_id)
        await items.known_heads(tx, feed_id)
    async with store.begin() as tx:
        await items.touch_keys(tx, feed_id, known, NOW + timedelta(hours=1))


async def place(store: Store, stored: list[Item], query_id: int) -> None:
    async def work(tx: Any, start: int) -> None:
        part = stored[start : start + PART]
        await stories.place_many(
            tx,
            [
                stories.Placement(item=item, community_id=None, story_id=-1 - n, role="opener")
                for n, item in enumerate(part)
            ],
        )
        await items.note_matches_many(tx, [(item, {query_id: MATCH}) for item in part])

    await parts(store, work)


async def plan(store: Store, channel_ids: list[int], count: int) -> None:
    async with store.begin() as tx:
        for number in range(count):
            await deliveries.plan(
                tx,
                channel_ids[number % len(channel_ids)],
                kind=Kind.ALERT,
                key=f"key{number}",
                nonce=f"nonce{number}",
                payload={"text": "x" * 1000},
                due_at=NOW,
                now=NOW,
            )


async def drain(store: Store) -> None:
    """Claim and finish as the delivering leg does: one commit a claim, one a post."""
    while True:
        async with store.begin() as tx:
            taken = await claims.claim(tx, NOW, lease=timedelta(seconds=60), limit=20)
        for delivery in taken:
            async with store.begin() as tx:
                await claims.move(tx, delivery, State.SENT)
        if not taken:
            return


async def main() -> None:
    print("| what | rows | seconds | rows/s |\n|---|---|---|---|")
    async with fresh_store() as store:
        async with store.begin() as tx:
            source = FeedSource(url="https://herald.example/feed", name="Herald")
            feed, _ = await feeds.add(tx, source, shared=True, interval=600, now=NOW)
            query_id = await watches.query_id(tx, "ships")
            home = await channels.community(tx, "local", "home", "Home")
            made = [
                await channels.channel(tx, home.id, f"{n}", f"{n}", digest_time="08:00", now=NOW)
                for n in range(20)
            ]
        rows = [row(number) for number in range(MANY)]
        insert = parts(store, lambda tx, n: items.insert_items(tx, feed.id, rows[n : n + PART]))
        stored = await measure("insert items, 500 a commit", MANY, insert)
        await measure("all known: read keys, touch them", MANY, all_known(store, feed.id))
        await measure("place and match, 500 a commit", MANY, place(store, stored, query_id))
        ids = [channel.id for channel in made]
        await measure("plan deliveries, one commit", 1000, plan(store, ids, 1000))
        await measure("claim and finish deliveries", 1000, drain(store))


if __name__ == "__main__":
    asyncio.run(main())
