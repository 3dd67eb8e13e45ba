"""/topics edit and remove: what a community changes of topics, shared ones and its own."""

from collections.abc import Callable, Sequence
from functools import partial

from bot.catalogue.editing import applied
from bot.catalogue.lists import Entry
from bot.catalogue.overlay import key
from bot.commands import undo
from bot.commands.room import Options, Room, fit
from bot.commands.topics.others import is_all, others, too_much, where
from bot.commands.topics.read import edited, restored_in, told
from bot.commands.topics.save import check_sizes, compared, must_fit, save, tried
from bot.commands.topics.show import find, name_of
from bot.commands.topics.told import called
from bot.commands.watches import watching
from bot.errors import CommandError
from bot.locales import count, joined, say
from bot.model import Button, Overlay, Reply, Watch
from bot.pipeline.query import read_stored, topics_in
from bot.store import Tx, channels, watches
from bot.words import topic_name

BOTH = "both"  # hidden: the names may be those of another topic as well
EDITS = ("add", "remove", "needs", "vetoes", "name", "parent", "note", "state", "restore")


async def edit(room: Room, options: Options) -> Reply:
    """/topics edit TOPIC with what is to change."""
    if not any(options.get(name) for name in EDITS):
        raise CommandError(
            say(
                "Say what to change, for example `/topics edit senkaku add:Pigeon Rock` or "
                "`/topics edit quad remove:Quad Plus`. `/topics show` says what is there."
            )
        )
    id_ = find(room, options["topic"], typed="/topics edit")
    entry = edited(room, id_, options)
    before = room.view.overlays.get(id_, Overlay())
    start = restored_in(room, id_, options.get("restore", ""), before)
    overlay = applied(room.gear.catalogue.topics.get(id_), start, entry)
    if overlay == before:
        name = called(name_of(room, id_))
        raise CommandError(say("{name} is so already; nothing was changed.", name=name))
    async with room.gear.store.read() as tx:
        await must_fit(room, tx, entry.aliases)
    doubt = await _named_already(room, id_, options, entry)
    return doubt or await keep(
        room, id_, overlay, lambda: told(entry, options), "topics edit", options
    )


async def _named_already(room: Room, id_: str, options: Options, entry: Entry) -> Reply | None:
    """Ask when another topic goes by one of the names that come."""
    found = {one.text: other_topics(room, id_, one.text) for one in entry.aliases}
    shared = {text: names for text, names in found.items() if names}
    if not shared or BOTH in options:
        return None
    buttons = await undo.ask(
        room, "topics edit", [(say("Add it anyway"), {**options, BOTH: "yes"})]
    )
    told_so = [
        say("*{word}* names {names} already", word=called(text), names=joined(names))
        for text, names in shared.items()
    ]
    return Reply(
        text=say(
            "{causes}. Texts with it would be found for {name} as well, and `/watch` would ask "
            "which is meant. Add it anyway?",
            causes=say("; ").join(told_so),
            name=called(name_of(room, id_)),
        ),
        buttons=(*buttons, undo.cancelling(buttons)),
    )


def other_topics(room: Room, id_: str, name: str) -> list[str]:
    """Give the names of other topics that go by a name here."""
    return [called(name_of(room, one)) for one in room.catalogue.named(name) if one != id_]


async def keep(
    room: Room,
    id_: str,
    overlay: Overlay,
    what: Callable[[], Sequence[str]],
    command: str,
    options: Options,
) -> Reply:
    """Keep a changed topic; say what it and other watches would have caught before and after.

    ``what`` says what was changed, in the language that is spoken.
    ``command`` with its ``options`` is gone on with when too much is asked about, and wanted.
    """
    check_sizes({**room.view.overlays, id_: overlay}, [id_])
    _must_be_free(room, id_, overlay)
    trial = await tried(room, {id_: overlay}, topic=id_)
    doubt = await too_much(room, trial, command, options, topic=id_)
    if doubt is not None:
        return doubt
    shared = room.gear.catalogue.topics.get(id_)
    old, new = name_of(room, id_), overlay.name or (topic_name(shared) if shared else id_)
    with room.aloud():
        name = called(name_of(room, id_))
        done = say("the change of {name} ({changes})", name=name, changes=joined(list(what())))
    also = partial(_rename, room, id_, overlay.name) if old != new else None
    beside = await others(room, trial, besides=id_)
    back = await save(room, {id_: overlay}, done, trial, also=also)
    head = old if old != new and overlay.name else new
    changed = say("{name} here: {changes}.", name=called(head), changes=joined(list(what())))
    lines = [changed, compared(room, trial), *beside]
    return Reply(text=fit(lines, "…"), buttons=(showing(id_), back))


