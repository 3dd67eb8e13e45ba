"""A digest and what it is made of, put into the store by hand: no feeds, no matching, no platform.

await paper.watch("Senkaku")
await paper.story(paper.told("Patrol ships leave", by="harbour"))
paper.wait(hours=2)
await paper.make()
(post,) = await paper.posts()
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.catalogue import Catalogue
from bot.chat.memory import MemoryChat
from bot.legs.digest import digest
from bot.legs.gear import Gear
from bot.legs.memory import Memory
from bot.model import (
    Channel,
    Decision,
    Delivery,
    Evidence,
    Feed,
    FeedSource,
    Item,
    Kind,
    Match,
    Mode,
    Publisher,
    Salience,
    Watch,
)
from bot.pipeline.route import route
from bot.store import channels, deliveries, feeds, items, record, stories, watches
from tests.legs.outbox import gear_of, open_places

BEGIN = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)  # a Tuesday; the digest comes at 08:00
OUTLETS = ("harbour", "kanto", "strait")
LONG_AGO = BEGIN - timedelta(days=400)


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One item of a story: who tells it, and how relevant it is to which watch."""

    title: str
    by: str
    scores: Mapping[str, float]
    salience: Salience
    values: Mapping[str, Any]


@dataclass
class Edition:
    """Made by ``open_edition``; ``now`` is moved by hand."""

    gear: Gear
    feeds: Mapping[str, Feed]
    now: datetime = BEGIN
    nudged: list[str] = field(default_factory=list)
    queries: dict[str, int] = field(default_factory=dict)
    _count: int = 0

    def wait(self, **span: float) -> None:
        """Let time pass in which the bot looks for what is due, time and again."""
        self.sleep(**span)
        waking = self.gear.memory.waking
        waking.looked_at, waking.woke_at = self.now, waking.woke_at or BEGIN

    def sleep(self, **span: float) -> None:
        """Let time pass while the machine sleeps."""
        self.now += timedelta(**span)

    def start_again(self) -> None:
        """Forget what only the memory holds."""
        self.gear = replace(self.gear, memory=Memory())

    def rules(self, **changes: Any) -> None:
        self.gear = replace(self.gear, rules=replace(self.gear.rules, **changes))

    async def make(self) -> int:
        return await digest(self.gear)

    async def watch(self, label: str, *, channel: int = 1, **values: Any) -> Watch:
        """Watch for a word; every story that is told with a score for it meets it."""
        changes = {k: values.pop(k) for k in ("state", "after_item", "created_at") if k in values}
        async with self.gear.store.begin() as tx:
            if values.get("feed_id") is None:
                self.queries[label] = await watches.query_id(tx, label.lower())
                values["query_id"] = self.queries[label]
            values = {"mode": Mode.DIGEST.value, **values}
            made = await watches.add(tx, channel, label=label, now=self.now, **values)
            if changes:
                await watches.change(tx, made.id, **changes)
            return await watches.get(tx, made.id)

    def told(
        self,
        title: str,
        *,
        by: str = "harbour",
        salience: Salience = Salience.MAIN,
        scores: Mapping[str, float] | None = None,
        **values: Any,
    ) -> Piece:
        """Write what an outlet tells; without scores it meets the first watch."""
        met = {next(iter(self.queries), ""): 0.7} if scores is None else scores
        return Piece(title=title, by=by, scores=met, salience=salience, values=values)

    async def story(self, *pieces: Piece, into: int | None = None, **when: Any) -> int:
        """Put a story into the store; ``publish_at``: it is about to be published."""
        async with self.gear.store.begin() as tx:
            found = [await self._item(tx, piece) for piece in pieces]
            placed = [
                stories.Placement(item=i, community_id=None, story_id=into or -1, role="opener")
                for i in found
            ]
            story_id = (await stories.place_many(tx, placed))[0]
            if at := when.get("publish_at"):
                await stories.schedule(tx, story_id, settled_from=self.now, publish_at=at)
        return story_id

    async def _item(self, tx: Any, piece: Piece) -> Item:
        self._count += 1
        n, home = self._count, self.feeds[piece.by]
        word = piece.title.split()[0]
        row = {
            "key": f"id:{n}",
            "link": f"https://{piece.by}.example/{n}",
            "canonical": f"https://{piece.by}.example/{n}",
            "title": piece.title,
            "text": f"{piece.by.title()} tells of {word} at length. More follows.",
            "language": "en",
            "author": None,
            "published": self.now,
            "first_seen": self.now,
            "baseline": False,
            "late": False,
            "revision": 0,
            "content_hash": f"{n}",
            **piece.values,
        }
        (item,) = await items.insert_items(tx, home.id, [row])
        shown = Evidence(field="title", start=0, end=len(word), alias=word, rule="word")
        met = {
            self.queries[label]: Match(
                query=label.lower(), score=score, salience=piece.salience, evidence=(shown,)
            )
            for label, score in piece.scores.items()
            if label in self.queries
        }
        await items.note_matches_many(tx, [(item, met)])
        await self._routed(tx, item, met, piece.by)
        return item

    async def _routed(self, tx: Any, item: Item, met: Mapping[int, Match], outlet: str) -> None:
        """Keep for each watch what was decided when the item came."""
        made = [
            Decision(
                item_id=item.id,
                watch_id=watch.id,
                story_id=None,
                delivery_id=None,
                stage="route",
                verdict=route(watch, met[watch.query_id or 0], item, family=outlet).way,
                trail={},
                at=self.now,
            )
            for watch in await watches.asking(tx, met)
        ]
        await record.decide(tx, made)

    async def post(self, *story_ids: int, kind: Kind = Kind.ALERT, **values: Any) -> int:
        """Put a post about stories into the outbox of a channel."""
        self._count += 1
        row = {"key": f"{self._count}", "nonce": f"{self._count}", "payload": {}} | values
        channel = row.pop("channel", 1)
        async with self.gear.store.begin() as tx:
            made = await deliveries.plan(
                tx,
                channel,
                kind=kind,
                due_at=self.now,
                now=self.now,
                story_ids=story_ids,
                **row,
            )
        assert made is not None
        return made

    async def posts(self, channel: int = 1) -> list[Delivery]:
        """Give the digests in the outbox, oldest first."""
        found, number = [], 0
        async with self.gear.store.read() as tx:
            while (row := await deliveries.get(tx, number + 1)) is not None:
                number += 1
                mine = row.channel_id == channel and row.kind is Kind.DIGEST
                found += [row] if mine and row.key.startswith("digest:") else []
        return found

    async def titles(self, channel: int = 1) -> list[list[str]]:
        """Give the titles of the stories of each digest."""
        return [titles_of(post.payload) for post in await self.posts(channel)]

    async def place(self, number: int = 1, **changes: Any) -> Channel:
        """Change a channel, and give it as it is then."""
        async with self.gear.store.begin() as tx:
            if changes:
                await channels.update_channel(tx, number, **changes)
            return await channels.get_channel(tx, number)

    async def made(self, period: str, channel: int = 1) -> bool:
        async with self.gear.store.read() as tx:
            return await record.digest_made(tx, channel, period)


