"""The last leg: the outbox → the platforms, one post a channel at a time, oldest first.

``sending`` is committed before the socket is touched, so that a crash leaves a row that says
"perhaps posted"; such a row is looked up on the platform before anything is sent again, or sent
again at once under its nonce while the platform still knows that one (docs/architecture.md,
"Posting exactly once").
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Coroutine, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from bot.chat.base import Chat
from bot.errors import ChannelClosed, MessageGone, SendError, SendLater, SendNever, SendUnknown
from bot.legs.admit import hold_back
from bot.legs.again import tell_again
from bot.legs.backlog import DELAYED, charge
from bot.legs.gear import Gear
from bot.legs.parallel import Begun, side_by_side
from bot.legs.rollup import relieve
from bot.legs.unwanted import give_up, is_unwanted
from bot.log import get_logger
from bot.model import Delivery, Kind, Sent, State
from bot.pipeline.deliver import (
    Next,
    Patience,
    after_absence,
    after_error,
    after_silence,
    next_probe,
)
from bot.store import Tx, channels, claims, deliveries, dues, held, parked, rests

log = get_logger(__name__)
Answer = TypeVar("Answer")
Claimed = tuple[Sequence[Delivery], Sequence[Delivery]]  # to be sent, and to be looked up
AT_ONCE = 20  # channels of a platform that are served side by side
BREATH = 1.0  # seconds between two looks for what falls due while others are under way
IN_TIME = 0.8  # of the lease: what a platform gets to answer, so that the answer is noted within it
SLEW = timedelta(seconds=1)  # two clocks may differ by so much though nobody set one
UNKNOWN_EVERY = timedelta(hours=1)
NO_CHAT = 300.0  # seconds until a platform that is not connected is tried again


async def deliver(gear: Gear) -> int:
    """Send what is due and look up what is doubtful; give how many deliveries were handled.

    Each channel goes on by itself: one that does not answer keeps none of the others waiting.
    """
    return await side_by_side(partial(_begin, gear), breath=BREATH)


async def _begin(gear: Gear, under_way: Mapping[str, int]) -> Begun:
    """Begin what is due of each platform that may be asked and has not too much under way."""
    now = gear.clock()
    await _look_again(gear, now)
    begun: Begun = {}
    for name, (to_send, to_look_up) in (await _claim(gear, now, under_way)).items():
        for delivery in to_send:
            begun[asyncio.create_task(_send(gear, delivery))] = name
        for delivery in to_look_up:
            begun[asyncio.create_task(_look_up(gear, delivery))] = name
    return begun


async def _look_again(gear: Gear, now: datetime) -> None:
    """Now and then look for what could not be looked for: the right to read may be back."""
    last = gear.memory.unknown_at = gear.memory.unknown_at or now
    if abs(now - last) < UNKNOWN_EVERY:
        return
    gear.memory.unknown_at = now
    async with gear.store.begin() as tx:
        if count := await parked.look_again(tx, now, now - gear.rules.give_up):
            log.info("looked_for_again", posts=count)


async def _claim(gear: Gear, now: datetime, under_way: Mapping[str, int]) -> dict[str, Claimed]:
    """Take what is due of the platforms that may be asked."""
    async with gear.store.read() as tx:
        due = await dues.anything_due(tx, now, long=DELAYED)
    if not due:
        return {}
    await _remember(gear, now)
    room = _room(gear, under_way)
    if not (due.lapsed or await _claimable(gear, room, now, any_age=due.waited)):
        return {}  # nobody need write to find that out
    if due.to_send and due.waited and room:
        await relieve(gear, room)  # before what is newer than that
    found: dict[str, Claimed] = {}
    async with gear.store.begin() as tx:
        if due.lapsed:
            await claims.lapse(tx, now, quiet=gear.rules.quiet)
        if due.quiet:
            await hold_back(tx, now)
        for name, most in room.items():
            found[name] = await _claim_of(gear, tx, name, now, due=due, most=most)
    return found


async def _claimable(gear: Gear, awake: Collection[str], now: datetime, *, any_age: bool) -> bool:
    """Say whether there is anything to claim; ``any_age``: even what is too old to be sent alone.

    What quiet hours are to hold counts, too: until it could be sent, nothing need hold it.
    """
    since = {name: at for name in awake if (at := _known_since(gear, name, now))}
    oldest = None if any_age else gear.rules.oldest_alert
    async with gear.store.read() as tx:
        return await claims.anything_to_claim(tx, now, platforms=awake, since=since, oldest=oldest)


def _room(gear: Gear, under_way: Mapping[str, int]) -> dict[str, int]:
    """Give the platforms that may be asked, and how much more each may have under way."""
    room = {name: AT_ONCE - under_way.get(name, 0) for name in gear.chats}
    return {name: left for name, left in room.items() if left > 0 and not _rest(gear, name)}


def _known_since(gear: Gear, platform: str, now: datetime) -> datetime | None:
    """Say since when a platform knows the nonces that it was given; None: it knows none."""
    window = gear.chats[platform].nonce_window
    return now - timedelta(seconds=window) if window else None


async def _claim_of(
    gear: Gear, tx: Tx, platform: str, now: datetime, *, due: dues.Due, most: int
) -> Claimed:
    """Take of a platform what is to be sent, for the first time or again, and to be looked up."""
    lease, oldest = gear.rules.lease, gear.rules.oldest_alert
    again: Sequence[Delivery] = ()
    looked_up: Sequence[Delivery] = ()
    if due.lapsed or due.doubtful:
        known = _known_since(gear, platform, now)
        since = {platform: known} if known else {}
        again = await claims.claim_repeats(tx, now, since=since, lease=lease, limit=most)
        most -= len(again)
        looked_up = await claims.claim_doubtful(
            tx, now, lease=lease, limit=most, platforms=[platform]
        )
        most -= len(looked_up)
    heads = await claims.claim(
        tx, now, lease=lease, limit=most, platforms=[platform], oldest=oldest
    )
    return (*again, *heads), looked_up


async def _remember(gear: Gear, now: datetime) -> None:
    """After a start, read which platforms are to be left alone."""
    if gear.memory.rests_known:
        return
    async with gear.store.read() as tx:
        standing = await rests.standing(tx, now)
    ahead = now - gear.steady()
    gear.memory.chats_rest.update({name: until - ahead for name, until in standing.items()})
    gear.memory.rests_known = True


def _rest(gear: Gear, platform: str) -> float:
    """Give for how many seconds a platform asked to be left alone."""
    now = gear.steady()
    return max(0.0, (gear.memory.chats_rest.get(platform, now) - now).total_seconds())


async def _send(gear: Gear, delivery: Delivery) -> None:
    try:
        sent = await _post(gear, delivery)
    except SendError as error:
        await _note_failure(gear, delivery, error)
    else:
        await _note_sent(gear, delivery, sent, posted=delivery.kind is not Kind.EDIT)


async def _post(gear: Gear, delivery: Delivery) -> Sent:
    follows = delivery.kind in (Kind.EDIT, Kind.UPDATE)
    async with gear.store.read() as tx:
        chat, channel = await _address(gear, tx, delivery)
        target = (await _target(tx, delivery)).external_id if follows else ""
        await _check(gear, tx, delivery, chat)
    late = SendUnknown("The platform did not answer in time; it is looked up later.")
    asked = partial(_asked, chat, channel, delivery, target)
    return await _ask(gear, chat, asked, late=late)


def _asked(chat: Chat, channel: str, delivery: Delivery, target: str) -> Coroutine[Any, Any, Sent]:
    payload, nonce = delivery.payload, delivery.nonce
    if delivery.kind is Kind.EDIT:
        return chat.edit(channel, target, payload)
    if delivery.kind is Kind.UPDATE:
        return chat.send(channel, payload, nonce=nonce, thread=target)
    return chat.send(channel, payload, nonce=nonce)


async def _check(gear: Gear, tx: Tx, delivery: Delivery, chat: Chat) -> None:
    """Look once more, right before the socket: this worker may have slept since it claimed.

    Raises SendLater when the post is not its own any more, whatever a clock says, the nonce of a
    repeat may be forgotten by now, or a clock that was set on made it due before its time.
    """
    if not await claims.holds(tx, delivery):
        raise SendLater("Another sender has taken this over.", after=0.0)
    steady = gear.steady()
    if (rest := gear.memory.posts_rest.get(delivery.id, steady) - steady) > SLEW:
        raise SendLater(delivery.reason or "It waits.", after=rest.total_seconds())
    age, known = _age(gear, delivery), timedelta(seconds=chat.nonce_window)
    if delivery.quiet_until is not None and age >= known:
        raise SendLater("It is too late to repeat this without looking.", after=0.0)
    if delivery.quiet_until is not None and await is_unwanted(gear, tx, delivery):
        raise SendLater("Nobody asks for it any more; it is looked up instead.", after=0.0)
    gear.memory.last_tries[delivery.id] = steady


def _age(gear: Gear, delivery: Delivery) -> timedelta:
    """Give how long ago a post was first tried, by whichever clock says longer."""
    now, steady, memory = gear.clock(), gear.steady(), gear.memory
    tried = delivery.first_try_at or now
    if delivery.attempt <= 1:
        memory.first_tries.setdefault(delivery.id, steady)
    return max(now - tried, steady - memory.first_tries.get(delivery.id, tried))


async def _ask(
    gear: Gear, chat: Chat, asked: Callable[[], Awaitable[Answer]], *, late: SendError
) -> Answer:
    """Wait for a platform's answer, not for ever: then it is ``late``.

    Raises SendError, of whatever went wrong; SendLater, too, when the platform may not be asked.
    """
    if rest := _rest(gear, chat.name):
        raise SendLater("The platform does.", after=rest, everywhere=True, outlasts=False)
    try:
        async with asyncio.timeout(gear.rules.lease.total_seconds() * IN_TIME):
            answer = await asked()
    except TimeoutError as exc:
        raise late from exc
    except Exception as exc:
        error = exc if isinstance(exc, SendError) else chat.error_from(exc)
        if isinstance(error, SendLater) and error.everywhere:
            _let_rest(gear, chat.name, error)
        raise error from (None if error is exc else exc)
    gear.memory.rests_since.pop(chat.name, None)
    return answer


def _let_rest(gear: Gear, platform: str, error: SendLater) -> None:
    memory, now, span = gear.memory, gear.clock(), timedelta(seconds=error.after)
    until = gear.steady() + span
    memory.chats_rest[platform] = max(until, memory.chats_rest.get(platform, until))
    if error.outlasts:
        memory.lasting_rests[platform] = max(now + span, memory.lasting_rests.get(platform, now))
    memory.rests_since.setdefault(platform, now)
    memory.rest_reasons[platform] = str(error)


async def _address(gear: Gear, tx: Tx, delivery: Delivery) -> tuple[Chat, str]:
    """Give the platform and the channel's id there. Raises SendLater when it is not connected."""
    channel = await channels.get_channel(tx, delivery.channel_id)
    chat = gear.chats.get(channel.platform)
    if chat is None:
        raise SendLater("The platform of this channel is not connected.", after=NO_CHAT)
    return chat, channel.external_id


