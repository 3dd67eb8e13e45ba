"""A server that is like Discord only in part: what it leaves out is filled in, or passed over.

The library reads every event before anybody else does, and what it misses there ends the
connection, so that it would connect again and again, and not post in any server meanwhile. What
READY lacks is filled in where the library reads JSON; any other event that it cannot read is logged
and passed over, and of a server that it cannot read as a whole what can be read is taken.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

import discord
from discord import utils
from discord.channel import _guild_channel_factory
from discord.gateway import DiscordWebSocket
from discord.state import ConnectionState

from bot.log import get_logger

log = get_logger(__name__)
_PERSON: Final[Mapping[str, Any]] = {"username": "", "discriminator": "0", "avatar": None}
_CHANNEL: Final[Mapping[str, Any]] = {
    "type": 0,
    "name": "",
    "position": 0,
    "parent_id": None,
    "bitrate": 64000,
    "user_limit": 0,
}
_THREAD: Final[Mapping[str, Any]] = {
    "owner_id": "0",
    "message_count": 0,
    "member_count": 0,
    "thread_metadata": {
        "archived": False,
        "auto_archive_duration": 1440,
        "archive_timestamp": "2020-01-01T00:00:00+00:00",
    },
}
_THREADS: Final = frozenset({10, 11, 12})
_MARK: Final = "_tidings_fills_in"


def expect_less() -> None:
    """Let the library bear a READY without what it can go without; twice does no harm."""
    read: Callable[[Any], Any] = utils._from_json
    if hasattr(read, _MARK):
        return

    def filled_in(raw: Any) -> Any:
        found = read(raw)
        if isinstance(found, dict) and found.get("t") == "READY":
            return {**found, "d": _ready(found.get("d") or {})}
        return found

    setattr(filled_in, _MARK, True)
    utils._from_json = filled_in


def bear_with(state: ConnectionState[Any]) -> None:
    """Let the library's readers of events (``GUILD_CREATE`` …) bear what they cannot read."""
    for name, parser in state.parsers.items():
        if name != "READY":  # without it there is no session
            state.parsers[name] = partial(_read, state, name, parser)


def _read(state: ConnectionState[Any], name: str, parser: Callable[[Any], Any], data: Any) -> None:
    if name == "INTERACTION_CREATE":
        _is_read(name, lambda: parser(_interaction(state, data)))
    elif not _is_read(name, lambda: parser(data)) and name == "GUILD_CREATE":
        _is_read(f"{name} in part", lambda: parser(_readable(state, data)))


def _is_read(what: str, read: Callable[[], Any]) -> bool:
    try:
        read()
    except Exception as exc:  # whatever the library meets: it is not made for this
        _not_read(what, exc)
        return False
    return True


def _not_read(what: str, exc: Exception) -> None:
    log.warning("discord.not_read", what=what, error=f"{type(exc).__name__}: {exc}")


def _readable(state: ConnectionState[Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Give a server with the channels that can be read, what they lack filled in."""
    guild = discord.Guild(data={"id": said["id"]}, state=state)  # type: ignore[typeddict-item]
    channels = [one for one in said.get("channels") or () if isinstance(one, Mapping)]
    filled = [{**_CHANNEL, **one} for one in channels]
    return {**said, "channels": [one for one in filled if _can_be_read(state, guild, one)]}


def _can_be_read(
    state: ConnectionState[Any], guild: discord.Guild, channel: Mapping[str, Any]
) -> bool:
    made, _ = _guild_channel_factory(channel["type"])
    try:
        if made is not None:
            made(guild=guild, data=channel, state=state)
    except Exception as exc:
        _not_read(f"channel {channel.get('id')}", exc)
        return False
    return True


def _interaction(state: ConnectionState[Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Give an interaction with what the library wants of it: its channel is told in part only."""
    channel = {**_CHANNEL, "id": said.get("channel_id"), **(said.get("channel") or {})}
    if channel["type"] in _THREADS:
        channel = {**_THREAD, **channel, **({} if channel["parent_id"] else {"type": 0})}
    wanted = {
        "version": 1,
        "application_id": state.application_id,
        "attachment_size_limit": 0,
        **said,
    }
    return {**wanted, "channel": channel if channel["id"] else {}}


def _ready(said: Mapping[str, Any]) -> dict[str, Any]:
    wanted = {
        "resume_gateway_url": str(DiscordWebSocket.DEFAULT_GATEWAY),
        "session_id": "",
        "guilds": [],
        "shard": [0, 1],
    }
    missing = sorted(wanted.keys() - said.keys())
    if missing:
        log.warning("discord.ready_lacks", fields=missing)
    person = {**_PERSON, **(said.get("user") or {})}
    application = {"application": {"flags": 0, **(said.get("application") or {})}}
    return {**wanted, **said, "user": person, **(application if "application" in said else {})}
