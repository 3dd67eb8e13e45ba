"""What is offered while somebody types /topics: topics, and what of one is on or off."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from bot.catalogue.editing import has, switched_off
from bot.catalogue.words import quoted
from bot.commands.naming import offers
from bot.commands.room import Room
from bot.commands.topics.read import parts_of
from bot.commands.topics.show import find, known, name_of
from bot.errors import CommandError
from bot.locales import say, spoken
from bot.model import Overlay

Pairs = list[tuple[str, str]]


def topics(room: Room, typed: str) -> Pairs:
    """Offer topics by the start of any of their names, those that are off here too."""
    begun = [
        (name_of(room, id_), label)
        for id_, label in room.catalogue.starting(typed, language=spoken())
    ]
    names = [(name_of(room, id_), name_of(room, id_)) for id_ in known(room)]
    return list(dict(reversed([*begun, *offers(typed, names)])).items())[::-1]


def _removable(room: Room, typed: str, topic: str) -> Pairs:
    """Offer the names, context words and vetoes of the topic that was typed."""
    id_ = _found(room, topic)
    overlay = room.view.overlays.get(id_ or "", Overlay())
    off = switched_off(overlay)
    parts = parts_of(room, id_) if id_ else {}
    says = {"name": say("name"), "context": say("context word"), "veto": say("veto")}
    met = Counter(word for words in parts.values() for word in words)
    rows = [
        (quoted(f"{word} ({kind})" if met[word] > 1 else word), f"{word} · {says[kind]}")
        for kind, words in parts.items()
        for word in words
        if not has(off, word)
    ]
    return last_of(typed, rows)


def _restorable(room: Room, typed: str, topic: str) -> Pairs:
    """Offer what is switched off in the topic that was typed."""
    id_ = _found(room, topic)
    overlay = room.view.overlays.get(id_ or "", Overlay())
    rows = [(quoted(word), word) for word in switched_off(overlay)]
    return last_of(typed, [*rows, ("all", say("all: every change of this topic"))] if id_ else [])


def _found(room: Room, topic: str) -> str | None:
    try:
        return find(room, topic, typed="") if topic else None
    except CommandError:
        return None


def last_of(typed: str, rows: Sequence[tuple[str, str]]) -> Pairs:
    """Complete the last of several words with commas between; what stands before is kept."""
    head, comma, last = typed.rpartition(",")
    head = f"{head}{comma} " if comma else ""
    return [(f"{head}{value}", label) for value, label in offers(last.strip(), rows)]


BESIDE: Mapping[str, Callable[[Room, str, str], Pairs]] = {
    "remove": _removable,
    "restore": _restorable,
}
