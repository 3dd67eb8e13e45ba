"""Words of headlines in one form: "N.Korean", "UNSC", "Reading, Pa.", "$16.5bn", "centre"."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

# What may be a short form, as capitals and points tell; between letters of East Asia no \b is.
_MAYBE = re.compile(
    r"(?<![A-Za-z0-9.])(?:[A-Z](?:\.\s?[A-Z][A-Za-z]+\.?|(?:\.[A-Z]){1,3}\.?)"
    r"|[A-Z][A-Za-z]{1,4}\d?\.?|[Gg]ov't|[Ii]nt'l|govt|intl|dept)(?![A-Za-z0-9])"
)
_BEHIND = re.compile(r"(?<=, )[A-Z][a-z]{1,3}\.")
_DOLLARS = re.compile(r"\b(?:US|U\.S\.|HK|NT|A|C|S|NZ)\s?(?=\$)")
# Of a folded text: "6m", "16.5 bln", "six million".
_SCALES = {"k": 3, "m": 6, "b": 9, "t": 12}
_SPELT_OUT = "one two three four five six seven eight nine ten eleven twelve"
_SPELT = _SPELT_OUT.split()
_SUM = re.compile(
    rf"(?<![\w.])(\d+(?:\.\d+)?|{'|'.join(_SPELT)})[ -]?"
    r"(k|m|mn|mln|mio|million|b|bn|bln|billion|tn|trn|trillion)(?:-(?=[a-z]))?(?!\w)"
)
_PERCENT = re.compile(r"(?<=\d)\s?(?:%|pct\b|per ?cents?\b|percentage\b)")
LEAST_AMONG, _DENSE = 4, "\u2e80"  # letters of a short form among those of East Asia
# Endings that Americans write otherwise: centre, dialogue.
_BRITISH = (
    (re.compile(r"(?<=[a-z]{2}[tb])re(?=s?$)"), "er"),
    (re.compile(r"(?<=[a-z]{3}og)ue(?=s?$)"), ""),
)
_MOST = 1e15  # from here on it is no sum
_THOUSANDS = 1000  # "2026B" is a name: who writes a letter for a scale counts no thousands of it


def written_out(text: str) -> str:
    """Write out the short forms of a text that capitals and points tell."""
    text = _DOLLARS.sub("", text)
    text = _BEHIND.sub(lambda found: _behind().get(found[0], found[0]), text)
    return _MAYBE.sub(_in_full, text)


def sums_written_out(folded: str) -> str:
    """Write the sums of a folded text in digits alone; per cent are not told by a word."""
    return _SUM.sub(_in_digits, _PERCENT.sub(" ", folded))


def american(word: str) -> str:
    """Spell a folded word as Americans do, so that "defence" and "defense" have one stem."""
    if spelt := _listed()["american"].get(word):
        return spelt
    for british, ending in _BRITISH:
        word = british.sub(ending, word)
    return word


def _in_full(found: re.Match[str]) -> str:
    before = found.string[: found.start()][-1:]
    if len(found[0]) < LEAST_AMONG and before >= _DENSE:
        return found[0]  # "TモバイルUS株" is a firm's
    full = _short().get(found[0].replace(" ", ""))
    if full is None and found[0].endswith("."):
        full = _short().get(found[0][:-1].replace(" ", ""))
    return f" {full} " if full else found[0]


def _in_digits(found: re.Match[str]) -> str:
    if len(found[2]) == 1 and found[1].isdigit() and int(found[1]) >= _THOUSANDS:
        return found[0]
    count = float(_SPELT.index(found[1]) + 1 if found[1] in _SPELT else found[1])
    value = round(count * 10 ** _SCALES[found[2][0]])
    return f" {value} " if value < _MOST else found[0]


@cache
def _short() -> Mapping[str, str]:
    return _listed()["short"]


@cache
def _behind() -> Mapping[str, str]:
    return _listed()["behind"]


@cache
def _listed() -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    # Read once; a list is easier to read as one.
    for line in files(__package__).joinpath("short.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            rows = found.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            full, _, forms = line.partition(":")
            rows.update(dict.fromkeys(forms.split(), full.replace("-", " ")))
    return found
