"""The budget of a channel, written down a second time and more simply (product rules, 3.7)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

BURST = 5.0
PER_HOUR = 4.0
URGENT_PER_HOUR = 3
HOUR = timedelta(hours=1)
SLACK = 0.02  # tokens


def over_budget(alerts: Sequence[tuple[datetime, bool]]) -> str:
    """Say which of a channel's alerts (when, urgent or not; in order) was one too many."""
    tokens, before = BURST, None
    passed: list[datetime] = []  # urgent ones that needed no token
    for at, urgent in alerts:
        if before is not None:
            tokens = min(BURST, tokens + (at - before) / HOUR * PER_HOUR)
        before = at
        passed = [one for one in passed if at - one < HOUR]
        if urgent and len(passed) < URGENT_PER_HOUR:
            passed.append(at)
        elif tokens >= 1 - SLACK:
            tokens -= 1
        else:
            return f"{len(alerts)} alerts, the one of {at:%H:%M:%S} is beyond {tokens:.2f} tokens"
    return ""
