"""The adapter over real sockets: lines that break or are taken away, what comes twice, installing.

Every call is checked by the wire server; a breach fails the test.
"""

import asyncio
import os
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.fernet import Fernet

from bot.chat.slack import transports
from bot.chat.slack.chat import SlackChat
from bot.chat.slack.client import Access
from bot.errors import ChannelClosed, ConfigError, SendUnknown
from bot.model import Command, Invocation, Message, Option, Presence, Reply
from bot.pipeline.deliver import nonce_of
from bot.store import Store
from bot.store.installations import Installations
from bot.store.kept import Kept
from tests.chat.desk import COMMANDS, Desk
from tests.chat.slack.wire import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, Wire
from tests.chat.slack.wire_oauth import CLIENT_ID, CLIENT_SECRET
from tests.linetest import START, empty_store

NEWS = "T0HARBOUR/C0NEWSN0"
FILE = Option(name="file", description="A list", kind="file")


class Hearing(Desk):
    """A desk that notes in which workspaces and channels the bot is."""

    def __init__(self) -> None:
        self.heard: list[Presence] = []
        self.here: set[str] | None = None

    async def presence(self, presence: Presence) -> None:
        self.heard.append(presence)

    async def only(self, platform: str, here: set[str]) -> None:
        self.here = here


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    made = await empty_store(tmp_path / "bot.db")
    yield made
    await made.close()


@asynccontextmanager
async def connected(
    wire: Wire,
    store: Store,
    *,
    commands: Sequence[Command] = COMMANDS,
    desk: Hearing | None = None,
    **access: Any,
) -> AsyncIterator[SlackChat]:
    """Run the adapter; with a socket, unless ``access`` says otherwise."""
    given = access or {"bot_token": BOT_TOKEN, "app_token": APP_TOKEN}
    kept = Installations(store, [Fernet.generate_key().decode()], lambda: START)
    chat = SlackChat(Access(api_base=wire.api, port=0, **given), Kept(store), kept)
    chat.desk = desk or Hearing()  # type: ignore[attr-defined]
    try:
        await chat.start(commands, chat.desk)  # type: ignore[attr-defined]
        yield chat
    finally:
        await chat.stop()


def web(chat: SlackChat) -> str:
    """Give the address on which the adapter listens."""
    assert chat._listening is not None
    [http] = [way for way in chat._listening._ways if isinstance(way, transports.Http)]
    return http.address


# ── the socket ──────────────────────────────────────────────────────────────────────────────


async def test_a_command_is_acknowledged_at_once_and_then_answered(
    wire: Wire, store: Store
) -> None:
    async with connected(wire, store) as chat:
        assert chat.desk.here == {"T0HARBOUR"}  # type: ignore[attr-defined]
        answer = await wire.slash("/tidings", "watch senkaku", who="bob")
        assert answer.said == f"watch senkaku in {NEWS}"
        assert (await wire.press(answer, "Undo", who="bob")).said == "pressed undo:1"
        alone = await wire.slash("/watch", "quad")
        assert alone.said.startswith("watch quad")


async def test_an_error_of_ours_is_answered_too(wire: Wire, store: Store) -> None:
    async with connected(wire, store):
        answer = await wire.slash("/tidings", "watch nothing")
        assert (answer.said, answer.labels) == ("There is nothing to watch.", ["Help"])
        broken = await wire.slash("/tidings", "watch bug")
        assert "Something went wrong on my side" in broken.said
        typo = await wire.slash("/tidings", "wacth senkaku")
        assert "watch" in typo.said


async def test_slacks_wish_for_a_new_line_is_followed(wire: Wire, store: Store) -> None:
    async with connected(wire, store):
        for reason in ("warning", "refresh_requested"):
            before = wire.connected
            await wire.disconnect(reason)
            if reason == "refresh_requested":
                await wire.until(lambda known=before: wire.connected > known)
        assert (await wire.slash("/tidings", "watch quad")).said.startswith("watch quad")


