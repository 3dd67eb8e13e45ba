"""docs/commands.md, made from the table: ``python -m bot.commands.page > docs/commands.md``."""

from collections.abc import Iterator

from bot.commands.table import COMMANDS
from bot.commands.usage import usage
from bot.model import Command

HEAD = """# Commands

Made from the table COMMANDS by `python -m bot.commands.page > docs/commands.md`; a test compares.

The same commands work on Discord, on Slack (as `/tidings watch …`) and on the local page. What
reads is for everybody; what changes something, marked *, is for those who may manage the server
or the channel. Answers are for you alone where the platform can do that; posts are for all.

Names are completed while you type, and a near miss is answered with "did you mean". Where a
platform has no form for options, type them as `name:value`. Every change can be undone for 10
minutes with [Undo].

A query is a topic (`senkaku`, in any of its languages), words (`"rare earths"`), or both joined
with AND, OR, NOT and parentheses: `quad AND (japan OR australia) NOT motorbike`. `=Senkaku` is
this very spelling and no topic. `source:`, `lang:` and the like narrow it.
"""


def page() -> str:
    """Write the whole page."""
    parts = [HEAD, _overview(), *("\n".join(_chapter(command)) for command in COMMANDS)]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def _overview() -> str:
    rows = [f"| `/{c.name}` | {c.summary} |" for c in COMMANDS]
    return "\n".join(["| command | does |", "| --- | --- |", *rows])


def _chapter(command: Command) -> Iterator[str]:
    yield f"## /{command.name}"
    yield ""
    if not command.subs:
        yield from _one(command)
        return
    yield f"{command.summary}."
    yield ""
    for sub in command.subs:
        yield from _one(sub, command)
        yield ""


def _one(command: Command, parent: Command | None = None) -> Iterator[str]:
    star = " *" if command.changes else ""
    yield f"`{usage(command, parent)}`{star}: {command.summary}."
    if command.options:
        yield ""
        yield "| option | is |"
        yield "| --- | --- |"
        for option in command.options:
            among = f" ({', '.join(option.choices)})" if option.choices else ""
            needed = "" if option.required else ", optional"
            yield f"| `{option.name}` | {option.description}{among}{needed} |"
    yield ""
    yield f"For example: {', '.join(f'`{example}`' for example in command.examples)}"


if __name__ == "__main__":
    print(page(), end="")
