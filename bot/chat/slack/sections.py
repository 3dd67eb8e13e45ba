"""Sections of stories as blocks, packed into as few messages as Slack's limits allow.

A message takes 50 blocks (Slack, "Blocks"), and about 13,200 characters over all of them: beyond
that it answers ``msg_blocks_too_long``, which no page of Slack's tells (slackapi/bolt-js 2509). So
what finds no room in 12,000 goes on in the next message.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from bot.chat.fit import in_texts, units
from bot.chat.slack.links import linked
from bot.chat.slack.marked import bold, stressed
from bot.chat.slack.text import SECTION, drawn, shown
from bot.model import DigestLine, Section
from bot.words import date

MOST_BLOCKS: Final = 50
SIZE: Final = 12_000  # characters of all blocks of a message as JSON
_LINE: Final = 1400  # characters of a story's line
_SENTENCE: Final = 600
_OUTLETS: Final = 200
_HEADING: Final = 200

Block = dict[str, Any]


def section(text: str) -> Block:
    """Give a section block of what is drawn already."""
    return {"type": "section", "text": drawn(text or "…")}


def context(text: str) -> list[Block]:
    """Give a block of small print that is drawn already; nothing for nothing."""
    return [{"type": "context", "elements": [drawn(text)]}] if text else []


def size_of(blocks: Iterable[Block]) -> int:
    """Count the characters of blocks as JSON, more than Slack counts however it does."""
    return sum(units(json.dumps(block, ensure_ascii=False)) + 1 for block in blocks)


def local_time(at: datetime) -> str:
    """Write a time that each reader sees in their own zone and language: "today, 10:30"."""
    fallback = f"{date(at, None)}, {at:%H:%M} UTC"
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}}, {{time}}|{fallback}>"


def pack(
    sections: Sequence[Section], *, head: Sequence[Block] = (), foot: Sequence[Block] = ()
) -> list[list[Block]]:
    """Draw sections in one message or several; ``head`` and ``foot`` stand around the first."""
    outside = size_of((*head, *foot))
    found: list[list[Block]] = [[]]
    room, places = SIZE - outside, MOST_BLOCKS - len(head) - len(foot)
    for block in _blocks(sections):
        size = size_of([block])
        if found[-1] and (size > room or len(found[-1]) >= places):
            found.append([])
            room, places = SIZE, MOST_BLOCKS
        found[-1].append(block)
        room -= size
    return [[*head, *found[0], *foot], *found[1:]]


def _blocks(sections: Iterable[Section]) -> Iterator[Block]:
    for one in sections:
        heading = bold(" ".join(one.heading.split())[:_HEADING])
        for part, text in enumerate(in_texts(map(_line, one.lines), SECTION - 6 * _HEADING)):
            above = f"{heading}{' …' * bool(part)}\n" if heading else ""
            yield section(f"{above}{text}")


def _line(line: DigestLine) -> str:
    """Write one story: its number, its title linked, a sentence, who tells it, and how old."""
    end = f"{shown(line.outlets, _OUTLETS)} · {local_time(line.at)}"
    head = f"*{line.number}.* {linked(line.title, line.url, _LINE - _SENTENCE - _OUTLETS - 90)}"
    if not line.sentence.strip():
        return f"{head} · {end}"
    plain = " ".join(line.sentence.split())
    said = stressed(line.sentence, line.sentence_marks) if plain == line.sentence else ""
    text = said if said and units(said) <= _SENTENCE else shown(plain, _SENTENCE)
    return f"{head}: {text} {end}"