async def test_a_line_that_breaks_without_a_word_is_opened_anew(
    wire: Wire, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transports, "PING_EVERY", 0.1)
    async with connected(wire, store):
        await wire.drop_sockets()
        await wire.until(lambda: wire.connected == 2)
        assert (await wire.slash("/tidings", "watch quad")).said.startswith("watch quad")


async def test_an_event_that_comes_again_is_heard_once(wire: Wire, store: Store) -> None:
    async with connected(wire, store) as chat:
        invited = await wire.invite()
        await wire.bring(invited, again="timeout")
        other = await wire.invite(wire.channels[1])
        await wire.until(lambda: other.acknowledged is not None)
        heard = chat.desk.heard  # type: ignore[attr-defined]
        async with asyncio.timeout(5):
            while [p.place for p in heard if p.place] != [NEWS, "T0HARBOUR/C0NEWSN1"]:
                await asyncio.sleep(0.01)


async def test_a_mention_in_a_thread_is_answered_there_to_the_one_who_asked(
    wire: Wire, store: Store
) -> None:
    async with connected(wire, store):
        root = wire.write("Look at this", who="bob")
        answer = await wire.mention("watch senkaku", who="bob", thread=root.ts)
        assert answer.said == f"watch senkaku in {NEWS}"
        assert (answer.to, answer.thread) == ("U0BOB", root.ts)


async def test_what_is_written_to_the_bot_alone_is_answered_there(wire: Wire, store: Store) -> None:
    async with connected(wire, store):
        answer = await wire.tell("watch senkaku", who="bob")
        assert answer.said.startswith("watch senkaku")
        assert answer.channel == "D0BOB"


class Importing(Hearing):
    """A desk that reads a file out."""

    async def invoke(self, invocation: Invocation) -> Reply:
        [file] = invocation.files.values()
        return Reply(text=f"{file.name}: {file.data.decode()}")


async def test_a_file_that_is_written_to_the_bot_alone_comes_with_its_command(
    wire: Wire, store: Store
) -> None:
    import_ = Command(name="import", summary="Import", options=(FILE,), examples=("/import",))
    async with connected(wire, store, commands=(*COMMANDS, import_), desk=Importing()):
        file = wire.give_file("feeds.txt", b"a list")
        answer = await wire.tell("import", files=[file])
        assert answer.said == "feeds.txt: a list"


@pytest.mark.parametrize(
    ("access", "named"),
    [
        ({"bot_token": "xoxb-nobody", "app_token": APP_TOKEN}, "slack.bot_token"),
        ({"bot_token": BOT_TOKEN, "app_token": "xapp-nobody"}, "slack.app_token"),
    ],
)
async def test_a_refused_token_ends_the_start_with_its_name(
    wire: Wire, store: Store, access: dict[str, str], named: str
) -> None:
    with pytest.raises(ConfigError, match=named):
        async with connected(wire, store, **access):
            pass


