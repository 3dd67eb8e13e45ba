"""Local times of a zone as instants, where the clocks skip and repeat hours too."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo


@lru_cache(maxsize=1_000)
def is_known(name: str) -> bool:
    """Say whether this machine knows a zone of that name."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def zone_of(name: str | None) -> ZoneInfo:
    """Give the zone of an IANA name; UTC where none is set, or this machine does not know it.

    A name may have been known where it was set: data of zones gain and lose names.
    """
    return ZoneInfo(name if name and is_known(name) else "UTC")


@lru_cache(maxsize=20_000)  # every look for digests asks for the same days of each channel
def instant(day: date, text: str, zone: ZoneInfo, *, last: bool = False) -> datetime:
    """Give the instant (UTC) of a local time such as "08:00".

    One that the clocks skip is taken right after the gap, at the first valid minute; one that
    comes twice at its first pass, or with ``last`` at its second (PEP 495).
    """
    local = datetime.combine(day, time.fromisoformat(text), tzinfo=zone)
    at = local.replace(fold=int(last)).astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return at
    return _after_gap(local, zone)


def _after_gap(local: datetime, zone: ZoneInfo) -> datetime:
    """Give the instant at which the clocks jump over a local time.

    A skipped time does not survive the way to UTC and back. Its two readings (fold 0 and 1) lie
    on either side of the jump, so the jump itself is found between them.
    """
    early, late = sorted(local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    offset = early.astimezone(zone).utcoffset()
    while late - early > timedelta(minutes=1):
        middle = early + (late - early) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            early = middle
        else:
            late = middle
    return late.replace(second=0, microsecond=0)
