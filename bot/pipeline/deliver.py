"""The outbox's rules: what names a post for ever, and what an answer of the platform means.

The states and their arrows are drawn in docs/architecture.md, "Posting exactly once".
"""

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.errors import ChannelClosed, SendError, SendLater, SendNever
from bot.model import Delivery, State

NONCE_LENGTH = 20  # Discord takes 25 characters
FIRST_WAIT = 5.0  # seconds, doubled with each try
LONGEST_WAIT = 900.0
RESTS = "everybody is asked to wait: "  # begins the reason of a post that waits with its platform
AFTER_A_START = 60.0  # seconds, where a restart may end what the platform waits for
REPEAT_AFTER = timedelta(seconds=5)  # where a platform still knows the nonce of a doubtful post
FIRST_PROBE = timedelta(minutes=15)  # of a closed channel, doubled with each
LONGEST_PROBE = timedelta(hours=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """The state a delivery goes to, with the columns that change."""

    state: State
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """When a post is given up: after so many tries *and* so long since the first.

    The number alone gives up only a post that its platform does not take while it takes others.
    """

    attempts: int
    give_up: timedelta

    def ends(self, delivery: Delivery, now: datetime) -> bool:
        """Say whether both are over."""
        return self.tried(delivery) and self.too_long(delivery, now)

    def tried(self, delivery: Delivery) -> bool:
        """Say whether it was tried often enough."""
        return delivery.attempt >= self.attempts

    def too_long(self, delivery: Delivery, now: datetime) -> bool:
        """Say whether the time is over."""
        return now - (delivery.first_try_at or delivery.created_at) >= self.give_up


def nonce_of(key: str) -> str:
    """Give the marker that a post carries: the same for the same key, for ever."""
    digest = hashlib.sha256(key.encode()).digest()
    return base64.b32encode(digest).decode()[:NONCE_LENGTH].lower()


def after_error(
    delivery: Delivery, error: SendError, *, now: datetime, quiet: timedelta, patience: Patience
) -> Next:
    """Say what a failed try leads to.

    SendLater: certainly not posted, again after its time. ChannelClosed: again with its channel.
    Any other SendNever: failed. Anything else may have been posted: ambiguous, looked up after
    the quiet time; ``due_at`` is when it may be repeated where its nonce is still known. A repeat
    that was refused says nothing of the try before it, which stays as doubtful as it was.
    """
    everywhere = isinstance(error, SendLater) and error.everywhere
    reason = f"{RESTS}{error}" if everywhere else str(error)
    if delivery.quiet_until is not None and isinstance(error, SendLater | SendNever):
        return _as_doubtful(delivery.quiet_until, error, now=now, quiet=quiet)
    if isinstance(error, ChannelClosed):
        return Next(state=State.PENDING, values={"due_at": now, "reason": reason})
    if isinstance(error, SendNever):
        return Next(state=State.FAILED, values={"reason": reason})
    if isinstance(error, SendLater):
        if patience.ends(delivery, now) or (error.limited and patience.tried(delivery)):
            return _given_up(delivery, reason)
        after = error.after if error.outlasts else min(error.after, AFTER_A_START)
        wait = max(after, _backoff(delivery.attempt))
        values = {"due_at": now + timedelta(seconds=wait), "reason": reason}
        return Next(state=State.PENDING, values=values)
    repeat = now + min(REPEAT_AFTER, quiet / 4)
    values = {"quiet_until": now + quiet, "due_at": repeat, "reason": reason}
    return Next(state=State.AMBIGUOUS, values=values)


def _as_doubtful(
    quiet_until: datetime, error: SendError, *, now: datetime, quiet: timedelta
) -> Next:
    wait = timedelta(seconds=error.after) if isinstance(error, SendLater) else timedelta(0)
    values = {
        "quiet_until": max(quiet_until, now + wait),
        "due_at": now + max(wait, quiet),  # it is looked up before it is repeated once more
        "reason": str(error),
    }
    return Next(state=State.AMBIGUOUS, values=values)


def _backoff(attempt: int) -> float:
    return float(min(FIRST_WAIT * 2 ** max(attempt - 2, 0), LONGEST_WAIT)) if attempt > 1 else 0.0


def _given_up(delivery: Delivery, reason: str) -> Next:
    said = f"given up after {delivery.attempt} tries: {reason}"
    return Next(state=State.FAILED, values={"reason": said})


def after_absence(delivery: Delivery, *, alone: bool, now: datetime, patience: Patience) -> Next:
    """Say what becomes of a doubtful post that was looked up and is not there.

    It is sent again, later each time, through any outage. ``alone``: the platform took later posts
    in other channels; then it is this post that it does not take.
    """
    if alone and patience.tried(delivery):
        return _given_up(delivery, "the platform takes others, but not this one")
    if patience.ends(delivery, now):
        return _given_up(delivery, "the platform never took it")
    again = now + timedelta(seconds=_backoff(delivery.attempt))
    return Next(state=State.PENDING, values={"due_at": again, "reason": None})


def after_silence(
    delivery: Delivery, error: SendError, *, now: datetime, quiet: timedelta, patience: Patience
) -> Next:
    """Say what a search that told nothing leads to: another one, or a person's decision.

    SendLater and ChannelClosed: it is asked again. Anything else, or for too long: unknown.
    """
    again = isinstance(error, SendLater | ChannelClosed)
    if not again or patience.too_long(delivery, now):
        return Next(state=State.UNKNOWN, values={"reason": str(error)})
    after = timedelta(seconds=error.after) if isinstance(error, SendLater) else quiet
    values = {"quiet_until": now + max(quiet, after), "reason": str(error)}
    return Next(state=State.AMBIGUOUS, values=values)


def next_probe(since: datetime, now: datetime) -> datetime:
    """Say when a channel that is closed ``since`` then is tried again; each wait is the double."""
    closed = max(now - since, timedelta(0))  # the clock may have been set back
    return now + min(closed + FIRST_PROBE, LONGEST_PROBE)
