"""Numbers in words, as sentences begin with them: "Seventeen", "Siebzehn", "Diecisiete".

Up to nineteen in English, German, French and Spanish, up to ninety-nine in English.
"""

import re
from functools import lru_cache

_ENGLISH = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_GERMAN = (
    "eine[nr]? zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn"
    " sechzehn siebzehn achtzehn neunzehn"
)
_FRENCH = (
    "une? deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
    " dix-sept dix-huit dix-neuf"
)
_SPANISH = (
    "un[oa]? dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
    " diecis[eé]is diecisiete dieciocho diecinueve"
)
_WORDS = (_ENGLISH, _GERMAN, _FRENCH, _SPANISH)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
SPELLED = rf"(?:(?:{_TENS})(?:[- ](?:{_ONES}))?|{'|'.join(w.replace(' ', '|') for w in _WORDS)})"
_VALUES = [
    (re.compile(word), value)
    for words in _WORDS
    for value, word in enumerate(words.split(), start=1)
]
_TEN = re.compile(rf"({_TENS})(?:[- ]({_ONES}))?")


@lru_cache(maxsize=512)
def spelled(word: str) -> int | None:
    """Give the value of a number in words; None for any other word."""
    word = word.casefold()
    if tens := _TEN.fullmatch(word):
        ones = (_ONES.split("|").index(tens[2]) + 1) if tens[2] else 0
        return 10 * (_TENS.split("|").index(tens[1]) + 2) + ones
    return next((value for written, value in _VALUES if written.fullmatch(word)), None)
