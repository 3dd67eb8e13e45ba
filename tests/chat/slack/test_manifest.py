"""The app's manifest: by Slack's own schema, and by what the schema does not tell."""

import json
from typing import Any

import pytest
from click.testing import CliRunner
from structlog.testing import capture_logs

from bot.__main__ import tidings
from bot.chat.slack.chat import SlackChat
from bot.chat.slack.client import Access
from bot.chat.slack.manifest import manifest, usage
from bot.chat.slack.reserved import RESERVED
from bot.chat.slack.scopes import SCOPES
from bot.commands.table import COMMANDS, commands_on, row
from tests.chat.desk import Keeps
from tests.chat.slack import rules
from tests.chat.slack.heard import Desk
from tests.chat.slack.wire import BOT_TOKEN, Wire

SCHEMAS = [rules.SPECS / f"slack-manifest.schema.{version}.json" for version in ("1.0.0", "2.0.0")]
URL = "https://news.example/bot/"


def names(made: dict[str, Any]) -> list[str]:
    return [one["command"] for one in made["features"]["slash_commands"]]


@pytest.mark.skipif(not SCHEMAS[0].exists(), reason="Slack's schema is not here (../shared/specs)")
@pytest.mark.parametrize(("url", "org"), [("", False), (URL, False), (URL, True)])
def test_it_is_valid_by_slacks_own_schemas(url: str, org: bool) -> None:
    from jsonschema import Draft7Validator  # a second of processor time, for this test alone

    made = manifest(COMMANDS, url=url, org=org)
    for schema in SCHEMAS:
        checks = Draft7Validator(json.loads(schema.read_text(encoding="utf-8")))
        assert [e.message for e in checks.iter_errors(made)] == []


def test_every_command_stands_alone_but_those_that_slack_keeps() -> None:
    listed = names(manifest(COMMANDS))
    assert listed[0] == "/tidings"
    assert len(set(listed)) == len(listed) <= 25
    alone = {f"/{one.name}" for one in COMMANDS if one.name not in RESERVED}
    assert set(listed) == alone | {"/tidings"}
    assert not {"/search", "/status"} & set(listed)


def test_without_an_address_things_come_over_the_socket() -> None:
    made = manifest(COMMANDS)
    assert made["settings"]["socket_mode_enabled"] is True
    assert "https://" not in json.dumps(made)


def test_with_an_address_everything_comes_there() -> None:
    made = manifest(COMMANDS, url=URL)
    listens = "https://news.example/bot/slack/events"
    settings = made["settings"]
    assert settings["socket_mode_enabled"] is False
    assert settings["event_subscriptions"]["request_url"] == listens
    assert settings["interactivity"]["request_url"] == listens
    assert settings["interactivity"]["message_menu_options_url"] == listens
    assert {one["url"] for one in made["features"]["slash_commands"]} == {listens}
    redirects = made["oauth_config"]["redirect_urls"]
    assert redirects == ["https://news.example/bot/slack/oauth_redirect"]


def test_the_rights_it_asks_for_are_those_that_the_doctor_looks_for() -> None:
    asked = manifest(COMMANDS)["oauth_config"]["scopes"]
    assert asked == {"bot": sorted(SCOPES)}
    assert all(one["should_escape"] for one in manifest(COMMANDS)["features"]["slash_commands"])


async def test_that_there_are_other_commands_is_said_once(wire: Wire) -> None:
    keeps, said = Keeps(), []
    for commands in (COMMANDS, COMMANDS, COMMANDS[:-1], COMMANDS[:-1]):
        chat = SlackChat(Access(bot_token=BOT_TOKEN, api_base=wire.api), keeps)
        with capture_logs() as lines:
            await chat.start(commands, Desk())
        await chat.stop()
        said.append("slack.manifest_changed" in {line["event"] for line in lines})
    assert said == [False, False, True, False]


def test_a_hint_says_what_may_stand_behind_a_command() -> None:
    unwatch, quiet = row("unwatch"), row("digest")
    assert unwatch is not None
    assert quiet is not None
    assert usage(unwatch) == "WATCH [channel:#name]"
    assert usage(quiet).startswith("set [times:…] [days:…] [timezone:…]")
    assert usage(quiet).endswith("off [watch:…] [channel:#name]")


def test_it_is_printed_to_be_pasted() -> None:
    done = CliRunner().invoke(tidings, ["slack", "manifest"])
    assert done.exit_code == 0
    assert json.loads(done.output) == manifest(commands_on("slack"))


@pytest.mark.parametrize("url", ["http://news.example", "news.example", "https://a.example/?x=1"])
def test_an_address_that_slack_would_not_call_is_refused(url: str) -> None:
    done = CliRunner().invoke(tidings, ["slack", "manifest", "--url", url])
    assert done.exit_code == 2
    assert "--url" in done.output
