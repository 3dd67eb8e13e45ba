"""/feeds import and export: lists of feeds as feed readers exchange them, in OPML."""

import asyncio
from dataclasses import dataclass

from bot.commands import given, undo
from bot.commands.feeds import feeding
from bot.commands.reading import SURE
from bot.commands.room import Options, Room, fit, of_address, said
from bot.errors import CommandError
from bot.locales import count, say
from bot.model import Feed, FeedSource, File, Reply
from bot.pipeline.dedupe import feed_address
from bot.pipeline.parse.opml import Outline, read_opml, write_opml
from bot.store import Tx, feeds

MOST_NEW = 500  # feeds that one file may add
MOST_TAGS = 10
FEW = 12  # feeds that an answer names


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a list has: new feeds, those that are here, and what cannot be taken."""

    new: tuple[Outline, ...]
    known: int
    wrong: tuple[tuple[int, str], ...]


async def export(room: Room, options: Options) -> Reply:
    """/feeds export; the community's own ones only for those who may change them."""
    async with room.gear.store.read() as tx:
        seen = await feeds.visible(tx, room.community.id)
    all_may = room.actor.may_manage and room.actor.everywhere
    shown = [feed for feed in seen if feed.shared or all_may]
    rows = [Outline(url=feed.url, name=feed.name, tags=feed.tags) for feed in shown]
    text = write_opml(f"Tidings, {room.community.name}", rows)
    own = sum(1 for feed in shown if not feed.shared)
    told = say(
        "{feeds} as OPML, {own} of them added here. Any feed reader reads the file; `/feeds "
        "import` takes it elsewhere.",
        feeds=count(len(shown), "{n} feed", "{n} feeds"),
        own=own,
    )
    file = File(name="tidings-feeds.opml", data=text.encode(), media_type="text/x-opml")
    return Reply(text=told, files=(file,))


async def import_(room: Room, options: Options) -> Reply:
    """/feeds import [file] [address]: shows what it would add, and adds it once that is wanted."""
    text = await given.text_of(
        room, options, example="/feeds import https://example.org/feeds.opml"
    )
    outlines = await asyncio.to_thread(read_opml, text.encode())
    async with room.gear.store.read() as tx:
        seen = await feeds.visible(tx, room.community.id)
    listed = _sorted(seen, outlines)
    if not listed.new:
        none = say("There is no feed in that file.")
        same = say("Nothing to import: every feed of that file is read here already.")
        head = same if listed.known else none
        return Reply(text=fit([head, *_wrong(listed)], "…"), error=not listed.known)
    if len(listed.new) > MOST_NEW:
        raise CommandError(
            say(
                "That file has {count} new feeds, {most} are allowed. Import it in parts.",
                count=len(listed.new),
                most=MOST_NEW,
            )
        )
    if SURE not in options:
        return await _asked(room, text, listed)
    async with room.gear.store.begin() as tx:
        steps = [step for one in listed.new for step in await add_listed(room, tx, one)]
        with room.aloud():
            told = say("adding {feeds}", feeds=count(len(listed.new), "{n} feed", "{n} feeds"))
        added = count(len(listed.new), "{n} feed", "{n} feeds")
        back = await undo.note(room, tx, told, steps)
    room.gear.nudge("poll")
    done = say(
        "{feeds} added. They are read within minutes; what they show then is known, what comes "
        "after is new. `/feeds list` shows how they do.",
        feeds=added,
    )
    return Reply(text=fit([done, *_wrong(listed)], "…"), buttons=(back,))


def _sorted(seen: tuple[Feed, ...], outlines: tuple[Outline, ...]) -> Listed:
    here = {feed_address(feed.url) for feed in seen}
    new: list[Outline] = []
    wrong: list[tuple[int, str]] = []
    known = 0
    for one in outlines:
        try:
            address = feeding.address_of(one.url)
        except CommandError as error:
            wrong.append((one.line, str(error)))
            continue
        canonical = feed_address(address)
        if not address.lower().startswith(("http://", "https://")) or not canonical:
            cause = say("*{url}* is no address of the web.", url=of_address(one.url, 80))
            wrong.append((one.line, cause))
        elif canonical in here:
            known += 1
        else:
            here.add(canonical)
            new.append(Outline(url=address, name=one.name, tags=one.tags, line=one.line))
    return Listed(new=tuple(new), known=known, wrong=tuple(wrong))


async def _asked(room: Room, text: str, listed: Listed) -> Reply:
    head = say(
        "This would add {new}; {known} of that file are read here already. Nothing was changed "
        "yet.",
        new=count(len(listed.new), "{n} feed", "{n} feeds"),
        known=listed.known,
    )
    rows = [f"· {said(one.name or one.url, 80)}" for one in listed.new[:FEW]]
    more = [f"… {len(listed.new) - FEW}"] if len(listed.new) > FEW else []
    answers = [(say("Import"), {given.TEXT: text, SURE: "yes"})]
    buttons = await undo.ask(room, "feeds import", answers)
    return Reply(
        text=fit([head, *rows, *more, *_wrong(listed)], "…"),
        buttons=(*buttons, undo.cancelling(buttons)),
        asks=True,
    )


def _wrong(listed: Listed) -> list[str]:
    return [
        say("Line {line}: {cause}", line=line, cause=cause) for line, cause in listed.wrong[:FEW]
    ]


async def add_listed(room: Room, tx: Tx, one: Outline) -> list[undo.Step]:
    """Let the community see a feed; it is read for the first time by the next poll."""
    name = one.name[: feeding.MOST_NAME] or one.url
    source = FeedSource(url=one.url, name=name)
    interval = room.gear.rules.poll_interval
    feed, _ = await feeds.add(tx, source, shared=False, interval=interval, now=room.now)
    tags = list(one.tags[:MOST_TAGS])
    mine = room.community.id
    await feeds.grant(tx, feed.id, mine, by=room.actor.id, now=room.now, name=name, tags=tags)
    await feeds.hurry(tx, feed.id, room.now)
    return [undo.set_access(feed.id, mine, None)]
