"""A saga of several days: the same is done again, in the same waters, in the same words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Member
from bot.pipeline.cluster import Names, Window, join
from bot.pipeline.cluster.contrast import are_of_two_named, is_another_meeting
from bot.pipeline.cluster.dated import WEEK, days_of
from bot.pipeline.cluster.identifiers import identifiers
from bot.pipeline.cluster.merging import may_be_one
from bot.pipeline.cluster.short import sums_written_out

TUESDAY = datetime(2026, 12, 1, 9, tzinfo=UTC)
SPAN = timedelta(hours=48)
Report = tuple[float, str, str]  # hours after, title, text


def told(number: int, hours: float, title: str, text: str = "") -> Member:
    """Give a report of an outlet of its own, in a story of its own."""
    return Member(
        story_id=number,
        community_id=None,
        item_id=number,
        feed_id=number,
        canonical=None,
        title=title,
        at=TUESDAY + timedelta(hours=hours),
        text=text,
    )


def stories_of(reports: Sequence[Report], names: Names | None = None) -> list[int]:
    """Put reports of as many outlets into stories, one after the other; give each one's story."""
    window = Window(names=names)
    into: dict[int, int] = {}
    placed = []
    for n, (hours, title, text) in enumerate(reports, start=1):
        report = told(n, hours, title, text)
        joined = join(window, report, since=report.at - SPAN)
        placed.append(joined.member.story_id)
        into |= {gone: kept for kept, gone in joined.merged}
    return [into.get(story, story) for story in placed]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The ships entered on Tuesday morning.", 1, 1),
        ("The ships entered on Monday and left on Tuesday.", 0, 1),
        ("They did so on Nov. 30, the ministry said.", 0, 0),
        ("海上保安本部によりますと、1日午前10時ごろ侵入しました。", 1, 1),
        ("領海侵入は4日連続です。", None, None),
        ("昨日、会談した。", 0, 0),
        ("国防部星期二表示", 1, 1),
        ("북한이 30일 오전 발사했다.", 0, 0),
        ("수요일에 발사했다.", 2, 2),  # it is Wednesday there
        ("It has done so for years.", None, None),
    ],
)
def test_the_days_are_those_that_a_report_names(
    text: str, first: int | None, last: int | None
) -> None:
    day = date(2026, 11, 30).toordinal()
    known = None if first is None or last is None else (day + first, day + last)
    assert days_of(text, TUESDAY) == known


@given(st.integers(0, 36_500), st.integers(0, WEEK - 1))
def test_a_weekday_is_at_most_a_week_ago_and_tomorrow_at_most(days: int, weekday: int) -> None:
    at = TUESDAY + timedelta(days=days)
    name = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")[weekday]
    found = days_of(f"on {name}day", at)
    assert found is not None
    assert date.fromordinal(found[0]).weekday() == weekday
    assert -WEEK < found[0] - at.toordinal() <= 1


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Ships enter waters near Samplefield for 4th day", "4"),
        ("Ships enter waters for fourth straight day", "4"),
        ("Ships enter waters four days in a row", "4"),
        ("領海侵入 4日連続", "4"),
        ("连续第四天进入", "4"),
        ("나흘 연속 침입", "4"),
        ("4일 연속 침입", "4"),
    ],
)
def test_the_day_of_a_row_is_an_identifier_in_each_language(title: str, day: str) -> None:
    assert identifiers(title, "") == {f"day-in-a-row {day}"}
    assert identifiers("Ships enter waters", f"{title}.") == {f"day-in-a-row {day}"}


def test_the_next_day_of_a_row_is_another_event() -> None:
    third = "Four ships enter waters off Samplefield for 3rd day"
    fourth = "Four ships enter waters off Samplefield for 4th day"
    assert stories_of([(0, third, ""), (1, third, ""), (9, fourth, "")]) == [1, 1, 3]


def test_a_correction_of_the_day_of_a_row_joins_what_it_corrects() -> None:
    wrong = told(1, 0, "Ships enter waters off Samplefield for third day")
    right = told(2, 1, "CORRECTED: Ships enter waters off Samplefield for fourth day")
    later = told(3, 2, "Ships enter waters off Samplefield for fourth day")
    window = Window()
    for report in (wrong, replace(right, feed_id=1), later):
        joined = join(window, report, since=report.at - SPAN)
        assert joined.member.story_id == 1


def test_what_is_launched_again_days_later_is_another_launch() -> None:
    first = ("Northland launches rocket into Grey Sea, Southland says", "It did so on Tuesday.")
    other = ("Northland launches a rocket into the Grey Sea", "The rocket flew on Tuesday.")
    again = ("Northland launches rocket into Grey Sea", "The rocket was launched on Thursday.")
    of_both = ("Northland launches rocket into Grey Sea", "It followed one on Tuesday.")
    assert stories_of([(0, *first), (0.5, *other), (44, *again)]) == [1, 1, 3]
    assert stories_of([(0, *first), (0.5, *other), (44, *of_both)]) == [1, 1, 1]


