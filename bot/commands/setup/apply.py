"""Doing what a set-up says, in one transaction: adds and changes, with the steps that undo it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.commands import undo
from bot.commands.feeds.lists import add_listed
from bot.commands.feeds.show import access
from bot.commands.room import Room, hash_name, of_address, said
from bot.commands.setup.export import columns
from bot.commands.setup.read import Line, Read
from bot.commands.subscribe.naming import name_of_id
from bot.commands.watches import watching
from bot.legs.digest_due import pass_over
from bot.legs.language import turn
from bot.legs.resume import catch_up
from bot.legs.retopic import Changes
from bot.legs.unwanted import hush
from bot.locales import say
from bot.model import Channel, Feed, Overlay, Watch
from bot.pipeline.dedupe import canonical_url, feed_address
from bot.pipeline.parse.opml import Outline
from bot.pipeline.query import read_stored, topics_in
from bot.store import Tx, channels, feeds, items, record, stories, watches

COLUMNS = ("timezone", "digest_on", "digest_times", "digest_days", "quiet")


@dataclass(slots=True)
class Taken:
    """What was done, by kind and name; ``wrong`` are lines that could not be."""

    steps: list[undo.Step] = field(default_factory=list)
    changed: dict[str, list[str]] = field(default_factory=dict)
    wrong: list[tuple[int, str]] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)  # asked by new watches

    def note(self, kind: str, name: str, *steps: undo.Step) -> None:
        """Note one thing that was added or changed."""
        self.changed.setdefault(kind, []).append(name)
        self.steps += steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One import on its way."""

    room: Room
    tx: Tx
    read: Read
    places: Mapping[str, Channel]
    topics: Changes
    taken: Taken

    @property
    def is_from_here(self) -> bool:
        """Whether the file was written in this community, so that its mentions mean the same."""
        mine = self.room.community
        return self.read.home == (mine.platform, mine.external_id)


def overlay_of(line: Line) -> Overlay:
    """Give what a topic's record makes of it."""
    overlay: Overlay = line.values["body"]
    return replace(overlay, off=line.values["off"])


async def apply(
    room: Room, tx: Tx, read: Read, places: Mapping[str, Channel], topics: Changes
) -> Taken:
    """Do all of it but the topics, which are kept by those who try them."""
    work = Work(room=room, tx=tx, read=read, places=places, topics=topics, taken=Taken())
    lost: dict[str, list[int]] = {}
    for line in read.lines:
        name = channel_of(line)
        if name is not None and name not in places:
            lost.setdefault(name, []).append(line.number)
        elif name is not None:
            await IN_CHANNELS[line.kind](work, line, places[name])
        elif line.kind in ANYWHERE:
            await ANYWHERE[line.kind](work, line)
    for name, numbers in lost.items():
        cause = say(
            "there is no channel #{name} here, so its {count} lines are left out. `/export "
            "#{name}` and `/import channel:#other` bring one channel into another",
            name=said(name, 60),
            count=len(numbers),
        )
        work.taken.wrong.append((numbers[0], cause))
    return work.taken


def channel_of(line: Line) -> str | None:
    """Give the name of the channel that a record is about, if it is about one."""
    if line.kind not in IN_CHANNELS:
        return None
    return str(line.values.get("name" if line.kind == "channel" else "channel"))


async def _community(work: Work, line: Line) -> None:
    home = await channels.get_community(work.tx, work.room.community.id)
    wish: dict[str, Any] = {"locale": line.values["language"]}
    notices = line.values["notices"]
    known = {c.name: c.id for c in await work.room.places(work.tx)}
    if notices is None or notices in known:
        wish["notice_channel_id"] = known.get(notices) if notices else None
    wish = {name: value for name, value in wish.items() if getattr(home, name) != value}
    if wish:
        await channels.update_community(work.tx, home.id, **wish)
        if "locale" in wish:
            await turn(work.room.gear, work.tx, home.id, work.room.now)
        back = undo.set_community(home.id, **{name: getattr(home, name) for name in wish})
        work.taken.note("community", ", ".join(wish), back)


