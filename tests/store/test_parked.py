"""Posts of which nobody knows whether they are there, or that nothing took: people decide."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.model import Channel, Delivery, Kind, State
from bot.store import Tx, channels, claims, deliveries, parked
from bot.store.tables import deliveries as outbox

HOUR = timedelta(hours=1)
LEASE = timedelta(seconds=60)


async def look(tx: Tx, post: int) -> Delivery:
    found = await deliveries.get(tx, post)
    assert found is not None
    return found


async def post(tx: Tx, world: Any, channel: Channel, state: State, **values: Any) -> int:
    """Put a post into the outbox in a state, tried five times an hour ago; give it."""
    kind = values.pop("kind", Kind.ALERT)
    made: int = await world.delivery(tx, channel, kind=kind)
    tried = {"attempt": 5, "first_try_at": world.now - HOUR, "lease_no": 7, "reason": "reset"}
    row = {"state": state.value, **tried, **values}
    await tx.conn.execute(update(outbox).where(outbox.c.id == made).values(**row))
    return made


async def states(tx: Tx, *posts: int) -> list[State]:
    return [(await look(tx, one)).state for one in posts]


# ── what is shown ───────────────────────────────────────────────────────────────────────────


async def test_what_is_parked_is_shown_to_its_community_oldest_first(tx: Tx, world: Any) -> None:
    mine, away = await world.channel(tx), await world.channel(tx, community="away")
    second = await world.channel(tx, "second")
    places = (mine, second, mine)
    ids = [await post(tx, world, place, State.UNKNOWN) for place in places]
    other = await post(tx, world, away, State.UNKNOWN)
    for state in State:
        if state is not State.UNKNOWN:
            await post(tx, world, mine, state)
    assert [one.id for one in await parked.waiting(tx, mine.community_id)] == ids
    assert [one.id for one in await parked.waiting(tx, away.community_id)] == [other]


@pytest.mark.parametrize("kind", Kind)
async def test_news_that_was_refused_for_good_is_shown(tx: Tx, world: Any, kind: Kind) -> None:
    channel = await world.channel(tx)
    made = await post(tx, world, channel, State.FAILED, kind=kind)
    shown = (made,) if kind in (Kind.ALERT, Kind.DIGEST, Kind.ROLLUP) else ()
    for community in (None, channel.community_id):
        found = await parked.failed(tx, world.now, community)
        assert tuple(one.id for one in found) == shown


async def test_what_failed_is_shown_by_time_and_community_where_we_still_are(
    tx: Tx, world: Any
) -> None:
    mine, away = await world.channel(tx), await world.channel(tx, community="away")
    one = await post(tx, world, mine, State.FAILED, created_at=world.now)
    await post(tx, world, mine, State.FAILED, created_at=world.now - timedelta(seconds=1))
    two = await post(tx, world, away, State.FAILED)
    three = await post(tx, world, mine, State.FAILED)
    await post(tx, world, mine, State.UNKNOWN)

    async def shown(community: int | None) -> list[int]:
        return [row.id for row in await parked.failed(tx, world.now, community)]

    assert await shown(None) == [one, two, three]
    assert await shown(mine.community_id) == [one, three]
    await channels.update_community(tx, away.community_id, left_at=world.now)
    assert await shown(None) == [one, three]
    assert await shown(away.community_id) == [two]


# ── what people decide ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("state", [State.UNKNOWN, State.FAILED])
async def test_what_is_sent_again_counts_as_planned_and_first_tried_now(
    tx: Tx, world: Any, state: State
) -> None:
    made = await post(tx, world, await world.channel(tx), state)
    before, at = await look(tx, made), world.now + HOUR
    again = await parked.resend(tx, 1, made, at)
    assert again == await look(tx, made)
    assert (again.state, again.due_at, again.created_at) == (State.PENDING, at, at)
    assert (again.attempt, again.first_try_at, again.reason) == (1, None, None)
    assert (again.key, again.nonce, again.payload) == (before.key, before.nonce, before.payload)
    assert again.lease_no == before.lease_no + 1
    assert await parked.resend(tx, 1, made, at) is None


async def test_only_what_is_parked_or_failed_here_is_sent_again(tx: Tx, world: Any) -> None:
    channel, away = await world.channel(tx), await world.channel(tx, community="away")
    for state in State:
        if state not in (State.UNKNOWN, State.FAILED):
            made = await post(tx, world, channel, state)
            assert await parked.resend(tx, channel.community_id, made, world.now) is None
            assert (await look(tx, made)).state is state
    for state in (State.UNKNOWN, State.FAILED):
        made, other = [await post(tx, world, channel, state) for _ in "ab"]
        assert await parked.resend(tx, away.community_id, made, world.now) is None
        assert await parked.resend(tx, channel.community_id, made, world.now)
        assert (await look(tx, other)).state is state


async def test_a_drop_can_be_taken_back_by_whose_community_it_is(tx: Tx, world: Any) -> None:
    channel, away = await world.channel(tx), await world.channel(tx, community="away")
    made, home = await post(tx, world, channel, State.UNKNOWN), channel.community_id
    assert await parked.drop(tx, away.community_id, made) is None
    dropped = await parked.drop(tx, home, made)
    assert dropped == await look(tx, made)
    assert (dropped.state, dropped.reason) == (State.SUPPRESSED, "dropped by a person")
    assert dropped.lease_no == 8
    assert await parked.drop(tx, home, made) is None
    assert not await parked.park_again(tx, away.community_id, made, "reset")
    assert await parked.park_again(tx, home, made, "reset")
    row = await look(tx, made)
    assert (row.state, row.reason, row.lease_no) == (State.UNKNOWN, "reset", 9)
    assert not await parked.park_again(tx, home, made, "reset")


async def test_only_what_is_parked_is_dropped_and_only_what_a_person_dropped_is_parked_again(
    tx: Tx, world: Any
) -> None:
    channel = await world.channel(tx)
    for state in State:
        made = await post(tx, world, channel, state, reason="the story is muted")
        if state is not State.UNKNOWN:
            assert await parked.drop(tx, channel.community_id, made) is None
        assert not await parked.park_again(tx, channel.community_id, made, None)


# ── looking again, and taking back ──────────────────────────────────────────────────────────


async def test_what_could_not_be_looked_for_is_looked_for_again_if_it_is_not_too_old(
    tx: Tx, world: Any
) -> None:
    channel, at = await world.channel(tx), world.now + HOUR
    young = await post(tx, world, channel, State.UNKNOWN)
    old = await post(tx, world, channel, State.UNKNOWN, first_try_at=world.now - 2 * HOUR)
    others = [
        await post(tx, world, channel, state) for state in State if state is not State.UNKNOWN
    ]
    before = await states(tx, *others)
    assert await parked.look_again(tx, at, world.now - 2 * HOUR) == 1
    row = await look(tx, young)
    assert (row.state, row.due_at, row.quiet_until) == (State.AMBIGUOUS, at, at)
    assert (row.lease_no, row.first_try_at) == (8, world.now - HOUR)
    assert await states(tx, old) == [State.UNKNOWN]
    assert await states(tx, *others) == before
    assert await parked.look_again(tx, at, world.now - 3 * HOUR) == 1


async def test_what_was_certainly_not_posted_can_be_withdrawn_whoever_slept_over_it(
    tx: Tx, world: Any
) -> None:
    channel = await world.channel(tx)
    one, two = await world.delivery(tx, channel), await world.delivery(tx, channel)
    key = (await look(tx, one)).key
    assert await parked.withdraw(tx, key, "it is told otherwise")
    row = await look(tx, one)
    assert (row.state, row.reason) == (State.SUPPRESSED, "it is told otherwise")
    assert row.lease_no == 1
    assert await states(tx, two) == [State.PENDING]
    assert not await parked.withdraw(tx, key, "it is told otherwise")
    for state in State:
        if state is not State.PENDING:
            made = await look(tx, await post(tx, world, channel, state))
            assert not await parked.withdraw(tx, made.key, "it is told otherwise")
    assert not await parked.withdraw(tx, "no such key", "it is told otherwise")


async def test_all_that_waits_in_a_channel_is_counted_and_dropped(tx: Tx, world: Any) -> None:
    channel, other = await world.channel(tx), await world.channel(tx, "other")
    assert await parked.count_waiting(tx, channel.id) == 0
    mine = [await world.delivery(tx, channel) for _ in "abc"]
    others = [
        await post(tx, world, channel, state) for state in State if state is not State.PENDING
    ]
    elsewhere = await world.delivery(tx, other)
    before = await states(tx, *others)
    assert await parked.count_waiting(tx, channel.id) == 3
    assert await parked.drop_waiting(tx, channel.id) == 3
    assert await parked.count_waiting(tx, channel.id) == 0
    row = await look(tx, mine[0])
    assert (row.state, row.reason, row.lease_no) == (State.SUPPRESSED, "dropped by a person", 1)
    assert await states(tx, *others, elsewhere) == [*before, State.PENDING]


async def test_who_holds_an_old_lease_of_what_a_person_decided_writes_nothing(
    tx: Tx, world: Any
) -> None:
    await world.delivery(tx, await world.channel(tx))
    (taken,) = await claims.claim(tx, world.now, lease=LEASE, limit=1)
    assert await claims.move(tx, taken, State.UNKNOWN)
    assert await parked.resend(tx, 1, taken.id, world.now)
    (again,) = await claims.claim(tx, world.now, lease=LEASE, limit=1)
    assert not await claims.holds(tx, taken)
    assert await claims.holds(tx, again)
