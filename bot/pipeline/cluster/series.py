"""Titles that differ in their numbers alone: two quakes, two days of a column, each an event."""

from array import array
from collections.abc import Collection, Iterator

from bot.pipeline.cluster.story import Story
from bot.pipeline.cluster.terms import Reading

SAME = 200  # items of one series that are looked at, the newest
MOST_APART = 100  # stories that are known not to be a story

Places = dict[int, "int | array[int]"]  # hash → the item that has it, or several


class Series:
    """The items of each series with their numbers, and stories that can never be one."""

    def __init__(self) -> None:
        self._places: Places = {}
        self._figures: dict[int, frozenset[str]] = {}  # item → numbers of its title
        self._apart: dict[int, set[int]] = {}  # order of a story → of those that are not it

    def note(self, reading: Reading, place: int) -> None:
        """Remember the numbers of an item's title."""
        note(self._places, reading.series, place)
        self._figures[place] = reading.numbers

    def others(self, reading: Reading) -> Iterator[int]:
        """Yield the items with a title that differs from this one in its numbers alone."""
        mine = reading.numbers
        for place in noted(self._places, reading.series) if mine else ():
            if not mine & self._figures[place]:
                yield place

    def keep_apart(self, story: Story, others: Collection[Story]) -> None:
        """Remember that a story is none of others."""
        for other in others:
            for one, two in ((story, other), (other, story)):
                known = self._apart.setdefault(one.order, set())
                if len(known) < MOST_APART:
                    known.add(two.order)

    def apart_from(self, story: Story) -> Collection[int]:
        """Give the orders of stories that a story is not, as they were when that was seen."""
        return self._apart.get(story.order, ())

    def merge(self, kept: Story, gone: Story) -> None:
        """Let a story be apart from what the one it takes in was apart from."""
        if gone.order in self._apart:
            self._apart.setdefault(kept.order, set()).update(self._apart.pop(gone.order))


def note(places: Places, key: int, place: int) -> None:
    """Note that an item has a hash."""
    there = places.get(key)
    if there is None:
        places[key] = place
    elif isinstance(there, int):
        places[key] = array("I", (there, place))
    else:
        there.append(place)


def noted(places: Places, key: int) -> "Collection[int]":
    """Give the items that have a hash, the newest of many."""
    there = places.get(key, ())
    return (there,) if isinstance(there, int) else there[-SAME:]
