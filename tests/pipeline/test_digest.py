"""When a digest is due, and what stands in it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, pairwise
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Headline
from bot.pipeline.digest import (
    Candidate,
    arrange,
    choose,
    last_due,
    next_due,
    tells_nothing,
    worth,
)

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)  # a Tuesday
DAILY = tuple(range(7))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_newest_time_that_has_come_is_due() -> None:
    due = last_due(NOW, times=["08:00", "18:30"], days=DAILY, timezone="Asia/Tokyo")
    assert due is not None
    assert (due.period, due.at) == ("2026-11-24T08:00", at("2026-11-23T23:00"))


def test_the_next_time_is_the_one_to_come() -> None:
    due = next_due(NOW, times=["08:00", "18:30"], days=DAILY, timezone="Asia/Tokyo")
    assert due is not None
    assert (due.period, due.at) == ("2026-11-24T18:30", at("2026-11-24T09:30"))


def test_only_the_chosen_weekdays_count() -> None:
    due = last_due(NOW, times=["07:00"], days=[0], timezone=None)
    assert due is not None
    assert due.period == "2026-11-23T07:00"


def test_without_times_or_days_nothing_is_due() -> None:
    assert last_due(NOW, times=[], days=DAILY, timezone=None) is None
    assert next_due(NOW, times=["08:00"], days=[], timezone=None) is None


def test_a_time_that_the_clocks_skip_is_taken_right_after() -> None:
    due = last_due(at("2026-03-29T12:00"), times=["02:30"], days=DAILY, timezone="Europe/Berlin")
    assert due is not None
    assert (due.period, due.at) == ("2026-03-29T02:30", at("2026-03-29T01:00"))


def test_a_time_that_comes_twice_is_taken_once_at_its_first_pass() -> None:
    due = last_due(at("2026-10-25T12:00"), times=["02:30"], days=DAILY, timezone="Europe/Berlin")
    assert due is not None
    assert due.at == at("2026-10-25T00:30")


ZONES = sorted(zone for zone in available_timezones() if "/" in zone)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(ZONES),
    st.dates(date(2020, 1, 1), date(2040, 12, 1)),
    st.times().map(lambda t: t.strftime("%H:%M")),
)
def test_in_every_zone_each_local_day_has_exactly_one_digest(
    zone: str, start: date, text: str
) -> None:
    begin = datetime.combine(start, datetime.min.time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)
    now, seen = begin, []
    while now < begin + timedelta(days=3):
        due = next_due(now, times=[text], days=DAILY, timezone=zone)
        assert due is not None
        assert due.at > now
        seen.append(due.period)
        now = due.at
    days = [date.fromisoformat(period[:10]) for period in seen]
    assert len(set(days)) == len(days)
    # A zone may skip a whole local day (Samoa did); it still has its digest, right after.
    assert all(b - a == timedelta(days=1) for a, b in pairwise(days))


def candidate(story: int, watch: int = 1, score: float = 0.5, publishers: int = 1) -> Candidate:
    return Candidate(story_id=story, watch_id=watch, score=score, publishers=publishers, at=NOW)


def test_the_best_stories_come_first_and_none_is_left_out() -> None:
    found = choose([candidate(n, score=n / 10) for n in range(1, 6)], page=3)
    assert [c.story_id for c in found] == [5, 4, 3, 2, 1]


def test_a_story_stands_once_under_its_best_watch() -> None:
    shown = choose([candidate(1, watch=1, score=0.4), candidate(1, watch=2, score=0.9)], page=9)
    assert [(c.story_id, c.watch_id) for c in shown] == [(1, 2)]


def test_among_equally_relevant_stories_more_outlets_come_first() -> None:
    shown = choose([candidate(1, publishers=1), candidate(2, publishers=4)], page=9)
    assert [c.story_id for c in shown] == [2, 1]


def test_the_stories_of_a_watch_stand_together() -> None:
    mixed = [candidate(1, 1, 0.9), candidate(2, 2, 0.8), candidate(3, 1, 0.2)]
    assert [c.watch_id for c in choose(mixed, page=9)] == [1, 1, 2]


def test_a_watchs_further_stories_do_not_push_anothers_best_off_the_page() -> None:
    mixed = [candidate(n, 1, 0.9) for n in range(1, 5)] + [candidate(9, 2, 1.0)]
    assert [c.story_id for c in choose(mixed, page=3)] == [9, 1, 2, 3, 4]


def line(title: str, heading: str = "Quad", **values: Any) -> Headline:
    return Headline(
        heading=heading, title=title, url=None, sentence="", outlets="", at=NOW, **values
    )


def test_each_watch_has_its_best_story_among_those_that_everybody_sees() -> None:
    busy = [candidate(n, watch=1 + n % 2, score=0.9) for n in range(1, 15)]
    quiet = [candidate(20, watch=3, score=0.3), candidate(21, watch=3, score=0.2)]
    found = choose([*busy, *quiet], page=10)
    assert [c.watch_id for c in found[:10]].count(3) == 1
    assert found[9].story_id == 20
    assert {c.story_id for c in found} == {c.story_id for c in (*busy, *quiet)}
    many = [candidate(n, watch=n, score=n / 10) for n in range(1, 15)]
    assert [c.story_id for c in choose(many, page=10)] == list(range(14, 0, -1))


def test_lines_that_were_held_stand_best_first_the_urgent_before_all() -> None:
    held = [
        line("weak", score=0.2),
        line("two outlets", "Senkaku", score=0.8, publishers=2),
        line("one outlet", score=0.8),
        line("urgent", score=0.1, urgent=True),
    ]
    order = [one.title for one in arrange(held, page=10)]
    assert order == ["urgent", "one outlet", "weak", "two outlets"]


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.floats(0, 1)), max_size=60))
def test_pages_hold_every_line_once_and_keep_a_watch_together(rows: list[Any]) -> None:
    held = [line(str(n), heading, score=score) for n, (heading, score) in enumerate(rows)]
    found = arrange(held, page=10)
    assert sorted(one.title for one in found) == sorted(one.title for one in held)
    for start in range(0, len(found), 10):
        headings = [one.heading for one in found[start : start + 10]]
        assert [h for h, _ in groupby(headings)] == list(dict.fromkeys(headings))


@pytest.mark.parametrize(
    ("rule", "now", "fresh", "silent"),
    [
        ("monday", "2026-11-24T08:00", 1.0, True),
        ("monday", "2026-11-23T08:00", 1.0, False),
        ("monday", "2026-11-24T08:00", 0.9, True),
        ("monday", "2026-11-24T08:00", 0.89, False),
        ("always", "2026-11-24T08:00", 1.0, False),
        ("never", "2026-11-23T08:00", 0.0, True),
    ],
)
def test_an_empty_digest_is_silent_save_where_silence_could_mislead(
    rule: str, now: str, fresh: float, silent: bool
) -> None:
    assert tells_nothing(at(now), None, rule=rule, fresh=fresh) is silent


def test_monday_is_the_channels_monday() -> None:
    sunday_evening = at("2026-11-22T20:00")  # already Monday in Tokyo
    assert not tells_nothing(sunday_evening, "Asia/Tokyo", rule="monday", fresh=1.0)


LINE = st.tuples(
    st.integers(0, 10).map(lambda n: n / 10),
    st.integers(1, 40),
    st.floats(0, 1),
    st.integers(0, 200).map(lambda h: timedelta(hours=h)),
)


@given(LINE, st.integers(1, 10).map(lambda n: n / 10), st.integers(1, 40), st.floats(0.01, 1))
def test_each_part_alone_lifts_a_line(line: Any, more: float, outlets: int, newer: float) -> None:
    score, publishers, novelty, age = line
    base = worth(*line)
    assert worth(score + more, publishers, novelty, age) > base
    assert worth(score, publishers + outlets, novelty, age) > base
    assert worth(score, publishers, novelty + newer, age) > base
    assert worth(score, publishers, novelty, age + timedelta(hours=1)) < base


@given(LINE)
def test_twice_the_outlets_weigh_as_one_step_of_relevance(line: Any) -> None:
    score, publishers, novelty, age = line
    assert worth(score, publishers * 2, novelty, age) == pytest.approx(
        worth(score + 0.1, publishers, novelty, age)
    )


def test_what_is_all_new_stands_before_what_was_mostly_told() -> None:
    old = replace(candidate(1), novelty=0.2)
    assert [c.story_id for c in choose([old, candidate(2)], page=9)] == [2, 1]


def test_of_two_watches_that_a_story_suits_equally_the_first_heads_it() -> None:
    shown = choose([candidate(1, watch=2), candidate(1, watch=1)], page=9)
    assert [c.watch_id for c in shown] == [2]


def test_a_twentieth_of_relevance_says_nothing() -> None:
    age = timedelta(0)
    assert worth(0.72, 1, 1.0, age) == worth(0.68, 1, 1.0, age) < worth(0.76, 1, 1.0, age)


def test_age_is_counted_from_the_newest_line() -> None:
    old = replace(candidate(1), at=NOW - timedelta(days=2))
    fresh = replace(candidate(2), novelty=0.5)
    assert [c.story_id for c in choose([old, fresh], page=9)] == [2, 1]
    assert [c.story_id for c in choose([old, replace(fresh, at=old.at)], page=9)] == [1, 2]


def test_of_lines_that_are_all_but_equal_the_newer_comes_first() -> None:
    days = {1: 70, 2: 60, 3: 0}
    found = [replace(candidate(n), at=NOW - timedelta(days=d)) for n, d in days.items()]
    assert [c.story_id for c in choose(found, page=9)] == [3, 2, 1]
