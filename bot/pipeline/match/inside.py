"""The names of one text by their places: which longer ones stand around a shorter one."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from bot.pipeline.match.terms import LONGEST, Spot


class Holder(NamedTuple):
    """A longer name around a shorter one, and its number."""

    spot: Spot
    number: int


class Inside:
    """The places of numbered names, ``spots`` of those that ``is_name`` admits."""

    def __init__(self, spots: Mapping[int, list[Spot]], is_name: Callable[[int], bool]) -> None:
        self._at: dict[Spot, list[int]] = defaultdict(list)
        for number, places in spots.items():
            if is_name(number):
                for spot in places:
                    self._at[spot].append(number)
        self._ordered = sorted(self._at)

    def holders(self, spot: Spot) -> Iterator[Holder]:
        """Yield the names that hold this place, from the nearest start backwards."""
        n = bisect_right(self._ordered, (spot.field, spot.start, LONGEST + spot.end)) - 1
        while n >= 0 and self._ordered[n][:2] >= (spot.field, spot.start - LONGEST):
            longer = self._ordered[n]
            if longer.holds(spot):
                yield from (Holder(longer, number) for number in self._at[longer])
            n -= 1

    def before(self, spot: Spot, holder: Holder) -> list[int]:
        """Give the names that fill a holder up to this place (관세 after 반도체), by number."""
        fills = (holder.spot._replace(end=spot.start - gap) for gap in (0, 1))
        return [number for fill in fills for number in self._at.get(fill, ())]
