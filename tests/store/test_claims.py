"""Who may send which post, and who may still write what became of it."""

from datetime import timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import update

from bot.model import Delivery, Kind, State
from bot.store import Tx, channels, claims, deliveries, dues
from bot.store.tables import deliveries as table

LEASE, QUIET = timedelta(seconds=60), timedelta(seconds=90)


async def claim(tx: Tx, at: Any, limit: int = 10) -> list[int]:
    return [d.id for d in await claims.claim(tx, at, lease=LEASE, limit=limit)]


async def take(tx: Tx, at: Any) -> Delivery:
    (taken,) = await claims.claim(tx, at, lease=LEASE, limit=1)
    return taken


async def doubtful(tx: Tx, at: Any) -> tuple[Delivery, ...]:
    return await claims.claim_doubtful(tx, at, lease=LEASE, limit=10)


async def look(tx: Tx, delivery_id: int) -> Delivery:
    found = await deliveries.get(tx, delivery_id)
    assert found is not None
    return found


async def test_a_channel_gets_one_post_at_a_time_oldest_first(tx: Tx, world: Any) -> None:
    one, two = await world.channel(tx, "one"), await world.channel(tx, "two")
    first, second = await world.delivery(tx, one), await world.delivery(tx, one)
    other = await world.delivery(tx, two)
    taken = await claims.claim(tx, world.now, lease=LEASE, limit=10)
    assert [d.id for d in taken] == [first, other]
    assert {d.state for d in taken} == {State.SENDING}
    assert await claim(tx, world.now) == []
    assert await claims.move(tx, taken[0], State.SENT)
    assert await claim(tx, world.now) == [second]


async def test_the_oldest_heads_come_first_when_not_all_can_be_taken(tx: Tx, world: Any) -> None:
    posts = [await world.delivery(tx, await world.channel(tx, f"{n}")) for n in range(4)]
    assert await claim(tx, world.now, limit=2) == posts[:2]
    assert await claim(tx, world.now, limit=9) == posts[2:]


async def test_a_post_is_not_taken_before_its_time(tx: Tx, world: Any) -> None:
    post = await world.delivery(tx, await world.channel(tx), due_at=world.after(seconds=1))
    assert await claim(tx, world.now) == []
    assert await claim(tx, world.after(seconds=1)) == [post]


async def test_a_channel_that_may_not_be_posted_to_gets_nothing(tx: Tx, world: Any) -> None:
    gone, left = await world.channel(tx), await world.channel(tx, community="away")
    posts = [await world.delivery(tx, gone), await world.delivery(tx, left)]
    await channels.update_channel(tx, gone.id, state="gone")
    await channels.update_community(tx, left.community_id, left_at=world.now)
    assert await claim(tx, world.now) == []
    await channels.update_channel(tx, gone.id, state="active")
    await channels.update_community(tx, left.community_id, left_at=None)
    assert await claim(tx, world.now) == posts


async def test_the_first_try_is_remembered_in_utc(tx: Tx, world: Any) -> None:
    await world.delivery(tx, await world.channel(tx))
    tokyo = world.now.astimezone(timezone(timedelta(hours=9)))
    first = await take(tx, tokyo)
    assert (first.attempt, first.first_try_at) == (1, world.now)
    later = world.after(seconds=10)
    assert await claims.move(tx, first, State.PENDING, due_at=later, reason="429")
    second = await take(tx, later)
    assert (second.attempt, second.first_try_at, second.reason) == (2, world.now, "429")


async def test_a_post_that_waits_for_another_try_holds_its_channel(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx)
    early = await world.delivery(tx, channel, due_at=world.after(seconds=5))
    first, second = await world.delivery(tx, channel), await world.delivery(tx, channel)
    other = await world.delivery(tx, await world.channel(tx, "other"))
    refused = await take(tx, world.now)
    assert refused.id == first
    await claims.move(tx, refused, State.PENDING, due_at=world.after(seconds=30))
    assert await claim(tx, world.after(seconds=29)) == [other]
    (head,) = await claims.claim(tx, world.after(seconds=30), lease=LEASE, limit=9)
    assert head.id == early
    for post in (first, second):
        await claims.move(tx, head, State.SENT)
        head = await take(tx, world.after(seconds=31))
        assert head.id == post


async def test_a_post_put_off_before_any_try_holds_nothing(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx)
    await world.delivery(tx, channel, due_at=world.after(hours=8))
    second = await world.delivery(tx, channel)
    assert await claim(tx, world.now) == [second]


