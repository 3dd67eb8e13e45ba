"""The settings, one class for each table of config/default.toml; frozen, each with its limits.

The defaults here and in config/default.toml are the same; a test holds them together.
"""

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from bot.settings.fields import (
    Masked,
    MaskedText,
    Secret,
    SecretText,
    Section,
    choice,
    conflict,
    number,
    switch,
    text,
)
from bot.settings.platforms import DiscordSettings, SlackSettings


class StoreSettings(Section):
    """Where everything is kept."""

    url: MaskedText = text(
        Masked("sqlite:///data/tidings.db"),
        r"^sqlite:///.+",
        "sqlite:/// and a path (sqlite:///data/tidings.db)",
    )


class WebSettings(Section):
    """The local page."""

    listen: str = text(
        "127.0.0.1:8080",
        r"^(?:\[[0-9A-Fa-f:.]+\]|[^\s:\[\]/]+):\d{1,5}$",
        "host:port (127.0.0.1:8080, [::1]:8080, 0.0.0.0:8080)",
    )
    key: SecretText = text(Secret(""), r"^(?:\S{16,})?$", "16 characters or more, without spaces")

    @model_validator(mode="after")
    def _port(self) -> Self:
        if self.port > 65535:
            raise conflict("listen", "a port from 0 (any free one) to 65535")
        return self

    @property
    def host(self) -> str:
        """The host to listen on, without the brackets of an IPv6 address."""
        return self.listen.rpartition(":")[0].strip("[]")

    @property
    def port(self) -> int:
        """The port to listen on; 0 means any free one."""
        return int(self.listen.rpartition(":")[2])

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the page."""
        return self.host in {"localhost", "::1"} or self.host.startswith("127.")


def _hosts(hosts: tuple[str, ...]) -> tuple[str, ...]:
    if wrong := [host for host in hosts if not re.fullmatch(r"[^\s/@]+", host) or "://" in host]:
        raise PydanticCustomError("host", "{wrong}", {"wrong": wrong[0]})
    return hosts


class FetchSettings(Section):
    """How feeds are read."""

    user_agent_url: str = text(
        "", r"^(?:(?:https?://|mailto:)[^\s()]+)?$", "an https:// or mailto: address, or nothing"
    )
    timeout: float = number(30.0, 1, 300, "seconds")
    max_bytes: int = number(5_242_880, 1024, 104_857_600, "bytes")
    allow_private_hosts: Annotated[tuple[str, ...], AfterValidator(_hosts)] = Field(
        default=(), json_schema_extra={"allowed": 'a list of host names (["127.0.0.1"])'}
    )
    host_gap: float = number(1.0, 0, 60, "seconds")
    parallel: int = number(20, 1, 200, "hosts")


class ArticlesSettings(Section):
    """Whether and how the pages of articles are read."""

    fetch: bool = switch(default=True)
    timeout: float = number(15.0, 1, 60, "seconds")
    max_bytes: int = number(2_097_152, 1024, 16_777_216, "bytes")
    per_story: int = number(3, 1, 20, "pages")


class PollSettings(Section):
    """How often feeds are read, in seconds."""

    interval: int = number(600, 1, 86_400, "seconds")
    min: int = number(300, 1, 86_400, "seconds")
    max: int = number(3600, 1, 604_800, "seconds")
    adaptive: bool = switch(default=True)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.adaptive and self.min > self.interval:
            raise conflict("min", f"at most poll.interval ({self.interval})")
        if self.adaptive and self.max < self.interval:
            raise conflict("max", f"at least poll.interval ({self.interval})")
        return self


class MatchSettings(Section):
    """Weights of the fields, and the two limits of salience."""

    title: float = number(1.0, 0, 1, "")
    lead: float = number(0.6, 0, 1, "")
    body: float = number(0.3, 0, 1, "")
    main: float = number(0.6, 0, 1, "")
    mentioned: float = number(0.3, 0, 1, "")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.mentioned > self.main:
            raise conflict("mentioned", f"at most match.main ({self.main})")
        return self


class StorySettings(Section):
    """How items become stories."""

    window_hours: int = number(48, 1, 336, "hours")
    late_after_hours: int = number(48, 1, 8760, "hours")
    settle: int = number(90, 0, 3600, "seconds")
    settle_more: int = number(30, 0, 3600, "seconds")
    settle_max: int = number(300, 0, 7200, "seconds")
    edit_every: int = number(300, 0, 86_400, "seconds")
    same_event: float = number(0.22, 0, 1, "")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.settle_max < self.settle:
            raise conflict("settle_max", f"at least story.settle ({self.settle})")
        return self


class SummarySettings(Section):
    """How long an alert's text is."""

    sentences: int = number(3, 1, 10, "sentences")
    characters: int = number(400, 80, 2000, "characters")


