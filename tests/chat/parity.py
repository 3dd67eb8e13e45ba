"""Every command on every platform: what it says when it works, when it does not, and to whom not.

``python -m tests.chat.parity`` prints the table. The rows are those of COMMANDS; one dialogue goes
before them (``dialogue``), and each has three cells:

success      its line is answered privately, with the words that the page has for it
error        a wrong value is told with the page's words; where no value can be wrong, a fault is
permission   who may not change things is told so; what only reads is answered all the same
"""

import asyncio
import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.commands.desk import Desk
from bot.commands.table import COMMANDS
from bot.model import Command, Invocation, Reply
from tests.chat.dialogue import hold
from tests.chat.speakers import PLATFORMS, Heard, Speaker, speaker
from tests.feedserver import FeedServer

CELLS = ("success", "error", "permission")
DIALOGUE = ("", "dialogue")
ROWS: Mapping[str, Command] = {
    f"{one.name} {sub.name}" if sub else one.name: sub or one
    for one in COMMANDS
    for sub in one.subs or (None,)
}
# In the order in which they are typed: what takes something away comes after what brings it.
GOOD: Mapping[str, str] = {
    "feeds add": "/feeds add {feed}",
    "feeds edit": "/feeds edit extra name:Example",
    "feeds remove": "/feeds remove Example",
    "feeds test": "/feeds test {feed}",
    "feeds import": "/feeds import address:{opml}",
    "import": "/import address:{setup}",
    "whynot": "/whynot Old news from the harbour office",
    "why": "/why",
}
LAST = ("unsubscribe", "unwatch", "feeds remove", "topics remove")
WRONG: Mapping[str, str] = {
    "watch": "/watch (",
    "unwatch": "/unwatch nothing such",
    "watches stats": "/watches stats nothing such",
    "subscribe": "/subscribe zzzzqq",
    "unsubscribe": "/unsubscribe zzzzqq",
    "digest set": "/digest set timezone:Nowhere",
    "digest off": "/digest off watch:zzzzqq",
    "quiet set": "/quiet set 25:00-26:00",
    "quiet now": "/quiet now forever and ever",
    "feeds add": "/feeds add nonsense",
    "feeds edit": "/feeds edit zzzzqq name:x",
    "feeds remove": "/feeds remove zzzzqq",
    "feeds test": "/feeds test nonsense",
    "feeds import": "/feeds import address:nonsense",
    "topics show": "/topics show zzzzqq",
    "topics add": "/topics add Foo parent:zzzzqq",
    "topics edit": "/topics edit zzzzqq add:x",
    "topics remove": "/topics remove zzzzqq",
    "topics import": "/topics import zzz",
    "why": "/why zzzzqq",
    "whynot": "/whynot zzzzqq",
    "latest": "/latest zzzzqq",
    "search": "/search (",
    "settings": "/settings timezone:Nowhere",
    "import": "/import address:nonsense",
    "help": "/help zzzzqq",
}
# What changes something although its row also reads.
CHANGING: Mapping[str, str] = {"settings": "/settings timezone:Asia/Tokyo"}
FAULT = "Something went wrong"
ALIKE = 0.6  # of the words, at least: names of channels and links are each platform's own


