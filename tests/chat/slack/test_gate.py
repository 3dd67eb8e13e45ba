"""Who is let in, over HTTP and over a socket: Slack alone, workspaces that have the bot, once."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest

from bot.chat.slack import transports
from bot.chat.slack.client import Access, Workspaces
from bot.chat.slack.listening import Listening
from bot.commands.table import COMMANDS
from bot.errors import ConfigError
from bot.model import Invocation
from tests.chat.slack import payloads
from tests.chat.slack.heard import APP_TOKEN, Desk, heard, until
from tests.chat.slack.wire import BOT_TOKEN, Wire
from tests.chat.slack.wire_line import signed

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
async def desk(wire: Wire) -> AsyncIterator[Desk]:
    async with heard(wire) as (made, _):
        yield made


def slash(wire: Wire, text: str = "watch quad", trigger: str = "1.1", **changed: str) -> bytes:
    place, room = wire.room()
    ada = place.by_name("ada")
    body = payloads.slash(place, room, ada, "/tidings", text, url="", trigger=trigger)
    return urlencode({**body, **changed}).encode()


async def test_what_slack_signed_is_answered(wire: Wire, desk: Desk) -> None:
    answer = await wire.slash("/watch", "senkaku")
    assert "watch {'query': 'senkaku'} in T0HARBOUR/" in answer.said
    assert answer.to == "U0ADA"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"secret": "another-secret-of-nobody"},
        {"at": -360.0},
        {"at": 360.0},
    ],
)
async def test_a_wrong_signature_and_an_old_one_are_refused(
    wire: Wire, desk: Desk, headers: dict[str, Any]
) -> None:
    raw = slash(wire)
    made = {}
    if headers:
        at = time.time() + headers["at"] if "at" in headers else None
        made = signed(raw, secret=headers.get("secret", "a-signing-secret-of-nobody"), at=at)
    status, _ = await wire.knock(raw, {**FORM, **made})
    assert status == 401
    assert desk.asked == []


async def test_a_signature_of_another_body_is_refused(wire: Wire, desk: Desk) -> None:
    status, _ = await wire.knock(slash(wire, "unwatch quad"), {**FORM, **signed(slash(wire))})
    assert status == 401
    assert desk.asked == []


async def test_a_request_that_comes_again_as_it_was_is_refused(wire: Wire, desk: Desk) -> None:
    raw = slash(wire)
    headers = {**FORM, **signed(raw)}
    assert [(await wire.knock(raw, headers))[0] for _ in range(2)] == [200, 401]
    await until(lambda: desk.asked)
    assert len(desk.asked) == 1


async def test_a_command_that_was_signed_anew_is_answered_once(wire: Wire, desk: Desk) -> None:
    now = time.time()  # asked once: a second later its signature would be the former one
    for later in (0, -1):
        raw = slash(wire)
        headers = {**FORM, **signed(raw, at=now + later)}
        assert (await wire.knock(raw, headers))[0] == 200
    await wire.slash("/watch", "senkaku")  # comes after both
    assert len(desk.asked) == 2


async def test_a_workspace_that_did_not_install_the_bot_is_refused(wire: Wire, desk: Desk) -> None:
    raw = slash(wire, team_id="T0FOREIGN")
    status, text = await wire.knock(raw, {**FORM, **signed(raw)})
    assert (status, text) == (403, "This workspace has not installed the app.")
    assert desk.asked == []


async def test_an_event_that_slack_brings_again_is_answered_once(wire: Wire, desk: Desk) -> None:
    await wire.mention("watches")
    brought = wire.brought[-1]
    await wire.bring(brought, again="timeout")
    await wire.slash("/watch", "senkaku")  # comes after both
    assert len(desk.asked) == 2
    assert brought.tries == 2


async def test_slack_is_told_that_the_address_is_ours(wire: Wire, desk: Desk) -> None:
    raw = json.dumps({"type": "url_verification", "challenge": "abc", "token": "x"}).encode()
    headers = {"Content-Type": "application/json", **signed(raw)}
    status, text = await wire.knock(raw, headers)
    assert (status, json.loads(text)) == (200, {"challenge": "abc"})


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"", b"{}", b"payload=%7B", b"[]"])
async def test_what_is_no_request_of_slacks_does_no_harm(
    wire: Wire, desk: Desk, raw: bytes
) -> None:
    status, _ = await wire.knock(raw, {**FORM, **signed(raw)})
    assert 400 <= status < 600
    assert desk.asked == []


async def test_events_that_nobody_waits_for_are_no_failure(wire: Wire, desk: Desk) -> None:
    await wire.event({"type": "channel_rename", "channel": {"id": "C0", "name": "x"}})
    raw = json.dumps({"type": "app_rate_limited", "team_id": "T0HARBOUR"}).encode()
    headers = {"Content-Type": "application/json", **signed(raw)}
    assert (await wire.knock(raw, headers))[0] == 200


async def test_a_port_that_is_taken_is_said_with_the_way_out(wire: Wire, desk: Desk) -> None:
    port = int(str(wire.http).split(":")[2].split("/")[0])
    with pytest.raises(ConfigError, match="is in use by another program"):
        async with heard(wire, port=port):
            pass


# ── a socket ────────────────────────────────────────────────────────────────────────────────


async def test_a_socket_goes_on_after_slack_asked_for_another_and_after_it_broke(
    wire: Wire,
) -> None:
    async with heard(wire, app_token=APP_TOKEN) as (desk, listening):
        assert listening.address == ""
        await wire.slash("/watch", "quad")
        await wire.disconnect()
        await wire.until(lambda: wire.connected == 2)
        await wire.slash("/watch", "senkaku")
        asked = [one.options["query"] for one in desk.asked if isinstance(one, Invocation)]
        assert asked == ["quad", "senkaku"]


async def test_an_app_token_that_slack_refuses_ends_the_start(wire: Wire) -> None:
    with pytest.raises(ConfigError, match=r"slack.app_token: invalid_auth\. Make an app-level"):
        async with heard(wire, app_token="xapp-1-of-nobody"):
            pass


async def test_a_slack_that_is_not_there_is_said_in_one_line_and_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(transports, "CONNECTED_WITHIN", 0.1)
    monkeypatch.setattr(transports, "PING_EVERY", 0.05)
    access = Access(bot_token=BOT_TOKEN, app_token=APP_TOKEN, api_base="http://127.0.0.1:9/api")
    listening = Listening(access, Workspaces(access), None, COMMANDS, Desk())
    await listening.start()
    await asyncio.sleep(0.2)
    await listening.stop()
    said = [one for one in caplog.records if one.name.startswith("slack_sdk.socket_mode")]
    assert [one.exc_info for one in said] == [None]
    assert "Retrying" in said[0].getMessage()


async def test_stopping_waits_for_an_answer_that_is_being_made(wire: Wire) -> None:
    async with heard(wire) as (desk, listening):
        made = desk.invoke

        async def slowly(invocation: Invocation) -> Any:
            await asyncio.sleep(0.3)
            return await made(invocation)

        desk.invoke = slowly  # type: ignore[method-assign]
        asked = await wire.slashed("/watch", "quad")
        await listening.stop()
        assert asked.shown


async def test_pages_that_do_not_exist_are_not_there(wire: Wire, desk: Desk) -> None:
    base = str(wire.http).removesuffix("/slack/events")
    async with aiohttp.ClientSession() as session:
        for path in ("/", "/slack/install", "/slack/events"):
            async with session.get(f"{base}{path}") as answer:
                assert answer.status in (404, 405)
