"""Editing an overlay, a step at a time: every step takes an overlay and gives the next one.

A name or word that the community added is taken out again; one of the catalogue is switched off.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.catalogue.overlay import key
from bot.model import Alias, Overlay, Topic

Words = tuple[str, ...]


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
    found = {key(alias.text): alias.text for alias in shared.aliases} if shared else {}
    return tuple(found.values())


def with_name(shared: Topic | None, overlay: Overlay, alias: Alias) -> Overlay:
    """Add a name. One that the catalogue has counts again if it was off; an own one is replaced."""
    bare = not alias.needs and not alias.vetoes
    if bare and has(names_of(shared), alias.text):
        return replace(overlay, names_off=without(overlay.names_off, alias.text))
    others = [one for one in overlay.aliases if key(one.text) != key(alias.text)]
    place = next(
        (n for n, one in enumerate(overlay.aliases) if key(one.text) == key(alias.text)),
        len(others),
    )
    return replace(overlay, aliases=(*others[:place], alias, *others[place:]))


def without_name(shared: Topic | None, overlay: Overlay, text: str) -> Overlay:
    """Let a name count no longer."""
    kept = tuple(alias for alias in overlay.aliases if key(alias.text) != key(text))
    off = overlay.names_off
    if has(names_of(shared), text) and not has(off, text):
        off = (*off, text)
    return replace(overlay, aliases=kept, names_off=off)


def with_needs(overlay: Overlay, words: Sequence[str]) -> Overlay:
    """Let names that need context count beside these words, too.

    An own topic none of whose names needs any: all of them do from now on.
    """
    bare = overlay.own and not any(alias.needs for alias in overlay.aliases)
    if bare:
        aliases = tuple(replace(alias, needs=tuple(words)) for alias in overlay.aliases)
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
