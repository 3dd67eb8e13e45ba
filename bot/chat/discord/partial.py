"""A server that is like Discord only in part: what it leaves out of READY is filled in.

The library reads READY before anybody else does, and what it misses there ends the connection, so
that it would connect again and again. It is filled in where the library reads JSON.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from discord import utils
from discord.gateway import DiscordWebSocket

from bot.log import get_logger

log = get_logger(__name__)
_PERSON: Final[Mapping[str, Any]] = {"username": "", "discriminator": "0", "avatar": None}
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
