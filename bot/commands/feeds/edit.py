"""/feeds edit: another address, name or tags for a feed, as this community sees it."""

from bot.commands import undo, values
from bot.commands.feeds import feeding
from bot.commands.feeds.show import access, subscriptions
from bot.commands.room import Options, Room, said
from bot.errors import CommandError
from bot.legs.poll import look
from bot.locales import joined, say
from bot.model import Feed, ParsedFeed, Reply
from bot.store import Tx, feeds, watches


async def edit(room: Room, options: Options) -> Reply:
    """/feeds edit FEED [address] [name] [tags]."""
    if not any(options.get(name) for name in ("address", "name", "tags")):
        raise CommandError(
            say(
                "Say what to change, for example `/feeds edit Example News name:Example tags:wire`."
            )
        )
    async with room.gear.store.read() as tx:
        feed = await feeding.find(room, tx, options["feed"], typed="/feeds edit")
    moved = None
    if options.get("address"):
        _must_be_movable(feed)
        moved = await look(room.gear, feeding.address_of(options["address"]))
    async with room.gear.store.begin() as tx:
        now_at, steps = await _move(room, tx, feed, *moved) if moved else (feed, [])
        steps += await _describe(room, tx, feed, now_at, options)
        with room.aloud():
            told = say("the feed {name} was changed", name=said(feed.name, 100))
        back = await undo.note(room, tx, told, steps)
        seen = await feeds.visible(tx, room.community.id, [now_at.id])
    room.gear.nudge("poll")
    return Reply(text=_stands(seen[0]), buttons=(back,))


def _must_be_movable(feed: Feed) -> None:
    if feed.shared:
        raise CommandError(
            say(
                "{name} is a starter feed: its address is the same for everybody. Name and tags "
                "can be changed for this community; another address can be added with "
                "`/feeds add`.",
                name=said(feed.name, 100),
            )
        )


async def _move(
    room: Room, tx: Tx, feed: Feed, url: str, parsed: ParsedFeed
) -> tuple[Feed, list[undo.Step]]:
    """Read a feed at another address; give the feed that is there now, and what undoes it.

    One that other communities read too stays where it is for them.
    """
    alone = await feeds.communities_of(tx, feed.id) == (room.community.id,)
    if alone and await feeds.readdress(tx, feed.id, url):
        await feeds.hurry(tx, feed.id, room.now)
        return await feeds.get(tx, feed.id), [undo.set_address(feed.id, feed.url)]
    added = await feeding.add(room, tx, url, parsed)
    if not added.steps:
        raise CommandError(
            say(
                "That address is read already, as {name}. `/feeds remove {old}` ends the old one.",
                name=said(added.feed.name, 100),
                old=said(feed.name, 100),
            )
        )
    steps: list[undo.Step] = list(added.steps)
    for watch in await subscriptions(room, tx, feed):
        await watches.change(tx, watch, feed_id=added.feed.id)
        steps.append(undo.set_watch(watch, feed_id=feed.id))
    await feeds.revoke(tx, feed.id, room.community.id)
    steps.append(undo.set_access(feed.id, room.community.id, access(room, feed)))
    return added.feed, steps


async def _describe(
    room: Room, tx: Tx, feed: Feed, now_at: Feed, options: Options
) -> list[undo.Step]:
    """Give a feed this community's name and tags; give what undoes it."""
    before = await feeds.access(tx, now_at.id, room.community.id)
    name = " ".join(options.get("name", feed.name).split())[: feeding.MOST_NAME]
    tags = values.tags(options["tags"]) if options.get("tags") else list(feed.tags)
    await feeds.grant(
        tx, now_at.id, room.community.id, by=room.actor.id, now=room.now, name=name, tags=tags
    )
    for watch in await subscriptions(room, tx, now_at):
        await watches.change(tx, watch, label=name)
    steps = [undo.set_watch(w, label=feed.name) for w in await subscriptions(room, tx, now_at)]
    if now_at.id != feed.id:
        return steps
    known = {**before, "by": room.actor.id, "now": room.now} if before else None
    return [*steps, undo.set_access(feed.id, room.community.id, known)]


def _stands(feed: Feed) -> str:
    name, tags = said(feed.name, 100), joined([said(tag, 40) for tag in feed.tags])
    if tags:
        return say("{name}, tags {tags}, is read at {url}", name=name, tags=tags, url=feed.url)
    return say("{name} is read at {url}", name=name, url=feed.url)
