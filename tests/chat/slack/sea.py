"""The world of the line's tests on the wire server's Slack: one workspace, two channels.

Real sockets, in one process: what ``ada`` and ``bob`` type goes through Socket Mode.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet

from bot.chat.slack.chat import SlackChat
from bot.chat.slack.client import Access
from bot.commands.desk import Desk
from bot.commands.table import COMMANDS
from bot.store.installations import Installations
from bot.store.kept import Kept
from tests.chat.slack.wire import APP_TOKEN, BOT_TOKEN, Wire
from tests.chat.slack.wire_place import Message
from tests.feedserver import FeedServer
from tests.linetest import World, close_world, open_world


@dataclass(repr=False)
class Sea:
    """``ada`` owns the workspace, ``bob`` is a member; ``news`` and ``other`` are channels."""

    wire: Wire
    world: World
    chat: SlackChat

    @property
    def news(self) -> str:
        return self.wire.channels[0]

    @property
    def other(self) -> str:
        return self.wire.channels[1]

    async def slash(self, text: str, *, who: str = "ada", channel: str | None = None) -> Any:
        """Type ``/tidings text`` and wait for the answer."""
        return await self.wire.slash("/tidings", text, who=who, channel=channel or self.news)

    async def later(self, **span: float) -> None:
        await self.world.later(**span)

    def posts(self, channel: str | None = None) -> list[Message]:
        """Give what stands in a channel, oldest first, but for the first word."""
        said = self.wire.posts(channel or self.news)
        return [m for m in said if "Pick a pack" not in m.labels]


@asynccontextmanager
async def open_sea(
    folder: Path, server: FeedServer, *, who_may: str = "everybody", desk: Any = Desk, **rules: Any
) -> AsyncIterator[Sea]:
    """Make a bot and a Slack; ``desk``: what makes the platform-free side of the gear."""
    world = await open_world(folder, server, **rules)
    store = world.gear.store
    try:
        async with Wire() as wire:
            access = Access(
                bot_token=BOT_TOKEN, app_token=APP_TOKEN, api_base=wire.api, who_may=who_may
            )
            key = Fernet.generate_key().decode()
            kept = Installations(store, [key], world.gear.clock)
            chat = SlackChat(access, Kept(store), kept)
            world.gear = replace(world.gear, chats={**world.gear.chats, "slack": chat})
            await chat.start(COMMANDS, desk(world.gear))
            try:
                await wire.until(lambda: wire.sockets)
                yield Sea(wire=wire, world=world, chat=chat)
            finally:
                await chat.stop()
    finally:
        await close_world(world)
