"""Draw posts of many stories, and why they were held: digests, roll-ups, lines about feeds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.locales import count, joined, say
from bot.model import Kind, Message, Section
from bot.words import clock, day, number
from bot.zones import zone_of

MOST_NAMED = 3  # feeds or watches in a footer


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why posts were held back: the beginning of a sentence."""

    words: str
    further: bool = False  # beside others that were posted


def digest(
    sections: Sequence[Section],
    *,
    now: datetime,
    timezone: str | None,
    watches: int,
    items: int,
    more: int,
    health: str,
    preview: bool = False,
) -> Message:
    """Draw a digest. ``more``: stories on further pages; ``health``: a line about the feeds."""
    stories = sum(len(section.lines) for section in sections) + more
    title = say(
        "Digest, {day}, {time} {zone} · {watches}, {stories} from {items}",
        day=day(now, timezone),
        time=clock(now, timezone),
        zone=zone_of(timezone).key if timezone else say("UTC (zone not set)"),
        watches=count(watches, "{n} watch", "{n} watches"),
        stories=count(stories, "{n} story", "{n} stories"),
        items=count(items, "{n} item", "{n} items"),
    )
    rest = count(
        more,
        "{n} more, shown by a button of what /digest now posts",
        "{n} more, shown by a button of what /digest now posts",
    )
    footer = [rest] if more and preview else []
    return Message(
        kind=Kind.DIGEST,
        label=say("PREVIEW") if preview else say("DIGEST"),
        title=title,
        sections=tuple(sections),
        footer=" · ".join([*footer, health]),
        at=now,
    )


def rollup(
    sections: Sequence[Section], *, causes: Sequence[Cause], stories: int, now: datetime
) -> Message:
    """Draw what was held back and is told at once. ``stories``: all of them, shown or not."""
    why = joined([cause.words for cause in causes])
    told = (
        count(stories, "{n} more story", "{n} more stories")
        if any(cause.further for cause in causes)
        else count(stories, "{n} story", "{n} stories")
    )
    return Message(
        kind=Kind.ROLLUP,
        label=say("ROLL-UP"),
        title=say("{why}: {stories}", why=f"{why[:1].upper()}{why[1:]}", stories=told),
        sections=tuple(sections),
        at=now,
    )


def because_quiet(begins: str, ends: str) -> Cause:
    """Say that quiet hours ("22:00", "07:00") held posts back."""
    words = say("held during quiet hours {begins}–{ends}", begins=begins, ends=ends)
    return Cause(words=words)


def because_paused() -> Cause:
    """Say that a pause held posts back, or quiet hours that are set no more."""
    return Cause(words=say("held while this channel was quiet or paused"))


def because_resumed() -> Cause:
    """Say that somebody had paused the watch that asks for these posts."""
    return Cause(words=say("came while its watch was paused"))


def because_over_budget(per_hour: float | None) -> Cause:
    """Say that there were more posts than the channel takes, or took, in an hour."""
    words = (
        say("over this channel’s budget")
        if per_hour is None
        else say("over this channel’s budget of {n} an hour", n=number(per_hour))
    )
    return Cause(words=words, further=True)


def because_late(since: datetime, timezone: str | None) -> Cause:
    """Say that posts became too old while nothing could be posted."""
    words = say(
        "could not be posted since {day}, {time} ({zone})",
        day=day(since, timezone),
        time=clock(since, timezone),
        zone=zone_of(timezone).key,
    )
    return Cause(words=words)


def because_delayed(since: datetime, timezone: str | None) -> Cause:
    """Say that posts waited for the bot itself: nobody refused them."""
    words = say(
        "delayed since {day}, {time} ({zone})",
        day=day(since, timezone),
        time=clock(since, timezone),
        zone=zone_of(timezone).key,
    )
    return Cause(words=words)


def nothing_to_tell(*, now: datetime, timezone: str | None, watches: int, health: str) -> Message:
    """Draw the one line that says a quiet digest is quiet, not broken."""
    return Message(
        kind=Kind.DIGEST,
        label=say("DIGEST"),
        title=say(
            "Digest, {day}: nothing new for {watches}",
            day=day(now, timezone),
            watches=count(watches, "{n} watch", "{n} watches"),
        ),
        footer=health,
        at=now,
    )


def health_line(fresh: int, total: int, stale: Iterable[str]) -> str:
    """Say how many feeds were read lately: "214 of 220 feeds fresh; stale: …"."""
    names = list(stale)
    values = {"fresh": number(fresh), "feeds": count(total, "{n} feed", "{n} feeds")}
    if not names:
        return say("{fresh} of {feeds} fresh", **values)
    return say("{fresh} of {feeds} fresh; stale: {names}", **values, names=_some(names))


def _some(names: Sequence[str]) -> str:
    """Name the first few: "a, b, c and 4 more"."""
    shown = say(", ").join(names[:MOST_NAMED])
    rest = len(names) - MOST_NAMED
    return (
        count(rest, "{names} and {n} more", "{names} and {n} more", names=shown)
        if rest > 0
        else shown
    )


def silence_line(labels: Iterable[str]) -> list[str]:
    """Say which watches found nothing for two weeks; nothing where each found something."""
    names = list(labels)
    return [say("no hit in 14 days: {names}", names=_some(names))] if names else []
