"""Windows: within Slack's rules whatever they show; what was written comes back as it was meant."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.slack import home, modals
from bot.chat.slack.modals import Opened
from bot.commands.table import COMMANDS
from bot.model import Button, Field, Form, Overview, Reply, Watched
from tests.chat.hostile import HOSTILE
from tests.chat.slack import rules
from tests.chat.slack.forms import state_of

TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=200))
OPENED = Opened(
    kind=modals.FORM,
    what="edit:3",
    channel="C0NEWS",
    channel_name="news",
    response_url="https://hooks.slack.com/actions/1/2/3",
    in_place=True,
)
FIELDS = (
    Field(
        name="mode",
        label="Mode",
        kind="choice",
        value="digest",
        choices=(("alert", "At once"), ("digest", "Digest")),
    ),
    Field(name="min-publishers", label="Outlets", value="3", hint="1 to 20"),
    Field(name="mention", label="Whom", kind="mention", value="<@U0ADA>"),
    Field(name="languages", label="Languages", value="en"),
    Field(name="timezone", label="Zone", kind="zone", value="Asia/Tokyo"),
)
FORM = Form(button="edit:3", title="Edit Senkaku Islands", fields=FIELDS)


def sent(view: dict[str, Any], values: dict[str, Any] | None = None) -> dict[str, Any]:
    """Give a window as Slack hands it back."""
    return {**view, "id": "V1", "state": {"values": state_of(view["blocks"], values or {})}}


def test_a_form_shows_how_things_stand_and_comes_back_unchanged() -> None:
    view = modals.window(FORM, OPENED)
    assert rules.view_breaches(view) == []
    entered = modals.read(sent(view), "T1")
    assert entered.values == {one.name: one.value for one in FIELDS}
    assert entered.opened == OPENED


def test_a_title_that_finds_no_room_stands_in_the_window() -> None:
    title = "Settings of this community"
    view = modals.window(Form(button="common:", title=title, fields=FIELDS), OPENED)
    assert view["blocks"][0]["text"]["text"] == f"*{title}*"
    short = modals.window(Form(button="when:1", title="Digest of #news", fields=FIELDS), OPENED)
    assert short["blocks"][0]["type"] == "input"


def test_what_is_written_and_chosen_is_read() -> None:
    view = modals.window(FORM, OPENED)
    chosen = {"mode": "alert", "min-publishers": "", "mention": "U0BOB"}
    entered = modals.read(sent(view, chosen), "T1")
    assert entered.values["mode"] == "alert"
    assert entered.values["mention"] == "<@U0BOB>"


def test_a_group_that_is_mentioned_can_be_read_and_changed() -> None:
    one = Field(name="mention", label="Whom", kind="mention", value="<!subteam^S0DESK>")
    view = modals.window(Form(button="call:3", title="x", fields=(one,)), OPENED)
    assert modals.read(sent(view), "T1").values == {"mention": "<!subteam^S0DESK>"}


def test_a_channel_is_chosen_by_name_and_read_by_its_id() -> None:
    opened = Opened(kind=modals.TYPED, what=modals.path_of("type:watch"))
    view = modals.typing_window(COMMANDS, opened)
    assert rules.view_breaches(view) == []
    entered = modals.read(sent(view, {"query": " quad ", "channel": "C0OTHER"}), "T1")
    assert entered.values == {"query": "quad", "channel": "T1/C0OTHER"}


def test_a_place_is_chosen_from_all_channels_and_can_be_emptied() -> None:
    def window(value: str) -> dict[str, Any]:
        one = Field(name="notices", label="Where", kind="place", value=value)
        return modals.window(Form(button="common:", title="x", fields=(one,)), OPENED)

    empty, chosen = window(""), window("T1/C0OTHER")
    assert rules.view_breaches(empty) == rules.view_breaches(chosen) == []
    element = empty["blocks"][0]["element"]
    assert element["filter"]["include"] == ["public", "private"]
    assert "default_to_current_conversation" not in element
    assert modals.read(sent(empty), "T1").values == {"notices": ""}
    assert modals.read(sent(chosen), "T1").values == {"notices": "T1/C0OTHER"}


@pytest.mark.parametrize("files", [True, False])
def test_a_list_is_pasted_or_given_by_its_address_or_as_a_file(files: bool) -> None:
    view = modals.list_window(Opened(kind=modals.LIST, what="feeds import"), files=files)
    names = [block["block_id"] for block in view["blocks"]]
    assert names == [*(["file"] if files else []), "pasted", "address"]
    state = {"file": {"file": {"type": "file_input", "files": [{"id": "F1"}]}}}
    entered = modals.read({**view, "state": {"values": state}}, "T1")
    assert (entered.files, entered.values) == (({"id": "F1"},), {})


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("*77* is too much.", "min-publishers"),
        ("min-publishers is a number from 1 to 20.", "min-publishers"),
        ("There is no time zone *Asia/Tokyo*.", "timezone"),
        ("*xx* is no language I know.", "languages"),
        ("*zzz* is no language I know.", "languages"),
        ("Nobody knows.", "mode"),
    ],
)
def test_an_error_stands_at_the_field_that_it_is_about(text: str, field: str) -> None:
    view = modals.window(FORM, OPENED)
    written = {"min-publishers": "77", "languages": "en, xx zzz ( bad"}
    values = modals.read(sent(view), "T1").values | written
    said = modals.wrong(view, values, text)
    assert list(said) == [field]
    assert "*" not in said[field]


def test_an_error_calls_a_field_as_the_window_does() -> None:
    view = modals.window(FORM, OPENED)
    said = modals.wrong(view, {"min-publishers": "77"}, "min-publishers is a number to 20.")
    assert said == {"min-publishers": "“Outlets” is a number to 20."}
    assert modals.wrong(view, {"mode": "x"}, "No such mode.") == {"mode": "No such mode."}


def test_what_is_wrong_with_a_file_stands_at_the_file() -> None:
    view = modals.list_window(Opened(kind=modals.LIST, what="feeds import"), files=True)
    assert list(modals.wrong(view, {}, "That is no OPML.", files=True)) == ["file"]
    pasted = {"pasted": "<html>"}
    assert list(modals.wrong(view, pasted, "That is no OPML.", files=True)) == ["pasted"]
    assert list(modals.wrong(view, {}, "Paste the text.")) == ["pasted"]


@settings(max_examples=40)
@given(TEXTS, TEXTS, TEXTS)
def test_no_text_breaks_a_window(title: str, label: str, value: str) -> None:
    fields = (
        Field(name="a", label=label, value=value, hint=label),
        Field(name="b", label=label, kind="choice", value="x", choices=(("x", label),)),
    )
    view = modals.window(Form(button="edit:1", title=title, fields=fields), OPENED)
    assert rules.view_breaches(view) == []
    shown = modals.answer(
        Reply(text=f"{title}\n{value}", buttons=(Button(id="a:1", label=label),)), OPENED
    )
    assert rules.view_breaches(shown) == []
    assert modals.opened_of(view) == OPENED


@settings(max_examples=40)
@given(TEXTS, TEXTS, st.integers(0, 15), st.integers(1, 9))
def test_no_text_breaks_app_home(name: str, line: str, count: int, pages: int) -> None:
    rows = tuple(
        Watched(
            id=n,
            name=name,
            channel=name,
            place=f"T1/C{n // 3}",
            manner="alert",
            pace=line,
            trouble=line,
        )
        for n in range(count)
    )
    found = Overview(
        watches=rows,
        total=count,
        page=pages // 2,
        pages=pages,
        health=(line, name),
        may_manage=True,
    )
    view = home.drawn(found)
    assert rules.view_breaches(view) == []
    blocks = json.dumps(view["blocks"], ensure_ascii=False)
    assert blocks.count('"open:') == count
