"""The bucket's law: never more than the burst and what came since, whatever the clock does."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.pipeline.budget import Bucket, Budget, filled, left_after, take

START = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
FOUR_AN_HOUR = Budget(burst=5, per_hour=4.0)
BUDGETS = st.builds(Budget, burst=st.integers(1, 30), per_hour=st.floats(0.1, 200, allow_nan=False))
GAPS = st.lists(st.integers(0, 7200), min_size=1, max_size=80)  # seconds between two alerts


def taken_at(budget: Budget, times: list[datetime]) -> list[datetime]:
    bucket, taken = Bucket(), []
    for at in times:
        bucket, got = take(bucket, budget, at)
        taken += [at] if got else []
    return taken


def times_of(gaps: list[int]) -> list[datetime]:
    times, at = [], START
    for gap in gaps:
        at += timedelta(seconds=gap)
        times.append(at)
    return times


def test_five_at_once_then_one_each_quarter_of_an_hour() -> None:
    every_minute = [START + timedelta(minutes=m) for m in range(61)]
    minutes = [(at - START).seconds // 60 for at in taken_at(FOUR_AN_HOUR, every_minute)]
    assert minutes == [0, 1, 2, 3, 4, 15, 30, 45, 60]


def test_it_never_holds_more_than_the_burst() -> None:
    bucket, _ = take(Bucket(), FOUR_AN_HOUR, START)
    assert filled(bucket, FOUR_AN_HOUR, START + timedelta(days=30)).tokens == 5


def test_a_smaller_budget_counts_at_once() -> None:
    full = Bucket(tokens=20.0, at=START)
    assert filled(full, FOUR_AN_HOUR, START).tokens == 5


@given(budget=BUDGETS, gaps=GAPS)
def test_no_span_of_time_sees_more_than_the_burst_and_its_refill(
    budget: Budget, gaps: list[int]
) -> None:
    taken = taken_at(budget, times_of(gaps))
    for first, start in enumerate(taken):
        for last in range(first, len(taken)):
            hours = (taken[last] - start).total_seconds() / 3600
            assert last - first + 1 <= budget.burst + budget.per_hour * hours + 1e-3


@given(budget=BUDGETS, gaps=GAPS)
def test_what_the_budget_allows_is_taken(budget: Budget, gaps: list[int]) -> None:
    times = times_of(gaps)
    taken = taken_at(budget, times)
    assert len(taken) >= min(len(times), budget.burst)


@given(budget=BUDGETS, jumps=st.lists(st.integers(-86_400, 86_400), min_size=1, max_size=80))
def test_a_clock_that_goes_back_gives_no_token_and_stops_none_for_long(
    budget: Budget, jumps: list[int]
) -> None:
    times = times_of(jumps)
    forward = sum(max(0, jump) for jump in jumps) / 3600
    assert len(taken_at(budget, times)) <= budget.burst + budget.per_hour * forward + 1e-3


@given(budget=BUDGETS, jumps=st.lists(st.integers(-86_400, 86_400), min_size=1, max_size=20))
def test_a_clock_that_was_ahead_stops_nothing_for_longer_than_a_refill(
    budget: Budget, jumps: list[int]
) -> None:
    bucket = Bucket()
    for at in times_of(jumps):
        bucket, _ = take(bucket, budget, at)
    back = START - timedelta(days=365)
    bucket, _ = take(bucket, budget, back)
    _, got = take(bucket, budget, back + timedelta(hours=1.001 / budget.per_hour))
    assert got


@given(BUDGETS, GAPS)
def test_what_was_taken_says_what_is_left(budget: Budget, gaps: list[int]) -> None:
    times = times_of(gaps)
    bucket = Bucket()
    for at in (taken := taken_at(budget, times)):
        bucket, _ = take(bucket, budget, at)
    left = left_after(taken, budget, times[-1]).tokens or 0.0
    assert abs(left - (filled(bucket, budget, times[-1]).tokens or 0.0)) < 0.001


def test_who_took_from_an_empty_bucket_took_what_was_left() -> None:
    assert left_after([START] * 9, FOUR_AN_HOUR, START + timedelta(minutes=15)).tokens == 1