async def _feed(work: Work, line: Line) -> None:
    url, name, tags = line.values["url"], line.values["name"], tuple(line.values["tags"])
    known = await _seen(work, url)
    if known is None:
        one = Outline(url=url, name=name, tags=tags)
        work.taken.note("feed", name, *await add_listed(work.room, work.tx, one))
    elif not known.shared and (known.name, known.tags) != (name, tags):
        mine, by = work.room.community.id, work.room.actor.id
        back = undo.set_access(known.id, mine, access(work.room, known))
        await feeds.grant(
            work.tx, known.id, mine, by=by, now=work.room.now, name=name, tags=list(tags)
        )
        work.taken.note("feed", name, back)


async def _seen(work: Work, url: str) -> Feed | None:
    same = feed_address(url)
    seen = await feeds.visible(work.tx, work.room.community.id)
    return next((feed for feed in seen if feed_address(feed.url) == same), None)


async def _channel(work: Work, line: Line, channel: Channel) -> None:
    channel = await channels.get_channel(work.tx, channel.id)
    wish = {n: line.values[n] for n in COLUMNS if not _same(getattr(channel, n), line.values[n])}
    until = line.values["paused_until"]
    if until is not None and until > work.room.now and until != channel.paused_until:
        wish["paused_until"] = until  # a pause is begun by a file, and ended by none
    own = {
        name: value
        for name, value in line.values["settings"].items()
        if channel.settings.get(name) != value
    }
    if not wish and not own:
        return
    steps: list[undo.Step] = []
    if wish:
        await channels.update_channel(work.tx, channel.id, **wish)
        before = {name: _plain(getattr(channel, name)) for name in wish}
        steps.append(undo.set_channel(channel.id, **before))
    if own:
        await channels.update_settings(work.tx, channel, own)
        before = {name: channel.settings.get(name) for name in own}
        steps.append(undo.set_own(channel.id, **before))
    after = await channels.get_channel(work.tx, channel.id)
    await pass_over(work.tx, channel, after, work.room.now)
    work.taken.note("channel", hash_name(channel), *steps)


def _same(known: Any, wished: Any) -> bool:
    return bool(_plain(known) == _plain(wished))


def _plain(value: Any) -> Any:
    """Make a value as JSON has it, so that a column and a record are compared alike."""
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, (list, tuple)) else value


async def _pack(work: Work, line: Line, channel: Channel) -> None:
    pack, without = line.values["pack"], sorted(line.values["without"])
    if pack not in work.room.gear.catalogue.packs:
        work.taken.wrong.append((line.number, say("there is no pack {name} here", name=said(pack))))
        return
    before = (await watches.packs_of(work.tx, channel.id)).get(pack)
    if before is not None and sorted(before) == without:
        return
    await watches.pack_on(work.tx, channel.id, pack)
    await watches.without(work.tx, channel.id, pack, without)
    name = name_of_id(work.room, pack)
    work.taken.note("pack", name, undo.set_pack(channel.id, pack, before))


async def _watch(work: Work, line: Line, channel: Channel) -> None:
    asked = await _asked(work, line)
    if isinstance(asked, str):
        work.taken.wrong.append((line.number, asked))
        return
    given = {n: v for n, v in line.values.items() if n not in ("channel", "query", "feed")}
    if not work.is_from_here:
        given["mention"] = None
    mine = await watches.of_channel(work.tx, channel.id)
    known = next((w for w in mine if (w.query_id, w.feed_id) == asked), None)
    if known is None:
        await _add(work, channel, asked, given)
    else:
        await _change(work, known, given)


