"""/latest: the newest stories of a watch or of the channel, posted or not, ten at a time."""

from dataclasses import dataclass
from datetime import datetime

from bot.commands import telling
from bot.commands.room import Options, Room, fit, hash_name
from bot.commands.watches import watching
from bot.commands.why import standing
from bot.legs.publish import told_to
from bot.locales import say
from bot.model import Button, Channel, Item, Reply, Told, Watch
from bot.store import Tx, channels, feeds, items, matched_stories, watches
from bot.words import short

MOST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A story, or one item of a followed feed, that a watch met."""

    at: datetime
    is_story: bool
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One that is shown: what was told of it, and how it stands."""

    named: str  # s12 or i34, as buttons name it
    told: tuple[Told, ...]
    at: datetime
    state: str


async def latest(room: Room, options: Options) -> Reply:
    """/latest [WATCH]."""
    async with room.gear.store.read() as tx:
        channel = await channels.get_channel(tx, room.channel.id)
        one = None
        if options.get("watch"):
            one = await watching.find(room, tx, channel, options["watch"], typed="/latest")
        return await _page(room, tx, channel, one, 0)


async def press_page(room: Room, rest: str) -> Reply:
    """[More], [Back]: ``CHANNEL:WATCH:FIRST``; WATCH is 0 for all of the channel."""
    number, watch, first = (*rest.split(":"), "", "", "")[:3]
    start = int(first) if first.isdecimal() and len(first) < 6 else 0
    async with room.gear.store.read() as tx:
        channel = await room.known_channel(tx, number)
        one = None if watch == "0" else await watching.living(room, tx, watch)
        return await _page(room, tx, channel, one, start)


async def _page(room: Room, tx: Tx, channel: Channel, one: Watch | None, first: int) -> Reply:
    """Show ten of what one watch met, or all; ``first`` is counted from 0."""
    mine = [one] if one else list(await watches.of_channel(tx, channel.id))
    where = hash_name(channel)
    if not mine:
        nothing = say("Nothing is watched in {where} yet. Type `/watch senkaku`.", where=where)
        return Reply(text=nothing)
    met = await _met(room, tx, mine, first + MOST + 1)
    page = met[first : first + MOST]
    found = await _found(room, tx, mine, page)
    what = watching.named(one) if one else say("the watches of {where}", where=where)
    if not found:
        days = watching.KEPT.days
        return Reply(text=say("Nothing for {what} in the last {days} days.", what=what, days=days))
    lines = [_line(room, number, f) for number, f in enumerate(found, start=first + 1)]
    why = [
        Button(id=f"why:{f.named}", label=say("Why {n}", n=n))
        for n, f in enumerate(found, first + 1)
    ]
    turn = _turn(f"latest:{channel.id}:{one.id if one else 0}", first, len(met))
    head = say("Newest for {what}:", what=what)
    return Reply(text=fit([head, *lines], "…"), buttons=(*why, *turn))


def _turn(named: str, first: int, known: int) -> tuple[Button, ...]:
    back = Button(id=f"{named}:{max(0, first - MOST)}", label=say("Back"))
    on = Button(id=f"{named}:{first + MOST}", label=say("More"))
    return (*([back] if first else []), *([on] if first + MOST < known else []))


async def _met(room: Room, tx: Tx, mine: list[Watch], most: int) -> list[Met]:
    """Give what the watches met, the newest first."""
    since = room.now - watching.KEPT
    queries = {watch.query_id for watch in mine if watch.query_id is not None}
    seen = {feed.id for feed in await feeds.visible(tx, room.community.id)}
    newest = await matched_stories.newest(tx, queries, since=since, feed_ids=seen, limit=most)
    met = [Met(at=at, is_story=True, id=story) for story, at in newest]
    for feed_id in {watch.feed_id for watch in mine if watch.feed_id is not None}:
        stored = await items.recent(
            tx, room.community.id, since, feed_id=feed_id, by_date=True, limit=most
        )
        met += [Met(at=_date(item), is_story=False, id=item.id) for item in stored]
    return sorted(met, key=lambda one: one.at, reverse=True)


async def _found(room: Room, tx: Tx, mine: list[Watch], page: list[Met]) -> list[Found]:
    """Draw a page of them; what nothing is kept of is left out."""
    scene = await standing.scene(room, tx, {met.id for met in page if met.is_story})
    states = await standing.of_items(room, tx, [met.id for met in page if not met.is_story])
    found = []
    for met in page:
        if not met.is_story:
            told = await telling.of_item(room, tx, met.id)
            named, at, became = f"i{met.id}", met.at, states.get(met.id, say("not posted"))
        elif told := await told_to(room.gear, tx, met.id, room.community.id):
            became = await standing.of_story(room, tx, scene, met.id, told, mine)
            named, at = f"s{met.id}", max(_date(one.item) for one in told)
            told = await telling.as_posted(room, tx, told, mine)
        if told:
            found.append(Found(named=named, told=told, at=at, state=became))
    return found


def _date(item: Item) -> datetime:
    return min(item.published or item.first_seen, item.first_seen)


def _line(room: Room, number: int, one: Found) -> str:
    link = f"\n   {one.told[0].item.link}" if one.told[0].item.link else ""
    age = short(room.now - one.at)
    return (
        f"{number}. {telling.headline(one.told)}\n   {telling.outlets(one.told)} · {age} · "
        f"{one.state}{link}"
    )
