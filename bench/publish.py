"""How many stories a second each leg takes: feeds → matches → alerts in the outbox → posts.

    PYTHONPATH=. .venv/bin/python bench/publish.py [STORIES] [CHANNELS] [ITEMS]

Each story is told by ITEMS outlets (2) in some three sentences, all at once, and watched for in
every channel; later one outlet more tells it, and every alert is edited. Pages are not fetched. The
store is SQLite as the bot runs it; the feeds come from a server in the same process, and the chat
keeps its posts in memory. Beside the time that passed stands that of the processor.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from bot.legs.deliver import deliver
from bot.legs.poll import poll
from bot.legs.publish import publish
from bot.pipeline.text.clean import make_ready
from tests.feedserver import FeedServer
from tests.linetest import NewsItem, World, close_world, open_world

LETTERS = "bdfgklmnprstvz"
SETTLED = timedelta(minutes=6)


def word(draw: random.Random) -> str:
    return "".join(draw.choice(LETTERS) + draw.choice("aeiou") for _ in range(3))


def words(draw: random.Random, many: int) -> str:
    return " ".join(word(draw) for _ in range(many))


def tell(world: World, draw: random.Random, titles: list[str], outlets: list[str]) -> None:
    for outlet in outlets:
        for title in titles:
            text = " ".join(
                f"{words(draw, 9).capitalize()} near the Senkaku Islands {words(draw, 4)}."
                for _ in range(3)
            )
            number = len(world.listed[outlet]) + 1
            link = f"https://{outlet}.example/{number}"
            news = NewsItem(
                id=f"{outlet}-{number}", title=title, text=text, link=link, at=world.now
            )
            world.listed[outlet].append(news)
        world.show(outlet)


async def read(world: World) -> int:
    count = 0
    while found := await poll(world.gear):
        count += found
        world._now[0] += timedelta(seconds=1)
    return count


async def timed(what: str, stories: int, leg: Callable[[], Awaitable[int]]) -> None:
    begun, spent = time.perf_counter(), time.process_time()
    await leg()
    took, spent = time.perf_counter() - begun, time.process_time() - spent
    print(
        f"  {what:24} {took:6.1f} s {stories / took:6.0f} a second "
        f"({stories / spent:.0f} by processor time)"
    )


async def measure(folder: Path, stories: int, channels: int, items: int) -> None:
    make_ready()  # as the bot does before its legs run
    draw = random.Random(7)
    outlets = [f"outlet{n}" for n in range(items + 1)]
    titles = [f"{words(draw, 5).capitalize()} off the Senkaku Islands" for _ in range(stories)]
    with FeedServer() as server:
        world = await open_world(folder, server, outlets=outlets, budget_burst=stories)
        gear = world.gear
        for number in range(channels):
            await world.chat.say(f"channel-{number}", "/watch senkaku")
        print(f"{stories} stories of {items} items to {channels} channels:")
        for done, tellers in (("alert", outlets[:-1]), ("edit", outlets[-1:])):
            tell(world, draw, titles, tellers)
            world._now[0] += timedelta(minutes=15)
            await timed("poll", stories, lambda: read(world))
            world._now[0] += SETTLED
            await timed(f"publish ({done}s)", stories, lambda: publish(gear))
            await timed(f"deliver ({done}s)", stories, lambda: deliver(gear))
        print(f"  {sum(bool(post.edits) for post in world.sent())} of {len(world.sent())} edited")
        await close_world(world)


if __name__ == "__main__":
    stories, channels, items = (
        int(sys.argv[n]) if len(sys.argv) > n else d for n, d in ((1, 400), (2, 1), (3, 2))
    )
    with tempfile.TemporaryDirectory() as name:
        asyncio.run(measure(Path(name), stories, channels, items))
