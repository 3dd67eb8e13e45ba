"""Whether anything may be due, each kind of work by itself."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.model import Kind, State
from bot.store import Tx, channels, dues
from bot.store.tables import deliveries as outbox

LONG = timedelta(hours=6)
SECOND = timedelta(seconds=1)
NIGHT = {"from": "22:00", "to": "07:00", "days": [0]}
IDLE = dues.Due(to_send=False, lapsed=False, doubtful=False)


async def due(tx: Tx, world: Any, **span: float) -> dues.Due:
    return await dues.anything_due(tx, world.after(**span), long=LONG)


async def be(tx: Tx, post: int, state: State, **values: Any) -> None:
    mine = update(outbox).where(outbox.c.id == post)
    await tx.conn.execute(mine.values(state=state.value, **values))


@pytest.mark.parametrize("state", State)
async def test_only_what_waits_may_be_sent(tx: Tx, world: Any, state: State) -> None:
    await be(tx, await world.delivery(tx, await world.channel(tx), kind=Kind.DIGEST), state)
    found = await due(tx, world)
    assert found.to_send is (state is State.PENDING)
    assert (found.waited, found.quiet) == (False, False)


@pytest.mark.parametrize("state", State)
async def test_what_a_worker_holds_lapses_with_its_lease(tx: Tx, world: Any, state: State) -> None:
    post = await world.delivery(tx, await world.channel(tx), due_at=world.after(days=9))
    await be(tx, post, state, lease_until=world.after(seconds=60))
    held = state in (State.SENDING, State.RECONCILING)
    assert await due(tx, world, seconds=59) == IDLE
    assert await due(tx, world, seconds=60) == dues.Due(False, held, False)


@pytest.mark.parametrize("state", State)
async def test_what_is_in_doubt_is_due_when_it_may_be_repeated_or_looked_for(
    tx: Tx, world: Any, state: State
) -> None:
    post = await world.delivery(tx, await world.channel(tx), due_at=world.after(days=9))
    await be(tx, post, state, quiet_until=world.after(seconds=90))
    doubtful = state is State.AMBIGUOUS
    assert await due(tx, world, seconds=89) == IDLE
    assert (await due(tx, world, seconds=90)).doubtful is doubtful
    await be(tx, post, state, due_at=world.after(seconds=5))
    assert await due(tx, world, seconds=4) == IDLE
    assert (await due(tx, world, seconds=5)).doubtful is doubtful


@pytest.mark.parametrize("kind", Kind)
async def test_only_an_alert_that_waits_to_be_sent_by_itself_gets_too_old(
    tx: Tx, world: Any, kind: Kind
) -> None:
    channel = await world.channel(tx)
    post = await world.delivery(tx, channel, kind=kind, due_at=world.after(days=9))
    assert not (await due(tx, world, hours=6)).waited
    later = {"hours": 6, "seconds": 1}
    assert (await due(tx, world, **later)).waited is (kind is Kind.ALERT)
    await be(tx, post, State.PENDING, hold="budget")
    assert not (await due(tx, world, **later)).waited
    for state in State:
        if state is not State.PENDING:
            await be(tx, post, state, hold=None)
            assert not (await due(tx, world, **later)).waited


@pytest.mark.parametrize("kind", Kind)
async def test_only_an_alert_or_a_roll_up_in_a_channel_with_quiet_hours_may_have_to_be_held(
    tx: Tx, world: Any, kind: Kind
) -> None:
    channel, other = await world.channel(tx), await world.channel(tx, "other")
    post = await world.delivery(tx, channel, kind=kind, due_at=world.after(days=9))
    await channels.update_channel(tx, other.id, quiet=NIGHT)
    assert not (await due(tx, world)).quiet
    await channels.update_channel(tx, channel.id, quiet=NIGHT)
    assert (await due(tx, world)).quiet is (kind in (Kind.ALERT, Kind.ROLLUP))
    await be(tx, post, State.SENT)
    assert not (await due(tx, world)).quiet


async def test_what_is_for_a_thread_has_to_wait_in_quiet_hours_once_it_is_due(
    tx: Tx, world: Any
) -> None:
    channel = await world.channel(tx)
    await channels.update_channel(tx, channel.id, quiet=NIGHT)
    await world.delivery(tx, channel, kind=Kind.UPDATE, due_at=world.after(hours=1))
    assert not (await due(tx, world, minutes=59)).quiet
    assert (await due(tx, world, hours=1)).quiet


def test_there_is_work_where_something_may_be_sent_or_is_or_gets_in_doubt() -> None:
    assert not IDLE
    assert not dues.Due(False, False, False, waited=True, quiet=True)
    assert dues.Due(True, False, False)
    assert dues.Due(False, True, False)
    assert dues.Due(False, False, True)
