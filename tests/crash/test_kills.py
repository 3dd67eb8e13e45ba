"""The program killed again and again loses nothing and posts nothing twice."""

import signal
from itertools import count
from pathlib import Path
from threading import Event

import pytest

from tests.crash import kills, sweep
from tests.crash.hostile import PLAIN
from tests.crash.world import open_world


@pytest.mark.timeout(600)
def test_300_kills_at_random_moments_lose_nothing_and_double_nothing() -> None:
    total = kills.run(300, seed=20261124)
    assert (total.lost, total.doubled) == ((), ())
    assert total.deliveries > 600
    assert str(total).startswith("kills=300 deliveries=")


def test_who_is_stopped_kills_no_more_and_sums_up_what_was_done() -> None:
    stopped, done = Event(), count(1)

    def killed() -> None:
        if next(done) == 6:
            stopped.set()

    total = kills.run(10_000, seed=3, killed=killed, stopped=stopped)
    assert (total.lost, total.doubled) == ((), ())
    assert 6 <= total.kills < 6 + kills.SIDE_BY_SIDE
    assert total.deliveries > 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_it(number: int) -> None:
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        stopped = kills.heed_signals()
        assert not stopped.is_set()
        signal.raise_signal(number)
        assert stopped.is_set()
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@pytest.mark.timeout(600)
def test_no_edge_of_a_full_cycle_loses_or_doubles_anything() -> None:
    swept = sweep.run(step=9)  # odd: before and after take turns
    assert (swept.lost, swept.doubled) == ((), ())
    assert swept.edges > 60


def test_what_waits_for_the_digest_waits_however_late_in_a_minute_it_came(tmp_path: Path) -> None:
    wishes = sweep.WISHES
    with open_world(tmp_path / "w", seed=1, manner=PLAIN, kind=True, wishes=wishes) as world:
        world.begin_a_minute()
        world.skip(59.0)
        sweep.prepare(world)
        assert world.is_quiet() is False  # the digest of the next minute is due
        assert world.server.posts() == []
