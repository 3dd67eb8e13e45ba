"""A desk that notes what it hears, behind the real listening, on the wire server's Slack."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from typing import Any

from bot.chat.slack.client import Access, Workspaces
from bot.chat.slack.listening import Listening
from bot.chat.slack.paths import EVENTS
from bot.commands.table import COMMANDS
from bot.model import Invocation, Overview, Presence, Press, Reply
from tests.chat.slack.wire import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, Wire


class Desk:
    """Answers with what it was asked; ``presences`` and ``here`` as they were told."""

    def __init__(self) -> None:
        self.asked: list[Invocation | Press] = []
        self.presences: list[Presence] = []
        self.here: set[str] | None = None

    async def invoke(self, invocation: Invocation) -> Reply:
        self.asked.append(invocation)
        return Reply(
            text=f"{invocation.command} {dict(invocation.options)} in {invocation.channel}"
        )

    async def press(self, press: Press) -> Reply:
        self.asked.append(press)
        return Reply(text=f"pressed {press.button}")

    async def complete(self, invocation: Invocation, option: str) -> list[tuple[str, str]]:
        return [(f"{option}/{invocation.options[option]}", "Tokyo")]

    async def overview(self, invocation: Invocation, sees: Any, page: int) -> Overview:
        return Overview(watches=(), total=0)

    async def presence(self, presence: Presence) -> None:
        self.presences.append(presence)

    async def only(self, platform: str, here: Collection[str]) -> None:
        self.here = set(here)


@asynccontextmanager
async def heard(
    wire: Wire, kept: Any = None, **access: Any
) -> AsyncIterator[tuple[Desk, Listening]]:
    """Listen over HTTP, unless an app token is given, until the end."""
    desk = Desk()
    given = {
        "bot_token": BOT_TOKEN,
        "signing_secret": SIGNING_SECRET,
        "api_base": wire.api,
        "port": 0,
        **access,
    }
    workspaces = Workspaces(Access(**given), kept)
    await workspaces.know_own()
    listening = Listening(Access(**given), workspaces, kept, COMMANDS, desk)
    await listening.start()
    if "app_token" not in given:
        wire.http = f"{listening.address}{EVENTS}"
    try:
        yield desk, listening
    finally:
        await listening.stop()


async def until(what: Callable[[], Any]) -> Any:
    """Wait until ``what()`` gives something, and give it."""
    async with asyncio.timeout(5):
        while not (found := what()):
            await asyncio.sleep(0.01)
        return found


__all__ = ["APP_TOKEN", "Desk", "heard", "until"]
