"""Work that goes on side by side, each by itself: feeds that are read, posts that are sent."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

Begun = dict[asyncio.Task[None], str]  # each piece of work, and with whom it is done
Begin = Callable[[Counter[str]], Awaitable[Begun]]  # handed how much is under way, with whom
LONGEST = 4  # breaths between two looks for more


async def side_by_side(begin: Begin, *, breath: float) -> int:
    """Do what there is to do, and what falls due meanwhile; give how much was begun.

    ``begin`` is asked whenever a piece has ended, and every ``breath`` seconds; more and more
    seldom while it is asked in vain, up to `LONGEST` breaths. What breaks first is raised, once
    what else was under way has ended: nothing new is begun meanwhile.
    """
    running: Begun = {}
    count, wait = 0, breath
    broken: BaseException | None = None
    try:
        while running or not broken:
            try:
                begun = {} if broken else await begin(Counter(running.values()))
            except Exception as error:
                begun, broken = {}, error
            running |= begun
            count += len(begun)
            if not running:
                break
            done, _ = await asyncio.wait(running, timeout=wait, return_when=asyncio.FIRST_COMPLETED)
            wait = breath if begun or done else min(2 * wait, LONGEST * breath)
            for task in done:
                del running[task]
                met = _broke(task)  # of each, or asyncio says that nobody asked for it
                broken = broken or met
    finally:
        # Whoever stops the leg may close the store next: what is cancelled must have ended.
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
    if broken:
        raise broken
    return count


def _broke(task: asyncio.Task[None]) -> BaseException | None:
    return asyncio.CancelledError() if task.cancelled() else task.exception()
