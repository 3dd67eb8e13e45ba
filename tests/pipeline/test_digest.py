"""When a digest is due, and what stands in it."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pipeline.digest import Candidate, choose, last_due, next_due, tells_nothing

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
    assert due.period == "2026-11-24T18:30"


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


def test_the_best_stories_are_shown_and_the_rest_counted() -> None:
    shown, more = choose([candidate(n, score=n / 10) for n in range(1, 6)], limit=3)
    assert [c.story_id for c in shown] == [5, 4, 3]
    assert more == 2


def test_a_story_stands_once_under_its_best_watch() -> None:
    shown, _ = choose([candidate(1, watch=1, score=0.4), candidate(1, watch=2, score=0.9)], limit=9)
    assert [(c.story_id, c.watch_id) for c in shown] == [(1, 2)]


def test_among_equally_relevant_stories_more_outlets_come_first() -> None:
    shown, _ = choose([candidate(1, publishers=1), candidate(2, publishers=4)], limit=9)
    assert [c.story_id for c in shown] == [2, 1]


def test_the_stories_of_a_watch_stand_together() -> None:
    mixed = [candidate(1, 1, 0.9), candidate(2, 2, 0.8), candidate(3, 1, 0.2)]
    shown, _ = choose(mixed, limit=9)
    assert [c.watch_id for c in shown] == [1, 1, 2]


@pytest.mark.parametrize(
    ("rule", "now", "fresh", "silent"),
    [
        ("monday", "2026-11-24T08:00", 1.0, True),
        ("monday", "2026-11-23T08:00", 1.0, False),
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
