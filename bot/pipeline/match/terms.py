"""All that is looked for at once: Aho–Corasick (1975) over the folded text, then the edges."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from bot.pipeline.match.edges import HANGUL, KINDS, OUTSIDE, UNSPACED, begins, ends
from bot.pipeline.text import Folded, fold, has_diacritics, spelling

TITLE, TEXT = 0, 1
TERMS_KEPT = 20_000  # folded once for all indices: the names of a catalogue and their context
LONGEST = 200  # characters of a term; a longer one is cut off there
MOST_SPOTS = 500  # of one term in one field; more say nothing new


class Spot(NamedTuple):
    """Characters [start, end) of a folded field: TITLE or TEXT."""

    field: int
    start: int
    end: int

    def overlaps(self, other: "Spot") -> bool:
        """Whether they share a character."""
        return self.field == other.field and self.start < other.end and other.start < self.end

    def holds(self, other: "Spot") -> bool:
        """Whether the other lies inside, and is shorter."""
        same = self.start == other.start and self.end == other.end
        return (
            self.field == other.field
            and self.start <= other.start
            and other.end <= self.end
            and not same
        )


@dataclass(frozen=True, slots=True)
class Term:
    """Something looked for. ``left`` and ``right`` are the kinds whose words it must not be part
    of (OUTSIDE: any place will do); ``spelled`` is compared with the original text.
    """

    text: str  # folded
    left: int
    right: int
    inflected: bool = True
    spelled: str = ""
    cased: bool = False  # case counts, else only diacritics


@lru_cache(maxsize=TERMS_KEPT)
def term_of(text: str, rule: str) -> Term | None:
    """Make a term by a rule: word, case, sub, keyword, phrase, exact, prefix, context.

    None when nothing of the text is left after folding.
    """
    if rule == "context":
        text, rule = (
            text.strip().removesuffix("*"),
            "prefix" if text.strip().endswith("*") else "word",
        )
    folded = fold(text).text.strip()[:LONGEST].strip()
    if not folded:
        return None
    left, right = (_edge(letter, rule) for letter in (folded[0], folded[-1]))
    cased = rule in ("case", "exact")
    return Term(
        folded,
        left,
        OUTSIDE if rule == "prefix" else right,
        inflected=rule != "exact",
        spelled=spelling(text) if cased or has_diacritics(text) else "",
        cased=cased,
    )


def context_of(text: str) -> Term | None:
    """Make a context word: anywhere in scripts without word boundaries, Korean and Hindi too."""
    bare = text.strip().removesuffix("*")
    is_spaced = not any(KINDS[c] in (HANGUL, UNSPACED) or "\u0900" <= c <= "\u0dff" for c in bare)
    if not is_spaced:
        return term_of(bare, "sub")
    return term_of(text, "context")


def _edge(letter: str, rule: str) -> int:
    """Give the kind a name must not go on in; a ``sub`` only where it ends in Latin or a digit."""
    kind = KINDS[letter]
    if kind == UNSPACED or (rule == "sub" and not letter.isascii()):
        return OUTSIDE
    return kind


def fits(term: Term, folded: Folded, start: int, end: int) -> bool:
    """Whether an occurrence of the term's letters is the term."""
    text = folded.text
    if term.left and not begins(text, start, term.left):
        return False
    if term.right and not ends(text, end, term.right, inflected=term.inflected):
        return False
    if "+" in term.text and _is_sum(text, start, end):
        return False
    return not term.spelled or _is_spelled(term, folded, start, end)


def _is_sum(text: str, start: int, end: int) -> bool:
    """Whether "2+2" is arithmetic: another sign beside it."""
    around = text[max(0, start - 2) : start].strip()[-1:] + text[end : end + 2].strip()[:1]
    return any(sign in "+=×" for sign in around)


def _is_spelled(term: Term, folded: Folded, start: int, end: int) -> bool:
    first, last = folded.span(start, end)
    found = spelling(folded.original[first:last])
    if term.cased:
        return found == term.spelled
    found = found.casefold()
    # Without any diacritic the writer could not type them; with others it is another word.
    return found in (term.spelled.casefold(), term.text)


class Lexicon:
    """Terms by number, and the automaton that finds them all."""

    def __init__(self) -> None:
        self._terms: dict[Term, int] = {}
        self._patterns: dict[str, list[int]] = {}
        self._ordered: list[Term] = []
        self._automaton: AhoCorasick | None = None
        self._by_pattern: list[list[int]] = []

    def add(self, term: Term, also: Iterable[str] = ()) -> int:
        """Number a term; ``also`` are other folded forms that count as it."""
        number = self._terms.setdefault(term, len(self._ordered))
        if number == len(self._ordered):
            self._ordered.append(term)
        for pattern in (term.text, *also):
            numbers = self._patterns.setdefault(pattern, [])
            if number not in numbers:
                numbers.append(number)
        return number

    def close(self) -> None:
        """Build the automaton; nothing is added afterwards."""
        self._by_pattern = list(self._patterns.values())
        if self._patterns:
            self._automaton = AhoCorasick(list(self._patterns), matchkind=MatchKind.Standard)

    def find(self, title: Folded, text: Folded) -> dict[int, list[Spot]]:
        """Give the places of every term that is there, title first, in reading order."""
        found: dict[int, list[Spot]] = {}
        for field, folded in ((TITLE, title), (TEXT, text)):
            for number, start, end in self._hits(folded):
                spots = found.setdefault(number, [])
                if len(spots) < MOST_SPOTS * (field + 1):
                    spots.append(Spot(field, start, end))
        return found

    def _hits(self, folded: Folded) -> Iterator[tuple[int, int, int]]:
        if self._automaton is None:
            return
        hits = self._automaton.find_matches_as_indexes(folded.text, overlapping=True)
        for pattern, start, end in hits:
            for number in self._by_pattern[pattern]:
                if fits(self._ordered[number], folded, start, end):
                    yield number, start, end
