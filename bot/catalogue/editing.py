"""Editing an overlay, a step at a time: every step takes an overlay and gives the next one.

A name or word that the community added is taken out again; one of the catalogue is switched off.
"""

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from bot.catalogue.lists import Entry
from bot.catalogue.overlay import key
from bot.catalogue.words import alias
from bot.model import Alias, Overlay, Topic

Words = tuple[str, ...]


def applied(shared: Topic | None, overlay: Overlay | None, entry: Entry) -> Overlay:
    """Carry out what is written of a topic; what is switched off is so first, then names come.

    A topic that is new and own bears its name as a name, too.
    """
    new = overlay or Overlay()
    if shared is None and overlay is None:
        new = Overlay(own=True, name=entry.name)
        entry = replace(entry, aliases=_named_so(entry))
    for text in entry.names_off:
        new = without_name(shared, new, text)
    for word in entry.needs_off:
        new = without_needed(new, word)
    for word in entry.vetoes_off:
        new = without_veto(new, word)
    for one in entry.aliases:
        new = with_name(shared, new, one)
    new = with_needs(new, entry.needs) if entry.needs else new
    new = with_vetoes(new, entry.vetoes) if entry.vetoes else new
    own = {"note": entry.note or new.note, "parents": entry.parents or new.parents}
    return replace(
        new,
        name=entry.called or new.name,
        off=new.off if entry.off is None else entry.off,
        **(own if new.own else {}),  # type: ignore[arg-type]
    )


def _named_so(entry: Entry) -> tuple[Alias, ...]:
    """Give the names of a new topic, its own first, with the context of the others."""
    if has([one.text for one in entry.aliases], entry.name) or has(entry.names_off, entry.name):
        return entry.aliases
    like = entry.aliases[0] if entry.aliases else None
    first = alias(entry.name, needs=like.needs if like else (), vetoes=like.vetoes if like else ())
    return (first, *entry.aliases)


def new_id(name: str, taken: Collection[str]) -> str:
    """Make an id of a name, in any script: "Senkaku Brewery" → senkaku-brewery, -2 when taken."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    words = "".join(c if c.isalnum() else " " for c in folded).split()
    base = "-".join(words)[:60].strip("-") or "own"
    tries = (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3)))
    return next(id_ for id_ in tries if id_ not in taken)


def has(words: Iterable[str], text: str) -> bool:
    """Whether a name or word is among these, whatever its case and spaces."""
    wanted = key(text)
    return any(key(word) == wanted for word in words)


def without(words: Iterable[str], text: str) -> Words:
    """Give the words but this one."""
    wanted = key(text)
    return tuple(word for word in words if key(word) != wanted)


def names_of(shared: Topic | None) -> Words:
    """Give the catalogue's names of a topic, each once; none of an own topic."""
    found = {key(one.text): one.text for one in shared.aliases} if shared else {}
    return tuple(found.values())


def with_name(shared: Topic | None, overlay: Overlay, name: Alias) -> Overlay:
    """Add a name. One that the catalogue has counts again if it was off; an own one is replaced."""
    bare = not name.needs and not name.vetoes
    if bare and has(names_of(shared), name.text):
        return replace(overlay, names_off=without(overlay.names_off, name.text))
    wanted = key(name.text)
    if not has([one.text for one in overlay.aliases], name.text):
        return replace(overlay, aliases=(*overlay.aliases, name))
    kept = tuple(name if key(one.text) == wanted else one for one in overlay.aliases)
    return replace(overlay, aliases=kept)


def without_name(shared: Topic | None, overlay: Overlay, text: str) -> Overlay:
    """Let a name count no longer."""
    kept = tuple(one for one in overlay.aliases if key(one.text) != key(text))
    off = overlay.names_off
    if has(names_of(shared), text) and not has(off, text):
        off = (*off, text)
    return replace(overlay, aliases=kept, names_off=off)


def with_needs(overlay: Overlay, words: Sequence[str]) -> Overlay:
    """Let names that need context count beside these words, too.

    An own topic none of whose names needs any: all of them do from now on.
    """
    if overlay.own and not any(one.needs for one in overlay.aliases):
        aliases = tuple(replace(one, needs=tuple(words)) for one in overlay.aliases)
        return replace(overlay, aliases=aliases)
    off, added = _added(overlay.needs_off, overlay.needs, words)
    return replace(overlay, needs_off=off, needs=added)


def with_vetoes(overlay: Overlay, words: Sequence[str]) -> Overlay:
    """Rule the topic out beside these words."""
    off, added = _added(overlay.vetoes_off, overlay.vetoes, words)
    return replace(overlay, vetoes_off=off, vetoes=added)


def _added(off: Words, added: Words, words: Sequence[str]) -> tuple[Words, Words]:
    """Switch on again what was off; add what was not there."""
    for word in words:
        if has(off, word):
            off = without(off, word)
        elif not has(added, word):
            added = (*added, word)
    return off, added


def without_needed(overlay: Overlay, word: str) -> Overlay:
    """Let a context word count no longer."""
    if has(overlay.needs, word):
        return replace(overlay, needs=without(overlay.needs, word))
    return replace(overlay, needs_off=(*without(overlay.needs_off, word), word))


def without_veto(overlay: Overlay, word: str) -> Overlay:
    """Let a word rule nothing out any longer."""
    if has(overlay.vetoes, word):
        return replace(overlay, vetoes=without(overlay.vetoes, word))
    return replace(overlay, vetoes_off=(*without(overlay.vetoes_off, word), word))


def restored(overlay: Overlay, text: str) -> Overlay:
    """Take back what was switched off under this name; the same overlay when nothing was."""
    return replace(
        overlay,
        names_off=without(overlay.names_off, text),
        needs_off=without(overlay.needs_off, text),
        vetoes_off=without(overlay.vetoes_off, text),
    )


def switched_off(overlay: Overlay) -> Words:
    """Give all names and words that are off."""
    return tuple(dict.fromkeys((*overlay.names_off, *overlay.needs_off, *overlay.vetoes_off)))
