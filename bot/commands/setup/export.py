"""/export: a community's set-up as one file, a record a line (JSON Lines), as /import reads it.

    {"kind": "tidings", …}     who wrote it, and which version of this format
    {"kind": "community", …}   language, channel of notices
    {"kind": "feed", …}        added here, with the name and tags given here
    {"kind": "topic", …}       own ones, and what was changed of shared ones
    {"kind": "channel", …}     zone, digest, quiet hours, pause, budget
    {"kind": "pack" | "watch" | "mute", "channel": name, …}

A line is a record so that an error can name it, and a person can read, compare and edit the file.
"""

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from bot.commands.room import Options, Room, hash_name
from bot.legs.admit import paused
from bot.locales import count, say
from bot.model import Channel, Feed, File, Reply, Watch
from bot.pipeline.text.heading import heading
from bot.store import Tx, channels, feeds, record, stories, topics, watches

VERSION = 1
MOST_LINKS = 10  # of a muted story
OWN_SETTINGS = ("budget", "digest_tells", "digest_empty", "broadcast")
Record = Mapping[str, Any]


async def export(room: Room, options: Options) -> Reply:
    """/export [channel]."""
    async with room.gear.store.read() as tx:
        whole = await room.places(tx)
        mine = [await room.target(tx, options)] if options.get("channel") else list(whole)
        mine = [channel for channel in mine if room.may_manage(channel)]
        records = [one async for one in _records(room, tx, mine, whole)]
    lines = [json.dumps(one, ensure_ascii=False) for one in records]
    kinds = [one["kind"] for one in records]
    told = say(
        "{channels}, {watches}, {topics} and {feeds}, as one file. `/import` takes it here or "
        "elsewhere. It holds the addresses of your own feeds: keep it to yourselves if one of them "
        "is secret.",
        channels=count(kinds.count("channel"), "{n} channel", "{n} channels"),
        watches=count(kinds.count("watch"), "{n} watch", "{n} watches"),
        topics=count(kinds.count("topic"), "{n} own topic", "{n} own topics"),
        feeds=count(kinds.count("feed"), "{n} own feed", "{n} own feeds"),
    )
    name = f"tidings-{hash_name(mine[0])[1:]}.jsonl" if options.get("channel") else "tidings.jsonl"
    data = ("\n".join(lines) + "\n").encode()
    return Reply(text=told, files=(File(name=name, data=data, media_type="application/jsonl"),))


async def _records(
    room: Room, tx: Tx, mine: list[Channel], whole: tuple[Channel, ...]
) -> AsyncIterator[Record]:
    seen = {feed.id: feed for feed in await feeds.visible(tx, room.community.id)}
    followed = None if room.actor.everywhere else await _followed(tx, mine)
    yield _head(room)
    if len(mine) == len(whole) and room.actor.everywhere:
        yield await _community(room, tx, whole)
    for feed in seen.values():
        if not feed.shared and (followed is None or feed.id in followed):
            yield {"kind": "feed", "url": feed.url, "name": feed.name, "tags": list(feed.tags)}
    for id_, overlay in sorted((await topics.of_community(tx, room.community.id)).items()):
        yield {"kind": "topic", "id": id_, "off": overlay.off, "body": topics.body_of(overlay)}
    for channel in mine:
        yield _channel(room, channel)
        for one in await _of_channel(room, tx, channel, seen):
            yield one


async def _followed(tx: Tx, mine: list[Channel]) -> set[int | None]:
    """Give the feeds that channels follow: all that is told of to who may change these alone."""
    return {watch.feed_id for channel in mine for watch in await watches.of_channel(tx, channel.id)}


def _head(room: Room) -> Record:
    return {
        "kind": "tidings",
        "version": VERSION,
        "platform": room.community.platform,
        "community": room.community.external_id,
        "at": room.now.isoformat(timespec="seconds"),
    }


async def _community(room: Room, tx: Tx, whole: tuple[Channel, ...]) -> Record:
    home = await channels.get_community(tx, room.community.id)
    notices = next((c.name for c in whole if c.id == home.notice_channel_id), None)
    return {"kind": "community", "language": home.locale, "notices": notices}


def _channel(room: Room, channel: Channel) -> Record:
    until = channel.paused_until if paused(channel, room.now) else None
    settings = {k: channel.settings[k] for k in OWN_SETTINGS if channel.settings.get(k)}
    return {
        "kind": "channel",
        "name": channel.name,
        "timezone": channel.timezone,
        "digest_on": channel.digest_on,
        "digest_times": list(channel.digest_times),
        "digest_days": list(channel.digest_days),
        "quiet": dict(channel.quiet) if channel.quiet else None,
        "paused_until": until.isoformat() if until else None,
        "settings": settings,
    }


async def _of_channel(
    room: Room, tx: Tx, channel: Channel, seen: Mapping[int, Feed]
) -> list[Record]:
    packs: list[Record] = [
        {"kind": "pack", "channel": channel.name, "pack": pack, "without": sorted(without)}
        for pack, without in (await watches.packs_of(tx, channel.id)).items()
    ]
    mine = await watches.of_channel(tx, channel.id)
    return [*packs, *_watches(channel, mine, seen), *await _mutes(room, tx, channel)]


async def _mutes(room: Room, tx: Tx, channel: Channel) -> list[Record]:
    """Give what a channel muted; a story by the addresses of its articles, as far as seen here."""
    found: list[Record] = []
    for _, story, outlet in await record.mutes_of(tx, channel.id):
        place = {"kind": "mute", "channel": channel.name}
        if story is None:
            found.append({**place, "outlet": outlet})
            continue
        told = [item for item, _ in await stories.told(tx, story, room.community.id)]
        links = list(dict.fromkeys(item.canonical for item in told if item.canonical))
        if links:
            title = heading(told[0])
            found.append({**place, "story": {"title": title[:300], "links": links[:MOST_LINKS]}})
    return found


def _watches(
    channel: Channel, mine: tuple[Watch, ...], seen: Mapping[int, Feed]
) -> Iterator[Record]:
    for watch in mine:
        feed = seen.get(watch.feed_id or 0)
        asks = {"query": watch.query} if watch.query else {"feed": feed.url if feed else None}
        if any(asks.values()):
            yield {"kind": "watch", "channel": channel.name, **asks, **columns(watch)}


def columns(watch: Watch) -> dict[str, Any]:
    """Give what a watch's record says of it beside what it asks for."""
    own = watch.digest_times is not None
    return {
        "label": watch.label,
        "mode": watch.mode.value,
        "mention": watch.mention,
        "mention_when": watch.mention_when,
        "urgent": watch.urgent,
        "min_publishers": watch.min_publishers,
        "languages": list(watch.languages),
        "post": watch.post,
        "state": watch.state,
        "pack": watch.pack,
        "digest_times": list(watch.digest_times or ()) if own else None,
        "digest_days": list(watch.digest_days or ()) if own else None,
    }
