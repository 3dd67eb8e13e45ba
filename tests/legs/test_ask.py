"""What a query would have caught, and what a new watch finds in the store."""

from datetime import timedelta

import pytest

from bot.legs.ask import backfill, sample
from bot.pipeline.query import parse_query
from bot.store import channels, items, stories, watches
from tests.linetest import NewsItem, World

SENKAKU = "Patrol ships enter waters off the Senkaku Islands for third day"


async def test_a_sample_counts_stories_and_names_the_newest_item(world: World) -> None:
    world.item(SENKAKU)
    world.item(SENKAKU, "kanto")
    world.item("Coast guard drills near the Senkaku Islands begin on Monday", "kanto")
    await world.later(minutes=30)
    await world.say("/help")
    async with world.gear.store.read() as tx:
        channel = await channels.get_channel(tx, 1)
        query = parse_query("topic:senkaku", None)
        seen = await sample(world.gear, tx, channel, query, now=world.now)
    assert (seen.stories, seen.items, seen.days) == (2, 3, 14)
    assert seen.newest is not None
    assert seen.newest.title.startswith("Coast guard drills")
    assert seen.outlet == "Kanto"


async def test_a_sample_of_what_nobody_wrote_is_empty(world: World) -> None:
    await world.say("/help")
    async with world.gear.store.read() as tx:
        channel = await channels.get_channel(tx, 1)
        seen = await sample(world.gear, tx, channel, parse_query("=xyzzy", None), now=world.now)
    assert (seen.stories, seen.items, seen.newest, seen.outlet) == (0, 0, None, "")


async def test_a_new_watch_finds_what_was_stored_before_it(world: World) -> None:
    world.item(SENKAKU)
    await world.later(minutes=30)
    await world.say("/watch senkaku")
    assert SENKAKU in (await world.say("/latest")).text


async def test_a_backfill_does_not_rest_on_an_older_sample(world: World) -> None:
    world.item(SENKAKU)
    await world.later(minutes=30)
    await world.say("/help")
    query = parse_query("topic:senkaku", None)
    async with world.gear.store.read() as tx:
        channel = await channels.get_channel(tx, 1)
        await sample(world.gear, tx, channel, query, now=world.now)
    world.item("Coast guard drills near the Senkaku Islands begin on Monday", "kanto")
    await world.later(minutes=30)
    async with world.gear.store.begin() as tx:
        query_id = await watches.query_id(tx, "topic:senkaku")
        await watches.add(tx, 1, label="Senkaku", now=world.now, query_id=query_id)
        assert await backfill(world.gear, tx, query_id, now=world.now) == 2
        assert await backfill(world.gear, tx, query_id, now=world.now) == 2
        assert await backfill(world.gear, tx, query_id + 1, now=world.now) == 0


async def test_the_topics_of_a_pack_find_what_was_stored_before_them(world: World) -> None:
    world.item(SENKAKU)
    world.item("Quad foreign ministers meet in Tokyo over maritime security", "kanto")
    await world.later(minutes=30)
    pack = next(p for p in world.gear.catalogue.packs.values() if "quad" in p.topics)
    await world.say(f"/subscribe {pack.name}")
    assert "Quad foreign ministers" in (await world.say("/latest")).text


@pytest.mark.timeout(300)
async def test_thousands_of_items_are_found_again_by_the_watch_that_follows_a_sample(
    world: World,
) -> None:
    await world.say("/watch quad")
    many = [NewsItem(id=f"n{n}", title=f"Senkaku notice number {n}") for n in range(3_000)]
    world.listed["delta"] += many
    world.show("delta")
    await world.later(minutes=30)
    query = parse_query("topic:senkaku", None)
    async with world.gear.store.read() as tx:
        channel = await channels.get_channel(tx, 1)
        seen = await sample(world.gear, tx, channel, query, now=world.now)
        matched = await stories.of_items(tx, [seen.newest.id if seen.newest else 0])
    assert seen.items == 3_000
    assert matched
    async with world.gear.store.begin() as tx:
        query_id = await watches.query_id(tx, "topic:senkaku")
        await watches.add(tx, 1, label="Senkaku", now=world.now, query_id=query_id)
        assert await backfill(world.gear, tx, query_id, now=world.now) == 3_000
        stored = await items.recent(tx, None, world.now - timedelta(days=1), limit=10)
        assert len(await items.matches_of(tx, [item.id for item in stored])) == 10
