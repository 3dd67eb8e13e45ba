"""How many died, as reports tell it: that a toll rose to a number, and which older ones it passed.

Only the words by which a rise is told are believed ("the toll rose to five"): another number of
dead may be of another year's disaster.
"""

import re

_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve",
    "eine[nr]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf",
    "une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze",
    "un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce",
)
_VALUES = [re.compile(f"(?:{word})") for words in _WORDS for word in words.split("|")]
_N = rf"(?<!\w)(\d[\d.,]*|{'|'.join(_WORDS)})(?!\w)"
_ROSE = re.compile(
    r"\btoll\b[^.!?]{0,80}?\b(?:rose|rises|risen|rising|climb(?:s|ed)|grew|grows|jump(?:s|ed)"
    rf"|increase[sd]?|reach(?:es|ed)|hits?|now)(?: to| at)?(?: at least)? {_N}"
    rf"|\b(?:Zahl der (?:Toten|Todesopfer)|Opferzahl)\b[^.!?]{{0,80}}? auf (?:mindestens )?{_N}"
    rf"|\bbilan\b[^.!?]{{0,80}}? à {_N} morts"
    r"|\b(?:cifra|número|balance) de (?:muertos|fallecidos)\b[^.!?]{0,60}?"
    rf"\b(?:sube|subió|asciende|ascendió|aumenta|aumentó) a {_N}"
    r"|死者(?:数)?[はが、]?[^。\d]{0,8}(\d+)人(?:に(?:増|なっ|上|達)|へ)"
    r"|(?:死亡|[遇罹][难難])(?:人数|人數)[^。\d]{0,8}(?:[升增]至|上升至|增加[到至])[^。\d]{0,4}(\d+)"
    r"|사망자[^.\d]{0,10}(\d+)명(?:으로|까지)",
    re.IGNORECASE,
)
_DEAD = re.compile(
    rf"{_N}(?: \w+){{0,2}}? (?:dead|die[ds]?|(?:were |are )?killed|lost their lives|deaths?)\b"
    rf"|{_N} (?:Tote|Todesopfer|Menschen (?:starben|kamen ums Leben))\b"
    rf"|{_N} (?:personnes (?:sont|ont été) )?(?:morts|mortes|tuées)\b|{_N} (?:muertos|fallecidos)\b"
    r"|(\d+)[人名](?:が|遭|の)?(?:死亡|[遇罹][难難])|(\d+)[人名]?死"
    r"|(\d+)명(?:이|은)? ?(?:사망|숨)",
    re.IGNORECASE,
)


def risen_to(text: str) -> float | None:
    """Give the number to which a sentence says that a toll rose."""
    found = _ROSE.search(text)
    return _value(found) if found else None


def dead(text: str) -> float | None:
    """Give the greatest number of dead that a sentence tells."""
    values = [value for found in _DEAD.finditer(text) if (value := _value(found)) is not None]
    return max(values, default=None)


def _value(found: "re.Match[str]") -> float | None:
    said = next((part for part in found.groups() if part), "").casefold()
    if said[:1].isdigit():
        digits = re.sub(r"[.,]", "", said)
        return float(digits)
    known = (n % 12 + 1 for n, word in enumerate(_VALUES) if word.fullmatch(said))
    return float(next(known, 0)) or None
