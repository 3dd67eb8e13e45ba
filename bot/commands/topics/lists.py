"""/topics import and export: many topics at once, as text that both understand."""

import asyncio
import json

from bot.catalogue.lists import Entry, kind_of, read_list
from bot.catalogue.taking import Misspelt, Taking
from bot.catalogue.words import Unreadable
from bot.catalogue.writing import write_list
from bot.commands import undo
from bot.commands.feeds.feeding import address_of, is_address
from bot.commands.room import Options, Room, fit, of_address, said
from bot.commands.topics.edit import other_topics
from bot.commands.topics.others import others, too_much
from bot.commands.topics.read import spellings
from bot.commands.topics.save import check_sizes, save, tried, unfit
from bot.commands.topics.show import known, name_of, paged
from bot.commands.topics.told import called, difference
from bot.errors import CommandError
from bot.locales import count, retold, say
from bot.model import Button, Overlay, Reply
from bot.words import number

MOST_LISTED = 1_000_000  # characters of a list
MOST_KEPT = 20_000  # characters of a list that a button may take up again
FEW = 6  # topics that an answer names
MOST_LINES = 12  # bad lines that an answer names
ANEW = "anew"  # hidden: names that look misspelt are new topics
Wrong = list[tuple[int, str]]


async def import_(room: Room, options: Options) -> Reply:
    """/topics import LIST: pasted lines, or the address of a list."""
    typed = options.get("list", "").strip()
    text = await _read(room, typed) if is_address(typed) else typed
    if len(text) > MOST_LISTED:
        raise CommandError(
            say(
                "That list has {n} characters, {most} are allowed. Import it in parts.",
                n=number(len(text)),
                most=number(MOST_LISTED),
            )
        )
    entries, unread = read_list(text, room.catalogue.classes)
    if not entries and not unread:
        raise CommandError(
            say(
                "There is no topic in that list. Write one a line, for example "
                "`/topics import Senkaku Brewery: Senkaku Sake, 尖閣酒造 (needs: beer)`."
            )
        )
    shared, mine = room.gear.catalogue, room.view.overlays
    taking = Taking(shared, room.catalogue, mine, alike=spellings, anew=ANEW in options)
    good, unfitting = await _fitting(room, entries)
    # Beside the event loop: what is spelt nearly alike takes a while to find.
    refused, doubted = await asyncio.to_thread(_take, taking, good)
    wrong = [*((line, said(retold(why), 300)) for line, why in unread), *unfitting, *refused]
    buttons = await _anew(room, options) if doubted and len(typed) <= MOST_KEPT else ()
    if not taking.changes:
        none = say("Nothing was imported.")
        same = say("Nothing was imported: all of it is so already.")
        text = fit([none if wrong else same, *_lines(wrong)], "…")
        return Reply(text=text, buttons=buttons, error=True)
    kind = retold(kind_of(text))
    source = (
        say("Read from {url} as {kind}", url=of_address(typed, 100), kind=kind)
        if is_address(typed)
        else say("Read as {kind}", kind=kind)
    )
    return await _import(room, options, taking, wrong, source, buttons)


async def _import(
    room: Room,
    options: Options,
    taking: Taking,
    wrong: Wrong,
    source: str,
    buttons: tuple[Button, ...],
) -> Reply:
    """Keep what was taken, unless it is too much; say what is new, what changed, what was wrong."""
    trial = await tried(room, taking.changes, topic=None)
    doubt = await too_much(room, trial, "topics import", options)
    if doubt is not None:
        return doubt
    beside = await others(room, trial)
    with room.aloud():
        topics = count(len(taking.changes), "{n} topic", "{n} topics")
        done = say("importing {topics}", topics=topics)
    back = await save(room, taking.changes, done, trial)
    new = [id_ for id_ in taking.changes if id_ not in known(room)]
    changed = [id_ for id_ in taking.changes if id_ not in new]
    head = count(
        len(new),
        "{source}: {n} new topic of your own, {changed} changed.",
        "{source}: {n} new topics of your own, {changed} changed.",
        source=source,
        changed=len(changed),
    )
    lines = [head, *_news(room, taking, new, changed), *_lines(wrong), *beside]
    text = fit(lines, say("… `/topics show` shows all."))
    return Reply(text=text, buttons=(*buttons, back))


