"""What the commands print: objects for programs, tables for people, safe for a terminal."""

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")

# JSON leaves these as they are, yet many readers take them for line ends.
_LINE_ENDS = {"\u0085": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}

_WHOLE = 40  # characters of a first column that is kept in one line
_SPACES = "\t\n\r\u2028\u2029"
_JOINERS = "\u200c\u200d"
_UNSEEN = {"Cc", "Cf", "Cs"}  # control characters, marks of direction, halves of a pair


def emit(row: Mapping[str, Any]) -> None:
    """Print one object as one line of UTF-8, whatever the locale."""
    text = json.dumps(row, ensure_ascii=False)
    for char, escaped in _LINE_ENDS.items():
        text = text.replace(char, escaped)
    click.echo(text.encode("utf-8", "replace"))


def complain(source: str, error: str) -> None:
    """Report on standard error what was wrong with one input."""
    click.echo(f"{plain(source)}: {plain(error)}", err=True)


def plain(text: str) -> str:
    """Return foreign text on one line, without what steers a terminal or turns its direction."""
    return "".join(" " if char in _SPACES else char for char in text if _shows(char))


def _shows(char: str) -> bool:
    """Keep spaces, all that is drawn, and the joiners that some scripts need."""
    return char in _SPACES or char in _JOINERS or unicodedata.category(char) not in _UNSEEN


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table for people; the last column takes the room that is left.

    Short words of the first column, such as ids, are never broken.

    Without rows the title stands alone: it says how many there are.
    """
    lines = list(rows)
    if not lines:
        click.echo(plain(title))
        return
    drawn = Table(title=plain(title), title_justify="left", box=None, pad_edge=False)
    for place, name in enumerate(columns):
        whole = place == 0 and max(len(row[0]) for row in lines) <= _WHOLE
        last = 1 if place == len(columns) - 1 else None
        drawn.add_column(name, overflow="fold", ratio=last, no_wrap=whole)
    for row in lines:
        drawn.add_row(*(Text(plain(cell)) for cell in row))
    console().print(drawn)


def console() -> Console:
    """Return the console of standard output as it is now."""
    return Console(highlight=False, soft_wrap=False)
