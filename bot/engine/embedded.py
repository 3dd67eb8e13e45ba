"""One process: APScheduler ticks, and one worker a leg runs it whenever it is nudged.

The clock only says "look": what is due stands in the tables, so a tick that is lost, late or
doubled does no harm. A leg never runs twice at the same time.

APScheduler goes by the machine's clock, which may be set while the bot runs: far on, and the ticks
between are none (a trigger of its own would count each of millions); back, and the next tick is
not waited for until the clock is there again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from time import monotonic

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from bot.errors import StoreError
from bot.log import get_logger

log = get_logger(__name__)
GRACE = 5.0  # seconds that a leg gets to end by itself when the bot stops
AGAIN = 60.0  # seconds between two lines about a leg that the store refuses on and on
SET_BACK = 5.0  # seconds between two looks whether the machine's clock was set back


class Every(BaseTrigger):  # type: ignore[misc]  # APScheduler 3 has no types
    """A tick each ``interval``; those that a clock has leapt over are left out."""

    __slots__ = ("interval",)

    def __init__(self, interval: timedelta) -> None:
        self.interval = interval

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        """Give the next tick after the one before, or after now where that is over."""
        if previous is None:
            return now + self.interval
        due: datetime = previous + self.interval
        return due if due > now else now + self.interval


class Waits:
    """How often a leg was refused by the store on end: a line at first, then one a minute."""

    def __init__(self, leg: str) -> None:
        self._leg = leg
        self._times = 0
        self._told_at = 0.0  # time.monotonic()

    def note(self, error: str) -> None:
        """Note one more time; each line says how many there were so far."""
        self._times += 1
        if self._times == 1 or monotonic() >= self._told_at + AGAIN:
            self._told_at = monotonic()
            log.error("leg_waits", leg=self._leg, error=error, times=self._times)

    def over(self) -> None:
        """Note that the leg ran to its end."""
        if self._times > 1:
            log.info("leg_goes_on", leg=self._leg, waited=self._times)
        self._times = 0


class Engine:
    """Runs legs. ``legs``: name → what to run; ``ticks``: name → seconds between two ticks."""

    def __init__(
        self, legs: Mapping[str, Callable[[], Awaitable[int]]], ticks: Mapping[str, float]
    ) -> None:
        self._legs = legs
        self._ticks = ticks
        self._nudged = {name: asyncio.Event() for name in legs}
        self._idle = {name: asyncio.Event() for name in legs}
        self._waits = {name: Waits(name) for name in legs}
        self._workers: list[asyncio.Task[None]] = []
        self._minder: asyncio.Task[None] | None = None
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def nudge(self, leg: str) -> None:
        """Let a leg run now, or once more if it is running."""
        self._nudged[leg].set()

    def start(self) -> None:
        """Start the clock and the workers; every leg looks once at once."""
        for name in self._legs:
            self._workers.append(asyncio.create_task(self._work(name), name=f"leg {name}"))
            self._scheduler.add_job(
                self._tick,
                Every(timedelta(seconds=self._ticks[name])),
                args=[name],
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )
            self.nudge(name)
        self._scheduler.start()
        self._minder = asyncio.create_task(self._mind_the_clock(), name="clock")

    async def _tick(self, leg: str) -> None:
        # APScheduler runs what is no coroutine in a thread, from where no asyncio.Event may be set.
        self.nudge(leg)

    async def _mind_the_clock(self) -> None:
        """Let no tick wait for a time that the clock was set back from."""
        while True:
            await asyncio.sleep(SET_BACK)
            now = datetime.now(UTC)
            for job in self._scheduler.get_jobs():
                if job.next_run_time > now + 2 * job.trigger.interval:
                    log.warning("tick_brought_back", leg=job.args[0], due=job.next_run_time)
                    job.modify(next_run_time=now)

    async def _work(self, name: str) -> None:
        while True:
            self._idle[name].set()
            await self._nudged[name].wait()
            self._nudged[name].clear()
            self._idle[name].clear()
            try:
                await self._legs[name]()
                self._waits[name].over()
            except StoreError as error:
                # The disk is full, or another program holds the file: the rows are still there.
                self._waits[name].note(str(error))
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
        if self._minder is not None:
            self._minder.cancel()
        for nudged in self._nudged.values():
            nudged.clear()
        ends = [asyncio.create_task(idle.wait()) for idle in self._idle.values()]
        if self._workers:
            await asyncio.wait(ends, timeout=GRACE)
        minders = [self._minder] if self._minder is not None else []
        for task in [*ends, *self._workers]:
            task.cancel()
        await asyncio.gather(*ends, *self._workers, *minders, return_exceptions=True)

    async def wait(self) -> None:
        """Return, or raise, when a worker ends; none does while all is well."""
        done, _ = await asyncio.wait(self._workers, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
