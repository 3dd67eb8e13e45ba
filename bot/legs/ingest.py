"""The second half of a poll: dedupe → store → match → cluster → plan, in one transaction.

What a feed's validators promise ("nothing new since") is committed together with the items they
speak of. A very long feed is taken in by parts; the validators go with the last one, so that a
crash in between makes the next poll read the feed again and find the first parts known.
"""

import asyncio
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from bot.errors import FeedError
from bot.legs.gear import Gear
from bot.legs.plan import plan_items
from bot.log import get_logger
from bot.model import Decision, Entry, Feed, Item, Match, Member, ParsedFeed
from bot.pipeline.cluster import Apart, Joined, Window, join, told_apart
from bot.pipeline.dedupe import Sorted, canonical_url, content_hash, sort_out, without_user
from bot.pipeline.dedupe_moved import moved
from bot.pipeline.dedupe_undo import undone
from bot.pipeline.match import Index, document_of, found_language, match
from bot.store import Tx, feeds, items, merging, record, stories

log = get_logger(__name__)
PART = 500  # entries in one transaction: others wait for the write lock meanwhile
PART_WITH_MEANING = 50  # … where a sentence model is asked, some 20 ms an entry
GAP = timedelta(hours=6)  # unread for longer, a feed's undated items may be old
MOST_TEXT = 20_000  # characters kept of an item's text
MOST_TITLE = 1_000
SEVERAL = 3  # entries with new ids at their old addresses: it is the feed that changed
MOST_REVISIONS = 30  # of one item: what changes more often counts its readers

Part = Sequence[tuple[str, Entry]]  # keys with what stands under them


class _Found(NamedTuple):
    """An item's story, and those that are near it and others."""

    joined: Joined
    near: Sequence[Apart] = ()


async def take_in(
    gear: Gear,
    feed: Feed,
    parsed: ParsedFeed,
    *,
    now: datetime,
    after: Callable[[int], Mapping[str, Any]],
) -> int:
    """Store what is new in a feed, match it, place it in stories, plan posts; count what is new.

    ``after`` gives the feed's columns to save with the last part, from the number of new items.
    Raises FeedError when another poll has taken the feed over meanwhile, StoreError.
    """
    async with gear.store.read() as tx:
        known = await items.known_keys(tx, feed.id)
        heads = await items.known_heads(tx, feed.id)
        # Where these take long, nobody waits to write.
        await _index(gear, tx)
        window = await gear.memory.ready_window(tx, gear.catalogue, now=now, span=gear.rules.window)
    found = await asyncio.to_thread(sort_out, parsed.entries, known, heads)
    old = await _moved(gear, feed, found, known)
    brought = dict(found.new)
    found = replace(found, new=tuple((key, one) for key, one in found.new if key not in old))
    most = PART if window.openers is None else PART_WITH_MEANING
    steps = [
        *(
            partial(_store_new, gear, feed=feed, part=part, read_at=now)
            for part in _parts(found.new, most)
        ),
        *(partial(_revise, gear, feed=feed, part=part) for part in _parts(found.revised, PART)),
    ]
    try:
        for step in steps[:-1]:
            async with gear.store.begin() as tx:
                await step(tx=tx)
        async with gear.store.begin() as tx:
            for step in steps[-1:]:
                await step(tx=tx)
            await _note_listed(tx, feed, found, gear.clock())
            await _adopt(tx, feed, [(brought[key], key, item) for key, item in old.items()], now)
            values = dict(after(len(found.new)))
            if old or len(found.renamed) >= SEVERAL:
                values["moved_at"] = now
            if feed.baseline_at is None:
                values["baseline_at"] = now
            if not await feeds.save_poll(tx, feed, **values):
                raise FeedError("Another poll of this feed took over; nothing is lost.")
    except BaseException:
        gear.memory.forget_window()
        raise
    return len(found.new)


async def _moved(
    gear: Gear, feed: Feed, found: Sorted, known: Mapping[str, str]
) -> Mapping[str, int | None]:
    """Find old entries under new ids and links: key → the item that it was stored as."""
    if len(found.new) < 2 or not known:
        return {}
    titles = [entry.title[:MOST_TITLE] for _, entry in found.new]
    hashes = [content_hash(entry) for _, entry in found.new]
    async with gear.store.read() as tx:
        stored = await items.told_before(tx, feed.id, titles, hashes)
    return await asyncio.to_thread(moved, found, known, stored)


