"""Work that goes on side by side, in virtual time."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

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

    async def begin(self, under_way: Counter[str]) -> Begun:
        self.looks.append(self.loop.time())
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


def test_what_breaks_is_raised_when_the_others_have_ended() -> None:
    ended = []

    async def other() -> None:
        await asyncio.sleep(9)
        ended.append(True)

    with pytest.raises(ValueError, match="broken"):
        done((0.0, lasts(1, ValueError("broken"))), (0.0, other), (2.0, lasts(1)))
    assert ended
