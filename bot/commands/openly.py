"""Where everybody may change things, each change is told to all in one line, with [Undo].

The line goes through the outbox in the transaction that makes the change, so it is posted once.
"""

from bot.commands.room import Room, said
from bot.locales import say
from bot.model import Button, Kind, Message
from bot.pipeline.deliver import nonce_of
from bot.store import Tx, channels, deliveries


async def tell(
    room: Room, tx: Tx, number: int, line: str, *buttons: Button, about: int | None = None
) -> None:
    """Plan the line about a change; ``number`` is the change's. Nothing where few may change.

    ``about``: the channel that was changed, by our id; None: it concerns no single one.
    """
    place = room.channel if about is None else await channels.get_channel(tx, about)
    if not room.actor.everybody or place.external_id.startswith("@"):
        return
    text = say("{who}: {what}", who=said(room.actor.name, 60), what=line)
    key = f"change:{number}:{'made' if buttons else 'undone'}"
    message = Message(
        kind=Kind.NOTICE, label=say("CHANGED"), title=text, at=room.now, buttons=buttons
    )
    await deliveries.plan(
        tx,
        place.id,
        kind=Kind.NOTICE,
        key=key,
        nonce=nonce_of(key),
        payload=room.gear.chats[place.platform].to_payload(message),
        due_at=room.now,
        now=room.now,
    )
    room.gear.nudge("deliver")
