"""Quiet hours in every zone: over midnight, over gaps and hours that come twice."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.pipeline.quiet import quiet_until

NIGHT = {"from": "22:00", "to": "07:00", "days": list(range(7))}
ZONES = st.sampled_from(sorted(available_timezones() - {"localtime"}))
TIMES = st.builds(lambda h, m: f"{h:02}:{m:02}", st.integers(0, 23), st.integers(0, 59))
FIRST, LAST = datetime(2020, 1, 1), datetime(2040, 1, 1)  # noqa: DTZ001  given a zone below
NOWS = st.datetimes(FIRST, LAST, timezones=st.just(UTC))


@st.composite
def quiets(draw: st.DrawFn) -> dict[str, Any]:
    first, last = draw(TIMES), draw(TIMES)
    assume(first != last)
    days = draw(st.lists(st.integers(0, 6), unique=True, min_size=1))
    return {"from": first, "to": last, "days": sorted(days)}


def local(text: str, zone: str = "UTC", fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


def ends(now: datetime, quiet: dict[str, Any], zone: str | None = None) -> str | None:
    end = quiet_until(now, quiet, zone)
    return end.astimezone(ZoneInfo(zone or "UTC")).strftime("%d %H:%M") if end else None


@pytest.mark.parametrize(
    ("now", "end"),
    [
        ("2026-11-24T21:59", None),
        ("2026-11-24T22:00", "25 07:00"),
        ("2026-11-25T06:59", "25 07:00"),
        ("2026-11-25T07:00", None),
        ("2026-11-25T12:00", None),
    ],
)
def test_a_night_goes_over_midnight_and_its_end_is_not_quiet(now: str, end: str | None) -> None:
    assert ends(local(now), NIGHT) == end


def test_without_quiet_hours_it_is_never_quiet() -> None:
    assert quiet_until(local("2026-11-24T23:00"), None, "Asia/Tokyo") is None


def test_the_hours_are_those_of_the_channels_zone() -> None:
    now = local("2026-11-24T13:30")  # 22:30 in Tokyo
    assert ends(now, NIGHT, "Asia/Tokyo") == "25 07:00"
    assert ends(now, NIGHT, "Europe/London") is None


def test_the_days_are_those_on_which_the_quiet_hours_begin() -> None:
    weekend = NIGHT | {"days": [5, 6]}
    assert ends(local("2026-11-27T23:00"), weekend) is None  # a Friday
    assert ends(local("2026-11-28T23:00"), weekend) == "29 07:00"
    assert ends(local("2026-11-30T03:00"), weekend) == "30 07:00"  # began on Sunday
    assert ends(local("2026-12-01T03:00"), weekend) is None


def test_hours_within_a_day() -> None:
    noon = {"from": "12:00", "to": "13:30", "days": [1]}
    assert ends(local("2026-11-24T13:00"), noon) == "24 13:30"
    assert ends(local("2026-11-25T13:00"), noon) is None


def test_an_end_that_the_clocks_skip_is_right_after_the_gap() -> None:
    skipped = {"from": "22:00", "to": "02:30", "days": list(range(7))}
    now = local("2026-03-29T01:00", "Europe/Berlin")
    assert ends(now, skipped, "Europe/Berlin") == "29 03:00"


def test_an_hour_that_comes_twice_is_quiet_both_times() -> None:
    early = {"from": "01:00", "to": "02:30", "days": list(range(7))}
    first = local("2026-10-25T02:45", "Europe/Berlin").astimezone(UTC)
    second = local("2026-10-25T02:15", "Europe/Berlin", fold=1).astimezone(UTC)
    end = local("2026-10-25T02:30", "Europe/Berlin", fold=1).astimezone(UTC)
    assert quiet_until(first, early, "Europe/Berlin") == end
    assert quiet_until(second, early, "Europe/Berlin") == end


def test_quiet_hours_within_an_hour_that_comes_twice_come_twice() -> None:
    short = {"from": "02:10", "to": "02:50", "days": list(range(7))}
    for fold in (0, 1):
        before, begins, end = (
            local(f"2026-10-25T02:{minute}", "Europe/Berlin", fold=fold).astimezone(UTC)
            for minute in ("09", "10", "50")
        )
        assert quiet_until(before, short, "Europe/Berlin") is None
        assert quiet_until(begins, short, "Europe/Berlin") == end
        assert quiet_until(end, short, "Europe/Berlin") is None


@given(now=NOWS, quiet=quiets(), zone=ZONES)
def test_whenever_the_clock_shows_a_quiet_time_it_is_quiet(
    now: datetime, quiet: dict[str, Any], zone: str
) -> None:
    daily = quiet | {"days": list(range(7))}
    clock = now.astimezone(ZoneInfo(zone)).strftime("%H:%M:%S")
    begins, to = f"{quiet['from']}:00", f"{quiet['to']}:00"
    shown = begins <= clock < to if begins < to else clock >= begins or clock < to
    assume(shown)
    assert quiet_until(now, daily, zone) is not None


@given(now=NOWS, quiet=quiets(), zone=ZONES)
def test_the_end_is_ahead_and_is_not_quiet_itself(
    now: datetime, quiet: dict[str, Any], zone: str
) -> None:
    end = quiet_until(now, quiet, zone)
    if end is not None:
        assert now < end
        assert quiet_until(end, quiet, zone) is None


@given(now=NOWS, quiet=quiets(), zone=ZONES, part=st.floats(0, 0.999))
def test_what_is_quiet_stays_quiet_until_its_end(
    now: datetime, quiet: dict[str, Any], zone: str, part: float
) -> None:
    end = quiet_until(now, quiet, zone)
    assume(end is not None)
    assert end is not None
    between = now + (end - now) * part
    assert quiet_until(between, quiet, zone) == end


@given(day=NOWS, zone=ZONES)
def test_every_night_of_every_zone_is_quiet_once(day: datetime, zone: str) -> None:
    place = ZoneInfo(zone)
    late = day.astimezone(place).replace(hour=23, minute=30, fold=0).astimezone(UTC)
    assume(late.astimezone(place).hour == 23)
    end = quiet_until(late, NIGHT, zone)
    assert end is not None
    assert timedelta(hours=4) < end - late < timedelta(hours=11)