async def _asked(work: Work, line: Line) -> tuple[int | None, int | None] | str:
    """Give what the watch asks for, a query's id or a feed's; else why it cannot."""
    if (line.values["query"] is None) == (line.values["feed"] is None):
        return say("a watch has a query or a feed, and not both")
    if line.values["feed"] is not None:
        feed = await _seen(work, line.values["feed"])
        if feed is None:
            return say("no feed {url} is read here", url=of_address(line.values["feed"], 100))
        return None, feed.id
    query = read_stored(line.values["query"])
    if query is None:
        return say("*{query}* is no query I read", query=said(line.values["query"], 80))
    known = {*work.room.catalogue.topics, *work.room.gear.catalogue.topics, *work.topics}
    strange = [topic for topic in topics_in(query) if topic not in known]
    if strange:
        return say("there is no topic {name} here", name=said(strange[0], 80))
    return await watching.query_id(work.room, work.tx, query), None


async def _add(
    work: Work, channel: Channel, asked: tuple[int | None, int | None], given: dict[str, Any]
) -> None:
    query_id, feed_id = asked
    columns_ = {name: value for name, value in given.items() if name != "label"}
    if columns_["digest_times"] is not None:
        columns_["digest_since"] = work.room.now
    made = await watches.add(
        work.tx,
        channel.id,
        label=given["label"],
        now=work.room.now,
        query_id=query_id,
        feed_id=feed_id,
        added_by=work.room.actor.id,
        **columns_,
    )
    if query_id is not None:
        work.taken.queries.append(query_id)
    name = f"{watching.named(made)} ({hash_name(channel)})"
    work.taken.note("watch", name, undo.set_watch(made.id, removed_at=work.room.now))


async def _change(work: Work, known: Watch, given: dict[str, Any]) -> None:
    before = columns(known)
    news = {name: value for name, value in given.items() if not _same(before[name], value)}
    if not work.is_from_here:
        news.pop("mention", None)
    if not news:
        return
    news |= watching.paused_or_resumed(known, news, work.room.now)
    back = watching.given_back(known, news)
    if news.get("digest_times") is not None and known.digest_since is None:
        news["digest_since"] = work.room.now
    await watches.change(work.tx, known.id, **news)
    if news.get("resumed_at"):
        await catch_up(work.room.gear, work.tx, await watches.get(work.tx, known.id), work.room.now)
    work.taken.note("watch", watching.named(known), back)


async def _mute(work: Work, line: Line, channel: Channel) -> None:
    outlet, story = line.values["outlet"], line.values["story"]
    if (outlet is None) == (story is None):
        work.taken.wrong.append((line.number, say("a mute has an outlet or a story, and not both")))
        return
    story_id = await _story(work, story["links"]) if story else None
    if story and story_id is None:
        name = said(story["title"], 80)
        work.taken.wrong.append((line.number, say("no story “{name}” is known here", name=name)))
        return
    muted = (await record.muted_in(work.tx, [channel.id]))[channel.id]
    if outlet in muted.families or story_id in muted.stories:
        return
    by, now = work.room.actor.id, work.room.now
    number = await record.mute(
        work.tx, channel.id, by=by, now=now, publisher=outlet, story_id=story_id
    )
    await hush(work.room.gear, work.tx, channel.id, now)
    name = said(story["title"], 60) if story else outlet
    work.taken.note("mute", name, undo.unmute(channel.id, number))


async def _story(work: Work, links: list[str]) -> int | None:
    """Give the story that an article at one of these addresses belongs to here."""
    mine = work.room.community.id
    for link in links:
        for item in await items.by_address(work.tx, mine, canonical_url(link) or link):
            story = await stories.of_item(work.tx, item.id, mine)
            if story is not None:
                return (await stories.get(work.tx, story.id)).id
    return None


ANYWHERE: Mapping[str, Callable[[Work, Line], Awaitable[None]]] = {
    "community": _community,
    "feed": _feed,
}
IN_CHANNELS: Mapping[str, Callable[[Work, Line, Channel], Awaitable[None]]] = {
    "channel": _channel,
    "pack": _pack,
    "watch": _watch,
    "mute": _mute,
}
