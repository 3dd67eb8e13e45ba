"""/latest: the newest stories of a watch or of the channel, posted or not."""

from dataclasses import dataclass
from datetime import datetime

from bot.commands import telling
from bot.commands.room import Options, Room, fit, hash_name
from bot.commands.watches import watching
from bot.commands.why import standing
from bot.legs.publish import told_to
from bot.locales import say
from bot.model import Button, Reply, Told, Watch
from bot.store import Tx, channels, feeds, items, matched_stories, watches
from bot.words import short

MOST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A story, or one item of a followed feed, that a watch met."""

    named: str  # s12 or i34, as buttons name it
    told: tuple[Told, ...]
    at: datetime
    state: str


async def latest(room: Room, options: Options) -> Reply:
    """/latest [WATCH]."""
    async with room.gear.store.read() as tx:
        channel = await channels.get_channel(tx, room.channel.id)
        if options.get("watch"):
            mine = [await watching.find(room, tx, channel, options["watch"], typed="/latest")]
            what = watching.named(mine[0])
        else:
            mine = list(await watches.of_channel(tx, channel.id))
            what = say("the watches of {where}", where=hash_name(channel))
        found = await _stories(room, tx, mine) + await _items(room, tx, mine)
    if not mine:
        where = hash_name(channel)
        nothing = say("Nothing is watched in {where} yet. Type `/watch senkaku`.", where=where)
        return Reply(text=nothing)
    if not found:
        days = watching.KEPT.days
        return Reply(text=say("Nothing for {what} in the last {days} days.", what=what, days=days))
    shown = sorted(found, key=lambda one: one.at, reverse=True)[:MOST]
    lines = [_line(room, number, one) for number, one in enumerate(shown, start=1)]
    buttons = [
        Button(id=f"why:{one.named}", label=say("Why {n}", n=n)) for n, one in enumerate(shown, 1)
    ]
    return Reply(
        text=fit([say("Newest for {what}:", what=what), *lines], "…"), buttons=tuple(buttons)
    )


async def _stories(room: Room, tx: Tx, mine: list[Watch]) -> list[Found]:
    queries = {watch.query_id for watch in mine if watch.query_id is not None}
    seen = {feed.id for feed in await feeds.visible(tx, room.community.id)}
    since = room.now - watching.KEPT
    met = await matched_stories.matching(tx, queries, since=since, feed_ids=seen, limit=MOST)
    ids = {story.id for story, _ in met}
    scene = await standing.scene(room, tx, ids)
    found = []
    for story, _ in met:
        told = await told_to(room.gear, tx, story.id, room.community.id)
        if told:
            at = max(_at(one) for one in told)
            became = await standing.of_story(room, tx, scene, story.id, told, mine)
            shown = await telling.as_posted(room, tx, told, mine)
            found.append(Found(named=f"s{story.id}", told=shown, at=at, state=became))
    return found


async def _items(room: Room, tx: Tx, mine: list[Watch]) -> list[Found]:
    found = []
    for feed_id in {watch.feed_id for watch in mine if watch.feed_id is not None}:
        since = room.now - watching.KEPT
        stored = await items.recent(
            tx, room.community.id, since, feed_id=feed_id, by_date=True, limit=MOST
        )
        states = await standing.of_items(room, tx, [item.id for item in stored])
        for item in stored:
            told = await telling.of_item(room, tx, item.id)
            if told:
                at, became = _at(told[0]), states.get(item.id, say("not posted"))
                found.append(Found(named=f"i{item.id}", told=told, at=at, state=became))
    return found


def _at(one: Told) -> datetime:
    return min(one.item.published or one.item.first_seen, one.item.first_seen)


def _line(room: Room, number: int, one: Found) -> str:
    link = f"\n   {one.told[0].item.link}" if one.told[0].item.link else ""
    age = short(room.now - one.at)
    return (
        f"{number}. {telling.headline(one.told)}\n   {telling.outlets(one.told)} · {age} · "
        f"{one.state}{link}"
    )
