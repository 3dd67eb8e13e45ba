"""Feeds through the whole line once, on an empty store of their own, posting into memory.

The legs are the bot's own; only the rules differ: no baseline, every item new and on time,
nothing waits, not even for a budget. What no alert tells stands in one digest at the end.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.catalogue import Catalogue
from bot.chat.memory import MemoryChat
from bot.errors import FetchFailed
from bot.evaluate.sources import Source, read_sources
from bot.legs.digest import plan_now
from bot.legs.gear import PageReading
from bot.legs.ingest import take_in
from bot.legs.memory import Memory
from bot.legs.read import AGAIN
from bot.line import LEGS, Gear, Rules
from bot.model import Channel, FeedSource, Fetched, Item, Match, ParsedFeed, Publisher
from bot.pipeline.parse import parse
from bot.pipeline.query import Query, label, normal_form
from bot.store import Store, channels, feeds, items, open_store, pages, stories, watches
from bot.store.migrate import migrate

PLACE = "poll-once"
NO_WAIT = timedelta(0)
EVER = datetime.min.replace(tzinfo=UTC)
MOST = 1_000_000  # items, and alerts


async def poll_once(
    sources: Sequence[str],
    *,
    queries: Sequence[Query],
    allow_private: Sequence[str],
    catalogue: Catalogue,
    rules: Rules,
    reading: PageReading | None = None,
) -> AsyncIterator[dict[str, Any]]:
    """Yield for each file or address what the line made of it.

    ``{"source", "error", "items", "stories", "posts"}``, JSON types only. ``queries`` are what the
    one channel watches; ``rules`` hold, save those of waiting. ``reading``: where given, the pages
    of articles are read as well.
    """
    rules = _without_waiting(rules)
    named = {normal_form(q): label(q, lambda t: catalogue.topics[t].name) for q in queries}
    memory = Memory()  # its indices serve every source; its window is each source's own
    with TemporaryDirectory(prefix="tidings-") as folder:
        empty = Path(folder) / "empty.db"
        await asyncio.to_thread(migrate, f"sqlite:///{empty}", now=datetime.now(UTC))
        async for source in read_sources(sources, allow_private):
            if source.feed is None:
                yield _row(source)
                continue
            memory.forget_window()
            with TemporaryDirectory(dir=folder) as own:
                path = shutil.copy(empty, own)
                store = await open_store(f"sqlite:///{path}")
                try:
                    gear = replace(_gear(store, catalogue, rules, memory), pages=reading)
                    yield await _through(gear, source, source.feed, named)
                finally:
                    await store.close()


def _without_waiting(rules: Rules) -> Rules:
    return replace(
        rules,
        baseline=False,
        settle=NO_WAIT,
        settle_more=NO_WAIT,
        settle_max=NO_WAIT,
        digest_stories=1000,
        budget_burst=MOST,
    )


def _row(source: Source, **more: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {"items": [], "stories": [], "posts": []}
    return {"source": source.name, "error": source.error, **empty, **more}


async def _through(
    gear: Gear, source: Source, feed: ParsedFeed, named: Mapping[str, str]
) -> dict[str, Any]:
    store, chat = gear.store, gear.chats["memory"]
    assert isinstance(chat, MemoryChat)  # noqa: S101 - _gear made it
    now = gear.clock()
    channel = await _prepare(gear, source, feed, named, now)
    async with store.begin() as tx:
        (polled,) = await feeds.due(tx, now, limit=1)
    await take_in(gear, polled, feed, now=now, after=lambda _: {"last_ok_at": now})
    await _read_pages(gear)
    await LEGS["publish"](gear)
    async with store.begin() as tx:
        await plan_now(gear, tx, channel, now=now)
    await LEGS["deliver"](gear)
    return _row(
        source,
        items=await _items(store),
        stories=await _stories(store, gear.catalogue.publisher_of(polled)),
        posts=[_post(sent.shown, PLACE) for sent in chat.sent],
    )


async def _read_pages(gear: Gear) -> None:
    """Read all pages that stories wait for, with the bot's own rests between two of a host."""
    while gear.pages is not None:
        now = gear.clock()
        async with gear.store.read() as tx:
            waiting = await pages.waiting(
                tx, again_before=now - AGAIN, per_story=gear.rules.pages_per_story, limit=1
            )
        if not waiting:
            return
        await LEGS["read"](gear)
        steady = gear.steady()
        rests = [rest - steady for rest in gear.memory.hosts_rest.values() if rest > steady]
        await asyncio.sleep(min(rests, default=NO_WAIT).total_seconds())


