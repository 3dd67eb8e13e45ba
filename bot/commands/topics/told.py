"""Saying in words what a change of a topic is: "added Uotsuri; switched off Diaoyu"."""

from collections.abc import Sequence

from bot.catalogue.editing import has
from bot.commands.room import Room, said
from bot.commands.topics.show import name_of, shortened
from bot.locales import say
from bot.model import Alias, Overlay


def called(name: str) -> str:
    """Say a topic's name, or one of its names, safely and not too long."""
    return said(name, 80)


def some(words: Sequence[str]) -> str:
    """Name the first few of some words."""
    return shortened([called(word) for word in words])


def bound(name: Alias) -> str:
    """Say an added name and what it is bound to; those words go with it alone."""
    told = [say("only beside {words}", words=some(name.needs))] if name.needs else []
    told += [say("never beside {words}", words=some(name.vetoes))] if name.vetoes else []
    return (
        say("{name} ({names})", name=name.text, names=say("; ").join(told)) if told else name.text
    )


def changes(
    *,
    added: Sequence[str] = (),
    gone: Sequence[str] = (),
    off: Sequence[str] = (),
    on: Sequence[str] = (),
    needs: Sequence[str] = (),
    needs_off: Sequence[str] = (),
    needs_on: Sequence[str] = (),
    vetoes: Sequence[str] = (),
    vetoes_off: Sequence[str] = (),
    vetoes_on: Sequence[str] = (),
) -> list[str]:
    """Say what was done to the names, context words (``needs``) and vetoes of a topic."""
    parts = (
        (say("added {words}", words=some(added)), added),
        (say("taken away {words}", words=some(gone)), gone),
        (say("switched off {words}", words=some(off)), off),
        (say("switched on again {words}", words=some(on)), on),
        (say("counts beside {words}", words=some(needs)), needs),
        (say("counts no longer beside {words}", words=some(needs_off)), needs_off),
        (say("counts again beside {words}", words=some(needs_on)), needs_on),
        (say("never beside {words}", words=some(vetoes)), vetoes),
        (say("no longer ruled out by {words}", words=some(vetoes_off)), vetoes_off),
        (say("ruled out again by {words}", words=some(vetoes_on)), vetoes_on),
    )
    return [text for text, words in parts if words]


def difference(room: Room, before: Overlay, after: Overlay) -> str:
    """Say what a topic has now that it had not, and the other way round."""
    old, new = [one.text for one in before.aliases], [one.text for one in after.aliases]
    told = changes(
        added=[bound(one) for one in after.aliases if one not in before.aliases],
        gone=[text for text in old if not has(new, text)],
        off=_more(after.names_off, before.names_off),
        on=_more(before.names_off, after.names_off),
        needs=_more(after.needs, before.needs),
        needs_off=_more((*after.needs_off, *before.needs), (*before.needs_off, *after.needs)),
        needs_on=_more(before.needs_off, after.needs_off),
        vetoes=_more(after.vetoes, before.vetoes),
        vetoes_off=_more((*after.vetoes_off, *before.vetoes), (*before.vetoes_off, *after.vetoes)),
        vetoes_on=_more(before.vetoes_off, after.vetoes_off),
    )
    if after.parents != before.parents and after.parents:
        parents = some([name_of(room, parent) for parent in after.parents])
        told.append(say("part of {names}", names=parents))
    if after.name != before.name:
        told.append(say("called {name}", name=called(after.name)))
    told += [say("another note")] if after.note != before.note else []
    if after.off != before.off:
        told.append(say("switched off") if after.off else say("switched on"))
    return say("; ").join(told)


def _more(words: Sequence[str], others: Sequence[str]) -> list[str]:
    return [word for word in words if not has(others, word)]
