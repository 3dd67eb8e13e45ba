"""What is looked for: a name, word or beginning, folded, and what may stand beside it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bot.pipeline.match.edges import HANGUL, KINDS, OUTSIDE, UNSPACED
from bot.pipeline.text import fold, has_diacritics, spelling

TITLE, TEXT = 0, 1
TERMS_KEPT = 30_000  # folded once for all indices: the names of a catalogue and their context
LONGEST = 200  # characters of a term; a longer one is cut off there


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


def is_sum(text: str, start: int, end: int) -> bool:
    """Whether "2+2" is arithmetic: another sign beside it."""
    around = text[max(0, start - 2) : start].strip()[-1:] + text[end : end + 2].strip()[:1]
    return any(sign in "+=×" for sign in around)


def is_spelled(term: Term, written: str) -> bool:
    """Whether an occurrence, as it was written, is spelled as the term wants it."""
    found = spelling(written)
    if term.cased:
        return found == term.spelled
    found = found.casefold()
    # Without any diacritic the writer could not type them; with others it is another word.
    return found in (term.spelled.casefold(), term.text)
