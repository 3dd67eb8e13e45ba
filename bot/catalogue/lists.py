"""Lists of topics as people write them: one topic a line, CSV, the catalogue's own TOML.

Senkaku Brewery: Senkaku Sake, 尖閣酒造 (needs: beer, sake; not: islands; under: Companies)
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from bot.catalogue.classes import Classes, check_classes
from bot.catalogue.load import aliases_of
from bot.catalogue.reading import Mistakes, rows, toml_file
from bot.catalogue.rows import TopicRow
from bot.catalogue.words import Unreadable, alias, bare, cleaned, context, language, listed, split
from bot.model import Alias
from bot.settings.lines import line_of

Wrong = list[tuple[int, str]]  # line → what is wrong there
Written = TypeVar("Written")
MATCHES = ("word", "case", "sub")
_TABLE = re.compile(r"^\s*\[{1,2}[^\[\]]+\]{1,2}\s*(#.*)?$", re.MULTILINE)
# What may stand in the brackets of a line → the field of an entry.
KEYS = {
    "needs": "needs",
    "not": "vetoes",
    "language": "language",
    "match": "match",
    "under": "parents",
    "note": "note",
    "called": "called",
    "without": "names_off",
    "without needs": "needs_off",
    "without not": "vetoes_off",
    "off": "off",
    "titles only": "title_only",
}
_WORDS = frozenset({"needs", "vetoes", "needs_off", "vetoes_off"})
_NAMES = frozenset({"parents", "names_off"})
_FLAGS = frozenset({"off", "title_only"})
_OF_NAMES = ("language", "match", "needs", "vetoes", "title_only")  # where there are names


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is written of one topic: its changes, or all of an own one.

    ``needs`` and ``vetoes`` go with the topic, those of a name with the name. ``off`` None leaves
    the topic as it is. ``line`` says where it stands in a list, 1 for the first.
    """

    line: int = 0
    id: str = ""  # of the catalogue's form alone
    name: str = ""
    aliases: tuple[Alias, ...] = ()
    needs: tuple[str, ...] = ()
    vetoes: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    note: str = ""
    called: str = ""
    names_off: tuple[str, ...] = ()
    needs_off: tuple[str, ...] = ()
    vetoes_off: tuple[str, ...] = ()
    off: bool | None = None


def read_list(text: str, classes: Classes) -> tuple[list[Entry], Wrong]:
    """Read a list; give its topics, and what is wrong by line. Bad lines spoil no good one."""
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    if _TABLE.search(text):
        return _of_toml(text, classes)
    if "\n" not in text.strip():
        text = text.replace(" | ", "\n")  # typed into a box of one line
    if _is_csv(text):
        return _each(_csv_rows(text), lambda row: _of_row(row, classes))
    lines = enumerate(text.split("\n"), start=1)
    written = [(n, line.strip()) for n, line in lines if line.strip()[:1] not in ("", "#")]
    return _each(written, lambda line: _of_line(line, classes))


def _each(
    written: Iterable[tuple[int, Written]], read: Callable[[Written], Entry]
) -> tuple[list[Entry], Wrong]:
    entries, wrong = [], []
    for number, one in written:
        try:
            entries.append(replace(read(one), line=number))
        except Unreadable as error:
            wrong.append((number, str(error)))
    return entries, wrong


# ── a topic a line ──────────────────────────────────────────────────────────────────────────


def _of_line(line: str, classes: Classes) -> Entry:
    body, more = _bracket(line)
    head, *rest = split(body, ":：")
    name = cleaned(bare(head))
    if not name:
        raise Unreadable("A line begins with the topic's name. Write for example Name: alias.")
    return entry(name, ":".join(rest), more, classes)


def _bracket(line: str) -> tuple[str, dict[str, str]]:
    """Split off the brackets at the end, if what is in them is meant for us."""
    start = _opening(line)
    if start is None:
        opened = (f"{mark}{word}:" for mark in "(（" for word in KEYS)
        if '"' not in line and any(words in line.lower() for words in opened):
            raise Unreadable("The bracket at the end is not closed. Add a ).")
        return line, {}
    more: dict[str, str] = {}
    for part in split(line.rstrip()[start + 1 : -1], ";；"):
        word, *value = split(part, ":：")
        name, said = " ".join(word.lower().split()), ":".join(value).strip()
        more[name] = f"{more[name]}, {said}" if name in more else said
    if not more.keys() & KEYS.keys():
        return line, {}
    for word in more.keys() - KEYS.keys():
        raise Unreadable(f"There is no “{word}:” here. In brackets may stand {', '.join(KEYS)}.")
    return line[:start], more


