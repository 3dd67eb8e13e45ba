"""Reading the files of config/, with a line for every mistake."""

import difflib
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.catalogue.rows import ALLOWED, LISTS, TEXT, AliasRow, ContextRow, Row
from bot.settings.lines import key_lines, line_of

Place = tuple[str | int, ...]
R = TypeVar("R", bound=Row)

_LONGEST = 100  # characters of a wrong value that are shown
_TEXT_LISTS = frozenset(
    {"feeds", "needs", "not_this", "official", "speaks_of", "title_vetoes", "topics", "vetoes"}
)


@dataclass(slots=True)
class Mistakes:
    """All that is wrong, in any order; told in the order of its places."""

    found: list[tuple[str, int, str]] = field(default_factory=list)

    def add(self, file: str, line: int | None, what: str) -> None:
        """Note one; without a line when it is about the whole file."""
        self.found.append((file, line or 0, what))

    def told(self) -> list[str]:
        """Return one line each, ``file:line: key: what``."""
        return [
            f"{file}:{line}: {what}" if line else f"{file}: {what}"
            for file, line, what in sorted(set(self.found))
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class TomlFile:
    """A file that is TOML: its tables, and the lines its keys stand on."""

    name: str  # relative to the folder, as people are told
    tables: Mapping[str, Any]
    rows: Sequence[str]  # the lines as written
    lines: Mapping[Place, int]
    mistakes: Mistakes

    def blame(self, place: Place, what: str, value: object = None) -> None:
        """Note a mistake at a key, on the value's own line where that can be found."""
        key = ".".join(map(str, place))
        self.mistakes.add(self.name, self._line(place, value), f"{key}: {what}")

    def check(self, place: Place, kind: type[R], value: object) -> R | None:
        """Return the table as a row, after noting every mistake in it.

        What is wrong is left out of the row, so that the rest of it is looked at all the same;
        None where nothing sensible is left.
        """
        try:
            return kind.model_validate(value)
        except ValidationError as exc:
            for error in exc.errors():
                self._note(place, kind, error)
            return _rest(kind, value, [error["loc"] for error in exc.errors()])

    def _note(self, place: Place, kind: type[Row], error: ErrorDetails) -> None:
        loc = tuple(part for part in error["loc"] if part != "[key]")
        is_key = loc != error["loc"]
        if error["type"] == "extra_forbidden":
            what = f"unknown key; {hint(str(loc[-1]), _row_at(kind, loc).model_fields)}"
        elif error["type"] == "missing":
            what = f"is missing; allowed: {_allowed(loc)}"
        else:
            allowed = ALLOWED["language"] if is_key else _allowed(loc)
            what = f"got {shown(error['input'])}; allowed: {allowed}"
        self.blame((*place, *loc), what, None if is_key else error["input"])

    def _line(self, place: Place, value: object) -> int | None:
        """Return the line of a key; inside a long list, that of the value."""
        start = line_of(self.lines, place) or self.lines.get((*place[:1], 0))
        text = value.get("text") if isinstance(value, dict) else value
        if start is None or text is None:
            return start
        end = min((line for line in self.lines.values() if line > start), default=None)
        for number, row in enumerate(self.rows[start - 1 : end and end - 1], start):
            if f'"{text}"' in row or f"'{text}'" in row or (text is value and shown(text) in row):
                return number
        return start


def _rest(kind: type[R], value: object, wrong: Sequence[Place]) -> R | None:
    """Return what is left of a table without its wrong places, if that is a row."""
    left = deepcopy(value)
    for loc in sorted(wrong, key=_order, reverse=True):  # of a list the last ones first
        inside = left
        for part in loc[:-1]:
            known = isinstance(inside, dict | list) and part in _keys(inside)
            inside = inside[part] if known else None  # type: ignore[index]
        if isinstance(inside, dict | list) and loc[-1] in _keys(inside):
            del inside[loc[-1]]  # type: ignore[arg-type]
    try:
        return kind.model_validate(left)
    except ValidationError:
        return None


def _order(place: Place) -> list[tuple[int, str]]:
    return [(part, "") if isinstance(part, int) else (0, part) for part in place]


def _keys(inside: dict[Any, Any] | list[Any]) -> Collection[Any]:
    return inside if isinstance(inside, dict) else range(len(inside))


def read(config: Path, name: str, mistakes: Mistakes) -> TomlFile | None:
    """Read one file of the folder; None after noting why it cannot be read."""
    try:
        text = (config / name).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as exc:
        mistakes.add(name, None, f"cannot be read: {exc.strerror}")
    except UnicodeDecodeError as exc:
        mistakes.add(name, None, f"byte {exc.start} is not UTF-8; save the file as UTF-8")
    else:
        return toml_file(name, text, mistakes)
    return None


def toml_file(name: str, text: str, mistakes: Mistakes) -> TomlFile | None:
    """Read TOML; None after noting why it is none."""
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as exc:
        found = re.search(r"\(at line (\d+)", str(exc))
        mistakes.add(name, int(found[1]) if found else None, f"is no TOML: {exc}")
        return None
    lines = key_lines(text)
    return TomlFile(name=name, tables=tables, rows=text.split("\n"), lines=lines, mistakes=mistakes)


def rows(file: TomlFile | None, kind: type[R]) -> Iterator[tuple[str, R]]:
    """Yield (id, row) of every [id] table of a file that is right in itself."""
    for id_, table in file.tables.items() if file else ():
        if file and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_):
            file.blame((id_,), "is no id; allowed: small letters, digits and single hyphens")
        elif file and (row := file.check((id_,), kind, table)):
            yield id_, row


def hint(word: str, known: Collection[str]) -> str:
    """Say what was probably meant, else all (or, of many, a few) that would be allowed."""
    if near := difflib.get_close_matches(word, known, n=1):
        return f"did you mean {near[0]}?"
    if not known:
        return "there is none at all that it could name; remove it"
    names = sorted(known)
    return f"allowed: {', '.join(names[:40])}{' …' if len(names) > 40 else ''}"


def shown(value: object) -> str:
    """Show a wrong value, shortened, and without the password of an address."""
    if isinstance(value, bool):
        return str(value).lower()
    text = re.sub(r"//[^/\s]*@", "//…@", repr(value))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _allowed(loc: Sequence[str | int]) -> str:
    """Return what the innermost key of ours on the way allows."""
    for part in reversed(loc):
        if part in ALLOWED:
            return ALLOWED[str(part)]
        if part in _TEXT_LISTS:
            return LISTS
    return TEXT if loc else "a table"


def _row_at(kind: type[Row], loc: Sequence[str | int]) -> type[Row]:
    """Return the kind of table that holds the last key of the way."""
    if "aliases" in loc[:-1]:
        return AliasRow
    return ContextRow if "in_context" in loc[:-1] else kind
