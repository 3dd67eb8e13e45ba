"""Sentences that need the date of their report to be understood."""

import pytest

from bot.pipeline.text.days import needs_its_date


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
    ],
)
def test_a_whole_date_or_none_needs_nothing(text: str) -> None:
    assert not needs_its_date(text)
