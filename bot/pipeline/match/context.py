"""What stands around a name: the words it needs and those that rule it out."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping

from bot.pipeline.match.terms import LONGEST, TEXT, TITLE, Spot

NEAR = 150  # characters on each side of a name in the text in which its context is looked for
HEAD = 250  # characters of the text that go with a name in the title


class Places:
    """Spots in order, so that those near a place are found by bisection."""

    def __init__(self, spots: Iterable[Spot]) -> None:
        ordered = sorted(spots)
        self._fields = tuple([s for s in ordered if s.field == field] for field in (TITLE, TEXT))
        self.are_none = not ordered

    def overlapping(self, spot: Spot) -> Iterator[Spot]:
        """Yield the spots that share a character with this one."""
        near = self._between(spot.field, spot.start - LONGEST, spot.end)
        return (other for other in near if other.overlaps(spot))

    def in_title(self) -> list[Spot]:
        """Give the spots of the title."""
        return self._fields[TITLE]

    def around(self, spot: Spot) -> Iterator[Spot]:
        """Yield the spots that are context to this one: the title's, the near ones of the text."""
        yield from self._fields[TITLE]
        if spot.field == TITLE:
            yield from self._between(TEXT, 0, HEAD)
        else:
            yield from self._between(TEXT, spot.start - NEAR, spot.end + NEAR)

    def _between(self, field: int, start: int, end: int) -> Iterator[Spot]:
        spots = self._fields[field]
        for n in range(bisect_left(spots, (field, start, 0)), len(spots)):
            if spots[n].start >= end:
                return
            yield spots[n]


class Context:
    """The places of all terms of one text, asked by groups of terms.

    ``borrowers`` are terms that only borrow a word: in them it is context to nothing.
    """

    def __init__(self, spots: Mapping[int, list[Spot]], borrowers: Collection[int] = ()) -> None:
        self._spots = spots
        self._there = frozenset(spots)
        self._borrowed = Places(self._spots_of(borrowers))
        self._groups: dict[frozenset[int], Places] = {}

    def counting(
        self,
        spots: list[Spot],
        needs: Collection[int],
        vetoes: Collection[int],
        title_vetoes: Collection[int] = (),
    ) -> Iterator[Spot]:
        """Yield those of a name's spots that have a needed word near and no veto.

        A veto that shares letters with one of the spots ("quad bike") rules out that spot alone;
        one that stands apart rules out all spots it is near to. A title veto rules out all spots
        if it stands in the title.
        """
        wanted = self._group(needs)
        if not spots or (needs and wanted.are_none) or self._titled(title_vetoes):  # most end here
            return
        ruling = self._group(vetoes)
        apart = ruling if ruling.are_none else self._apart(spots, vetoes)
        for spot in spots:
            if any(ruling.overlapping(spot)) or any(apart.around(spot)):
                continue
            if not needs or any(self._proves(other, spot) for other in wanted.around(spot)):
                yield spot

    def _titled(self, terms: Collection[int]) -> bool:
        return bool(terms) and any(not self.is_borrowed(s) for s in self._group(terms).in_title())

    def _proves(self, other: Spot, spot: Spot) -> bool:
        return not other.overlaps(spot) and not self.is_borrowed(other)

    def is_borrowed(self, spot: Spot) -> bool:
        """Whether a word is only part of a longer name that means something else."""
        return any(longer.holds(spot) for longer in self._borrowed.overlapping(spot))

    def _group(self, terms: Collection[int]) -> Places:
        key = frozenset(terms)  # costs nothing for a frozenset, which keeps its hash as well
        if key not in self._groups:
            self._groups[key] = Places(self._spots_of(key))
        return self._groups[key]

    def _spots_of(self, terms: Collection[int]) -> Iterator[Spot]:
        return (s for t in self._there.intersection(terms) for s in self._spots[t])

    def _apart(self, spots: list[Spot], vetoes: Collection[int]) -> Places:
        own = Places(spots)
        there = (s for s in self._spots_of(vetoes) if not any(own.overlapping(s)))
        return Places(s for s in there if not self.is_borrowed(s))
