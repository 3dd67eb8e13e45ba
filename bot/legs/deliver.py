"""The last leg: the outbox → the platforms, one post a channel at a time, oldest first.

``sending`` is committed before the socket is touched, so that a crash leaves a row that says
"perhaps posted"; such a row is looked up on the platform before anything is sent again
(docs/architecture.md, "Posting exactly once").
"""

import asyncio
from collections.abc import Awaitable, Coroutine, Iterable
from datetime import datetime
from typing import Any, TypeVar

from bot.chat.base import Chat
from bot.errors import MessageGone, SendError, SendLater, SendNever, SendUnknown
from bot.legs.again import tell_again
from bot.legs.gear import Gear
from bot.log import get_logger
from bot.model import Delivery, Kind, Sent, State
from bot.pipeline.deliver import Next, after_error, after_search
from bot.store import channels, claims, deliveries, held

log = get_logger(__name__)
Answer = TypeVar("Answer")
AT_ONCE = 20  # channels served side by side
IN_TIME = 0.8  # of the lease: what a platform gets to answer, so that the answer is noted within it
NO_CHAT = 300.0  # seconds until a platform that is not connected is tried again


async def deliver(gear: Gear) -> int:
    """Send what is due and look up what is doubtful; give how many deliveries were handled."""
    count = 0
    while True:
        now = gear.clock()
        lease, rules = gear.rules.lease, gear.rules
        async with gear.store.begin() as tx:
            await claims.lapse(tx, now, quiet=rules.quiet)
            claimed = await claims.claim(
                tx,
                now,
                lease=lease,
                limit=AT_ONCE,
                platforms=list(gear.chats),
                oldest=rules.oldest_alert,
            )
            doubtful = await claims.claim_doubtful(tx, now, lease=lease, limit=AT_ONCE)
        await _together(_send(gear, delivery) for delivery in claimed)
        await _together(_look_up(gear, delivery) for delivery in doubtful)
        count += len(claimed) + len(doubtful)
        if not claimed and not doubtful:
            return count


async def _together(work: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Do all of it, and only then raise what one of them met: nothing is left running."""
    for ended in await asyncio.gather(*work, return_exceptions=True):
        if isinstance(ended, BaseException):
            raise ended


async def _send(gear: Gear, delivery: Delivery) -> None:
    try:
        sent = await _post(gear, delivery)
    except SendError as error:
        await _note_failure(gear, delivery, error)
    else:
        await _note_sent(gear, delivery, sent)


async def _post(gear: Gear, delivery: Delivery) -> Sent:
    chat, channel = await _address(gear, delivery)
    if chat is None:
        raise SendLater("The platform of this channel is not connected.", after=NO_CHAT)
    payload, nonce = delivery.payload, delivery.nonce
    if delivery.kind is Kind.EDIT:
        target = await _target(gear, delivery)
        return await _ask(gear, chat, chat.edit(channel, target.external_id, payload))
    if delivery.kind is Kind.UPDATE:
        thread = (await _target(gear, delivery)).external_id
        return await _ask(gear, chat, chat.send(channel, payload, nonce=nonce, thread=thread))
    return await _ask(gear, chat, chat.send(channel, payload, nonce=nonce))


async def _ask(gear: Gear, chat: Chat, asked: Awaitable[Answer]) -> Answer:
    """Wait for a platform's answer, not for ever. Raises SendError, of whatever went wrong."""
    try:
        async with asyncio.timeout(gear.rules.lease.total_seconds() * IN_TIME):
            return await asked
    except SendError:
        raise
    except TimeoutError as exc:
        raise SendUnknown("The platform did not answer in time; it is looked up later.") from exc
    except Exception as exc:
        raise chat.error_from(exc) from exc


async def _address(gear: Gear, delivery: Delivery) -> tuple[Chat | None, str]:
    async with gear.store.read() as tx:
        channel = await channels.get_channel(tx, delivery.channel_id)
    return gear.chats.get(channel.platform), channel.external_id


async def _target(gear: Gear, delivery: Delivery) -> Sent:
    """Give the post that is changed, or answered: an alert's own, or the roll-up that tells of it.

    Raises SendLater or SendNever when it is not there.
    """
    if delivery.edits is None:
        raise SendNever("This names no post.")
    async with gear.store.read() as tx:
        target = await deliveries.sent_message(tx, await held.post_of(tx, delivery.edits))
    if target is None:
        raise SendLater("The post that this follows is not sent yet.", after=30.0)
    return target


async def _note_sent(gear: Gear, delivery: Delivery, sent: Sent) -> None:
    async with gear.store.begin() as tx:
        mine = await claims.move(tx, delivery, State.SENT, reason=None)
        if mine and delivery.kind is not Kind.EDIT:
            await deliveries.note_sent(tx, delivery, sent)
    log.info("sent", delivery=delivery.id, kind=delivery.kind.value, kept=mine)


async def _note_failure(gear: Gear, delivery: Delivery, error: SendError) -> None:
    rules = gear.rules
    after = after_error(
        delivery, error, now=gear.clock(), quiet=rules.quiet, attempts=rules.attempts
    )
    async with gear.store.begin() as tx:
        mine = await claims.move(tx, delivery, after.state, **after.values)
        if mine and isinstance(error, MessageGone):
            await tell_again(tx, delivery, gear.clock())
    log.warning("not_sent", delivery=delivery.id, state=after.state.value, error=str(error))


async def _move(gear: Gear, delivery: Delivery, after: Next) -> bool:
    async with gear.store.begin() as tx:
        return await claims.move(tx, delivery, after.state, **after.values)


async def _look_up(gear: Gear, delivery: Delivery) -> None:
    """Find out whether a doubtful post is there; an edit is simply made again."""
    now, attempts = gear.clock(), gear.rules.attempts
    there: Sent | None = None
    if delivery.kind is Kind.EDIT:
        after = after_search(delivery, found=False, now=now, attempts=attempts)
    else:
        try:
            there = await _find(gear, delivery)
            found = there is not None
            after = after_search(delivery, found=found, now=now, attempts=attempts)
        except SendUnknown:
            after = after_search(delivery, found=None, now=now, attempts=attempts)
        except SendError as error:
            after = _ask_again(error, now, gear)
    if there is not None:
        await _note_sent(gear, delivery, there)
    else:
        await _move(gear, delivery, after)
    log.info("looked_up", delivery=delivery.id, state=after.state.value)


def _ask_again(error: SendError, now: datetime, gear: Gear) -> Next:
    values = {"quiet_until": now + gear.rules.quiet, "reason": str(error)}
    return Next(state=State.AMBIGUOUS, values=values)


async def _find(gear: Gear, delivery: Delivery) -> Sent | None:
    chat, channel = await _address(gear, delivery)
    if chat is None:
        raise SendLater("The platform of this channel is not connected.", after=NO_CHAT)
    try:
        async with asyncio.timeout(gear.rules.lease.total_seconds() * IN_TIME):
            return await chat.find(channel, delivery.nonce)
    except SendError:
        raise
    except TimeoutError as exc:
        # Not that it cannot tell: it did not answer, and may do so the next time.
        raise SendLater("The platform did not answer in time.", after=0.0) from exc
    except Exception as exc:
        error = chat.error_from(exc)
        # What leaves open whether a post was made says, of a search, only that it failed.
        raise (SendLater(str(error), after=0.0) if type(error) is SendUnknown else error) from exc
