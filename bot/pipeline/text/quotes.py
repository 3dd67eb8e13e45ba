"""Quotations: where each begins and ends, and which was left open.

A straight mark says neither whether it opens or closes, nor whether it is one at all: "today's",
"the players' union". What stands beside it decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

# What opens, and all that closes it: „so“ in German and Czech, „so” in Polish and Hungarian, „so"
# typed in haste, »so« in German and Danish, ”so” and »so» in Swedish, « so » in French.
_CLOSING = {
    "“": "”", "‘": "’", "«": "»", "「": "」", "『": "』", '"': '"', "'": "'",
    "„": '“”"', "‚": "‘’", "»": "«»", "”": "”", "‹": "›", "›": "‹",
}  # fmt: skip
_MARK = regex.compile(r"[\"'“”‘’„‚«»‹›「」『』\r\n\u2028\u2029]")
_MOSTLY_CLOSE = "»”›‚"  # these open only before a word and not behind one; ‚ may be a comma
_BREAKS = "\r\n\u2028\u2029"
_STRAIGHT = "\"'"
_LONGEST = 1500  # characters of a quotation; a mark without its pair opens none
_ENDS = ".!?,;…。！？—–-"  # what stands before a mark that closes speech
_BEHIND = (*".,!?…;:)", *"’”“")  # right behind these no mark opens that may close
_AFTER = (*",.;:!?)",)  # what may stand behind one that closes
_LEFT_OUT = regex.compile(r"['’](?:em|til|tis|twas|cause|n|bout|round|\d\ds)\b", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters [start, end) of a text, marks included; ``closed`` when the second is there."""

    start: int
    end: int
    closed: bool


def quotations(text: str) -> tuple[Quotation, ...]:
    """Find the outermost quotations of a text, in order, line by line; time is linear.

    One that is not closed ends where the next begins (as papers do from paragraph to paragraph),
    at the end of its line, or after 1,500 characters.
    """
    return tuple(_Reader(text).read())


class _Reader:
    """Goes from mark to mark and keeps which quotation is open."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: int | None = None  # where the open one begins
        self._done: list[Quotation] = []

    def read(self) -> Iterator[Quotation]:
        for found in _MARK.finditer(self._text):
            place = found.start()
            if found[0] in _BREAKS or self._is_too_long(place):
                self._leave(place)
            if found[0] not in _BREAKS:
                self._meet(found[0], place)
        self._leave(len(self._text))
        return iter(self._done)

    def _is_too_long(self, place: int) -> bool:
        return self._open is not None and place - self._open > _LONGEST

    def _leave(self, place: int) -> None:
        if self._open is not None:
            self._done.append(Quotation(self._open, min(place, self._open + _LONGEST), False))
        self._open = None

    def _meet(self, mark: str, place: int) -> None:
        if self._open is None:
            if self._opens(mark, place):
                self._open = place
            elif self._closes(mark, place):
                self._lengthen(mark, place)
        elif mark in _CLOSING[self._text[self._open]] and self._closes(mark, place):
            self._done.append(Quotation(self._open, place + 1, True))
            self._open = None
        elif mark == self._text[self._open] and self._opens(mark, place) and self._starts(place):
            self._leave(place)
            self._open = place

    def _opens(self, mark: str, place: int) -> bool:
        if mark not in _CLOSING or _LEFT_OUT.match(self._text, place):
            return False
        before, after = self._beside(place)
        if mark in _MOSTLY_CLOSE:
            return not (before.isalnum() or before in _BEHIND) and after.isalnum()
        if mark not in _STRAIGHT:
            return True
        return (
            not (before.isalnum() or before in (*".,!?",)) and not after.isspace() and after != ""
        )

    def _closes(self, mark: str, place: int) -> bool:
        before, after = self._beside(place)
        opened = self._text[self._open] if self._open is not None else ""
        if mark == opened and mark in "»”":
            return not before.isspace()
        if mark not in "'’\"":
            return mark not in "‘" or opened == "‚"
        if before.isspace():
            return after in _AFTER
        return before != "" and not (after.isalnum() and mark != '"')

    def _starts(self, place: int) -> bool:
        """Whether a sentence begins here."""
        return self._text[max(0, place - 8) : place].rstrip()[-1:] in (*".!?…:\"'’”", "")

    def _lengthen(self, mark: str, place: int) -> None:
        """Take a quotation on to this mark when what closed it was a plural's: "the boys' win"."""
        last = self._done[-1] if self._done else None
        if (
            last is not None
            and last.closed
            and mark in _CLOSING[self._text[last.start]]
            and self._text[last.end - 2] == "s"
            and self._text[place - 1] in _ENDS
            and place - last.start <= _LONGEST
            and not any(b in self._text[last.end : place] for b in _BREAKS)
        ):
            self._done[-1] = Quotation(last.start, place + 1, True)

    def _beside(self, place: int) -> tuple[str, str]:
        return self._text[max(0, place - 1) : place], self._text[place + 1 : place + 2]
