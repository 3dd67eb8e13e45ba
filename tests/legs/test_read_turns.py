"""Pages that hang or have to wait hold back no page of another host."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.legs.read import read
from bot.model import Article
from tests.feedserver import FeedServer
from tests.legs.reading import (
    LEAD,
    MORE,
    TITLE,
    extract_here,
    page,
    pass_by,
    reading_world,
    write,
)
from tests.linetest import World


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as running:
        yield running


@pytest.fixture
async def world(tmp_path: Path, server: FeedServer) -> AsyncIterator[World]:
    async with reading_world(tmp_path, server, outlets=("harbour", "kanto")) as opened:
        yield opened


async def test_a_page_that_hangs_holds_back_no_page_of_another_host(
    tmp_path: Path, server: FeedServer
) -> None:
    seen: list[bytes] = []
    others_read = asyncio.Event()

    async def extract_slowly(body: bytes, *, content_type: str | None = None) -> Article:
        if b"hangs" in body:
            async with asyncio.timeout(5):
                await others_read.wait()
        seen.append(body)
        if len(seen) == 3:
            others_read.set()
        return await extract_here(body, content_type=content_type)

    async with reading_world(tmp_path, server, timeout=9, outlets=("harbour",)) as world:
        assert world.gear.pages is not None
        world.gear = replace(
            world.gear,
            pages=replace(world.gear.pages, extract=extract_slowly),
            rules=replace(world.gear.rules, pages_per_story=9),
        )
        await world.say("/watch cutters")
        server.put("/0.html", page(LEAD, "It hangs on the wall."), content_type="text/html")
        write(world, path="/0.html")
        with FeedServer() as other:
            for number in range(3):
                link = other.put(f"/{number}.html", page(LEAD, MORE), content_type="text/html")
                write(world, title=f"{TITLE} {number}", link=link)
            await pass_by(world)
        assert len(seen) == 4
        assert b"hangs" in seen[-1]


async def test_pages_that_hang_leave_their_places_to_others(
    tmp_path: Path, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.legs.read.HOSTS", 1)
    read_before: list[bytes] = []
    other_read = asyncio.Event()

    async with reading_world(tmp_path, server, timeout=9, outlets=("harbour",)) as world:

        async def extract_slowly(body: bytes, *, content_type: str | None = None) -> Article:
            if b"hangs" in body:
                world._now[0] += timedelta(seconds=5)
                async with asyncio.timeout(5):
                    await other_read.wait()
            read_before.append(body)
            other_read.set()
            return await extract_here(body, content_type=content_type)

        assert world.gear.pages is not None
        world.gear = replace(
            world.gear,
            pages=replace(world.gear.pages, extract=extract_slowly),
            rules=replace(world.gear.rules, pages_per_story=9),
        )
        await world.say("/watch cutters")
        server.put("/0.html", page(LEAD, "It hangs on the wall."), content_type="text/html")
        write(world, path="/0.html")
        with FeedServer() as other:
            link = other.put("/1.html", page(LEAD, MORE), content_type="text/html")
            write(world, title=f"{TITLE}, again", link=link)
            await pass_by(world)
        assert [b"hangs" in body for body in read_before] == [False, True]


async def test_many_items_of_a_host_at_rest_hide_none_of_another(
    world: World, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.legs.read.AT_ONCE", 2)
    reading = world.gear.pages
    world.gear = replace(world.gear, pages=None)
    await world.say("/watch cutters")
    for number in range(5):
        write(world, path=f"/{number}.html", title=f"{TITLE} {number}")
    with FeedServer() as other:
        link = other.put("/last.html", page(LEAD, MORE), content_type="text/html")
        write(world, title=f"{TITLE}, at last", link=link)
        await world.leap(minutes=10, seconds=1)  # polled, and nothing posted yet
        rules = replace(world.gear.rules, pages_per_story=9)
        world.gear = replace(world.gear, pages=reading, rules=rules)
        world.gear.memory.hosts_rest[f"127.0.0.1:{server.port}"] = world.now + timedelta(hours=1)
        await read(world.gear)  # the first look reads its robots.txt
        await read(world.gear)
        assert len(other.asked("/last.html")) == 1
    assert server.asked("/robots.txt") == []
