"""Answers as Slack gets them."""

import html
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.slack.answer import bodies
from bot.chat.slack.files import copied
from bot.chat.slack.replies import as_text
from bot.chat.slack.text import post_options
from bot.model import Button, DigestLine, File, Reply, Section
from tests.chat.hostile import HOSTILE
from tests.chat.slack import rules
from tests.chat.slack.reader import active_in, shown, texts_of

AT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


def one(reply: Reply) -> dict[str, Any]:
    [body] = bodies(reply)
    return body


def breaches(body: dict[str, Any]) -> list[str]:
    return rules.message_breaches({**body, **post_options()})


def test_an_answer_is_text_with_our_two_marks_and_bare_addresses() -> None:
    said = "Watching *Senkaku* in #news. `/watches list` shows it: https://a.example/x_1."
    body = one(Reply(text=said, buttons=(Button(id="undo:1", label="Undo"),)))
    assert shown(body) == [
        "Watching *Senkaku* in #news. `/watches list` shows it: <https://a.example/x%5F1>.",
        "[Undo]",
    ]
    assert body["text"].startswith("Watching Senkaku in #news. /watches list shows it")


def test_marks_are_seen_within_words_of_languages_without_blanks() -> None:
    body = one(Reply(text="「*尖閣諸島*」を`/watches`で見る。*Senkaku* (*a*)"))
    assert shown(body) == [
        "「\u200b*尖閣諸島*\u200b」を\u200b`/watches`\u200bで見る。\u200b*Senkaku* (*a*)"
    ]


def test_stories_of_an_answer_are_drawn_as_in_a_digest() -> None:
    line = DigestLine(
        number=1, title="Ships", url="https://a.example", sentence="", outlets="NHK", age="", at=AT
    )
    reply = Reply(text="Stories 1 to 1\nplain", sections=(Section(heading="W", lines=(line,)),))
    head, stories = shown(one(reply))
    assert head == "Stories 1 to 1"
    assert stories.startswith("*W*\n*1.* <https://a.example/|Ships>")


def test_a_long_answer_is_parted_between_lines_and_nothing_is_lost() -> None:
    lines = [f"{number}. {'word ' * 20}" for number in range(300)]
    made = bodies(Reply(text="\n".join(lines), buttons=(Button(id="status:", label="Status"),)))
    assert len(made) > 1
    said = "\n".join(part for body in made for part in shown(body) if part != "[Status]")
    assert [row.split(".")[0] for row in said.split("\n")] == [str(n) for n in range(300)]
    with_buttons = [body["blocks"][-1]["type"] == "actions" for body in made]
    assert with_buttons == [True] + [False] * (len(made) - 1)


TEXT = st.one_of(
    st.sampled_from(HOSTILE),
    st.lists(st.sampled_from(HOSTILE), max_size=80).map("\n".join),
    st.lists(st.sampled_from(["https://a.example/" + "尖" * 300, "`code`", "*a*"])).map(" ".join),
    st.text(max_size=300),
    st.integers(1, 9000).map(lambda count: "長" * count),
    st.integers(1, 14000).map(lambda count: "<&>\n" * (count // 4)),
)


@settings(deadline=None)
@given(text=TEXT, error=st.booleans(), labels=st.lists(TEXT, max_size=30))
def test_no_answer_breaks_a_limit(text: str, error: bool, labels: list[str]) -> None:
    buttons = tuple(Button(id=f"do:1:{n}", label=label) for n, label in enumerate(labels))
    for body in bodies(Reply(text=text, buttons=buttons, error=error)):
        assert breaches(body) == []


@settings(deadline=None)
@given(st.sampled_from(HOSTILE))
def test_what_is_no_mark_of_ours_stays_text(foreign: str) -> None:
    plain = " ".join(foreign.replace("`", "ˋ").replace("*", "∗").split())  # as room.said does
    for body in bodies(Reply(text=f"There is no topic called *{plain}*.")):
        assert [a for text in texts_of(body) for a in active_in(text)] == []


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_an_empty_answer_is_a_sign_at_least(text: str) -> None:
    assert shown(one(Reply(text=text))) == ["…"]


@given(st.lists(st.text(max_size=80), min_size=1, max_size=6))
def test_a_file_that_is_shown_as_text_is_read_back_as_it_was(values: list[str]) -> None:
    """Copied with the marks of code that stand around its lines, or without them."""
    records = [{"kind": "watch", "a_b": f"*{value}* `x` :tada: 22:00 <!here>"} for value in values]
    lines = [json.dumps(one, ensure_ascii=False) for one in records]
    file = File(name="tidings.jsonl", data="\n".join(lines).encode())
    drawn = bodies(Reply(text=as_text(file, TimeoutError())))
    blocks = [block for body in drawn for block in body["blocks"]]
    seen = html.unescape("\n".join(block["text"]["text"] for block in blocks)).split("\n")[1:]
    for text in ("\n".join(seen), "\n".join(line.strip("`") for line in seen)):
        assert [json.loads(line) for line in copied(text).split("\n")] == records
