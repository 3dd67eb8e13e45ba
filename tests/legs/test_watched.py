"""The index of what is watched follows every change, and only what the store holds."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.catalogue import Catalogue
from bot.legs.meant import Meant
from bot.legs.watched import Watched
from bot.model import Alias, Overlay, Topic
from bot.pipeline.match import Document, Index, Weights, match
from bot.store import Store, Tx, channels, topics, versions, watches
from tests.linetest import empty_store

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
ISLETS = Topic(
    id="islets",
    name="Islets",
    names={},
    aliases=(Alias(text="Islets", language="en", match="word"),),
)
CATALOGUE = Catalogue(topics={"islets": ISLETS}, packs={}, publishers={}, feeds=())


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await empty_store(tmp_path / "tidings.db")
    yield opened
    await opened.close()


@pytest.fixture
async def channel(store: Store) -> int:
    async with store.begin() as tx:
        home = await channels.community(tx, "memory", "home", "Home")
        made = await channels.channel(tx, home.id, "desk", "desk", digest_time="08:00", now=NOW)
    return made.id


async def watched(tx: Tx, channel: int, query: str) -> int:
    query_id = await watches.query_id(tx, query)
    return (await watches.add(tx, channel, label=query, now=NOW, query_id=query_id)).id


async def index(store: Store, kept: Watched, at: datetime = NOW) -> Index:
    async with store.read() as tx:
        return await kept.index(tx, CATALOGUE, Weights(), at)


def met(found: Index, title: str) -> set[str]:
    return {one.query for one in match(found, Document(title=title, text="")).values()}


async def test_a_watch_is_in_the_next_index_and_one_that_is_paused_is_not(
    store: Store, channel: int
) -> None:
    kept = Watched(Meant())
    assert met(await index(store, kept), "Tuna near the islets") == set()

    async with store.begin() as tx:
        await watched(tx, channel, "topic:islets")
        tuna = await watched(tx, channel, "tuna")
    assert met(await index(store, kept), "Tuna near the islets") == {"topic:islets", "tuna"}

    async with store.begin() as tx:
        await watches.change(tx, tuna, state="paused")
    assert met(await index(store, kept), "Tuna near the islets") == {"topic:islets"}

    async with store.begin() as tx:
        await watches.change(tx, tuna, state="active")
    assert met(await index(store, kept), "Tuna near the islets") == {"topic:islets", "tuna"}


async def test_as_long_as_nothing_changes_it_is_the_same_index_for_a_day(
    store: Store, channel: int
) -> None:
    kept = Watched(Meant())
    first = await index(store, kept)

    assert await index(store, kept, NOW + timedelta(hours=23)) is first
    assert await index(store, kept, NOW + timedelta(hours=25)) is not first


async def test_a_watch_that_is_rolled_back_was_never_there(store: Store, channel: int) -> None:
    kept = Watched(Meant())
    before = await index(store, kept)
    with suppress(RuntimeError):
        async with store.begin() as tx:
            await watched(tx, channel, "tuna")
            raise RuntimeError

    assert await index(store, kept) is before


async def test_what_a_community_makes_of_a_topic_counts_for_its_own_queries(
    store: Store, channel: int
) -> None:
    kept = Watched(Meant())
    await index(store, kept)
    async with store.begin() as tx:
        home = (await channels.get_channel(tx, channel)).community_id
        pebbles = Alias(text="Pebbles", language="en", match="word")
        await topics.put(tx, home, "islets", Overlay(aliases=(pebbles,)))
        query = await watches.query_id(tx, "topic:islets", home)
        await watches.add(tx, channel, label="Islets", now=NOW, query_id=query)

    found = await index(store, kept)
    assert met(found, "Pebbles seen") == {"topic:islets"}

    async with store.begin() as tx:
        await topics.put(tx, home, "islets", None)
    assert met(await index(store, kept), "Pebbles seen") == set()
    assert met(await index(store, kept), "Islets seen") == {"topic:islets"}


async def test_every_change_of_a_watch_or_a_topic_has_a_version_of_its_own(
    store: Store, channel: int
) -> None:
    seen = []
    async with store.begin() as tx:
        seen.append(await versions.of_asked(tx))
        made = await watched(tx, channel, "tuna")
        seen.append(await versions.of_asked(tx))
        await watches.change(tx, made, removed_at=NOW)
        seen.append(await versions.of_asked(tx))
        home = (await channels.get_channel(tx, channel)).community_id
        await topics.put(tx, home, "islets", Overlay(off=True))
        seen.append(await versions.of_asked(tx))

    assert seen == sorted(set(seen))


async def test_a_stored_query_that_is_no_longer_understood_is_left_out(
    store: Store, channel: int
) -> None:
    kept = Watched(Meant())
    async with store.begin() as tx:
        await watched(tx, channel, "tuna")
        await watched(tx, channel, "((")
    assert met(await index(store, kept), "Tuna") == {"tuna"}

    async with store.begin() as tx:
        await watched(tx, channel, "cod OR (")
        await watched(tx, channel, "cod")
    assert met(await index(store, kept), "Tuna and cod") == {"tuna", "cod"}


async def test_what_was_broken_off_halfway_is_made_up_for(store: Store, channel: int) -> None:
    kept = Watched(Meant())
    async with store.begin() as tx:
        home = (await channels.get_channel(tx, channel)).community_id
        query = await watches.query_id(tx, "topic:islets", home)
        await watches.add(tx, channel, label="Islets", now=NOW, query_id=query)
    await index(store, kept)
    for n in range(40):
        name = Alias(text=f"Pebbles{n}", language="en", match="word")
        async with store.begin() as tx:
            await topics.put(tx, home, "islets", Overlay(aliases=(name,)))
            await watched(tx, channel, f"tuna{n}")
        asking = asyncio.create_task(index(store, kept))
        await asyncio.wait([asking], timeout=n / 2000)
        asking.cancel()
        await asyncio.wait([asking])
        assert met(await index(store, kept), f"Pebbles{n} seen") == {"topic:islets"}
