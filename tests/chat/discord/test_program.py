"""The real program against Discord over real sockets: from the invitation to the first alert."""

import asyncio
from pathlib import Path

from tests.chat.discord.wire import TOKEN, Wire
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
