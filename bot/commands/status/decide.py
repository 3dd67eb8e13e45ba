"""The buttons of /status: a post of unknown fate is sent again or dropped, a channel tried now."""

from bot.commands import undo
from bot.commands.room import Room, hash_name
from bot.commands.status.waits import called
from bot.errors import CommandError
from bot.model import Button, Delivery, Reply, State
from bot.store import Tx, channels, deliveries, parked

# How a post stands that somebody has decided about already.
STANDS = {
    State.SENT: "it was sent",
    State.FAILED: "it was sent again and could not be posted",
    State.SUPPRESSED: "it was dropped",
    State.UNKNOWN: "it waits for a decision once more",
}


async def press_resend(room: Room, rest: str) -> Reply:
    """[Send again]: once, whoever presses how often; it may then stand there twice."""
    async with room.gear.store.begin() as tx:
        await _must_manage(room, tx, rest)
        delivery = await parked.resend(tx, room.community.id, _number(rest), room.now)
        if delivery is None:
            return await _decided(room, tx, rest)
        name = await _called(room, tx, delivery)
    room.gear.nudge("deliver")
    return Reply(text=f"Sent once more: {name}. `/status` shows how it went.")


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
        back = await undo.note(room, tx, f"{name} is dropped", [step])
    room.gear.nudge("deliver")  # what answers it need not wait any more
    return Reply(text=f"Dropped: {name}. It is not sent again.", buttons=(back,))


async def _must_manage(room: Room, tx: Tx, rest: str) -> None:
    """Raises NotAllowed where the person may not change the channel that a post is for."""
    delivery = await deliveries.get(tx, _number(rest))
    known = {c.id: c for c in await channels.channels_of(tx, room.community.id)}
    if delivery is not None and delivery.channel_id in known:
        room.must_manage_in(known[delivery.channel_id])


async def _decided(room: Room, tx: Tx, rest: str) -> Reply:
    """Say how a post stands that waits for nobody. Raises CommandError when it is not known."""
    delivery = await deliveries.get(tx, _number(rest))
    names = {c.id: c for c in await channels.channels_of(tx, room.community.id)}
    if delivery is None or delivery.channel_id not in names:
        raise CommandError("That post is no longer known here. `/status` shows what waits.")
    stands = STANDS.get(delivery.state, "it is on its way")
    return Reply(text=f"That was decided before: {stands} ({called(delivery, names)}).")


async def _called(room: Room, tx: Tx, delivery: Delivery) -> str:
    return called(delivery, {c.id: c for c in await channels.channels_of(tx, room.community.id)})


async def press_probe(room: Room, rest: str) -> Reply:
    """[Try now]: what waits first in a channel that takes nothing is tried at once."""
    async with room.gear.store.begin() as tx:
        channel = await room.known_channel(tx, rest)
        room.must_manage_in(channel)
        shut = await channels.probe_now(tx, channel.id, room.now)
        waiting = await deliveries.open_in(tx, [channel.id])
    if not shut:
        return Reply(text=f"{hash_name(channel)} takes posts.")
    if not waiting:
        return Reply(text=f"Nothing waits in {hash_name(channel)}: its next post will show it.")
    room.gear.nudge("deliver")
    look = Button(id="status:", label="Show how it went")
    return Reply(text=f"I try {hash_name(channel)} now.", buttons=(look,))


def _number(rest: str) -> int:
    return int(rest) if rest.isdecimal() and len(rest) < 19 else 0
