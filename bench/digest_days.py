"""One digest a local day: every zone of the IANA database, every day of 2020 to 2040.

    .venv/bin/python bench/digest_days.py [HH:MM …]

Walks from digest to digest, as the leg does, and counts local days without one or with two. Seven
times of day are tried when none is named, among them those that clocks skip and repeat.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, timedelta
from zoneinfo import available_timezones

from bot.pipeline.digest import next_due

FIRST, LAST = date(2020, 1, 1), date(2040, 12, 31)
TIMES = ["00:00", "00:30", "01:30", "02:00", "02:30", "08:00", "23:45"]
DAILY = tuple(range(7))


def walk(zone: str, times: list[str]) -> tuple[str, int, list[str]]:
    """Give the zone, how many digests it had, and what was wrong."""
    wrong: list[str] = []
    count = 0
    for text in times:
        now = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC) - timedelta(days=2)
        last: date | None = None
        while True:
            due = next_due(now, times=[text], days=DAILY, timezone=zone)
            assert due is not None
            day = date.fromisoformat(due.period[:10])
            if day > LAST:
                break
            if last is not None and day != last + timedelta(days=1):
                wrong.append(f"{zone} {text}: {last} is followed by {day}")
            now, last, count = due.at, day, count + 1
    return zone, count, wrong


def main(times: list[str]) -> int:
    """Walk through all zones, two at a time."""
    zones = sorted(available_timezones())
    digests, wrong = 0, []
    with ProcessPoolExecutor(2) as pool:
        for done, (_, count, bad) in enumerate(pool.map(walk, zones, [times] * len(zones)), 1):
            digests += count
            wrong += bad
            if done % 50 == 0:
                print(f"{done} of {len(zones)} zones", file=sys.stderr)
    print(*wrong, sep="\n", end="\n" if wrong else "")
    print(f"zones={len(zones)} times={len(times)} digests={digests} wrong={len(wrong)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or TIMES))
