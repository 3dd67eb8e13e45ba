"""/topics edit and remove: what a community changes of topics, shared ones and its own."""

from collections.abc import Sequence
from functools import partial

from bot.catalogue.editing import applied
from bot.catalogue.overlay import key
from bot.commands import undo, watching
from bot.commands.room import Options, Room, fit
from bot.commands.topics import find, name_of
from bot.commands.topics_read import called, edited, restored_in, told
from bot.commands.topics_save import check_sizes, compared, must_fit, save
from bot.errors import CommandError
from bot.model import Button, Overlay, Reply, Watch
from bot.pipeline.query import parse_query, topics_in
from bot.store import Tx, channels, watches
from bot.words import listing, plural

EDITS = ("add", "remove", "needs", "vetoes", "name", "parent", "note", "state", "restore")


async def edit(room: Room, options: Options) -> Reply:
    """/topics edit TOPIC with what is to change."""
    if not any(options.get(name) for name in EDITS):
        raise CommandError(
            "Say what to change, for example `/topics edit senkaku add:Uotsuri` or "
            "`/topics edit quad remove:Quad Plus`. `/topics show` says what is there."
        )
    id_ = find(room, options["topic"], typed="/topics edit")
    entry = edited(room, id_, options)
    before = room.view.overlays.get(id_, Overlay())
    start = restored_in(room, id_, options.get("restore", ""), before)
    overlay = applied(room.gear.catalogue.topics.get(id_), start, entry)
    if overlay == before:
        raise CommandError(f"{called(name_of(room, id_))} is so already; nothing was changed.")
    async with room.gear.store.read() as tx:
        await must_fit(room, tx, entry.aliases)
    return await keep(room, id_, overlay, told(entry, options))


async def keep(room: Room, id_: str, overlay: Overlay, what: Sequence[str]) -> Reply:
    """Keep a changed topic; say what it would have caught before and after."""
    check_sizes({**room.view.overlays, id_: overlay}, [id_])
    _must_be_free(room, id_, overlay)
    shared = room.gear.catalogue.topics.get(id_)
    old, new = name_of(room, id_), overlay.name or (shared.name if shared else id_)
    done = f"the change of {called(old)} ({listing(list(what))})"
    also = partial(_rename, room, id_, old, new)
    trial, back = await save(room, {id_: overlay}, done, topic=id_, also=also)
    lines = [f"{called(new)} here: {listing(list(what))}.", compared(room, trial)]
    return Reply(text=fit(lines, "…"), buttons=(showing(id_), back))


def showing(id_: str) -> Button:
    """Give the button that shows a topic."""
    return Button(id=f"topic:{id_}:", label="Show")


def _must_be_free(room: Room, id_: str, overlay: Overlay) -> None:
    """Raises CommandError when a new name is one of another topic's: it would lead to both."""
    before = room.view.overlays.get(id_, Overlay())
    if not overlay.name or key(overlay.name) == key(before.name):
        return
    others = [other for other in room.catalogue.named(overlay.name) if other != id_]
    if others:
        names = listing([called(name_of(room, other)) for other in others])
        raise CommandError(
            f"{called(overlay.name)} names {names} already. Choose another name, or add it there "
            "as one more name with `add:`."
        )


async def _rename(room: Room, id_: str, old: str, new: str, tx: Tx) -> list[undo.Step]:
    """Let watches that bear the topic's name bear its new one; give what undoes it."""
    if old == new:
        return []
    mine = [w for w in await _asking(room, tx, id_) if _is_all(w, id_) and w.label == old]
    for watch in mine:
        await watches.change(tx, watch.id, label=new)
    return [watching.given_back(watch, ["label"]) for watch in mine]


async def _asking(room: Room, tx: Tx, id_: str) -> list[Watch]:
    """Give this community's watches that ask for a topic, or refuse it."""
    found = []
    for channel in await channels.channels_of(tx, room.community.id):
        for watch in await watches.of_channel(tx, channel.id):
            asked = topics_in(parse_query(watch.query, None)) if watch.query else ()
            found += [watch] if id_ in asked else []
    return found


def _is_all(watch: Watch, id_: str) -> bool:
    return watch.query in (f"topic:{id_}", f'topic:"{id_}"')


async def remove(room: Room, options: Options) -> Reply:
    """/topics remove TOPIC: an own one goes, a shared one is again as everybody has it."""
    id_ = find(room, options["topic"], typed="/topics remove")
    overlay = room.view.overlays.get(id_)
    name = called(name_of(room, id_))
    if overlay is None:
        raise CommandError(
            f"{name} is shared by all and unchanged here. `/topics edit {name} state:off` switches "
            "it off for this community."
        )
    if not overlay.own:
        return await keep(room, id_, Overlay(), ["every change taken back"])
    also = partial(_end, room, id_)
    async with room.gear.store.read() as tx:
        ended = len(await _asking(room, tx, id_))
    _, back = await save(room, {id_: None}, f"removing {name}", topic=None, also=also)
    gone = f" {plural(ended, 'watch', 'watches')} of it ended." if ended else ""
    return Reply(text=f"{name} is no topic any more.{gone}", buttons=(back,))


async def _end(room: Room, id_: str, tx: Tx) -> list[undo.Step]:
    """End the watches of a topic that goes."""
    steps: list[undo.Step] = []
    for watch in await _asking(room, tx, id_):
        steps += await watching.remove(room, tx, watch)
    return steps
