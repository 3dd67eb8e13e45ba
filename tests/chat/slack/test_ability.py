"""What the bot lacks in a workspace is told before a post fails."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat.slack import ability
from bot.chat.slack.scopes import SCOPES
from tests.chat.slack.sea import Sea, open_sea
from tests.feedserver import FeedServer


@pytest.fixture
async def sea(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Sea]:
    monkeypatch.setattr(ability, "KEPT_FOR", 0.0)
    with FeedServer() as server:
        async with open_sea(tmp_path, server) as made:
            await made.slash("watch senkaku")
            yield made


async def status(sea: Sea) -> str:
    return str((await sea.slash("status", channel=sea.other)).said)


async def test_where_all_is_well_status_names_nothing(sea: Sea) -> None:
    assert "news-0:" not in await status(sea)


async def test_status_tells_at_once_that_a_channel_was_archived(sea: Sea) -> None:
    sea.wire.place.rooms[sea.news].archived = True
    assert "#news-0: The channel is archived" in await status(sea)


async def test_status_tells_at_once_that_the_bot_was_put_out_of_a_private_channel(
    sea: Sea,
) -> None:
    room = sea.wire.place.rooms[sea.news]
    room.kind = "private"
    room.members.discard(sea.wire.place.bot)
    said = (await sea.slash("status")).said  # elsewhere nobody can tell who may hear of it
    assert "#news-0: I am not in this channel. Type `/invite @Tidings` in it." in said


@pytest.mark.parametrize(
    ("scopes", "said"),
    [
        ({"chat:write"}, "#news-0: I may not post there, for I lack the scope “chat:write”."),
        (
            {"chat:write.public", "channels:join"},
            "#news-0: I may not post there, for I lack the scope “chat:write.public”.",
        ),
        ({"channels:history"}, "#news-0: I lack the scope “channels:history”, so a post"),
        ({"groups:history", "chat:write.public"}, ""),
    ],
)
async def test_a_missing_scope_is_named_by_status_and_by_what_lets_the_bot_post(
    sea: Sea, scopes: set[str], said: str
) -> None:
    sea.wire.scopes = frozenset(SCOPES) - scopes
    told = [await status(sea), (await sea.slash("subscribe semiconductors")).said]
    assert all(said in one if said else "I lack" not in one for one in told), told


async def test_a_server_that_tells_nothing_is_taken_to_let_the_bot_post(sea: Sea) -> None:
    sea.wire.missing.add("conversations.info")
    assert "news-0:" not in await status(sea)
