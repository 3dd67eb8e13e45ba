"""From a row to one of our nouns."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, TypeVar

Noun = TypeVar("Noun")

# SQLite takes at most 32,766 parameters in one statement; stay well under it.
CHUNK = 500


def to_noun(cls: type[Noun], row: Any, **more: Any) -> Noun:
    """Build ``cls`` from the columns that carry its fields' names; JSON lists become tuples."""
    mapping = row._mapping
    names = {f.name for f in fields(cls)} - more.keys()  # type: ignore[arg-type]
    values = {name: mapping[name] for name in names if name in mapping}
    values = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
    return cls(**values, **more)


def chunks(values: Iterable[Any]) -> Iterable[list[Any]]:
    """Cut a long list of parameters into parts that one statement may carry."""
    whole = list(values)
    return (whole[i : i + CHUNK] for i in range(0, len(whole), CHUNK))
