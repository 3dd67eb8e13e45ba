"""The program killed again and again loses nothing and posts nothing twice."""

import pytest

from tests.crash import kills, sweep


@pytest.mark.timeout(600)
def test_300_kills_at_random_moments_lose_nothing_and_double_nothing() -> None:
    total = kills.run(300, seed=20261124)
    assert (total.lost, total.doubled) == ((), ())
    assert total.deliveries > 600
    assert str(total).startswith("kills=300 deliveries=")


@pytest.mark.timeout(600)
def test_no_edge_of_a_full_cycle_loses_or_doubles_anything() -> None:
    swept = sweep.run(step=6)
    assert (swept.lost, swept.doubled) == ((), ())
    assert swept.edges > 60