def _opening(line: str) -> int | None:
    """Give where the brackets that end a line open, outside quotes."""
    inside, start = False, None
    for at, letter in enumerate(line):
        inside ^= letter == '"'
        if letter in "(（" and not inside:
            start = at
    return start if line.rstrip()[-1:] in (")", "）") and not inside else None


def entry(name: str, names: str, more: Mapping[str, str], classes: Classes) -> Entry:
    """Make an entry of words as typed; ``more`` has the keys of KEYS. Raises Unreadable."""
    found = listed(names)
    fields = {KEYS[word]: _value(word, KEYS[word], value, classes) for word, value in more.items()}
    of_names = {field: fields.pop(field) for field in _OF_NAMES if found and field in fields}
    fields = {field: v for field, v in fields.items() if field in Entry.__dataclass_fields__}
    return Entry(name=name, aliases=tuple(alias(text, **of_names) for text in found), **fields)


def _value(word: str, field: str, value: str, classes: Classes) -> Any:
    """Read what follows a word in the brackets. Raises Unreadable."""
    if field in _FLAGS:
        return value.lower() != "no"
    if not value:
        raise Unreadable(f"Nothing follows “{word}:”. Write a value, or leave it out.")
    if field in _WORDS:
        return context(value, classes)
    if field in _NAMES:
        return listed(value)
    if field == "language":
        return language(value)
    return _match(value) if field == "match" else cleaned(bare(value))


def _match(text: str) -> str:
    if text not in MATCHES:
        raise Unreadable(f"match is one of {', '.join(MATCHES)}, not “{text[:20]}”.")
    return text


# ── tables ──────────────────────────────────────────────────────────────────────────────────


def _is_csv(text: str) -> bool:
    first = next((row for row in text.split("\n") if row.strip()), "")
    columns = {column.strip().lower() for column in first.split(",")}
    return {"name", "alias"} <= columns


def _csv_rows(text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    reader = csv.DictReader(io.StringIO(text.lstrip()), restkey="more", restval="")
    try:
        for row in reader:
            yield reader.line_num, {str(k).strip().lower(): str(v) for k, v in row.items()}
    except csv.Error as exc:
        yield reader.line_num, {"error": str(exc)}


def _of_row(row: Mapping[str, str], classes: Classes) -> Entry:
    if "error" in row or "more" in row:
        cause = row.get("error", "it has more values than the first line has names")
        raise Unreadable(f"This row cannot be read: {cause}. Put a value with commas in quotes.")
    name = cleaned(row.get("name", ""))
    if not name:
        raise Unreadable("The row has no name. Write the topic's name in each row.")
    word = cleaned(row.get("alias", ""))
    given = {k: re.sub("[|;]", ",", row.get(k, "")) for k in ("language", "needs", "not", "match")}
    more = {k: v.strip() for k, v in given.items() if v.strip()}
    return entry(name, f'"{word}"' if word and '"' not in word else word, more, classes)


def _of_toml(text: str, classes: Classes) -> tuple[list[Entry], Wrong]:
    mistakes = Mistakes()
    file = toml_file("list", text, mistakes)
    entries = []
    for id_, row in rows(file, TopicRow):
        before = len(mistakes.found)
        if file:
            check_classes(file, id_, row, classes)
        if file and len(mistakes.found) == before:
            line = line_of(file.lines, (id_,)) or file.lines.get((id_, 0)) or 0
            entries.append(_of_topic(id_, row, line, classes))
    return entries, [(line, f"{what}.") for _, line, what in sorted(set(mistakes.found))]


def _of_topic(id_: str, row: TopicRow, line: int, classes: Classes) -> Entry:
    return Entry(
        line=line,
        id=id_,
        name=cleaned(row.name),
        aliases=tuple(dict.fromkeys(aliases_of(row, classes))),
        parents=tuple(row.parents),
        note=cleaned(row.note),
    )