def titles_of(payload: Mapping[str, Any]) -> list[str]:
    return [line["title"] for section in payload["sections"] for line in section["lines"]]


@asynccontextmanager
async def open_edition(folder: Path) -> AsyncIterator[Edition]:
    """Make two channels, "one" and "two", and three outlets whose feeds were just read."""
    store = await open_places(folder, ("one", "two"))
    known: dict[str, Feed] = {}
    async with store.begin() as tx:
        for name in OUTLETS:
            source = FeedSource(
                url=f"https://{name}.example/feed", name=name.title(), publisher=name
            )
            feed, _ = await feeds.add(tx, source, shared=True, interval=600, now=BEGIN)
            (feed,) = await feeds.claim(tx, [feed], BEGIN, lease=timedelta(seconds=1))
            await feeds.save_poll(tx, feed, last_ok_at=BEGIN + timedelta(days=900))
            known[name] = feed
    publishers = {
        name: Publisher(id=name, name=name.title(), family=name, kind="newspaper", country="jp")
        for name in OUTLETS
    }
    catalogue = Catalogue(topics={}, packs={}, publishers=publishers, feeds=())
    box: list[Edition] = []
    gear = gear_of(store, MemoryChat(), lambda: box[0].now)
    gear = replace(gear, catalogue=catalogue, nudge=lambda leg: box[0].nudged.append(leg))
    box.append(Edition(gear=gear, feeds=known))
    try:
        yield box[0]
    finally:
        await store.close()
