"""What Discord's errors mean for a post."""

from typing import Any

import aiohttp
import discord
import pytest

from bot.chat.discord.meaning import BANNED_FOR, error_from
from bot.errors import (
    ChannelClosed,
    MessageGone,
    SendError,
    SendLater,
    SendNever,
    SendUnknown,
)


class Answer:
    """As much of an HTTP answer as the library's exceptions want."""

    def __init__(self, status: int, **headers: str) -> None:
        self.status = status
        self.reason = "…"
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def http(status: int, code: int = 0, **headers: str) -> discord.HTTPException:
    kinds: dict[int, Any] = {403: discord.Forbidden, 404: discord.NotFound}
    kind = kinds.get(status, discord.HTTPException if status < 500 else discord.DiscordServerError)
    made: discord.HTTPException = kind(Answer(status, **headers), {"code": code, "message": "no"})
    return made


@pytest.mark.parametrize(
    ("exc", "kind"),
    [
        (http(400, 50035), SendNever),
        (http(403, 50013), ChannelClosed),
        (http(403, 50001), ChannelClosed),
        (http(403, 50007), ChannelClosed),
        (http(403, 0), ChannelClosed),
        (http(404, 10003), ChannelClosed),
        (http(404, 10008), MessageGone),
        (http(404, 0), ChannelClosed),
        (http(500), SendUnknown),
        (http(503), SendUnknown),
        (discord.RateLimited(70.0), SendLater),
        (ConnectionResetError(), SendUnknown),
        (TimeoutError(), SendUnknown),
        (aiohttp.ServerDisconnectedError(), SendUnknown),
        (ValueError("a bug"), SendUnknown),
        (SendNever("so it is"), SendNever),
    ],
)
def test_what_may_be_posted_is_never_called_refused(exc: Exception, kind: type[SendError]) -> None:
    assert type(error_from(exc)) is kind


def test_a_server_that_cannot_be_reached_took_nothing() -> None:
    key: Any = type("Key", (), {"host": "discord.example", "port": 443, "ssl": True})()
    refused = aiohttp.ClientConnectorError(key, OSError(111, "Connection refused"))
    assert isinstance(error_from(refused), SendLater)


def test_how_long_discord_asks_to_wait_reaches_the_outbox() -> None:
    one = error_from(http(429, Via="1.1 google", Retry_After="12.5", X_RateLimit_Scope="user"))
    assert isinstance(one, SendLater)
    assert (one.after, one.everywhere) == (12.5, False)
    everywhere = error_from(
        http(429, Via="1.1 google", Retry_After="3", X_RateLimit_Scope="global")
    )
    assert isinstance(everywhere, SendLater)
    assert everywhere.everywhere


def test_a_ban_before_discord_rests_everything() -> None:
    banned = error_from(http(429))
    assert isinstance(banned, SendLater)
    assert (banned.after, banned.everywhere) == (BANNED_FOR, True)


def test_a_page_where_json_should_be_is_not_discords_word() -> None:
    shut: Any = discord.Forbidden(Answer(403), "<!DOCTYPE html><title>Access denied</title>")
    error = error_from(shut)
    assert isinstance(error, SendLater)
    assert error.everywhere


def test_a_refused_token_rests_everything() -> None:
    refused = error_from(http(401))
    assert isinstance(refused, SendLater)
    assert refused.everywhere
    assert "token" in str(refused)
