"""German, French and Spanish: numbers that they spell or write otherwise, and words of parts."""

import re
from collections.abc import Callable, Mapping
from functools import cache

from bot.pipeline.cluster.names import Names, listed_in

SPOKEN = frozenset({"de", "fr", "es"})
LEAST_PART, LEAST_WHOLE = 4, 8  # letters of a part of a German word, and of one that has parts
_COUNTS = {
    "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "fr": "deux trois quatre cinq six sept huit - dix onze douze",  # "neuf" is new, too
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce",
}
_SCALES = {
    "de": {"million": r"Mio\.?|Million(?:en)?", "billion": r"Mrd\.?|Milliarden?"},
    "fr": {"million": "millions?", "billion": "milliards?"},
    "es": {"billion": "mil millones", "million": r"mill[oó]n(?:es)?"},
}
_GROUPED = re.compile(r"(?<=\d)[.\u00a0\u202f ](?=\d{3}(?!\d))")
_DECIMAL = re.compile(r"(?<=\d),(?=\d{1,2}(?!\d))")


def in_english_figures(text: str, tongue: str) -> str:
    """Write the numbers of a text as English has them: "Zwölf", "300.000", "3,5 Milliarden"."""
    if tongue not in SPOKEN:
        return text
    spelled, scales = _numbers_of(tongue)
    text = spelled.sub(lambda found: _values(tongue)[found[0].lower()], text)
    text = _DECIMAL.sub(".", _GROUPED.sub("", text))
    for scale, written in scales.items():
        text = written.sub(scale, text)
    return text


@cache
def _values(tongue: str) -> Mapping[str, str]:
    words = enumerate(_COUNTS[tongue].split(), start=2)
    return {word: str(value) for value, word in words if word != "-"}


@cache
def _numbers_of(tongue: str) -> tuple[re.Pattern[str], Mapping[str, re.Pattern[str]]]:
    spelled = re.compile(rf"\b(?:{'|'.join(_values(tongue))})\b", re.IGNORECASE)
    scales = _SCALES[tongue].items()
    return spelled, {to: re.compile(rf"(?<=\d )(?:{of})(?!\w)", re.IGNORECASE) for to, of in scales}


@cache
def listed_for(tongue: str) -> Names:
    """Give the words of a language that stand for concepts."""
    lists = listed_in("across.txt")
    return Names((*lists.get(tongue, ()), *lists["latin"]) if tongue in SPOKEN else ())


def parts_of(word: str, named: Callable[[str], str | None]) -> tuple[str, ...]:
    """Give what the parts of a German word stand for: "messerangriff" is a knife and an attack."""
    if len(word) < LEAST_WHOLE:
        return ()
    ends = range(LEAST_PART, len(word) - LEAST_PART + 1)
    head = next((term for n in ends if (term := named(word[n:]))), None)
    first = next((term for n in reversed(ends) if (term := named(word[:n]))), None)
    return tuple(term for term in (first, head) if term)
