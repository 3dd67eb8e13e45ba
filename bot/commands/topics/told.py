"""Saying in words what a change of a topic is: "added Uotsuri; switched off Diaoyu"."""

from collections.abc import Sequence

from bot.catalogue.editing import has
from bot.commands.room import Room, said
from bot.commands.topics.show import name_of, shortened
from bot.model import Alias, Overlay


def called(name: str) -> str:
    """Say a topic's name, or one of its names, safely and not too long."""
    return said(name, 80)


def some(words: Sequence[str]) -> str:
    """Name the first few of some words."""
    return shortened([called(word) for word in words])


def bound(name: Alias) -> str:
    """Say an added name and what it is bound to; those words go with it alone."""
    how = {"only beside": name.needs, "never beside": name.vetoes}
    said_so = [f"{which} {some(words)}" for which, words in how.items() if words]
    return f"{name.text} ({'; '.join(said_so)})" if said_so else name.text


def difference(room: Room, before: Overlay, after: Overlay) -> str:
    """Say what a topic has now that it had not, and the other way round."""
    old, new = [one.text for one in before.aliases], [one.text for one in after.aliases]
    there = {"added": [bound(one) for one in after.aliases if one not in before.aliases]}
    gone = [text for text in old if not has(new, text)]
    parts = there | {
        "taken away": gone,
        "switched off": _more(after.names_off, before.names_off),
        "switched on again": _more(before.names_off, after.names_off),
        "counts beside": _more(after.needs, before.needs),
        "counts no longer beside": _more(
            (*after.needs_off, *before.needs), (*before.needs_off, *after.needs)
        ),
        "counts again beside": _more(before.needs_off, after.needs_off),
        "never beside": _more(after.vetoes, before.vetoes),
        "no longer ruled out by": _more(
            (*after.vetoes_off, *before.vetoes), (*before.vetoes_off, *after.vetoes)
        ),
        "ruled out again by": _more(before.vetoes_off, after.vetoes_off),
        "part of": [name_of(room, p) for p in after.parents if after.parents != before.parents],
        "called": [after.name] if after.name != before.name else [],
    }
    told = [f"{what} {some(words)}" for what, words in parts.items() if words]
    told += ["another note"] if after.note != before.note else []
    if after.off != before.off:
        told.append("switched off" if after.off else "switched on")
    return "; ".join(told)


def _more(words: Sequence[str], others: Sequence[str]) -> list[str]:
    return [word for word in words if not has(others, word)]
