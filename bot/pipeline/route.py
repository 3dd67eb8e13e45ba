"""Where a match goes: an alert, the digest, or nowhere, and the reason in plain words.

The rules are those people read in docs/architecture.md; the first one that applies decides.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model import Item, Match, Mode, Salience, Told, Watch
from bot.pipeline.text import speaks
from bot.pipeline.text.origin import teller
from bot.pipeline.text.roundup import is_roundup

ALERT, DIGEST, DROP = "alert", "digest", "drop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Where an item goes for one watch, and why."""

    way: str  # alert, digest, drop
    reason: str


def route(
    watch: Watch,
    match: Match,
    item: Item,
    *,
    family: str,
    muted: AbstractSet[str] = frozenset(),
) -> Verdict:
    """Decide for one item and one watch; ``family`` is the outlet's, ``muted`` the channel's."""
    if item.baseline:
        return Verdict(way=DROP, reason="it was there when the feed was first read")
    if watch.languages and not any(speaks(item.language, wanted) for wanted in watch.languages):
        wanted = ", ".join(watch.languages)
        said = item.language or "not known"
        return Verdict(way=DROP, reason=f"its language is {said}; the watch takes {wanted}")
    if family in muted:
        return Verdict(way=DROP, reason="the outlet is muted in this channel")
    return _alert_or_digest(watch, match, item)


def _alert_or_digest(watch: Watch, match: Match, item: Item) -> Verdict:
    if item.id <= watch.after_item:
        return Verdict(way=DIGEST, reason="it came before the watch was made")
    if item.late:
        return Verdict(way=DIGEST, reason="it was old, or may have been, when it was first seen")
    if watch.mode is Mode.DIGEST:
        return Verdict(way=DIGEST, reason="the watch is set to digest")
    if is_roundup(item.title):
        return Verdict(way=DIGEST, reason="it is a list of other news")
    if match.salience is Salience.PASSING:
        return Verdict(way=DIGEST, reason="the name is only mentioned in passing")
    return Verdict(way=ALERT, reason=f"the item is about it ({match.salience.value})")


def settle_until(
    due: datetime | None,
    *,
    started: datetime | None,
    now: datetime,
    settle: timedelta,
    more: timedelta,
    most: timedelta,
) -> datetime:
    """Say when a story may be published, now that an item came; ``due``: what was planned.

    Each further item adds ``more``, but nothing waits longer than ``most`` after ``started``.
    """
    if due is None or started is None:
        return now + settle
    return max(due, min(due + more, started + most))


def families_of(told: Iterable[Told]) -> tuple[str, ...]:
    """Give the independent outlets that tell a story, first teller first."""
    return tuple(dict.fromkeys(teller(t) for t in told))


def why_urgent(
    told: Sequence[Told],
    watches: Iterable[Watch],
    *,
    official: AbstractSet[str],
    publishers: int,
    within: timedelta,
    since: datetime | None = None,
) -> str | None:
    """Say why a story is urgent, or None: a watch wants it, an official word, many outlets.

    ``since``: what was urgent before this and is not any more says nothing.

    ``official``: publisher ids whose word about the matched topics is official. An item without
    a date never makes a story urgent, nor does an old one: what a first reading or an outage
    brings at once was not told at once.
    """
    if any(watch.urgent != "no" for watch in watches):
        return "the watch is marked urgent"
    dated = [t for t in told if t.item.published and not t.item.baseline and not t.item.late]
    for t in dated:
        if t.publisher.id in official and _after(since, t):
            return f"{t.publisher.name} is official here"
    if _most_within(dated, within, since) >= publishers:
        return (
            f"{publishers} independent outlets within {int(within.total_seconds() // 60)} minutes"
        )
    return None


def _after(since: datetime | None, told: Told) -> bool:
    at = told.item.published
    return since is None or (at is not None and at >= since)


def _most_within(told: Sequence[Told], within: timedelta, since: datetime | None) -> int:
    """Count the most families that told the story within one span that ends after ``since``."""
    ordered = sorted((t.item.published, teller(t)) for t in told if t.item.published is not None)
    here: Counter[str] = Counter()  # of the span that ends with the item looked at
    most = start = 0
    for at, family in ordered:
        here[family] += 1
        while at - ordered[start][0] > within:
            gone = ordered[start][1]
            here[gone] -= 1
            if not here[gone]:
                del here[gone]
            start += 1
        most = max(most, len(here)) if since is None or at >= since else most
    return most
