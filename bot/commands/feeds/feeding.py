"""What several commands do with feeds: read an address as typed, find a feed, add one, rate it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.commands import undo
from bot.commands.naming import folded, pick
from bot.commands.room import Room, said
from bot.errors import CommandError
from bot.locales import say
from bot.model import Feed, FeedSource, ParsedFeed
from bot.pipeline.dedupe import feed_address
from bot.store import Tx, feeds
from bot.words import since

MOST_NAME = 120
SPAN = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A feed that a community sees now; ``steps`` undo it, and are empty when it saw it before."""

    feed: Feed
    steps: tuple[undo.Step, ...]


def is_address(text: str) -> bool:
    """Say whether typed text is meant as an address: "example.org/feed", "https://…"."""
    text = text.strip()
    return " " not in text and ("://" in text or "." in text.split("/", 1)[0].strip("."))


def address_of(text: str) -> str:
    """Read an address as people type it: without https://, in <…>, as feed://.

    Raises CommandError for what is none.
    """
    bare = text.strip().strip("<>")
    for start in ("feed:https://", "feed:http://"):
        if bare.lower().startswith(start):
            bare = bare[len("feed:") :]
    bare = "https://" + bare[len("feed://") :] if bare.lower().startswith("feed://") else bare
    url = bare if "://" in bare else f"https://{bare}"
    if not is_address(bare) or not urlsplit(url).hostname:
        raise CommandError(
            say(
                "*{text}* is no address. Type one such as https://example.org/feed.xml",
                text=said(text, 60),
            )
        )
    return url


async def find(room: Room, tx: Tx, wanted: str, *, typed: str) -> Feed:
    """Give the feed with this name or address that the community sees. Raises CommandError."""
    seen = await feeds.visible(tx, room.community.id)
    known = at_address(seen, wanted) if is_address(wanted) else None
    return known or pick(wanted, [(feed.name, feed) for feed in seen], say("feed"), typed=typed)


def at_address(seen: Iterable[Feed], wanted: str) -> Feed | None:
    """Find a feed by its address, however that is written."""
    same = feed_address(address_of(wanted))
    return next((feed for feed in seen if feed_address(feed.url) == same), None)


def called(seen: Iterable[Feed], wanted: str) -> Feed | None:
    """Find a feed by its exact name or its address."""
    seen = tuple(seen)
    key = folded(wanted)
    by_name = next((feed for feed in seen if folded(feed.name) == key), None)
    return by_name or (at_address(seen, wanted) if is_address(wanted) else None)


def title_of(parsed: ParsedFeed, url: str) -> str:
    """Name a feed by its title, else by its host."""
    title = " ".join(parsed.title.split())
    return title[:MOST_NAME] or urlsplit(url).netloc


async def add(room: Room, tx: Tx, url: str, parsed: ParsedFeed) -> Added:
    """Let the community see the feed at an address; one that all see needs no adding."""
    seen = {feed.id: feed for feed in await feeds.visible(tx, room.community.id)}
    known = at_address(seen.values(), url)
    if known is not None:
        return Added(feed=known, steps=())
    source = FeedSource(url=url, name=title_of(parsed, url), language=parsed.language)
    interval = room.gear.rules.poll_interval
    feed, _ = await feeds.add(tx, source, shared=False, interval=interval, now=room.now)
    await feeds.grant(tx, feed.id, room.community.id, by=room.actor.id, now=room.now)
    await feeds.hurry(tx, feed.id, room.now)
    return Added(feed=feed, steps=(undo.set_access(feed.id, room.community.id, None),))


def per_day(dates: Sequence[datetime], now: datetime) -> float:
    """Say how many items a day a feed brings, by the dates of those that are known."""
    if not dates:
        return 0.0
    span = min(SPAN, max(now - min(dates), timedelta(days=1)))
    return sum(1 for date in dates if date >= now - span) / (span / timedelta(days=1))


def newest(title: str, at: datetime | None, now: datetime) -> str:
    """Say what a feed's newest item is."""
    age = since(now - at) if at else say("without a date")
    return say('Newest: "{title}", {age}.', title=said(title) or say("(no title)"), age=age)


def newest_of(parsed: ParsedFeed, now: datetime) -> str:
    """Say what a feed that was just read shows as its newest item."""
    dated = [entry for entry in parsed.entries if entry.published]
    top = (
        max(dated, key=lambda e: e.published or now) if dated else next(iter(parsed.entries), None)
    )
    return newest(top.title, top.published, now) if top else say("It is empty at the moment.")
