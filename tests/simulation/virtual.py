"""Virtual time: an event loop whose clock jumps to what is next, and runs all in one thread.

Nothing waits and nothing depends on how fast the machine is, so one seed always makes the same
run. Work handed to a thread is done at once, between two turns of the loop.
"""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any


class Stuck(RuntimeError):
    """Everybody waits for somebody else."""


class _Jumping(selectors.SelectSelector):
    """Instead of waiting, moves the loop's clock on."""

    loop: "VirtualLoop"

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None:
            raise Stuck("nothing is left that could ever happen")
        self.loop.now += max(timeout, 0.0)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """``now``: seconds since the loop was made."""

    def __init__(self) -> None:
        selector = _Jumping()
        super().__init__(selector)
        selector.loop = self
        self.now = 0.0

    def time(self) -> float:
        return self.now

    def run_in_executor(  # type: ignore[override]
        self, executor: Any, func: Callable[..., Any], *args: Any
    ) -> "asyncio.Future[Any]":
        future = self.create_future()

        def finish() -> None:
            if future.cancelled():
                return
            try:
                future.set_result(func(*args))
            except Exception as error:
                future.set_exception(error)

        self.call_soon(finish)
        return future


class Clock:
    """The wall clock of the machine that the bot runs on; it can be set wrong."""

    def __init__(self, loop: VirtualLoop, start: datetime) -> None:
        self._loop = loop
        self._start = start
        self.offset = timedelta(0)

    def __call__(self) -> datetime:
        return self.true() + self.offset

    def true(self) -> datetime:
        """The right time, which platforms and publishers go by."""
        return self._start + timedelta(microseconds=round(self._loop.now * 1e6))


def run_virtual(main: Callable[[VirtualLoop], Coroutine[Any, Any, Any]]) -> Any:
    """Run a coroutine in virtual time; all that it started has ended afterwards."""
    loop = VirtualLoop()
    before = asyncio.get_event_loop_policy()
    try:
        asyncio.set_event_loop(loop)
        return loop.run_until_complete(main(loop))
    finally:
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
        before.set_event_loop(None)
