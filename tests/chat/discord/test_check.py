"""What `tidings doctor` says about a token, asked of a server over real sockets."""

from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import discord
import pytest

from bot.chat.discord.check import install_link, look
from bot.chat.discord.client import Client
from bot.chat.discord.rights import NAMES
from tests.chat.discord.wire import TOKEN, Wire


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with Wire() as made:
        yield made


async def test_a_good_token_is_named_with_its_install_link(wire: Wire) -> None:
    found = await look(TOKEN, api_base=wire.api, gateway=wire.gateway)
    assert [one.well for one in found].count(False) == 0
    said = "\n".join(one.text for one in found)
    assert "The token is that of the bot TestBot." in said
    assert install_link(str(wire.backend.application_id)) in said
    assert TOKEN not in said
    assert {r.method for r in wire.requests} == {"GET"}


async def test_a_refused_token_is_said_with_the_next_step(wire: Wire) -> None:
    [one] = await look("another.token.of-nobody", api_base=wire.api)
    assert one.well is False
    assert "Reset Token" in one.text


async def test_a_server_that_is_not_there_is_said(wire: Wire) -> None:
    [one] = await look(TOKEN, api_base="http://127.0.0.1:9/api/v10")
    assert one.well is False
    assert "cannot be reached" in one.text


async def test_a_server_that_says_little_is_no_failure(wire: Wire) -> None:
    wire.missing = {"* /gateway/bot", "* /oauth2/applications/@me"}
    found = await look(TOKEN, api_base=wire.api)
    assert [one.well for one in found] == [True, None, None, None]


async def test_answers_that_are_not_called_json_are_said_with_what_is_expected(wire: Wire) -> None:
    wire.json = {"Content-Type": "application/json; charset=utf-8"}
    [one] = await look(TOKEN, api_base=wire.api)
    assert one.well is False
    assert "answered /users/@me with no bot's name and id" in one.text
    assert "Content-Type: application/json, and nothing after it" in one.text
    async with Client(api_base=wire.api) as client:
        with pytest.raises(discord.ClientException, match="no bot's name and id"):
            await client.login(TOKEN)  # which is logged, and tried again later


async def test_a_server_that_calls_only_later_answers_otherwise_is_no_failure(wire: Wire) -> None:
    for path in ("/gateway/bot", "/oauth2/applications/@me"):
        wire.fault("GET", path, status=200, body="no JSON")
    found = await look(TOKEN, api_base=wire.api)
    assert [one.well for one in found] == [True, None, None, None]


def test_the_install_link_asks_for_what_is_needed_and_no_more() -> None:
    asked = parse_qs(urlsplit(install_link("42")).query)
    assert asked["client_id"] == ["42"]
    assert asked["scope"] == ["bot applications.commands"]
    assert int(asked["permissions"][0]) == sum(NAMES)
    assert len(NAMES) == 6
