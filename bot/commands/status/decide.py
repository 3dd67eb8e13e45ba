"""The buttons of /status: a post of unknown fate is sent again or dropped, a channel tried now."""

from bot.commands import undo
from bot.commands.room import Room, hash_name
from bot.commands.status.waits import called
from bot.commands.watches import watching
from bot.errors import CommandError
from bot.locales import count, say, sentences
from bot.model import Button, Delivery, Reply, State
from bot.store import Tx, channels, deliveries, parked, threads, watches


async def press_resend(room: Room, rest: str) -> Reply:
    """[Send again]: once, whoever presses how often; it may then stand there twice."""
    async with room.gear.store.begin() as tx:
        await _must_manage(room, tx, rest)
        delivery = await parked.resend(tx, room.community.id, _number(rest), room.now)
        if delivery is None:
            return await _decided(room, tx, rest)
        if delivery.story_id is not None:  # it may have gone on while this was parked
            await threads.look_again(tx, delivery.story_id, room.now)
        name = await _called(room, tx, delivery)
    room.gear.nudge("deliver")
    room.gear.nudge("publish")
    return Reply(text=say("Sent once more: {name}. `/status` shows how it went.", name=name))


async def press_drop(room: Room, rest: str) -> Reply:
    """[Drop]: it is not sent any more; Undo parks it again."""
    async with room.gear.store.begin() as tx:
        await _must_manage(room, tx, rest)
        before = await deliveries.get(tx, _number(rest))
        delivery = await parked.drop(tx, room.community.id, _number(rest))
        if delivery is None or before is None:
            return await _decided(room, tx, rest)
        name = await _called(room, tx, delivery)
        step = undo.park_again(room.community.id, delivery.id, before.reason)
        with room.aloud():
            told = say("{name} is dropped", name=name)
        back = await undo.note(room, tx, told, [step])
    room.gear.nudge("deliver")  # what answers it need not wait any more
    text = say("Dropped: {name}. It is not sent again.", name=name)
    stays = say("If it is in the channel after all, it stays as it is, without later news.")
    return Reply(text=sentences(text, stays), buttons=(back,))


async def _must_manage(room: Room, tx: Tx, rest: str) -> None:
    """Raises NotAllowed where the person may not change the channel that a post is for."""
    delivery = await deliveries.get(tx, _number(rest))
    known = {c.id: c for c in await room.places(tx)}
    if delivery is not None and delivery.channel_id in room.hidden:
        raise CommandError(say("That post is no longer known here. `/status` shows what waits."))
    if delivery is not None and delivery.channel_id in known:
        room.must_manage_in(known[delivery.channel_id])


async def _decided(room: Room, tx: Tx, rest: str) -> Reply:
    """Say how a post stands that waits for nobody. Raises CommandError when it is not known."""
    delivery = await deliveries.get(tx, _number(rest))
    names = {c.id: c for c in await room.places(tx)}
    if delivery is None or delivery.channel_id not in names:
        raise CommandError(say("That post is no longer known here. `/status` shows what waits."))
    how = {
        State.SENT: say("it was sent"),
        State.FAILED: say("it was sent again and could not be posted"),
        State.SUPPRESSED: say("it was dropped"),
        State.UNKNOWN: say("it waits for a decision once more"),
    }
    stands, name = how.get(delivery.state, say("it is on its way")), called(delivery, names)
    text = say("That was decided before: {stands} ({name}).", stands=stands, name=name)
    return Reply(text=text)


async def _called(room: Room, tx: Tx, delivery: Delivery) -> str:
    return called(delivery, {c.id: c for c in await room.places(tx)})


async def press_probe(room: Room, rest: str) -> Reply:
    """[Try now]: what waits first in a channel that takes nothing is tried at once."""
    async with room.gear.store.begin() as tx:
        channel = await room.known_channel(tx, rest)
        room.must_manage_in(channel)
        shut = await channels.probe_now(tx, channel.id, room.now)
        waiting = await deliveries.open_in(tx, [channel.id])
    if not shut:
        return Reply(text=say("{where} takes posts.", where=hash_name(channel)))
    where = hash_name(channel)
    if not waiting:
        nothing = say("Nothing waits in {where}: its next post will show it.", where=where)
        return Reply(text=nothing)
    room.gear.nudge("deliver")
    look = Button(id="status:", label=say("Show how it went"))
    return Reply(text=say("I try {where} now.", where=where), buttons=(look,))


async def press_forget(room: Room, rest: str) -> Reply:
    """[Give up]: of a channel that takes nothing, such as a deleted one, the watches go."""
    async with room.gear.store.begin() as tx:
        channel = await room.known_channel(tx, rest)
        room.must_manage_in(channel)
        where = hash_name(channel)
        if channel.trouble is None:
            raise CommandError(say("{where} takes posts.", where=where))
        mine = await watches.of_channel(tx, channel.id)
        posts = await parked.count_waiting(tx, channel.id)  # before they go with their watches
        steps = [step for one in mine for step in await watching.remove(room, tx, one)]
        shut = ("state", "trouble", "trouble_at", "probe_at")
        before = {name: getattr(channel, name) for name in shut}
        await channels.give_up(tx, channel.id)
        await parked.drop_waiting(tx, channel.id)
        with room.aloud():
            told = say("{where} is given up", where=where)
        back = await undo.note(room, tx, told, [*steps, undo.set_channel(channel.id, **before)])
    gone = count(len(mine), "{n} watch went with it", "{n} watches went with it")
    unsent = count(posts, "{n} post is not sent", "{n} posts are not sent")
    text = say("{where} is given up: {watches}, {posts}.", where=where, watches=gone, posts=unsent)
    return Reply(text=text, buttons=(back,))


def _number(rest: str) -> int:
    return int(rest) if rest.isdecimal() and len(rest) < 19 else 0
