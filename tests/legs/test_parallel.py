"""Work that goes on side by side, in virtual time."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.legs.parallel import Begun, side_by_side
from tests.simulation.virtual import VirtualLoop, run_virtual

BREATH = 1.0


class Work:
    """Pieces of work (when each falls due → how long it takes), and when somebody looked."""

    def __init__(self, loop: VirtualLoop, *pieces: tuple[float, Callable[[], Awaitable[None]]]):
        self.loop = loop
        self.pieces = list(pieces)
        self.looks: list[float] = []
        self.begun: list[float] = []
        self.seen: list[dict[str, int]] = []

    async def begin(self, under_way: Counter[str]) -> Begun:
        self.looks.append(self.loop.time())
        self.seen.append(dict(under_way))
        due = [one for one in self.pieces if one[0] <= self.loop.time()]
        self.pieces = [one for one in self.pieces if one not in due]
        self.begun += [self.loop.time()] * len(due)
        return {asyncio.ensure_future(piece()): "somebody" for _, piece in due}


def lasts(seconds: float, error: Exception | None = None) -> Callable[[], Awaitable[None]]:
    async def piece() -> None:
        await asyncio.sleep(seconds)
        if error:
            raise error

    return piece


def done(*pieces: tuple[float, Callable[[], Awaitable[None]]]) -> tuple[Work, int, float]:
    """Do the work; give it, how much was begun, and when it ended."""

    async def main(loop: VirtualLoop) -> tuple[Work, int, float]:
        start = loop.time()
        work = Work(loop, *((start + at, piece) for at, piece in pieces))
        count = await side_by_side(work.begin, breath=BREATH)
        work.looks = [at - start for at in work.looks]
        work.begun = [at - start for at in work.begun]
        return work, count, loop.time() - start

    found: tuple[Work, int, float] = run_virtual(main)
    return found


@pytest.mark.parametrize("due", [0.5, 3.0, 7.1, 20.9, 39.0])
def test_while_a_piece_hangs_another_is_begun_soon_after_it_falls_due(due: float) -> None:
    work, count, ended = done((0.0, lasts(50)), (due, lasts(1)))
    assert (count, ended) == (2, 50)
    assert work.begun[0] == 0
    assert due <= work.begun[1] <= due + 4 * BREATH


def test_what_is_asked_in_vain_is_asked_less_and_less_often() -> None:
    work, _, _ = done((0.0, lasts(16)), (9.0, lasts(1)))
    assert work.looks == pytest.approx([0, 1, 2, 4, 8, 12, 13, 14, 16])


def test_it_ends_when_there_is_nothing_to_do() -> None:
    assert done()[1:] == (0, 0)


def test_whoever_begins_is_told_how_much_is_under_way_with_whom() -> None:
    work, _, _ = done((0.0, lasts(3)), (0.0, lasts(1)))
    assert work.seen == [{}, {"somebody": 2}, {"somebody": 1}, {"somebody": 1}, {}]


def breaks(*pieces: tuple[float, Callable[[], Awaitable[None]]], error: Any) -> list[float]:
    """Do work that breaks; give when pieces were begun."""
    known: list[Work] = []

    async def main(loop: VirtualLoop) -> None:
        known.append(Work(loop, *pieces))
        await side_by_side(known[0].begin, breath=BREATH)

    with pytest.raises(type(error), match=f"^{error}$"):
        run_virtual(main)
    return known[0].begun


async def cancelled() -> None:
    await asyncio.sleep(1)
    raise asyncio.CancelledError


@pytest.mark.parametrize("broken", [lasts(1, ValueError("broken")), cancelled])
def test_what_breaks_is_raised_when_the_others_have_ended_and_nothing_new_is_begun(
    broken: Callable[[], Awaitable[None]],
) -> None:
    ended = []

    async def other() -> None:
        await asyncio.sleep(9)
        ended.append(True)

    error = asyncio.CancelledError() if broken is cancelled else ValueError("broken")
    begun = breaks((0.0, broken), (0.0, other), (2.0, lasts(1)), error=error)
    assert ended
    assert begun == [0, 0]


def test_what_breaks_first_is_raised() -> None:
    first, second = ValueError("first"), ValueError("second")
    breaks((0.0, lasts(2, second)), (0.0, lasts(1, first)), error=first)


def test_who_cannot_begin_more_lets_what_is_under_way_end() -> None:
    ended = []

    async def other() -> None:
        await asyncio.sleep(9)
        ended.append(True)

    async def main(loop: VirtualLoop) -> None:
        work = Work(loop, (0.0, other))

        async def begin(under_way: Counter[str]) -> Begun:
            if under_way:
                raise ValueError("the disk is full")
            return await work.begin(under_way)

        await side_by_side(begin, breath=BREATH)

    with pytest.raises(ValueError, match="the disk is full"):
        run_virtual(main)
    assert ended


def test_whoever_stops_it_finds_all_ended_however_that_ends() -> None:
    ended = []

    async def lingers() -> None:
        try:
            await asyncio.sleep(99)
        finally:
            await asyncio.sleep(5)
            ended.append(True)

    async def fails() -> None:
        try:
            await asyncio.sleep(99)
        finally:
            raise ValueError("too late for anybody")

    async def main(loop: VirtualLoop) -> None:
        work = Work(loop, (0.0, fails), (0.0, lingers))
        task = asyncio.ensure_future(side_by_side(work.begin, breath=BREATH))
        await asyncio.sleep(3)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert ended

    run_virtual(main)
