"""Rows of JSONL files with labels, read one by one: a bad row does not stop the others."""

import json
import zlib
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from bot.errors import RowError, TidingsError

Made = TypeVar("Made")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that could not be used: its line, counted from 1, and a sentence saying why."""

    line: int
    error: str


def read_rows(
    path: Path, make: Callable[[Row], Made], *, one_each: bool = False
) -> tuple[list[Made], list[BadRow]]:
    """Read a file, one JSON object a line, and make something of each row.

    ``make`` may raise RowError; such rows come back in the second list. Where answers are told
    apart by their id, ask for ``one_each``: then a second row of one id is a bad one. Empty lines
    are passed over. Raises TidingsError when the file itself cannot be read.
    """
    made: list[Made] = []
    bad: list[BadRow] = []
    lines: dict[str | int, int] = {}
    for number, raw in _lines(path):
        try:
            row = _object(raw)
            one = make(row)
            first = lines.setdefault(id_of(row), number) if one_each else number
            if first != number:
                raise RowError(f"has the `id` of line {first}. Give each row an id of its own.")
            made.append(one)
        except RowError as exc:
            bad.append(BadRow(line=number, error=str(exc)))
    return made, bad


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that hold something; only a line feed ends one, as JSONL has it."""
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                if line := raw.removeprefix(BOM_UTF8).strip():
                    yield number, line
    except OSError as exc:
        advice = "Check the name and the rights of the file."
        raise TidingsError(f"{path} cannot be read: {exc.strerror}. {advice}") from exc


def _object(raw: bytes) -> Row:
    try:
        row = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as exc:
        raise RowError(f"is not UTF-8 (byte {exc.start + 1}). Save the file as UTF-8.") from exc
    except json.JSONDecodeError as exc:
        raise RowError(f"is not JSON: {exc.msg} (character {exc.colno}). Correct it.") from exc
    except (ValueError, RecursionError) as exc:  # a number or a depth beyond all reason
        raise RowError("is too deep or holds too long a number. Correct it.") from exc
    if not isinstance(row, dict):
        raise RowError('is not an object. A row looks like {"id": "a1", "title": "…"}.')
    return row


def id_of(row: Row) -> str | int:
    """Return the row's ``id``, text or a whole number. Raises RowError."""
    id_ = row.get("id")
    if isinstance(id_, bool) or not isinstance(id_, str | int):
        raise RowError("has no `id`. Give it one: text or a whole number.")
    return id_


def text_of(row: Row, key: str) -> str | None:
    """Return a text, or None where there is none. Raises RowError."""
    value = row.get(key)
    if value is None or isinstance(value, str):
        return value
    raise RowError(f"has a `{key}` that is not text. Put it in quotes.")


def names_of(row: Row, key: str) -> frozenset[str] | None:
    """Return a list of names as a set, or None where there is none. Raises RowError."""
    value = row.get(key)
    if value is None:
        return None
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return frozenset(value)
    raise RowError(f'has `{key}` that is not a list of names. Write it as ["quad", "senkaku"].')


def is_kept(id_: str | int) -> bool:
    """Whether a row is of the third that nobody looks at while rules are written.

    The hash of the id decides, so that a row stays on its side when others come or go.
    """
    return zlib.crc32(str(id_).encode("utf-8", "surrogatepass")) % 3 == 0
