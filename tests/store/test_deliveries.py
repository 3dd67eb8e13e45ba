from datetime import timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import select

from bot.errors import StoreError
from bot.model import Delivery, Kind, Sent, State
from bot.store import Store, Tx, channels, deliveries
from bot.store.tables import delivery_stories

LEASE, QUIET = timedelta(seconds=60), timedelta(seconds=90)


async def claim(tx: Tx, at: Any, limit: int = 10) -> list[int]:
    return [d.id for d in await deliveries.claim(tx, at, lease=LEASE, limit=limit)]


async def take(tx: Tx, at: Any) -> Delivery:
    (taken,) = await deliveries.claim(tx, at, lease=LEASE, limit=1)
    return taken


async def doubtful(tx: Tx, at: Any) -> tuple[Delivery, ...]:
    return await deliveries.claim_doubtful(tx, at, lease=LEASE, limit=10)


async def look(tx: Tx, delivery_id: int) -> Delivery:
    found = await deliveries.get(tx, delivery_id)
    assert found is not None
    return found


async def test_a_post_is_planned_once_for_its_key(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx)
    stories = [await world.story(tx, await world.item(tx, await world.feed(tx))) for _ in "ab"]
    row = {"due_at": world.now, "now": world.now, "kind": Kind.DIGEST, "payload": {"a": [1]}}
    one = await deliveries.plan(
        tx, channel.id, key="k", nonce="n", story_ids=[*stories, stories[0]], **row
    )
    assert await deliveries.plan(tx, channel.id, key="k", nonce="m", **row) is None
    assert one is not None
    planned = await look(tx, one)
    assert (planned.kind, planned.state, planned.payload) == (
        Kind.DIGEST,
        State.PENDING,
        {"a": [1]},
    )
    assert (planned.attempt, planned.first_try_at, planned.created_at) == (0, None, world.now)
    told = await tx.conn.execute(select(delivery_stories.c.story_id))
    assert sorted(told.scalars()) == stories
    assert await deliveries.get(tx, 99) is None


async def test_two_posts_never_share_a_nonce(store: Store, world: Any) -> None:
    async def plan_both() -> None:
        async with store.begin() as tx:
            channel = await world.channel(tx)
            await world.delivery(tx, channel, nonce="same")
            await world.delivery(tx, channel, nonce="same")

    with pytest.raises(StoreError, match="nonce"):
        await plan_both()


async def test_a_channel_gets_one_post_at_a_time_oldest_first(tx: Tx, world: Any) -> None:
    one, two = await world.channel(tx, "one"), await world.channel(tx, "two")
    first, second = await world.delivery(tx, one), await world.delivery(tx, one)
    other = await world.delivery(tx, two)
    taken = await deliveries.claim(tx, world.now, lease=LEASE, limit=10)
    assert [d.id for d in taken] == [first, other]
    assert {d.state for d in taken} == {State.SENDING}
    assert await claim(tx, world.now) == []
    assert await deliveries.move(tx, taken[0], State.SENT)
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
    assert await deliveries.move(tx, first, State.PENDING, due_at=later, reason="429")
    second = await take(tx, later)
    assert (second.attempt, second.first_try_at, second.reason) == (2, world.now, "429")


async def test_a_post_that_waits_for_another_try_holds_its_channel(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx)
    early = await world.delivery(tx, channel, due_at=world.after(seconds=5))
    first, second = await world.delivery(tx, channel), await world.delivery(tx, channel)
    other = await world.delivery(tx, await world.channel(tx, "other"))
    refused = await take(tx, world.now)
    assert refused.id == first
    await deliveries.move(tx, refused, State.PENDING, due_at=world.after(seconds=30))
    assert await claim(tx, world.after(seconds=29)) == [other]
    (head,) = await deliveries.claim(tx, world.after(seconds=30), lease=LEASE, limit=9)
    assert head.id == early
    for post in (first, second):
        await deliveries.move(tx, head, State.SENT)
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
    await deliveries.move(tx, await take(tx, world.now), State.AMBIGUOUS, quiet_until=world.now)
    assert await claim(tx, world.now) == []
    (found,) = await doubtful(tx, world.now)
    assert await claim(tx, world.now) == []
    await deliveries.move(tx, found, State.UNKNOWN)
    assert await claim(tx, world.now) == [second]


@pytest.mark.parametrize("state", [State.PENDING, State.AMBIGUOUS])
async def test_an_edit_that_waits_holds_only_what_follows_on_its_post(
    tx: Tx, world: Any, state: State
) -> None:
    channel = await world.channel(tx)
    alert = await world.delivery(tx, channel)
    await deliveries.move(tx, await take(tx, world.now), State.SENT)
    first = await world.delivery(tx, channel, kind=Kind.EDIT, edits=alert)
    newer = await world.delivery(tx, channel, kind=Kind.EDIT, edits=alert)
    thread = await world.delivery(tx, channel, kind=Kind.UPDATE, edits=alert)
    news = await world.delivery(tx, channel)
    edit, later = await take(tx, world.now), world.after(seconds=30)
    assert edit.id == first
    times = {"due_at": later, "quiet_until": later}
    await deliveries.move(tx, edit, state, **times)
    assert await claim(tx, world.now) == [news]
    await deliveries.move(tx, await look(tx, news), State.SENT)
    assert await claim(tx, world.now) == []
    if state is State.AMBIGUOUS:
        (edit,) = await doubtful(tx, later)
        await deliveries.move(tx, edit, State.PENDING, due_at=later)
    for expected in (first, newer, thread):
        post = await take(tx, later)
        assert post.id == expected
        await deliveries.move(tx, post, State.SENT)


