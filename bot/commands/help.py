"""/help: what this person can do here, by example; and each command at length."""

from bot.commands.naming import pick
from bot.commands.room import RIGHTS, Options, Room, hash_name
from bot.commands.table import COMMANDS
from bot.commands.usage import usage
from bot.model import Command, Option, Reply


async def help_(room: Room, options: Options) -> Reply:
    """/help [COMMAND]."""
    wanted = options.get("command", "").strip().removeprefix("/").split(" ")[0]
    if not wanted:
        return Reply(text=_all(room))
    return Reply(text=_one(pick(wanted, [(c.name, c) for c in COMMANDS], "command", typed="/help")))


def _all(room: Room) -> str:
    able = room.actor.may_manage
    lines = [f"I read news feeds and tell {hash_name(room.channel)} what you watch for."]
    lines += [_short(c) for c in COMMANDS if able or not _only_changes(c)]
    if not able:
        closed = ", ".join(f"`/{c.name}`" for c in COMMANDS if _only_changes(c))
        right = RIGHTS.get(room.channel.platform, "the right to manage this channel")
        lines.append(f"With {right} also: {closed}.")
    lines.append("More about one: `/help watch`.")
    return "\n".join(lines)


def _only_changes(command: Command) -> bool:
    return all(sub.changes for sub in command.subs) if command.subs else command.changes


def _short(command: Command) -> str:
    first = (command.examples or command.subs[0].examples)[0]
    return f"`{first}` — {_lower(command.summary)}"


def _lower(summary: str) -> str:
    return summary[:1].lower() + summary[1:]


def _one(command: Command) -> str:
    lines = [f"`{usage(command)}` — {command.summary}."]
    if command.subs:
        lines = [f"/{command.name} — {command.summary}."]
        for sub in command.subs:
            lines.append(f"`{usage(sub, command)}` — {sub.summary}.")
            lines += _options(sub)
    lines += _options(command)
    examples = [*command.examples, *(e for sub in command.subs for e in sub.examples)]
    return "\n".join([*lines, f"For example: {', '.join(f'`{e}`' for e in examples)}"])


def _options(command: Command) -> list[str]:
    return [
        f"  {option.name}: {_lower(option.description)}{_among(option)}"
        for option in command.options
    ]


def _among(option: Option) -> str:
    return f" ({', '.join(option.choices)})" if option.choices else ""