def test_who_dies_of_a_flood_days_later_dies_of_that_flood() -> None:
    first = ("Flood in Samplefield kills 12", "The flood came on Tuesday.")
    later = ("Samplefield flood kills 33 as water recedes", "More were found on Wednesday.")
    assert stories_of([(0, *first), (30, *later)]) == [1, 1]


def test_a_cruise_missile_is_no_ballistic_one() -> None:
    ballistic = "North Korea fires ballistic missile toward sea"
    cruise = "North Korea fires cruise missile toward sea"
    assert stories_of([(0, ballistic, ""), (2, cruise, "")]) == [1, 2]


def test_two_places_in_dispute_are_two_events_in_whatever_language() -> None:
    names = Names(
        [
            ("Senkaku", "=senkaku"),
            ("Scarborough Shoal", "=scarborough-shoal"),
            ("黄岩岛", "=scarborough-shoal"),
        ]
    )
    near = "Chinese coast guard ships enter waters near Senkaku"
    far = "Chinese coast guard ships enter waters near Scarborough Shoal"
    abroad = "中国海警船进入黄岩岛海域"
    assert stories_of([(0, near, ""), (1, far, ""), (2, abroad, "")], names) == [1, 2, 2]


def test_a_drill_that_ends_days_later_is_that_drill() -> None:
    first = ("Northland begins military drill around Samplefield", "It began on Tuesday.")
    end = ("Northland says it has completed military drill around Samplefield", "On Thursday.")
    assert stories_of([(0, *first), (0.3, *first), (46, *end)]) == [1, 1, 1]


def test_stories_of_two_topics_are_told_apart_by_what_each_is_mainly_of() -> None:
    names = Names([("Malabar", "=malabar"), ("Quad", "=quad"), ("Strait", "=taiwan-strait")])
    titles = ("Quad navies begin Malabar exercise", "Navy begins exercise in Strait", "Quad drill")
    window = Window([told(n, 0, title) for n, title in enumerate(titles, start=1)], names)
    malabar, strait, quad = (window.stories[n] for n in (1, 2, 3))
    assert are_of_two_named(window, malabar, strait)
    assert not are_of_two_named(window, malabar, quad)


def test_two_laws_of_one_parliament_are_two_events() -> None:
    names = Names([("chips", "=chips"), ("rare earths", "=rare-earths")])
    chips = "US House passes bill to bar foreign chips from supply chains"
    earths = "US Senate passes bill to fund rare earths stockpile"
    assert stories_of([(0, chips, ""), (0.3, chips, ""), (2, earths, "")], names) == [1, 1, 3]


def test_two_laws_in_east_asian_words_are_two_events() -> None:
    passed = ("全国人大常委会表决通过新修订的海警法", "全国人大常委会表决通过新修订的渔业法")
    assert stories_of([(0, passed[0], ""), (1, passed[0], ""), (2, passed[1], "")]) == [1, 1, 3]
    ai, air = "국회, 항공안전법 개정안 통과", "국회, 방송법 개정안 통과"
    assert stories_of([(0, ai, ""), (1, air, "")]) == [1, 2]


def test_who_meets_two_others_in_a_day_has_two_meetings() -> None:
    window = Window([told(1, 0, "Japan, Kenya foreign ministers meet in Tokyo")])
    other = told(2, 2, "Japan, Peru foreign ministers meet in Tokyo")
    same = told(3, 2, "Kenya minister meets Japan counterpart")
    assert is_another_meeting(window, window.ready(other).wider, window.stories[1])
    assert not is_another_meeting(window, window.ready(same).wider, window.stories[1])


def test_stories_of_several_half_a_day_apart_are_not_put_together_late() -> None:
    reports = [
        told(n, hours, "Ships meet off Samplefield") for n, hours in enumerate((0, 1, 30, 31), 1)
    ]
    window = Window([replace(r, story_id=1 + 2 * (n > 1)) for n, r in enumerate(reports)])
    assert not may_be_one(window, window.stories[1], window.stories[3])
    window = Window([replace(r, story_id=1 + 2 * (n > 2)) for n, r in enumerate(reports)])
    assert may_be_one(window, window.stories[1], window.stories[3])


def test_the_number_of_a_name_is_no_sum() -> None:
    assert sums_written_out("strait thunder 2026b, 3b and 2.5m") == (
        "strait thunder 2026b,  3000000000  and  2500000 "
    )
