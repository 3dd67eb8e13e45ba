"""Local times, worked out a second time in another way than the bot does: minute by minute.

A digest belongs to the first minute of a local day that is not before its time; a clock that is
set forward skips minutes, one that is set back shows some twice.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from tests.simulation.scenario import ChannelPlan

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def periods(room: ChannelPlan, since: datetime, until: datetime) -> list[tuple[str, datetime]]:
    """Give a channel's digest times (local time, instant) after ``since``, up to ``until``."""
    first = since.date() - 2 * DAY
    days = (first + n * DAY for n in range((until - since).days + 6))
    found = [
        (f"{day}T{text}", instant(day, text, room.timezone)) for day in days for text in room.times
    ]
    return sorted((one for one in found if since < one[1] <= until), key=lambda p: p[1])


@lru_cache(maxsize=100_000)
def instant(day: date, text: str, timezone: str | None) -> datetime:
    """Give the first moment at which the local clock of a day shows this time or a later one."""
    zone = ZoneInfo(timezone or "UTC")
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=zone)
    offset = noon.utcoffset() or timedelta(0)
    about = datetime.combine(day, time.fromisoformat(text), tzinfo=UTC) - offset
    minutes = (about + n * MINUTE for n in range(-180, 1500))
    wanted = f"{day}T{text}"
    return next(at for at in minutes if f"{at.astimezone(zone):%Y-%m-%dT%H:%M}" >= wanted)


def in_quiet(said: str, timezone: str | None, at: datetime) -> bool:
    """Whether the local clock stands within quiet hours such as 22:00-07:00."""
    start, end = said.split("-")
    shown = at.astimezone(ZoneInfo(timezone or "UTC")).strftime("%H:%M")
    return start <= shown < end if start < end else shown >= start or shown < end
