"""Running something until it ends, or until the person or the system stops it."""

import asyncio
import signal
import sys
from collections.abc import Coroutine
from typing import Any


def run_until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Run ``work`` to its end; SIGTERM cancels it and counts as a good end.

    Raises KeyboardInterrupt after Ctrl-C, when ``work`` has cleaned up.
    """
    asyncio.run(_guard(work))


async def _guard(work: Coroutine[Any, Any, None]) -> None:
    task = asyncio.ensure_future(work)
    told: list[bool] = []

    def stop() -> None:
        told.append(True)
        task.cancel()

    if sys.platform != "win32":  # which has no such handlers; it kills at once
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop)
    try:
        await task
    except asyncio.CancelledError:
        if not told:
            raise
