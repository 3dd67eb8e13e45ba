"""The world of the line's tests on SimCord's Discord: one server, two channels, two people."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import discord
from simcord.env import Env

from bot.chat.discord.chat import DiscordChat
from bot.commands.desk import Desk
from bot.commands.table import COMMANDS
from bot.store.kept import Kept
from tests.feedserver import FeedServer
from tests.linetest import World, close_world, open_world

OUTLETS = ("harbour", "kanto")
SENKAKU = "Patrol ships enter waters off the Senkaku Islands for third day"


@dataclass(repr=False)
class Sea:
    """``ada`` may manage the server, ``bob`` may only read and write."""

    env: Any
    world: World
    chat: DiscordChat
    guild: Any
    news: Any
    other: Any
    ada: Any
    bob: Any

    async def slash(self, who: Any, name: str, place: Any = None, /, **options: Any) -> Any:
        """Type a command and wait for its answer."""
        return await who.slash(place or self.news, name, **options)

    async def forged(self, place: Any, who: Any, custom_id: str) -> Any:
        """Press a button with this id, as a hand-made client could: it need not stand anywhere."""
        button = {"type": 2, "style": 2, "label": "x", "custom_id": custom_id}
        body = {
            "content": "x",
            "allowed_mentions": {"parse": []},
            "components": [{"type": 1, "components": [button]}],
        }
        path = "/channels/{channel_id}/messages"
        carrier = await self.chat.client.ask("POST", path, channel_id=str(place.id), json=body)
        message = next(m for m in place.history() if str(m.id) == carrier["id"])
        return await who.click(message, custom_id=custom_id)

    async def handmade(self, place: Any, who: Any, name: str, **options: Any) -> Any:
        """Type a command as a hand-made client could: an int is the id of any channel."""
        word, _, sub = name.partition(" ")
        given = [
            {"type": 7 if isinstance(value, int) else 3, "name": key, "value": str(value)}
            for key, value in options.items()
        ]
        named = [str(value) for value in options.values() if isinstance(value, int)]
        known = {id_: {"id": id_, "name": "there", "permissions": str(1 << 3)} for id_ in named}
        data = {
            "id": "1",
            "name": word,
            "type": 1,
            "options": [{"type": 1, "name": sub, "options": given}] if sub else given,
            "resolved": {"channels": known},
        }
        return await who._dispatch_interaction(2, place, data)

    async def later(self, **span: float) -> None:
        """Let time go on for feeds, stories and posts."""
        with self.env.time_context():
            await self.world.later(**span)

    def renewed(self) -> DiscordChat:
        """Give the bot as it is after a restart: nothing remembered but the store."""
        made = DiscordChat("a-token-of-nobody", Kept(self.world.gear.store), shard_count=1)
        chats = {**self.world.gear.chats, "discord": made}
        self.world.gear = replace(self.world.gear, chats=chats)
        made.prepare(COMMANDS, Desk(self.world.gear))
        self.chat = made
        return made

    async def run(self) -> None:
        with self.env.time_context():
            await self.world.run()

    def ada_with_all(self) -> Any:
        """Give somebody who may do everything."""
        role = self.guild.create_role("All", permissions=discord.Permissions.all())
        return self.guild.add_member(self.env.create_user("mod"), roles=[role])

    def posts(self, channel: Any = None) -> list[Any]:
        """Give what stands in a channel, oldest first, but for the first word."""
        shown = (channel or self.news).history()
        said = [m for m in shown if m.type is discord.MessageType.default]
        return [m for m in sorted(said, key=lambda m: m.id) if "Pick a pack" not in m.content]


@asynccontextmanager
async def open_sea(folder: Path, server: FeedServer, **rules: Any) -> AsyncIterator[Sea]:
    world = await open_world(folder, server, outlets=OUTLETS, **rules)
    chat = DiscordChat("a-token-of-nobody", Kept(world.gear.store), shard_count=1)
    chats = {**world.gear.chats, "discord": chat}
    world.gear = replace(world.gear, chats=chats)
    chat.prepare(COMMANDS, Desk(world.gear))
    try:
        env = Env(chat.client, settle_timeout=30)  # run() wants to end in the task that it began in
        people = _peopled(env, world, chat)  # before the gateway opens: so servers come whole
        await env.start()
        try:
            yield people
        finally:
            await env.shutdown()
        env.raise_errors()
    finally:
        await close_world(world)


def _peopled(env: Any, world: World, chat: DiscordChat) -> Sea:
    guild = env.create_guild("Harbour")
    manager = guild.create_role("Manager", permissions=discord.Permissions(manage_guild=True))
    return Sea(
        env=env,
        world=world,
        chat=chat,
        guild=guild,
        news=guild.create_text_channel("news"),
        other=guild.create_text_channel("other"),
        ada=guild.add_member(env.create_user("ada"), roles=[manager]),
        bob=guild.add_member(env.create_user("bob")),
    )


def text_of(result: Any) -> str:
    """Give everything that an answer says, as people see it."""
    response = result.response
    parts = [response.content, *(f"{e.title or ''} {e.description or ''}" for e in response.embeds)]
    return re.sub(r"\\([^\sA-Za-z0-9])", r"\1", "\n".join(part for part in parts if part))


def labels(message: Any) -> list[str]:
    """Give the buttons of an answer or a post, in their order."""
    rows = message.components
    if rows and not isinstance(rows[0], Mapping):
        rows = [row.to_dict() for row in rows]
    return [one["label"] for row in rows for one in row["components"]]


def button(message: Any, label: str) -> str:
    """Give the id of the button with this label."""
    rows = message.components
    if rows and not isinstance(rows[0], Mapping):
        rows = [row.to_dict() for row in rows]
    found = [o["custom_id"] for row in rows for o in row["components"] if o["label"] == label]
    return str(found[0])