async def test_a_sender_that_dies_leaves_a_post_of_unknown_fate(tx: Tx, world: Any) -> None:
    post = await world.delivery(tx, await world.channel(tx))
    await claim(tx, world.now)
    assert await deliveries.lapse(tx, world.after(seconds=59), quiet=QUIET) == 0
    dead = world.after(seconds=60)
    assert await deliveries.lapse(tx, dead, quiet=QUIET) == 1
    assert await deliveries.lapse(tx, dead, quiet=QUIET) == 0
    found = await look(tx, post)
    assert (found.state, found.quiet_until) == (State.AMBIGUOUS, dead + QUIET)
    assert "stopped before the platform answered" in (found.reason or "")
    assert await claim(tx, world.after(days=1)) == []


async def test_an_old_lease_writes_nothing(tx: Tx, world: Any) -> None:
    post = await world.delivery(tx, await world.channel(tx))
    paused = await take(tx, world.now)
    await deliveries.lapse(tx, world.after(seconds=60), quiet=QUIET)
    assert not await deliveries.move(tx, paused, State.SENT)
    (found,) = await doubtful(tx, world.after(seconds=150))
    assert not await deliveries.move(tx, paused, State.SENT)
    assert await deliveries.move(tx, found, State.PENDING, due_at=world.now)
    assert not await deliveries.move(tx, paused, State.FAILED)
    assert (await look(tx, post)).state is State.PENDING


async def test_a_lease_that_was_given_back_writes_nothing(tx: Tx, world: Any) -> None:
    post = await world.delivery(tx, await world.channel(tx))
    mine = await take(tx, world.now)
    assert await deliveries.move(tx, mine, State.PENDING, due_at=world.now)
    assert not await deliveries.move(tx, mine, State.SENT)
    assert (await look(tx, post)).state is State.PENDING


async def test_a_doubtful_post_is_looked_for_after_its_quiet_time(tx: Tx, world: Any) -> None:
    post = await world.delivery(tx, await world.channel(tx))
    quiet = world.after(seconds=90)
    await deliveries.move(tx, await take(tx, world.now), State.AMBIGUOUS, quiet_until=quiet)
    assert await doubtful(tx, world.after(seconds=89)) == ()
    (first,) = await doubtful(tx, quiet)
    assert (first.id, first.state) == (post, State.RECONCILING)
    assert await doubtful(tx, quiet) == ()
    # The one that looks dies too: another one looks when its lease is over.
    (second,) = await doubtful(tx, quiet + LEASE)
    assert not await deliveries.move(tx, first, State.SENT)
    assert await deliveries.move(tx, second, State.SENT)


async def test_the_reason_of_a_failure_does_not_outlive_it(tx: Tx, world: Any) -> None:
    post = await world.delivery(tx, await world.channel(tx))
    await claim(tx, world.now)
    await deliveries.lapse(tx, world.after(seconds=60), quiet=QUIET)
    (found,) = await doubtful(tx, world.after(seconds=150))
    await deliveries.move(tx, found, State.SENT)
    sent = await look(tx, post)
    assert (sent.reason, sent.quiet_until) == (None, None)


async def test_where_a_post_stands_is_found_both_ways(tx: Tx, world: Any) -> None:
    channel, other = await world.channel(tx), await world.channel(tx, "other")
    await world.delivery(tx, channel)
    post = await take(tx, world.now)
    assert await deliveries.sent_message(tx, post.id) is None
    assert await deliveries.newest(tx, channel.id, Kind.ALERT) is None
    sent = Sent(external_id="m1", thread_id="t1", at=world.now)
    await deliveries.move(tx, post, State.SENT)
    await deliveries.note_sent(tx, post, sent)
    await deliveries.note_sent(tx, post, sent)
    assert await deliveries.sent_message(tx, post.id) == sent
    found = await deliveries.of_message(tx, channel.id, "m1")
    assert found == await deliveries.newest(tx, channel.id, Kind.ALERT)
    assert found is not None
    assert (found.id, found.state) == (post.id, State.SENT)
    assert await deliveries.of_message(tx, other.id, "m1") is None
    assert await deliveries.newest(tx, channel.id, Kind.DIGEST) is None


async def test_only_what_nobody_tried_to_send_is_redrawn(tx: Tx, world: Any) -> None:
    post = await world.delivery(tx, await world.channel(tx))
    assert await deliveries.redraw(tx, post, {"text": "new"})
    tried = await take(tx, world.now)
    assert tried.payload == {"text": "new"}
    await deliveries.move(tx, tried, State.PENDING, due_at=world.now)
    assert not await deliveries.redraw(tx, post, {"text": "newer"})


async def test_the_payload_last_drawn_is_the_newest_edit(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx)
    alert = await world.delivery(tx, channel, payload={"n": 1})
    assert await deliveries.last_drawn(tx, alert) == {"n": 1}
    await world.delivery(tx, channel, kind=Kind.EDIT, edits=alert, payload={"n": 2})
    await world.delivery(tx, channel, kind=Kind.UPDATE, edits=alert, payload={"n": 3})
    assert await deliveries.last_drawn(tx, alert) == {"n": 2}
    assert await deliveries.last_drawn(tx, 99) is None