async def test_a_post_of_unknown_fate_holds_its_channel(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx)
    await world.delivery(tx, channel)
    second = await world.delivery(tx, channel)
    await claims.move(tx, await take(tx, world.now), State.AMBIGUOUS, quiet_until=world.now)
    assert await claim(tx, world.now) == []
    (found,) = await doubtful(tx, world.now)
    assert await claim(tx, world.now) == []
    await claims.move(tx, found, State.UNKNOWN)
    assert await claim(tx, world.now) == [second]


@pytest.mark.parametrize("state", [State.PENDING, State.AMBIGUOUS])
async def test_an_edit_that_waits_holds_only_what_follows_on_its_post(
    tx: Tx, world: Any, state: State
) -> None:
    channel = await world.channel(tx)
    alert = await world.delivery(tx, channel)
    await claims.move(tx, await take(tx, world.now), State.SENT)
    first = await world.delivery(tx, channel, kind=Kind.EDIT, edits=alert)
    newer = await world.delivery(tx, channel, kind=Kind.EDIT, edits=alert)
    thread = await world.delivery(tx, channel, kind=Kind.UPDATE, edits=alert)
    news = await world.delivery(tx, channel)
    edit, later = await take(tx, world.now), world.after(seconds=30)
    assert edit.id == first
    times = {"due_at": later, "quiet_until": later}
    await claims.move(tx, edit, state, **times)
    assert await claim(tx, world.now) == [news]
    await claims.move(tx, await look(tx, news), State.SENT)
    assert await claim(tx, world.now) == []
    if state is State.AMBIGUOUS:
        (edit,) = await doubtful(tx, later)
        await claims.move(tx, edit, State.PENDING, due_at=later)
    for expected in (first, newer, thread):
        post = await take(tx, later)
        assert post.id == expected
        await claims.move(tx, post, State.SENT)


async def test_a_sender_that_dies_leaves_a_post_of_unknown_fate(tx: Tx, world: Any) -> None:
    post = await world.delivery(tx, await world.channel(tx))
    await claim(tx, world.now)
    assert await claims.lapse(tx, world.after(seconds=59), quiet=QUIET) == 0
    dead = world.after(seconds=60)
    assert await claims.lapse(tx, dead, quiet=QUIET) == 1
    assert await claims.lapse(tx, dead, quiet=QUIET) == 0
    found = await look(tx, post)
    assert (found.state, found.quiet_until) == (State.AMBIGUOUS, dead + QUIET)
    assert "stopped before the platform answered" in (found.reason or "")
    assert await claim(tx, world.after(days=1)) == []


async def test_an_old_lease_writes_nothing(tx: Tx, world: Any) -> None:
    post = await world.delivery(tx, await world.channel(tx))
    paused = await take(tx, world.now)
    await claims.lapse(tx, world.after(seconds=60), quiet=QUIET)
    assert not await claims.move(tx, paused, State.SENT)
    (found,) = await doubtful(tx, world.after(seconds=150))
    assert not await claims.move(tx, paused, State.SENT)
    assert await claims.move(tx, found, State.PENDING, due_at=world.now)
    assert not await claims.move(tx, paused, State.FAILED)
    assert (await look(tx, post)).state is State.PENDING


async def test_a_lease_that_was_given_back_writes_nothing(tx: Tx, world: Any) -> None:
    post = await world.delivery(tx, await world.channel(tx))
    mine = await take(tx, world.now)
    assert await claims.move(tx, mine, State.PENDING, due_at=world.now)
    assert not await claims.move(tx, mine, State.SENT)
    assert (await look(tx, post)).state is State.PENDING


async def test_a_doubtful_post_is_looked_for_after_its_quiet_time(tx: Tx, world: Any) -> None:
    post = await world.delivery(tx, await world.channel(tx))
    quiet = world.after(seconds=90)
    await claims.move(tx, await take(tx, world.now), State.AMBIGUOUS, quiet_until=quiet)
    assert await doubtful(tx, world.after(seconds=89)) == ()
    (first,) = await doubtful(tx, quiet)
    assert (first.id, first.state) == (post, State.RECONCILING)
    assert await doubtful(tx, quiet) == ()
    # The one that looks dies too: another one looks when its lease is over.
    (second,) = await doubtful(tx, quiet + LEASE)
    assert not await claims.move(tx, first, State.SENT)
    assert await claims.move(tx, second, State.SENT)