class UrgentSettings(Section):
    """What makes a story urgent."""

    publishers: int = number(4, 2, 100, "publishers")
    within: int = number(3600, 60, 86_400, "seconds")


class BudgetSettings(Section):
    """How much a channel is told at once; what is over it comes in one roll-up."""

    burst: int = number(5, 1, 100, "alerts")
    per_hour: float = number(4.0, 0.1, 1000, "alerts an hour")
    urgent_per_hour: int = number(3, 0, 100, "alerts an hour")
    rollup_wait: int = number(600, 0, 86_400, "seconds")
    rollup_every: int = number(3600, 0, 86_400, "seconds")


class ThreadSettings(Section):
    """How often the thread of an alert hears of what is new."""

    every: int = number(3600, 0, 86_400, "seconds")
    most: int = number(6, 0, 100, "posts")


class DigestSettings(Section):
    """The digest of a channel that set nothing itself."""

    time: str = text("08:00", r"^(?:[01]\d|2[0-3]):[0-5]\d$", '"HH:MM", 00:00 to 23:59')
    stories: int = number(10, 1, 50, "stories")
    empty: Literal["monday", "always", "never"] = choice("monday", "monday", "always", "never")


class DeliverSettings(Section):
    """How posts are sent."""

    lease: int = number(60, 5, 3600, "seconds")
    quiet: int = number(90, 1, 3600, "seconds")
    attempts: int = number(20, 1, 1000, "tries")
    give_up_days: int = number(7, 1, 365, "days")
    oldest_alert_hours: int = number(6, 1, 336, "hours")


class NoticeSettings(Section):
    """When people are told what is wrong."""

    feed_after_hours: int = number(24, 1, 720, "hours")
    heartbeat_url: MaskedText = text(
        Masked(""), r"^(?:https?://\S+)?$", "an http:// or https:// address, or nothing"
    )


class KeepSettings(Section):
    """How long things are kept."""

    items_days: int = number(30, 1, 3650, "days")
    keys_days: int = number(60, 1, 3650, "days")


class LocalChannel(Section):
    """A channel of the local page, and the watches that it starts with."""

    id: str = Field(
        pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$",
        json_schema_extra={"allowed": "small letters, digits, - and _ (general)"},
    )
    name: str = Field(
        pattern=r"^[^\s#].{0,79}$",
        json_schema_extra={"allowed": "1 to 80 characters, no # in front"},
    )
    watches: tuple[str, ...] = Field(
        default=(), json_schema_extra={"allowed": 'a list of queries (["quad", "rare earths"])'}
    )


class LocalSettings(Section):
    """The local community."""

    name: str = text("Local", r"^\S.{0,79}$", "1 to 80 characters")
    path: str = text("data/local.db", r"\S", "the path of a file")
    channels: tuple[LocalChannel, ...] = Field(
        default=(LocalChannel(id="general", name="general"),),
        min_length=1,
        json_schema_extra={
            "allowed": "one or more tables with id, name and watches, no id twice",
        },
    )

    @model_validator(mode="after")
    def _ids(self) -> Self:
        ids = [channel.id for channel in self.channels]
        if twice := {name for name in ids if ids.count(name) > 1}:
            raise conflict("channels", f"each id once (not {', '.join(sorted(twice))})")
        return self


class LogSettings(Section):
    """What is written to the log, and how."""

    level: Literal["debug", "info", "warning", "error"] = choice(
        "info", "debug", "info", "warning", "error"
    )
    format: Literal["console", "json"] = choice("console", "console", "json")


class Settings(Section):
    """All settings; ``Settings()`` is what config/default.toml says."""

    store: StoreSettings = StoreSettings()
    web: WebSettings = WebSettings()
    fetch: FetchSettings = FetchSettings()
    articles: ArticlesSettings = ArticlesSettings()
    poll: PollSettings = PollSettings()
    match: MatchSettings = MatchSettings()
    story: StorySettings = StorySettings()
    summary: SummarySettings = SummarySettings()
    urgent: UrgentSettings = UrgentSettings()
    budget: BudgetSettings = BudgetSettings()
    thread: ThreadSettings = ThreadSettings()
    digest: DigestSettings = DigestSettings()
    deliver: DeliverSettings = DeliverSettings()
    notice: NoticeSettings = NoticeSettings()
    keep: KeepSettings = KeepSettings()
    local: LocalSettings = LocalSettings()
    discord: DiscordSettings = DiscordSettings()
    slack: SlackSettings = SlackSettings()
    log: LogSettings = LogSettings()
