"""When a feed is read next: by how often it has news, by what its publisher asks, after failures.

The adapting is the multiplicative form of Sia, Cho and Cho, "Efficient Monitoring Algorithm for
Fast News Alerts" (2007): news halves the interval, silence lengthens it, within two bounds. The
publisher's hints (RFC 9111 max-age, RSS ``ttl``) and Retry-After (RFC 9110) only ever lengthen.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import FeedError, FetchFailed, TryLater
from bot.model import Feed

DAY = 24 * 3600
WEEK = 7 * DAY
SLOWER = 1.3  # on a poll without news
JITTER = 0.1  # of the interval, added, never taken off
ASKED_TO_WAIT = 3600  # seconds, first wait after a 429 or 503 that names no time
GONE = 410
REFUSED = frozenset({401, 403, 404})  # asking again soon will not help


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The bounds of polling, in seconds."""

    interval: int
    minimum: int
    maximum: int
    adaptive: bool


def next_interval(feed: Feed, pace: Pace, *, news: bool) -> int:
    """Give the seconds between polls from here on; the operator's word for a feed wins."""
    if feed.fixed_interval is not None:
        return feed.fixed_interval
    if not pace.adaptive:
        return pace.interval
    changed = feed.interval / 2 if news else feed.interval * SLOWER
    return round(min(max(changed, pace.minimum), pace.maximum))


def due_after(
    now: datetime, interval: float, *, hints: tuple[int | None, ...] = (), jitter: float
) -> datetime:
    """Give the next due time after a good poll; ``jitter`` −1…1, hints in seconds or None."""
    asked = min(max((hint for hint in hints if hint), default=0), DAY)
    seconds = max(interval, asked)
    return now + timedelta(seconds=seconds * (1 + JITTER * abs(jitter)))


def due_after_failure(
    feed: Feed, error: FeedError, *, now: datetime, jitter: float
) -> datetime | None:
    """Give the next due time after a failure; None when the feed is gone for good (410).

    ``feed.failures`` counts this failure too. Waits double with each failure in a row, up to a
    day; a publisher's own Retry-After counts up to a week.
    """
    status = error.status if isinstance(error, FetchFailed) else None
    if status == GONE:
        return None
    # 2 ** 20 seconds are more than a day: no need for a larger power.
    doubled = 2 ** min(feed.failures, 20)
    wait: float = feed.interval * doubled
    if isinstance(error, TryLater):
        wait = ASKED_TO_WAIT * doubled / 2 if error.after is None else error.after
        return due_after(now, max(feed.interval, min(wait, WEEK)), jitter=jitter)
    if status in REFUSED and feed.failures > 1:
        wait *= 8
    return due_after(now, min(wait, DAY), jitter=jitter)
