"""What `tidings doctor` says about Slack's tokens, asked of a server over real sockets."""

import pytest

from bot.chat.slack.check import look
from bot.chat.slack.client import Access
from bot.chat.slack.scopes import SCOPES
from tests.chat.slack import wire_rooms
from tests.chat.slack.wire import APP_TOKEN, BOT_TOKEN, Wire


def access(wire: Wire, **more: str) -> Access:
    return Access(**{"bot_token": BOT_TOKEN, "app_token": APP_TOKEN, "api_base": wire.api, **more})


async def said(one: Access) -> str:
    """Give the findings, each with its mark."""
    marks = {True: "ok", False: "FAIL", None: ".."}
    return "\n".join(f"{marks[found.well]} {found.text}" for found in await look(one))


async def test_good_tokens_are_named_and_never_shown(wire: Wire) -> None:
    wire.scopes = frozenset(SCOPES)
    found = await said(access(wire))
    assert found.split("\n") == [
        "ok SLACK_BOT_TOKEN is that of tidings in the workspace Harbour.",
        f"ok It has the {len(SCOPES)} rights (scopes) that I use.",
        "ok SLACK_APP_TOKEN opens a socket (Socket Mode), so no public address is needed.",
    ]
    assert [r.method for r in wire.requests] == ["auth.test", "apps.connections.open"]


async def test_rights_that_are_missing_are_named_with_what_they_are_for(wire: Wire) -> None:
    wire.scopes = frozenset({*SCOPES, "files:connect"} - {"chat:write", "channels:history"})
    found = await said(access(wire))
    assert "FAIL The token lacks chat:write. Add that: api.slack.com/apps" in found
    assert ".. Without channels:history this is missing: looking up whether a post is" in found
    assert ".. The token may more than I need: files:connect." in found


async def test_a_bots_token_is_known_by_its_letters_where_nobody_says_whose_it_is(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire_rooms, "BOT", "")
    assert "person's token" not in await said(access(wire))
    wire.tokens["xoxp-of-ada"] = wire.place.id
    assert "FAIL It is a person's token" in await said(access(wire, bot_token="xoxp-of-ada"))


async def test_refused_tokens_are_said_with_the_next_step(wire: Wire) -> None:
    found = await said(access(wire, bot_token="xoxb-of-nobody", app_token="xapp-of-nobody"))
    assert "FAIL Slack refuses SLACK_BOT_TOKEN: Slack does not know my token" in found
    assert "FAIL Slack refuses SLACK_APP_TOKEN (invalid_auth). Make a new one" in found
    assert "of-nobody" not in found


async def test_a_server_that_is_not_there_is_said() -> None:
    one = Access(bot_token=BOT_TOKEN, signing_secret="secret", api_base="http://127.0.0.1:9/api")
    assert (await said(one)).startswith("FAIL Slack cannot be reached (ClientConnectorError")


async def test_a_server_that_says_little_is_no_failure(wire: Wire) -> None:
    wire.missing = {"*"}
    found = await look(access(wire))
    assert {one.well for one in found} == {None}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"app_token": ""}, "FAIL I could post, but hear nothing: give SLACK_APP_TOKEN"),
        (
            {"app_token": "", "signing_secret": "s" * 32, "public_url": "https://a.example"},
            "(https://a.example/slack/events)",
        ),
        (
            {"client_id": "1.2", "public_url": "https://a.example/"},
            ".. Workspaces install it at https://a.example/slack/install",
        ),
        ({"client_id": "1.2"}, ".. Workspaces install it at /slack/install of the address"),
    ],
)
async def test_how_things_would_come_is_looked_at(
    wire: Wire, given: dict[str, str], expected: str
) -> None:
    assert expected in await said(access(wire, **given))
