"""Sentences that need the date of their report to be understood."""

from datetime import UTC, date, datetime

import pytest

from bot.pipeline.text.days import day_of, needs_its_date


@pytest.mark.parametrize(
    "text",
    [
        "Ships left the port on Tuesday.",
        "Tuesday's vote was close.",
        "The vote is today.",
        "Talks go on next week.",
        "Earlier this month, the port was closed.",
        "昨日、船が港を出た。",
        "火曜日に会談が開かれる。",
        "外相は24日、遺憾の意を述べた。",
        "会议将于下周举行。",
        "周二，船只离港。",
        "어제 회담이 열렸다.",
        "정부는 24일 항의했다.",
        "화요일에 배가 떠났다.",
    ],
)
def test_a_day_without_its_date_needs_one(text: str) -> None:
    assert needs_its_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ships left the port.",
        "Ships left on Tuesday, November 24.",
        "On Tuesday 24 November ships left.",
        "The weekday ferry is slow.",
        "Man Friday.".replace("Friday", "Fridays"),
        "船は11月24日火曜に港を出た。",
        "会談は3日間続いた。",
        "日本は24日間待った。",
        "회담은 11월 24일 열렸다.",
        "사흘 뒤 5일간 쉰다.",
        "May was warm.",
        "領海侵入は3日連続です。",
        "사흘 만인 3일 만에 열렸다.",
    ],
)
def test_a_whole_date_or_none_needs_nothing(text: str) -> None:
    assert not needs_its_date(text)


NIGHT = datetime(2026, 11, 30, 22, 30, tzinfo=UTC)  # Monday; Tuesday 1 December in Tokyo
NOON = datetime(2026, 12, 3, 12, 0, tzinfo=UTC)  # Thursday


@pytest.mark.parametrize(
    ("text", "published", "country", "day"),
    [
        ("The north fired a missile on Tuesday.", NIGHT, "JP", date(2026, 12, 1)),
        ("Leaders of the United States are to meet on Friday.", NOON, "GB", date(2026, 12, 4)),
        ("Its army began drills on Tuesday.", NIGHT, "GB", date(2026, 12, 1)),
        ("A report of Monday was denied.", NIGHT, "GB", date(2026, 11, 30)),
        ("합참은 1일 오전 6시 40분께 발사를 포착했다.", NIGHT, "KR", date(2026, 12, 1)),
        ("防衛省は30日、発射を発表した。", NIGHT, "JP", date(2026, 11, 30)),
        ("Ships collided on Wednesday.", NOON, "US", date(2026, 12, 2)),
        ("Ships left on Monday.", NOON, "US", date(2026, 11, 30)),
        ("火曜日に船が港を出た。", NOON, "JP", date(2026, 12, 1)),
        ("領海侵入は3日連続で、30日も続いた。", NIGHT, "JP", date(2026, 11, 30)),
        ("3日前に船が港を出た。", NOON, "JP", date(2026, 12, 3)),
        ("週三有船離開了港口。", NOON, "TW", date(2026, 12, 2)),
        ("화요일에 배가 떠났다.", NOON, "KR", date(2026, 12, 1)),
        # What is to come, and what names two days, is left with the report's.
        ("Ministers will meet on Monday.", NOON, "US", date(2026, 12, 3)),
        ("Ministers will meet on Friday.", NOON, "US", date(2026, 12, 4)),
        ("From Monday to Wednesday ships lay off the port.", NOON, "US", date(2026, 12, 3)),
        ("会談は7日と9日に開かれる。", NOON, "JP", date(2026, 12, 3)),
        ("The port was closed last week.", NOON, None, date(2026, 12, 3)),
    ],
)  # fmt: skip
def test_the_day_beside_a_sentence_is_the_one_that_it_names(
    text: str, published: datetime, country: str | None, day: date
) -> None:
    assert day_of(text, published, country) == day
