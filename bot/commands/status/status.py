"""/status: how the bot does: feeds, posts by state, what waits for a decision."""

from datetime import timedelta

from bot import zones
from bot.commands import lacking
from bot.commands.feeds.show import health, is_gone, moment
from bot.commands.room import Options, Room, fit, hash_name, said
from bot.commands.status import waits as status_waits
from bot.locales import count, joined, retold, say, sentences
from bot.model import Button, Reply, State
from bot.store import Tx, deliveries, feeds, watches
from bot.words import since

MOST_FAILING = 5


def _states() -> dict[State, str]:
    """Give what people are told of the outbox, in the order of a post's life; ``{n}`` of each."""
    return {
        State.PENDING: say("{n} waiting", n="{n}"),
        State.SENDING: say("{n} being sent", n="{n}"),
        State.AMBIGUOUS: say("{n} being looked for", n="{n}"),
        State.RECONCILING: say("{n} being looked for", n="{n}"),
        State.SENT: say("{n} sent", n="{n}"),
        State.MERGED: say("{n} told in a roll-up", n="{n}"),
        State.FAILED: say("{n} failed", n="{n}"),
        State.EXPIRED: say("{n} told late, with others", n="{n}"),
        State.SUPPRESSED: say("{n} held back", n="{n}"),
        State.UNKNOWN: say("{n} of unknown fate", n="{n}"),
    }


async def status(room: Room, options: Options) -> Reply:
    """/status."""
    async with room.gear.store.read() as tx:
        channels_shut, tries = await status_waits.shut(room, tx)
        undecided, decide = await status_waits.undecided(room, tx)
        refused, again = await status_waits.refused(room, tx, after=len(decide) // 2)
        well = [
            await _feeds(room, tx),
            *await _failing(room, tx),
            await _posts(room, tx),
            *_resting(room),
            await _watched(room, tx),
            *channels_shut,
            *await _zones(room, tx),
        ]
        waiting = [*undecided, *refused, *await status_waits.standing(room, tx)]
        posting = await lacking.posting(room, tx)
    lines = [*_refused(room), *well, *await lacking.lines(room, posting), *waiting]
    show = Button(id="feeds:0", label=say("Show feeds"))
    return Reply(text=fit(lines, "…"), buttons=(*decide, *again, *tries, show))


async def press_status(room: Room, rest: str) -> Reply:
    """[Show how it went]."""
    return await status(room, {})


async def _feeds(room: Room, tx: Tx) -> str:
    """Say how many feeds are read well, as `/feeds` and /healthz count them."""
    seen = await feeds.visible(tx, room.community.id)
    polled = [feed for feed in seen if not is_gone(feed)]
    well = sum(1 for feed in polled if feed.failing_since is None and feed.last_ok_at)
    read = [feed.last_ok_at for feed in seen if feed.last_ok_at]
    total, gone = count(len(polled), "{n} feed", "{n} feeds"), len(seen) - len(polled)
    if read:
        ago = since(room.now - max(read))
        text = say("{n} of {feeds} read well; last read {ago}.", n=well, feeds=total, ago=ago)
    else:
        text = say("{n} of {feeds} read well; none was read yet.", n=well, feeds=total)
    more = count(gone, "{n} feed is read no more.", "{n} feeds are read no more.") if gone else ""
    return sentences(text, more)


async def _failing(room: Room, tx: Tx) -> list[str]:
    broken = await feeds.failing(tx, room.community.id)
    lines = [
        say("{name}: {text}", name=said(feed.name, 80), text=health(room, feed))
        for feed in broken[:MOST_FAILING]
    ]
    more = len(broken) - MOST_FAILING
    return [*lines, say("… and {n} more failing.", n=more)] if more > 0 else lines


async def _posts(room: Room, tx: Tx) -> str:
    counted: dict[str, int] = {}
    by_state = await deliveries.counts(tx, room.community.id)
    for state, word in _states().items():
        if by_state.get(state.value):
            counted[word] = counted.get(word, 0) + by_state[state.value]
    if not counted:
        return say("No post yet.")
    oldest = await deliveries.pending_since(tx, room.now, room.community.id)
    posts = joined([word.format(n=n) for word, n in counted.items()])
    if oldest:
        since = moment(room, oldest)
        return say("Posts: {posts}; the oldest waits since {since}.", posts=posts, since=since)
    return say("Posts: {posts}.", posts=posts)


def _refused(room: Room) -> list[str]:
    """Say that the store did not take something, and why: a full disk, a lock."""
    if not (why := room.gear.store.refused):
        return []
    head = say("In the last minutes something could not be written, so news may come late.")
    return [sentences(head, said(why, 200))]


def _resting(room: Room) -> list[str]:
    """Say until when this platform is not asked for anything, and why."""
    memory, platform = room.gear.memory, room.community.platform
    steady = room.gear.steady()
    left = memory.chats_rest.get(platform, steady) - steady
    if left <= timedelta(0):
        return []
    time = moment(room, room.now + left)
    if why := memory.rest_reasons.get(platform):
        return [say("Nothing is sent until {time}: {why}", time=time, why=said(retold(why), 200))]
    return [say("Nothing is sent until {time}, as the platform asked.", time=time)]


async def _watched(room: Room, tx: Tx) -> str:
    places = await room.places(tx)
    mine = sum([len(await watches.of_channel(tx, place.id)) for place in places])
    stopped = [
        f"#{said(place.name, 60)}"
        for place in places
        if place.state != "active" and not place.trouble
    ]
    text = say(
        "{watches} in {channels}.",
        watches=count(mine, "{n} watch", "{n} watches"),
        channels=count(len(places), "{n} channel", "{n} channels"),
    )
    return sentences(text, say("Not posting: {names}.", names=joined(stopped)) if stopped else "")


async def _zones(room: Room, tx: Tx) -> list[str]:
    """Say whose time zone this machine does not know."""
    lost = [c for c in await room.places(tx) if c.timezone and not zones.is_known(c.timezone)]
    return [
        say(
            "The time zone of {where} is not known here: it goes by UTC. `/settings timezone:…` "
            "sets another.",
            where=hash_name(channel),
        )
        for channel in lost
    ]
