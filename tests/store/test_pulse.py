"""What is due and waits without a reason that is known."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import update

from bot.model import Channel, Kind, State
from bot.store import Tx, pulse
from bot.store.tables import deliveries as outbox


async def waits(tx: Tx, world: Any) -> datetime | None:
    return await pulse.waiting_since(tx, world.after(hours=1), platforms=["local"])


async def put(tx: Tx, world: Any, channel: Channel, **row: Any) -> int:
    """Put a post into the outbox; ``state`` and others as they are to stand there."""
    values = {k: row.pop(k) for k in ("state", "hold") if k in row}
    made: int = await world.delivery(tx, channel, **row)
    if values:
        await tx.conn.execute(update(outbox).where(outbox.c.id == made).values(**values))
    return made


async def test_a_post_that_nobody_tried_waits_since_it_was_due(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx)
    assert await waits(tx, world) is None
    await put(tx, world, channel, due_at=world.after(minutes=5))
    assert await waits(tx, world) == world.after(minutes=5)


@pytest.mark.parametrize(
    "first",
    [
        {"hold": "quiet"},
        {"state": State.UNKNOWN.value},
        {"state": State.SENDING.value},
    ],
)
async def test_what_follows_a_post_that_is_not_decided_has_a_known_reason(
    tx: Tx, world: Any, first: dict[str, Any]
) -> None:
    channel = await world.channel(tx)
    post = await put(tx, world, channel, **{**first, "due_at": world.after(days=1)})
    answer = await put(tx, world, channel, kind=Kind.UPDATE, edits=post)
    assert await waits(tx, world) is None
    sent = update(outbox).where(outbox.c.id == post).values(state=State.SENT.value, hold=None)
    await tx.conn.execute(sent)
    assert await waits(tx, world) == world.now
    assert answer > post
