"""Looking, and going without a look where the server has none."""

from collections.abc import Awaitable
from typing import Any, Final, TypeVar

import discord

from bot.chat.discord import meaning
from bot.chat.discord.client import Client
from bot.errors import SendUnknown
from bot.log import get_logger

log = get_logger(__name__)
_Seen = TypeVar("_Seen")
_PAGE: Final = 100
# Of our own threads in a forum, the newest: a channel is posted to in order, so that the one that
# is looked for is among the last.
_MOST_THREADS: Final = 100


class NoLook(SendUnknown):
    """A server that is like Discord only in part does not let posts be looked for."""


async def looked(what: str, asked: Awaitable[Any]) -> Any:
    """Give what a look gave. Raises NoLook where the server has no such look."""
    try:
        return await asked
    except discord.HTTPException as exc:
        if not meaning.is_missing(exc):
            raise
        log.warning("discord.no_look", what=what, error=exc.text)
        raise NoLook("This server does not tell whether the post is there.") from exc


async def without(asked: Awaitable[_Seen], otherwise: _Seen) -> _Seen:
    """Give what a look gave; where the server has no such look, go without."""
    try:
        return await asked
    except NoLook:
        return otherwise


async def own_threads(client: Client, guild: str, forum: str) -> list[str]:
    """Give the threads that we opened in a forum, those that were put away too, newest first.

    Raises NoLook.
    """
    asked = client.ask("GET", "/guilds/{guild_id}/threads/active", guild_id=guild)
    active = (await looked("threads", asked)).get("threads", ())
    path = "/channels/{channel_id}/threads/archived/public"
    asked = client.ask("GET", path, params={"limit": _PAGE}, channel_id=forum)
    away = await without(looked("archived threads", asked), {})
    me = str(client.user.id) if client.user else ""
    mine = {
        str(one["id"])
        for one in (*active, *away.get("threads", ()))
        if str(one.get("parent_id")) == forum and str(one.get("owner_id") or me) == me
    }
    return sorted(mine, key=int, reverse=True)[:_MOST_THREADS]
