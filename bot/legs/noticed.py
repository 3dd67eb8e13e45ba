"""What a notice says, to whom and where: the rows behind it, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.legs.gear import Gear
from bot.locales import say, speaking
from bot.model import Button, Channel, Community, Delivery, Feed, Watch
from bot.pipeline import notice as words
from bot.pipeline.notice import ALARM, BUSY, CHANNEL, FEED, GONE, REFUSED, Event, Share, Standing
from bot.store import Tx, channels, feeds, notices

# Where whoever reads is the one who set things up: there is nobody to be told privately.
OF_ONE_PERSON = frozenset({"local"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """How things stand: what fails, for whom, and which watches are too busy."""

    feeds: Mapping[int, Feed]  # that fail
    concerned: Mapping[int, Mapping[int, str | None]]  # feed → community → who added it
    shares: Mapping[int, Share]
    troubled: Mapping[int, Channel]
    busy: Mapping[int, Sequence[int]]  # watch → alerts on each of the last days
    watches: Mapping[int, Watch]  # those that are busy
    refused: Mapping[int, Sequence[Delivery]]  # channel → its posts that were given up
    looked_for_busy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A notice in words, and the channel or person that it goes to."""

    place: Channel
    text: str
    label: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a community is told something, in whose zone and language."""

    channel: Channel
    zone: str | None
    locale: str


async def worded(gear: Gear, tx: Tx, scene: Scene, event: Event, *, now: datetime) -> Said | None:
    """Say what happened; None when there is nobody to be told."""
    if event.about in (FEED, GONE):
        return await _feed(gear, tx, scene, event, now)
    if event.about == ALARM:
        return await _alarm(gear, tx, scene, event)
    if event.about == CHANNEL:
        return await _channel(gear, tx, scene, event, now)
    if event.about == REFUSED:
        return await _refused(gear, tx, scene, event)
    return await _busy(gear, tx, scene, event)


async def _feed(gear: Gear, tx: Tx, scene: Scene, event: Event, now: datetime) -> Said | None:
    feed = scene.feeds[event.about_id]
    by = scene.concerned[feed.id][event.community_id]
    place = await _place(gear, tx, event.community_id, by)
    if place is None:
        return None
    name = await _name(tx, feed.id, event.community_id)
    with speaking(place.locale):
        retry = Button(id=f"retry:{feed.id}", label=say("Retry now"))
        if event.about == GONE:
            text = words.feed_gone(feed, name)
        else:
            text = words.feed_fails(feed, name, now=now, zone=place.zone)
    return _wrong(place, text, retry)


def _wrong(place: Place, text: str, *buttons: Button) -> Said:
    with speaking(place.locale):
        return Said(place=place.channel, text=text, label=say("NOTICE"), buttons=buttons)


async def _name(tx: Tx, feed_id: int, community_id: int) -> str:
    """Give what a community calls a feed."""
    seen = await feeds.visible(tx, community_id, [feed_id])
    return (seen[0] if seen else await feeds.get(tx, feed_id)).name


async def _alarm(gear: Gear, tx: Tx, scene: Scene, event: Event) -> Said | None:
    place = await _place(gear, tx, event.community_id, None)
    if place is None:
        return None
    seen = await feeds.failing(tx, event.community_id)
    example = (seen[-1].name, seen[-1].error or "") if seen else None  # what failed last
    share = scene.shares[event.community_id]
    unanswered = sum(words.is_unanswered(feed.error or "") for feed in seen)
    with speaking(place.locale):
        text = words.many_fail(share, example, unanswered=unanswered)
        show = Button(id="feeds:0", label=say("Show feeds"))
    return _wrong(place, text, show)


async def _channel(gear: Gear, tx: Tx, scene: Scene, event: Event, now: datetime) -> Said | None:
    channel = scene.troubled[event.about_id]
    by = await notices.caretaker(tx, event.community_id, channel.id)
    place = await _place(gear, tx, event.community_id, by)
    if place is None:
        return None
    with speaking(place.locale):
        why = channel.trouble or ""
        text = words.channel_troubled(
            channel.name, why, since=event.since, now=now, zone=place.zone
        )
        probe = Button(id=f"probe:{channel.id}", label=say("Try now"))
        forget = Button(id=f"forget:{channel.id}", label=say("Give it up"))
    return _wrong(place, text, probe, forget)


async def _refused(gear: Gear, tx: Tx, scene: Scene, event: Event) -> Said | None:
    by = await notices.caretaker(tx, event.community_id, event.about_id)
    place = await _place(gear, tx, event.community_id, by)
    if place is None:
        return None
    *others, last = scene.refused[event.about_id]
    channel = await channels.get_channel(tx, event.about_id)
    with speaking(place.locale):
        title = str(last.payload.get("title") or "…")
        text = words.post_refused(title, channel.name, last.reason or "", more=len(others))
        again = Button(id=f"resend:{last.id}", label=say("Send again"))
    return _wrong(place, text, again, Button(id="status:", label=say("Show what failed")))


async def _busy(gear: Gear, tx: Tx, scene: Scene, event: Event) -> Said | None:
    watch = scene.watches[event.about_id]
    place = await _place(gear, tx, event.community_id, watch.added_by)
    if place is None:
        return None
    channel = await channels.get_channel(tx, watch.channel_id)
    most = gear.rules.busy_per_day
    counts = scene.busy[watch.id]
    with speaking(place.locale):
        every = watch.feed_id is not None
        text = words.watch_busy(watch.label, channel.name, counts, most, follows=every)
        less = Button(id=f"set:{watch.id}:mode:digest", label=say("Digest only"))
        show = Button(id=f"stats:{watch.id}", label=say("Show what it finds"))
    return _wrong(place, text, less, show)


async def worded_over(
    gear: Gear, tx: Tx, scene: Scene, one: Standing, *, now: datetime
) -> Said | None:
    """Say that something is well again; None when it only ended, or nobody was told of it."""
    if one.told_at is None or one.channel_id is None or one.about in (BUSY, REFUSED):
        return None
    place = await _around(tx, await channels.get_channel(tx, one.channel_id))
    with speaking(place.locale):
        text = await _over(tx, scene, one, place, now)
        return Said(place=place.channel, text=text, label=say("WELL AGAIN")) if text else None


async def _over(tx: Tx, scene: Scene, one: Standing, place: Place, now: datetime) -> str | None:
    if one.about == ALARM:
        share = scene.shares.get(one.community_id)
        return words.many_well(share) if share else None
    if one.about == CHANNEL:
        channel = await channels.get_channel(tx, one.about_id)
        return words.channel_well(channel.name) if channel.state != channels.GONE else None
    feed = (await feeds.by_ids(tx, [one.about_id])).get(one.about_id)
    concerned = scene.concerned.get(one.about_id, {})
    if feed is None or feed.failing_since is not None or one.community_id not in concerned:
        return None  # it goes on under another name, or is nobody's concern any more
    name = await _name(tx, feed.id, one.community_id)
    since = one.told_at or one.opened_at
    return words.feed_well(name, since=since, now=now, zone=place.zone)


async def _place(gear: Gear, tx: Tx, community_id: int, person: str | None) -> Place | None:
    """Find where a community is told: its notice channel, else a person, else its first channel."""
    community = await channels.get_community(tx, community_id)
    if community.platform not in gear.chats:
        return None
    able = [c for c in await channels.channels_of(tx, community_id) if _able(c)]
    chosen = next((c for c in able if c.id == community.notice_channel_id), None)
    if chosen is None and community.platform not in OF_ONE_PERSON:
        person = person or await notices.caretaker(tx, community_id)
        if person is not None:
            private = await notices.person(tx, community_id, person)
            chosen = await channels.get_channel(tx, private)
            chosen = chosen if _able(chosen) else None
    chosen = chosen or (able[0] if able else None)
    return await _around(tx, chosen) if chosen else None


def _able(channel: Channel) -> bool:
    return channel.state == "active" and channel.trouble is None


async def _around(tx: Tx, channel: Channel) -> Place:
    """Give a place with its zone: its own, the community's, or that of a channel beside it."""
    community: Community = await channels.get_community(tx, channel.community_id)
    beside = [c.timezone for c in await channels.channels_of(tx, community.id) if c.timezone]
    zone = channel.timezone or community.timezone or (beside[0] if beside else None)
    return Place(channel=channel, zone=zone, locale=community.locale or "en")