def showing(id_: str) -> Button:
    """Give the button that shows a topic."""
    return Button(id=f"topic:{id_}:", label=say("Show"))


def _must_be_free(room: Room, id_: str, overlay: Overlay) -> None:
    """Raises CommandError when a new name is one of another topic's: it would lead to both."""
    before = room.view.overlays.get(id_, Overlay())
    if not overlay.name or key(overlay.name) == key(before.name):
        return
    others = [other for other in room.catalogue.named(overlay.name) if other != id_]
    if others:
        raise CommandError(
            say(
                "{name} names {names} already. Choose another name, or add it there as one more "
                "name with `add:`.",
                name=called(overlay.name),
                names=joined([called(name_of(room, other)) for other in others]),
            )
        )


async def _rename(room: Room, id_: str, name: str, tx: Tx) -> list[undo.Step]:
    """Let watches that bear the topic's name bear its new one, the shared one where that is "".

    Gives what undoes it.
    """
    shared = room.gear.catalogue.topics.get(id_)
    with room.aloud():
        new = name or (topic_name(shared) if shared else id_)
    borne = _names(room, id_)
    mine = [w for w in await _asking(room, tx, id_) if is_all(w, id_) and w.label in borne]
    for watch in mine:
        await watches.change(tx, watch.id, label=new)
    return [watching.given_back(watch, ["label"]) for watch in mine]


def _names(room: Room, id_: str) -> set[str]:
    """Give what a topic is called here in any language: a watch bears its community's word."""
    known = room.catalogue.topics.get(id_)
    return {known.name, *known.names.values()} if known else set()


async def _asking(room: Room, tx: Tx, id_: str) -> list[Watch]:
    """Give this community's watches that ask for a topic, or refuse it."""
    found = []
    for channel in await channels.channels_of(tx, room.community.id, people=True):
        for watch in await watches.of_channel(tx, channel.id):
            query = read_stored(watch.query)
            found += [watch] if query and id_ in topics_in(query) else []
    return found


async def remove(room: Room, options: Options) -> Reply:
    """/topics remove TOPIC: an own one goes, a shared one is again as everybody has it."""
    id_ = find(room, options["topic"], typed="/topics remove")
    overlay = room.view.overlays.get(id_)
    name = called(name_of(room, id_))
    if overlay is None:
        raise CommandError(
            say(
                "{name} is shared by all and unchanged here. `/topics edit {name} state:off` "
                "switches it off for this community.",
                name=name,
            )
        )
    if not overlay.own:
        return await keep(
            room, id_, Overlay(), lambda: [say("every change taken back")], "topics remove", options
        )
    async with room.gear.store.read() as tx:
        ended = await _asking(room, tx, id_)
    trial = await tried(room, {id_: None}, topic=None)
    beside = await others(room, trial, besides=id_)
    with room.aloud():
        done = say("removing {name}", name=called(name_of(room, id_)))
    back = await save(room, {id_: None}, done, trial, also=partial(_end, room, id_))
    lines = [say("{name} is no topic any more.", name=name)]
    if ended:
        lines.append(
            count(
                len(ended),
                "{n} watch of it ended: {names}.",
                "{n} watches of it ended: {names}.",
                names=await where(room, ended),
            )
        )
    below = [called(o.name) for o in room.view.overlays.values() if id_ in o.parents]
    if below:
        lines.append(say("It is no longer above {names}.", names=joined(below)))
    return Reply(text=fit([*lines, *beside], "…"), buttons=(back,))


async def _end(room: Room, id_: str, tx: Tx) -> list[undo.Step]:
    """End the watches of a topic that goes."""
    steps: list[undo.Step] = []
    for watch in await _asking(room, tx, id_):
        steps += await watching.remove(room, tx, watch)
    return steps
