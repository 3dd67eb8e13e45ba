"""What Slack hands over, in our words; who may change things."""

from typing import Any

import pytest

from bot.chat.slack import said
from bot.chat.slack.people import People, Person
from bot.commands.table import COMMANDS
from bot.locales import say, speaking
from bot.model import Invocation, Press

ADA = Person(name="Ada", locale="ja-JP", may_manage=True, everybody=True)
SLASH = {
    "team_id": "T1",
    "channel_id": "C1",
    "channel_name": "general",
    "user_id": "U1",
    "user_name": "ada",
    "command": "/tidings",
    "text": "watch senkaku channel:<#C22|other>",
    "trigger_id": "1.2",
    "response_url": "https://hooks.slack.com/commands/1",
}


def invoked(**changed: Any) -> Invocation:
    found = said.to_invocation(said.command({**SLASH, **changed}, COMMANDS), ADA, COMMANDS)
    assert isinstance(found, Invocation)
    return found


def test_a_command_knows_its_place_and_person_together_with_their_workspace() -> None:
    found = invoked()
    assert (found.platform, found.community, found.channel) == ("slack", "T1", "T1/C1")
    assert (found.actor.id, found.actor.name, found.actor.everybody) == ("T1/U1", "Ada", True)
    assert found.locale == "ja-JP"
    assert found.options == {"query": "senkaku", "channel": "T1/C22"}
    assert found.names == {"T1/C1": "general", "T1/C22": "other"}


@pytest.mark.parametrize("line", ["watch <#C22|other> quad", "watch quad <#C22>"])
def test_a_channel_is_the_one_that_is_meant_wherever_it_stands(line: str) -> None:
    assert invoked(text=line).options == {"query": "quad", "channel": "T1/C22"}


def test_a_channel_alone_is_what_a_command_is_about() -> None:
    found = invoked(text="watches <#C22|other>")
    assert (found.sub, found.options) == ("list", {"channel": "T1/C22"})
    assert invoked(text="settings notices: <#C22>").options == {"notices": "T1/C22"}


def test_a_name_of_its_own_is_the_command() -> None:
    assert invoked(command="/watch", text="quad").options == {"query": "quad"}
    assert invoked(command="/watches", text="").sub == "list"


def test_an_app_that_calls_its_command_otherwise_is_understood() -> None:
    assert invoked(command="/news", text="watch quad").options == {"query": "quad"}
    assert invoked(command="/news", text="").command == "help"


def test_a_conversation_with_the_bot_is_the_persons_own() -> None:
    assert (
        invoked(channel_id="D1", channel_name="directmessage", text="watches").channel == "@T1/U1"
    )


def test_a_channel_whose_name_slack_hides_is_not_called_so() -> None:
    assert invoked(channel_name="privategroup", text="watches").names == {}
    group = invoked(channel_name="mpdm-ada--bob-1", text="watches")
    assert group.names == {"T1/C1": "group-messages"}


def test_a_link_to_a_post_is_the_post() -> None:
    link = "https://harbour.slack.com/archives/C1/p1700000000000123?thread_ts=1&amp;cid=C1"
    assert invoked(text=f"why <{link}>").options == {"what": "1700000000.000123"}


def test_a_line_that_is_too_long_is_refused() -> None:
    with pytest.raises(Exception, match="I read up to 20000"):
        invoked(text="watch " + "x" * 20_001)


def pressed(**changed: Any) -> said.Native:
    return said.interaction(
        {
            "type": "block_actions",
            "team": {"id": "T1"},
            "user": {"id": "U1", "username": "ada", "team_id": "T1"},
            "container": {"type": "message", "channel_id": "C1", "is_ephemeral": True},
            "channel": {"id": "C1", "name": "general"},
            "actions": [{"type": "button", "action_id": "set:3:mode:digest"}],
            **changed,
        }
    )


def test_a_press_is_the_buttons_id_where_it_stands() -> None:
    native = pressed()
    found = said.to_invocation(native, ADA, COMMANDS)
    assert isinstance(found, Press)
    assert (found.button, found.channel, native.private) == ("set:3:mode:digest", "T1/C1", True)


def test_a_press_in_app_home_is_about_the_persons_own_conversation() -> None:
    native = pressed(channel=None, container={"type": "view"}, view={"type": "home"})
    assert native.place == "@T1/U1"


