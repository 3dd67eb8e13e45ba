"""The first leg: schedule → fetch → parse → ingest. A feed's failure is its own.

One request at a time goes to a host, with a gap between two; hosts are asked side by side. A host
that says how long it wants to be left alone is, with all its feeds.
"""

import asyncio
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import Any
from urllib.parse import urlsplit

from bot.errors import FeedError, NotAFeed, StoreLater, TryLater
from bot.legs.gear import Gear
from bot.legs.ingest import take_in
from bot.legs.parallel import Begun, side_by_side
from bot.log import get_logger
from bot.model import Feed, Fetched, ParsedFeed
from bot.pipeline.parse import find_feeds
from bot.pipeline.schedule import WEEK, Pace, due_after, due_after_failure, next_interval
from bot.store import Tx, feeds, setback

log = get_logger(__name__)
PAGE = 200  # due feeds looked at together
BREATH = 0.25  # seconds between two looks for newly due feeds while others are being read


async def poll(gear: Gear) -> int:
    """Read every feed that is due; give how many were read."""
    return await side_by_side(partial(_begin, gear), breath=BREATH)


async def _begin(gear: Gear, under_way: Counter[str]) -> Begun:
    """Begin to read what is due, as far as there is room."""
    room = gear.rules.parallel - under_way.total()
    if room <= 0:
        return {}
    now = gear.clock()
    await _mind_the_clock(gear, now)
    async with gear.store.read() as tx:
        chosen = await _choose(gear, tx, now, room)
    if not chosen:
        return {}
    async with gear.store.begin() as tx:
        claimed = await feeds.claim(tx, chosen, now, lease=gear.rules.lease)
    begun = {asyncio.create_task(_poll_one(gear, feed)): host_of(feed.url) for feed in claimed}
    gear.memory.hosts_busy |= set(begun.values())
    return begun


async def _mind_the_clock(gear: Gear, now: datetime) -> None:
    """Where the machine's clock was set back, let nothing wait until it is that late again.

    To be done before anything is noted by the new time: that would be brought back as well.
    """
    ahead = now - gear.steady()
    async with gear.memory.minding_the_clock:
        last, gear.memory.clock_ahead = gear.memory.clock_ahead, ahead
        if last is not None and ahead > last - setback.LEAST:
            return
        async with gear.store.read() as tx:
            by = await setback.ahead(tx, now)
        if by is not None:
            async with gear.store.begin() as tx:
                await setback.bring_back(tx, now, by)
            log.warning("clock_set_back", seconds=by.total_seconds())


async def _choose(gear: Gear, tx: Tx, now: datetime, room: int) -> Collection[feeds.Waiting]:
    """Choose the longest waiting feed of each host that may be asked now."""
    await remember(gear, tx, now)
    chosen: dict[str, feeds.Waiting] = {}
    start, steady = 0, gear.steady()
    # Page by page: the feeds of a host at rest may be many, and are the longest waiting.
    while page := await feeds.waiting(tx, now, limit=PAGE, offset=start):
        for feed in page:
            host = host_of(feed.url)
            rests = gear.memory.hosts_rest.get(host, steady)
            if host not in gear.memory.hosts_busy and rests <= steady and len(chosen) < room:
                chosen.setdefault(host, feed)
        start += len(page)
        if len(page) < PAGE or len(chosen) == room:
            break
    return chosen.values()


async def remember(gear: Gear, tx: Tx, now: datetime) -> None:
    """After a start, read from the feeds which hosts are to be left alone."""
    if not gear.memory.hosts_known:
        for url, until in await feeds.asked_for_rest(tx, now):
            rest(gear, host_of(url), (until - now).total_seconds())
        gear.memory.hosts_known = True


