"""How a message is drawn for the page and for tests: plain JSON, with its words as plain text too.

A payload has ``kind``, ``label``, ``title``, ``url``, ``language`` (of the title), ``text`` (the
whole body for people without the page), ``sentences``, ``sources``, ``also``, ``tags``,
``sections``, ``dateline``, ``footer``, ``at`` (ISO 8601, UTC), ``urgent``, ``mention`` (who is
notified: nobody by an edit), ``mentioned`` (who is named, notified or not) and ``buttons``.
A sentence's ``at`` is the date of its report, where it names a day like "on Tuesday".
``title_marks`` and a sentence's ``marks`` (in digests ``sentence_marks``) are ``[start, end)``
pairs, counted in Unicode code points: the names that met the watch.
"""

import re
from base64 import b64encode
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from bot.chat.fit import fit
from bot.chat.marks import timeless
from bot.model import (
    FORMS,
    Button,
    DigestLine,
    File,
    Kind,
    Marks,
    Message,
    Section,
    Sentence,
    Source,
)
from bot.words import date

TITLE: Final = 300  # characters: three lines of the page; a feed may give a title of megabytes
NAME: Final = 100  # of an outlet
_HANGUL: Final = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_KANA: Final = re.compile("[\u3041-\u30ff\uff66-\uff9d]")
_HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def to_payload(message: Message) -> dict[str, Any]:
    """Draw a message as JSON types only."""
    languages = [s.language for s in message.sources if s.language]
    title = timeless(message.title)
    if message.kind is not Kind.NOTICE:  # a notice is a sentence of ours, as long as it is
        title = short(title, TITLE)
    return {
        "kind": message.kind.value,
        "label": message.label,
        "dateline": [short(part, NAME) for part in message.dateline],
        "title": title,
        "title_marks": _pairs(message.title_marks, title),
        "url": message.url,
        "language": language_of(title, languages),
        "text": body_text(message),
        "sentences": [
            {
                "text": s.text,
                "marks": _pairs(s.marks),
                "source": s.source,
                "language": s.language,
                "at": stamp(s.at) if s.at else None,
            }
            for s in message.sentences
        ],
        "sources": [_source(s) for s in message.sources],
        "also": message.also,
        "tags": list(message.tags),
        "sections": sections(message.sections),
        "footer": message.footer,
        "at": stamp(message.at),
        "urgent": message.urgent,
        "mention": message.mention if message.rings else None,
        "mentioned": message.mention,
        "buttons": buttons(message.buttons),
    }


def body_text(message: Message) -> str:
    """Write the body as plain text: sentences with their marks, the also-line, the sections."""
    lines = [f"{s.text} [{_cited(s)}]" for s in message.sentences]
    lines += [message.also] if message.also else []
    for section in message.sections:
        lines += [section.heading, *(_digest_text(line) for line in section.lines)]
    lines += [message.footer] if message.footer else []
    return "\n".join(lines)


def _cited(sentence: Sentence) -> str:
    """Say where a sentence is from, and of which day it speaks: "1, 24 Nov"."""
    number = str(sentence.source + 1)
    return f"{number}, {date(sentence.at, None)}" if sentence.at else number


def buttons(given: Sequence[Button]) -> list[dict[str, str]]:
    """Give buttons as ``[{"id", "label"}]``; the page has no windows for those that open one."""
    shown = [one for one in given if one.id.partition(":")[0] not in FORMS]
    return [{"id": b.id, "label": b.label} for b in shown]


def files(given: Sequence[File]) -> list[dict[str, Any]]:
    """Give files as ``[{"name", "size", "type", "data"}]``, their data in Base64."""
    return [
        {
            "name": one.name,
            "size": len(one.data),
            "type": one.media_type,
            "data": b64encode(one.data).decode(),
        }
        for one in given
    ]


def sections(given: Sequence[Section]) -> list[dict[str, Any]]:
    """Give sections as ``[{"heading", "lines": [{"number", "title", "url" …}]}]``."""
    return [_section(s) for s in given]


def stamp(at: datetime) -> str:
    """Write a time as ISO 8601 in UTC, with Z."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def language_of(text: str, likely: Sequence[str] = ()) -> str | None:
    """Tell ko, ja and zh by their script, so that a browser picks the right glyphs.

    Han characters alone may be either: the first likely language that fits decides, else zh.
    """
    if _HANGUL.search(text):
        return "ko"
    if _KANA.search(text):
        return "ja"
    if not _HAN.search(text):
        return None
    return next((tag for tag in likely if tag.split("-")[0] in {"ja", "zh"}), "zh")


def short(text: str, limit: int) -> str:
    """Cut a text between what people see as characters, with "…" at its end."""
    return fit(text, limit, str)


def _pairs(marks: Marks, cut: str | None = None) -> list[list[int]]:
    """Give marks as pairs; of a text that may have been cut those that lie in what is left."""
    return [list(mark) for mark in marks if cut is None or mark[1] <= len(cut)]


def _source(source: Source) -> dict[str, Any]:
    return {
        "outlet": short(source.outlet, NAME),
        "url": source.url,
        "language": source.language,
        "reprint": source.reprint,
    }


def _section(section: Section) -> dict[str, Any]:
    return {"heading": section.heading, "lines": [_line(line) for line in section.lines]}


def _line(line: DigestLine) -> dict[str, Any]:
    title = short(line.title, TITLE)
    return {
        "number": line.number,
        "title": title,
        "title_marks": _pairs(line.title_marks, title),
        "url": line.url,
        "language": language_of(title),
        "sentence": line.sentence,
        "sentence_marks": _pairs(line.sentence_marks),
        "outlets": line.outlets,
        "at": stamp(line.at),
    }


def _digest_text(line: DigestLine) -> str:
    sentence = f": {line.sentence}" if line.sentence else ""
    return f"{line.number}. {short(line.title, TITLE)}{sentence} ({line.outlets} · {line.age})"