def test_what_is_chosen_in_a_menu_is_no_button() -> None:
    assert pressed(actions=[{"type": "static_select", "action_id": "mode"}]).button == ""


OURS = {
    "ts": "1.5",
    "blocks": [
        {"type": "section", "text": {"type": "mrkdwn", "text": "x"}},
        {"type": "actions", "elements": [{"type": "button", "action_id": "why:s4"}]},
    ],
}


def asked_about(message: dict[str, Any]) -> Invocation | Press:
    return said.about(pressed(actions=[], message=message), ADA)


def test_why_of_a_post_of_ours_is_its_own_button() -> None:
    found = asked_about(OURS)
    assert isinstance(found, Press)
    assert found.button == "why:s4"


@pytest.mark.parametrize(
    ("message", "what"),
    [
        ({"ts": "1.5", "text": "see <https://a.example/x|this>"}, "https://a.example/x"),
        (
            {"ts": "1.5", "attachments": [{"from_url": "https://a.example/y"}]},
            "https://a.example/y",
        ),
        ({"ts": "1.5", "text": "no link"}, "1.5"),
    ],
)
def test_why_of_anybodys_message_is_the_link_in_it(message: dict[str, Any], what: str) -> None:
    found = asked_about(message)
    assert isinstance(found, Invocation)
    assert found.options == {"what": what}


# ── who may ─────────────────────────────────────────────────────────────────────────────────


class Told:
    """Workspaces in which Slack says this of everybody."""

    def __init__(self, **info: Any) -> None:
        self.info = {"id": "U1", "team_id": "T1", "locale": "ja-JP", "real_name": "Ada", **info}
        self.asked = 0

    async def ask(self, team: str, method: str, **args: Any) -> dict[str, Any]:
        self.asked += 1
        if self.info.get("fails"):
            raise OSError("the line dropped")
        return {"ok": True, "user": self.info}


async def person(
    who_may: str, *, user_team: str = "T1", enterprise: Any = None, **info: Any
) -> Person:
    people = People(Told(**info), who_may)  # type: ignore[arg-type]
    return await people.person("T1", "U1", user_team=user_team, enterprise=enterprise)


async def test_everybody_may_by_default_and_admins_alone_where_it_is_set() -> None:
    everybody, nobody = await person("everybody"), await person("admins")
    assert (everybody.may_manage, everybody.everybody) == (True, True)
    assert (nobody.may_manage, nobody.everybody) == (False, False)
    for flag in ("is_admin", "is_owner", "is_primary_owner"):
        admin = await person("admins", **{flag: True})
        assert (admin.may_manage, admin.everybody) == (True, False)


async def test_a_guest_from_another_company_may_change_nothing() -> None:
    assert not (await person("everybody", user_team="T9")).may_manage
    assert not (await person("admins", team_id="T9", is_admin=True)).may_manage


async def test_a_colleague_in_another_workspace_of_the_organisation_is_no_guest() -> None:
    over = {"enterprise_id": "E1", "is_admin": True}
    colleague = await person("admins", user_team="T2", enterprise="E1", enterprise_user=over)
    assert colleague.may_manage
    assert (await person("everybody", user_team="E1", enterprise="E1")).may_manage


async def test_who_slack_does_not_tell_of_is_no_admin_and_speaks_no_language() -> None:
    unknown = await person("admins", fails=True)
    assert (unknown.may_manage, unknown.locale) == (False, None)
    assert (await person("everybody", fails=True)).may_manage


async def test_people_are_asked_for_once() -> None:
    told = Told()
    people = People(told, "everybody")  # type: ignore[arg-type]
    assert [(await people.person("T1", "U1")).locale for _ in range(3)] == ["ja-JP"] * 3
    assert told.asked == 1
    people.forget("T1", "U1")
    await people.person("T1", "U1")
    assert told.asked == 2


def test_a_sentence_that_begins_with_our_conversation_begins_with_a_capital() -> None:
    text = "our conversation gets no digest. our conversation is quiet\nour conversation: x"
    whole = "Our conversation gets no digest. Our conversation is quiet\nOur conversation: x"
    assert said.begun(text) == whole
    assert said.begun("Settings of our conversation") == "Settings of our conversation"
    with speaking("ja"):
        assert said.begun(f"{say('our conversation')}。") == f"{say('our conversation')}。"
