"""Sentences that stand under an outlet's articles, whatever these tell: no word of what happened.

"The Courier reported it on Saturday.", "(Reporting by Jane Doe in Tokyo)": a sentence that one feed
has in articles whose titles have nothing in common is left out of them all, and of those of others.
Nobody lists such sentences, and each outlet has its own (compare Yi, Liu and Li, "Eliminating Noisy
Information in Web Pages", 2003: what many pages of a site share is none of their content).
"""

import re
import zlib
from array import array
from collections.abc import Collection, Iterator, Sequence

READ = 2_000  # characters of a text
NOTED = 600  # of them, whose sentences are remembered
MOST = 10  # sentences of a text that are remembered
TITLES = 3  # titles without anything in common from which a sentence stands under any
REMEMBERED = 5_000  # sentences; as many again until they are forgotten
KNOWN = 5_000  # sentences that stand under any, the newest
_ENDS = re.compile(r"(?<=[.!?])\s+(?![a-z])|(?<=[.!?][\"”’)\]])\s+(?![a-z])|\n+|(?<=[。！？])")

Titled = Sequence[int]  # terms of a title


class Standing:
    """What sentences the feeds of the last items repeat under different titles."""

    def __init__(self) -> None:
        self._newer: dict[int, list[Titled]] = {}  # feed and sentence → titles that it stood under
        self._older: dict[int, list[Titled]] = {}
        self._known: dict[int, None] = {}

    def without(self, text: str) -> str:
        """Leave out of a text what stands under any."""
        if not self._known:
            return text
        said = list(sentences(text[:READ]))
        own = [one for one in said if _hashed(one) not in self._known]
        return " ".join(own) + text[READ:] if len(own) < len(said) else text

    def note(self, feed: int, title: Collection[int], text: str) -> None:
        """Remember under what title a feed had a text's sentences."""
        terms = array("I", title)
        for _, sentence in zip(range(MOST), sentences(text[:NOTED]), strict=False):
            if (hashed := _hashed(sentence)) in self._known:
                continue
            if len(self._newer) >= REMEMBERED:
                self._older, self._newer = self._newer, {}
            key = _hashed(f"{feed} {hashed}")
            titles = self._newer.get(key) or self._older.get(key, [])
            if not any(_have_in_common(terms, other) for other in titles):
                titles = [*titles, terms]
            self._newer[key] = titles
            if len(titles) >= TITLES:
                self._know(hashed)

    def _know(self, hashed: int) -> None:
        while len(self._known) >= KNOWN:
            self._known.pop(next(iter(self._known)))
        self._known[hashed] = None


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text, roughly."""
    return (one for one in map(str.strip, _ENDS.split(text)) if one)


def _have_in_common(one: Titled, other: Titled) -> bool:
    """Say whether two titles have more in common than one word, which may be a topic's."""
    shared = len(set(one) & set(other))
    return shared > 1 or shared >= min(len(one), len(other)) > 0


def _hashed(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))
