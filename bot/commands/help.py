"""/help: what this person can do here, by example; and each command at length."""

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.naming import pick
from bot.commands.room import MOST_TEXT, Options, Room, hash_name
from bot.commands.table import commands_on
from bot.commands.usage import usage
from bot.locales import say
from bot.model import Command, Option, Reply


async def help_(room: Room, options: Options) -> Reply:
    """/help [COMMAND [SUB-WORD]]."""
    wanted = options.get("command", "").strip().removeprefix("/").split()
    if not wanted:
        return Reply(text=_all(room))
    known = commands_on(room.channel.platform)
    command = pick(wanted[0], [(c.name, c) for c in known], say("command"), typed="/help")
    if len(wanted) > 1 and command.subs:
        subs = [(s.name, s) for s in command.subs]
        sub = pick(wanted[1], subs, f"/{command.name}", typed=f"/help {command.name}")
        return Reply(text="\n".join([*_lines(sub, command), _examples(sub.examples)]))
    return Reply(text=_one(room, command))


def _all(room: Room) -> str:
    able = room.actor.may_manage
    where = hash_name(room.channel)
    lines = [say("I read news feeds and tell {where} what you watch for.", where=where)]
    known = commands_on(room.channel.platform)
    lines += [_short(_open_to(room, c)) for c in known if able or not _only_changes(c)]
    if not able:
        lines.append(_closed(room, [f"/{c.name}" for c in known if _only_changes(c)]))
    lines.append(say("More about one: {command}.", command="`/help watch`"))
    return "\n".join(lines)


def _only_changes(command: Command) -> bool:
    return all(sub.changes for sub in command.subs) if command.subs else command.changes


def _open_to(room: Room, command: Command) -> Command:
    """Give a command with the sub-words that this person may use."""
    if room.actor.may_manage or _only_changes(command):
        return command
    return replace(command, subs=tuple(sub for sub in command.subs if not sub.changes))


def _closed(room: Room, names: Sequence[str]) -> str:
    """Say what else there is, and the right that it needs."""
    closed = ", ".join(f"`{name}`" for name in names)
    return say("With {right} also: {closed}.", right=room.right(), closed=closed)


def _short(command: Command) -> str:
    first = (command.examples or command.subs[0].examples)[0]
    return f"`{first}` — {_lower(command.summary)}"


def _lower(summary: str) -> str:
    spoken = say(summary)
    return spoken[:1].lower() + spoken[1:]


def _one(room: Room, whole: Command) -> str:
    command = _open_to(room, whole)
    closed = [f"/{whole.name} {sub.name}" for sub in whole.subs if sub not in command.subs]
    if not room.actor.may_manage and _only_changes(whole):
        closed = [f"/{whole.name}"]
    last = [_closed(room, closed)] if closed else []
    if not command.subs:
        return "\n".join([*_lines(command), _examples(command.examples), *last])
    head = f"/{command.name} — {say(command.summary)}"
    last.insert(0, _examples([e for sub in command.subs for e in sub.examples]))
    text = "\n".join([head, *(x for s in command.subs for x in _lines(s, command)), *last])
    if len(text) <= MOST_TEXT:
        return text
    short = [_lines(sub, command)[0] for sub in command.subs]
    first = f"`/help {command.name} {command.subs[0].name}`"
    more = say("More about one: {command}.", command=first)
    return "\n".join([head, *short, *last, more])


def _lines(command: Command, parent: Command | None = None) -> list[str]:
    return [f"`{usage(command, parent)}` — {say(command.summary)}", *_options(command)]


def _examples(examples: Sequence[str]) -> str:
    shown = ", ".join(f"`{e}`" for e in examples)
    return say("For example: {examples}", examples=shown)


def _options(command: Command) -> list[str]:
    return [
        f"  {option.name}: {_lower(option.description)}{_among(option)}"
        for option in command.options
    ]


def _among(option: Option) -> str:
    return f" ({', '.join(option.choices)})" if option.choices else ""
