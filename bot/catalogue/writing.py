"""Writing what a community made of topics as a list that `lists` reads."""

from collections.abc import Iterator, Mapping, Sequence

from bot.catalogue.editing import has
from bot.catalogue.entries import Catalogue
from bot.catalogue.overlay import Overlays
from bot.catalogue.words import OWN, alias, quoted
from bot.model import Alias, Overlay

LONG = 500  # characters of names or words on one line, so that a line fits on every page


def write_list(catalogue: Catalogue, overlays: Overlays) -> list[str]:
    """Give one line or several for each topic; topics that others hang on come first.

    ``catalogue`` is the shared one.
    """
    heads = {id_: _head(catalogue, id_, overlay) for id_, overlay in overlays.items()}
    lines = []
    for id_ in _parents_first(overlays):
        head, overlay = heads[id_], overlays[id_]
        parts = _packed(_topic(catalogue, overlay, heads), "; ")
        lines += [f"{head} ({more})" for more in parts]
        lines += [f"{head}: {names}" for names in _names(overlay)]
        # Last, since a topic none of whose names needs context takes it for all of them.
        if overlay.needs and (not overlay.own or any(one.needs for one in overlay.aliases)):
            needs = _packed([quoted(word) for word in overlay.needs], ", ")
            lines += [f"{head} (needs: {words})" for words in needs]
    return lines


def _head(catalogue: Catalogue, id_: str, overlay: Overlay) -> str:
    """Write a topic by its name where that is enough, else by its id."""
    if overlay.own:
        return f"{quoted(overlay.name)} {OWN[0]}"
    known = catalogue.topics.get(id_)
    return quoted(known.name) if known and catalogue.named(known.name) == (id_,) else id_


def _parents_first(overlays: Overlays) -> list[str]:
    done: dict[str, None] = {}
    left = list(overlays)
    while left:
        ready = [i for i in left if not set(overlays[i].parents) & (set(left) - {i})] or left[:1]
        done.update(dict.fromkeys(ready))
        left = [i for i in left if i not in done]
    return list(done)


def _names(overlay: Overlay) -> Iterator[str]:
    """Write the added names, those of one context together."""
    groups: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for one in overlay.aliases:
        groups.setdefault(tuple(_context(one)), []).append(quoted(one.text))
    for context, texts in groups.items():
        more = "; ".join(f"{word}: {value}" for word, value in context)
        for names in _packed(texts, ", "):
            yield f"{names} ({more})" if more else names


def _context(one: Alias) -> Iterator[tuple[str, str]]:
    plain = alias(one.text)
    if one.needs:
        yield "needs", _listed(one.needs)
    if one.vetoes:
        yield "not", _listed(one.vetoes)
    if one.language != plain.language:
        yield "language", one.language
    if one.match != plain.match:
        yield "match", one.match
    if one.title_only:
        yield "titles only", "yes"


def _topic(catalogue: Catalogue, overlay: Overlay, heads: Mapping[str, str]) -> list[str]:
    """Write what goes with the topic, a part for each key."""
    nameless = overlay.own and not has([one.text for one in overlay.aliases], overlay.name)
    known = catalogue.topics
    above = [
        heads[p] if p in heads else _head(catalogue, p, Overlay())
        for p in overlay.parents
        if p in {*heads, *known}
    ]
    words = {
        "not": overlay.vetoes,
        "without": [*overlay.names_off, *([overlay.name] if nameless else [])],
        "without needs": overlay.needs_off,
        "without not": overlay.vetoes_off,
    }
    values = {
        "under": ", ".join(above),
        "called": "" if overlay.own else quoted(overlay.name),
        "note": f'"{overlay.note}"' if overlay.note else "",
    }
    written = [
        f"{word}: {few}"
        for word, listed in words.items()
        for few in _packed([quoted(one) for one in listed], ", ")
    ]
    written += [f"{word}: {value}" for word, value in values.items() if value]
    return [*written, "off"] if overlay.off else written


def _packed(parts: Sequence[str], mark: str) -> list[str]:
    """Join parts as far as one line is to be long."""
    lines: list[str] = []
    for part in parts:
        if lines and len(lines[-1]) + len(part) <= LONG:
            lines[-1] += mark + part
        else:
            lines.append(part)
    return lines


def _listed(words: Sequence[str]) -> str:
    return ", ".join(quoted(word) for word in words)
