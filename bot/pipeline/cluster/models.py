"""What letters and a number call: BZK-005, GJ2, Type 055, 歼-20; each is one name in any language.

Drones, missiles, ships and aircraft of one kind; also viruses and products.
"""

import re
from collections.abc import Iterator

from bot.pipeline.cluster.frequency import UNSEEN, share
from bot.pipeline.cluster.names import Runs

MODEL = "&"  # what a term of one begins with

Model = tuple[int, int, str]  # the runs that it stands in: the first, behind the last; its term

_WRITTEN = re.compile(
    r"(?<![A-Za-z0-9])([A-Z][A-Za-z]{0,4})[-‐–−]?(\d{1,4}[A-Z]{0,2})(?![A-Za-z0-9]|[.,]\d)"
    r"|(?<![A-Za-z0-9.])(\d{2,3}[A-D]?)[型형]|\bType[- ](\d{2,3}[A-D]?)\b"
    r"|([图圖歼殲轰轟运運苏蘇])[-‐–−]?(\d{1,3}[A-Z]?)(?!\d)"
)
# How Chinese writes the letters of aircraft.
_LETTERS = {
    letter: latin
    for letters, latin in (
        ("图圖", "tu"),
        ("歼殲", "j"),
        ("轰轟", "h"),
        ("运運", "y"),
        ("苏蘇", "su"),
    )
    for letter in letters
}
_NONE = {"q", "fy", "h", "no", "us", "hk", "nt", "m", "r", "s", "a", "p", "b"}  # Q3, FY26, M6


def models(runs: Runs, text: str) -> Iterator[Model]:
    """Yield the models that a text names; ``runs``: the same text cut into runs."""
    written = frozenset(_models(text))
    for place, (_, part) in enumerate(runs) if written else ():
        beside = runs[place + 1][1] if place + 1 < len(runs) else ""
        chinese = _LETTERS.get(part[-1:], "") + beside
        for model in written.intersection((part, part + beside, chinese)):
            yield place, place + 1 + (model != part), f"{MODEL}{model}"
        if f"type{part}" in written:
            yield place, place + 1, f"{MODEL}type{part}"


def _models(text: str) -> Iterator[str]:
    for letters, number, *typed, letter, behind in _WRITTEN.findall(text):
        if letter:
            yield f"{_LETTERS[letter]}{behind}".lower()
        elif any(typed):
            yield f"type{next(filter(None, typed))}".lower()
        elif letters.lower() not in _NONE:
            yield f"{letters}{number}".lower()


def is_rare(term: str) -> bool:
    """Say whether few reports name a model: no G20, no COVID-19."""
    word = term[1:]
    return share(word) <= UNSEEN and share(word.rstrip("0123456789")) <= UNSEEN
