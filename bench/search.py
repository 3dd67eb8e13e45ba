"""How long /search takes: `PYTHONPATH=. python bench/search.py [ITEMS] [FOLDER]` prints a table.

Titles and texts are put together from the feeds of a folder (default: tests/data and the demo's
own), so that scripts and languages come as they do in feeds. A query that finds nothing reads all.
"""

import asyncio
import random
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.errors import TidingsError
from bot.legs.look import look_through
from bot.pipeline.parse import parse
from bot.pipeline.query import parse_query
from bot.store.tables import items
from tests.feedserver import FeedServer
from tests.linetest import World, close_world, open_world

ROOT = Path(__file__).parent.parent
QUERIES = ("china", "senkaku", '"rare earths" AND japan', "漁業", "zyzzyva", "taxidermist")
PAGE, PART = 11, 5000


def texts(folders: list[Path]) -> list[tuple[str, str, str]]:
    found = []
    for path in sorted(p for folder in folders for p in folder.rglob("*.xml")):
        try:
            feed = parse(path.read_bytes(), url="https://x.example/", content_type=None)
        except TidingsError:
            continue
        language = (feed.language or "en").split("-")[0]
        found += [(e.title, e.text, language) for e in feed.entries if e.title]
    return found


async def fill(world: World, count: int, known: list[tuple[str, str, str]]) -> None:
    chance = random.Random(1)
    for start in range(0, count, PART):
        rows: list[dict[str, Any]] = []
        for number in range(start, min(start + PART, count)):
            title, text, language = chance.choice(known)
            rows.append(
                {
                    "feed_id": 1,
                    "key": f"k{number}",
                    "title": title,
                    "text": f"{text} {chance.choice(known)[1]}",
                    "language": language,
                    "published": world.now - timedelta(minutes=number % 40_000),
                    "first_seen": world.now,
                    "content_hash": "",
                }
            )
        async with world.gear.store.begin() as tx:
            await tx.conn.execute(items.insert(), rows)


async def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    folders = [Path(p) for p in sys.argv[2:]] or [ROOT / "tests" / "data", ROOT / "bot" / "demo"]
    known = texts(folders)
    with tempfile.TemporaryDirectory() as folder, FeedServer() as server:
        world = await open_world(Path(folder), server)
        await fill(world, count, known)
        print(f"{count:,} items of {len(known):,} texts")
        print(f"{'query':28} {'found':>5} {'wall':>8} {'processor':>10}")
        async with world.gear.store.read() as tx:
            view = await world.gear.memory.view(tx, world.gear.catalogue, 1)
            since = world.now - timedelta(days=30)
            for text in QUERIES:
                query = parse_query(text, view.catalogue.meant, lambda _: [])
                wall, busy = time.perf_counter(), time.process_time()
                found = await look_through(
                    world.gear, tx, query, 1, since=since, after=None, most=PAGE
                )
                wall, busy = time.perf_counter() - wall, time.process_time() - busy
                print(f"{text:28} {len(found):5} {wall:6.2f} s {busy:8.2f} s")
        await close_world(world)


if __name__ == "__main__":
    asyncio.run(main())
