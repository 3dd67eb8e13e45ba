"""All terms of many names or queries, found in one pass over a text: Aho–Corasick (1975)."""

from collections.abc import Iterable
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from bot.pipeline.match.edges import KINDS, OUTSIDE, goes_on
from bot.pipeline.match.reading import Reading
from bot.pipeline.match.terms import TEXT, TITLE, Spot, Term, is_spelled, is_sum

MOST_SPOTS = 1000  # of one term in one item; more say nothing new


class _Entry(NamedTuple):
    """A term as the pass needs it; ``odd`` if more than its two edges has to be looked at."""

    number: int
    left: int
    right: int
    inflected: bool
    odd: bool


class Lexicon:
    """Terms by number, and the automaton that finds them all."""

    def __init__(self) -> None:
        self._terms: dict[Term, int] = {}
        self._patterns: dict[str, list[_Entry]] = {}
        self._ordered: list[Term] = []
        self._automaton: AhoCorasick | None = None
        self._by_pattern: tuple[tuple[_Entry, ...], ...] = ()

    def add(self, term: Term, also: Iterable[str] = ()) -> int:
        """Number a term; ``also`` are other folded forms that count as it."""
        number = self._terms.setdefault(term, len(self._ordered))
        if number == len(self._ordered):
            self._ordered.append(term)
        odd = bool(term.spelled) or "+" in term.text
        entry = _Entry(number, term.left, term.right, term.inflected, odd)
        for pattern in (term.text, *also):
            entries = self._patterns.setdefault(pattern, [])
            if entry not in entries:
                entries.append(entry)
        return number

    def __len__(self) -> int:
        return len(self._ordered)

    def close(self) -> None:
        """Build the automaton; nothing is added afterwards."""
        self._by_pattern = tuple(map(tuple, self._patterns.values()))
        if self._patterns:
            self._automaton = AhoCorasick(
                list(self._patterns), matchkind=MatchKind.Standard, store_patterns=False
            )
        self._patterns = {}

    def find(self, reading: Reading) -> dict[int, list[Spot]]:
        """Give the places of every term that is there, title first, in reading order.

        The loop runs for each occurrence of any term's letters, so the edges are looked at in
        place: most occurrences end there.
        """
        found: dict[int, list[Spot]] = {}
        if self._automaton is None:
            return found
        text, size, split = reading.joined, len(reading.joined), reading.split
        for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            before = KINDS[text[start - 1]] if start else OUTSIDE
            after = KINDS[text[end]] if end < size else OUTSIDE
            for number, left, right, inflected, odd in self._by_pattern[pattern]:
                if left and left == before:
                    continue
                if right and right == after and not (inflected and goes_on(text, end, right)):
                    continue
                if odd and not self._is(self._ordered[number], reading, start, end):
                    continue
                if start < split:
                    spot = Spot(TITLE, start, end)
                else:
                    spot = Spot(TEXT, start - split, end - split)
                if number not in found:
                    found[number] = [spot]
                elif len(spots := found[number]) < MOST_SPOTS:
                    spots.append(spot)
        return found

    def _is(self, term: Term, reading: Reading, start: int, end: int) -> bool:
        if "+" in term.text and is_sum(reading.joined, start, end):
            return False
        return not term.spelled or is_spelled(term, reading.original(start, end))
