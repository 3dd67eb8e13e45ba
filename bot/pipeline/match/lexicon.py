"""All terms of many names or queries, found in one pass over a text: Aho–Corasick (1975)."""

from array import array
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from bot.pipeline.match.edges import KINDS, OUTSIDE, begins, ends, goes_on
from bot.pipeline.match.reading import Reading
from bot.pipeline.match.terms import TEXT, TITLE, Spot, Term, is_spelled, is_sum

MOST_SPOTS = 1000  # of one term in one item; more say nothing new
PIECE = 1000  # characters looked through at once
MOST_FOUND = 50_000  # occurrences of terms' letters in one item; about 30 times what news hold


class _Entry(NamedTuple):
    """A term as the pass needs it; ``odd`` is one of which more than two edges is looked at."""

    number: int
    left: int
    right: int
    inflected: bool
    odd: Term | None


_LOOKED_AT = _Entry(-1, OUTSIDE, OUTSIDE, True, None)  # stands for all that is not plain


class Lexicon:
    """Terms by number, and the automaton that finds them all."""

    def __init__(self) -> None:
        self._terms: dict[Term, int] = {}
        self._patterns: dict[str, list[_Entry]] = {}
        self._automaton: AhoCorasick | None = None
        # By pattern, as flat as can be: of 100,000 those that a text needs lie far apart.
        self._lefts = self._rights = b""
        self._numbers = array("i")
        self._several: dict[int, tuple[int, ...]] = {}  # terms with the same edges
        self._odd: dict[int, tuple[_Entry, ...]] = {}
        self._longest = 0

    def add(self, term: Term, also: Iterable[str] = (), number: int | None = None) -> int:
        """Add a term, and give the number that it is found by: its own if none is given.

        ``also`` are other folded forms that count as it.
        """
        if number is None:
            number = self._terms.setdefault(term, len(self._terms))
        odd = term if term.spelled or "+" in term.text else None
        entry = _Entry(number, term.left, term.right, term.inflected, odd)
        for pattern in (term.text, *also):
            entries = self._patterns.setdefault(pattern, [])
            if entry not in entries:
                entries.append(entry)
        return number

    def close(self) -> None:
        """Build the automaton; nothing is added afterwards."""
        plain = [self._plain(n, tuple(each)) for n, each in enumerate(self._patterns.values())]
        self._lefts, self._rights = (bytes(map(itemgetter(n), plain)) for n in (1, 2))
        self._numbers = array("i", map(itemgetter(0), plain))
        self._longest = max(map(len, self._patterns), default=0)
        if self._patterns:
            self._automaton = AhoCorasick(
                list(self._patterns), matchkind=MatchKind.Standard, store_patterns=False
            )
        self._patterns = {}

    def _plain(self, pattern: int, entries: tuple[_Entry, ...]) -> _Entry:
        """Give a pattern as the pass sees it; what is not plain is put where it is looked up."""
        first = entries[0]
        many = len(entries) > 1 and len({entry[1:] for entry in entries}) > 1
        if first.odd or not first.inflected or many:
            self._odd[pattern] = entries
            return _LOOKED_AT
        if len(entries) == 1:
            return first
        self._several[pattern] = tuple(entry.number for entry in entries)
        return first._replace(number=-1)

    def find(self, reading: Reading) -> dict[int, list[Spot]]:
        """Give the places of every term that is there, title first, in reading order.

        The loop runs for each occurrence of any term's letters, so the edges are looked at in
        place: most occurrences end there.
        """
        found: dict[int, list[Spot]] = {}
        if self._automaton is None:
            return found
        text, size, split = reading.joined, len(reading.joined), reading.split
        lefts, rights, numbers, new = self._lefts, self._rights, self._numbers, tuple.__new__
        several = self._several
        for pattern, start, end in self._occurrences(text):
            if (left := lefts[pattern]) and start and KINDS[text[start - 1]] == left:
                continue
            right = rights[pattern]
            if right and end < size and KINDS[text[end]] == right and not goes_on(text, end, right):
                continue
            if start < split:
                spot = new(Spot, (TITLE, start, end))
            else:
                spot = new(Spot, (TEXT, start - split, end - split))
            number = numbers[pattern]
            these: Iterable[int] = (number,)
            if number < 0:
                these = several.get(pattern) or self._these(pattern, reading, start, end)
            for n in these:
                if n not in found:
                    found[n] = [spot]
                elif len(spots := found[n]) < MOST_SPOTS:
                    spots.append(spot)
        return found

    def _occurrences(self, text: str) -> Iterable[tuple[int, int, int]]:
        """Give pattern, start and end of all that stands in a text, edges or none.

        A long text is gone through piece by piece, up to a bound: one letter again and again may
        hold every one of a, aa, aaa … at every place.
        """
        find = self._automaton.find_matches_as_indexes  # type: ignore[union-attr]
        if len(text) <= PIECE:
            return find(text, overlapping=True)
        found: list[tuple[int, int, int]] = []
        for at in range(0, len(text), PIECE):
            piece = find(text[at : at + PIECE + self._longest], overlapping=True)
            found += [(n, at + start, at + end) for n, start, end in piece if start < PIECE]
            if len(found) > MOST_FOUND:
                break
        return found

    def _these(self, pattern: int, reading: Reading, start: int, end: int) -> Iterator[int]:
        """Yield the terms that an occurrence is, where more than its two edges decides."""
        text = reading.joined
        for number, left, right, inflected, odd in self._odd[pattern]:
            if left and not begins(text, start, left):
                continue
            if right and not ends(text, end, right, inflected=inflected):
                continue
            if odd is None or self._is(odd, reading, start, end):
                yield number

    def _is(self, term: Term, reading: Reading, start: int, end: int) -> bool:
        if "+" in term.text and is_sum(reading.joined, start, end):
            return False
        return not term.spelled or is_spelled(term, reading.original(start, end))
