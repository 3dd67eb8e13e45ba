"""What people type and press, read from what Discord sends."""

from typing import Any

import pytest

from bot.chat.discord.said import Native, focused, links, target, to_invocation
from bot.errors import CommandError
from bot.model import Invocation, Press

MANAGE_CHANNELS, MANAGE_GUILD = 16, 32


def native(kind: int, data: dict[str, Any], **more: Any) -> Native:
    values = {
        "guild": "1",
        "guild_name": "Harbour",
        "channel": "10",
        "channel_name": "news",
        "user": "7",
        "user_name": "Ada",
        "permissions": 0,
        "locale": "zh-TW",
        **more,
    }
    return Native(kind=kind, data=data, **values)


def slash(name: str, *options: dict[str, Any], **more: Any) -> Native:
    resolved = {"channels": {"20": {"id": "20", "name": "other", "permissions": "16"}}}
    data = {"name": name, "type": 1, "options": list(options), "resolved": resolved}
    return native(2, data, **more)


QUERY = {"type": 3, "name": "query", "value": "senkaku"}
THERE = {"type": 7, "name": "channel", "value": "20"}


def test_a_command_has_its_options_its_place_and_its_language() -> None:
    asked = to_invocation(slash("watch", QUERY, {"type": 4, "name": "min-publishers", "value": 3}))
    assert isinstance(asked, Invocation)
    assert (asked.command, asked.sub) == ("watch", None)
    assert asked.options == {"query": "senkaku", "min-publishers": "3"}
    assert (asked.community, asked.channel, asked.locale) == ("1", "10", "zh-TW")
    assert asked.names == {"10": "news", "community:1": "Harbour"}
    assert not asked.actor.may_manage


def test_a_sub_word_brings_its_own_options() -> None:
    inside = {"type": 1, "name": "set", "options": [{"type": 3, "name": "times", "value": "8"}]}
    asked = to_invocation(slash("digest", inside))
    assert isinstance(asked, Invocation)
    assert (asked.command, asked.sub, asked.options) == ("digest", "set", {"times": "8"})


@pytest.mark.parametrize(
    ("here", "options", "able"),
    [
        (MANAGE_GUILD, (QUERY,), True),
        (MANAGE_CHANNELS, (QUERY,), True),
        (0, (QUERY, THERE), True),
        (MANAGE_CHANNELS, (QUERY, {**THERE, "value": "30"}), False),
        (0, (QUERY,), False),
    ],
)
def test_the_right_that_counts_is_that_of_the_channel_it_is_about(
    here: int, options: tuple[dict[str, Any], ...], able: bool
) -> None:
    asked = to_invocation(slash("watch", *options, permissions=here))
    assert asked.actor.may_manage is able


def test_a_channel_that_is_chosen_brings_its_name() -> None:
    asked = to_invocation(slash("watch", QUERY, THERE))
    assert asked.names["20"] == "other"
    assert target(slash("watch", QUERY, THERE)) == ("20", "other", MANAGE_CHANNELS)


def test_what_is_being_typed_is_known() -> None:
    assert focused(slash("watch", {**QUERY, "focused": True})) == "query"
    assert focused(slash("watch", QUERY)) is None


def test_a_pressed_button_comes_without_the_mark_of_its_post() -> None:
    pressed = to_invocation(native(3, {"custom_id": "why:s12~abcdefghij234567klmn+2"}))
    assert isinstance(pressed, Press)
    assert pressed.button == "why:s12"


@pytest.mark.parametrize(
    "components",
    [
        [{"type": 1, "components": [{"type": 4, "custom_id": "query", "value": " quad "}]}],
        [{"type": 18, "component": {"type": 4, "custom_id": "query", "value": "quad"}}],
    ],
)
def test_a_filled_in_field_is_a_command(components: list[dict[str, Any]]) -> None:
    asked = to_invocation(native(5, {"custom_id": "type:watch", "components": components}))
    assert isinstance(asked, Invocation)
    assert (asked.command, asked.options) == ("watch", {"query": "quad"})


def message(**of: Any) -> Native:
    data = {"name": "Why this?", "type": 3, "target_id": "5", "resolved": {"messages": {"5": of}}}
    return native(2, data)


def test_why_this_asks_of_a_post_of_ours_by_its_button() -> None:
    row = {"components": [{"custom_id": "why:i3~abcdefghij234567klmn"}]}
    pressed = to_invocation(message(components=[row]))
    assert isinstance(pressed, Press)
    assert pressed.button == "why:i3"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("look: <https://wire.example/1> !", ("https://wire.example/1",)),
        ("(https://wire.example/1).", ("https://wire.example/1",)),
        ("[here](https://wire.example/1)", ("https://wire.example/1",)),
        ("https://wire.example/a_(b), so", ("https://wire.example/a_(b)",)),
        (
            "https://x.example/1 and https://x.example/2",
            ("https://x.example/1", "https://x.example/2"),
        ),
    ],
)
def test_why_this_asks_of_other_messages_by_their_links(
    content: str, found: tuple[str, ...]
) -> None:
    asked = to_invocation(message(content=content))
    assert isinstance(asked, Invocation)
    assert (asked.command, asked.options) == ("why", {"what": found[0]})
    assert links(message(content=content)) == found


def test_why_this_asks_of_the_card_of_another_bots_message() -> None:
    asked = to_invocation(message(content="news", embeds=[{"url": "https://wire.example/1"}]))
    assert isinstance(asked, Invocation)
    assert asked.options == {"what": "https://wire.example/1"}


def test_why_this_asks_of_a_post_of_ours_without_that_button_by_its_id() -> None:
    row = {"components": [{"custom_id": "more:3~abcdefghij234567klmn"}]}
    asked = to_invocation(message(components=[row], content="https://wire.example/1"))
    assert isinstance(asked, Invocation)
    assert asked.options == {"what": "5"}


@pytest.mark.parametrize("content", ["no link", "javascript:alert(1)", ""])
def test_why_this_says_where_there_is_no_link(content: str) -> None:
    with pytest.raises(CommandError, match="no link is in it"):
        to_invocation(message(content=content))


def test_outside_of_servers_the_next_step_is_said() -> None:
    with pytest.raises(CommandError, match="type this in the channel"):
        to_invocation(slash("watch", QUERY, guild=None))


def test_a_field_of_an_older_version_is_refused_in_words() -> None:
    with pytest.raises(CommandError, match="another version"):
        to_invocation(native(5, {"custom_id": "type:old", "components": []}))


@pytest.mark.parametrize(("bits", "seen"), [(MANAGE_CHANNELS, False), (1024, True), (8, True)])
async def test_a_channel_that_was_named_is_seen_by_whom_discord_says_so(bits: int, seen: bool):
    named = slash("watch", QUERY, THERE)
    named.data["resolved"]["channels"]["20"]["permissions"] = str(bits)
    asked = to_invocation(named)
    assert asked.actor.sees is not None
    assert await asked.actor.sees("20") is seen
    assert await asked.actor.sees("30")  # of which nobody knows anything
