"""/import: take over a set-up, after showing what that would change; nothing here is removed.

read → [ tried: done in a transaction that is rolled back ] → [Import] → [ done and noted ]
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from bot.commands import given, lacking, undo
from bot.commands.reading import SURE
from bot.commands.room import Options, Room, fit, hash_name, said
from bot.commands.setup import apply as setup_apply
from bot.commands.setup.apply import Taken
from bot.commands.setup.read import Line, Read, read_setup
from bot.commands.topics.save import check_sizes, tried
from bot.commands.topics.told import called
from bot.commands.watches.whom import whom
from bot.errors import CommandError
from bot.legs.retopic import Changes, Trial, carry_out
from bot.locales import count, say
from bot.model import Channel, Overlay, Reply
from bot.store import Tx, items, rematch

OF_ALL = ("community", "topic")  # records that concern all channels
FEW = 8  # things of a kind, or bad lines, that an answer names


class _RolledBackError(Exception):
    """Ends a transaction without keeping it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """What was given, and where its channels are here: name in the file → channel."""

    text: str
    read: Read
    topics: Changes
    places: Mapping[str, Channel]
    wrong: tuple[tuple[int, str], ...] = field(default=())
    uncalled: tuple[tuple[int, str], ...] = ()  # watches whose mention cannot be made here


async def import_(room: Room, options: Options) -> Reply:
    """/import [file] [address] [channel]."""
    text = await given.text_of(room, options, example="/import https://example.org/tidings.jsonl")
    file = await _file(room, options, text)
    if SURE in options:
        return await _done(room, file)
    taken = await _rehearsed(room, file)
    news = _told(room, file, taken)
    wrong = _wrong([*file.wrong, *taken.wrong])
    if not news:
        same = say("Nothing to import: all of it is so here already.")
        none = say("Nothing was imported.")
        return Reply(text=fit([none if wrong else same, *wrong], "…"), error=bool(wrong))
    head = say("This would change here, and remove nothing. Nothing was changed yet.")
    place = {"channel": options["channel"]} if options.get("channel") else {}
    answers = [(say("Import"), {**place, given.TEXT: text, SURE: "yes"})]
    buttons = await undo.ask(room, "import", answers)
    return Reply(
        text=fit([head, *news, *wrong, *_uncalled(file)], "…"),
        buttons=(*buttons, undo.cancelling(buttons)),
        asks=True,
    )


async def _file(room: Room, options: Options, text: str) -> File:
    read = read_setup(text)
    named = list(dict.fromkeys(filter(None, map(setup_apply.channel_of, read.lines))))
    async with room.gear.store.read() as tx:
        here = {c.name.casefold(): c for c in await room.places(tx)}
        target = await room.target(tx, options) if options.get("channel") else None
    if target is not None and len(named) != 1:
        raise CommandError(
            say(
                "channel: the file has {count} channels. It can go into another channel where it "
                "has one: `/export #channel`.",
                count=len(named),
            )
        )
    places = {name: here[name.casefold()] for name in named if name.casefold() in here}
    if target is not None:
        places = {named[0]: target}
    read, barred = _allowed(room, read, places)
    read, uncalled = await _callable(room, read)
    changes, wrong = _topics(room, read)
    return File(
        text=text,
        read=read,
        topics=changes,
        places=places,
        wrong=(*read.wrong, *barred, *wrong),
        uncalled=tuple(uncalled),
    )


def _allowed(
    room: Room, read: Read, places: Mapping[str, Channel]
) -> tuple[Read, list[tuple[int, str]]]:
    """Leave out the lines of channels that the person may not change; say where each begins."""
    if room.actor.everywhere:
        return read, []
    barred = {name for name, channel in places.items() if not room.may_manage(channel)}
    kept: list[Line] = []
    left: dict[str, list[int]] = {}
    of_all: list[tuple[int, str]] = []
    for line in read.lines:
        name = setup_apply.channel_of(line)
        if line.kind in OF_ALL:
            of_all.append((line.number, _of_all()))
        elif name in barred:
            left.setdefault(name, []).append(line.number)
        else:
            kept.append(line)
    wrong = [
        (numbers[0], _barred(room, places[name], len(numbers))) for name, numbers in left.items()
    ]
    return replace(read, lines=tuple(kept)), [*of_all, *wrong]


async def _callable(room: Room, read: Read) -> tuple[Read, list[tuple[int, str]]]:
    """Take the mentions out that would be refused if they were typed here, or mean nothing here."""
    at_home = read.home == (room.community.platform, room.community.external_id)
    may: dict[str, bool] = {}
    lines, uncalled = [], []
    for line in read.lines:
        mention = str(line.values.get("mention") or "") if line.kind == "watch" else ""
        if mention and mention not in may:
            may[mention] = at_home and await _may_be_called(room, mention)
        if mention and not may[mention]:
            line = replace(line, values={**line.values, "mention": None})
            uncalled.append((line.number, f"*{said(mention, 60)}*"))
        lines.append(line)
    return replace(read, lines=tuple(lines)), uncalled


async def _may_be_called(room: Room, mention: str) -> bool:
    try:
        whom(room.channel.platform, mention)
    except CommandError:
        return False
    return room.actor.calls is None or await room.actor.calls(mention)


def _of_all() -> str:
    return say(
        "that concerns every channel here, so it needs {right}", right=say("“Manage Server”")
    )


def _barred(room: Room, channel: Channel, lines: int) -> str:
    where = hash_name(channel)
    return say(
        "you may not change {where}, so its {count} lines are left out: that needs {right}",
        where=where,
        count=lines,
        right=room.right(where),
    )


