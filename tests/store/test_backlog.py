"""What waited for long to be posted, and what was posted lately, as the outbox has it."""

from datetime import timedelta
from typing import Any

import pytest

from bot.model import Headline, Kind, Sent, State
from bot.store import Tx, backlog, channels, claims, deliveries, lines
from tests.store.conftest import NOW, World

HOUR = timedelta(hours=1)
LEASE = timedelta(seconds=60)


async def backed_up(tx: Tx, *, hours: float = 1, platform: str = "local") -> Any:
    now = NOW + hours * HOUR
    return await backlog.backed_up(tx, now, since=NOW + HOUR / 2, platforms=[platform])


async def send(tx: Tx, at: Any) -> None:
    (post,) = await claims.claim(tx, at, lease=LEASE, limit=1)
    await claims.move(tx, post, State.SENT)
    await deliveries.note_sent(tx, post, Sent(external_id=str(post.id), thread_id=None, at=at))


@pytest.mark.parametrize("kind", Kind)
async def test_only_an_alert_that_waited_backs_a_channel_up(
    tx: Tx, world: World, kind: Kind
) -> None:
    channel = await world.channel(tx)
    await world.delivery(tx, channel, kind=kind)
    assert await backed_up(tx) == ({channel.id: NOW} if kind is Kind.ALERT else {})
    assert await backed_up(tx, platform="elsewhere") == {}


async def test_a_channel_with_a_post_under_way_is_not_looked_at(tx: Tx, world: World) -> None:
    channel = await world.channel(tx)
    await world.delivery(tx, channel)
    await world.delivery(tx, channel)
    await claims.claim(tx, NOW, lease=LEASE, limit=1)
    assert await backed_up(tx) == {}
    assert await backlog.waiting_in(tx, channel.id, NOW + HOUR) == ()


async def test_a_channel_that_a_person_paused_is_not_looked_at_until_then(
    tx: Tx, world: World
) -> None:
    channel = await world.channel(tx)
    await world.delivery(tx, channel)
    await channels.update_channel(tx, channel.id, paused_until=NOW + 2 * HOUR)
    assert await backed_up(tx, hours=1) == {}
    assert await backed_up(tx, hours=2) == {channel.id: NOW}


async def test_what_waits_says_whether_it_is_urgent(tx: Tx, world: World) -> None:
    channel = await world.channel(tx)
    one, other = await world.delivery(tx, channel), await world.delivery(tx, channel)
    await world.delivery(tx, channel, hold="budget")
    line = Headline(heading="Q", title="A", url=None, sentence="", outlets="", at=NOW, urgent=True)
    await lines.keep(tx, other, [line])
    found = await backlog.waiting_in(tx, channel.id, NOW)
    assert [(w.id, w.urgent) for w in found] == [(one, False), (other, True)]


async def test_what_was_sent_is_counted_from_when_it_was_planned_at_the_earliest(
    tx: Tx, world: World
) -> None:
    channel = await world.channel(tx)
    await world.delivery(tx, channel)
    await world.delivery(tx, channel)
    await send(tx, NOW + HOUR)
    await send(tx, NOW)
    found = await backlog.posted_in(tx, channel.id, since=NOW)
    assert [one.at for one in found] == [NOW, NOW + HOUR]
    assert await backlog.posted_in(tx, channel.id, since=NOW + HOUR) == ()
