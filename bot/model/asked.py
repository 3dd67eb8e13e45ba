"""Who asks for what, and what met it: matches, communities, channels, watches."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.model.kinds import Mode, Salience


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a name stood: characters [start, end) of ``field`` (title or text) of the item."""

    field: str
    start: int
    end: int
    alias: str  # the name as the catalogue or the query writes it
    rule: str  # word, case, sub, exact, keyword, phrase …


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An item met a query: ``query`` is its normal form, ``score`` 0…1."""

    query: str
    score: float
    salience: Salience
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """A Discord server, a Slack workspace, or the one local instance."""

    id: int
    platform: str
    external_id: str
    name: str
    locale: str | None = None
    timezone: str | None = None
    notice_channel_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A place that posts go to. ``timezone`` None means UTC and is said to be unset."""

    id: int
    community_id: int
    platform: str
    external_id: str
    name: str
    locale: str | None = None  # its community's: in which language it is posted to
    timezone: str | None = None
    digest_times: tuple[str, ...] = ("08:00",)
    digest_days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)  # Monday is 0
    digest_on: bool = True
    digest_since: datetime | None = None  # digests cover what came after
    quiet: Mapping[str, Any] | None = None  # {"from": "22:00", "to": "07:00", "days": [0, …]}
    tokens: float | None = None  # left in the budget at ``tokens_at``; None: full
    tokens_at: datetime | None = None
    trouble: str | None = None  # why nothing can be posted here
    trouble_at: datetime | None = None  # since when
    probe_at: datetime | None = None  # when one post tries again
    paused_until: datetime | None = None
    state: str = "active"  # active, paused, gone
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One query (or one feed's every item) of one channel."""

    id: int
    channel_id: int
    community_id: int
    query_id: int | None
    query: str | None  # normal form
    label: str  # what people call it: "Senkaku Islands", "fisheries", a feed's name
    feed_id: int | None = None
    pack: str | None = None
    mode: Mode = Mode.ALERT
    mention: str | None = None
    mention_when: str = "always"
    urgent: str = "no"
    min_publishers: int = 1
    languages: tuple[str, ...] = ()
    post: str = "message"
    state: str = "active"  # active, paused
    created_at: datetime
    after_item: int = 0  # only items with a larger id can alert
    added_by: str | None = None  # the platform's id of the person
    digest_times: tuple[str, ...] | None = None  # of a digest of its own; None: the channel's
    digest_days: tuple[int, ...] | None = None
    digest_since: datetime | None = None  # its own digests cover what came after
    paused_at: datetime | None = None  # by hand, for the last time; until ``resumed_at``
    resumed_at: datetime | None = None

    def missed(self, first_seen: datetime) -> bool:
        """Whether what came then came in a pause of this watch that is over."""
        begun, ended = self.paused_at, self.resumed_at
        return begun is not None and ended is not None and begun < first_seen < ended
