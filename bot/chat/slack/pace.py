"""One post a second to a channel, as Slack wants it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

GAP: Final = 1.05  # seconds between the answer to one post and the next


class Pace:
    """Lets posts into a channel one after the other, with a gap between them.

    The gap begins with the answer, so that two posts arrive that far apart at least, however long
    one of them was under way.
    """

    def __init__(self) -> None:
        self._turns: dict[str, asyncio.Lock] = {}
        self._next: dict[str, float] = {}  # loop time

    @asynccontextmanager
    async def turn(self, channel: str) -> AsyncIterator[None]:
        """Wait for a channel's turn, and hold it."""
        now = asyncio.get_running_loop().time
        async with self._turns.setdefault(channel, asyncio.Lock()):
            await asyncio.sleep(max(0.0, self._next.get(channel, 0.0) - now()))
            try:
                yield
            finally:
                self._next[channel] = now() + GAP