async def test_a_post_that_is_taken_late_is_found_where_it_was_left_open(
    wire: Wire, store: Store, alert: Message, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with connected(wire, store) as chat:
        client = await chat.workspaces.client("T0HARBOUR")
        client.timeout = 0.2  # type: ignore[assignment]
        payload = chat.to_payload(alert)
        wire.fault("chat.postMessage", late=0.5)
        with pytest.raises(SendUnknown):
            await chat.send(NEWS, payload, nonce="abcdefghij234567klmn")
        assert await chat.find(NEWS, "abcdefghij234567klmn") is None
        await wire.until(lambda: wire.posts())
        assert await chat.find(NEWS, "abcdefghij234567klmn") is not None


async def test_a_burst_keeps_a_second_apart_in_each_channel_and_in_order(
    store: Store, alert: Message
) -> None:
    """``BURST=10`` is 500 posts in 50 channels; a part runs each time."""
    each = int(os.environ.get("BURST", "2"))
    async with Wire(channels=5 * each) as wire, connected(wire, store) as chat:

        async def fill(channel: str) -> None:
            for number in range(each):
                payload = chat.to_payload(replace(alert, title=f"Post {number}"))
                nonce = nonce_of(f"alert:{channel}:{number}")
                await chat.send(f"T0HARBOUR/{channel}", payload, nonce=nonce)

        await asyncio.gather(*(fill(channel) for channel in wire.channels))
        for channel in wire.channels:
            titles = [message.said.split("\n")[0] for message in wire.posts(channel)]
            assert titles == [f"Post {number}" for number in range(each)]
        assert [r for r in wire.requests if r.status != 200] == []


# ── HTTP and several workspaces ─────────────────────────────────────────────────────────────

INSTALLED = {
    "client_id": CLIENT_ID,
    "client_secret": CLIENT_SECRET,
    "signing_secret": SIGNING_SECRET,
}


async def install(wire: Wire, address: str, team: str) -> httpx.Response:
    """Install the app as a person does in a browser."""
    wire.installing = team
    async with httpx.AsyncClient() as browser:
        page = await browser.get(f"{address}/slack/install", follow_redirects=False)
        cookie = page.headers["set-cookie"].split(";")[0]  # Secure: no client sends it over http
        links = re.findall(r'href="(https?://[^"]+)"', page.text)
        allowed = await browser.get(
            (page.headers.get("location") or links[0]).replace("&amp;", "&")
        )
        back = allowed.headers["location"]
        path = back[back.index("/slack/") :]
        return await browser.get(address + path, headers={"Cookie": cookie})


# slack_sdk makes its client's name and secret with what aiohttp will take away in 4.0.
@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
async def test_two_workspaces_install_the_bot_and_each_is_answered_with_its_own_token(
    store: Store, alert: Message
) -> None:
    async with Wire(teams=2) as wire, connected(wire, store, **INSTALLED) as chat:
        address = web(chat)
        wire.http = f"{address}/slack/events"
        wire.tokens.clear()
        first, second = wire.teams
        for team in (first, second):
            done = await install(wire, address, team)
            assert done.status_code == 200
            room = next(iter(wire.teams[team].rooms))
            answer = await wire.slash("/tidings", "watch senkaku", channel=room)
            assert answer.said == f"watch senkaku in {team}/{room}"
            await chat.send(f"{team}/{room}", chat.to_payload(alert), nonce=nonce_of(team))
            assert len(wire.posts(room)) == 1
        assert {p.community for p in chat.desk.heard} == {first, second}  # type: ignore[attr-defined]

        await wire.uninstall(wire.teams[second])
        async with asyncio.timeout(5):
            while chat.desk.heard[-1].here:  # type: ignore[attr-defined]
                await asyncio.sleep(0.01)
        room = next(iter(wire.teams[second].rooms))
        with pytest.raises(ChannelClosed):
            await chat.send(f"{second}/{room}", chat.to_payload(alert), nonce=nonce_of("x"))


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
async def test_an_organisation_installs_the_bot_for_its_workspaces(store: Store) -> None:
    async with (
        Wire(teams=2, enterprise="E0FLEET") as wire,
        connected(wire, store, **INSTALLED) as chat,
    ):
        wire.http = f"{web(chat)}/slack/events"
        wire.tokens.clear()
        wire.org_wide = True
        first, second = wire.teams
        assert (await install(wire, web(chat), first)).status_code == 200
        for team in (first, second):
            room = next(iter(wire.teams[team].rooms))
            answer = await wire.slash("/tidings", "watch senkaku", channel=room)
            assert answer.said == f"watch senkaku in {team}/{room}"
        await wire.granted(wire.teams[second], withdrawn=True)
        async with asyncio.timeout(5):
            while chat.desk.heard[-1].here:  # type: ignore[attr-defined]
                await asyncio.sleep(0.01)
        assert chat.desk.heard[-1].community == second  # type: ignore[attr-defined]
