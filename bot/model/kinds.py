"""The few words that rows and rules choose between."""

from enum import StrEnum


class Mode(StrEnum):
    """How a watch speaks: at once, or in the digest."""

    ALERT = "alert"
    DIGEST = "digest"


class Salience(StrEnum):
    """How much an item is about what it matched, strongest first."""

    MAIN = "main"
    MENTIONED = "mentioned"
    PASSING = "passing"


class Kind(StrEnum):
    """What a delivery is (product words: alert, edit, update, digest, roll-up, notice)."""

    ALERT = "alert"
    EDIT = "edit"
    UPDATE = "update"
    DIGEST = "digest"
    ROLLUP = "rollup"
    NOTICE = "notice"


class State(StrEnum):
    """Where a delivery stands in the outbox."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    AMBIGUOUS = "ambiguous"
    RECONCILING = "reconciling"
    FAILED = "failed"
    UNKNOWN = "unknown"
    SUPPRESSED = "suppressed"
    MERGED = "merged"  # told by a roll-up instead
    EXPIRED = "expired"
