"""One process: APScheduler ticks, and one worker a leg runs it whenever it is nudged.

The clock only says "look": what is due stands in the tables, so a tick that is lost, late or
doubled does no harm. A leg never runs twice at the same time.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.errors import StoreError
from bot.log import get_logger

log = get_logger(__name__)
GRACE = 5.0  # seconds that a leg gets to end by itself when the bot stops


class Engine:
    """Runs legs. ``legs``: name → what to run; ``ticks``: name → seconds between two ticks."""

    def __init__(
        self, legs: Mapping[str, Callable[[], Awaitable[int]]], ticks: Mapping[str, float]
    ) -> None:
        self._legs = legs
        self._ticks = ticks
        self._nudged = {name: asyncio.Event() for name in legs}
        self._idle = {name: asyncio.Event() for name in legs}
        self._workers: list[asyncio.Task[None]] = []
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def nudge(self, leg: str) -> None:
        """Let a leg run now, or once more if it is running."""
        self._nudged[leg].set()

    def start(self) -> None:
        """Start the clock and the workers; every leg looks once at once."""
        for name in self._legs:
            self._workers.append(asyncio.create_task(self._work(name), name=f"leg {name}"))
            self._scheduler.add_job(
                self.nudge,
                "interval",
                args=[name],
                seconds=self._ticks[name],
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )
            self.nudge(name)
        self._scheduler.start()

    async def _work(self, name: str) -> None:
        while True:
            self._idle[name].set()
            await self._nudged[name].wait()
            self._nudged[name].clear()
            self._idle[name].clear()
            try:
                await self._legs[name]()
            except StoreError as error:
                # The disk is full, or another program holds the file: the rows are still there.
                log.error("leg_waits", leg=name, error=str(error))  # noqa: TRY400  known cause
            except asyncio.CancelledError:
                task = asyncio.current_task()
                if task is not None and task.cancelling():
                    raise  # the bot stops
                log.exception("leg_broke", leg=name)  # something inside was cancelled, not we
            except Exception:
                log.exception("leg_broke", leg=name)

    async def stop(self) -> None:
        """Stop the clock, let the legs finish what they are at for a moment, then end them."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        for nudged in self._nudged.values():
            nudged.clear()
        ends = [asyncio.create_task(idle.wait()) for idle in self._idle.values()]
        if self._workers:
            await asyncio.wait(ends, timeout=GRACE)
        for task in [*ends, *self._workers]:
            task.cancel()
        await asyncio.gather(*ends, *self._workers, return_exceptions=True)

    async def wait(self) -> None:
        """Return, or raise, when a worker ends; none does while all is well."""
        done, _ = await asyncio.wait(self._workers, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
