"""Run one seed from start to end."""

import os
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bot.store.migrate import migrate
from tests.simulation.scenario import Scenario, draw
from tests.simulation.seen import Progress, Result, nobody
from tests.simulation.virtual import VirtualLoop, run_virtual
from tests.simulation.world import World

FAST = Path("/dev/shm")


@cache
def _empty_store() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        migrate(f"sqlite:///{path}", now=datetime(2026, 1, 1, tzinfo=UTC))
        return path.read_bytes()


def simulate(
    scenario: Scenario, progress: Progress = nobody, *, tidy: Callable[[], None] = lambda: None
) -> Result:
    """Live through a scenario; the store is gone afterwards. ``tidy`` is called between lives."""
    began, busy = time.perf_counter(), time.process_time()
    fast = FAST if FAST.is_dir() and os.access(FAST, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=fast, prefix="tidings-simulation-") as folder:
        path = Path(folder) / "simulated.db"
        path.write_bytes(_empty_store())

        async def main(loop: VirtualLoop) -> Result:
            world = World(loop, scenario, path)
            world.tidy = tidy
            return await world.run(progress)

        result: Result = run_virtual(main)
    result.seconds = time.perf_counter() - began
    result.processor = time.process_time() - busy
    return result


def run_seed(
    seed: int,
    *,
    days: float,
    feeds: int,
    channels: int,
    progress: Progress = nobody,
) -> Result:
    """Draw a seed's scenario and live through it."""
    return simulate(draw(seed, days=days, feeds=feeds, channels=channels), progress)
