"""The real program against Slack over real sockets: from the invitation to the first alert.

One program is started, given every command of the table, killed, and started again over HTTP.
"""

import asyncio
import re
from collections.abc import Mapping
from pathlib import Path

import httpx

from bot.commands.table import COMMANDS
from bot.model import Command
from tests.chat.slack.wire import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, Wire
from tests.chat.slack.wire_line import signed
from tests.e2e.program import Program, until
from tests.e2e.test_run import rss, write_config
from tests.feedserver import FeedServer

OLD = "Old news of the Senkaku Islands"
TITLE = "Patrol ships turn back near Senkaku Islands"
SOCKET = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN}
HTTP = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": SIGNING_SECRET}
SECRETS = (BOT_TOKEN, APP_TOKEN, SIGNING_SECRET)
ROWS = [(one, sub) for one in COMMANDS for sub in one.subs or (None,)]


def run(folder: Path, wire: Wire, access: Mapping[str, str]) -> Program:
    env = {**access, "SLACK_API_BASE": wire.api}
    return Program("-m", "bot", "run", "--config", "config", folder=folder, env=env)


def titles(wire: Wire, channel: str) -> list[str]:
    return [m.said for m in wire.posts(channel) if TITLE in m.said]


def line_of(command: Command, sub: Command | None, address: str) -> str:
    """Give a row's first example, with an address of this machine's."""
    typed = (sub or command).examples[0].removeprefix("/")
    return re.sub(r"https?://\S+", address, typed)


async def every_command(wire: Wire, address: str) -> dict[str, str]:
    """Type every command of the table; give what was no proper answer."""
    wrong = {}
    for command, sub in ROWS:
        line = line_of(command, sub, address)
        answer = await wire.slash("/tidings", line)
        public = getattr(answer, "to", "a view") is None
        if not answer.said or public or "Something went wrong" in answer.said:
            wrong[line] = answer.said
    return wrong


async def test_from_the_invitation_to_the_first_alert(tmp_path: Path) -> None:
    """Invite, type one command, read: within a minute, and every request is as Slack wants it."""
    with FeedServer() as feeds:
        address = feeds.put("/feed.xml", rss(OLD))
        write_config(tmp_path, address)
        with (tmp_path / "tidings.toml").open("a", encoding="utf-8") as settings:
            settings.write("\n[slack]\nport = 0\n")
        async with Wire() as wire:
            channel = wire.channels[0]
            with run(tmp_path, wire, SOCKET) as program:
                await wire.until(lambda: wire.sockets, 60)
                await wire.invite(channel)
                [hello] = await wire.until(lambda: wire.posts(channel), 30)
                assert "Pick a pack" in hello.labels
                answer = await wire.slash("/watch", "senkaku")
                assert answer.said.startswith("Watching Senkaku Islands in #news-0")
                assert await asyncio.to_thread(until, lambda: len(feeds.asked("/feed.xml")) > 1, 30)
                feeds.put("/feed.xml", rss(OLD, TITLE))
                await wire.until(lambda: titles(wire, channel), 60)
                assert await every_command(wire, address) == {}
                program.kill()
            with run(tmp_path, wire, HTTP) as again:
                await asyncio.to_thread(again.address)
                wire.http = listening(again)
                [alert] = [m for m in wire.posts(channel) if TITLE in m.said]
                why = await wire.press(alert, "Why")
                assert "Senkaku" in why.said
                assert await refused(wire) == [401, 401, 401, 403]
                assert await asyncio.to_thread(again.stop) == 0
            assert len(titles(wire, channel)) == 1
            methods = {r.method for r in wire.requests}
            print(f"{len(wire.requests)} calls of {len(methods)} methods were as Slack wants them")
            assert [r for r in wire.requests if r.status == 429 or "scope" in r.error] == []
            assert not [s for s in SECRETS if s in "\n".join([*program.lines, *again.lines])]


def listening(program: Program) -> str:
    """Give the address at which the program listens for Slack."""
    found = re.search(r"slack\.listening.*?(http://127\.0\.0\.1:\d+)", "\n".join(program.lines))
    assert found, program.lines
    return f"{found[1]}/slack/events"


async def refused(wire: Wire) -> list[int]:
    """Send what is signed wrongly, is too old, came before, or is of a foreign workspace."""
    assert wire.http
    body = b"command=%2Ftidings&text=status&team_id=T0HARBOUR&user_id=U0ADA&trigger_id=7"
    foreign = body.replace(b"T0HARBOUR", b"T0FOREIGN")
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    right = signed(body)
    tries = [
        (body, signed(body, secret="another")),
        (body, signed(body, at=1_700_000_000.0)),
        (body, right),
        (body, right),
        (foreign, signed(foreign)),
    ]
    async with httpx.AsyncClient() as client:
        said = [
            (await client.post(wire.http, content=raw, headers={**head, **kind})).status_code
            for raw, head in tries
        ]
    assert said.pop(2) == 200
    return said