def _gear(store: Store, catalogue: Catalogue, rules: Rules, memory: Memory) -> Gear:
    async def fetch(url: str, **_: str | None) -> Fetched:
        raise FetchFailed(f"{url} is not read again here.")

    async def parse_here(body: bytes, *, url: str, content_type: str | None) -> ParsedFeed:
        return parse(body, url=url, content_type=content_type)

    return Gear(
        store=store,
        catalogue=catalogue,
        chats={"memory": MemoryChat(community=PLACE)},
        fetch=fetch,
        parse=parse_here,
        rules=rules,
        clock=lambda: datetime.now(UTC),
        steady=lambda: datetime.now(UTC),
        nudge=lambda _leg: None,
        jitter=lambda: 0.0,
        memory=memory,
    )


async def _prepare(
    gear: Gear, source: Source, feed: ParsedFeed, named: Mapping[str, str], now: datetime
) -> Channel:
    """Make the one channel with its watches, and the feed, due now."""
    known = next((f for f in gear.catalogue.feeds if f.url == source.url), None)
    told = known or FeedSource(url=feed.link or source.url, name=feed.title or source.name)
    async with gear.store.begin() as tx:
        home = await channels.community(tx, "memory", PLACE, PLACE)
        channel = await channels.channel(tx, home.id, PLACE, PLACE, digest_time="08:00", now=now)
        for query, name in named.items():
            query_id = await watches.query_id(tx, query)
            await watches.add(tx, channel.id, label=name, now=now, query_id=query_id)
        await feeds.add(tx, told, shared=True, interval=600, now=now)
    return channel


async def _items(store: Store) -> list[dict[str, Any]]:
    async with store.read() as tx:
        seen = await items.recent(tx, None, EVER, limit=MOST)
        met = await items.matches_of(tx, [item.id for item in seen])
    return [
        {
            "id": _id(item),
            "url": item.link,
            "title": item.title,
            "matches": [_match(found) for found in met.get(item.id, {}).values()],
        }
        for item in reversed(seen)
    ]


def _id(item: Item) -> str | None:
    """Give an item's own id, or what stands for it where the feed gives none."""
    return item.key.removeprefix("id:") if item.key.startswith("id:") else item.link


def _match(found: Match) -> dict[str, Any]:
    return {
        "watch": found.query,
        "score": round(found.score, 4),
        "salience": found.salience.value,
        "evidence": [
            {
                "field": e.field,
                "start": e.start,
                "end": e.end,
                "alias": e.alias,
                "rule": e.rule,
            }
            for e in found.evidence
        ],
    }


async def _stories(store: Store, publisher: Publisher) -> list[dict[str, Any]]:
    """Give the stories of the one feed that was read; it has one publisher."""
    async with store.read() as tx:
        seen = await items.recent(tx, None, EVER, limit=MOST)
        placed = await stories.of_items(tx, [item.id for item in seen])
    told: dict[int, list[Item]] = {}
    for item in reversed(seen):
        for story_id in placed.get(item.id, ()):
            told.setdefault(story_id, []).append(item)
    return [
        {
            "id": story_id,
            "title": members[0].title,
            "items": [_id(item) for item in members],
            "publishers": [publisher.family],
        }
        for story_id, members in sorted(told.items())
    ]


def _post(payload: Mapping[str, Any], channel: str) -> dict[str, Any]:
    lines = [line for section in payload["sections"] for line in section["lines"]]
    links = [payload["url"], *(s["url"] for s in payload["sources"]), *(x["url"] for x in lines)]
    return {
        "channel": channel,
        "kind": payload["kind"],
        "text": "\n".join(part for part in (payload["title"], payload["text"]) if part),
        "links": list(dict.fromkeys(link for link in links if link)),
    }
