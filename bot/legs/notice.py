"""The notice leg: what people are to know of the bot itself → one line, once, in the outbox.

    [ what stands now, what was told → open and plan what is new, close and plan what is over ]

It is one transaction (one for each where one of them cannot be told), and a notice's row is its
name for ever, so whoever repeats this after a crash finds nothing left to tell.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.errors import StoreError
from bot.legs.broken import by_itself, rests
from bot.legs.gear import Gear
from bot.legs.noticed import Said, Scene, worded, worded_over
from bot.locales import speaking
from bot.log import get_logger
from bot.model import Delivery, Kind, Message
from bot.pipeline.deliver import nonce_of
from bot.pipeline.notice import (
    ALARM,
    BUSY,
    CHANNEL,
    FEED,
    GONE,
    REFUSED,
    Event,
    Share,
    Standing,
    alarm_events,
    compare,
    feed_events,
)
from bot.store import Tx, channels, deliveries, notices, parked, watches

log = get_logger(__name__)
LOOK_FOR_BUSY = timedelta(hours=1)
BUSY_DAYS = 3
CALM = 3  # poll periods with few failing feeds, after which an alarm is over
DAMPED = timedelta(days=1)  # each alarm within it doubles that: a poor network rings seldom
AGAIN = "again"  # ends the key of a notice that is told in another place
Subject = tuple[str, int, int]  # about, its number, community
REFUSED_FOR = timedelta(days=2)  # for which a post that was given up is a matter


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What there is to do: to tell, to call over, and to tell elsewhere."""

    new: Sequence[Event]
    over: Sequence[Standing]
    elsewhere: Sequence[tuple[Standing, Event]]
    scene: Scene

    def __bool__(self) -> bool:
        return bool(self.new or self.over or self.elsewhere)

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """What it is all about, each once."""
        told = [*self.over, *(one for one, _ in self.elsewhere)]
        return tuple(dict.fromkeys([o.subject for o in told] + [e.subject for e in self.new]))

    def only(self, *subjects: Subject) -> "Look":
        """Give what there is to do about these."""
        return replace(
            self,
            new=[one for one in self.new if one.subject in subjects],
            over=[one for one in self.over if one.subject in subjects],
            elsewhere=[(one, event) for one, event in self.elsewhere if one.subject in subjects],
        )


async def notice(gear: Gear) -> int:
    """Tell what is new and what is over; give how many notices were planned."""
    now = gear.clock()
    async with gear.store.read() as tx:
        found = await _look(gear, tx, now)
    count = await _tell(gear) if found else 0
    if found.scene.looked_for_busy:
        gear.memory.busy_at = now
    if count:
        gear.nudge("deliver")
    return count


async def _tell(gear: Gear) -> int:
    """Tell all of it in one transaction; where that hits an error, each by itself."""
    try:
        async with gear.store.begin() as tx:
            return await _tell_all(gear, tx, await _look(gear, tx, gear.clock()))
    except StoreError:
        raise
    except Exception:
        log.warning("notices_told_one_by_one", exc_info=True)
    async with gear.store.read() as tx:
        found = await _look(gear, tx, gear.clock())
    count = 0
    for about, id_, community in found.subjects:
        with by_itself(gear, "notice", about=about, id=id_, community=community):
            async with gear.store.begin() as tx:
                again = await _look(gear, tx, gear.clock())
                count += await _tell_all(gear, tx, again.only((about, id_, community)))
    return count


async def _tell_all(gear: Gear, tx: Tx, found: Look) -> int:
    count, now = 0, gear.clock()
    for one in found.over:
        count += await _end(gear, tx, found.scene, one, now)
    for event in found.new:
        count += await _begin(gear, tx, found.scene, event, now)
    for one, event in found.elsewhere:
        count += await _move(gear, tx, found.scene, one, event, now)
    return count


async def _look(gear: Gear, tx: Tx, now: datetime) -> Look:
    """Find what there is to tell, and what is over."""
    told = [
        Standing(
            id=row.id,
            about=row.about,
            about_id=row.about_id,
            community_id=row.community_id,
            channel_id=row.channel_id,
            opened_at=row.opened_at,
            told_at=row.told_at,
        )
        for row in await notices.standing(tx)
    ]
    scene = await _scene(gear, tx, now, told)
    events = await _events(gear, tx, scene, told, now)
    looked_at = {FEED, GONE, ALARM, CHANNEL, REFUSED, *([BUSY] if scene.looked_for_busy else [])}
    new, over = compare(events, [one for one in told if one.about in looked_at])
    there = {event.subject: event for event in events}
    unheard = await notices.unheard(tx) if told else set()
    waits = [one for one in told if one.id in unheard and one.subject in there]
    elsewhere = [(one, there[one.subject]) for one in waits]
    look = Look(new=new, over=over, elsewhere=elsewhere, scene=scene)
    return look.only(*(one for one in look.subjects if not rests(gear, "notice", *one)))


async def _events(
    gear: Gear, tx: Tx, scene: Scene, told: Sequence[Standing], now: datetime
) -> list[Event]:
    """Give all that people are to know of as things stand."""
    known = {one.community_id for one in told if one.about == ALARM}
    alarms = list(alarm_events(scene.shares, known, now=now))
    calm = known - {event.community_id for event in alarms}
    often = await notices.times_told(tx, ALARM, since=now - DAMPED) if calm else {}
    alarms += _not_calm_yet(gear, calm, often, now)
    since = now - gear.rules.notice_after
    failing = feed_events(
        scene.feeds.values(),
        scene.concerned,
        {one.subject for one in told},
        alarms={event.community_id for event in alarms},
        calm_since=await notices.last_end(tx, ALARM, since=since) if scene.feeds else {},
        now=now,
        after=gear.rules.notice_after,
    )
    refused = await _refused(tx, scene)
    return [*alarms, *failing, *_channels(scene, now), *_busy(scene, now), *refused]


