"""When the digest of a channel, or of one watch, is due, and what a changed setting passes over."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.legs.digest_due import due_now, next_to_come, pass_over
from bot.model import Channel, Watch
from bot.store import record
from tests.legs.edition import BEGIN, Edition

EIGHT = BEGIN + timedelta(hours=2)
HOUR = timedelta(hours=1)


def place(**values: Any) -> Channel:
    known = {"id": 1, "community_id": 1, "platform": "memory", "external_id": "one", "name": "one"}
    return Channel(**{**known, "digest_since": BEGIN, **values})  # type: ignore[arg-type]


def watch(**values: Any) -> Watch:
    known = {"id": 7, "channel_id": 1, "community_id": 1, "query_id": 1, "query": "quad"}
    return Watch(**{**known, "label": "Quad", "created_at": BEGIN, **values})  # type: ignore[arg-type]


def period(channel: Channel, own: Watch | None, now: datetime) -> str | None:
    due = due_now(channel, own, now)
    return due.period if due else None


TODAY = "2026-11-24T08:00"


@pytest.mark.parametrize(
    ("values", "now", "expected"),
    [
        ({}, EIGHT, TODAY),
        ({}, EIGHT - timedelta(seconds=1), None),  # yesterday's came before the channel
        ({"digest_since": EIGHT}, EIGHT + HOUR, None),
        ({"digest_since": EIGHT - timedelta(seconds=1)}, EIGHT + HOUR, TODAY),
        ({"digest_since": None}, EIGHT - HOUR, "2026-11-23T08:00"),
        ({"digest_on": False}, EIGHT, None),
        ({"paused_until": EIGHT + HOUR}, EIGHT, None),
        ({"paused_until": EIGHT}, EIGHT, TODAY),
        ({"timezone": "Asia/Tokyo", "digest_since": BEGIN - 9 * HOUR}, BEGIN, TODAY),
        ({"digest_times": ("07:00", "07:30")}, EIGHT, "2026-11-24T07:30"),
        ({"digest_days": (0,), "digest_since": None}, EIGHT, "2026-11-23T08:00"),
        ({"digest_times": ()}, EIGHT, None),
    ],
)
def test_a_digest_is_due_when_its_time_has_come_since_the_last(
    values: dict[str, Any], now: datetime, expected: str | None
) -> None:
    assert period(place(**values), None, now) == expected


@pytest.mark.parametrize(
    ("values", "now", "expected"),
    [
        ({"digest_times": ("07:00",), "digest_since": BEGIN}, EIGHT, "2026-11-24T07:00#7"),
        ({"digest_times": ("07:00",), "digest_since": BEGIN + HOUR}, EIGHT, None),
        ({"digest_times": ("07:00",), "digest_since": None}, BEGIN, "2026-11-23T07:00#7"),
        ({"digest_since": BEGIN}, EIGHT, f"{TODAY}#7"),  # the channel's times
        ({"digest_days": (0,), "digest_since": None}, EIGHT, "2026-11-23T08:00#7"),
    ],
)
def test_a_watch_has_times_and_a_last_digest_of_its_own(
    values: dict[str, Any], now: datetime, expected: str | None
) -> None:
    assert period(place(digest_since=EIGHT - HOUR), watch(**values), now) == expected


def test_what_pauses_a_channel_pauses_the_digests_of_its_watches() -> None:
    own = watch(digest_times=("07:00",))
    assert due_now(place(digest_on=False), own, EIGHT) is None
    assert due_now(place(paused_until=EIGHT + HOUR), own, EIGHT) is None


async def passed(
    paper: Edition,
    before: Channel,
    after: Channel,
    now: datetime,
    own: tuple[Watch, Watch] | None = None,
) -> set[str]:
    """Change settings; give the periods that are noted as made."""
    async with paper.gear.store.begin() as tx:
        await pass_over(tx, before, after, now, own)
    said = {TODAY, "2026-11-24T06:30", "2026-11-24T06:30#7", "2026-11-23T08:00", f"{TODAY}#7"}
    return {one for one in said if await paper.made(one)}


async def test_a_time_that_a_change_makes_due_is_passed_over(paper: Edition) -> None:
    now = EIGHT - HOUR
    assert await passed(paper, place(), place(digest_times=("06:30",)), now) == {"2026-11-24T06:30"}
    assert await passed(paper, place(), place(digest_times=("09:00",)), now) == {"2026-11-24T06:30"}


async def test_a_time_that_was_due_before_the_change_is_still_made(paper: Edition) -> None:
    both = place(digest_times=("08:00", "20:00"))
    assert await passed(paper, place(), both, EIGHT) == set()
    earlier = place(digest_times=("06:30",))
    assert await passed(paper, place(), earlier, EIGHT) == {"2026-11-24T06:30"}
    assert await passed(paper, place(digest_on=False), place(), EIGHT) == {
        "2026-11-24T06:30",
        TODAY,
    }


async def test_the_own_time_of_a_watch_is_passed_over_too(paper: Edition) -> None:
    was, is_ = watch(digest_since=BEGIN), watch(digest_since=BEGIN, digest_times=("06:30",))
    now = EIGHT - HOUR
    assert await passed(paper, place(), place(), now, (was, is_)) == {"2026-11-24T06:30#7"}
    assert await passed(paper, place(), place(), EIGHT, (was, was)) == {"2026-11-24T06:30#7"}


async def to_come(paper: Edition, channel: Channel, now: datetime) -> tuple[str, datetime] | None:
    """Give the period of the next digest, and when it comes."""
    async with paper.gear.store.read() as tx:
        due = await next_to_come(tx, channel, now)
    return (due.period, due.at) if due else None


async def note_made(paper: Edition, period: str, at: datetime) -> None:
    async with paper.gear.store.begin() as tx:
        await record.digest_done(tx, 1, period, now=at, delivery_id=None)


async def test_the_next_digest_is_that_of_the_next_set_time(paper: Edition) -> None:
    twice = place(digest_times=("08:00", "20:00"))
    assert await to_come(paper, twice, EIGHT - HOUR) == (TODAY, EIGHT)
    assert await to_come(paper, twice, EIGHT) == ("2026-11-24T20:00", EIGHT + 12 * HOUR)
    saturdays = place(digest_days=(5,))
    assert await to_come(paper, saturdays, EIGHT) == ("2026-11-28T08:00", EIGHT + 96 * HOUR)
    assert await to_come(paper, place(digest_times=()), EIGHT) is None


async def test_a_local_time_whose_digest_is_made_is_not_to_come(paper: Edition) -> None:
    """It was posted at eight in Tokyo; in London the same morning is still to come."""
    london = place(timezone="Europe/London", digest_times=("08:00", "20:00"))
    await note_made(paper, TODAY, EIGHT)
    evening = ("2026-11-24T20:00", EIGHT + 12 * HOUR)
    assert await to_come(paper, london, BEGIN) == evening
    await note_made(paper, "2026-11-24T20:00", EIGHT + 12 * HOUR)
    assert await to_come(paper, london, BEGIN) == ("2026-11-25T08:00", EIGHT + 24 * HOUR)
    hawaii = place(timezone="Pacific/Honolulu", digest_times=("08:00",), digest_days=(1,))
    assert await to_come(paper, hawaii, BEGIN) == (TODAY, EIGHT + 10 * HOUR)  # not of that zone
