"""Which line of a TOML file a key stands on (tomllib keeps no places).

Reads only what `tomllib` has accepted already, so that a quick scan is enough: strings and
comments are skipped, brackets counted, headers and keys noted.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

Path = tuple[str | int, ...]

_SKIP = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'{3}.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*', re.DOTALL
)
_PART = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_DOTTED = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_HEADER = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_DOTTED})[ \t]*\]")
_KEY = re.compile(rf"[ \t]*({_DOTTED})[ \t]*=")


def key_lines(text: str) -> dict[Path, int]:
    """Map every table and key, as a path, to its line (from 1); array tables carry an index."""
    lines: dict[Path, int] = {}
    table: Path = ()
    counts: dict[Path, int] = {}
    for number, line in _statements(text):
        if header := _HEADER.match(line):
            table = _enter(_parts(header[2]), header[1] == "[[", counts)
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault(table + _parts(key[1]), number)
    return lines


def line_of(lines: Mapping[Path, int], path: Sequence[str | int]) -> int | None:
    """Return the line of the key, or of the nearest thing around it."""
    for length in range(len(path), 0, -1):
        if (line := lines.get(tuple(path[:length]))) is not None:
            return line
    return None


def _enter(parts: Path, is_array: bool, counts: dict[Path, int]) -> Path:
    """Give the path of a table's header its indices: each ``[[a.b]]`` opens one more b."""
    path: Path = ()
    for place, part in enumerate(parts):
        path = (*path, part)
        if is_array and place == len(parts) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _parts(dotted: str) -> Path:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that begin a header or a key: not inside a string or a bracket."""
    depth = 0
    blank = _SKIP.sub(_blank, text)
    for number, (line, plain) in enumerate(
        zip(text.split("\n"), blank.split("\n"), strict=True), start=1
    ):
        if depth == 0 and plain.strip():
            yield number, line
        value = "" if depth == 0 and _HEADER.match(line) else plain
        depth += sum(map(value.count, "[{")) - sum(map(value.count, "]}"))


def _blank(match: re.Match[str]) -> str:
    """Keep the line breaks of a string and drop the rest."""
    return "\n" * match[0].count("\n")
