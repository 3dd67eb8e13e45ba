"""What is kept no longer goes; what somebody may still ask for stays."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from bot.model import Decision, Evidence, Kind, Match, Salience, State
from bot.store import (
    Tx,
    claims,
    deliveries,
    feeds,
    items,
    merging,
    notices,
    pruning,
    record,
    stories,
    watches,
)
from bot.store.tables import feeds as feed_table
from bot.store.tables import stories as story_table
from bot.store.tables import watches as watch_table

MET = Match(
    query="ships",
    score=1.0,
    salience=Salience.MAIN,
    evidence=(Evidence(field="title", start=0, end=5, alias="ships", rule="word"),),
)


async def count(tx: Tx, table: Any) -> int:
    return int((await tx.conn.execute(select(func.count()).select_from(table))).scalar_one())


async def prune(tx: Tx, world: Any) -> int:
    month, year = world.after(days=-30), world.after(days=-365)
    await pruning.keys(tx, await pruning.old_keys(tx, world.after(days=-60)))
    return await pruning.news(tx, items_before=month, posts_before=year)


async def test_old_items_go_with_their_stories_and_decisions(tx: Tx, world: Any) -> None:
    feed = await world.feed(tx)
    ships = await watches.query_id(tx, "ships")
    old = await world.item(tx, feed, first_seen=world.after(days=-31))
    new = await world.item(tx, feed, first_seen=world.after(days=-29))
    await items.note_matches_many(tx, [(old, {ships: MET})])
    gone, stays = await world.story(tx, old), await world.story(tx, new)
    assert await prune(tx, world) == 1
    assert set(await items.by_ids(tx, [old.id, new.id])) == {new.id}
    assert set(await stories.by_ids(tx, [gone, stays])) == {stays}
    assert await items.matches_of(tx, [old.id]) == {}


async def test_the_key_of_a_dropped_item_is_still_known(tx: Tx, world: Any) -> None:
    feed = await world.feed(tx)
    listed = await world.item(tx, feed, first_seen=world.after(days=-100))
    left = await world.item(tx, feed, first_seen=world.after(days=-100))
    await items.touch_keys(tx, feed.id, [listed.key], world.now)
    assert await prune(tx, world) == 2
    assert set(await items.known_keys(tx, feed.id)) == {listed.key}
    assert left.key != listed.key


@pytest.mark.parametrize("way", ["alert", "digest", "item"])
async def test_what_a_post_tells_of_is_kept_as_long_as_the_post(
    tx: Tx, world: Any, way: str
) -> None:
    feed, channel = await world.feed(tx), await world.channel(tx)
    long_ago = world.after(days=-300)
    item = await world.item(tx, feed, first_seen=long_ago)
    story = await world.story(tx, item)
    more: dict[str, Any] = {
        "alert": {"story_id": story},
        "digest": {"story_ids": [story], "kind": Kind.DIGEST},
        "item": {"item_id": item.id},
    }[way]
    post = await world.delivery(tx, channel, now=long_ago, **more)
    if way == "alert":
        await stories.note_posts(tx, {(story, channel.id): {"alert_id": post}})
    assert await prune(tx, world) == 0
    assert await deliveries.get(tx, post) is not None
    world.now += timedelta(days=70)
    assert await prune(tx, world) == 1
    assert await deliveries.get(tx, post) is None
    assert await count(tx, story_table) == 0


async def test_decisions_are_kept_a_month_even_for_posted_items(tx: Tx, world: Any) -> None:
    feed, channel = await world.feed(tx), await world.channel(tx)
    item = await world.item(tx, feed, first_seen=world.after(days=-40))
    await world.delivery(tx, channel, item_id=item.id)
    made = [
        Decision(
            item_id=item.id,
            watch_id=None,
            story_id=None,
            delivery_id=None,
            stage="route",
            verdict="alert",
            trail={},
            at=world.after(days=-days),
        )
        for days in (40, 20)
    ]
    await record.decide(tx, made)
    assert await prune(tx, world) == 0
    assert await record.decisions_about(tx, [item.id]) == (made[1],)


async def test_a_post_that_still_waits_is_never_dropped_for_its_item(tx: Tx, world: Any) -> None:
    feed, channel = await world.feed(tx), await world.channel(tx)
    item = await world.item(tx, feed, first_seen=world.after(days=-31))
    post = await world.delivery(tx, channel, item_id=item.id)
    await prune(tx, world)
    waiting = await deliveries.get(tx, post)
    assert waiting is not None
    assert waiting.state is State.PENDING


async def test_what_stands_in_a_feeds_newest_listing_is_known_however_old_that_is(
    tx: Tx, world: Any
) -> None:
    quiet, busy = await world.feed(tx, "Quiet"), await world.feed(tx, "Busy")
    for feed in (quiet, busy):
        await items.note_keys(tx, feed.id, {"id:a": "1"}, world.now)
    await items.note_keys(tx, busy.id, {"id:b": "1"}, world.after(days=1))
    late = world.after(days=100)
    await pruning.keys(tx, await pruning.old_keys(tx, late))
    assert await items.known_keys(tx, quiet.id) == {"id:a": "1"}
    assert await items.known_keys(tx, busy.id) == {"id:b": "1"}


async def test_a_story_that_was_merged_is_kept_as_long_as_its_post(tx: Tx, world: Any) -> None:
    feed, channel = await world.feed(tx), await world.channel(tx)
    kept, gone = [await world.story(tx, await world.item(tx, feed)) for _ in range(2)]
    for story in (kept, gone):
        post = await world.delivery(tx, channel, story_id=story, story_ids=[story])
        await stories.note_posts(tx, {(story, channel.id): {"alert_id": post}})
        sent = await deliveries.get(tx, post)
        assert sent is not None
        await claims.claim(tx, world.now, lease=timedelta(minutes=1), limit=9)
        await claims.move(tx, await fresh(tx, post), State.SENT)
    await merging.merge(tx, kept, gone)
    world.now += timedelta(days=40)
    await prune(tx, world)
    assert await deliveries.get(tx, post) is not None
    assert (await stories.get(tx, gone)).id == kept
    world.now += timedelta(days=400)
    await prune(tx, world)
    assert await count(tx, story_table) == 0


async def fresh(tx: Tx, post: int) -> Any:
    return await deliveries.get(tx, post)


async def test_a_key_that_was_listed_again_meanwhile_stays(tx: Tx, world: Any) -> None:
    feed = await world.feed(tx)
    old = world.after(days=-100)
    await items.note_keys(tx, feed.id, {"id:a": "1", "id:b": "1"}, old)
    await items.note_keys(tx, feed.id, {"id:c": "1"}, world.now)
    found = await pruning.old_keys(tx, world.after(days=-60))
    await items.touch_keys(tx, feed.id, ["id:b"], world.now)
    await pruning.keys(tx, found)
    assert set(await items.known_keys(tx, feed.id)) == {"id:b", "id:c"}


async def test_watches_that_were_removed_go_after_a_while_with_what_they_asked(
    tx: Tx, world: Any
) -> None:
    channel = await world.channel(tx)
    made = []
    for days in (40, 20, None):
        query = await watches.query_id(tx, f"word {days}")
        watch = await watches.add(tx, channel.id, label="x", now=world.now, query_id=query)
        if days is not None:
            await watches.change(tx, watch.id, removed_at=world.after(days=-days))
        made.append(watch.id)
    await pruning.over(tx, before=world.after(days=-30))
    left = (await tx.conn.execute(select(watch_table.c.id))).scalars().all()
    assert list(left) == made[1:]
    assert await watches.prune_queries(tx) == 1


async def test_a_notice_that_is_over_goes_and_its_number_does_not_come_back(
    tx: Tx, world: Any
) -> None:
    home = (await world.channel(tx)).community_id
    numbers = []
    for n in range(3):
        subject = {"about": "feed", "about_id": n, "community_id": home}
        number = await notices.begin(tx, f"feed:{n}", **subject, now=world.after(days=-50))
        assert number is not None
        numbers.append(number)
    for number in numbers[1:]:
        await notices.end(tx, number, world.after(days=-40))
    await pruning.over(tx, before=world.after(days=-30))
    assert [one.id for one in await notices.standing(tx)] == numbers[:1]
    again = {"about": "feed", "about_id": 7, "community_id": home}
    assert await notices.begin(tx, "feed:1", **again, now=world.now) == numbers[2] + 1
    assert await notices.begin(tx, "feed:2", **again, now=world.now) is None


async def test_that_a_digest_was_made_is_known_for_as_long_as_it_is_asked(
    tx: Tx, world: Any
) -> None:
    channel = (await world.channel(tx)).id
    for days in (31, 29):
        at = world.after(days=-days)
        await record.digest_done(tx, channel, f"{at:%F}T08:00", now=at, delivery_id=None)
    await pruning.over(tx, before=world.after(days=-30))
    made = [
        await record.digest_made(tx, channel, f"{world.after(days=-days):%F}T08:00")
        for days in (31, 29)
    ]
    assert made == [False, True]


@pytest.mark.parametrize("wanted", ["no", "shared", "added", "followed", "news", "lately"])
async def test_a_feed_of_nobody_goes_when_nothing_is_left_of_it(
    tx: Tx, world: Any, wanted: str
) -> None:
    channel = await world.channel(tx)
    feed = await world.feed(tx, shared=wanted == "shared")
    if wanted == "added":
        await feeds.grant(tx, feed.id, channel.community_id, by="ada", now=world.now)
    if wanted == "followed":
        await watches.add(tx, channel.id, label="x", now=world.now, feed_id=feed.id)
    if wanted == "news":
        await world.item(tx, feed)
    await feeds.rest_unwanted(tx)
    if wanted != "lately":
        old = update(feed_table).values(next_due_at=world.after(days=-2))
        await tx.conn.execute(old)
    dropped = await pruning.feeds_of_nobody(tx, before=world.after(days=-1))
    assert dropped == (wanted == "no")
    assert await count(tx, feed_table) == (wanted != "no")
