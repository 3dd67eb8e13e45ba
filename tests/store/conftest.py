"""A real database in a folder of its own, and a small world to put into it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.model import Channel, Feed, FeedSource, Item, Kind
from bot.store import Store, Tx, channels, deliveries, feeds, items, open_store, stories
from tests.linetest import migrated

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


class World:
    """Makes rows with sensible values; ``now`` is the clock and is moved by hand."""

    def __init__(self) -> None:
        self.now = NOW
        self._count = 0

    def after(self, **span: float) -> datetime:
        return self.now + timedelta(**span)

    def next(self) -> int:
        self._count += 1
        return self._count

    async def channel(self, tx: Tx, name: str = "general", *, community: str = "home") -> Channel:
        owner = await channels.community(tx, "local", community, community.title())
        return await channels.channel(tx, owner.id, name, name, digest_time="08:00", now=self.now)

    async def feed(self, tx: Tx, name: str = "Herald", *, shared: bool = True) -> Feed:
        source = FeedSource(url=f"https://{name.lower()}.example/feed", name=name)
        return (await feeds.add(tx, source, shared=shared, interval=600, now=self.now))[0]

    def row(self, title: str = "Ships meet", **values: Any) -> dict[str, Any]:
        number = self.next()
        return {
            "key": f"id:{number}",
            "link": f"https://herald.example/{number}?from=feed",
            "canonical": f"https://herald.example/{number}",
            "title": title,
            "text": f"Text {number}.",
            "language": "en",
            "author": None,
            "published": self.now,
            "first_seen": self.now,
            "baseline": False,
            "late": False,
            "revision": 0,
            "content_hash": f"hash{number}",
            **values,
        }

    async def item(self, tx: Tx, feed: Feed, title: str = "Ships meet", **values: Any) -> Item:
        return (await items.insert_items(tx, feed.id, [self.row(title, **values)]))[0]

    async def story(self, tx: Tx, *told: Item, community_id: int | None = None) -> int:
        rows = [
            stories.Placement(item=item, community_id=community_id, story_id=-1, role="opener")
            for item in told
        ]
        return (await stories.place_many(tx, rows))[0]

    async def delivery(
        self, tx: Tx, channel: Channel, *, kind: Kind = Kind.ALERT, **values: Any
    ) -> int:
        number = self.next()
        row = {"key": f"key{number}", "nonce": f"nonce{number}", "payload": {"text": f"{number}"}}
        row |= {"due_at": self.now, "now": self.now, **values}
        planned = await deliveries.plan(tx, channel.id, kind=kind, **row)
        assert planned is not None
        return planned


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "tidings.db"


@pytest.fixture
def url(path: Path) -> str:
    path.parent.mkdir()
    path.write_bytes(migrated(NOW))
    return f"sqlite:///{path}"


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    opened = await open_store(url)
    yield opened
    await opened.close()


@pytest.fixture
async def tx(store: Store) -> AsyncIterator[Tx]:
    async with store.begin() as opened:
        yield opened
