"""From a row to one of our nouns."""

from collections.abc import Hashable, Iterable
from dataclasses import fields
from functools import lru_cache
from typing import Any, TypeVar

Noun = TypeVar("Noun")

# SQLite takes at most 32,766 parameters in one statement; stay well under it.
CHUNK = 500


def to_noun(cls: type[Noun], row: Any, **more: Any) -> Noun:
    """Build ``cls`` from the columns that carry its fields' names; JSON lists become tuples."""
    places = _places(cls, row._fields)  # type: ignore[arg-type]
    values = {name: row[place] for name, place in places if name not in more}
    values = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
    return cls(**values, **more)


@lru_cache(maxsize=256)
def _places(cls: Hashable, columns: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """Give where the fields stand in a row with these columns: asked for every row of a result."""
    names = {f.name for f in fields(cls)}  # type: ignore[arg-type]
    return tuple((name, place) for place, name in enumerate(columns) if name in names)


def chunks(values: Iterable[Any]) -> Iterable[list[Any]]:
    """Cut a long list of parameters into parts that one statement may carry."""
    whole = list(values)
    return (whole[i : i + CHUNK] for i in range(0, len(whole), CHUNK))
