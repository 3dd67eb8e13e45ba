"""Where everybody may change things, each change is told to all in one line, with [Undo].

The line goes through the outbox in the transaction that makes the change, so it is posted once.
"""

from bot.commands.room import Room, said
from bot.locales import say
from bot.model import Button, Kind, Message
from bot.pipeline.deliver import nonce_of
from bot.store import Tx, channels, deliveries


async def tell(
    room: Room, tx: Tx, number: int, line: str, *, about: int | None, undo: bool = False
) -> None:
    """Plan the line about a change; ``number`` is the change's. Nothing where few may change.

    ``line`` is in the community's language; ``undo``: with [Undo]. ``about``: the channel that was
    changed, by our id; None: it concerns no single one.
    """
    place = room.channel if about is None else await channels.get_channel(tx, about)
    if place.state == channels.GONE:  # nobody reads there
        place = room.channel
    if not room.actor.everybody or place.external_id.startswith("@"):
        return
    key = f"change:{number}:{'made' if undo else 'undone'}"
    with room.aloud():
        message = Message(
            kind=Kind.NOTICE,
            label=say("CHANGED"),
            title=say("{who}: {what}", who=said(room.actor.name, 60), what=line),
            at=room.now,
            buttons=(Button(id=f"undo:{number}", label=say("Undo")),) if undo else (),
        )
        payload = room.gear.chats[place.platform].to_payload(message)
    await deliveries.plan(
        tx,
        place.id,
        kind=Kind.NOTICE,
        key=key,
        nonce=nonce_of(key),
        payload=payload,
        due_at=room.now,
        now=room.now,
    )
    room.gear.nudge("deliver")
