"""Quiet hours: times of a channel's day at which nothing is to ring.

They are local times ("22:00" to "07:00") that begin on some weekdays, and may end on the day
after. A time that the clocks skip is taken right after the gap. Where an hour comes twice, quiet
hours begin at its first pass and end at its second, so that both are quiet; those that lie within
such an hour come twice, as they do on the clock (PEP 495).
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from bot.zones import instant, zone_of

BEFORE, AFTER = 2, 9  # days that are looked at: quiet hours may meet the next day's


def quiet_until(
    now: datetime, quiet: Mapping[str, Any] | None, zone: str | None
) -> datetime | None:
    """Give when the quiet hours that are on now will be over (UTC); None when none are.

    ``quiet``: {"from": "22:00", "to": "07:00", "days": [0, …]}, the days on which they begin
    (Monday is 0). ``zone``: an IANA name, None is UTC.
    """
    if quiet is None:
        return None
    place = zone_of(zone)
    today = now.astimezone(place).date()
    end: datetime | None = None
    for begins, ends in _spans_around(today, quiet["from"], quiet["to"], (*quiet["days"],), place):
        if begins <= (end or now) < ends:
            end = ends
    return end


@lru_cache(maxsize=1000)  # of each channel one is asked for, again and again all day
def _spans_around(
    today: date, begin: str, end: str, days: tuple[int, ...], zone: ZoneInfo
) -> list[tuple[datetime, datetime]]:
    return sorted(_spans(today, begin, end, days, zone))


def _spans(
    today: date, begin: str, end: str, days: tuple[int, ...], zone: ZoneInfo
) -> Iterator[tuple[datetime, datetime]]:
    over_midnight = end <= begin
    for offset in range(-BEFORE, AFTER):
        day = today + timedelta(days=offset)
        if day.weekday() in days:
            last = day + timedelta(days=1) if over_midnight else day
            first, second = _passes(day, begin, zone), _passes(last, end, zone)
            if first[0] < second[0] <= first[1] < second[1]:
                yield first[0], second[0]
                yield first[1], second[1]
            else:
                yield first[0], second[1]


def _passes(day: date, text: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Give both instants of a local time; they are one, save in an hour that comes twice."""
    return instant(day, text, zone), instant(day, text, zone, last=True)
