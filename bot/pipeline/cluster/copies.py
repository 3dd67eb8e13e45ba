"""Texts that are told word for word again, whatever stands above them.

A text is known by the smallest hashes of its runs of words, which estimate how much two texts have
in common (bottom-k sketches: Broder, "On the resemblance and containment of documents", 1997). Few
texts are asked for at once, so that a table of the smallest of these finds them; the issue's rensa
would bring MinHash with bands for the same.
"""

import zlib
from array import array
from collections.abc import Iterator, Sequence

from bot.pipeline.text import words_once

RUN = 4  # words
KEPT = 24  # hashes of a text
FOUND_BY = 4  # of them, by which texts find each other
LEAST = 8  # runs of a text that a feed repeats; a shorter one says too little
LEAST_ELSEWHERE = 20  # of one that another feed has, too
COPIED = 0.7  # likeness of two texts, 0…1
REMEMBERED = 6_000  # texts; as many again until they are forgotten
MOST = 100  # texts with one hash that are compared, the newest
EVERYWHERE = 3  # stories with one text from which it is what stands under anything

Sketch = tuple[int, ...]  # sorted


def sketch_of(text: str) -> Sketch:
    """Give the smallest hashes of a text's runs of words; none for a text that says too little."""
    spoken = words_once(text)
    runs = {
        zlib.crc32(" ".join(spoken[n : n + RUN]).encode("utf-8", "surrogatepass"))
        for n in range(len(spoken) - RUN + 1)
    }
    return tuple(sorted(runs)[:KEPT]) if len(runs) >= LEAST else ()


class Copies:
    """The texts of the last items, each with its feed and the order of its story."""

    def __init__(self) -> None:
        self._newer = _Texts()
        self._older = _Texts()

    def note(self, sketch: Sketch, feed: int, order: int) -> None:
        """Remember a text."""
        if len(self._newer.told) >= REMEMBERED:
            self._older, self._newer = self._newer, _Texts()
        self._newer.note(sketch, feed, order)

    def of(self, sketch: Sketch) -> Iterator[tuple[int, int]]:
        """Yield feed and order of the story of each text that this one copies, newest first."""
        yield from self._newer.of(sketch)
        yield from self._older.of(sketch)


class _Texts:
    def __init__(self) -> None:
        self.told: list[tuple[Sequence[int], int, int]] = []
        self._by_hash: dict[int, int | list[int]] = {}  # most hashes are of one text

    def note(self, sketch: Sketch, feed: int, order: int) -> None:
        place = len(self.told)
        for one in sketch[:FOUND_BY]:
            there = self._by_hash.get(one)
            if there is None:
                self._by_hash[one] = place
            elif isinstance(there, int):
                self._by_hash[one] = [there, place]
            else:
                there.append(place)
        self.told.append((array("I", sketch), feed, order))

    def of(self, sketch: Sketch) -> Iterator[tuple[int, int]]:
        places: set[int] = set()
        for one in sketch[:FOUND_BY]:
            there = self._by_hash.get(one, ())
            places.update((there,) if isinstance(there, int) else there[-MOST:])
        for place in sorted(places, reverse=True):
            other, feed, order = self.told[place]
            if likeness(sketch, other) >= COPIED:
                yield feed, order


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """Estimate the part of the runs of two texts that both have, 0…1."""
    mine, theirs = set(one), set(other)
    smallest = sorted(mine | theirs)[: min(KEPT, max(len(one), len(other)))]
    return sum(run in mine and run in theirs for run in smallest) / max(len(smallest), 1)
