"""Posts of many lines, a digest or a roll-up: all lines are kept, and [n more] shows the rest."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.legs.gear import Gear
from bot.locales import count, speaking
from bot.model import Button, Channel, Headline, Message
from bot.pipeline.deliver import nonce_of
from bot.store import Tx, deliveries, lines


async def plan_pages(
    gear: Gear,
    tx: Tx,
    channel: Channel,
    message: Message,
    told: Sequence[Headline],
    *,
    key: str,
    first: int,
    now: datetime,
) -> int | None:
    """Put a post into the outbox whose first lines ``message`` shows; None when it is there.

    ``told``: all its lines, of which the first ``first`` are shown.
    """
    chat = gear.chats[channel.platform]
    with speaking(channel.locale):
        payload = chat.to_payload(message)
        more = count(len(told) - first, "{n} more", "{n} more")
    delivery_id = await deliveries.plan(
        tx,
        channel.id,
        kind=message.kind,
        key=key,
        nonce=nonce_of(key),
        payload=payload,
        due_at=now,
        now=now,
        story_ids=[line.story_id for line in told if line.story_id is not None],
    )
    if delivery_id is None:
        return None
    await lines.keep(tx, delivery_id, told)
    if len(told) > first:
        rest = Button(id=f"more:{delivery_id}:{first}", label=more)
        whole = replace(message, buttons=(*message.buttons, rest))
        with speaking(channel.locale):
            payload = chat.to_payload(whole)
        await deliveries.redraw(tx, delivery_id, payload)
    return delivery_id
