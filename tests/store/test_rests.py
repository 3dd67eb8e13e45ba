"""Until when platforms are to be left alone."""

from typing import Any

from bot.store import Tx, rests


async def test_a_platform_rests_until_the_time_kept_last(tx: Tx, world: Any) -> None:
    assert await rests.standing(tx, world.now) == {}
    first, second, third = (world.after(minutes=n) for n in (1, 2, 3))
    await rests.keep(tx, {"discord": second, "slack": second})
    await rests.keep(tx, {"discord": third})
    assert await rests.standing(tx, first) == {"discord": third, "slack": second}
    assert await rests.standing(tx, second) == {"discord": third}
    await rests.keep(tx, {"discord": first})
    assert await rests.standing(tx, first) == {"slack": second}
    await rests.keep(tx, {})
    assert await rests.standing(tx, world.now) == {"discord": first, "slack": second}
