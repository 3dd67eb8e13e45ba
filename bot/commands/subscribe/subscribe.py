"""/subscribe: a pack of topics, whose watches come and go as one, or every item of a feed."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.commands import undo, values
from bot.commands.feeds import feeding
from bot.commands.feeds.feeding import Added
from bot.commands.naming import pick
from bot.commands.room import Options, Room, hash_name
from bot.commands.subscribe.naming import pack_called, pack_name
from bot.commands.subscribe.pack import take_pack
from bot.commands.watches import volume, watching
from bot.commands.watches.answer import digest_times, manage
from bot.legs.poll import look
from bot.locales import say
from bot.model import Button, Channel, Feed, Mode, Pack, Reply, Watch
from bot.store import Tx, feeds, items, watches


async def subscribe(room: Room, options: Options) -> Reply:
    """/subscribe WHAT [mode] [channel]."""
    what = options["what"].strip()
    if options.get("mode"):
        values.mode(options["mode"])
    pack = pack_called(room, what)
    if pack is not None:
        return await take_pack(room, options, pack)
    async with room.gear.store.read() as tx:
        seen = await feeds.visible(tx, room.community.id)
    known = feeding.called(seen, what)
    if known is None and feeding.is_address(what):
        return await _new_feed(room, options, feeding.address_of(what))
    if known is None:
        packs = [(pack_name(pack), pack) for pack in room.gear.catalogue.packs.values()]
        named: list[tuple[str, Pack | Feed]] = [*packs, *((feed.name, feed) for feed in seen)]
        found = pick(what, named, say("pack or feed"), typed="/subscribe")
        if isinstance(found, Pack):
            return await take_pack(room, options, found)
        known = found
    return await _known_feed(room, options, known)


async def _new_feed(room: Room, options: Options, address: str) -> Reply:
    """Read an address, add the feed that is there, and post its items from now on."""
    url, parsed = await look(room.gear, address)
    dates = [entry.published for entry in parsed.entries if entry.published]
    busy = await _busy(room, options, feeding.title_of(parsed, url), dates)
    if busy is not None:
        return busy
    async with room.gear.store.begin() as tx:
        added = await feeding.add(room, tx, url, parsed)
        newest = feeding.newest_of(parsed, room.now)
        reply = await _follow(room, tx, options, added, newest)
    room.gear.nudge("poll")
    return reply


async def _known_feed(room: Room, options: Options, feed: Feed) -> Reply:
    since = room.now - timedelta(days=room.gear.rules.sample_days)
    async with room.gear.store.read() as tx:
        stored = await items.recent(tx, room.community.id, since, feed_id=feed.id)
    dates = [item.published or item.first_seen for item in stored]
    busy = await _busy(room, {**options, "what": feed.url}, feed.name, dates)
    if busy is not None:
        return busy
    top = stored[0] if stored else None
    newest = feeding.newest(top.title, top.published, room.now) if top else say("Nothing read yet.")
    async with room.gear.store.begin() as tx:
        return await _follow(room, tx, options, Added(feed=feed, steps=()), newest)


async def _busy(room: Room, options: Options, name: str, dates: Sequence[datetime]) -> Reply | None:
    pace = feeding.per_day(dates, room.now)
    return await volume.too_busy(room, "subscribe", options, label=name, per_day=pace)


async def _follow(room: Room, tx: Tx, options: Options, added: Added, newest: str) -> Reply:
    channel = await room.target(tx, options)
    known = await followed(tx, channel, added.feed)
    if known is not None:
        return await _again(room, tx, channel, known, options.get("mode"))
    made, step = await follow(room, tx, channel, added.feed, options.get("mode"))
    with room.aloud():
        what = say(
            "subscribing {where} to {name}", where=hash_name(channel), name=watching.named(made)
        )
    back = await undo.note(room, tx, what, [step, *added.steps])
    how = (
        say("every new item is posted")
        if made.mode is Mode.ALERT
        else say("its items come in the digest {times}", times=digest_times(channel))
    )
    known_now = say("What the feed shows now is known; what comes is new.")
    new = f" {known_now}" if added.steps else ""
    text = say(
        "{where} has {name} now: {how}.{new}",
        where=hash_name(channel),
        name=watching.named(made),
        how=how,
        new=new,
    )
    return Reply(text=f"{text}\n{newest}", buttons=(_other_mode(made), back))


async def followed(tx: Tx, channel: Channel, feed: Feed) -> Watch | None:
    """Give the channel's subscription to a feed."""
    known = await watches.of_channel(tx, channel.id)
    return next((watch for watch in known if watch.feed_id == feed.id), None)


async def follow(
    room: Room, tx: Tx, channel: Channel, feed: Feed, mode: str | None
) -> tuple[Watch, undo.Step]:
    """Post every item of a feed in a channel from now on; give what undoes it, too."""
    made = await watches.add(
        tx,
        channel.id,
        label=feed.name,
        now=room.now,
        feed_id=feed.id,
        added_by=room.actor.id,
        mode=mode or Mode.ALERT.value,
    )
    return made, undo.set_watch(made.id, removed_at=room.now)


def _other_mode(watch: Watch) -> Button:
    if watch.mode is Mode.ALERT:
        return Button(id=f"set:{watch.id}:mode:digest", label=say("Digest only"))
    return Button(id=f"set:{watch.id}:mode:alert", label=say("Every item"))


async def _again(room: Room, tx: Tx, channel: Channel, known: Watch, mode: str | None) -> Reply:
    name, where = watching.named(known), hash_name(channel)
    news = {"mode": mode} if mode and mode != known.mode.value else {}
    if known.state == "paused":
        news["state"] = "active"
    if not news:
        text = say("{where} has {name} already; nothing was changed.", where=where, name=name)
        return Reply(text=text, buttons=tuple(manage(known)))
    changed, back = await watching.changed(room, tx, known, **news)
    text = say(
        "{where} had {name} already; now it is set to {manner}.",
        where=where,
        name=name,
        manner=watching.manner(changed),
    )
    return Reply(text=text, buttons=(back,))
