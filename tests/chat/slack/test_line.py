import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.slack.line import after_mention, channel_id, plain, read, seen
from bot.chat.slack.marked import marked
from bot.chat.slack.reserved import RESERVED, UMBRELLA, alone, as_typed
from bot.commands.table import COMMANDS
from bot.errors import CommandError


def written(text: str) -> str:
    """Write a text as Slack does."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@given(st.text())
def test_what_slack_escaped_is_read_as_it_was_typed(text: str) -> None:
    assert plain(written(text)).text == seen(text)


@given(st.text())
def test_what_is_copied_from_an_answer_is_read_as_what_was_meant(text: str) -> None:
    command = f"/quiet set 22:00-07:00 mode:digest {' '.join(text.split())}".replace("`", "'")
    assert html.unescape(marked(f"`{command}`")) == f"`{command}`"
    assert seen("22:\u206000-07:00") == "22:00-07:00"


@given(st.text(), st.text(alphabet="abcdef-0123456789", min_size=1))
def test_a_channel_in_any_text_becomes_its_id_and_keeps_its_name(text: str, name: str) -> None:
    read_ = plain(f"{written(text)}<#C0ABC|{name}>")
    assert read_.text == f"{seen(text)}#C0ABC"
    assert read_.names == {"C0ABC": name}


@pytest.mark.parametrize(
    ("slack", "typed"),
    [
        ("<https://a.example/x?y=1&amp;z=2>", "https://a.example/x?y=1&z=2"),
        ("<http://a.example|a.example>", "a.example"),
        ("<https://a.example/feed|the feed>", "https://a.example/feed"),
        ("<mailto:ada@a.example|ada@a.example>", "ada@a.example"),
        ("<@U0ADA|ada> <!subteam^S0DESK|@desk> <!here>", "<@U0ADA> <!subteam^S0DESK> <!here>"),
        ("<!date^1392734382^{date}|Feb 18>", "Feb 18"),
        ("<#C0ABC>", "#C0ABC"),
        ("a < b", "a < b"),
    ],
)
def test_what_slack_knows_is_read_back(slack: str, typed: str) -> None:
    assert plain(slack).text == typed


@pytest.mark.parametrize(
    "line",
    [
        "watch senkaku",
        "/watch senkaku",
        "tidings watch senkaku",
        "/tidings watch senkaku",
        "/tidings /watch senkaku",
        "  `/watch senkaku` ",
        "／watch senkaku",
    ],
)
def test_a_command_is_the_same_however_it_begins(line: str) -> None:
    found = read(line, COMMANDS)
    assert (found.command, found.options) == ("watch", {"query": "senkaku"})


@pytest.mark.parametrize("line", ["", "/", "tidings", "/tidings"])
def test_nothing_asks_for_help(line: str) -> None:
    assert read(line, COMMANDS).command == "help"


def test_the_bare_word_of_a_command_with_parts_means_the_first_one() -> None:
    assert (read("feeds", COMMANDS).sub, read("digest", COMMANDS).sub) == ("list", "set")


def test_quotes_and_options_are_read_as_everywhere() -> None:
    found = read('watch "rare earths" AND japan mode:digest channel:#C0ABC', COMMANDS)
    assert found.options == {
        "query": '"rare earths" AND japan',
        "mode": "digest",
        "channel": "#C0ABC",
    }


def test_a_slip_is_answered_with_what_was_meant() -> None:
    with pytest.raises(CommandError, match="Did you mean /watch"):
        read("wacth senkaku", COMMANDS)


@pytest.mark.parametrize(
    "text",
    ["<@U0BOT> watch quad", "hey <@U0BOT>: watch quad", "watch quad <@U0BOT|tidings>"],
)
def test_a_mention_is_followed_or_led_by_the_command(text: str) -> None:
    assert after_mention(text, "U0BOT") == "watch quad"
    assert after_mention(text, "") == "watch quad"  # where nobody said who we are


@pytest.mark.parametrize(
    ("value", "known"),
    [("#C0ABC", "C0ABC"), ("C0ABC", "C0ABC"), ("T0X/C0ABC", "T0X/C0ABC"), ("#general", None)],
)
def test_a_channel_is_known_by_its_id_alone(value: str, known: str | None) -> None:
    assert channel_id(value) == known


def test_every_name_that_slack_does_not_keep_stands_alone() -> None:
    names = {one.name for one in COMMANDS}
    assert set(alone(COMMANDS)) == names - RESERVED
    assert {"status", "search"} <= names & RESERVED
    assert {"watch", "watches", "unwatch", "digest", "help"} <= set(alone(COMMANDS))


def test_names_that_slack_keeps_are_told_with_the_umbrella_before_them() -> None:
    text = (
        "Type `/status` or /search quad, not `/watches` or https://a.example/status nor /statusx."
    )
    told = as_typed(text, COMMANDS)
    assert f"`/{UMBRELLA} status` or /{UMBRELLA} search quad" in told
    assert told.endswith("not `/watches` or https://a.example/status nor /statusx.")
    assert as_typed("入力/status。", COMMANDS) == "入力/tidings status。"
    there = as_typed(text, COMMANDS, thread=True)
    assert "`@Tidings status` or @Tidings search quad, not `@Tidings watches` or https" in there


def test_what_is_copied_with_its_backticks_is_read_without_them() -> None:
    for line in ("watch `taiwan`", "`/watch taiwan`", "/tidings `watch taiwan`"):
        assert read(line, COMMANDS).options == {"query": "taiwan"}
