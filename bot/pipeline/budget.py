"""How many alerts a channel takes: a token bucket.

A bucket holds ``burst`` tokens and gains ``per_hour`` an hour until it is full; an alert takes
one. In any span of t hours at most ``burst + per_hour * t`` are taken.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

HOUR = 3600.0
ROUNDING = 1e-6  # of a token: a sum of many small gains may miss a whole one by that


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """``burst`` alerts at once, and ``per_hour`` more each hour."""

    burst: int
    per_hour: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """``tokens`` that were left at a time; None: a bucket that nobody used yet is full."""

    tokens: float | None = None
    at: datetime | None = None


def filled(bucket: Bucket, budget: Budget, now: datetime) -> Bucket:
    """Give the bucket as it is now; a clock that went back gives no token and takes none.

    What is given is to be kept, also when nothing is taken from it: the bucket fills from the time
    of the last look, so that a clock that was wrong for a moment stops no alert for long.
    """
    if bucket.tokens is None or bucket.at is None:
        return Bucket(tokens=float(budget.burst), at=now)
    hours = max(0.0, (now - bucket.at).total_seconds() / HOUR)
    return Bucket(tokens=min(float(budget.burst), bucket.tokens + hours * budget.per_hour), at=now)


def take(bucket: Bucket, budget: Budget, now: datetime) -> tuple[Bucket, bool]:
    """Take a token if there is one; give the bucket to be kept, and whether there was."""
    full = filled(bucket, budget, now)
    tokens = full.tokens or 0.0
    if tokens < 1 - ROUNDING:
        return full, False
    return Bucket(tokens=max(0.0, tokens - 1), at=now), True


def left_after(taken: Iterable[datetime], budget: Budget, now: datetime) -> Bucket:
    """Give a bucket from which one was taken at each of these times, in their order.

    It was full before them; whoever took from an empty one took what was left.
    """
    bucket = Bucket()
    for at in taken:
        full = filled(bucket, budget, at)
        bucket = Bucket(tokens=max(0.0, (full.tokens or 0.0) - 1), at=at)
    return filled(bucket, budget, now)
