"""Reading what was typed of a topic: new names and words, and what is to be off or on again."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bot.catalogue.editing import has, restored, switched_off
from bot.catalogue.lists import Entry
from bot.catalogue.words import Unreadable, alias, cleaned, context, language, listed, quoted
from bot.commands import values
from bot.commands.naming import either, near
from bot.commands.room import Options, Room, said
from bot.commands.topics.show import find, name_of
from bot.commands.topics.told import bound, called, changes
from bot.errors import CommandError
from bot.locales import joined, retold, say, sentences
from bot.model import Alias, Overlay
from bot.pipeline.text import fold

KINDS = ("name", "context", "veto")  # what can be switched off; "(veto)" after a word says which
MOST_NOTE = 500  # characters


def entry_of(room: Room, options: Options, *, names: str) -> Entry:
    """Read what was typed of a topic; ``names`` is the option that lists them.

    Raises CommandError.
    """
    try:
        classes = room.catalogue.classes
        needs = context(options.get("needs", ""), classes)
        vetoes = context(options.get("vetoes", ""), classes)
        tag = language(options["language"]) if options.get("language") else ""
        found = listed(names)
        name = listed(quoted(cleaned(options.get("name", ""))))
    except Unreadable as error:
        raise refused(error) from error
    return Entry(
        name=next(iter(name), ""),
        aliases=tuple(alias(text, language=tag, needs=needs, vetoes=vetoes) for text in found),
        needs=() if found else needs,
        vetoes=() if found else vetoes,
        parents=_parents(room, options),
        note=cleaned(options.get("note", ""))[:MOST_NOTE],
    )


def _parents(room: Room, options: Options) -> tuple[str, ...]:
    if not options.get("parent"):
        return ()
    return tuple(find(room, name, typed="/topics show") for name in listed(options["parent"]))


def refused(error: Unreadable) -> CommandError:
    """Say what cannot be read; what was typed is made safe in it."""
    return CommandError(said(retold(str(error)), 300))


def edited(room: Room, id_: str, options: Options) -> Entry:
    """Read an edit. Raises CommandError."""
    shared = room.gear.catalogue.topics.get(id_)
    entry = entry_of(room, options, names=options.get("add", ""))
    if shared is not None and (entry.parents or entry.note):
        raise CommandError(
            say(
                "Only a topic of your own can get another place or note. What can be changed of a "
                "shared one: its names, context words, vetoes, and what it is called."
            )
        )
    if id_ in entry.parents or any(id_ in above(room, p) for p in entry.parents):
        raise CommandError(say("A topic cannot be part of itself, nor of what is below it."))
    if entry.needs and not has_context(room, id_):
        raise CommandError(
            say(
                "No name of {name} needs a context word. Say which shall: "
                "`/topics edit {topic} remove:NAME add:NAME needs:{word}`.",
                name=called(name_of(room, id_)),
                topic=id_,
                word=said(entry.needs[0], 30),
            )
        )
    state = options.get("state")
    off = None if not state else values.choice("state", state, ("on", "off")) == "off"
    entry = replace(entry, called=entry.name if options.get("name") else "", off=off)
    for word in options_listed(options, "remove"):
        entry = _without(room, id_, entry, word)
    return entry


def above(room: Room, topic: str) -> list[str]:
    """Give all topics above one, as seen here."""
    found = [topic]
    for id_ in found:  # grows while it is read
        known = room.catalogue.topics.get(id_)
        found += [p for p in (known.parents if known else ()) if p not in found]
    return found[1:]


def has_context(room: Room, id_: str) -> bool:
    """Whether context words would go to some name of a topic."""
    overlay, topic = room.view.overlays.get(id_, Overlay()), room.catalogue.topics.get(id_)
    return overlay.own or any(one.needs for one in (topic.aliases if topic else ()))


def options_listed(options: Options, name: str) -> tuple[str, ...]:
    """Read an option that is a list. Raises CommandError."""
    try:
        return listed(options.get(name, ""))
    except Unreadable as error:
        raise refused(error) from error


def parts_of(room: Room, id_: str) -> dict[str, list[str]]:
    """Give what can be switched off of a topic, by kind: names, context words, vetoes."""
    topic = room.catalogue.topics.get(id_) or room.gear.catalogue.topics.get(id_)
    shared = room.gear.catalogue.topics.get(id_)
    overlay = room.view.overlays.get(id_, Overlay())
    aliases = [*(topic.aliases if topic else ()), *(shared.aliases if shared else ())]
    found: dict[str, Callable[[Alias], Sequence[str]]] = {
        "name": lambda one: [one.text],
        "context": lambda one: one.needs,
        "veto": lambda one: one.vetoes,
    }
    more = {
        "name": [a.text for a in overlay.aliases],
        "context": overlay.needs,
        "veto": overlay.vetoes,
    }
    return {
        kind: list(dict.fromkeys([*more[kind], *(w for one in aliases for w in of(one))]))
        for kind, of in found.items()
    }


def _without(room: Room, id_: str, entry: Entry, word: str) -> Entry:
    """Switch off a name, else a context word, else a veto; "(veto)" after it says which."""
    bare, _, kind = word.rpartition(" (")
    kind = kind.removesuffix(")") if bare and word.endswith(")") else ""
    text = bare if kind in KINDS else word
    parts = parts_of(room, id_)
    found = [
        k for k in KINDS if (kind not in KINDS or k == kind) and _is_there(room, parts[k], text)
    ]
    if not found:
        name = called(name_of(room, id_))
        close = near(text, [one for words in parts.values() for one in words])
        told_so = [
            say("{name} has no name, context word or veto *{word}*.", name=name, word=called(text)),
            *(
                [say("Did you mean {names}?", names=either(list(map(called, close))))]
                if close
                else []
            ),
            say("`/topics show {name}` shows what it has.", name=name),
        ]
        raise CommandError(sentences(*told_so))
    if found[0] == "name":
        return replace(entry, names_off=(*entry.names_off, *spellings(text, parts["name"])))
    if found[0] == "context":
        return replace(entry, needs_off=(*entry.needs_off, text))
    return replace(entry, vetoes_off=(*entry.vetoes_off, text))


def spellings(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Give a name, and all others that the matcher takes for it: 尖閣 is 尖阁, too."""
    wanted = fold(text).text
    alike = (name for name in names if fold(name).text == wanted and not has([text], name))
    return (text, *dict.fromkeys(alike))


