"""Polling: manners towards hosts, and what one feed's trouble does to the others."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.errors import StoreError
from bot.legs import heartbeat
from bot.legs.memory import Memory
from bot.legs.poll import poll
from bot.model import FeedSource, Fetched, ParsedFeed
from bot.store import feeds, items
from tests.feedserver import FeedServer
from tests.linetest import OUTLETS, START, NewsItem, World, close_world, open_world, rss


async def hurry(world: World) -> None:
    async with world.gear.store.begin() as tx:
        for feed in await feeds.visible(tx, None):
            await feeds.hurry(tx, feed.id, world.now)


async def test_a_host_that_asks_for_rest_is_left_alone_with_all_its_feeds(world: World) -> None:
    world.server.put("/harbour.xml", "", status=429, headers={"Retry-After": "7200"})
    async with world.gear.store.begin() as tx:
        for feed in await feeds.visible(tx, None):
            if feed.name == "Harbour":
                await feeds.hurry(tx, feed.id, world.now)
    await world.run()
    before = len(world.server.requests)
    await hurry(world)
    await world.later(minutes=110)
    assert len(world.server.requests) == before
    await world.later(minutes=40)
    assert len(world.server.requests) > before


async def test_a_host_is_left_alone_after_a_restart_too(world: World) -> None:
    world.server.put("/harbour.xml", "", status=503, headers={"Retry-After": "7200"})
    await hurry(world)
    await world.run()
    world.gear = replace(world.gear, memory=Memory())  # all that a process knew is gone
    before = len(world.server.requests)
    await hurry(world)
    await world.later(minutes=110)
    assert len(world.server.requests) == before
    await world.later(minutes=40)
    assert len(world.server.requests) > before


async def test_what_a_feed_asks_for_holds_while_it_does_not_change(world: World) -> None:
    body = rss("harbour", world.listed["harbour"])
    world.server.put("/harbour.xml", body.replace("<item>", "<ttl>120</ttl><item>", 1))
    await world.later(minutes=15)
    first = len(world.server.asked("/harbour.xml"))
    assert first == 1  # the baseline was read elsewhere
    await world.later(minutes=100)
    assert len(world.server.asked("/harbour.xml")) == first
    await world.later(minutes=20)
    assert len(world.server.asked("/harbour.xml")) == first + 1  # the same bytes again
    await world.later(minutes=100)
    assert len(world.server.asked("/harbour.xml")) == first + 1
    world.show("harbour")
    await world.later(minutes=20)
    assert len(world.server.asked("/harbour.xml")) == first + 2
    await world.later(minutes=70)
    assert len(world.server.asked("/harbour.xml")) > first + 2  # it asks for nothing any more


async def test_what_is_missing_of_a_feed_that_broke_off_is_fetched_the_next_time(
    world: World,
) -> None:
    for number in range(4):
        world.item(f"Ferry number {number} leaves the old pier on time")
    whole = rss("harbour", world.listed["harbour"])
    world.server.put("/harbour.xml", whole[: len(whole) // 2], etag='"v2"')
    await world.later(minutes=10)
    world.server.put("/harbour.xml", whole, etag='"v2"')
    await world.later(minutes=10)
    async with world.gear.store.read() as tx:
        assert await items.count_since(tx, START) == 5 + 4
    await world.later(minutes=20)
    assert world.server.asked("/harbour.xml")[-1].headers["if-none-match"] == '"v2"'


async def test_a_host_at_rest_with_hundreds_of_feeds_keeps_no_other_waiting(world: World) -> None:
    async with world.gear.store.begin() as tx:
        for number in range(250):
            url = world.server.url(f"/many/{number}.xml")
            source = FeedSource(url=url, name=f"Many {number}")
            await feeds.add(tx, source, shared=True, interval=600, now=world.now)
    world.server.put("/many/0.xml", "", status=503, headers={"Retry-After": "36000"})
    await world.run()
    with FeedServer() as other:
        other.put("/a.xml", rss("a", [NewsItem(id="1", title="One")]))
        async with world.gear.store.begin() as tx:
            source = FeedSource(url=other.url("/a.xml"), name="Another")
            await feeds.add(tx, source, shared=True, interval=600, now=world.now)
        await world.later(minutes=1)
        assert len(other.requests) == 1


async def test_one_feeds_broken_store_does_not_end_the_reading_of_others(
    tmp_path: Path,
) -> None:
    with FeedServer() as server:
        world = await open_world(tmp_path, server)
        gate = asyncio.Event()

        async def parse(body: bytes, *, url: str, content_type: str | None) -> ParsedFeed:
            if "kanto" in url:
                raise StoreError("this one cannot be kept")
            await gate.wait()
            return await world.gear.parse(body, url=url, content_type=content_type)

        async def fetch(url: str, **more: str | None) -> Fetched:
            if "kanto" not in url:
                gate.set()
            return await world.gear.fetch(url, **more)

        world.item("News from the harbour")
        world.item("News from the kanto", "kanto")
        await hurry(world)
        gear = replace(world.gear, parse=parse, fetch=fetch)
        await poll(gear)
        async with world.gear.store.read() as tx:
            known = {feed.name: feed for feed in await feeds.visible(tx, None)}
        assert gear.memory.hosts_busy == set()
        assert known["Harbour"].last_ok_at == world.now
        assert known["Kanto"].error
        await close_world(world)


async def test_a_poll_that_is_stopped_leaves_no_task_no_lock_and_no_busy_host(
    tmp_path: Path,
) -> None:
    with FeedServer() as server:
        world = await open_world(tmp_path, server)
        reading = asyncio.Event()

        async def parse(body: bytes, *, url: str, content_type: str | None) -> ParsedFeed:
            reading.set()
            await asyncio.Event().wait()
            raise AssertionError

        world.item("News from the harbour")
        await hurry(world)
        before = asyncio.all_tasks()
        polling = asyncio.create_task(poll(replace(world.gear, parse=parse)))
        await reading.wait()
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)
        assert asyncio.all_tasks() <= before
        assert world.gear.memory.hosts_busy == set()
        world._now[0] += timedelta(minutes=20)
        await world.run()
        async with world.gear.store.read() as tx:
            assert all(f.last_ok_at == world.now for f in await feeds.visible(tx, None))
        await close_world(world)


@pytest.mark.parametrize("restart", [False, True])
async def test_a_clock_that_is_set_back_keeps_neither_feeds_nor_posts_waiting(
    world: World, restart: bool
) -> None:
    leapt = [timedelta(0)]
    world.gear = replace(world.gear, steady=lambda: world.now - leapt[0])
    await world.say("/watch senkaku")
    world.item("Coast guard ship enters the waters off the Senkaku Islands")
    while not world.server.asked("/harbour.xml"):
        await world.later(seconds=30)
    assert world.posts() == []  # it still settles
    world.move(hours=-30)
    leapt[0] = timedelta(hours=-30)
    if restart:
        world.gear = replace(world.gear, memory=Memory(), steady=lambda: world.now)
    await world.later(minutes=4)
    assert len(world.posts()) == 1
    before = len(world.server.requests)
    await world.later(minutes=20)
    assert len(world.server.requests) >= before + len(OUTLETS)
    health = await heartbeat.health(world.gear)
    assert health.status == "ok"
    assert health.last_poll is not None
    assert 0 <= health.last_poll <= 1200


async def test_a_feed_that_is_read_while_the_clock_is_set_back_is_not_asked_again_at_once(
    world: World,
) -> None:
    leapt, fetch = [timedelta(0)], world.gear.fetch

    async def set_back_meanwhile(url: str, **options: Any) -> Fetched:
        fetched = await fetch(url, **options)
        if url.endswith("/harbour.xml") and not leapt[0]:
            world._now[0] -= timedelta(minutes=80)
            leapt[0] = timedelta(minutes=-80)
        return fetched

    await poll(world.gear)
    asked = len(world.server.asked("/harbour.xml"))
    world.gear = replace(world.gear, fetch=set_back_meanwhile, steady=lambda: world.now - leapt[0])
    world._now[0] += timedelta(hours=2)
    await poll(world.gear)
    world._now[0] += timedelta(seconds=5)
    await poll(world.gear)
    assert len(world.server.asked("/harbour.xml")) == asked + 1
    world.gear = replace(world.gear, fetch=fetch)  # to be closed


async def test_what_comes_in_an_hour_that_the_clock_runs_through_again_is_in_the_next_digest(
    world: World,
) -> None:
    await world.say("/watch senkaku mode:digest")
    await world.say(f"/digest set {world.now + timedelta(minutes=20):%H:%M}")
    world.item("Coast guard ship enters the waters off the Senkaku Islands")
    await world.later(minutes=40)
    assert "waters off the Senkaku" in str(world.posts("digest"))
    leapt = timedelta(hours=-1)
    world.move(hours=-1)
    world.gear = replace(world.gear, steady=lambda: world.now - leapt)
    world.item("Fishermen of Ishigaki sail home from the Senkaku Islands")
    await world.later(minutes=25)
    await world.leap(hours=24, minutes=16)
    assert "Fishermen of Ishigaki" in str(world.posts("digest"))


async def test_a_clock_that_ran_two_days_ahead_takes_no_digest_of_the_days_that_come_again(
    world: World,
) -> None:
    await world.say("/watch senkaku mode:digest")
    await world.say(f"/digest set {world.now + timedelta(minutes=20):%H:%M}")
    told = (
        "Coast guard ship enters the waters off the Senkaku Islands",
        "Fishermen of Ishigaki sail home from the Senkaku Islands",
        "University finds rare mole on an island of the Senkaku group",
    )
    world.item(told[0])
    await world.later(minutes=40)
    leapt = timedelta(days=-2)
    world.move(days=-2)
    world.gear = replace(world.gear, steady=lambda: world.now - leapt)
    for day, title in enumerate(told[1:], start=2):
        world.item(title)
        await world.later(hours=2)
        await world.leap(hours=22)
        digests = world.posts("digest")
        assert len(digests) == day
        assert title in str(digests[-1])
    assert not any(told[0] in str(digest) for digest in world.posts("digest")[1:])


async def test_what_goes_on_in_a_story_after_the_clock_ran_ahead_is_told(world: World) -> None:
    await world.say("/watch senkaku mode:digest")
    await world.say(f"/digest set {world.now + timedelta(minutes=20):%H:%M}")
    title = "Coast guard ship enters the waters off the Senkaku Islands"
    world.item(title)
    await world.later(minutes=40)
    leapt = timedelta(days=-2)
    world.move(days=-2)
    world.gear = replace(world.gear, steady=lambda: world.now - leapt)
    world.item(title, "kanto", text="Later 12 fishing boats followed it to the Senkaku Islands.")
    await world.later(hours=2)
    await world.leap(hours=22)
    assert "12 fishing boats" in str(world.posts("digest")[-1])


async def test_a_clock_that_ran_an_hour_ahead_makes_no_second_digest_of_the_day(
    world: World,
) -> None:
    await world.say("/watch senkaku mode:digest")
    await world.say("/settings empty-digest:always")
    await world.say(f"/digest set {world.now + timedelta(minutes=20):%H:%M}")
    await world.later(minutes=40)
    leapt = timedelta(hours=-1)
    world.move(hours=-1)
    world.gear = replace(world.gear, steady=lambda: world.now - leapt)
    await world.later(hours=3)
    assert len(world.posts("digest")) == 1
