"""How fast items find their stories, and how much room a full window takes.

    .venv/bin/python bench/stories.py            100,000 items in the window
    .venv/bin/python bench/stories.py 20000

Titles are made of words that are drawn by Zipf's law, in events of one to forty items, so that some
words stand in thousands of stories and most in few. Times are processor time of this process.
"""

import random
import resource
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from bot.model import Member
from bot.pipeline.cluster import Window, join

SPAN = timedelta(hours=48)
START = datetime(2026, 11, 24, tzinfo=UTC)
WORDS = [
    f"{one}{other}"
    for one in (
        f"{a}{b}{c}"
        for a in "bdfgklmnprst"
        for b in ("a", "e", "io", "ou")
        for c in ("rak", "tin", "sol")
    )
    for other in (
        f"{a}{b}{c}" for a in "hjvwz" for b in "aeiou" for c in ("l", "mb", "nd", "x", "st")
    )
]


def items(many: int) -> list[Member]:
    draw = random.Random(7)
    weights = list(accumulate(1 / (n + 30) for n in range(len(WORDS))))
    made: list[Member] = []
    step = SPAN / many
    events: list[list[str]] = []
    while len(made) < many:
        if not events or draw.random() < 0.45:
            events.append(draw.choices(WORDS, cum_weights=weights, k=9))
            del events[:-400]
            event = events[-1]
        else:
            event = events[-min(int(draw.paretovariate(0.7)), len(events))]
        said = draw.sample(event, 6) + draw.choices(WORDS, cum_weights=weights, k=3)
        number = len(made) + 1
        made.append(
            Member(
                story_id=-number, community_id=None, item_id=number, feed_id=number % 500,
                canonical=f"https://outlet{number % 500}.example/{'-'.join(said)}-{number}",
                title=" ".join(said).capitalize(), at=START + number * step,
                text=" ".join(draw.choices(WORDS, cum_weights=weights, k=40)),
            )
        )  # fmt: skip
    return made


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    window = Window([Member(
        story_id=1, community_id=None, item_id=0, feed_id=0, canonical=None,
        title="What tells languages is there in a program that reads feeds", at=START,
    )])  # fmt: skip
    all_items = items(many + 1000)
    before = resident()
    merged, started = 0, time.process_time()
    for number, item in enumerate(all_items[:many], start=1):
        merged += len(join(window, item, since=item.at - SPAN).merged)
        if number % 10_000 == 0 and number < many:
            took = (time.process_time() - started) / number
            print(
                f"  {number:,}: {took * 1e3:.2f} ms an item, {resident() - before:.0f} MB",
                flush=True,
            )
    filled = time.process_time() - started
    grown = resident() - before
    started = time.process_time()
    for item in all_items[many:]:
        join(window, item, since=item.at - SPAN)
    full = (time.process_time() - started) / 1000
    print(f"{many:,} items in {len(window.stories):,} stories, {merged:,} merged late")
    print(f"window {grown:.0f} MB")
    print(
        f"an item finds its story in {filled / many * 1e3:.2f} ms while it fills, "
        f"{full * 1e3:.2f} ms when it is full"
    )


def resident() -> float:
    """Give the memory of this process in MB, as it is now where the system tells."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * resource.getpagesize() / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


if __name__ == "__main__":
    main()
