"""What a setting is and allows, for who mistyped one."""

import difflib
from collections.abc import Sequence
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot.settings.fields import Section
from bot.settings.sections import Settings


def allowed_at(path: Sequence[str | int]) -> str:
    """Return what the nearest field on the path allows."""
    for length in range(len(path), 0, -1):
        info = field_at(path[:length])
        if info is not None and isinstance(info.json_schema_extra, dict):
            return str(info.json_schema_extra["allowed"])
    return "a table"


def field_at(path: Sequence[str | int]) -> FieldInfo | None:
    """Return the field that a path of keys and indices leads to."""
    model: type[BaseModel] | None = Settings
    info: FieldInfo | None = None
    for part in path:
        if isinstance(part, int):
            continue
        info = model.model_fields.get(part) if model else None
        model = _model_in(info.annotation) if info else None
    return info


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the class of a table, or of the tables in a list."""
    for kind in (annotation, *get_args(annotation)):
        if isinstance(kind, type) and issubclass(kind, Section):
            return kind
    return None


def key_hint(path: Sequence[str | int]) -> str:
    """Suggest the key that was meant, else list those of the table."""
    parent = field_at(path[:-1])
    model = _model_in(parent.annotation) if parent else None
    names = list(model.model_fields if model else ())
    close = difflib.get_close_matches(str(path[-1]), names, n=1)
    if close:
        return f"did you mean {'.'.join(map(str, [*path[:-1], close[0]]))}?"
    elsewhere = [key for key in all_keys() if key.partition(".")[2] == path[-1]]
    if elsewhere:
        return f"did you mean {' or '.join(elsewhere)}?"
    return f"allowed: {', '.join(names)}"


def near(word: str, known: Sequence[str]) -> str | None:
    """Suggest the known word that was meant; None for one that is like none."""
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.75)
    return f"did you mean {close[0]}?" if close else None


def _keys_of(table: str) -> list[str]:
    model = _model_in(Settings.model_fields[table].annotation)
    return list(model.model_fields if model else ())


def all_keys() -> list[str]:
    """List every setting as table.key."""
    return [f"{table}.{key}" for table in Settings.model_fields for key in _keys_of(table)]