def _news(room: Room, taking: Taking, new: list[str], changed: list[str]) -> list[str]:
    """Say which topics are new, how the others changed, and which names lead to several now."""
    told = [say("New: {names}.", names=_some_new(taking, new))] if new else []
    for id_ in changed[:FEW]:
        before, after = room.view.overlays.get(id_, Overlay()), taking.changes[id_]
        name = called(name_of(room, id_))
        told.append(say("{name}: {changes}.", name=name, changes=difference(room, before, after)))
    if len(changed) > FEW:
        told.append(say("… and {n} more changed.", n=len(changed) - FEW))
    both = [
        say("{name} ({names})", name=called(one.text), names=say(", ").join(names))
        for id_, after in taking.changes.items()
        for one in after.aliases
        if one not in room.view.overlays.get(id_, Overlay()).aliases
        and (names := other_topics(room, id_, one.text))
    ]
    also = say("Also names of other topics: {names}.", names=say("; ").join(both[:FEW]))
    return [*told, *([also] if both else [])]


def _some_new(taking: Taking, new: list[str]) -> str:
    shown = [
        count(
            len(taking.changes[id_].aliases),
            "{name} ({n} name)",
            "{name} ({n} names)",
            name=called(taking.changes[id_].name),
        )
        for id_ in new[:FEW]
    ]
    return say(", ").join(shown) + (f" … ({len(new)})" if len(new) > FEW else "")


def _lines(wrong: Wrong) -> list[str]:
    """Say which lines were left out, and why."""
    if not wrong:
        return []
    head = count(len(wrong), "{n} line needs a look:", "{n} lines need a look:")
    shown = [
        say("Line {line}: {cause}", line=line, cause=cause[:300])
        for line, cause in sorted(wrong)[:MOST_LINES]
    ]
    rest = len(wrong) - MOST_LINES
    more = [say("… and {n} more.", n=rest)] if rest > 0 else []
    return [head, *shown, *more]


async def _fitting(room: Room, entries: list[Entry]) -> tuple[list[Entry], Wrong]:
    """Leave out entries with a name that no topic can go by."""
    names = {a.text: a for entry in entries for a in entry.aliases}
    async with room.gear.store.read() as tx:
        bad = await unfit(room, tx, list(names.values()))
    good: list[Entry] = []
    wrong: Wrong = []
    for entry in entries:
        causes = [bad[a.text] for a in entry.aliases if a.text in bad and not a.needs]
        if causes:
            wrong.append((entry.line, causes[0]))
        else:
            good.append(entry)
    return good, wrong


def _take(taking: Taking, entries: list[Entry]) -> tuple[Wrong, bool]:
    """Take what can be taken; give what is wrong, and whether a name may be misspelt."""
    wrong, doubted = [], False
    for entry in entries:
        try:
            id_, after = taking.read(entry)
            check_sizes({**taking.overlays, id_: after}, [id_])
            taking.keep(id_, after)
        except (Unreadable, CommandError) as error:
            unsafe = isinstance(error, Unreadable)
            cause = retold(str(error))
            wrong.append((entry.line, said(cause, 300) if unsafe else cause))
            doubted = doubted or isinstance(error, Misspelt)
    return wrong, doubted


async def _anew(room: Room, options: Options) -> tuple[Button, ...]:
    """Offer to take names that look misspelt as they are."""
    anyway = [(say("Take them as new topics"), {**options, ANEW: "yes"})]
    return tuple(await undo.ask(room, "topics import", anyway))


async def _read(room: Room, typed: str) -> str:
    """Fetch a list. Raises FeedError, CommandError."""
    fetched = await room.gear.fetch(address_of(typed))
    start = fetched.body.lstrip()[:200].lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<rss", b"<opml", b"<feed")):
        raise _no_list(say("a web page or a feed"))
    if start[:1] in (b"{", b"[") and _is_json(fetched.body):
        raise _no_list("JSON")
    try:
        text = fetched.body.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise CommandError(
            say(
                "What is at that address is no text: byte {n} is not UTF-8. Save the list as "
                "UTF-8.",
                n=exc.start,
            )
        ) from exc
    if "\x00" in text:
        raise _no_list(say("no text"))
    return text


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return False
    return True


def _no_list(what: str) -> CommandError:
    return CommandError(
        say(
            "What is at that address is {what}, and no list of topics. Give the address of a plain "
            "text, CSV or TOML file, or paste the lines.",
            what=what,
        )
    )


async def export(room: Room, options: Options) -> Reply:
    """/topics export: what this community made of topics, as /topics import reads it."""
    return await press_export(room, "0")


async def press_export(room: Room, rest: str) -> Reply:
    """One page of the list, which is a list by itself."""
    lines = write_list(room.gear.catalogue, room.view.overlays)
    if not lines:
        return Reply(
            text=say(
                "This community has no topics of its own and changed none. `/topics add` makes "
                "one, `/topics edit` changes one."
            )
        )
    head = count(
        len(room.view.overlays),
        "# {n} topic, for `/topics import`",
        "# {n} topics, for `/topics import`",
    )
    # A star would be a mark of emphasis, and lost when the text is copied; import knows its twin.
    shown = [line.replace("*", "∗") for line in lines]
    return paged(head, shown, rest, "topics-export")
