"""What is held, released, merged into a roll-up or too old, as the outbox keeps it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.model import Channel, Headline, Kind, State
from bot.store import Store, Tx, channels, claims, deliveries, held, lines, parked, tellers
from tests.store.conftest import NOW, World

HOUR = timedelta(hours=1)
LEASE = timedelta(seconds=60)
LINE = Headline(heading="Quad", title="A", url=None, sentence="", outlets="B", at=NOW)


async def alert(tx: Tx, world: World, channel: Channel, **values: Any) -> int:
    return await world.delivery(tx, channel, **values)


async def claimed(tx: Tx, now: Any = NOW, oldest: timedelta | None = None) -> list[int]:
    found = await claims.claim(tx, now, lease=LEASE, limit=9, oldest=oldest)
    return [one.id for one in found]


async def test_nobody_sends_what_is_held_until_it_is_released(tx: Tx, world: World) -> None:
    channel = await world.channel(tx)
    one = await alert(tx, world, channel, hold="budget")
    assert await held.is_held(tx, one)
    assert await claimed(tx, NOW + 9 * HOUR) == []
    assert await held.release(tx, one, NOW + HOUR)
    assert not await held.release(tx, one, NOW + HOUR)
    assert await claimed(tx, NOW + HOUR, oldest=timedelta(0)) == [one]


async def test_a_released_alert_is_as_young_as_its_release(tx: Tx, world: World) -> None:
    channel = await world.channel(tx)
    one = await alert(tx, world, channel, hold="quiet")
    await held.release(tx, one, NOW + 9 * HOUR)
    found = await deliveries.get(tx, one)
    assert found is not None
    assert (found.created_at, found.due_at, found.hold) == (NOW + 9 * HOUR, NOW + 9 * HOUR, None)


async def test_an_alert_that_is_too_old_is_not_claimed_but_a_digest_is(
    tx: Tx, world: World
) -> None:
    channel = await world.channel(tx)
    await alert(tx, world, channel)
    late = await alert(tx, world, channel, kind=Kind.DIGEST)
    assert await claimed(tx, NOW + 7 * HOUR, oldest=6 * HOUR) == [late]


async def test_a_paused_channel_gets_nothing_but_edits(tx: Tx, world: World) -> None:
    channel = await world.channel(tx)
    sent = await alert(tx, world, channel)
    (sending,) = await claims.claim(tx, NOW, lease=LEASE, limit=9)
    await claims.move(tx, sending, State.SENT)
    await channels.update_channel(tx, channel.id, paused_until=NOW + HOUR)
    first = await alert(tx, world, channel)
    edit = await alert(tx, world, channel, kind=Kind.EDIT, edits=sent)
    assert await claimed(tx) == [edit]
    assert await claims.claim_doubtful(tx, NOW + HOUR, lease=LEASE, limit=9) == ()
    await claims.lapse(tx, NOW + HOUR, quiet=timedelta(0))
    assert await claimed(tx, NOW + HOUR) == [first]


async def test_a_channel_with_something_held_or_too_old_waits_for_a_roll_up(
    tx: Tx, world: World
) -> None:
    holding, stuck, fine = [await world.channel(tx, name) for name in ("a", "b", "c")]
    await alert(tx, world, holding, hold="quiet")
    old = await alert(tx, world, stuck)
    await alert(tx, world, fine, now=NOW + 7 * HOUR)
    at, oldest = NOW + 7 * HOUR, NOW + HOUR
    found = await held.waiting_channels(tx, at, oldest=oldest, platforms=["local"])
    assert found == (holding.id, stuck.id)
    assert [h.id for h in await held.stuck_in(tx, stuck.id, at, oldest=oldest)] == [old]
    assert await held.waiting_channels(tx, at, oldest=oldest, platforms=["other"]) == ()
    await channels.update_channel(tx, stuck.id, probe_at=at + HOUR)
    await channels.update_channel(tx, holding.id, state="gone")
    assert await held.waiting_channels(tx, at, oldest=oldest, platforms=["local"]) == ()


async def test_what_a_budget_holds_is_looked_at_when_its_time_has_come(
    tx: Tx, world: World
) -> None:
    channel = await world.channel(tx)
    await alert(tx, world, channel, hold="budget", due_at=NOW + HOUR)

    async def waiting(at: datetime) -> tuple[int, ...]:
        return await held.waiting_channels(tx, at, oldest=NOW - HOUR, platforms=["local"])

    assert await waiting(NOW + HOUR - timedelta(seconds=1)) == ()
    assert await waiting(NOW + HOUR) == (channel.id,)
    await alert(tx, world, channel, hold="quiet", due_at=NOW + HOUR)
    assert await waiting(NOW) == (channel.id,)  # quiet hours may have been ended


async def test_what_is_too_old_waits_while_another_post_of_the_channel_is_in_doubt(
    tx: Tx, world: World
) -> None:
    channel = await world.channel(tx)
    await alert(tx, world, channel)
    other = await alert(tx, world, channel, kind=Kind.DIGEST)
    at, oldest = NOW + 7 * HOUR, NOW + HOUR
    (sending,) = await claims.claim(tx, at, lease=LEASE, limit=9, oldest=6 * HOUR)
    assert sending.id == other
    assert await held.stuck_in(tx, channel.id, at, oldest=oldest) == ()
    await claims.move(tx, sending, State.PENDING, due_at=at + HOUR)
    assert await held.stuck_in(tx, channel.id, at, oldest=oldest) == ()
    assert len(await held.stuck_in(tx, channel.id, at + HOUR, oldest=oldest)) == 1


async def test_a_longer_silence_holds_all_longer_a_shorter_one_only_what_it_held(
    tx: Tx, world: World
) -> None:
    channel = await world.channel(tx)
    for hold, hours in (("quiet", 2), ("budget", 1), ("budget", 5)):
        await alert(tx, world, channel, hold=hold, due_at=NOW + hours * HOUR)
    await held.hold_until(tx, channel.id, NOW + 3 * HOUR)
    due = [(h.hold, h.due_at) for h in await held.held_in(tx, channel.id)]
    assert due == [
        ("quiet", NOW + 3 * HOUR),
        ("budget", NOW + 3 * HOUR),
        ("budget", NOW + 5 * HOUR),
    ]
    await held.hold_until(tx, channel.id, NOW + 2 * HOUR)
    due = [(h.hold, h.due_at) for h in await held.held_in(tx, channel.id)]
    assert due == [
        ("quiet", NOW + 2 * HOUR),
        ("budget", NOW + 3 * HOUR),
        ("budget", NOW + 5 * HOUR),
    ]


async def test_what_a_roll_up_tells_is_told_unless_that_is_given_up(
    store: Store, world: World
) -> None:
    async with store.begin() as tx:
        channel = await world.channel(tx)
        feed = await world.feed(tx)
        item = await world.item(tx, feed)
        story = await world.story(tx, item)
        values = {"hold": "quiet", "story_id": story, "story_ids": [story], "item_id": item.id}
        one = await alert(tx, world, channel, **values)
        rollup = await alert(tx, world, channel, kind=Kind.ROLLUP, story_ids=[story])
        await held.merge(tx, [one], rollup, State.MERGED, reason="told by a roll-up")
        assert await held.post_of(tx, one) == rollup
        assert await held.post_of(tx, rollup) == rollup
        about = await tellers.of_stories(tx, channel.id, [story])
        assert [post.id for post in about[story]] == [one]
        alone = await tellers.of_items(tx, channel.id, [item.id])
        assert [post.id for post in alone[item.id]] == [one]
        assert await deliveries.alerted_stories(tx, channel.id, [story]) == {story}
        assert await deliveries.items_posted(tx, channel.id, [item.id]) == {item.id}
        (sending,) = await claims.claim(tx, NOW, lease=LEASE, limit=9)
        await claims.move(tx, sending, State.FAILED)
        assert await deliveries.alerted_stories(tx, channel.id, [story]) == set()
        assert await deliveries.items_posted(tx, channel.id, [item.id]) == set()
        assert await deliveries.told_stories(tx, channel.id, [story]) == set()


async def test_a_roll_up_that_could_not_be_posted_hands_on_what_it_told(
    tx: Tx, world: World
) -> None:
    channel = await world.channel(tx)
    old = await alert(tx, world, channel)
    first = await alert(tx, world, channel, kind=Kind.ROLLUP, key="late:1:1")
    await held.merge(tx, [old], first, State.EXPIRED, reason="too old")
    assert [h.id for h in await held.unsent_late(tx, channel.id)] == [first]
    second = await alert(tx, world, channel, kind=Kind.ROLLUP, key="late:1:2")
    await held.merge(tx, [first], second, State.EXPIRED, reason="too old")
    assert await held.post_of(tx, old) == second
    assert [h.id for h in await held.unsent_late(tx, channel.id)] == [second]
    assert await held.late_since(tx, second) == NOW


async def test_urgent_alerts_are_counted_by_what_they_say_in_a_line(tx: Tx, world: World) -> None:
    channel = await world.channel(tx)
    for urgent, values in (
        (True, {}),
        (False, {}),
        (True, {"hold": "budget"}),
        (True, {"now": NOW - HOUR}),
    ):
        one = await alert(tx, world, channel, **values)
        await lines.keep(tx, one, [replace(LINE, urgent=urgent)])
    assert await held.urgent_since(tx, channel.id, NOW - HOUR) == 1


async def test_the_newest_roll_up_is_remembered_however_it_fared(tx: Tx, world: World) -> None:
    channel = await world.channel(tx)
    assert await held.last_rollup(tx, channel.id, NOW - 2 * HOUR) is None
    await alert(tx, world, channel, kind=Kind.ROLLUP, now=NOW - HOUR)
    await alert(tx, world, channel, kind=Kind.ROLLUP, now=NOW)
    assert await held.last_rollup(tx, channel.id, NOW - 2 * HOUR) == NOW
    assert await held.last_rollup(tx, channel.id, NOW) is None


async def test_a_roll_up_that_was_never_tried_may_go_into_the_next_one(tx: Tx, world: Any) -> None:
    channel, other = await world.channel(tx), await world.channel(tx, "other")
    due = {"kind": Kind.ROLLUP}
    mine = await world.delivery(tx, channel, **due, key="rollup:1:1")
    await world.delivery(tx, channel, **due, key="late:1:2")
    await world.delivery(tx, channel, key="alert:1:3")
    await world.delivery(tx, other, **due, key="rollup:2:4")
    assert [h.id for h in await held.untried_rollups(tx, channel.id)] == [mine]
    await parked.withdraw(tx, "late:1:2", "it comes before all others")
    assert mine in await claimed(tx)
    row = await deliveries.get(tx, mine)
    assert row is not None
    await claims.move(tx, row, State.PENDING, due_at=world.after(hours=1))
    assert await held.untried_rollups(tx, channel.id) == ()
