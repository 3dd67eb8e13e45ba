"""The adapter, connected to the server of `wire` with a desk that listens."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot.chat.discord.chat import DiscordChat
from bot.model import Presence
from tests.chat.desk import COMMANDS, Desk
from tests.chat.discord.wire import TOKEN, Wire


class Memory:
    """Remembers as the store does."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    async def recall(self, name: str) -> int | None:
        return self.numbers.get(name)

    async def remember(self, name: str, number: int) -> None:
        self.numbers[name] = number

    async def home_of(self, nonce: str) -> str | None:
        return None


class Hearing(Desk):
    """A desk that notes in which servers the bot is."""

    def __init__(self) -> None:
        self.heard: list[Presence] = []
        self.here: set[str] | None = None

    async def presence(self, presence: Presence) -> None:
        self.heard.append(presence)

    async def only(self, platform: str, here: set[str]) -> None:
        self.here = here


@asynccontextmanager
async def connected(wire: Wire, token: str = TOKEN) -> AsyncIterator[DiscordChat]:
    chat = DiscordChat(token, Memory(), api_base=wire.api, gateway=wire.gateway)
    desk = Hearing()
    try:
        await chat.start(COMMANDS, desk)
        await wire.until(lambda: wire.identified)
        chat.desk = desk  # type: ignore[attr-defined]
        yield chat
    finally:
        await chat.stop()
    assert wire.breaches == []


async def heard(wire: Wire, chat: Any) -> None:
    async with asyncio.timeout(10):
        while chat.desk.here is None:
            await asyncio.sleep(0.01)
