"""A whole Tidings for tests: real store, real fetching from a loopback server, a clock by hand.

world.publish(FEED, item("Ships meet off the Senkaku Islands"))
await world.say("/watch senkaku")
await world.later(minutes=10)
assert world.alerts()[0]["title"] == …
"""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from sqlite3 import connect
from tempfile import TemporaryDirectory
from typing import Any
from xml.sax.saxutils import escape

from bot.app import rules_of
from bot.catalogue import Catalogue
from bot.chat.memory import MemoryChat, Posted
from bot.commands.desk import Desk
from bot.commands.table import COMMANDS
from bot.line import Gear, run_until_idle
from bot.model import FeedSource, ParsedFeed, Publisher, Reply
from bot.pipeline.fetch import Fetcher
from bot.pipeline.parse import parse
from bot.settings import Settings
from bot.store import Store, feeds, open_store
from bot.store.migrate import migrate
from tests.feedserver import FeedServer
from tests.shipped import shipped

START = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
OUTLETS = ("harbour", "kanto", "strait", "delta", "lagoon")
NO_MORE = "No further details were given."
# Each outlet in its own words: what is the same word for word is a reprint.
CONFIRMED = {
    "kanto": "did confirm",
    "strait": "later confirmed",
    "delta": "have confirmed",
    "lagoon": "now confirm",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsItem:
    """One item of a test's feed."""

    id: str
    title: str
    text: str = "The ministries confirmed it. No further details were given."
    link: str | None = None
    at: datetime | None = None


def rss(name: str, items: Sequence[NewsItem], language: str = "en") -> str:
    """Write a feed as outlets do, the newest item on top."""
    rows = "".join(_row(one) for one in reversed(items))
    head = (
        f"<title>{name}</title><link>https://{name}.example/</link><language>{language}</language>"
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{rows}</channel></rss>'


def _row(one: NewsItem) -> str:
    date = f"<pubDate>{format_datetime(one.at)}</pubDate>" if one.at else ""
    link = f"<link>{escape(one.link)}</link>" if one.link else ""
    said = f"<title>{escape(one.title)}</title><description>{escape(one.text)}</description>"
    return f'<item><guid isPermaLink="false">{one.id}</guid>{said}{link}{date}</item>'


async def parse_here(body: bytes, *, url: str, content_type: str | None) -> ParsedFeed:
    """Parse in this process: the children have tests of their own."""
    return parse(body, url=url, content_type=content_type)


@dataclass(repr=False)  # asyncio shows what a fixture gave, again and again
class World:
    """The bot and everything around it; made by ``open_world``."""

    server: FeedServer
    gear: Gear
    chat: MemoryChat
    channel: str
    listed: dict[str, list[NewsItem]] = field(default_factory=dict)
    languages: dict[str, str] = field(default_factory=dict)
    _now: list[datetime] = field(default_factory=lambda: [START])

    @property
    def now(self) -> datetime:
        return self._now[0]

    def item(self, title: str, outlet: str = "harbour", **more: Any) -> NewsItem:
        """Let an outlet write something now; it is in the feed from here on."""
        number = len(self.listed[outlet]) + 1
        values = {
            "at": self.now,
            "link": f"https://{outlet}.example/{number}",
            "text": f"The ministries {CONFIRMED.get(outlet, 'confirmed')} it. {NO_MORE}",
            **more,
        }
        one = NewsItem(id=values.pop("id", f"{outlet}-{number}"), title=title, **values)
        self.listed[outlet].append(one)
        self.show(outlet)
        return one

    def show(self, outlet: str) -> None:
        """Put an outlet's list of items on the server."""
        body = rss(outlet, self.listed[outlet], self.languages.get(outlet, "en"))
        self.server.put(f"/{outlet}.xml", body)

    async def say(self, text: str) -> Reply:
        """Type a command in the channel."""
        return await self.chat.say(self.channel, text)

    async def press(self, button: str) -> Reply:
        """Press a button in the channel."""
        return await self.chat.press(self.channel, button)

    async def run(self) -> int:
        """Do what is due, without the clock moving; give how much that was."""
        return await run_until_idle(self.gear)

    async def later(self, **span: float) -> None:
        """Move the clock on, a little at a time, doing what falls due on the way.

        The steps get longer while nothing happens.
        """
        end = self.now + timedelta(**span)
        least = max(timedelta(seconds=30), timedelta(**span) / 60)
        step = least
        while self.now < end:
            self._now[0] = min(self.now + step, end)
            step = least if await self.run() else min(step * 2, least * 4)

    async def leap(self, **span: float) -> None:
        """Move the clock on at once, as if the bot had been down, and do what is due then."""
        self.move(**span)
        await self.run()

    def move(self, **span: float) -> None:
        """Move the clock on, and do nothing."""
        self._now[0] += timedelta(**span)

    def posts(self, kind: str = "alert") -> list[Mapping[str, Any]]:
        """Give what stands in the channel now, oldest first."""
        mine = [p for p in self.chat.sent if p.channel == self.channel]
        return [post.shown for post in mine if post.payload["kind"] == kind]

    def titles(self, kind: str = "alert") -> list[str]:
        return [str(post["title"]) for post in self.posts(kind)]

    def sent(self) -> list[Posted]:
        return list(self.chat.sent)


@cache
def migrated(now: datetime = START) -> bytes:
    """Give a migrated database without rows; running the migrations once is enough for all."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        migrate(f"sqlite:///{path}", now=now)
        return path.read_bytes()


async def empty_store(path: Path) -> Store:
    """Open a store of its own without rows."""
    path.write_bytes(migrated())
    return await open_store(f"sqlite:///{path}")


def catalogue_for(server: FeedServer, outlets: Sequence[str]) -> Catalogue:
    """Take the shipped topics, with feeds and publishers of our own."""
    sources = tuple(
        FeedSource(url=server.url(f"/{name}.xml"), name=name.title(), publisher=name)
        for name in outlets
    )
    publishers = {
        name: Publisher(id=name, name=name.title(), family=name, kind="newspaper", country="jp")
        for name in outlets
    }
    return replace(shipped(), feeds=sources, publishers=publishers)


async def open_world(
    folder: Path, server: FeedServer, *, outlets: Sequence[str] = OUTLETS, **rules: Any
) -> World:
    """Make the bot on a store of its own, with its outlets' feeds read once (the baseline).

    They were read once for all worlds of a kind: each begins with a copy of that store.
    """
    path = folder / "line.db"
    kind = (tuple(outlets), tuple(sorted(rules.items())))
    if kind not in _baselines:
        _baselines[kind] = await _baseline(outlets, rules)
    there, rows = _baselines[kind]
    path.write_bytes(rows)
    with closing(connect(path)) as db, db:
        db.execute("UPDATE feeds SET url = replace(url, ?, ?)", (there, server.url("/")))
    world = await _world(await open_store(f"sqlite:///{path}"), server, outlets, rules)
    _tell_old_news(world, outlets)
    return world


_baselines: dict[tuple[object, ...], tuple[str, bytes]] = {}  # kind → the feeds' address, the store


async def _baseline(outlets: Sequence[str], rules: Mapping[str, Any]) -> tuple[str, bytes]:
    """Read the feeds once, and give where they stood and the store after it."""
    with TemporaryDirectory() as folder, FeedServer() as server:
        path = Path(folder) / "line.db"
        world = await _world(await empty_store(path), server, outlets, rules)
        _tell_old_news(world, outlets)
        await world.run()
        await close_world(world)
        with closing(connect(path)) as db:
            return server.url("/"), db.serialize()


def _tell_old_news(world: World, outlets: Sequence[str]) -> None:
    for outlet in outlets:
        world.listed[outlet] = []
        world.item(f"Old news from the {outlet} office", outlet, at=START - timedelta(days=1))


async def _world(
    store: Store, server: FeedServer, outlets: Sequence[str], rules: Mapping[str, Any]
) -> World:
    catalogue = catalogue_for(server, outlets)
    chat = MemoryChat()
    now = [START]
    gear = Gear(
        store=store,
        catalogue=catalogue,
        chats={"memory": chat},
        fetch=Fetcher(
            user_agent="Tidings/test",
            timeout=10,
            max_bytes=5_242_880,
            allow_private_hosts=["127.0.0.1"],
        ),
        parse=parse_here,
        rules=replace(rules_of(Settings()), host_gap=0.0, **rules),
        clock=lambda: now[0],
        steady=lambda: now[0],
        nudge=lambda _leg: None,
        jitter=lambda: 0.0,
    )
    await chat.start(COMMANDS, Desk(gear))
    async with store.begin() as tx:
        await feeds.sync_shared(tx, catalogue.feeds, interval=gear.rules.poll_interval, now=START)
    return World(server=server, gear=gear, chat=chat, channel="desk", _now=now)


async def close_world(world: World) -> None:
    """Close what was opened."""
    await world.gear.fetch.close()  # type: ignore[attr-defined]
    await world.gear.store.close()
