"""What stands around a name: the words it needs and those that rule it out."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

from bot.pipeline.match.terms import LONGEST, TEXT, TITLE, Spot

AROUND = 600  # characters on each side of a name in which its context is looked for
HEAD = 1000  # characters of the text that go with the title; a text no longer is all context


class Places:
    """Spots in order, so that those near a place are found by bisection."""

    def __init__(self, spots: Iterable[Spot]) -> None:
        ordered = sorted(spots)
        self._fields = tuple([s for s in ordered if s.field == field] for field in (TITLE, TEXT))

    def overlapping(self, spot: Spot) -> Iterator[Spot]:
        """Yield the spots that share a character with this one."""
        near = self._between(spot.field, spot.start - LONGEST, spot.end)
        return (other for other in near if other.overlaps(spot))

    def around(self, spot: Spot, *, everywhere: bool) -> Iterator[Spot]:
        """Yield the spots that are context to this one: the title's, the near ones of the text."""
        yield from self._fields[TITLE]
        if everywhere:
            yield from self._fields[TEXT]
        elif spot.field == TITLE:
            yield from self._between(TEXT, 0, HEAD)
        else:
            yield from self._between(TEXT, spot.start - AROUND, spot.end + AROUND)

    def _between(self, field: int, start: int, end: int) -> Iterator[Spot]:
        spots = self._fields[field]
        for n in range(bisect_left(spots, (field, start, 0)), len(spots)):
            if spots[n].start >= end:
                return
            yield spots[n]


class Context:
    """The places of all terms of one text, asked by groups of terms."""

    def __init__(self, spots: Mapping[int, list[Spot]], text_length: int) -> None:
        self._spots = spots
        self._everywhere = text_length <= HEAD
        self._groups: dict[tuple[int, ...], Places] = {}

    def counting(
        self, spots: list[Spot], needs: tuple[int, ...], vetoes: tuple[int, ...]
    ) -> Iterator[Spot]:
        """Yield those of a name's spots that have a needed word near and no veto.

        A veto that shares letters with one of the spots ("quad bike") rules out that spot alone;
        one that stands apart rules out all spots it is near to.
        """
        ruling = self._group(vetoes)
        apart = self._apart(spots, vetoes)
        wanted = self._group(needs)
        for spot in spots:
            if any(ruling.overlapping(spot)) or any(self._around(apart, spot)):
                continue
            if not needs or any(not o.overlaps(spot) for o in self._around(wanted, spot)):
                yield spot

    def _around(self, places: Places, spot: Spot) -> Iterator[Spot]:
        return places.around(spot, everywhere=self._everywhere)

    def _group(self, terms: tuple[int, ...]) -> Places:
        if terms not in self._groups:
            self._groups[terms] = Places(s for t in terms for s in self._spots.get(t, ()))
        return self._groups[terms]

    def _apart(self, spots: list[Spot], vetoes: tuple[int, ...]) -> Places:
        own = Places(spots)
        there = (s for t in vetoes for s in self._spots.get(t, ()))
        return Places(s for s in there if not any(own.overlapping(s)))