@lru_cache(maxsize=20_000)
def host_of(url: str) -> str:
    """Give the host that an address asks, its port included."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


async def _poll_one(gear: Gear, feed: Feed) -> None:
    host = host_of(feed.url)
    try:
        await _read(gear, feed)
    except FeedError as error:
        await _failed(gear, feed, error)
    except StoreLater:
        raise  # no fault of the feed: it is read again when it is due
    except Exception:
        # Not foreseen, so it must be seen; but one feed never stops the others. Where it is the
        # store that is gone, noting this fails, too, and ends the leg.
        log.exception("poll_broke", feed=feed.id)
        broke = FeedError("Reading it hit an error of ours; the log has the details.")
        await _failed(gear, feed, broke)
    finally:
        gear.memory.hosts_busy.discard(host)
        rest(gear, host, gear.rules.host_gap)


def rest(gear: Gear, host: str, seconds: float) -> None:
    """Leave a host alone for a time, or longer if it is left alone for longer already."""
    until = gear.steady() + timedelta(seconds=seconds)
    gear.memory.hosts_rest[host] = max(until, gear.memory.hosts_rest.get(host, until))


async def _read(gear: Gear, feed: Feed) -> None:
    fetched = await gear.fetch(feed.url, etag=feed.etag, modified=feed.modified)
    await _mind_the_clock(gear, gear.clock())
    if fetched.status == 304 or fetched.body_hash == feed.body_hash:
        await _unchanged(gear, feed, fetched)
        return
    parsed = await gear.parse(fetched.body, url=fetched.url, content_type=fetched.content_type)
    now = gear.clock()
    new = await take_in(
        gear,
        feed,
        parsed,
        now=now,
        after=lambda new: {
            **_kept(fetched, parsed),
            "ttl": parsed.ttl,
            **_went_well(gear, feed, news=new > 0, hints=(fetched.max_age, parsed.ttl)),
        },
    )
    log.info("polled", feed=feed.id, items=len(parsed.entries), new=new, damage=parsed.damage)
    if new:
        gear.nudge("read")
        gear.nudge("publish")
        gear.nudge("deliver")


def _kept(fetched: Fetched, parsed: ParsedFeed) -> dict[str, Any]:
    """Give what the next answer is compared with.

    Of a text that broke off nothing is kept: it would hide what is missing until the feed changes.
    """
    if parsed.cut:
        return {}
    return {
        "etag": fetched.etag,
        "modified": fetched.modified,
        "body_hash": fetched.body_hash,
    }


async def _unchanged(gear: Gear, feed: Feed, fetched: Fetched) -> None:
    values = _went_well(gear, feed, news=False, hints=(fetched.max_age, feed.ttl))
    if fetched.status != 304:
        values |= {"etag": fetched.etag, "modified": fetched.modified}
    elif fetched.etag or fetched.modified:
        # A 304 may bring newer validators (RFC 9111, 4.3.4); what it leaves out stays.
        values |= {
            "etag": fetched.etag or feed.etag,
            "modified": fetched.modified or feed.modified,
        }
    async with gear.store.begin() as tx:
        await feeds.save_poll(tx, feed, **values)


def _went_well(
    gear: Gear, feed: Feed, *, news: bool, hints: tuple[int | None, ...]
) -> dict[str, Any]:
    now = gear.clock()
    interval = next_interval(feed, pace_of(gear), news=news)
    values: dict[str, Any] = {
        "interval": interval,
        "next_due_at": due_after(now, interval, hints=hints, jitter=gear.jitter()),
        "last_ok_at": now,
        "error": None,
        "failing_since": None,
        "failures": 0,
        "asked_until": None,
    }
    return values | ({"last_new_at": now} if news else {})


def pace_of(gear: Gear) -> Pace:
    """Give the bounds of polling."""
    rules = gear.rules
    return Pace(
        interval=rules.poll_interval,
        minimum=rules.poll_min,
        maximum=rules.poll_max,
        adaptive=rules.poll_adaptive,
    )


async def _failed(gear: Gear, feed: Feed, error: FeedError) -> None:
    await _mind_the_clock(gear, gear.clock())
    now = gear.clock()
    failed = replace(feed, failures=feed.failures + 1)
    due = due_after_failure(failed, error, now=now, jitter=gear.jitter())
    values: dict[str, Any] = {
        "error": str(error),
        "failures": failed.failures,
        "failing_since": feed.failing_since or now,
        "asked_until": None,
    }
    if isinstance(error, TryLater) and error.after is not None:
        wait = min(error.after, WEEK)
        rest(gear, host_of(feed.url), wait)
        values["asked_until"] = now + timedelta(seconds=wait)
    values |= {"state": "stopped"} if due is None else {"next_due_at": due}
    async with gear.store.begin() as tx:
        await feeds.save_poll(tx, feed, **values)
    log.warning("poll_failed", feed=feed.id, failures=failed.failures, error=str(error))


async def look(gear: Gear, url: str) -> tuple[str, ParsedFeed]:
    """Read an address without storing anything: the address that answered and its feed.

    A web page is answered with the feed that it links to first. Raises FeedError.
    """
    fetched = await gear.fetch(url)
    try:
        parsed = await gear.parse(fetched.body, url=fetched.url, content_type=fetched.content_type)
    except NotAFeed:
        linked = find_feeds(fetched.body, url=fetched.url)
        if not linked:
            raise
        fetched = await gear.fetch(linked[0][0])
        parsed = await gear.parse(fetched.body, url=fetched.url, content_type=fetched.content_type)
        return linked[0][0], parsed
    return url, parsed
