"""When a feed is read next."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import FeedError, FetchFailed, NotAFeed, TryLater
from bot.model import Feed
from bot.pipeline.schedule import DAY, Pace, due_after, due_after_failure, next_interval

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
PACE = Pace(interval=600, minimum=300, maximum=3600, adaptive=True)
FEED = Feed(id=1, url="https://a.example/f", name="A", next_due_at=NOW, interval=600, failures=1)


def seconds(due: datetime | None) -> float:
    assert due is not None
    return (due - NOW).total_seconds()


def test_news_halves_the_interval_and_silence_lengthens_it() -> None:
    assert next_interval(FEED, PACE, news=True) == 300
    assert next_interval(FEED, PACE, news=False) == 780


@given(st.integers(1, 100_000), st.lists(st.booleans(), max_size=40))
def test_the_interval_never_leaves_its_bounds(start: int, polls: list[bool]) -> None:
    feed = replace(FEED, interval=start)
    for news in polls:
        feed = replace(feed, interval=next_interval(feed, PACE, news=news))
        assert PACE.minimum <= feed.interval <= PACE.maximum


def test_the_operators_interval_for_a_feed_wins() -> None:
    assert next_interval(replace(FEED, fixed_interval=60), PACE, news=False) == 60


def test_without_adapting_the_interval_is_the_settings() -> None:
    assert next_interval(replace(FEED, interval=9), replace(PACE, adaptive=False), news=True) == 600


@given(st.floats(-1, 1))
def test_jitter_only_ever_delays(jitter: float) -> None:
    assert 600 <= seconds(due_after(NOW, 600, jitter=jitter)) <= 660


def test_a_publishers_hint_lengthens_and_never_shortens() -> None:
    assert seconds(due_after(NOW, 600, hints=(1800, None), jitter=0)) == 1800
    assert seconds(due_after(NOW, 600, hints=(60,), jitter=0)) == 600


def test_an_absurd_hint_is_cut_to_a_day() -> None:
    assert seconds(due_after(NOW, 600, hints=(10**9,), jitter=0)) == DAY


@pytest.mark.parametrize(("failures", "wait"), [(1, 1200), (2, 2400), (3, 4800), (30, DAY)])
def test_failures_in_a_row_double_the_wait_up_to_a_day(failures: int, wait: int) -> None:
    feed = replace(FEED, failures=failures)
    assert seconds(due_after_failure(feed, NotAFeed("x"), now=NOW, jitter=0)) == wait


def test_retry_after_is_obeyed() -> None:
    error = TryLater("busy", status=429, after=7200)
    assert seconds(due_after_failure(FEED, error, now=NOW, jitter=0)) == 7200


def test_retry_after_never_makes_a_poll_come_early() -> None:
    error = TryLater("busy", status=503, after=1)
    assert seconds(due_after_failure(FEED, error, now=NOW, jitter=0)) == 600


def test_a_429_without_a_time_waits_an_hour_then_two() -> None:
    error = TryLater("busy", status=429, after=None)
    assert seconds(due_after_failure(FEED, error, now=NOW, jitter=0)) == 3600
    again = replace(FEED, failures=2)
    assert seconds(due_after_failure(again, error, now=NOW, jitter=0)) == 7200


def test_a_feed_that_is_gone_is_not_asked_again() -> None:
    assert due_after_failure(FEED, FetchFailed("gone", status=410), now=NOW, jitter=0) is None


def test_a_feed_that_wants_a_login_is_asked_seldom() -> None:
    twice = replace(FEED, failures=2)
    wait = seconds(due_after_failure(twice, FetchFailed("no", status=403), now=NOW, jitter=0))
    other = seconds(due_after_failure(twice, FeedError("no"), now=NOW, jitter=0))
    assert wait == 8 * other


def test_the_longest_wait_a_publisher_can_ask_is_a_week() -> None:
    error = TryLater("busy", status=503, after=10**9)
    due = due_after_failure(FEED, error, now=NOW, jitter=0)
    assert due == NOW + timedelta(days=7)
