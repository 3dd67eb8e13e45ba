"""The clock and the workers of one process."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.job import Job
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.engine import embedded
from bot.engine.embedded import Engine, Every
from bot.errors import StoreError

SELDOM = 3600.0


async def until(true: Callable[[], bool]) -> None:
    """Wait until something holds; the test's own time limit ends a wait in vain."""
    while not true():
        await asyncio.sleep(0.01)


def counting(runs: list[str], name: str) -> Callable[[], Awaitable[int]]:
    async def leg() -> int:
        runs.append(name)
        return 0

    return leg


async def test_every_leg_looks_once_at_the_start() -> None:
    runs: list[str] = []
    engine = Engine({n: counting(runs, n) for n in "ab"}, dict.fromkeys("ab", SELDOM))
    engine.start()
    await until(lambda: sorted(runs) == ["a", "b"])
    await engine.stop()


async def test_a_nudge_runs_a_leg_before_its_tick() -> None:
    runs: list[str] = []
    engine = Engine({"a": counting(runs, "a")}, {"a": SELDOM})
    engine.start()
    await until(lambda: len(runs) == 1)
    engine.nudge("a")
    await until(lambda: len(runs) == 2)
    await engine.stop()


async def test_the_clock_ticks_by_itself() -> None:
    runs: list[str] = []
    engine = Engine({"a": counting(runs, "a")}, {"a": 0.05})
    engine.start()
    await until(lambda: len(runs) > 3)
    await engine.stop()


async def test_a_tick_nudges_in_the_thread_of_the_legs(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: set[int] = set()
    nudge = Engine.nudge

    def watched(engine: Engine, leg: str) -> None:
        threads.add(threading.get_ident())
        nudge(engine, leg)

    monkeypatch.setattr(Engine, "nudge", watched)
    runs: list[str] = []
    engine = Engine({"a": counting(runs, "a")}, {"a": 0.05})
    engine.start()
    await until(lambda: len(runs) > 2)
    await engine.stop()
    assert threads == {threading.get_ident()}


async def test_a_leg_never_runs_twice_at_once_and_runs_again_for_a_nudge_meanwhile() -> None:
    running, most, runs = 0, 0, 0
    go = asyncio.Event()

    async def slow() -> int:
        nonlocal running, most, runs
        running += 1
        most, runs = max(most, running), runs + 1
        await go.wait()
        running -= 1
        return 0

    engine = Engine({"a": slow}, {"a": SELDOM})
    engine.start()
    await until(lambda: runs == 1)
    for _ in range(5):
        engine.nudge("a")
    await asyncio.sleep(0.05)
    assert runs == 1
    go.set()
    await until(lambda: runs == 2)
    await engine.stop()
    assert most == 1


async def test_a_leg_that_breaks_runs_again_at_the_next_tick() -> None:
    errors = [RuntimeError("a bug"), StoreError("the disk is full")]
    runs: list[int] = []

    async def broken() -> int:
        runs.append(1)
        if errors:
            raise errors.pop()
        return 0

    engine = Engine({"a": broken}, {"a": 0.05})
    engine.start()
    await until(lambda: len(runs) > 2)
    await engine.stop()


async def test_a_leg_that_waits_on_and_on_is_told_once_and_then_counted(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    runs: list[int] = []

    async def full() -> int:
        runs.append(1)
        if len(runs) == 7:
            monkeypatch.setattr(embedded, "AGAIN", 0.0)  # a minute is over
        if len(runs) < 8:
            raise StoreError("the disk is full")
        return 0

    caplog.set_level("INFO", logger="bot.engine.embedded")
    engine = Engine({"a": full}, {"a": 0.01})
    engine.start()
    await until(lambda: len(runs) > 8)
    await engine.stop()
    told = [
        (one.msg["event"], one.msg.get("times", one.msg.get("waited"))) for one in caplog.records
    ]
    assert told == [("leg_waits", 1), ("leg_waits", 7), ("leg_goes_on", 7)]


async def test_stopping_lets_a_leg_finish_what_it_is_at() -> None:
    done: list[str] = []
    started = asyncio.Event()

    async def leg() -> int:
        started.set()
        await asyncio.sleep(0.1)
        done.append("finished")
        return 0

    engine = Engine({"a": leg}, {"a": SELDOM})
    engine.start()
    await started.wait()
    await engine.stop()
    assert done == ["finished"]


async def test_a_cancellation_from_within_a_leg_does_not_end_its_worker() -> None:
    runs = 0

    async def leg() -> int:
        nonlocal runs
        runs += 1
        if runs == 1:
            gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            gone.cancel()
            await gone
        return 0

    engine = Engine({"a": leg}, {"a": 0.05})
    engine.start()
    await until(lambda: runs > 1)
    await engine.stop()


def test_a_clock_that_leaps_on_by_months_makes_one_tick_of_millions() -> None:
    now = datetime(2026, 11, 28, tzinfo=UTC)
    job = Job(AsyncIOScheduler(timezone="UTC"), func=print, args=(), kwargs={},
              trigger=Every(timedelta(seconds=0.5)), executor="default", misfire_grace_time=None,
              coalesce=True, max_instances=1, next_run_time=now)  # fmt: skip
    assert len(job._get_run_times(now + timedelta(days=89))) == 1
    later = job.trigger.get_next_fire_time(now, now + timedelta(days=89))
    assert later == now + timedelta(days=89, seconds=0.5)


async def test_a_clock_that_is_set_back_stops_no_leg(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "SET_BACK", 0.05)
    runs: list[str] = []
    engine = Engine({"a": counting(runs, "a")}, {"a": 0.02})
    engine.start()
    await until(lambda: len(runs) > 2)
    (job,) = engine._scheduler.get_jobs()
    job.modify(next_run_time=datetime.now(UTC) + timedelta(hours=2))
    before = len(runs)
    await until(lambda: len(runs) > before + 3)
    await engine.stop()
