"""/topics add: a topic of a community's own."""

from bot.catalogue.editing import applied, new_id
from bot.catalogue.lists import Entry
from bot.catalogue.overlay import key
from bot.catalogue.words import quoted
from bot.commands import undo
from bot.commands.room import Options, Room, fit
from bot.commands.topics.edit import BOTH, edit, showing
from bot.commands.topics.others import others, too_much
from bot.commands.topics.read import entry_of
from bot.commands.topics.save import check_sizes, compared, must_fit, save, tried
from bot.commands.topics.show import name_of, shortened
from bot.commands.topics.told import called
from bot.errors import CommandError
from bot.locales import joined, say
from bot.model import Reply

INTO = "into"  # hidden: the topic that gets the names instead of a new one


async def add(room: Room, options: Options) -> Reply:
    """/topics add NAME [aliases] [needs] [vetoes] [parent] [language] [note]."""
    entry = entry_of(room, options, names=options.get("aliases", ""))
    if not entry.name:
        raise CommandError(say("Name the topic, for example `/topics add Senkaku Brewery`."))
    if options.get(INTO):
        both = ", ".join(quoted(text) for text in (entry.name, *(a.text for a in entry.aliases)))
        into = {**options, "topic": options[INTO], "add": both, BOTH: "yes"}
        return await edit(room, {k: v for k, v in into.items() if k not in ("name", "parent")})
    doubt = await _named_already(room, options, entry)
    if doubt is not None:
        return doubt
    id_ = new_id(entry.name, {*room.gear.catalogue.topics, *room.view.overlays})
    overlay = applied(None, None, entry)
    check_sizes({**room.view.overlays, id_: overlay}, [id_])
    async with room.gear.store.read() as tx:
        await must_fit(room, tx, overlay.aliases)
    trial = await tried(room, {id_: overlay}, topic=id_)
    if doubt := await too_much(room, trial, "topics add", options, topic=id_):
        return doubt
    beside = await others(room, trial, besides=id_)
    with room.aloud():
        done = say("adding {name}", name=called(entry.name))
    back = await save(room, {id_: overlay}, done, trial)
    watch = await undo.ask(room, "watch", [(say("Watch it here"), {"query": f'topic:"{id_}"'})])
    lines = [
        say(
            "{name} is a topic of this community now. Nobody else sees it.",
            name=called(entry.name),
        ),
        say("Names: {names}.", names=shortened([called(one.text) for one in overlay.aliases])),
        compared(room, trial, new=True),
        *beside,
    ]
    return Reply(text=fit(lines, "…"), buttons=(*watch, showing(id_), back))


async def _named_already(room: Room, options: Options, entry: Entry) -> Reply | None:
    """Ask when a topic that is there goes by one of the names."""
    for text in (entry.name, *[one.text for one in entry.aliases]):
        ids = room.catalogue.named(text)
        if not ids or BOTH in options:
            continue
        if text == entry.name and any(_is_own(room, id_, text) for id_ in ids):
            raise CommandError(
                say(
                    "There is a topic {name} of your own already. To give it more names type "
                    "`/topics edit {name} add:…`.",
                    name=called(text),
                )
            )
        if there := [id_ for id_ in ids if _has_all(room, id_, entry)]:
            return await _there(room, options, there[0])
        names = [called(name_of(room, id_)) for id_ in ids]
        answers = [
            (say("Add to {name}", name=name)[:80], {**options, INTO: id_})
            for name, id_ in zip(names, ids, strict=True)
        ]
        answers.append((say("A topic of our own"), {**options, BOTH: "yes"}))
        buttons = await undo.ask(room, "topics add", answers)
        return Reply(
            text=say(
                "*{word}* names {names} already. Add the names there, or make a topic of your own "
                "beside it?",
                word=called(text),
                names=joined(names),
            ),
            buttons=(*buttons, undo.cancelling(buttons)),
        )
    return None


def _has_all(room: Room, id_: str, entry: Entry) -> bool:
    """Whether a topic goes by every name that was typed, so that none could be added to it."""
    texts = (entry.name, *(one.text for one in entry.aliases))
    return all(id_ in room.catalogue.named(text) for text in texts)


async def _there(room: Room, options: Options, id_: str) -> Reply:
    """Say that a topic is there already; another one of the same name may still be wanted."""
    ours = await undo.ask(
        room, "topics add", [(say("A topic of our own"), {**options, BOTH: "yes"})]
    )
    return Reply(
        text=say(
            "There is a topic {name} already; nothing was added. `/watch {name}` watches it. Make "
            "a topic of your own beside it?",
            name=called(name_of(room, id_)),
        ),
        buttons=(showing(id_), *ours, undo.cancelling(ours)),
        asks=True,
    )


def _is_own(room: Room, id_: str, name: str) -> bool:
    overlay = room.view.overlays.get(id_)
    return overlay is not None and overlay.own and key(overlay.name) == key(name)
