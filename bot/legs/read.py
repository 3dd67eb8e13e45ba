"""Between poll and publish: the pages of articles that are about to be posted → matched again.

    items whose story has a time → robots.txt → page → article → [ keep → match again → plan ]

It runs while stories settle and holds nothing up: what is not read by then is posted with the
feed's text, and so is what is kept for subscribers. One request at a time goes to a host, with the
gap that polling leaves, too.
"""

import asyncio
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.errors import FeedError, KeptOut
from bot.legs.gear import Gear, PageReading
from bot.legs.plan import plan_grown
from bot.legs.poll import host_of, remember, rest
from bot.log import get_logger
from bot.model import Article, Decision, Feed, Item, Match
from bot.pipeline.extract import tells_of
from bot.pipeline.match import document_of, grown, match, raised
from bot.pipeline.text.clean import without_tails
from bot.pipeline.text.leads import with_exact_lead
from bot.store import Tx, feeds, items, pages, record, stories, threads

log = get_logger(__name__)
AT_ONCE = 50  # items looked at together
LOOKS = 20  # most, for items whose hosts may be asked
HOSTS = 8  # pages read at the same time, those that hang left out
HANGS = timedelta(seconds=4)  # after which a page leaves its place to another
MOST = 40  # pages that are waited for at the same time
BREATH = 0.25  # seconds between two looks for pages while others are being read
LONG_ENOUGH = 3_000  # characters of a feed's text that no page need add to
LONGEST = 20_000  # characters kept of a page's text
KEPT = timedelta(hours=24)  # for which one reading serves all items at an address
AGAIN = timedelta(hours=1)  # after which an item that changed is worth another reading


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """What came of one page; ``text`` None: the feed's is used, for the reason ``why``."""

    state: str
    text: str | None
    why: str
    canonical: str | None = None  # the address that the page says its article is at
    origin: str | None = None  # family of the other outlet it is known to come from


async def read(gear: Gear) -> int:
    """Read the pages that are wanted and whose hosts may be asked now; give how many were."""
    reading = gear.pages
    if reading is None:
        return 0
    running: dict[asyncio.Task[int], tuple[int, datetime]] = {}  # the item it reads, since when
    count = 0
    try:
        while True:
            now = gear.clock()
            quick = sum(now - since < HANGS for _, since in running.values())
            room = min(HOSTS - quick, MOST - len(running))
            chosen = await _choose(gear, room, {item for item, _ in running.values()})
            gear.memory.hosts_busy |= chosen.keys()
            for host, item in chosen.items():
                task = asyncio.create_task(_read_one(gear, reading, host, item))
                running[task] = (item.id, now)
            if not running:
                return count
            # One that hangs holds no other back: whose host is free meanwhile is read beside it.
            done, _ = await asyncio.wait(
                running, timeout=BREATH, return_when=asyncio.FIRST_COMPLETED
            )
            count += sum(task.result() for task in done)
            running = {task: of for task, of in running.items() if task not in done}
    finally:
        for task in running:
            task.cancel()
        # Whoever stops the leg may close the store next: what is cancelled must have ended.
        await asyncio.gather(*running, return_exceptions=True)


async def _choose(gear: Gear, room: int, reading: Set[int]) -> dict[str, Item]:
    """Choose for each host that may be asked now the item that is posted first.

    ``reading``: items that are being read.
    """
    now, steady = gear.clock(), gear.steady()
    chosen: dict[str, Item] = {}
    if room <= 0:
        return chosen
    async with gear.store.read() as tx:
        await remember(gear, tx, now)
        seen = set(reading)
        # Look by look: the items of a host at rest may be many, and are posted first.
        for _ in range(LOOKS):
            waiting = await pages.waiting(
                tx,
                again_before=now - AGAIN,
                per_story=gear.rules.pages_per_story,
                limit=AT_ONCE,
                skip=tuple(seen),
            )
            for item in waiting:
                host = host_of(item.link or "")
                rests = gear.memory.hosts_rest.get(host, steady)
                if host not in gear.memory.hosts_busy and rests <= steady and len(chosen) < room:
                    chosen.setdefault(host, item)
            if len(waiting) < AT_ONCE or len(chosen) == room:
                break
            seen |= {item.id for item in waiting}
    return chosen


async def _read_one(gear: Gear, reading: PageReading, host: str, item: Item) -> int:
    """Read one page, or what its host says about pages first; give 1 when the item is done."""
    asked = False
    try:
        outcome = await _known(gear, item)
        if outcome is None:
            asked = True
            outcome = await _ask(reading, item)
        if outcome is not None:
            await _take_in(gear, item, outcome)
        return int(outcome is not None)
    except Exception:
        # Not foreseen, so it must be seen; the item goes on with its feed's text. Where it is the
        # store that is gone, noting this fails, too, and ends the leg.
        log.exception("page_broke", item=item.id)
        broke = _Outcome(state="failed", text=None, why="Reading it hit an error of ours.")
        async with gear.store.begin() as tx:
            await _note(gear, tx, item, broke)
        return 1
    finally:
        gear.memory.hosts_busy.discard(host)
        if asked:
            rest(gear, host, max(gear.rules.host_gap, reading.fetch.delay(item.link or "")))


