"""How many stories a second the publish leg tells: matches → summary → alert in the outbox.

    PYTHONPATH=. .venv/bin/python bench/publish.py [STORIES] [CHANNELS]

Each story is told by two outlets in some three sentences, and watched for in every channel; pages
are not fetched. The store is SQLite as the bot runs it, each story is one transaction.
"""

import asyncio
import random
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from bot.legs.poll import poll
from bot.legs.publish import publish
from tests.feedserver import FeedServer
from tests.linetest import open_world

LETTERS = "bdfgklmnprstvz"


def word(draw: random.Random) -> str:
    return "".join(draw.choice(LETTERS) + draw.choice("aeiou") for _ in range(3))


def words(draw: random.Random, many: int) -> str:
    return " ".join(word(draw) for _ in range(many))


async def measure(folder: Path, stories: int, channels: int) -> None:
    draw = random.Random(7)
    with FeedServer() as server:
        world = await open_world(folder, server, budget_burst=100)
        for number in range(channels):
            await world.chat.say(f"channel-{number}", "/watch senkaku")
        for _ in range(stories):
            title = f"{words(draw, 5).capitalize()} off the Senkaku Islands"
            for outlet in ("harbour", "kanto"):
                text = " ".join(
                    f"{words(draw, 9).capitalize()} near the Senkaku Islands {words(draw, 4)}."
                    for _ in range(3)
                )
                world.item(title, outlet, text=text)
        world._now[0] += timedelta(minutes=15)
        while await poll(world.gear):
            world._now[0] += timedelta(seconds=1)
        world._now[0] += timedelta(minutes=6)
        begun, spent = time.perf_counter(), time.process_time()
        told = await publish(world.gear)
        took, spent = time.perf_counter() - begun, time.process_time() - spent
        print(
            f"{told} stories to {channels} channels in {took:.1f} s: {told / took:.0f} a second "
            f"({told / spent:.0f} by processor time)"
        )
        await world.gear.fetch.close()  # type: ignore[attr-defined]
        await world.gear.store.close()


if __name__ == "__main__":
    stories, channels = (
        int(sys.argv[n]) if len(sys.argv) > n else d for n, d in ((1, 400), (2, 1))
    )
    with tempfile.TemporaryDirectory() as name:
        asyncio.run(measure(Path(name), stories, channels))
