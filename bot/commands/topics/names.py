"""Switching a topic's names off and on by buttons."""

from hashlib import sha256

from bot.catalogue.editing import applied, has, names_of, restored
from bot.catalogue.lists import Entry
from bot.catalogue.overlay import key
from bot.catalogue.words import quoted
from bot.commands.room import Room
from bot.commands.topics.edit import keep
from bot.commands.topics.read import spellings
from bot.commands.topics.show import living, name_of
from bot.commands.topics.told import called
from bot.errors import CommandError
from bot.locales import joined, say
from bot.model import Button, Overlay, Reply

PAGE = 10


async def press_names_off(room: Room, rest: str) -> Reply:
    """A page of a topic's names with a button for each: ``TOPIC:PAGE``."""
    id_, _, page = rest.rpartition(":")
    living(room, id_)
    names = _names(room, id_)
    last = max(len(names) - 1, 0) // PAGE
    at = min(int(page) if page.isdecimal() else 0, last)
    shown = names[at * PAGE : (at + 1) * PAGE]
    name = called(name_of(room, id_))
    lines = [say("{name}, its names; a number switches one off or on here:", name=name)]
    lines += [f"{n}. {_state(room, id_, text)}" for n, text in enumerate(shown, start=1)]
    buttons = [
        Button(id=f"flip:{id_}:{_mark(text)}", label=str(n))
        for n, text in enumerate(shown, start=1)
    ]
    buttons += [Button(id=f"names-off:{id_}:{at - 1}", label=say("Back"))] if at else []
    buttons += [Button(id=f"names-off:{id_}:{at + 1}", label=say("More"))] if at < last else []
    return Reply(text="\n".join(lines), buttons=tuple(buttons))


def _names(room: Room, id_: str) -> list[str]:
    """Give the names that can be switched, by their letters; those of the community's own too."""
    overlay = room.view.overlays.get(id_, Overlay())
    shared = names_of(room.gear.catalogue.topics.get(id_))
    own = [one.text for one in overlay.aliases if not has(shared, one.text)]
    return sorted([*shared, *own], key=str.casefold)


def _state(room: Room, id_: str, text: str) -> str:
    overlay, name = room.view.overlays.get(id_, Overlay()), called(text)
    if has(overlay.names_off, text):
        return say("{name} (off here)", name=name)
    own = has([one.text for one in overlay.aliases], text)
    return say("{name} (your own)", name=name) if own else name


def _mark(text: str) -> str:
    """Name a name shortly enough for a button, and so that it stays when the list changes."""
    return sha256(key(text).encode()).hexdigest()[:12]


async def press_flip(room: Room, rest: str) -> Reply:
    """Switch a name off, or on again: ``TOPIC:MARK``."""
    id_, _, mark = rest.rpartition(":")
    living(room, id_)
    text = next((text for text in _names(room, id_) if _mark(text) == mark), None)
    if text is None:
        raise CommandError(
            say("That name is no longer there. `/topics show` shows those that are.")
        )
    overlay = room.view.overlays.get(id_, Overlay())
    shared = room.gear.catalogue.topics.get(id_)
    if has(overlay.names_off, text):
        changed, option, same = overlay, "restore", spellings(text, overlay.names_off)
        for one in same:
            changed = restored(changed, one)
    else:
        option, same = "remove", spellings(text, _names(room, id_))
        changed = applied(shared, overlay, Entry(names_off=same))
    words = joined([called(one) for one in same])

    def done() -> list[str]:
        if option == "remove":
            return [say("switched off {words}", words=words)]
        return [say("switched on again {words}", words=words)]

    options = {"topic": id_, option: quoted(text)}
    reply = await keep(room, id_, changed, done, "topics edit", options)
    names = Button(id=f"names-off:{id_}:0", label=say("More names"))
    return Reply(text=reply.text, buttons=(names, *reply.buttons))
