"""Lists of topics as people write them: one topic a line, CSV, the catalogue's own TOML.

Senkaku Brewery: Senkaku Sake, 尖閣酒造 (needs: beer, sake; not: islands; under: Companies)
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, TypeVar

from bot.catalogue.classes import Classes, check_classes
from bot.catalogue.load import aliases_of
from bot.catalogue.reading import Mistakes, rows, toml_file
from bot.catalogue.rows import TopicRow
from bot.catalogue.words import (
    COMMAS,
    OWN,
    Unreadable,
    alias,
    bare,
    cleaned,
    context,
    language,
    listed,
    owned,
    split,
)
from bot.model import Alias
from bot.settings.lines import line_of

Wrong = list[tuple[int, str]]  # line → what is wrong there
Written = TypeVar("Written")
MATCHES = ("word", "case", "sub")
LINES, CSV, TOML = "one topic a line", "a table (CSV)", "the catalogue's own form (TOML)"
# A header of a table, or a key with a text, list or table, as TOML has them.
_TOML = re.compile(r"""\s*(?:\[|[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\s*=\s*["'\[{])""")
_QUOTED = re.compile(r'"[^"]*"')
_OPENED = re.compile(r"[(（]\s*([^:：;；()（）]+?)\s*[:：]")
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
_ALLOWED = (
    f"One bracket at the end may hold {', '.join(KEYS)}; put a name that has brackets in quotes."
)
_WORDS = frozenset({"needs", "vetoes", "needs_off", "vetoes_off"})
_FLAGS = frozenset({"off", "title_only"})
_COLUMNS = ("name", "alias", "language", "needs", "not", "match")
# Of a table of TOML, what says nothing here: it belongs to a topic that everybody has.
_IDLE = ("official", "names", "not_this", "source", "speaks_of", "framing")
_OF_NAMES = ("language", "match", "needs", "vetoes", "title_only")  # where there are names


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is written of one topic: its changes, or all of an own one.

    ``needs`` and ``vetoes`` go with the topic, those of a name with the name. ``off`` None leaves
    the topic as it is. ``line`` says where it stands in a list, 1 for the first. ``own`` says that
    it is a topic of the community's own, whatever else goes by its name; so does `` +`` after the
    name of a parent. ``bare``: the line is a name and nothing else, which may be a stray line.
    """

    line: int = 0
    id: str = ""  # of the catalogue's form alone
    name: str = ""
    own: bool = False
    bare: bool = False
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


def kind_of(text: str) -> str:
    """Say how a list is written: LINES, CSV or TOML. Its first line decides."""
    first = next((row for row in _unfolded(text).split("\n") if _says_something(row)), "")
    return TOML if _TOML.match(first) else CSV if _comma_of(first) else LINES


def _unfolded(text: str) -> str:
    """Give the lines of what was typed into a box of one line, with bars between."""
    return text if "\n" in text.strip() else text.replace(" | ", "\n")


def _says_something(line: str) -> bool:
    return line.strip().removeprefix("\ufeff")[:1] not in ("", "#")


def _comma_of(first: str) -> str:
    """Give what stands between the columns of a table with this first line; "" if it is none."""
    rows = {mark: _columns(first.split(mark)) for mark in ",;\t"}
    return next((mark for mark, columns in rows.items() if {"name", "alias"} <= set(columns)), "")


def _columns(row: Iterable[str]) -> list[str]:
    return [bare(column).strip().lower() for column in row]


def read_list(text: str, classes: Classes) -> tuple[list[Entry], Wrong]:
    """Read a list; give its topics, and what is wrong by line. Bad lines spoil no good one."""
    text = _unfolded(text.replace("\r\n", "\n").removeprefix("\ufeff"))
    kind = kind_of(text)
    if kind == TOML:
        return _of_toml(text, classes)
    if kind == CSV:
        entries, wrong = _each(_csv_rows(text), lambda row: _of_row(row, classes))
        return entries, [*_idle_columns(text), *wrong]
    lines = enumerate(text.split("\n"), start=1)
    written = [(n, line.strip()) for n, line in lines if _says_something(line)]
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
    if _TOML.match(line):
        raise Unreadable(
            "This line is written as in TOML, but the list began with one topic a line. Write it "
            "as the others, or put a name with [ or = in quotes."
        )
    body, more = _bracket(line)
    head, *rest = split(body, ":：")
    if len(split(head, f"{COMMAS};；")) > 1:
        raise Unreadable(
            "A topic's name with a comma stands in quotes; its other names come after a colon: "
            "Name: alias, alias."
        )
    name, own = owned(head)
    if not name:
        raise Unreadable("A line begins with the topic's name. Write for example Name: alias.")
    found = entry(name, ":".join(rest), more, classes, own=own)
    return replace(found, bare=not (rest or more or own))


def _bracket(line: str) -> tuple[str, dict[str, str]]:
    """Split off the brackets at the end, if what is in them is meant for us."""
    start = _opening(line)
    more: dict[str, str] = {}
    for part in split(line.rstrip()[start + 1 : -1], ";；") if start is not None else ():
        word, *value = split(part, ":：")
        name, said = " ".join(word.lower().split()), ":".join(value).strip()
        if name not in KEYS and (value or _nearly_a_key(name)):
            raise Unreadable(f"There is no “{name[:30]}” here. {_ALLOWED}")
        more[name] = f"{more[name]}, {said}" if name in more else said
    meant = start is not None and bool(more.keys() & KEYS.keys())
    body = line[:start] if meant else line
    _check_brackets(body)
    for word in more.keys() - KEYS.keys() if meant else ():
        raise Unreadable(f"There is no “{word[:30]}” here. {_ALLOWED}")
    return body, more if meant else {}


def _nearly_a_key(words: str) -> bool:
    """Whether a key seems to be meant: needs beer, of."""
    if any(words.startswith(f"{known} ") for known in KEYS):
        return True
    flags = [word for word, field in KEYS.items() if field in _FLAGS]
    return bool(get_close_matches(words, flags, n=1, cutoff=0.75))


def _check_brackets(body: str) -> None:
    """Raises Unreadable where brackets that seem meant for us would become part of a name."""
    plain = _QUOTED.sub(lambda found: "_" * len(found[0]), body)
    opened, closed = sum(map(plain.count, "(（")), sum(map(plain.count, ")）"))
    if opened > closed:
        raise Unreadable("A bracket is not closed. Add a ), or put the name in quotes.")
    if opened < closed:
        raise Unreadable("A ) closes nothing. Add a ( before, or put the name in quotes.")
    if found := _OPENED.search(plain):
        raise Unreadable(f"The bracket with “{found[1][:30]}:” is not the last one. {_ALLOWED}")


def _opening(line: str) -> int | None:
    """Give where the brackets that end a line open, outside quotes."""
    inside, start = False, None
    for at, letter in enumerate(line):
        inside ^= letter == '"'
        if letter in "(（" and not inside:
            start = at
    return start if line.rstrip()[-1:] in (")", "）") and not inside else None


def entry(
    name: str, names: str, more: Mapping[str, str], classes: Classes, *, own: bool = False
) -> Entry:
    """Make an entry of words as typed; ``more`` has the keys of KEYS. Raises Unreadable."""
    if not any(letter.isalnum() for letter in name):
        raise Unreadable(f"“{name[:30]}” is no name: it has neither a letter nor a number.")
    found = listed(names)
    fields = {KEYS[word]: _value(word, KEYS[word], value, classes) for word, value in more.items()}
    of_names = {field: fields.pop(field) for field in _OF_NAMES if found and field in fields}
    fields = {field: v for field, v in fields.items() if field in Entry.__dataclass_fields__}
    aliases = tuple(alias(text, **of_names) for text in found)
    return Entry(name=name, own=own, aliases=aliases, **fields)


def _value(word: str, field: str, value: str, classes: Classes) -> Any:
    """Read what follows a word in the brackets. Raises Unreadable."""
    if field in _FLAGS:
        return value.lower() != "no"
    if not value:
        raise Unreadable(f"Nothing follows “{word}:”. Write a value, or leave it out.")
    if field in _WORDS:
        return context(value, classes)
    if field == "parents":
        return tuple(_marked(one) for one in split(value, COMMAS) if owned(one)[0])
    if field == "names_off":
        return listed(value)
    if field == "language":
        return language(value)
    return _match(value) if field == "match" else cleaned(bare(value))


def _marked(text: str) -> str:
    name, own = owned(text)
    return f"{name} {OWN[0]}" if own else name


def _match(text: str) -> str:
    if text not in MATCHES:
        raise Unreadable(f"match is one of {', '.join(MATCHES)}, not “{text[:20]}”.")
    return text


# ── tables ──────────────────────────────────────────────────────────────────────────────────


def _table(text: str) -> tuple[int, list[str], str]:
    """Give the line of a table's head, its columns and what stands between them."""
    rows = text.split("\n")
    at = next(n for n, row in enumerate(rows) if _says_something(row))
    mark = _comma_of(rows[at])
    return at, _columns(rows[at].split(mark)), mark


def _idle_columns(text: str) -> Wrong:
    at, columns, _ = _table(text)
    known = ", ".join(_COLUMNS)
    return [
        (at + 1, f"The column “{column[:30]}” has no effect. Columns are {known}.")
        for column in columns
        if column not in _COLUMNS
    ]


def _csv_rows(text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    at, columns, mark = _table(text)
    body = io.StringIO("\n".join(text.split("\n")[at + 1 :]))
    reader = csv.DictReader(body, columns, restkey="more", restval="", delimiter=mark)
    try:
        for row in reader:
            if _says_something(str(next(iter(row.values())))) or any([*row.values()][1:]):
                yield at + 1 + reader.line_num, {str(k): str(v) for k, v in row.items()}
    except csv.Error as exc:
        yield at + 1 + reader.line_num, {"error": str(exc)}


def _of_row(row: Mapping[str, str], classes: Classes) -> Entry:
    if "error" in row or "more" in row:
        cause = row.get("error", "it has more values than the first line has names")
        raise Unreadable(f"This row cannot be read: {cause}. Put a value with commas in quotes.")
    name, own = owned(row.get("name", ""))
    if not name:
        raise Unreadable("The row has no name. Write the topic's name in each row.")
    word = cleaned(row.get("alias", ""))
    given = {k: re.sub("[|;]", ",", row.get(k, "")) for k in _COLUMNS[2:]}
    more = {k: v.strip() for k, v in given.items() if v.strip()}
    quoted = f'"{word}"' if word and '"' not in word else word
    return entry(name, quoted, more, classes, own=own)


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
            for key in (key for key in _IDLE if getattr(row, key)):
                file.blame((id_, key), "has no effect in a list; the rest of the topic was read")
    end = text.count("\n") + 1  # where it breaks off
    return entries, [(line or end, f"{what}.") for _, line, what in sorted(set(mistakes.found))]


def _of_topic(id_: str, row: TopicRow, line: int, classes: Classes) -> Entry:
    return Entry(
        line=line,
        id=id_,
        name=cleaned(row.name),
        aliases=tuple(dict.fromkeys(aliases_of(row, classes))),
        parents=tuple(row.parents),
        note=cleaned(row.note),
    )
