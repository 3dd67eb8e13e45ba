"""Places in a text that are to stand out for people."""

from collections.abc import Iterable

import regex

_GRAPHEME = regex.compile(r"\X")
_ENDING = regex.compile(r"(?<=\p{Latin})(?:e?s['’]?|['’]s)(?!\w)")


def marks_in(
    text: str, places: Iterable[tuple[int, int]], start: int = 0, end: int | None = None
) -> tuple[tuple[int, int], ...]:
    """Give what of the places [start, end) lies in this slice of a text, counted from its start.

    Each with the s of a plural or possessive behind it, of whole graphemes (UAX #29: what people
    see as one character), in order, joined where they touch or overlap; what lies outside the
    slice is left out.
    """
    shown = text[start:end]
    inside = sorted(
        (max(0, a - start), min(len(shown), _to_the_end(text, b) - start))
        for a, b in places
        if max(0, a - start) < min(len(shown), b - start)
    )
    out: list[tuple[int, int]] = []
    for first, last in _widened(shown, inside):
        if out and first <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return tuple(out)


def _to_the_end(text: str, end: int) -> int:
    """Take in what a name has behind it in this text and not in the catalogue."""
    ending = _ENDING.match(text, end)
    return ending.end() if ending else end


def _widened(text: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Let places begin and end where graphemes do."""
    if not places or (text.isascii() and "\r" not in text):
        return places
    begins, ends = [0] * len(text), [0] * (len(text) + 1)
    for found in _GRAPHEME.finditer(text):
        for offset in range(found.start(), found.end()):
            begins[offset] = found.start()
            ends[offset + 1] = found.end()
    return [(begins[first], ends[last]) for first, last in places]
