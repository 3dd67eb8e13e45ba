"""How common terms are in news at large, so that a window of few items weighs well too."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

UNSEEN = 4e-4  # the part of the titles that a term stands in which the list does not have
_DENSE = re.compile(r"[^\x00-\u2fff]")
UNSEEN_NAME = 2e-3  # of what has a name in the catalogue
UNSEEN_DENSE = 4e-4  # of pairs of letters, of which fewer titles were counted
SHORT_SOUND, SHORT = 2.5e-3, 3  # of names known by so few consonants, which many others have
SMALL_FIGURE, FIGURE = 2e-2, 4e-3  # of figures with one digit; of those under a hundred


def share(term: str) -> float:
    """Give the part of the titles at large that has a term, 0…1."""
    found = _table().get(term)
    if found is not None:
        return found
    if term.startswith("="):
        return UNSEEN_NAME
    if term.startswith(("~", "^")):
        return SHORT_SOUND if len(term) <= SHORT + 1 else UNSEEN
    if term.startswith("#"):
        return _share_of_figure(term[1:])
    return UNSEEN_DENSE if _DENSE.match(term) else UNSEEN


def _share_of_figure(figure: str) -> float:
    figure = figure.partition(" ")[0]  # "12 plane": what it counts
    digits = len(figure.partition("e")[0].replace(".", "").strip("0"))
    if digits < 2 and float(figure) < 10:
        return SMALL_FIGURE
    return FIGURE if digits < 2 or float(figure) < 100 else UNSEEN


@cache
def _table() -> Mapping[str, float]:
    """Read the list: terms by how many of 100,000 titles have them, counted in public feeds."""
    table: dict[str, float] = {}
    for line in files(__package__).joinpath("frequency.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            number, _, terms = line.partition(" ")
            table.update(dict.fromkeys(terms.split(" "), int(number) / 100_000))
    return table
