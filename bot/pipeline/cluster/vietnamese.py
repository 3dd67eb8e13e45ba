"""Words of Vietnamese, of which the marks are half: bão is a storm, báo a newspaper, bao a sack.

Folded, as all else is compared, they would be one; so they are looked for as they are written.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from bot.pipeline.cluster.names import listed_in

TONGUE = "vi"
_SYLLABLE = re.compile(r"[^\W_]+(?:[.,]\d+)*")

Found = tuple[int, int, str]  # the first syllable, how many, the term


def syllables(text: str) -> list[str]:
    """Cut a text into its syllables, marks and all."""
    return _SYLLABLE.findall(unicodedata.normalize("NFC", text).lower())


def in_vietnamese(text: str) -> Iterator[Found]:
    """Yield the listed words of a text, the longest first; none is part of another."""
    parts, reached = syllables(text), 0
    for place, part in enumerate(parts):
        for words, term in _listed().get(part, ()) if place >= reached else ():
            if tuple(parts[place : place + len(words)]) == words:
                reached = place + len(words)
                yield place, len(words), term
                break


@cache
def _listed() -> Mapping[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, dict[tuple[str, ...], str]] = {}
    for file in ("tongues.txt", "abroad.txt"):
        for name, term in listed_in(file)[TONGUE]:
            words = tuple(syllables(name))
            found.setdefault(words[0], {}).setdefault(words, term)
    return {
        first: sorted(rows.items(), key=lambda row: (-len(row[0]), row[0]))
        for first, rows in found.items()
    }