def _not_calm_yet(
    gear: Gear, calm: Set[int], often: Mapping[int, int], now: datetime
) -> list[Event]:
    """Let an alarm stand for a while after few feeds fail: some fail at every other reading.

    ``often``: how many alarms each community had lately, this one counted. Each doubles the time,
    as a route that goes up and down is damped (RFC 2439); no alarm stands for more than a day so.
    """
    since, steady = gear.memory.calm_since, gear.steady()
    for community in since.keys() - calm:
        del since[community]
    span = timedelta(seconds=CALM * gear.rules.poll_interval)
    return [
        Event(about=ALARM, about_id=0, community_id=community, since=now)
        for community in calm
        if steady - since.setdefault(community, steady)
        < min(DAMPED, span * 2 ** (often.get(community, 1) - 1))
    ]


async def _scene(gear: Gear, tx: Tx, now: datetime, told: Sequence[Standing]) -> Scene:
    failing = {feed.id: feed for feed in await notices.failing_feeds(tx)}
    asked = {*failing, *(one.about_id for one in told if one.about in (FEED, GONE))}
    last = gear.memory.busy_at
    look = last is None or now - last >= LOOK_FOR_BUSY
    most = gear.rules.busy_per_day
    busy = await notices.busy(tx, now, most=most, days=BUSY_DAYS) if look else {}
    counts = failing or any(one.about == ALARM for one in told)
    shares = await notices.shares(tx) if counts else {}
    return Scene(
        feeds=failing,
        concerned=await notices.concerned(tx, asked),
        shares={c: Share(failing=f, total=t) for c, (f, t) in shares.items()},
        troubled={channel.id: channel for channel in await notices.troubled(tx)},
        busy=busy,
        watches={id_: await watches.get(tx, id_) for id_ in busy},
        refused=await _given_up(tx, now),
        looked_for_busy=look,
    )


async def _given_up(tx: Tx, now: datetime) -> Mapping[int, Sequence[Delivery]]:
    found: dict[int, list[Delivery]] = {}
    for one in await parked.failed(tx, now - REFUSED_FOR):
        found.setdefault(one.channel_id, []).append(one)
    return found


async def _refused(tx: Tx, scene: Scene) -> list[Event]:
    """Give an event for each channel of people that has posts which were given up."""
    events = []
    for id_, posts in scene.refused.items():
        channel = await channels.get_channel(tx, id_)
        events.append(
            Event(
                about=REFUSED,
                about_id=id_,
                community_id=channel.community_id,
                since=posts[0].created_at,
            )
        )
    return events


def _channels(scene: Scene, now: datetime) -> list[Event]:
    return [
        Event(
            about=CHANNEL,
            about_id=channel.id,
            community_id=channel.community_id,
            since=channel.trouble_at or now,
        )
        for channel in scene.troubled.values()
    ]


def _busy(scene: Scene, now: datetime) -> list[Event]:
    return [
        Event(about=BUSY, about_id=watch.id, community_id=watch.community_id, since=now)
        for watch in scene.watches.values()
    ]


async def _begin(gear: Gear, tx: Tx, scene: Scene, event: Event, now: datetime) -> int:
    """Tell of an event; 0 when it was told before, or there is nobody to tell yet."""
    said = await worded(gear, tx, scene, event, now=now)
    if said is None:
        return 0
    opened = await notices.begin(
        tx,
        event.key,
        about=event.about,
        about_id=event.about_id,
        community_id=event.community_id,
        now=now,
    )
    if opened is None:
        return 0
    await _plan(gear, tx, said, key=f"notice:{opened}", now=now)
    await notices.tell(tx, opened, said.place.id, now)
    log.info("noticed", about=event.about, id=event.about_id, community=event.community_id)
    return 1


async def _end(gear: Gear, tx: Tx, scene: Scene, one: Standing, now: datetime) -> int:
    """Close a notice; tell of the recovery where there is one.

    A notice that still waits to be posted is taken back instead: it would come when it is untrue.
    """
    await notices.end(tx, one.id, now)
    for key in (f"notice:{one.id}", f"notice:{one.id}:{AGAIN}"):
        if await parked.withdraw(tx, key, "It was over before it could be told."):
            return 0
    said = await worded_over(gear, tx, scene, one, now=now)
    if said is None:
        return 0
    await _plan(gear, tx, said, key=f"notice:{one.id}:over", now=now)
    return 1


async def _move(
    gear: Gear, tx: Tx, scene: Scene, one: Standing, event: Event, now: datetime
) -> int:
    """Tell in a channel what waits for a person who takes no messages; 0 where there is none."""
    said = await worded(gear, tx, scene, event, now=now)
    if said is None or said.place.id == one.channel_id:
        return 0
    why = "The person takes no messages; it is told elsewhere."
    if not await parked.withdraw(tx, f"notice:{one.id}", why):
        return 0
    await _plan(gear, tx, said, key=f"notice:{one.id}:{AGAIN}", now=now)
    await notices.tell(tx, one.id, said.place.id, now)
    return 1


async def _plan(gear: Gear, tx: Tx, said: Said, *, key: str, now: datetime) -> None:
    place = await channels.get_channel(tx, said.place.id)
    message = Message(
        kind=Kind.NOTICE, label=said.label, title=said.text, at=now, buttons=said.buttons
    )
    with speaking(place.locale):
        payload = gear.chats[place.platform].to_payload(message)
    await deliveries.plan(
        tx,
        place.id,
        kind=Kind.NOTICE,
        key=key,
        nonce=nonce_of(key),
        payload=payload,
        due_at=now,
        now=now,
    )
