"""``tidings commands``: the chat commands, as every platform gets them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bot.cli.show import emit, json_option, table

if TYPE_CHECKING:
    from bot.model import Command, Option


@click.command
@json_option
def command(as_json: bool) -> None:
    """List the chat commands: what each does, its options, and who may use it.

    A sub-word (/feeds add) is listed among the options of its command, with options of its own.
    """
    from bot.commands.table import COMMANDS

    if as_json:
        for row in COMMANDS:
            emit(described(row))
        return
    lines = [line for row in COMMANDS for line in _lines(row, "/")]
    table("Chat commands", ("command", "who may", "does"), lines)


def described(row: Command) -> dict[str, Any]:
    """Turn a row of the table into JSON types."""
    options = [_option(option) for option in row.options]
    return {
        "name": row.name,
        "options": [*options, *(_sub(sub) for sub in row.subs)],
        "permission": _permission(row),
        "platforms": list(row.platforms),
    }


def _sub(row: Command) -> dict[str, Any]:
    return {
        "name": row.name,
        "kind": "sub",
        "description": row.summary,
        "permission": _permission(row),
        "options": [_option(option) for option in row.options],
    }


def _option(option: Option) -> dict[str, Any]:
    return {
        "name": option.name,
        "kind": option.kind,
        "description": option.description,
        "required": option.required,
        "choices": list(option.choices),
    }


def _permission(row: Command) -> str:
    """Say who may: a command with sub-words asks for the least that one of them asks for."""
    manage = all(sub.changes for sub in row.subs) if row.subs else row.changes
    return "manage" if manage else "everybody"


def _lines(row: Command, start: str) -> list[tuple[str, str, str]]:
    if row.subs:
        return [line for sub in row.subs for line in _lines(sub, f"{start}{row.name} ")]
    words = [option.name if option.required else f"[{option.name}]" for option in row.options]
    return [(" ".join([start + row.name, *words]), _permission(row), row.summary)]
