"""When a channel's digest is due, and which stories stand in it in which order.

A digest belongs to a local time of a local day ("2026-11-24T08:00"), never to an instant, so a
change of the clocks neither doubles nor drops one: a time that the clocks skip is taken at the
first valid minute after it, one that comes twice at its first pass (PEP 495, fold=0).
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.model import Headline
from bot.zones import instant, zone_of

Line = TypeVar("Line")
HALF_AS_FRESH = timedelta(hours=12)
LOOK_BACK = 9  # days: longer than any week, so the last due time is always found


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One digest of a channel: the local time it belongs to, and when that was."""

    period: str  # 2026-11-24T08:00
    at: datetime


def last_due(
    now: datetime, *, times: Sequence[str], days: Sequence[int], timezone: str | None
) -> Due | None:
    """Give the newest digest time that has come, or None when none is set."""
    zone = zone_of(timezone)
    today = now.astimezone(zone).date()
    found = [due for due in _around(today, -LOOK_BACK, 1, times, days, zone) if due.at <= now]
    return max(found, key=lambda due: due.at, default=None)


def next_due(
    now: datetime, *, times: Sequence[str], days: Sequence[int], timezone: str | None
) -> Due | None:
    """Give the next digest time to come, or None when none is set."""
    zone = zone_of(timezone)
    today = now.astimezone(zone).date()
    found = [due for due in _around(today, -1, LOOK_BACK, times, days, zone) if due.at > now]
    return min(found, key=lambda due: due.at, default=None)


def _around(
    today: date, first: int, last: int, times: Sequence[str], days: Sequence[int], zone: ZoneInfo
) -> Iterable[Due]:
    for offset in range(first, last + 1):
        day = today + timedelta(days=offset)
        if day.weekday() in days:
            for text in times:
                yield Due(period=f"{day.isoformat()}T{text}", at=instant(day, text, zone))


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A story that may stand in a digest, for one watch; ``item_id``: one item of it, by itself."""

    story_id: int
    watch_id: int
    score: float  # relevance, 0 … 1
    publishers: int
    at: datetime  # of its newest item
    novelty: float = 1.0  # share of its items that came since the last digest
    item_id: int = 0

    @property
    def key(self) -> tuple[int, int]:
        """What stands in a digest once."""
        return self.story_id, self.item_id


def choose(candidates: Iterable[Candidate], *, page: int) -> tuple[Candidate, ...]:
    """Give every story once, under its best watch, as it stands on pages of so many lines.

    Best first (`worth`); of equal ones the newer, then the older story. On a page the watches
    stand in the order of their best story. The first page, which alone everybody sees, has the best
    of each watch, as far as it goes.
    """
    best: dict[tuple[int, int], Candidate] = {}
    for candidate in candidates:
        known = best.get(candidate.key)
        if known is None or candidate.score > known.score:
            best[candidate.key] = candidate
    rank = _ranking(best.values())
    ranked = sorted(best.values(), key=lambda c: (*rank(c), *c.key))
    return _grouped(_shared(ranked, page), lambda candidate: candidate.watch_id, page)


def _shared(ranked: Sequence[Candidate], page: int) -> list[Candidate]:
    """Bring the best line of each watch onto the first page, in the order of rank."""
    best: dict[int, Candidate] = {}
    for candidate in ranked:
        best.setdefault(candidate.watch_id, candidate)
    firsts = {candidate.key for candidate in list(best.values())[:page]}
    others = [candidate for candidate in ranked if candidate.key not in firsts]
    shown = firsts | {candidate.key for candidate in others[: page - len(firsts)]}
    return sorted(ranked, key=lambda candidate: candidate.key not in shown)  # stable


def arrange(headlines: Iterable[Headline], *, page: int) -> tuple[Headline, ...]:
    """Put lines that were held back into the same order; what is urgent comes first."""
    held = tuple(headlines)
    rank = _ranking(held)
    ranked = sorted(held, key=lambda line: (not line.urgent, *rank(line), line.title))
    return _grouped(ranked, lambda line: line.heading, page)


def worth(score: float, publishers: int, novelty: float, age: timedelta) -> float:
    """Give the number by which lines are ordered.

        relevance + log2(publishers) / 10 + novelty / 10 + 2 ** (-age / 12 h) / 10

    Each part alone lifts a line. Relevance (0 … 1, in steps of 0.1: finer ones say nothing) leads:
    twice the independent publishers, a story that is all new, or one of now beside one of days
    ago, weigh as much as one step. ``age`` is counted from the newest line.
    """
    fresh = math.exp2(-max(age, timedelta()) / HALF_AS_FRESH)
    return round(score, 1) + (math.log2(max(publishers, 1)) + novelty + fresh) / 10


def _ranking(
    lines: Iterable[Candidate | Headline],
) -> Callable[[Candidate | Headline], tuple[float, float]]:
    newest = max((line.at for line in lines), default=None)

    def rank(line: Candidate | Headline) -> tuple[float, float]:
        novelty = line.novelty if isinstance(line, Candidate) else 1.0
        age = (newest or line.at) - line.at
        return -worth(line.score, line.publishers, novelty, age), -line.at.timestamp()

    return rank


def _grouped(
    ranked: Sequence[Line], watch: Callable[[Line], object], page: int
) -> tuple[Line, ...]:
    """Bring the lines of a watch together, within each page alone."""
    found: list[Line] = []
    for start in range(0, len(ranked), page):
        shown = ranked[start : start + page]
        order = {of: i for i, of in enumerate(dict.fromkeys(watch(line) for line in shown))}
        found += sorted(shown, key=lambda line: order[watch(line)])  # stable: keeps the rank
    return tuple(found)


def tells_nothing(now: datetime, timezone: str | None, *, rule: str, fresh: float) -> bool:
    """Say whether an empty digest is worth a line: ``rule`` monday, always or never.

    On Mondays, or when under 90 % of the feeds (``fresh`` 0 … 1) are fresh, silence could be
    mistaken for quiet news.
    """
    if rule != "monday":
        return rule == "never"
    monday = now.astimezone(zone_of(timezone)).weekday() == 0
    return not monday and fresh >= 0.9
