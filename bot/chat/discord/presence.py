"""In which servers the bot is: told on when it joins, when it is removed, and at each start."""

from collections.abc import Iterable
from typing import Any

import discord

from bot.chat.base import Handler
from bot.chat.discord.client import Client
from bot.chat.discord.rights import lacking
from bot.chat.discord.said import PLATFORM
from bot.log import get_logger
from bot.model import Presence

log = get_logger(__name__)


class Presences:
    """Hears of servers from the gateway."""

    def __init__(self, client: Client, handler: Handler) -> None:
        self._client = client
        self._handler = handler

    async def on_ready(self) -> None:
        """Tell of every server; those that were left meanwhile are found by not being there."""
        log.info("discord.ready", servers=len(self._client.guilds), shards=self._client.shard_count)
        for guild in list(self._client.guilds):
            await self._handler.presence(_presence(guild))
        here = {str(guild.id) for guild in self._client.guilds}
        await self._handler.only(PLATFORM, here)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Tell of a server that took the bot in."""
        await self._handler.presence(_presence(guild))

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Tell of a server that says itself that it is there: it may have been joined just now."""
        if self._client.is_ready():  # else it is told of with all the others
            await self._handler.presence(_presence(guild))

    async def on_guild_channel_update(
        self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        """Tell of a channel in which the rules for the bot changed, if it may post there now."""
        me = after.guild.me
        if me is None or before.permissions_for(me) == after.permissions_for(me):
            return
        await self._regained(after.guild, [after])

    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """Tell where the bot may post when a role of its own changed."""
        me = after.guild.me
        if me is not None and after in me.roles and before.permissions != after.permissions:
            await self._regained(after.guild, after.guild.channels)

    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """Tell where the bot may post when it was given a role, or lost one."""
        if after == after.guild.me and before.roles != after.roles:
            await self._regained(after.guild, after.guild.channels)

    async def _regained(
        self, guild: discord.Guild, channels: Iterable[discord.abc.GuildChannel]
    ) -> None:
        """Tell of the channels that take posts by now: what waits there need not wait on."""
        able = frozenset(
            str(one.id) for one in channels if not lacking(one.permissions_for(guild.me).value)
        )
        if able:
            community, name = str(guild.id), guild.name or ""
            await self._handler.presence(
                Presence(platform=PLATFORM, community=community, name=name, regained=able)
            )

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Tell of a server that put the bot out."""
        gone = Presence(platform=PLATFORM, community=str(guild.id), here=False)
        await self._handler.presence(gone)


def _presence(guild: discord.Guild) -> Presence:
    place = _place(guild)
    locale: Any = getattr(guild, "preferred_locale", None)
    return Presence(
        platform=PLATFORM,
        community=str(guild.id),
        name=guild.name or "",
        place=str(place.id) if place else None,
        place_name=place.name if place else "",
        by=str(guild.owner_id) if guild.owner_id else None,
        locale=str(locale.value) if locale else None,
    )


def _place(guild: discord.Guild) -> discord.TextChannel | None:
    """Find where people see a first word: where Discord greets newcomers, else the first one."""
    if guild.me is None:
        return None
    greets = guild.system_channel
    candidates = [*([greets] if greets else []), *guild.text_channels]
    able = (c for c in candidates if not lacking(c.permissions_for(guild.me).value))
    return next(able, None)
