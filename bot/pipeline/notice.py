"""What people are told of the bot itself: which notices are due, which are over, what they say.

An event is told once, when it is there and not told yet, and once more when it is over. So that
nobody is told the same in another form, a feed that fails is no news while so many fail that it
must be the network, nor for a while after that.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.locales import count, joined, retold, say, sentences
from bot.model import Feed
from bot.pipeline.text import plain
from bot.words import Zone, marked_moment, moment, number, span

FEED, GONE, ALARM, CHANNEL, BUSY = "feed", "gone", "alarm", "channel", "busy"
REFUSED = "refused"  # a post that the platform does not take
LEAST_FAILING = 2  # feeds: one alone that fails is told by its own notice
# What is kept of a feed where no connection came about (pipeline/fetch).
UNANSWERED = ("did not answer in time", "No server is known by the name", "cannot be reached")
OPENS, CLOSES = 0.5, 0.4  # share of failing feeds; apart, so that one feed does not ring twice


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that a community is to be told; ``since`` when, so that it may happen again."""

    about: str
    about_id: int
    community_id: int
    since: datetime

    @property
    def subject(self) -> tuple[str, int, int]:
        """What it is about, whenever it began."""
        return self.about, self.about_id, self.community_id

    @property
    def key(self) -> str:
        """Its name for ever."""
        return f"{self.about}:{self.about_id}:{self.community_id}:{self.since:%Y%m%dT%H%M%S}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An event that was told, or is to be, and is not over as far as we know."""

    id: int
    about: str
    about_id: int
    community_id: int
    channel_id: int | None
    opened_at: datetime
    told_at: datetime | None

    @property
    def subject(self) -> tuple[str, int, int]:
        """What it is about."""
        return self.about, self.about_id, self.community_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of the feeds that a community sees fail."""

    failing: int
    total: int


def compare(
    events: Iterable[Event], standing: Iterable[Standing]
) -> tuple[tuple[Event, ...], tuple[Standing, ...]]:
    """Give the events that are new, and the notices whose event is over."""
    there = {event.subject: event for event in events}
    known = {one.subject: one for one in standing}
    new = tuple(event for subject, event in there.items() if subject not in known)
    return new, tuple(one for subject, one in known.items() if subject not in there)


def feed_events(
    failing: Iterable[Feed],
    concerned: Mapping[int, Collection[int]],
    standing: Collection[tuple[str, int, int]],
    *,
    alarms: Collection[int],
    calm_since: Mapping[int, datetime],
    now: datetime,
    after: timedelta,
) -> tuple[Event, ...]:
    """Give the feeds that fail for too long, or for ever, for whom they concern.

    ``concerned``: feed → the communities that added or follow it. ``standing``: what is told
    already, and stays. ``alarms``: the communities that most of their feeds fail for;
    ``calm_since``: when that was last over. What failed then was tried again within a day.
    """
    found = []
    for feed in failing:
        gone, since = feed.state == "stopped", feed.failing_since or now
        for community in concerned.get(feed.id, ()):
            event = Event(
                about=GONE if gone else FEED, about_id=feed.id, community_id=community, since=since
            )
            counted = max(since, calm_since.get(community, since))
            ripe = gone or (community not in alarms and now - counted >= after)
            if ripe or event.subject in standing:
                found.append(event)
    return tuple(found)


def alarm_events(
    shares: Mapping[int, Share], standing: Collection[int], *, now: datetime
) -> tuple[Event, ...]:
    """Give the communities for which half of all feeds fail; ``standing``: who knows already."""
    return tuple(
        Event(about=ALARM, about_id=0, community_id=community, since=now)
        for community, share in shares.items()
        if _alarming(share, CLOSES if community in standing else OPENS)
    )


def _alarming(share: Share, limit: float) -> bool:
    return share.failing >= LEAST_FAILING and share.failing >= limit * share.total


# ── what they say, in the language that is spoken ───────────────────────────────────────────


def _moment(at: datetime, now: datetime, zone: Zone) -> str:
    """Say a moment, marked for platforms that show it in each reader's own zone."""
    return marked_moment(at, moment(at, now, zone))


def feed_fails(feed: Feed, name: str, *, now: datetime, zone: str | None) -> str:
    """Say that a feed fails, since when and why, and what goes on."""
    return say(
        "{name} has failed since {since}: {cause} I keep trying every {span}. `/feeds` shows more.",
        name=plain(name, 100),
        since=_moment(feed.failing_since or now, now, zone),
        cause=_cause(feed),
        span=span(feed.next_due_at - (feed.tried_at or now)),
    )