class Breaking(Desk):
    """The platform-free side, which fails where it is told to."""

    broken = False

    async def invoke(self, invocation: Invocation) -> Reply:
        if self.broken:
            raise ZeroDivisionError
        return await super().invoke(invocation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What was heard; ``why_not``: where there is nothing to hear, the reason."""

    heard: Heard | None = None
    why_not: str = ""
    wrong: tuple[str, ...] = ()  # of the dialogue


Cells = dict[tuple[str, str], Cell]


def line_of(name: str, server: FeedServer) -> str:
    """Give the line of a row that works."""
    line = GOOD.get(name) or ROWS[name].examples[0]
    files = {key: server.url(f"/{file}") for key, file in _FILES.items()}
    return line.format(**files) if name in GOOD else line


_FILES = {"feed": "extra.xml", "opml": "list.opml", "setup": "setup.json"}


def serve(server: FeedServer) -> None:
    """Put up what the lines name: a feed, a list of feeds, a set-up."""
    item = "<item><title>Ships</title><guid>1</guid><link>https://extra.example/1</link></item>"
    head = "<title>Extra</title><link>https://extra.example/</link>"
    feed = f'<rss version="2.0"><channel>{head}{item}</channel></rss>'
    url = server.put("/extra.xml", feed)
    outline = f'<outline type="rss" text="Extra" xmlUrl="{url}"/>'
    server.put("/list.opml", f'<opml version="2.0"><body>{outline}</body></opml>')
    server.put("/setup.json", '{"kind": "tidings", "version": 1}')


async def cells_of(platform: str) -> Cells:
    """Type everything on one platform."""
    desks: list[Breaking] = []

    def desk(gear: Any) -> Breaking:
        desks.append(Breaking(gear))
        return desks[-1]

    with FeedServer() as server, TemporaryDirectory() as folder:
        serve(server)
        async with speaker(platform, Path(folder), server, desk=desk) as ada:
            found: Cells = {DIALOGUE: Cell(wrong=tuple(await hold(ada)))}
            for name in ROWS:
                found[name, "permission"] = await _permission(ada, name, server)
            for name in ROWS:
                found[name, "error"] = await _error(ada, name, server, desks[-1])
            for name in sorted(ROWS, key=lambda one: LAST.index(one) if one in LAST else -1):
                found[name, "success"] = Cell(heard=await ada.say(line_of(name, server)))
            return found


async def _permission(ada: Speaker, name: str, server: FeedServer) -> Cell:
    if ada.platform == "local":
        return Cell(why_not="one person has the page")
    line = CHANGING.get(name) or line_of(name, server)
    return Cell(heard=await ada.say(line, able=False))


async def _error(ada: Speaker, name: str, server: FeedServer, desk: Breaking) -> Cell:
    if name in WRONG:
        return Cell(heard=await ada.say(WRONG[name]))
    desk.broken = True
    try:
        return Cell(heard=await ada.say(line_of(name, server)))
    finally:
        desk.broken = False


async def table_of() -> dict[tuple[str, str, str], Cell]:
    """Give every cell: row, cell, platform."""
    found = {}
    for platform in PLATFORMS:
        for (name, cell), heard in (await cells_of(platform)).items():
            found[name, cell, platform] = heard
    return found


# ── the judgement ───────────────────────────────────────────────────────────────────────────


def gap(table: Mapping[tuple[str, str, str], Cell], name: str, cell: str, platform: str) -> str:
    """Say what is missing in a cell; "" where nothing is."""
    known = table.get((name, cell, platform))
    if known is None:
        return "never asked"
    if known.heard is None:
        return "" if known.why_not else "no answer and no reason"
    heard = known.heard
    if not heard.text.strip():
        return "no words"
    if not heard.private:
        return f"seen by all: {heard.text[:60]}"
    if cell == "permission":
        return _of_permission(name, heard)
    if cell == "error" and name not in WRONG:
        return "" if heard.plain.startswith(FAULT) else f"no fault told: {heard.plain[:60]}"
    page = table[name, cell, "local"].heard
    assert page is not None
    if bool(page.native["error"]) is not (cell == "error"):
        return f"on the page: {page.plain[:60]}"
    likeness = alike(page.plain, heard.plain)
    return "" if likeness >= ALIKE else f"{likeness:.2f} alike: {heard.plain[:80]}"


def _of_permission(name: str, heard: Heard) -> str:
    refused = "You may not" in heard.plain
    if refused is not (ROWS[name].changes or name in CHANGING):
        return f"{'refused' if refused else 'let through'}: {heard.plain[:60]}"
    return "" if FAULT not in heard.plain else heard.plain[:60]


def alike(one: str, other: str) -> float:
    """Give which part of their words two texts share, in order."""
    words = [re.findall(r"\w+", text.casefold())[:80] for text in (one, other)]
    return difflib.SequenceMatcher(None, *words, autojunk=False).ratio()


def gaps(table: Mapping[tuple[str, str, str], Cell]) -> dict[tuple[str, str, str], str]:
    """Give every cell in which something is missing, with what it is."""
    asked = [(name, cell, platform) for name in ROWS for cell in CELLS for platform in PLATFORMS]
    found = {key: gap(table, *key) for key in asked}
    for platform in PLATFORMS:
        held = table.get((*DIALOGUE, platform))
        found[*DIALOGUE, platform] = "; ".join(held.wrong) if held else "never held"
    return {key: what for key, what in found.items() if what}


def main() -> None:
    table = asyncio.run(table_of())
    missing = gaps(table)
    drawn = Table(title="Commands on every platform", title_justify="left")
    for heading in ("command", *(f"{p} {c}" for p in PLATFORMS for c in CELLS)):
        drawn.add_column(heading)
    for name in ROWS:
        marks = [
            missing.get((name, cell, platform)) or _mark(table[name, cell, platform])
            for platform in PLATFORMS
            for cell in CELLS
        ]
        drawn.add_row(f"/{name}", *marks)
    Console(width=170).print(drawn)
    print(f"rows={len(ROWS)} cells={len(ROWS) * len(CELLS) * len(PLATFORMS)} gaps={len(missing)}")


def _mark(cell: Cell) -> str:
    if cell.heard is None:
        return "–"
    return "refused" if "You may not" in cell.heard.plain else "✓"


if __name__ == "__main__":
    main()
