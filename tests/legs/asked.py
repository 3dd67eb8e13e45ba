"""A platform that does what a test wishes while it is asked, and what the log says of it."""

import asyncio
import json
from collections.abc import Mapping
from io import StringIO
from typing import Any

from bot.chat.base import Payload
from bot.chat.memory import MemoryChat
from bot.model import Sent


class AskChat(MemoryChat):
    """Does what a test wishes while it is asked."""

    meanwhile: Any = None  # awaited while a post or an edit is under way
    searching: Any = None  # the same of a search
    together: asyncio.Barrier | None = None  # so many are under way before one is answered
    under_way = most = 0

    def __init__(self) -> None:
        super().__init__()
        self.looked_in: list[str | None] = []  # the threads in which a post was looked for

    async def send(
        self, channel: str, payload: Payload, *, nonce: str, thread: str | None = None
    ) -> Sent:
        await self._together()
        if self.meanwhile:
            await self.meanwhile()
        return await super().send(channel, payload, nonce=nonce, thread=thread)

    async def find(self, channel: str, nonce: str, *, thread: str | None = None) -> Sent | None:
        self.looked_in.append(thread)
        await self._together()
        if self.searching:
            await self.searching()
        return await super().find(channel, nonce, thread=thread)

    async def _together(self) -> None:
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        if self.together:
            await self.together.wait()
        self.under_way -= 1


def told(log: StringIO, event: str) -> list[Mapping[str, Any]]:
    """Give the log's lines of one event without its name and time."""
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    left_out = ("event", "logger", "timestamp")
    return [
        {k: v for k, v in line.items() if k not in left_out}
        for line in lines
        if line["event"] == event
    ]


async def raise_(error: Exception) -> None:
    raise error
