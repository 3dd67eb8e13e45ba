"""/unsubscribe: give back a pack with its watches, or a feed's every item."""

from bot.commands import undo
from bot.commands.feeds import feeding
from bot.commands.naming import pick
from bot.commands.room import Options, Room, hash_name, said
from bot.commands.subscribe.naming import name_of_id, pack_called
from bot.commands.watches import watching
from bot.locales import count, say, sentences
from bot.model import Channel, Reply, Watch
from bot.store import Tx, feeds, watches


async def unsubscribe(room: Room, options: Options) -> Reply:
    """/unsubscribe WHAT [channel]."""
    what = options["what"].strip()
    async with room.gear.store.begin() as tx:
        channel = await room.target(tx, options)
        packs = await watches.packs_of(tx, channel.id)
        pack = pack_called(room, what)
        if pack is not None and pack.id in packs:
            return await _pack(room, tx, channel, pack.id, packs[pack.id])
        followed = [w for w in await watches.of_channel(tx, channel.id) if w.feed_id is not None]
        same = await _at_address(tx, room, what, followed)
        if same is not None:
            return await _feed(room, tx, channel, same)
        named: list[tuple[str, Watch | str]] = [(name_of_id(room, p), p) for p in packs]
        named += [(watch.label, watch) for watch in followed]
        found = pick(
            what,
            named,
            say("subscription in {where}", where=hash_name(channel)),
            typed="/unsubscribe",
        )
        if isinstance(found, Watch):
            return await _feed(room, tx, channel, found)
        return await _pack(room, tx, channel, found, packs[found])


async def _at_address(tx: Tx, room: Room, what: str, followed: list[Watch]) -> Watch | None:
    """Find the subscription to the feed with this address or, whatever its label, this name."""
    feed = feeding.called(await feeds.visible(tx, room.community.id), what)
    return next((w for w in followed if feed is not None and w.feed_id == feed.id), None)


async def _pack(
    room: Room, tx: Tx, channel: Channel, pack: str, left_out: tuple[str, ...]
) -> Reply:
    brought = [w for w in await watches.of_channel(tx, channel.id) if w.pack == pack]
    for watch in brought:
        await watches.change(tx, watch.id, removed_at=room.now)
    await watches.pack_off(tx, channel.id, pack)
    steps = [undo.set_watch(watch.id, removed_at=None) for watch in brought]
    steps.append(undo.set_pack(channel.id, pack, left_out))
    steps.extend(await watching.unasked(tx, channel.id))

    def text() -> str:
        return count(
            len(brought),
            "{where} no longer has {name}; {n} watch went with it",
            "{where} no longer has {name}; {n} watches went with it",
            where=hash_name(channel),
            name=said(name_of_id(room, pack)),
        )

    with room.aloud():
        told = text()
    back = await undo.note(room, tx, told, steps)
    done = say("{sentence}.", sentence=text())
    kept = say("Watches you made yourself are still there.")
    return Reply(text=done if brought else sentences(done, kept), buttons=(back,))


async def _feed(room: Room, tx: Tx, channel: Channel, watch: Watch) -> Reply:
    steps = await watching.remove(room, tx, watch)

    def text() -> str:
        return say(
            "{where} no longer gets every item of {name}",
            where=hash_name(channel),
            name=watching.named(watch),
        )

    with room.aloud():
        told = text()
    back = await undo.note(room, tx, told, steps)
    (feed,) = (await feeds.by_ids(tx, [watch.feed_id or 0])).values()
    done = (
        say(
            "{done}. Your watches still see the feed; `/feeds remove` stops reading it.",
            done=text(),
        )
        if not feed.shared  # a starter feed cannot be removed
        else say("{done}. Your watches still see the feed.", done=text())
    )
    return Reply(text=done, buttons=(back,))