async def test_the_reason_of_a_failure_does_not_outlive_it(tx: Tx, world: Any) -> None:
    post = await world.delivery(tx, await world.channel(tx))
    await claim(tx, world.now)
    await claims.lapse(tx, world.after(seconds=60), quiet=QUIET)
    (found,) = await doubtful(tx, world.after(seconds=150))
    await claims.move(tx, found, State.SENT)
    sent = await look(tx, post)
    assert (sent.reason, sent.quiet_until) == (None, None)


async def test_an_edit_does_not_wait_for_what_is_put_off_in_the_thread_of_its_post(
    tx: Tx, world: Any
) -> None:
    channel, morning = await world.channel(tx), world.after(hours=8)
    alert = await world.delivery(tx, channel)
    await claims.move(tx, await take(tx, world.now), State.SENT)
    thread = await world.delivery(tx, channel, kind=Kind.UPDATE, edits=alert, due_at=morning)
    await world.delivery(tx, channel, kind=Kind.UPDATE, edits=alert)
    edit = await world.delivery(tx, channel, kind=Kind.EDIT, edits=alert)
    assert await claim(tx, world.now) == [edit]
    await claims.move(tx, await look(tx, edit), State.SENT)
    assert await claim(tx, world.now) == []  # a thread keeps its order
    assert await claim(tx, morning) == [thread]


async def test_an_edit_that_was_told_to_wait_holds_the_other_edits_of_its_channel(
    tx: Tx, world: Any
) -> None:
    here, there = await world.channel(tx, "here"), await world.channel(tx, "there")
    alerts = [await world.delivery(tx, place) for place in (here, here, there)]
    for _ in range(2):
        for mine in await claims.claim(tx, world.now, lease=LEASE, limit=9):
            await claims.move(tx, mine, State.SENT)
    first, second, other = [
        await world.delivery(tx, place, kind=Kind.EDIT, edits=alert)
        for place, alert in zip((here, here, there), alerts, strict=True)
    ]
    taken = await claims.claim(tx, world.now, lease=LEASE, limit=9)
    assert [mine.id for mine in taken] == [first, other]
    for mine in taken:
        await claims.move(tx, mine, State.PENDING, due_at=world.after(seconds=30))
    post = await world.delivery(tx, here)
    assert await claim(tx, world.now) == [post]
    await claims.move(tx, (await look(tx, post)), State.SENT)
    assert await claim(tx, world.after(seconds=29)) == []
    assert await claim(tx, world.after(seconds=30)) == [first, other]
    await claims.move(tx, await look(tx, first), State.SENT)
    assert await claim(tx, world.after(seconds=30)) == [second]


async def test_there_is_nothing_to_do_until_something_may_be_claimed_or_lapses(
    tx: Tx, world: Any
) -> None:
    async def due(**span: float) -> dues.Due:
        return await dues.anything_due(tx, world.after(**span), long=timedelta(hours=6))

    channel = await world.channel(tx)
    assert not await due()
    await world.delivery(tx, channel, hold="quiet")
    assert not await due(hours=9)
    await world.delivery(tx, channel, due_at=world.after(seconds=10))
    assert not await due(seconds=9)
    assert await due(seconds=10) == dues.Due(True, False, False)
    taken = await take(tx, world.after(seconds=10))
    assert not await due(seconds=69)
    assert await due(seconds=70) == dues.Due(False, True, False)  # its lease is over
    assert await claims.lapse(tx, world.after(seconds=70), quiet=QUIET) == 1
    assert await due(seconds=70)  # it may be repeated, where its platform knows the nonce
    await tx.conn.execute(
        update(table).where(table.c.id == taken.id).values(due_at=world.after(hours=1))
    )
    assert not await due(seconds=159)
    assert await due(seconds=160)
    (found,) = await doubtful(tx, world.after(seconds=160))
    assert not await due(seconds=219)
    assert await due(seconds=220)
    assert await claims.move(tx, found, State.SENT)
    assert not await due(hours=9)


async def test_what_is_due_says_whether_an_alert_is_too_old_or_in_a_channel_with_quiet_hours(
    tx: Tx, world: Any
) -> None:
    async def due(**span: float) -> dues.Due:
        return await dues.anything_due(tx, world.after(**span), long=timedelta(hours=6))

    channel = await world.channel(tx)
    await world.delivery(tx, channel)
    assert not (await due(hours=6)).waited
    assert (await due(hours=6, seconds=1)).waited
    assert not (await due()).quiet
    night = {"from": "22:00", "to": "07:00", "days": [0]}
    await channels.update_channel(tx, channel.id, quiet=night)
    assert (await due()).quiet
    await tx.conn.execute(update(table).values(hold="quiet"))
    later = await due(hours=7)
    assert (later.waited, later.quiet) == (False, False)