def _topics(room: Room, read: Read) -> tuple[Changes, list[tuple[int, str]]]:
    """Give the overlays that differ from what is here; one that would be too much is left out."""
    changes: dict[str, Overlay | None] = {}
    wrong: list[tuple[int, str]] = []
    for line in read.lines:
        if line.kind != "topic":
            continue
        id_, overlay = line.values["id"], setup_apply.overlay_of(line)
        shared = id_ in room.gear.catalogue.topics
        if overlay.own is shared:
            wrong.append((line.number, _not_here(id_, shared=shared)))
        elif room.view.overlays.get(id_, Overlay()) != overlay:
            try:
                check_sizes({**room.view.overlays, **changes, id_: overlay}, [id_])  # type: ignore[dict-item]
                changes[id_] = overlay
            except CommandError as error:
                wrong.append((line.number, str(error)))
    return changes, wrong


def _not_here(id_: str, *, shared: bool) -> str:
    if shared:
        return say(
            "there is a shared topic {id} here, so your own cannot be called so", id=said(id_)
        )
    return say("there is no shared topic {id} here that could be changed", id=said(id_))


async def _rehearsed(room: Room, file: File) -> Taken:
    """Do all of it, see what that is, and take it back."""
    taken = Taken()
    try:
        async with room.gear.store.begin() as tx:
            taken = await setup_apply.apply(room, tx, file.read, file.places, file.topics)
            raise _RolledBackError
    except _RolledBackError:
        return taken


async def _done(room: Room, file: File) -> Reply:
    trial = await tried(room, file.topics, topic=None) if file.topics else None
    async with room.gear.store.begin() as tx:
        steps = await _topics_first(room, tx, file, trial)
        taken = await setup_apply.apply(room, tx, file.read, file.places, file.topics)
        newest = await items.newest_id(tx)
        for query_id in taken.queries:  # what is stored is matched beside the line, in parts
            await rematch.begin(tx, query_id, newest + 1)
        with room.aloud():
            done = say("the import of a set-up")
        back = await undo.note(room, tx, done, [*taken.steps[::-1], *steps])
    for leg in ("poll", "housekeep", "rollup"):
        room.gear.nudge(leg)
    async with room.gear.store.read() as tx:
        posting = await lacking.posting(room, tx)
    here = {channel.id for channel in file.places.values()}
    lacks = await lacking.lines(room, [one for one in posting if one[0].id in here])
    wrong = [*_wrong([*file.wrong, *taken.wrong]), *_uncalled(file)]
    lines = [say("Imported."), *_told(room, file, taken), *lacks, *wrong]
    return Reply(text=fit(lines, "…"), buttons=(back,))


async def _topics_first(room: Room, tx: Tx, file: File, trial: Trial | None) -> list[undo.Step]:
    """Keep the topics, since watches may ask for them; give what undoes it."""
    if trial is None:
        return []
    mine = room.community.id
    seen = await room.gear.memory.view(tx, room.gear.catalogue, mine)
    if seen.overlays != room.view.overlays:
        raise CommandError(say("Somebody changed topics at the same moment. Type it again."))
    await carry_out(room.gear, tx, mine, file.topics, trial=trial, now=room.now)
    return [undo.set_topics(mine, seen.overlays, file.topics)]


def _told(room: Room, file: File, taken: Taken) -> list[str]:
    """Say what is new and what changes, by kind, a few of each by name."""
    known = room.catalogue.topics
    topics = [
        called((overlay.name if overlay and overlay.name else None) or _name(known, id_))
        for id_, overlay in file.topics.items()
    ]
    kinds: Mapping[str, Callable[[int], str]] = {
        "feed": lambda n: count(n, "{n} feed", "{n} feeds"),
        "topic": lambda n: count(n, "{n} topic", "{n} topics"),
        "watch": lambda n: count(n, "{n} watch", "{n} watches"),
        "channel": lambda n: count(n, "settings of {n} channel", "settings of {n} channels"),
        "pack": lambda n: count(n, "{n} pack", "{n} packs"),
        "mute": lambda n: count(n, "{n} mute", "{n} mutes"),
        "community": lambda n: say("settings of this community"),
    }
    found = {**taken.changed, "topic": topics}
    return [
        f"· {words(len(found[kind]))}: {_some(found[kind])}"
        for kind, words in kinds.items()
        if found.get(kind)
    ]


def _name(known: Mapping[str, object], id_: str) -> str:
    return str(getattr(known.get(id_), "name", id_))


def _some(names: list[str]) -> str:
    shown = ", ".join(said(name, 60) for name in names[:FEW])
    return f"{shown} … ({len(names)})" if len(names) > FEW else shown


def _wrong(wrong: list[tuple[int, str]]) -> list[str]:
    if not wrong:
        return []
    return _listed(count(len(wrong), "{n} line is left out:", "{n} lines are left out:"), wrong)


def _uncalled(file: File) -> list[str]:
    """Say which watches come without their mention: nothing else of them is left out."""
    if not file.uncalled:
        return []
    head = count(
        len(file.uncalled),
        "{n} watch comes without its mention, which cannot be made here:",
        "{n} watches come without their mention, which cannot be made here:",
    )
    return _listed(head, file.uncalled)


def _listed(head: str, about: Sequence[tuple[int, str]]) -> list[str]:
    lines = partial(say, "Line {line}: {cause}")
    shown = [lines(line=n, cause=cause[:300]) for n, cause in sorted(about)[:FEW]]
    more = len(about) - FEW
    rest = [count(more, "… and {n} more line.", "… and {n} more lines.")] if more > 0 else []
    return [head, *shown, *rest]