async def _target(tx: Tx, delivery: Delivery) -> Sent:
    """Give the post that is changed, or answered: an alert's own, or the roll-up that tells of it.

    Raises SendNever when it is not there: what is only still to come is waited for before.
    """
    if delivery.edits is None:
        raise SendNever("This names no post.")
    target = await deliveries.sent_message(tx, await held.post_of(tx, delivery.edits))
    if target is None:
        raise SendNever("The post that this follows was given up.")
    return target


async def _note_sent(gear: Gear, delivery: Delivery, sent: Sent, *, posted: bool) -> None:
    async with gear.store.begin() as tx:
        mine = await claims.move(tx, delivery, State.SENT)
        if mine and delivery.kind is not Kind.EDIT:
            await deliveries.note_sent(tx, delivery, sent)
            await charge(gear, tx, delivery, gear.clock())
        # Whoever may edit or search need not be allowed to post; whoever posts is.
        if mine and posted and await channels.reopen(tx, delivery.channel_id):
            log.info("channel_open", channel=delivery.channel_id)
    gear.memory.forget_post(delivery.id)
    log.info("sent", delivery=delivery.id, kind=delivery.kind.value, kept=mine)


async def _note_failure(gear: Gear, delivery: Delivery, error: SendError) -> None:
    now, quiet = gear.clock(), gear.rules.quiet
    after = after_error(delivery, error, now=now, quiet=quiet, patience=_patience(gear))
    if after.state is State.FAILED:
        gear.memory.forget_post(delivery.id)
    elif isinstance(error, SendLater):
        gear.memory.posts_rest[delivery.id] = gear.steady() + timedelta(seconds=error.after)
    await _note(gear, delivery, after, error)
    log.warning("not_sent", delivery=delivery.id, state=after.state.value, error=str(error))


