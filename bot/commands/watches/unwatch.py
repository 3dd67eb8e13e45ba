"""/unwatch: stop a watch; [Undo] brings it back for 10 minutes."""

from bot.commands import undo
from bot.commands.room import Options, Room, hash_name, said
from bot.commands.watches import watching
from bot.locales import say, sentences
from bot.model import Channel, Reply, Watch
from bot.store import Tx, channels


async def unwatch(room: Room, options: Options) -> Reply:
    """/unwatch WATCH [channel]."""
    async with room.gear.store.begin() as tx:
        channel = await room.target(tx, options)
        watch = await watching.find(room, tx, channel, options["watch"], typed="/unwatch")
        return await _removed(room, tx, channel, watch)


async def press_remove(room: Room, rest: str) -> Reply:
    """[Remove] on a watch."""
    async with room.gear.store.begin() as tx:
        watch = await watching.changing(room, tx, rest)
        channel = await channels.get_channel(tx, watch.channel_id)
        return await _removed(room, tx, channel, watch)


async def _removed(room: Room, tx: Tx, channel: Channel, watch: Watch) -> Reply:
    steps = await watching.remove(room, tx, watch)

    def done() -> str:
        name, where = said(watch.label), hash_name(channel)
        return say("{name} is no longer watched in {where}.", name=name, where=where)

    with room.aloud():
        told = done().rstrip(".。")
    button = await undo.note(room, tx, told, steps)
    kept = say("It stays out of the pack {pack}.", pack=said(watch.pack or ""))
    more = kept if any(step["what"] == "pack" for step in steps) else ""
    return Reply(text=sentences(done(), more), buttons=(button,))
