"""Sections of stories as embeds, packed into as few messages as Discord's limits allow.

A message takes ten embeds and 6,000 characters over all of them (Discord, "Embed Limits"); a
section that finds no room in one embed goes on in the next.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.chat.discord.links import linked
from bot.chat.discord.marked import stressed
from bot.chat.discord.text import DESCRIPTION, EMBED, TITLE, shown, unformatted
from bot.chat.fit import in_texts, units
from bot.model import DigestLine, Section

MOST_EMBEDS: Final = 10
_LINE: Final = 1400  # characters of a story's line
_SENTENCE: Final = 600
_OUTLETS: Final = 200
_FOOTER: Final = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One message as Discord takes it, and those that follow in its thread."""

    body: dict[str, Any]
    more: tuple[dict[str, Any], ...] = ()


def pack(sections: Sequence[Section], *, title: str, footer: str, colour: int) -> Body:
    """Draw sections under a title; ``footer`` stands at the end of the first message."""
    small = unformatted(footer, _FOOTER)
    messages = list(_messages(_embeds(sections, colour), first_room=EMBED - units(small)))
    first = messages[0] if messages else []
    if first and small:
        first = [*first[:-1], {**first[-1], "footer": {"text": small}}]
    line = f"\n{shown(footer, _FOOTER)}" if small and not first else ""
    more = tuple({"embeds": embeds} for embeds in messages[1:])
    return Body(body={"content": f"{title}{line}", "embeds": first}, more=more)


def _messages(
    embeds: Iterable[dict[str, Any]], *, first_room: int
) -> Iterator[list[dict[str, Any]]]:
    taken: list[dict[str, Any]] = []
    room = first_room
    for embed in embeds:
        size = units(embed.get("title", "")) + units(embed["description"])
        if taken and (size > room or len(taken) == MOST_EMBEDS):
            yield taken
            taken, room = [], EMBED
        taken.append(embed)
        room -= size
    if taken:
        yield taken


def _embeds(sections: Iterable[Section], colour: int) -> Iterator[dict[str, Any]]:
    for section in sections:
        for part, text in enumerate(in_texts(map(_line, section.lines), DESCRIPTION)):
            heading = f"{section.heading} …" if part else section.heading
            title = shown(heading, TITLE)
            yield {**({"title": title} if title else {}), "color": colour, "description": text}


def _line(line: DigestLine) -> str:
    """Write one story: its number, its title linked, a sentence, who tells it, and how old."""
    end = f"{shown(line.outlets, _OUTLETS)} · <t:{int(line.at.timestamp())}:R>"
    head = f"**{line.number}.** {linked(line.title, line.url, _LINE - _SENTENCE - _OUTLETS - 60)}"
    if not line.sentence:
        return f"{head} · {end}"
    said = stressed(line.sentence, line.sentence_marks)
    text = said if units(said) <= _SENTENCE else shown(line.sentence, _SENTENCE)
    return f"{head}: {text} {end}"
