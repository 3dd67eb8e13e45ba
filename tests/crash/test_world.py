"""A busy machine loses nothing: who waits for the bot gives it the time that it needs."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.crash.hostile import PLAIN
from tests.crash.world import open_world


@pytest.mark.timeout(300)
def test_time_leaps_more_seldom_where_all_times_are_longer(tmp_path: Path) -> None:
    with open_world(tmp_path / "w", seed=1, manner=PLAIN, kind=True, wishes={}) as world:
        world.life = replace(world.life, stretch=2.0)
        looks = list[int]()
        leaps = list[None]()

        def is_done() -> bool:
            looks.append(len(leaps))
            return len(leaps) == 1

        assert world.until(is_done, between=lambda: leaps.append(None))
        assert looks.count(0) == 20
