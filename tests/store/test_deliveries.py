"""What is planned is planned once; where a post stands is found again."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.errors import StoreError
from bot.model import Delivery, Kind, Sent, State
from bot.store import Store, Tx, claims, deliveries
from bot.store.tables import deliveries as table
from bot.store.tables import delivery_stories

LEASE = timedelta(seconds=60)


async def take(tx: Tx, at: Any) -> Delivery:
    (taken,) = await claims.claim(tx, at, lease=LEASE, limit=1)
    return taken


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


async def test_where_a_post_stands_is_found_both_ways(tx: Tx, world: Any) -> None:
    channel, other = await world.channel(tx), await world.channel(tx, "other")
    await world.delivery(tx, channel)
    post = await take(tx, world.now)
    assert await deliveries.sent_message(tx, post.id) is None
    assert await deliveries.newest(tx, channel.id, Kind.ALERT) is None
    sent = Sent(external_id="m1", thread_id="t1", at=world.now)
    await claims.move(tx, post, State.SENT)
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
    await claims.move(tx, tried, State.PENDING, due_at=world.now)
    assert not await deliveries.redraw(tx, post, {"text": "newer"})


async def test_the_payload_last_drawn_is_the_newest_edit(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx)
    alert = await world.delivery(tx, channel, payload={"n": 1})
    assert await deliveries.last_drawn(tx, alert) == {"n": 1}
    await world.delivery(tx, channel, kind=Kind.EDIT, edits=alert, payload={"n": 2})
    await world.delivery(tx, channel, kind=Kind.UPDATE, edits=alert, payload={"n": 3})
    assert await deliveries.last_drawn(tx, alert) == {"n": 2}
    assert await deliveries.last_drawn(tx, 99) is None


async def test_an_alert_is_known_as_it_was_drawn_at_a_time_whatever_became_of_the_edit(
    tx: Tx, world: Any
) -> None:
    channel, hour = await world.channel(tx), timedelta(hours=1)
    alert = await world.delivery(tx, channel, payload={"n": 1})
    edit = {"kind": Kind.EDIT, "edits": alert}
    await world.delivery(tx, channel, **edit, payload={"n": 2}, now=world.now + hour)
    await world.delivery(tx, channel, **edit, payload={"n": 3}, now=world.now + hour)
    await world.delivery(tx, channel, **edit, payload={"n": 4}, now=world.now + 2 * hour)
    await world.delivery(tx, channel, kind=Kind.UPDATE, edits=alert, payload={"n": 5})
    await world.delivery(tx, channel, payload={"n": 6})
    await tx.conn.execute(update(table).where(table.c.edits == alert).values(state="failed"))
    drawn = [await deliveries.drawn_at(tx, alert, world.now + n * hour) for n in range(-1, 3)]
    assert drawn == [None, {"n": 1}, {"n": 3}, {"n": 4}]


async def test_many_posts_are_planned_in_their_order_each_key_once(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx)
    story = await world.story(tx, await world.item(tx, await world.feed(tx)))
    known = await world.delivery(tx, channel, key="b", nonce="nb")

    def post(key: str) -> deliveries.Post:
        return deliveries.Post(
            channel_id=channel.id,
            kind=Kind.ALERT,
            key=key,
            nonce=f"n{key}",
            payload={"key": key},
            due_at=world.now,
            story_id=story,
            tells=(story,),
        )

    posts = [post(key) for key in ("c", "b", "a", "a")]
    third, second, first, twin = await deliveries.plan_many(tx, posts, world.now)
    assert third is not None
    assert first is not None
    assert known < third < first
    assert (second, twin) == (None, None)
    assert (await look(tx, first)).payload == {"key": "a"}
    told = await tx.conn.execute(select(delivery_stories.c.delivery_id))
    assert sorted(told.scalars()) == [third, first]
    assert await deliveries.plan_many(tx, [], world.now) == ()


async def test_what_was_drawn_last_is_read_of_many_as_of_one(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx)
    alerts = [await world.delivery(tx, channel, payload={"n": n}) for n in range(3)]
    for n in (4, 5):
        await world.delivery(tx, channel, kind=Kind.EDIT, edits=alerts[1], payload={"n": n})
    await world.delivery(tx, channel, kind=Kind.UPDATE, edits=alerts[2], payload={"n": 6})
    asked = [*alerts, 99]
    one_by_one = {id_: await deliveries.last_drawn(tx, id_) for id_ in asked}
    found = await deliveries.last_drawn_of(tx, asked)
    assert found == {id_: drawn for id_, drawn in one_by_one.items() if drawn is not None}
    assert [found[id_]["n"] for id_ in alerts] == [0, 5, 2]