def feed_gone(feed: Feed, name: str) -> str:
    """Say that a feed is gone for good."""
    return say(
        "{name} is read no more: {cause} `/feeds remove {name}` takes it off the list, "
        "`/feeds edit {name} address:…` gives it another address.",
        name=plain(name, 100),
        cause=_cause(feed),
    )


def feed_well(name: str, *, since: datetime, now: datetime, zone: str | None) -> str:
    """Say that a feed can be read again; ``since``: when people were told that it cannot."""
    told, today = _moment(since, now, zone), moment(since, now, zone)[:1].isdigit()
    return say(
        "{name} can be read again; I told you of its failure {when}.",
        name=plain(name, 100),
        when=say("at {time}", time=told) if today else told,
    )


def _cause(feed: Feed) -> str:
    return _ended(plain(retold(feed.error or "the cause is not known."), 200))


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "…", "!", "?", "。")) else f"{sentence}."


def is_unanswered(error: str) -> bool:
    """Say whether a feed's error, as it is kept, says that no server could be spoken to."""
    return any(words in error for words in UNANSWERED)


def many_fail(share: Share, example: tuple[str, str] | None, *, unanswered: int) -> str:
    """Raise the alarm; ``example``: the name of one that fails, and why.

    ``unanswered``: how many of those that fail could not be spoken to at all.
    """
    failing = number(share.failing)
    feeds = count(share.total, "{n} feed", "{n} feeds")
    if example:
        head = say(
            "{failing} of {feeds} cannot be read, such as {name}: {cause}",
            failing=failing,
            feeds=feeds,
            name=plain(example[0], 80),
            cause=_ended(plain(retold(example[1]), 160)),
        )
    else:
        head = say("{failing} of {feeds} cannot be read.", failing=failing, feeds=feeds)
    if 2 * unanswered > share.failing:
        what = say(
            "So many at once mean that the network of the machine I run on is down: look there "
            "first. I keep trying; `/feeds` shows which."
        )
    else:
        what = say(
            "Most of their servers did answer, so it is not the network of the machine I run on. "
            "I keep trying; `/feeds` shows which and why."
        )
    return sentences(head, what)


def many_well(share: Share) -> str:
    """Say that the alarm is over."""
    if share.failing:
        return say(
            "Feeds can be read again, {failing} of {total} still fail. What they showed meanwhile "
            "is being read.",
            failing=number(share.failing),
            total=number(share.total),
        )
    return say(
        "Feeds can be read again, all {total} of them. What they showed meanwhile is being read.",
        total=number(share.total),
    )


def channel_troubled(
    name: str, why: str, *, since: datetime, now: datetime, zone: str | None
) -> str:
    """Say that nothing can be posted in a channel."""
    return say(
        "I cannot post in #{channel} since {since}: {cause} What is due there waits for the "
        "repair; I look again by myself.",
        channel=plain(name, 80),
        since=_moment(since, now, zone),
        cause=_ended(plain(retold(why), 200)),
    )


def channel_well(name: str) -> str:
    """Say that a channel can be posted to again."""
    return say(
        "I can post in #{channel} again; what waited there comes now.", channel=plain(name, 80)
    )


def post_refused(title: str, channel: str, why: str, *, more: int) -> str:
    """Say that a post was given up; ``more``: others of that channel beside it."""
    cause = _ended(plain(retold(why), 200))
    told = say(
        "“{title}” could not be posted in #{channel}: {cause}",
        title=plain(title, 100),
        channel=plain(channel, 80),
        cause=cause,
    )
    others = count(more, "So it is with {n} post more.", "So it is with {n} posts more.")
    how = say("`/status` shows what failed and sends it again.")
    return sentences(told, others if more else "", how)


def watch_busy(
    label: str, channel: str, counts: Sequence[int], most: int, *, follows: bool = False
) -> str:
    """Say that a watch brings more than people read; ``counts``: of each day.

    ``follows``: every item of a feed, so that there is no word to narrow it by.
    """
    values = {
        "name": plain(label, 100),
        "counts": joined([number(one) for one in counts]),
        "channel": plain(channel, 80),
        "days": len(counts),
        "most": most,
    }
    if follows:
        return say(
            "{name} brought {counts} posts in #{channel} on the last {days} days, more than {most} "
            "a day. The digest would have the best of it; or `/unsubscribe` it, and `/watch` what "
            "you want of it.",
            **values,
        )
    return say(
        "{name} brought {counts} alerts in #{channel} on the last {days} days, more than {most} a "
        "day. The digest would have the best of it; or narrow it with a second word: "
        "`/watch … AND …`.",
        **values,
    )
