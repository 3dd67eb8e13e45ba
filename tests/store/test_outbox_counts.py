"""What /status, budgets and digests ask of the outbox."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from bot.model import Kind, Sent, State
from bot.store import Tx, claims, deliveries, held, parked, watches
from bot.store.tables import communities, messages
from bot.store.tables import deliveries as table

LEASE = timedelta(seconds=60)


async def be(tx: Tx, post: int, **values: Any) -> None:
    await tx.conn.execute(update(table).where(table.c.id == post).values(**values))


async def finish(tx: Tx, world: Any, state: State, **values: Any) -> int:
    (taken,) = await claims.claim(tx, world.now, lease=LEASE, limit=1)
    assert await claims.move(tx, taken, state, **values)
    if state is State.SENT:
        await deliveries.note_sent(tx, taken, Sent(external_id=f"m{taken.id}", at=world.now))
    return taken.id


async def test_items_with_a_post_of_their_own_are_known(tx: Tx, world: Any) -> None:
    channel, other = await world.channel(tx), await world.channel(tx, "other")
    feed = await world.feed(tx)
    one, two = await world.item(tx, feed), await world.item(tx, feed)
    await world.delivery(tx, channel, item_id=one.id)
    assert await deliveries.items_posted(tx, channel.id, [one.id, two.id]) == {one.id}
    assert await deliveries.items_posted(tx, other.id, [one.id, two.id]) == set()
    both = [channel.id, other.id]
    found = await deliveries.items_posted_in(tx, both, [one.id, two.id])
    assert found == {channel.id: {one.id}, other.id: set()}


async def test_a_story_whose_alert_failed_was_not_alerted(tx: Tx, world: Any) -> None:
    channel, feed = await world.channel(tx), await world.feed(tx)
    waiting, failed, untold = [await world.story(tx, await world.item(tx, feed)) for _ in "abc"]
    await world.delivery(tx, channel, story_id=failed)
    await finish(tx, world, State.EXPIRED, reason="older than 6 hours")
    await world.delivery(tx, channel, story_id=waiting)
    await world.delivery(tx, channel, kind=Kind.UPDATE, story_id=untold)
    told = await deliveries.alerted_stories(tx, channel.id, [waiting, failed, untold])
    assert told == {waiting}


async def test_a_story_was_told_by_its_alert_or_by_a_digest_that_was_not_given_up(
    tx: Tx, world: Any
) -> None:
    channel, feed = await world.channel(tx), await world.feed(tx)
    alerted, listed, failed, untold = [
        await world.story(tx, await world.item(tx, feed)) for _ in "abcd"
    ]
    await world.delivery(tx, channel, kind=Kind.DIGEST, story_ids=[failed])
    await finish(tx, world, State.FAILED, reason="no such channel")
    await world.delivery(tx, channel, story_id=alerted, story_ids=[alerted])
    await world.delivery(tx, channel, kind=Kind.DIGEST, story_ids=[listed])
    asked = [alerted, listed, failed, untold]
    assert await deliveries.told_stories(tx, channel.id, asked) == {alerted, listed}
    assert await deliveries.told_stories(tx, channel.id + 1, asked) == set()
    many = range(1, 40_000)
    assert await deliveries.told_stories(tx, channel.id, many) == {alerted, listed}
    assert await watches.asking(tx, many) == ()


async def test_deliveries_are_counted_by_state_and_community(tx: Tx, world: Any) -> None:
    mine, other = await world.channel(tx), await world.channel(tx, community="away")
    await world.delivery(tx, mine)
    await finish(tx, world, State.SENT)
    await world.delivery(tx, mine)
    await world.delivery(tx, other)
    assert await deliveries.counts(tx) == {"sent": 1, "pending": 2}
    assert await deliveries.counts(tx, mine.community_id) == {"sent": 1, "pending": 1}


async def test_what_failed_since_its_post_was_deleted_is_missed_by_nobody(
    tx: Tx, world: Any
) -> None:
    channel = await world.channel(tx)
    kept, gone = [await world.delivery(tx, channel) for _ in range(2)]
    for _ in range(2):
        await finish(tx, world, State.SENT)
    await deliveries.note_deleted(tx, gone, world.after(hours=1))
    for alert in (kept, gone):
        await world.delivery(tx, channel, kind=Kind.UPDATE, edits=alert)
        await finish(tx, world, State.FAILED)
    await world.delivery(tx, channel)
    await finish(tx, world, State.FAILED)
    assert await deliveries.counts(tx) == {"sent": 2, "failed": 2}
    await world.delivery(tx, channel, kind=Kind.EDIT, edits=gone)
    assert await deliveries.counts(tx) == {"sent": 2, "failed": 2, "pending": 1}


async def test_what_got_too_old_counts_as_merged_where_another_post_tells_it(
    tx: Tx, world: Any
) -> None:
    channel = await world.channel(tx)
    held_back, late, lost = [await world.delivery(tx, channel) for _ in range(3)]
    rollup = await world.delivery(tx, channel, kind=Kind.ROLLUP)
    await held.merge(tx, [held_back], rollup, State.MERGED, reason="told by a roll-up")
    await held.merge(tx, [late], rollup, State.EXPIRED, reason="too old")
    await be(tx, lost, state="expired")
    assert await deliveries.counts(tx) == {"merged": 2, "expired": 1, "pending": 1}


async def test_when_a_post_was_deleted_is_noted_once_and_of_that_post_alone(
    tx: Tx, world: Any
) -> None:
    channel = await world.channel(tx)
    kept, gone = [await world.delivery(tx, channel) for _ in range(2)]
    for _ in range(2):
        await finish(tx, world, State.SENT)
    for hours in (1, 2):
        await deliveries.note_deleted(tx, gone, world.after(hours=hours))
    rows = await tx.conn.execute(select(messages.c.delivery_id, messages.c.deleted_at))
    assert {row[0]: row[1] for row in rows} == {kept: None, gone: world.after(hours=1)}


async def test_what_waits_in_channels_is_counted_for_each_of_them(tx: Tx, world: Any) -> None:
    here, there, other = [await world.channel(tx, name) for name in ("here", "there", "other")]
    for state in State:
        post = await world.delivery(tx, here)
        await be(tx, post, state=state.value)
    await be(tx, await world.delivery(tx, here), hold="budget")
    await world.delivery(tx, there)
    await world.delivery(tx, other)
    open_ = (State.PENDING, State.AMBIGUOUS, State.SENDING, State.RECONCILING)
    found = await deliveries.open_in(tx, [here.id, there.id])
    assert found == {here.id: len(open_), there.id: 1}


async def test_the_community_of_a_post_is_found_by_its_nonce(tx: Tx, world: Any) -> None:
    mine, other = await world.channel(tx), await world.channel(tx, community="away")
    await world.delivery(tx, mine, nonce="one")
    await world.delivery(tx, other, nonce="two")
    found = [await deliveries.home_of(tx, nonce) for nonce in ("one", "two", "three")]
    assert found == ["home", "away", None]


async def test_a_post_stands_alone_where_its_platform_took_later_ones_elsewhere(
    tx: Tx, world: Any
) -> None:
    mine, other = await world.channel(tx), await world.channel(tx, "other")
    far = await world.channel(tx, "far", community="away")
    await be(tx, await world.delivery(tx, other), state="sent")  # before it
    id_ = await world.delivery(tx, mine)
    post = await deliveries.get(tx, id_)
    assert post is not None
    await be(tx, await world.delivery(tx, mine), state="sent")  # in the same channel
    await world.delivery(tx, other)  # not sent yet
    assert not await deliveries.stands_alone(tx, post)
    later = await world.delivery(tx, far)
    await be(tx, later, state="sent")
    assert await deliveries.stands_alone(tx, post)
    await tx.conn.execute(
        update(communities).where(communities.c.external_id == "away").values(platform="slack")
    )
    assert not await deliveries.stands_alone(tx, post)


async def test_posts_are_counted_by_the_time_they_went_out(tx: Tx, world: Any) -> None:
    channel, start = await world.channel(tx), world.now
    for kind in (Kind.ALERT, Kind.ALERT, Kind.EDIT):
        await world.delivery(tx, channel, kind=kind)
        await finish(tx, world, State.SENT)
        world.now += timedelta(minutes=1)
    count = deliveries.count_sent_since
    assert await count(tx, channel.id, Kind.ALERT, start) == 2
    assert await count(tx, channel.id, Kind.ALERT, start + timedelta(minutes=1)) == 1
    assert await count(tx, channel.id, Kind.EDIT, start) == 1
    assert await count(tx, channel.id + 1, Kind.ALERT, start) == 0


async def test_what_somebody_must_decide_is_shown_to_its_community(tx: Tx, world: Any) -> None:
    mine, other = await world.channel(tx), await world.channel(tx, community="away")
    await world.delivery(tx, mine)
    unsure = await finish(tx, world, State.UNKNOWN, reason="the history may not be read")
    (waiting,) = await parked.waiting(tx, mine.community_id)
    assert (waiting.id, waiting.reason) == (unsure, "the history may not be read")
    assert await parked.waiting(tx, other.community_id) == ()


async def test_the_oldest_waiting_post_says_how_far_behind_we_are(tx: Tx, world: Any) -> None:
    mine, other = await world.channel(tx), await world.channel(tx, community="away")
    since = deliveries.pending_since
    assert await since(tx, world.now) is None
    old, young = world.after(hours=-2), world.after(hours=-1)
    await world.delivery(tx, mine, now=world.after(hours=-9), due_at=world.after(hours=1))
    await world.delivery(tx, mine, now=young)
    await world.delivery(tx, other, now=old)
    assert await since(tx, world.now) == old
    assert await since(tx, world.now, mine.community_id) == young
