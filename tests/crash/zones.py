"""Every time zone, 2020 to 2040: exactly one digest a local day, at the first minute it should be.

The days on which a zone changes its clocks, two on either side of each, and the first of every
year are looked at, with digest times in and around the hours that are skipped and repeated. The
other days have the same offset as their neighbours, so they say nothing new.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from bot.pipeline.digest import last_due, next_due

YEARS = range(2020, 2041)
TEXTS = ("00:00", "00:30", "01:30", "02:00", "02:30", "03:00", "08:00", "23:59")
DAILY = tuple(range(7))
MOMENT = timedelta(microseconds=1)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def names() -> list[str]:
    """Give every zone of a place, and UTC."""
    return sorted(name for name in available_timezones() if "/" in name or name == "UTC")


def days_of(zone: ZoneInfo) -> list[date]:
    """Give the local days on which something could go wrong."""
    day, end = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)
    found, before = set[date](), _offset(day, zone)
    while day <= end:
        if (day.month, day.day) == (1, 1):
            found.add(day)
        if (offset := _offset(day, zone)) != before:
            found |= {day + n * DAY for n in range(-2, 3)}
        day, before = day + DAY, offset
    return sorted(found)


def _offset(day: date, zone: ZoneInfo) -> timedelta | None:
    return datetime(day.year, day.month, day.day, 12, tzinfo=zone).utcoffset()


def wrong(name: str, days: list[date]) -> Iterator[str]:
    """Give what is wrong with the digests of these local days."""
    zone = ZoneInfo(name)
    for day in days:
        for text in TEXTS:
            if not _is_right(name, zone, day, text):
                yield f"{name} {day} {text}"


def _is_right(name: str, zone: ZoneInfo, day: date, text: str) -> bool:
    times = {"times": (text,), "days": DAILY, "timezone": name}
    begin = datetime(day.year, day.month, day.day, tzinfo=UTC) - 2 * DAY
    due = next_due(begin, **times)  # type: ignore[arg-type]
    while due is not None and due.period < f"{day}T{text}":
        due = next_due(due.at, **times)  # type: ignore[arg-type]
    if due is None or due.period != f"{day}T{text}":
        return False  # there is none for this day
    shown = due.at.astimezone(zone)
    before = (due.at - MINUTE).astimezone(zone)
    at_first = f"{shown:%Y-%m-%dT%H:%M}" >= due.period > f"{before:%Y-%m-%dT%H:%M}"
    same = last_due(due.at, **times)  # type: ignore[arg-type]
    after = next_due(due.at, **times)  # type: ignore[arg-type]
    earlier = last_due(due.at - MOMENT, **times)  # type: ignore[arg-type]
    once = after is not None and after.period == f"{day + DAY}T{text}"
    once = once and earlier is not None and earlier.period == f"{day - DAY}T{text}"
    return at_first and once and same == due