def _is_there(room: Room, words: Sequence[str], text: str) -> bool:
    """Whether a word is among these, or a class all of whose words are."""
    inside = room.catalogue.classes.get(text.removeprefix("@"), ()) if text[:1] == "@" else ()
    return has(words, text) or bool(inside and all(has(words, one) for one in inside))


def restored_in(room: Room, id_: str, typed: str, overlay: Overlay) -> Overlay:
    """Switch on again what was switched off; ``all`` takes back every change."""
    if not typed:
        return overlay
    if typed.strip().lower() == "all":
        if overlay.own:
            raise CommandError(
                say(
                    "{name} is your own: there is nothing to go back to. `/topics remove {name}` "
                    "takes it away.",
                    name=called(overlay.name),
                )
            )
        return Overlay()
    for word in options_listed({"restore": typed}, "restore"):
        if not has(switched_off(overlay), word):
            off = joined([called(one) for one in switched_off(overlay)]) or say("nothing")
            raise CommandError(
                say(
                    "*{word}* is not off in {name}. Off is: {words}.",
                    word=called(word),
                    name=called(name_of(room, id_)),
                    words=off,
                )
            )
        for one in spellings(word, switched_off(overlay)):
            overlay = restored(overlay, one)
    return overlay


def told(entry: Entry, options: Options) -> list[str]:
    """Say what was done, for an answer: "added Uotsuri", "never beside @crime"."""
    back = options.get("restore", "").strip()
    lines = [say("every change taken back")] if back.lower() == "all" else []
    lines += changes(
        added=[bound(one) for one in entry.aliases],
        off=entry.names_off,
        needs=entry.needs,
        needs_off=entry.needs_off,
        vetoes=entry.vetoes,
        vetoes_off=entry.vetoes_off,
        on=() if back.lower() in ("", "all") else listed(back),
    )
    lines += [say("called {name}", name=called(entry.called))] if entry.called else []
    lines += [say("has another place")] if entry.parents else []
    lines += [say("has another note")] if entry.note else []
    if entry.off is not None:
        lines.append(say("switched off") if entry.off else say("switched on"))
    return lines
