"""Reading for publishing: due stories, each as every channel sees it that watches for it.

All that is read is read of all stories at once: a handful of statements, however many they are.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.catalogue.overlay import View
from bot.legs.draw import About
from bot.legs.gear import Gear
from bot.legs.telling import ENOUGH, KEPT, STAGE, Telling
from bot.model import Channel, Earlier, Feed, Item, Match, Story, Told, Watch
from bot.pipeline.copies import with_origins
from bot.store import Tx, channels, deliveries, feeds, items, record, stories, threads, watches
from bot.store.record import Muted
from bot.store.stories import StoryPost

Audience = Mapping[int, Sequence[Watch]]  # channel → its watches that ask for a story


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What the store says of the stories and of who may have to be told."""

    items: Mapping[int, Sequence[Item]]  # by story
    earlier: Mapping[int, tuple[Earlier, ...]]  # by item, of those that were changed
    matches: Mapping[int, Mapping[int, Match]]  # item → query → match
    posts: Mapping[int, Mapping[int, StoryPost]]  # story → channel → what it was told
    drawn: Mapping[int, Mapping[str, Any]]  # alert → how it was drawn last
    audiences: Mapping[int, Audience]  # by story
    planned: frozenset[tuple[int, int]]
    channels: Mapping[int, Channel]
    muted: Mapping[int, Muted]  # by channel
    posted: Mapping[int, set[int]]  # channel → items with a post of their own there
    unposted: Mapping[int, set[int]]  # channel → items that a thread there had no room for
    seen: Mapping[int, Mapping[int, Feed]]  # community → the feeds that it sees
    views: Mapping[int, View]  # by community


async def gather(
    gear: Gear, tx: Tx, due: Sequence[Story], about: About
) -> Iterator[tuple[Story, list[Telling]]]:
    """Give, story by story, what of it is for which channel: who watches, or was told of it."""
    read = await _read(gear, tx, due)
    return ((story, _tellings(gear, read, story, about)) for story in due)


async def _read(gear: Gear, tx: Tx, due: Sequence[Story]) -> _Read:
    ids = [story.id for story in due]
    told = await stories.items_by_story(tx, ids)
    item_ids = {item.id for mine in told.values() for item in mine}
    matches = await items.matches_of(tx, item_ids)
    posts = await stories.posts_by_story(tx, ids)
    audiences = await _audiences(tx, told, matches, posts)
    channel_ids = {channel_id for audience in audiences.values() for channel_id in audience}
    known = await channels.by_ids(tx, channel_ids)
    communities = {channel.community_id for channel in known.values()}
    alerts = [p.alert_id for mine in posts.values() for p in mine.values() if p.alert_id]
    return _Read(
        items=told,
        earlier=await threads.earlier_of(
            tx, {item.id for mine in told.values() for item in mine if item.revision}
        ),
        matches=matches,
        posts=posts,
        drawn=await deliveries.last_drawn_of(tx, alerts),
        audiences=audiences,
        planned=await record.planned(tx, item_ids),
        channels=known,
        muted=await record.muted_in(tx, channel_ids),
        posted=await deliveries.items_posted_in(tx, channel_ids, item_ids),
        unposted=await _unposted(gear, tx, told, posts),
        seen=await feeds.visible_to(
            tx, communities, {item.feed_id for mine in told.values() for item in mine}
        ),
        views=await gear.memory.views(tx, gear.catalogue, communities),
    )


async def _unposted(
    gear: Gear,
    tx: Tx,
    told: Mapping[int, Sequence[Item]],
    posts: Mapping[int, Mapping[int, StoryPost]],
) -> dict[int, set[int]]:
    """Give channel → the items of stories whose threads may be full that had no room there."""
    least = gear.rules.updates_most - KEPT
    full = {
        story_id
        for story_id, mine in posts.items()
        if any(post.thread_posts and post.thread_posts >= least for post in mine.values())
    }
    ids = {item.id for story_id in full for item in told.get(story_id, ())}
    return await threads.items_decided(tx, ids, stage=STAGE, verdict=ENOUGH)


async def _audiences(
    tx: Tx,
    told: Mapping[int, Sequence[Item]],
    matches: Mapping[int, Mapping[int, Match]],
    posts: Mapping[int, Mapping[int, StoryPost]],
) -> dict[int, Audience]:
    """Give story → channel → its watches that ask for it; those told of it come first."""
    asking: dict[int | None, list[Watch]] = defaultdict(list)
    for watch in await watches.asking(tx, {q for found in matches.values() for q in found}):
        asking[watch.query_id].append(watch)
    audiences: dict[int, Audience] = {}
    for story_id in {*told, *posts}:
        asked = {q for item in told.get(story_id, ()) for q in matches.get(item.id, ())}
        audience: dict[int, list[Watch]] = {
            channel_id: [] for channel_id in posts.get(story_id, ())
        }
        for watch in sorted((w for q in asked for w in asking[q]), key=lambda w: w.id):
            audience.setdefault(watch.channel_id, []).append(watch)
        audiences[story_id] = audience
    return audiences


def _tellings(gear: Gear, read: _Read, story: Story, about: About) -> list[Telling]:
    found = []
    told_in: dict[int, tuple[Told, ...]] = {}  # by community
    for channel_id, asking in read.audiences.get(story.id, {}).items():
        channel = read.channels[channel_id]
        community = channel.community_id
        if community not in told_in:
            told_in[community] = _told(gear, read, story, community)
        if told_in[community] and channel.platform in gear.chats:
            found.append(_telling(read, story, channel, told_in[community], asking, about))
    return found


def _told(gear: Gear, read: _Read, story: Story, community_id: int) -> tuple[Told, ...]:
    """Give a story's items that a community may see, first seen first."""
    if story.community_id not in (None, community_id):
        return ()
    seen = read.seen[community_id]
    publisher_of = gear.catalogue.publisher_of
    return with_origins(
        [
            Told(
                item=item,
                feed=seen[item.feed_id],
                publisher=publisher_of(seen[item.feed_id], item.link),
                earlier=read.earlier.get(item.id, ()),
            )
            for item in read.items.get(story.id, ())
            if item.feed_id in seen
        ]
    )


def _telling(
    read: _Read,
    story: Story,
    channel: Channel,
    told: tuple[Told, ...],
    asking: Sequence[Watch],
    about: About,
) -> Telling:
    post = read.posts.get(story.id, {}).get(channel.id)
    if post and post.since:  # what came before has a post of its own
        told = tuple(t for t in told if t.item.id > post.since) or told
    # What only others may see says nothing here, not even which watch it would have met.
    seen = {t.item.id: read.matches[t.item.id] for t in told if t.item.id in read.matches}
    met = {query_id for queries in seen.values() for query_id in queries}
    return Telling(
        story=story,
        channel=channel,
        told=told,
        matches=seen,
        watches=tuple(watch for watch in asking if watch.query_id in met),
        planned=read.planned,
        muted=read.muted[channel.id],
        posted=read.posted[channel.id],
        post=post,
        drawn=read.drawn.get(post.alert_id or 0) if post else None,
        about=about,
        view=read.views[channel.community_id],
        unposted=frozenset(read.unposted.get(channel.id, ())) & {t.item.id for t in told},
    )
