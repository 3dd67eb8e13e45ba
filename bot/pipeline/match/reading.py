"""An item's title and text as one folded string, so that all terms are found in one pass."""

from typing import NamedTuple

from bot.pipeline.text import Folded, fold

_GAP = "\n"  # no folded text holds one, so that no term reaches from the title into the text


class Reading(NamedTuple):
    """``joined`` is the title, a gap, and from ``split`` on the text."""

    title: Folded
    text: Folded
    joined: str
    split: int

    def original(self, start: int, end: int) -> str:
        """Give what stands there as it was written."""
        folded = self.title if start < self.split else self.text
        shift = 0 if start < self.split else self.split
        first, last = folded.span(start - shift, end - shift)
        return folded.original[first:last]


def read(title: str, text: str) -> Reading:
    """Fold a title and a text."""
    folded = fold(title), fold(text)
    joined = f"{folded[0].text}{_GAP}{folded[1].text}"
    return Reading(*folded, joined, len(folded[0].text) + len(_GAP))
