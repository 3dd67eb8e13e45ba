"""Now and then: what is kept no longer goes, and what is still needed stays."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select

from bot.legs.housekeep import housekeep
from bot.store import channels, communities, feeds, items, stories
from bot.store.tables import items as items_table
from tests.legs.test_notice import added
from tests.linetest import World


async def state_of(world: World, feed_id: int) -> str | None:
    async with world.gear.store.read() as tx:
        found = await feeds.by_ids(tx, [feed_id])
        return found[feed_id].state if feed_id in found else None


async def stored(world: World, feed_id: int) -> int:
    mine = items_table.c.feed_id == feed_id
    async with world.gear.store.read() as tx:
        return (await tx.conn.execute(select(func.count()).where(mine))).scalar_one()


async def test_the_feeds_of_a_community_that_put_the_bot_out_are_read_no_more_and_go_with_it(
    world: World,
) -> None:
    feed = await added(world)
    async with world.gear.store.begin() as tx:
        await communities.leave(tx, "memory", "memory", world.now)
    assert await state_of(world, feed) == "resting"
    world.move(days=29)
    await housekeep(world.gear)
    assert await stored(world, feed) == 1
    world.move(days=2)
    await housekeep(world.gear)
    assert await state_of(world, feed) is None
    assert await stored(world, feed) == 0


async def test_they_are_read_again_when_the_bot_comes_back(world: World) -> None:
    feed = await added(world)
    async with world.gear.store.begin() as tx:
        home = await channels.community(tx, "memory", "memory", "memory")
        await communities.leave_all_but(tx, "memory", [], world.now)
    assert await state_of(world, feed) == "resting"
    async with world.gear.store.begin() as tx:
        await communities.returned(tx, home.id)
    assert await state_of(world, feed) == "active"


async def test_what_an_item_may_still_join_is_kept_however_short_the_settings_are(
    world: World,
) -> None:
    rules = replace(world.gear.rules, keep_items=timedelta(days=1))
    world.gear = replace(world.gear, rules=rules)
    title = "Coast guard ship enters the waters off the Senkaku Islands"
    world.item(title, "kanto")
    await world.later(minutes=15)
    world.move(hours=30)
    await housekeep(world.gear)
    world.item(title, "strait")
    await world.later(minutes=15)
    async with world.gear.store.read() as tx:
        newest = await items.newest_id(tx)
        ((story,),) = (await stories.of_items(tx, [newest])).values()
        told = await stories.items_of(tx, story)
    assert [item.title for item in told] == [title, title]


async def test_what_was_to_be_told_before_a_long_time_down_is_told_after_it(world: World) -> None:
    await world.say("/watch senkaku")
    world.item("Coast guard ship enters the waters off the Senkaku Islands")
    while not world.server.asked("/harbour.xml"):
        await world.later(seconds=30)
    assert world.posts() == []  # it still settles
    world.move(days=89)
    await housekeep(world.gear)
    await world.run()
    assert [kind for kind in ("alert", "rollup", "digest") if world.posts(kind)] == ["rollup"]


async def test_what_was_to_stand_in_a_digest_before_a_long_time_down_stands_in_one_after_it(
    world: World,
) -> None:
    await world.say("/watch senkaku mode:digest")
    world.item("Coast guard ship enters the waters off the Senkaku Islands")
    await world.later(minutes=15)
    world.move(days=89)
    await housekeep(world.gear)
    await world.run()
    (post,) = world.posts("digest")
    assert "1 story from 1 item" in post["title"]
    assert await housekeep(world.gear) > 0  # then what is too old may go
