"""Commands in our texts, as Discord takes them: what may be left out has its name before it.

    `/digest set 08:00 mon-fri Asia/Tokyo`  →  `/digest set times:08:00 days:mon-fri timezone:…`

What has to be given needs none: Discord asks for it first. Where a command has sub-words, one of
them is named. The table of commands tells what is what.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.chat.typed import read_typed
from bot.errors import CommandError
from bot.model import Command

_TYPED: Final = re.compile(r"`(/[a-z][^`\n\[]*)`")  # a line with [options] shows what there is


def as_typed(text: str, commands: Sequence[Command]) -> str:
    """Write the commands that a text has in backticks as Discord takes them."""
    return _TYPED.sub(lambda found: f"`{_line(found[1], commands)}`", text)


def _line(line: str, commands: Sequence[Command]) -> str:
    try:
        typed = read_typed(line, commands)
    except CommandError:
        return line
    command = next(one for one in commands if one.name == typed.command)
    row = next((one for one in command.subs if one.name == typed.sub), command)
    alone = len(line.split()) == 1
    if alone and (row is command or row.changes):
        return line
    path = f"/{command.name} {row.name}" if row is not command else f"/{command.name}"
    options = sorted(row.options, key=lambda one: not one.required)
    given = [(one, typed.options[one.name]) for one in options if one.name in typed.options]
    words = [text if one.required else f"{one.name}:{text}" for one, text in given]
    return " ".join([path, *words])
