"""The real program against Discord over real sockets: from the invitation to the first alert."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import TICKS, build
from tests.chat.discord.wire import TOKEN, Wire
from tests.chat.discord.wired import WiredChat
from tests.crash.life import Life, catalogue_of, settings_of
from tests.e2e.program import Program, until
from tests.e2e.test_run import rss, write_config
from tests.feedserver import FeedServer

OLD = "Old news of the Senkaku Islands"
TITLE = "Patrol ships turn back near Senkaku Islands"


def run(folder: Path, wire: Wire, token: str = TOKEN) -> Program:
    env = {
        "DISCORD_TOKEN": token,
        "DISCORD_API_BASE": wire.api,
        "DISCORD_GATEWAY_URL": wire.gateway,
    }
    return Program("-m", "bot", "run", "--config", "config", folder=folder, env=env)


def titles(wire: Wire, channel: str) -> list[str]:
    return [m.embeds[0]["title"] for m in wire.posts(channel) if m.embeds]


async def test_from_the_invitation_to_the_first_alert(tmp_path: Path) -> None:
    """Invite, type one command, read: within a minute, and every request is as Discord wants it."""
    with FeedServer() as feeds:
        write_config(tmp_path, feeds.put("/feed.xml", rss(OLD)))
        async with Wire() as wire:
            with run(tmp_path, wire) as program:
                channel = wire.channels[0]
                [hello] = await wire.until(lambda: wire.posts(channel), 60)
                assert "Pick a pack" in hello.content
                answer = await wire.slash("watch", query="senkaku")
                assert answer.content.startswith("Watching Senkaku Islands in #news-0")
                assert wire.acknowledged < 3
                assert await asyncio.to_thread(until, lambda: len(feeds.asked("/feed.xml")) > 1, 30)
                feeds.put("/feed.xml", rss(OLD, TITLE))
                await wire.until(lambda: TITLE in titles(wire, channel), 60)
                program.kill()
            with run(tmp_path, wire) as again:
                await wire.until(lambda: len(wire.identified) == 2, 60)
                [alert] = [m for m in wire.posts(channel) if m.embeds]
                why = await wire.press(alert.components[0]["components"][0]["custom_id"], alert)
                assert "Senkaku" in why.content
                assert await asyncio.to_thread(again.stop) == 0
            assert titles(wire, channel) == [TITLE]
            assert [r for r in wire.requests if r.status in (401, 403, 429)] == []
            sent = [r for r in wire.requests if r.method == "PUT"]
            assert len(sent) == 1  # the commands did not change meanwhile
            assert wire.breaches == []
            assert TOKEN not in "\n".join([*program.lines, *again.lines])


async def test_a_refused_token_ends_the_start_with_one_sentence(tmp_path: Path) -> None:
    with FeedServer() as feeds:
        write_config(tmp_path, feeds.put("/feed.xml", rss(OLD)))
        async with Wire() as wire:
            with run(tmp_path, wire, "another.token.of-nobody") as program:
                assert await asyncio.to_thread(program._ended, 60) == 1
            said = [line for line in program.lines if line.startswith("tidings: ")]
            assert len(said) == 1
            assert "refuses the token" in said[0]
            assert [r.path for r in wire.requests] == ["/users/@me"]


async def until_so(what: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not what():
            await asyncio.sleep(0.1)


async def test_a_server_that_was_left_is_forgotten_once_its_time_is_over(tmp_path: Path) -> None:
    """All of the program, with a clock that can be moved; its rows are read from its database."""
    ahead = [timedelta()]
    life = Life(folder=tmp_path, chat="", outlets={})

    own = "SELECT id FROM communities WHERE platform = 'local'"  # the page's
    places = f"SELECT id FROM channels WHERE community_id IN ({own})"
    theirs = (
        f"SELECT count(*) FROM communities WHERE id NOT IN ({own})",
        f"SELECT count(*) FROM channels WHERE community_id NOT IN ({own})",
        f"SELECT count(*) FROM changes WHERE community_id NOT IN ({own})",
        f"SELECT count(*) FROM watches WHERE channel_id NOT IN ({places})",
        f"SELECT count(*) FROM deliveries WHERE channel_id NOT IN ({places})",
    )

    def count(asked: str) -> int:
        with closing(sqlite3.connect(tmp_path / "bot.db")) as conn:
            return int(conn.execute(asked).fetchone()[0])

    def counts() -> set[int]:
        return {count(asked) for asked in theirs}

    async def later(days: float) -> None:
        ahead[0] = timedelta(days=days)
        await asyncio.sleep(0.5)  # several looks of the leg that forgets

    async with Wire() as wire:
        chat = WiredChat(wire.api.removesuffix("/api/v10"), {}, passing=print, nonce_window=60.0)
        program = build(
            settings_of(life),
            catalogue=catalogue_of(life),
            now=lambda: datetime.now(UTC) + ahead[0],
            chats=[chat],
            ticks={**TICKS, "housekeep": 0.1},
        )
        async with program:
            await wire.until(lambda: wire.identified)
            await wire.slash("watch", query="senkaku")
            assert max(counts()) > 0
            wire.backend.remove_guild(wire.guild.id)
            await until_so(lambda: count("SELECT count(*) FROM communities WHERE left_at > 0"))
            await later(29.9)
            assert max(counts()) > 0
            await later(30.1)
            await until_so(lambda: counts() == {0})
    assert wire.breaches == []