def _parts(entries: Part, most: int) -> list[Part]:
    return [entries[i : i + most] for i in range(0, len(entries), most)]


async def _store_new(gear: Gear, *, tx: Tx, feed: Feed, part: Part, read_at: datetime) -> None:
    # Taken where nobody else writes: whoever reads the store up to a time misses nothing.
    now = gear.clock()
    # Beside the event loop: telling the languages of a part takes a while.
    rows = await asyncio.to_thread(
        lambda: [_row(gear, feed, key, entry, read_at) | {"first_seen": now} for key, entry in part]
    )
    stored = await items.insert_items(tx, feed.id, rows)
    matched = await _match(gear, tx, feed, stored)
    met = {item.id for item in stored if matched[item.id] and not item.baseline}
    placed = await place(gear, tx, feed, stored, now=now, asked=met)
    await plan_items(gear, tx, feed, stored, matched, placed, now=now)


def _row(gear: Gear, feed: Feed, key: str, entry: Entry, now: datetime) -> dict[str, Any]:
    baseline = feed.baseline_at is None and gear.rules.baseline
    published = entry.published or entry.updated
    old = published is not None and now - published > gear.rules.late_after
    unread = feed.last_ok_at is not None and now - feed.last_ok_at > GAP
    return {
        "key": key,
        "link": _shown(entry),
        "canonical": canonical_url(entry.link),
        "author": entry.author,
        "published": min(published, now) if published else None,
        "baseline": baseline,
        "late": not baseline and gear.rules.baseline and (old or (published is None and unread)),
        "revision": 0,
        **_content(gear, feed, entry),
    }


def _shown(entry: Entry) -> str | None:
    """Give the link of an entry's own page: whose it is says who wrote it, not a search's."""
    link = without_user(entry.link)
    return undone(link) if link else None


def _content(gear: Gear, feed: Feed, entry: Entry) -> dict[str, Any]:
    """Give what another version of an entry may change, its language too."""
    return {
        "language": found_language(entry, feed, gear.catalogue.publisher_of(feed, entry.link)),
        "title": entry.title[:MOST_TITLE],
        "text": entry.text[:MOST_TEXT],
        "content_hash": content_hash(entry),
    }


async def _match(
    gear: Gear, tx: Tx, feed: Feed, stored: Sequence[Item]
) -> dict[int, dict[int, Match]]:
    """Match items against all that is watched and keep the matches: item id → query id → match."""
    index = await _index(gear, tx)
    publisher_of = gear.catalogue.publisher_of

    def all_matches() -> dict[int, dict[int, Match]]:
        documents = ((i.id, document_of(i, feed, publisher_of(feed, i.link))) for i in stored)
        return {item_id: match(index, document) for item_id, document in documents}

    matched = await asyncio.to_thread(all_matches)  # beside the event loop: a part takes a while
    await items.note_matches_many(tx, [(item, matched[item.id]) for item in stored])
    return matched


async def _index(gear: Gear, tx: Tx) -> Index:
    return await gear.memory.watched.index(tx, gear.catalogue, gear.rules.weights, gear.clock())


async def place(
    gear: Gear,
    tx: Tx,
    feed: Feed,
    stored: Sequence[Item],
    *,
    now: datetime,
    asked: Collection[int] = (),
) -> dict[int, set[int]]:
    """Put items into stories, or open stories for them; give item id → story ids.

    A private feed's item has a place in each community that added the feed. ``asked``: items of
    which is kept why the stories near them are others.
    """
    owners: Sequence[int | None] = (None,)
    if not feed.shared:
        owners = await feeds.communities_of(tx, feed.id)
    members = [
        # A number below 0 stands for the story that this item opens if it finds no home.
        _member(item, owner, story_id=-number)
        for number, (item, owner) in enumerate(((i, o) for i in stored for o in owners), start=1)
    ]
    since, likeness = now - gear.rules.window, gear.rules.same_event
    window = await gear.memory.window(tx, gear.catalogue, now=now, span=gear.rules.window)
    window.announce(feed.id, [item.canonical for item in stored])
    # Beside the event loop: a part takes a while. Nobody else writes meanwhile.
    found = await asyncio.to_thread(
        lambda: [_find(window, m, since, likeness, asked) for m in members]
    )
    joined = [one.joined for one in found]
    into = {gone: kept for one in joined for kept, gone in one.merged}
    by_id = {item.id: item for item in stored}
    placements = [_placement(by_id[one.member.item_id], one, into) for one in joined]
    numbers = await stories.place_many(tx, placements)
    window.number({p.story_id: n for p, n in zip(placements, numbers, strict=True)})
    opened = {p.story_id: n for p, n in zip(placements, numbers, strict=True)}
    for gone in sorted(gone for gone in into if gone > 0):  # that stood in the store before
        kept = opened.get(_kept(gone, into), _kept(gone, into))
        await merging.merge(tx, kept, gone)
        log.info("stories_merged", kept=kept, gone=gone)
    await record.decide(
        tx, _apart(found, lambda n: opened.get(_kept(n, into), _kept(n, into)), now)
    )
    placed: dict[int, set[int]] = {}
    for placement, story_id in zip(placements, numbers, strict=True):
        placed.setdefault(placement.item.id, set()).add(story_id)
    return placed


