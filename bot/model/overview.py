"""What a whole community watches, on one page: for platforms that have a place for it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One watch, as people read it."""

    id: int
    name: str
    channel: str  # what people call it
    place: str  # its external id
    manner: str  # "alert", "digest, paused"
    pace: str  # "9 hits in 7 days, last 2 h ago"
    trouble: str = ""  # why it finds nothing, and what to do


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A page of a community's watches, channel by channel, and how the bot does."""

    watches: tuple[Watched, ...]
    total: int  # on all pages
    page: int = 0  # from 0
    pages: int = 1
    health: tuple[str, ...] = ()  # lines
    may_manage: bool = False
