"""How common terms are in news at large, so that a window of few items weighs well too."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

UNSEEN = 4e-4  # the part of the titles that a term stands in which the list does not have
_DENSE = re.compile(r"[^\x00-\u2fff]")
UNSEEN_NAME = 2e-3  # of what has a name in the catalogue
UNSEEN_DENSE = 4e-4  # of pairs of letters, of which fewer titles were counted


def share(term: str) -> float:
    """Give the part of the titles at large that has a term, 0…1."""
    found = _table().get(term)
    if found is not None:
        return found
    if term.startswith("="):
        return UNSEEN_NAME
    return UNSEEN_DENSE if _DENSE.match(term) else UNSEEN


@cache
def _table() -> Mapping[str, float]:
    """Read the list: terms by how many of 100,000 titles have them, counted in public feeds."""
    table: dict[str, float] = {}
    for line in files(__package__).joinpath("frequency.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            number, _, terms = line.partition(" ")
            table.update(dict.fromkeys(terms.split(" "), int(number) / 100_000))
    return table
