"""How messages are drawn."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.chat.local.card import language_of, to_payload
from bot.model import DigestLine, Kind, Message, Section
from bot.words import marked_moment


def test_a_payload_is_json_and_loses_nothing(alert: Message) -> None:
    payload = to_payload(alert)
    assert json.loads(json.dumps(payload)) == payload
    assert payload["dateline"] == ["Harbour Wire", "Japan", "wire"]
    assert payload["title_marks"] == [[4, 9]]
    assert payload["sentences"][1] == {
        "text": "二隻が引き返した。",
        "marks": [[0, 2]],
        "source": 1,
        "language": "ja",
        "at": None,
    }
    assert payload["sources"][1]["reprint"] is True
    assert payload["at"] == "2026-11-24T08:30:00.000Z"


def test_a_title_without_end_is_cut_between_graphemes_and_keeps_its_marks(alert: Message) -> None:
    flag = "🇯🇵"
    endless = replace(alert, title=flag * 200_000, title_marks=((0, 2), (500_000, 500_002)))
    payload = to_payload(replace(endless, dateline=("x" * 1_000_000, "Japan")))
    assert payload["title"] == flag * 74 + "…"
    assert payload["title_marks"] == [[0, 2]]
    assert [len(part) for part in payload["dateline"]] == [100, 5]
    line = DigestLine(
        number=1,
        title="a" * 500,
        url=None,
        sentence=None,
        outlets="Harbour Wire",
        age="3 h",
        at=alert.at,
    )
    section = Section(heading="Senkaku Islands", lines=(line,))
    digest = to_payload(replace(alert, kind=Kind.DIGEST, sections=(section,)))
    assert digest["sections"][0]["lines"][0]["title"] == "a" * 299 + "…"
    assert max(map(len, digest["text"].splitlines())) < 400
    notice = to_payload(replace(alert, kind=Kind.NOTICE, title="so " * 200))
    assert notice["title"] == "so " * 200


def test_a_moment_in_a_notice_is_told_in_its_places_zone(alert: Message) -> None:
    title = f"csis.org fails since {marked_moment(alert.at, '06:10')}."
    payload = to_payload(replace(alert, kind=Kind.NOTICE, title=title))
    assert payload["title"] == "csis.org fails since 06:10."


def test_a_day_like_monday_stands_with_the_date_of_its_report(alert: Message) -> None:
    first, second = alert.sentences
    at = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    payload = to_payload(replace(alert, sentences=(replace(first, at=at), second)))
    assert payload["sentences"][0]["at"] == "2026-11-23T23:30:00.000Z"
    assert payload["text"].splitlines()[:2] == [
        "Two ships turned back on Monday. [1, 23 Nov]",
        "二隻が引き返した。 [2]",
    ]


def test_an_edit_names_whom_the_alert_called_and_calls_nobody(alert: Message) -> None:
    called = replace(alert, mention="@desk")
    assert [to_payload(called)[key] for key in ("mention", "mentioned")] == ["@desk", "@desk"]
    edit = to_payload(replace(called, rings=False))
    assert [edit[key] for key in ("mention", "mentioned")] == [None, "@desk"]


def test_the_text_of_an_alert_reads_without_the_page(alert: Message) -> None:
    assert to_payload(alert)["text"].splitlines() == [
        "Two ships turned back on Monday. [1]",
        "二隻が引き返した。 [2]",
        "Also reported by 港新聞 (ja): 2 independent outlets",
    ]


def test_the_text_of_a_digest_holds_its_sections(alert: Message) -> None:
    line = DigestLine(
        number=1,
        title="Ships",
        title_marks=((0, 5),),
        url=None,
        sentence="They left.",
        sentence_marks=((0, 4),),
        outlets="Wire + 2",
        age="3 h",
        at=alert.at,
    )
    section = Section(heading="Senkaku Islands", lines=(line,))
    digest = replace(
        alert, kind=Kind.DIGEST, sentences=(), also="", sections=(section,), footer="All fresh"
    )
    payload = to_payload(digest)
    (drawn,) = payload["sections"][0]["lines"]
    assert (drawn["title_marks"], drawn["sentence_marks"]) == ([[0, 5]], [[0, 4]])
    assert payload["text"].splitlines() == [
        "Senkaku Islands",
        "1. Ships: They left. (Wire + 2 · 3 h)",
        "All fresh",
    ]


@pytest.mark.parametrize(
    ("text", "likely", "language"),
    [
        ("Ships", (), None),
        ("Ships", ("ja",), None),
        ("海警船が侵入", (), "ja"),
        ("해경선 진입", (), "ko"),
        ("钓鱼岛", (), "zh"),
        ("尖閣諸島", ("en", "ja"), "ja"),
        ("釣魚臺", ("zh-Hant",), "zh-Hant"),
    ],
)
def test_a_titles_language_is_told_by_its_script(
    text: str, likely: tuple[str, ...], language: str | None
) -> None:
    assert language_of(text, likely) == language