async def _note(gear: Gear, delivery: Delivery, after: Next, error: SendError) -> None:
    """Write what an error leads to, for the post and for its channel."""
    async with gear.store.begin() as tx:
        mine = await claims.move(tx, delivery, after.state, **after.values)
        if mine and after.state is State.PENDING and await _give_up(gear, tx, delivery):
            gear.memory.forget_post(delivery.id)
        if isinstance(error, SendLater) and error.everywhere and error.outlasts:
            await rests.keep(tx, gear.memory.lasting_rests)
        if mine and isinstance(error, MessageGone) and after.state is State.FAILED:
            await tell_again(tx, delivery, gear.clock())
        if mine and isinstance(error, ChannelClosed):
            await _shut(tx, delivery.channel_id, error, gear.clock())


async def _shut(tx: Tx, channel_id: int, error: ChannelClosed, now: datetime) -> None:
    """Pause a channel that takes nothing; what waits in it waits for its repair."""
    since = (await channels.get_channel(tx, channel_id)).trouble_at or now
    probe = next_probe(since, now)
    await channels.shut(tx, channel_id, str(error), since=since, probe=probe)
    log.warning("channel_closed", channel=channel_id, since=since, probe=probe, error=str(error))


def _patience(gear: Gear) -> Patience:
    return Patience(attempts=gear.rules.attempts, give_up=gear.rules.give_up)


