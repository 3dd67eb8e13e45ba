"""Numbers as English writes them: "300.000", "3,5 Milliarden", "7.000 millones", "130 000"."""

import re

# Where a point or a space groups digits and a comma is the decimal sign.
POINTED = frozenset({"de", "fr", "es", "it", "pt", "nl"})
_SCALES = {
    "de": {"million": r"Mio\.?|Million(?:en)?", "billion": r"Mrd\.?|Milliarden?"},
    "fr": {"million": "millions?", "billion": "milliards?"},
    "es": {"billion": "mil millones", "million": r"mill[oó]n(?:es)?"},
}
_WRITTEN = {
    language: [
        (re.compile(rf"(?<=\d )(?:{of})(?!\w)", re.IGNORECASE), scale)
        for scale, of in scales.items()
    ]
    for language, scales in _SCALES.items()
}
_GROUPED = re.compile(r"(?<![\d.,])(\d{1,3})((?:[.\u00a0\u202f ]\d{3})+)(?![\d.]\d|\d)")
_DECIMAL = re.compile(r"(?<=\d),(?=\d{1,2}(?!\d))")


def in_figures(text: str, language: str) -> str:
    """Write the numbers of a text in one of some languages as English does; else the text."""
    if language not in POINTED:
        return text
    text = _GROUPED.sub(lambda hit: hit[1] + re.sub(r"\D", "", hit[2]), text)
    text = _DECIMAL.sub(".", text)
    for written, scale in _WRITTEN.get(language, ()):
        text = written.sub(scale, text)
    return text
