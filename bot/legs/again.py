"""A story's post that somebody deleted: one new post stands in for it, once.

Asked by `deliver` in the transaction that notes the failure, so that a crash repeats all of it or
nothing. The stand-in says what the lost post said last; what was to be answered is answered there.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.legs.admit import silent_until
from bot.model import Decision, Delivery, Kind
from bot.pipeline.deliver import nonce_of
from bot.store import Tx, channels, deliveries, held, lines, merging, record, stories, threads

LOST = "the post was deleted"
AGAIN = "again"  # verdict: it is told by a new post


async def tell_again(tx: Tx, delivery: Delivery, now: datetime) -> None:
    """Let the story of an edit or a thread post whose post is gone go on in a new one.

    A story whose stand-in is gone too has ended in that channel.
    """
    if delivery.edits is None:
        return
    await deliveries.note_deleted(tx, delivery.edits, now)
    if delivery.story_id is None:
        return
    if await merging.current(tx, delivery.story_id) != delivery.story_id:
        return  # a post of the story that it is one with now tells it
    post = (await stories.posts(tx, delivery.story_id)).get(delivery.channel_id)
    if post is None or post.alert_id is None:
        return
    alert_id: int | None = post.alert_id
    if alert_id == delivery.edits:
        alert_id = await _stand_in(tx, delivery, delivery.story_id, now)
        changed = {"alert_id": alert_id, "edited_at": None}
        await threads.note(tx, delivery.story_id, delivery.channel_id, **changed)
    if alert_id is not None and delivery.kind is Kind.UPDATE:
        await _answer(tx, delivery, alert_id, now)
    if alert_id is not None:
        await threads.look_again(tx, delivery.story_id, now)


async def _stand_in(tx: Tx, delivery: Delivery, story_id: int, now: datetime) -> int | None:
    """Plan the new post, for after quiet hours; None when there was one already."""
    lost = delivery.edits or 0
    drawn = await deliveries.last_drawn(tx, lost)
    end = silent_until(await channels.get_channel(tx, delivery.channel_id), now)
    key = f"alert:{delivery.channel_id}:{story_id}:again"
    planned = await deliveries.plan(
        tx,
        delivery.channel_id,
        kind=Kind.ALERT,
        key=key,
        nonce=nonce_of(key),
        payload=delivery.payload if delivery.kind is Kind.EDIT or drawn is None else drawn,
        due_at=end or now,
        hold=held.QUIET if end else None,
        now=now,
        story_ids=[story_id],
        story_id=story_id,
    )
    if planned is not None:
        await lines.keep(tx, planned, await lines.of(tx, [lost]))
    await _decide(tx, lost, planned, now)
    return planned


async def _answer(tx: Tx, delivery: Delivery, alert_id: int, now: datetime) -> None:
    """Plan a thread post under the new post, if that does not say all of it by itself."""
    told_by = await record.decisions_of(tx, delivery.id)
    if await _says(tx, alert_id, delivery, told_by):
        said = [replace(one, delivery_id=alert_id, verdict=AGAIN, at=now) for one in told_by]
        await record.decide(tx, said)
        return
    key = f"{delivery.key}:again"
    await deliveries.plan(
        tx,
        delivery.channel_id,
        kind=Kind.UPDATE,
        key=key,
        nonce=nonce_of(key),
        payload=delivery.payload,
        due_at=now,
        now=now,
        story_id=delivery.story_id,
        item_id=delivery.item_id,
        edits=alert_id,
    )


async def _says(tx: Tx, alert_id: int, delivery: Delivery, told_by: Sequence[Decision]) -> bool:
    """Whether the new post is drawn like the lost one that showed all of a thread post."""
    if delivery.edits is None or not any(one.trail.get("shown") for one in told_by):
        return False
    again = await deliveries.get(tx, alert_id)
    drawn = await deliveries.drawn_at(tx, delivery.edits, delivery.created_at)
    return again is not None and again.payload == drawn


async def _decide(tx: Tx, lost: int, planned: int | None, now: datetime) -> None:
    """Keep what became of the story, with what its alert was decided for."""
    made = await record.decision_of(tx, lost)
    if made is None:
        return
    again = f"{LOST}; it is posted once more"
    reason = again if planned else f"{LOST} again: the story ends in this channel"
    after = replace(
        made,
        delivery_id=planned,
        stage="publish",
        verdict=AGAIN if planned else "ended",
        trail={"reason": reason},
        at=now,
    )
    await record.decide(tx, [after])