async def _known(gear: Gear, item: Item) -> _Outcome | None:
    """Say what is known of a page without asking for it."""
    async with gear.store.read() as tx:
        feed = (await feeds.by_ids(tx, [item.feed_id])).get(item.feed_id)
        other = await pages.kept(tx, item, gear.clock() - KEPT)
    if feed is None or not gear.catalogue.publisher_of(feed, item.link).pages:
        return _Outcome(state="off", text=None, why="the pages of this outlet are not read")
    if len(item.text) >= LONG_ENOUGH:
        return _Outcome(state="off", text=None, why="the feed has the whole text")
    if other is None or other.page_state is None:
        return None
    why = "read for another item with this address"
    return _Outcome(state=other.page_state, text=other.page_text, why=why, origin=other.page_origin)


async def _ask(reading: PageReading, item: Item) -> _Outcome | None:
    """Fetch a page and find its article; None when only the host's robots.txt was read."""
    link = item.link or ""
    try:
        if not reading.fetch.knows(link):
            await reading.fetch.learn(link)
            return None
        fetched = await reading.fetch(link)
        article = await reading.extract(fetched.body, content_type=fetched.content_type)
    except KeptOut as error:
        return _Outcome(state="refused", text=None, why=str(error))
    except FeedError as error:
        return _Outcome(state="failed", text=None, why=str(error))
    if not tells_of(article, title=item.title, text=item.text):
        return _Outcome(state="other", text=None, why="the page tells something else")
    state, text, why = _worth(article, item)
    return _Outcome(state=state, text=text, why=why, canonical=article.canonical)


def _worth(article: Article, item: Item) -> tuple[str, str | None, str]:
    """Say what an article is worth beside the feed's text: the state, what is kept, and why."""
    if article.partial:
        # A feed that gives headlines only has nothing better than what everybody can read there.
        shown = None if item.text.strip() else article.text[:LONGEST]
        return "partial", shown, "the page has only the beginning; the rest is for subscribers"
    # "[…] The post … appeared first on …" is no text of the feed's.
    _, told = without_tails(item.text, "", 0)
    if len(article.text) <= len(told):
        return "shorter", None, "the page says no more than the feed"
    text = with_exact_lead(article.text, item.text, item.language)
    return "whole", text[:LONGEST], "the page was read"


async def _take_in(gear: Gear, item: Item, outcome: _Outcome) -> None:
    """Keep what came of a page; where it has more text, match the item again."""
    async with gear.store.read() as tx:
        index = await gear.memory.watched.index(
            tx, gear.catalogue, gear.rules.weights, gear.clock()
        )
    async with gear.store.begin() as tx:
        feed = (await feeds.by_ids(tx, [item.feed_id])).get(item.feed_id)
        kept = await _note(gear, tx, item, _traced(gear, feed, item, outcome))
        if kept is None or kept.page_text is None or feed is None:
            return
        document = document_of(kept, feed, gear.catalogue.publisher_of(feed, kept.link))
        found = await asyncio.to_thread(match, index, document)
        await _match_again(gear, tx, kept, feed, found)
        await _tell_more(gear, tx, kept)
    log.info("page_read", item=item.id, characters=len(kept.page_text))


def _traced(gear: Gear, feed: Feed | None, item: Item, outcome: _Outcome) -> _Outcome:
    """Say whose article a page is, where it says itself that it is at another outlet's address."""
    outlet = gear.catalogue.outlet_at(outcome.canonical) if outcome.canonical else None
    if feed is None or outlet is None:
        return outcome
    own = gear.catalogue.publisher_of(feed, item.link).family
    return replace(outcome, origin=outlet.family if outlet.family != own else None)


async def _note(gear: Gear, tx: Tx, item: Item, outcome: _Outcome) -> Item | None:
    now = gear.clock()
    kept = await pages.keep(
        tx, item, state=outcome.state, text=outcome.text, origin=outcome.origin, now=now
    )
    if kept is not None:
        read = Decision(
            item_id=item.id,
            watch_id=None,
            story_id=None,
            delivery_id=None,
            stage="read",
            verdict=outcome.state,
            trail={"reason": outcome.why},
            at=now,
        )
        await record.decide(tx, [read])
    return kept


async def _match_again(
    gear: Gear, tx: Tx, item: Item, feed: Feed, found: Mapping[int, Match]
) -> None:
    """Add to an item's matches, or raise them; plan for the watches that this concerns."""
    before = (await items.matches_of(tx, [item.id])).get(item.id, {})
    after = raised(before, found)
    await pages.note_raised(tx, item, after)
    more = grown(before, after)
    if more:
        placed = await stories.of_items(tx, [item.id])
        await plan_grown(gear, tx, feed, item, more, placed.get(item.id, set()), now=gear.clock())


async def _tell_more(gear: Gear, tx: Tx, item: Item) -> None:
    """Let alerts that went out before the page was read say what it has more."""
    placed = (await stories.of_items(tx, [item.id])).get(item.id, set())
    told = await stories.with_posts(tx, placed)
    for story in (await stories.by_ids(tx, told)).values():
        if story.publish_at is None:  # else it is looked at anyway
            await threads.look_again(tx, story.id, gear.clock())
