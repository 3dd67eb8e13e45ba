"""How a command is typed, for /help and the page of commands."""

from bot.model import Command


def usage(command: Command, parent: Command | None = None) -> str:
    """Write a command as it is typed: "/digest set [times] [days]"."""
    name = f"/{parent.name} {command.name}" if parent else f"/{command.name}"
    words = [o.name.upper() if o.required else f"[{o.name}]" for o in command.options]
    return " ".join([name, *words])