async def _look_up(gear: Gear, delivery: Delivery) -> None:
    """Find out whether a doubtful post is there; an edit is simply made again."""
    try:
        there = None if delivery.kind is Kind.EDIT else await _find(gear, delivery)
    except SendError as error:
        now, quiet = gear.clock(), gear.rules.quiet
        after = after_silence(delivery, error, now=now, quiet=quiet, patience=_patience(gear))
        await _note(gear, delivery, after, error)
        log.warning("not_looked_up", delivery=delivery.id, state=after.state.value)
        return
    if there is not None:
        await _note_sent(gear, delivery, there, posted=False)
    else:
        await _send_again(gear, delivery)


async def _send_again(gear: Gear, delivery: Delivery) -> None:
    """Let a post be sent again that is not there, or give it up."""
    async with gear.store.begin() as tx:
        alone = await deliveries.stands_alone(tx, delivery)
        after = after_absence(delivery, alone=alone, now=gear.clock(), patience=_patience(gear))
        mine = await claims.move(tx, delivery, after.state, **after.values)
        unwanted = mine and await _give_up(gear, tx, delivery)
    state = State.SUPPRESSED if unwanted else after.state
    if state is not State.PENDING:
        gear.memory.forget_post(delivery.id)
    log.info("not_there", delivery=delivery.id, state=state.value)


async def _give_up(gear: Gear, tx: Tx, delivery: Delivery) -> set[int]:
    """Give up a post that is certainly not there if nobody wants it any more; edits are kept."""
    posted = delivery.kind is not Kind.EDIT
    return await give_up(gear, tx, delivery.channel_id, [delivery]) if posted else set()


async def _find(gear: Gear, delivery: Delivery) -> Sent | None:
    steady, follows = gear.steady(), delivery.kind is Kind.UPDATE
    arrives = gear.memory.last_tries.get(delivery.id, datetime.min.replace(tzinfo=UTC))
    if (early := arrives + gear.rules.quiet - steady) > SLEW:
        raise SendLater("It may still arrive.", after=early.total_seconds())
    async with gear.store.read() as tx:
        chat, channel = await _address(gear, tx, delivery)
        thread = (await _target(tx, delivery)).external_id if follows else None
    # Not that it cannot tell: it did not answer, and may do so the next time.
    late = SendLater("The platform did not answer in time.", after=0.0)
    asked = partial(_search, chat, channel, delivery.nonce, thread)
    return await _ask(gear, chat, asked, late=late)


async def _search(chat: Chat, channel: str, nonce: str, thread: str | None) -> Sent | None:
    try:
        return await chat.find(channel, nonce, thread=thread)
    except SendError:
        raise
    except Exception as exc:
        error = chat.error_from(exc)
        # What leaves open whether a post was made says, of a search, only that it failed.
        raise (SendLater(str(error), after=0.0) if type(error) is SendUnknown else error) from exc
