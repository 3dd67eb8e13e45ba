"""Answers as Discord gets them."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.discord.answer import bodies
from bot.model import Button, DigestLine, Reply, Section
from tests.chat.discord import rules
from tests.chat.discord.reader import active_in, texts_of
from tests.chat.hostile import HOSTILE

AT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


def one(reply: Reply) -> dict[str, Any]:
    [body] = bodies(reply)
    return body


def test_an_answer_is_text_with_our_two_marks_and_bare_addresses() -> None:
    said = "Watching *Senkaku* in #news. `/watches list` shows it: https://a.example/x_1."
    assert one(Reply(text=said))["content"] == (
        "Watching **Senkaku** in #news. `/watches list` shows it: <https://a.example/x%5F1>."
    )


def test_stories_of_an_answer_are_drawn_as_in_a_digest() -> None:
    line = DigestLine(
        number=1, title="Ships", url="https://a.example", sentence="", outlets="NHK", age="", at=AT
    )
    reply = Reply(text="Stories 1 to 1\nplain", sections=(Section(heading="W", lines=(line,)),))
    body = one(reply)
    assert body["content"] == "Stories 1 to 1"
    assert body["embeds"][0]["description"].startswith("**1.** [Ships](https://a.example/)")


def test_a_long_answer_is_parted_between_lines_and_nothing_is_lost() -> None:
    lines = [f"{number}. {'word ' * 20}" for number in range(120)]
    reply = Reply(text="\n".join(lines), buttons=(Button(id="status:", label="Status"),))
    made = bodies(reply)
    assert len(made) > 1
    text = "\n".join(e["description"] for body in made for e in body["embeds"])
    assert [row.split("\\")[0] for row in text.split("\n")] == [str(n) for n in range(120)]
    assert [bool(body.get("components")) for body in made] == [True] + [False] * (len(made) - 1)


TEXT = st.one_of(
    st.sampled_from(HOSTILE),
    st.lists(st.sampled_from(HOSTILE), max_size=80).map("\n".join),
    st.lists(st.sampled_from(["https://a.example/" + "尖" * 300, "`code`", "*a*"])).map(" ".join),
    st.text(max_size=300),
    st.integers(1, 9000).map(lambda count: "長" * count),
)


@settings(deadline=None)
@given(text=TEXT, error=st.booleans(), labels=st.lists(TEXT, max_size=30))
def test_no_answer_breaks_a_limit(text: str, error: bool, labels: list[str]) -> None:
    buttons = tuple(Button(id=f"do:1:{n}", label=label) for n, label in enumerate(labels))
    for body in bodies(Reply(text=text, buttons=buttons, error=error)):
        assert rules.message_breaches(body) == []
        assert body["allowed_mentions"] == {"parse": []}


@settings(deadline=None)
@given(st.sampled_from(HOSTILE))
def test_what_is_no_mark_of_ours_stays_text(foreign: str) -> None:
    plain = " ".join(foreign.replace("`", "ˋ").replace("*", "∗").split())  # as room.said does
    for body in bodies(Reply(text=f"There is no topic called *{plain}*.")):
        assert [a for text in texts_of(body) for a in active_in(text)] == []


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_an_empty_answer_is_a_sign_at_least(text: str) -> None:
    assert one(Reply(text=text))["content"] == "…"
