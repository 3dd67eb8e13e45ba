"""Killed at every edge of a full cycle: ``python -m tests.crash.sweep``.

The cycle: a feed is read, a story becomes an alert in one channel and a followed item in another,
a second outlet tells it and the alert is edited, a third knows more and that is told in the alert's
thread, a digest is made of what waited for it. The program ends by itself at its k-th edge (before
and after each commit and each request), k = 1, 2, … until it gets through without meeting its edge.
Each time a second one, left alone, has to finish the work.
"""

import argparse
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import Progress

from tests.crash.child import Child
from tests.crash.edges import ENDED
from tests.crash.hostile import PLAIN
from tests.crash.results import write
from tests.crash.verdict import Wish
from tests.crash.world import World, open_world

WISHES = {
    "islands": Wish(subjects=("senkaku",)),
    "follow": Wish(outlet="harbour"),
    "digest": Wish(subjects=("senkaku", "lighthouse")),
}
SIDE_BY_SIDE = 4
Opened = Callable[[Path, int], AbstractContextManager[World]]  # folder, number of the worker


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """What came of all edges; ``lost`` and ``doubled`` name theirs."""

    edges: int
    kills: int
    deliveries: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]


def _opened(folder: Path, number: int) -> AbstractContextManager[World]:
    return open_world(folder, seed=number, manner=PLAIN, kind=True, wishes=WISHES)


class Sweep:
    """Hands out the edges, ``step`` apart, to workers that each have a world of their own."""

    def __init__(
        self, folder: Path, *, step: int, passed: Callable[[], None], opened: Opened = _opened
    ) -> None:
        self.lost: list[str] = []
        self.doubled: list[str] = []
        self.deliveries = 0
        self.edges = 0
        self.kills = 0
        self._folder = folder
        self._next = count(1, step)
        self._passed = passed
        self._opened = opened
        self._over = False

    def work(self, number: int) -> None:
        """Take edges until one lies behind the end of the cycle."""
        with self._opened(self._folder / str(number), number) as world:
            prepare(world)
            while not self._over:
                edge = next(self._next)
                if not self._one(world, edge):
                    self._over = True

    def _one(self, world: World, edge: int) -> bool:
        world.restore()
        met = cycle(world, edge)
        verdict = world.verdict()
        self.edges = max(self.edges, edge) if met else self.edges
        self.kills += met
        self.deliveries += verdict.deliveries
        self.lost += [f"edge {edge}: {line}" for line in verdict.lost]
        self.doubled += [f"edge {edge}: {line}" for line in verdict.doubled]
        self._passed()
        return met


def prepare(world: World) -> None:
    """Let something wait for the digest, stop, and keep this state to begin from."""
    world.begin_a_minute()
    child = world.start()
    world.until(world.is_quiet)  # the digest of this minute is made: what comes waits for the next
    world.news.tell(subject="lighthouse", outlet="kanto")
    world.until(world.is_quiet)
    child.end()
    world.skip(61.0)
    world.save()


def cycle(world: World, edge: int) -> bool:
    """Let a story be told and go on, the bot ending at an edge; says whether it met the edge."""
    story = world.news.tell(subject="senkaku", outlet="harbour")
    child = world.start(edge=edge)
    _wait(world, child)
    retold = world.news.retell(story)
    _wait(world, child)
    world.news_of(lambda: world.news.develop(retold))
    _wait(world, child)
    child.end()
    met = child.status == ENDED
    world.run_to_quiet()
    return met


def _wait(world: World, child: Child) -> None:
    """Wait until the bot is quiet, or at its edge."""
    world.until(lambda: child.is_over or world.is_quiet())


def run(
    *,
    step: int = 1,
    passed: Callable[[], None] = lambda: None,
    opened: Opened = _opened,
    side_by_side: int = SIDE_BY_SIDE,
) -> Swept:
    """Kill at every edge, or at every ``step``-th, in worlds that ``opened`` makes."""
    with TemporaryDirectory() as folder, ThreadPoolExecutor(side_by_side) as pool:
        sweep = Sweep(Path(folder), step=step, passed=passed, opened=opened)
        for future in [pool.submit(sweep.work, n) for n in range(side_by_side)]:
            future.result()
    return Swept(
        edges=sweep.edges,
        kills=sweep.kills,
        deliveries=sweep.deliveries,
        lost=tuple(sweep.lost),
        doubled=tuple(sweep.doubled),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill the program at every edge of a cycle.")
    parser.add_argument("--step", type=int, default=1)
    asked = parser.parse_args()
    began = time.monotonic()
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("edges", total=None)
        swept = run(step=asked.step, passed=lambda: bar.advance(task))
    for line in (*swept.lost, *swept.doubled):
        print(line)
    figures = {"edges": swept.edges, "kills": swept.kills, "deliveries": swept.deliveries}
    figures |= {"lost": len(swept.lost), "doubled": len(swept.doubled)}
    write("sweep", seed=None, seconds=time.monotonic() - began, figures=figures)
    print(" ".join(f"{name}={value}" for name, value in figures.items()))
    return 1 if swept.lost or swept.doubled else 0


if __name__ == "__main__":
    sys.exit(main())
