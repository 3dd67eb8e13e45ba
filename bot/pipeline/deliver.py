"""The outbox's rules: what names a post for ever, and what an answer of the platform means.

The states and their arrows are drawn in docs/architecture.md, "Posting exactly once".
"""

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.errors import SendError, SendLater, SendNever
from bot.model import Delivery, State

NONCE_LENGTH = 20  # Discord takes 25 characters
FIRST_WAIT = 5.0  # seconds, doubled with each try
LONGEST_WAIT = 900.0
OUTAGE = timedelta(hours=6)  # that a platform may have before a post it never took is given up


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """The state a delivery goes to, with the columns that change."""

    state: State
    values: dict[str, Any] = field(default_factory=dict)


def nonce_of(key: str) -> str:
    """Give the marker that a post carries: the same for the same key, for ever."""
    digest = hashlib.sha256(key.encode()).digest()
    return base64.b32encode(digest).decode()[:NONCE_LENGTH].lower()


def after_error(
    delivery: Delivery, error: SendError, *, now: datetime, quiet: timedelta, attempts: int
) -> Next:
    """Say what a failed try leads to.

    SendLater: certainly not posted, again after its time, at most ``attempts`` times. SendNever:
    failed. Anything else may have been posted: ambiguous, looked up after the quiet time.
    """
    reason = str(error)
    if isinstance(error, SendNever):
        return Next(state=State.FAILED, values={"reason": reason})
    if isinstance(error, SendLater):
        if delivery.attempt >= attempts:
            given_up = f"given up after {delivery.attempt} tries: {reason}"
            return Next(state=State.FAILED, values={"reason": given_up})
        wait = max(error.after, _backoff(delivery.attempt))
        values = {"due_at": now + timedelta(seconds=wait), "reason": reason}
        return Next(state=State.PENDING, values=values)
    return Next(state=State.AMBIGUOUS, values={"quiet_until": now + quiet, "reason": reason})


def _backoff(attempt: int) -> float:
    return float(min(FIRST_WAIT * 2 ** max(attempt - 2, 0), LONGEST_WAIT)) if attempt > 1 else 0.0


def after_search(delivery: Delivery, *, found: bool | None, now: datetime, attempts: int) -> Next:
    """Say what looking a doubtful post up leads to; ``found`` None: the platform cannot tell.

    One that is not there is sent again, later each time, through an outage of some hours. After
    that, and after ``attempts`` tries, it is the post that the platform does not take.
    """
    if found is None:
        return Next(state=State.UNKNOWN, values={"reason": "the platform cannot be searched"})
    if found:
        return Next(state=State.SENT, values={"reason": None})
    if delivery.attempt >= attempts and now - delivery.created_at >= OUTAGE:
        tried = f"given up after {delivery.attempt} tries: the platform never took it"
        return Next(state=State.FAILED, values={"reason": tried})
    again = now + timedelta(seconds=_backoff(delivery.attempt))
    return Next(state=State.PENDING, values={"due_at": again, "reason": None})