def _find(
    window: Window, member: Member, since: datetime, joins: float, asked: Collection[int]
) -> _Found:
    joined = join(window, member, since=since, joins=joins)
    if member.item_id not in asked:
        return _Found(joined)
    try:
        return _Found(joined, told_apart(window, joined.member, since=since, joins=joins))
    except Exception:  # what is for /why alone keeps no item back
        log.exception("apart_unsaid", item=member.item_id)
        return _Found(joined)


def _apart(
    found: Iterable[_Found], number_of: Callable[[int], int], now: datetime
) -> Iterator[Decision]:
    """Keep, for /why, which stories are near an item's and why each is another."""
    for one in found:
        if one.near:
            member = one.joined.member
            yield Decision(
                item_id=member.item_id,
                watch_id=None,
                story_id=number_of(member.story_id),
                delivery_id=None,
                stage="story",
                verdict="apart",
                trail={"near": [[number_of(n.story_id), n.ground.value] for n in one.near]},
                at=now,
            )


def _kept(story_id: int, into: Mapping[int, int]) -> int:
    """Give the story that has a story's items after the batch."""
    while story_id in into:
        story_id = into[story_id]
    return story_id


def _member(item: Item, owner: int | None, *, story_id: int) -> Member:
    return Member(
        story_id=story_id,
        community_id=owner,
        item_id=item.id,
        feed_id=item.feed_id,
        canonical=item.canonical,
        title=item.title,
        at=item.first_seen,
        text=item.text[: stories.BEGINNING],
    )


def _placement(item: Item, joined: Joined, into: Mapping[int, int]) -> stories.Placement:
    member, home = joined.member, joined.home
    story_id = _kept(member.story_id, into)
    late = story_id != member.story_id  # the story that it opened was merged
    return stories.Placement(
        item=item,
        community_id=member.community_id,
        story_id=story_id,
        role=home.role if home else "same-event" if late else "opener",
        score=home.score if home else None,
    )


async def _revise(gear: Gear, *, tx: Tx, feed: Feed, part: Part) -> None:
    """Give known items their new text and match them again; they keep their stories."""
    now = gear.clock()
    revised = []
    contents = await asyncio.to_thread(lambda: [_content(gear, feed, entry) for _, entry in part])
    for (key, _), content in zip(part, contents, strict=True):
        item = await items.revise(tx, feed.id, key, content, now, most=MOST_REVISIONS)
        revised += [item] if item else []
    if not revised:
        return
    matched = await _match(gear, tx, feed, revised)
    placed = await stories.of_items(tx, [item.id for item in revised])
    await plan_items(gear, tx, feed, revised, matched, placed, now=now)


async def _note_listed(tx: Tx, feed: Feed, found: Sorted, now: datetime) -> None:
    """Note what the feed shows, all at one time: what stands in its newest listing is kept."""
    await items.touch_keys(tx, feed.id, [*found.known, *dict(found.new)], now)
    if found.renamed:
        await items.note_keys(tx, feed.id, found.renamed, now)
        log.info("ids_changed", feed=feed.id, entries=len(found.renamed))


async def _adopt(
    tx: Tx, feed: Feed, old: Iterable[tuple[Entry, str, int | None]], now: datetime
) -> None:
    """Let a moved feed's old entries be known by their new keys, at their new place."""
    entries = 0
    for entry, key, item_id in old:
        entries += 1
        await items.note_keys(tx, feed.id, {key: content_hash(entry)}, now, item_id)
        if item_id is not None and entry.link:
            canonical = canonical_url(entry.link)
            await items.readdress(tx, item_id, link=_shown(entry), canonical=canonical, now=now)
    if entries:
        log.info("feed_moved", feed=feed.id, entries=entries)
