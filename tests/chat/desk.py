"""A small table of commands, and a desk that answers with what it was asked."""

from bot.errors import CommandError
from bot.model import Button, Command, Invocation, Option, Press, Reply

COMMANDS = (
    Command(
        name="watch",
        summary="Watch",
        options=(Option(name="query", description="What", kind="query", required=True),),
        examples=("/watch senkaku",),
    ),
)


class Desk:
    """Answers with what it was asked."""

    async def invoke(self, invocation: Invocation) -> Reply:
        if invocation.options["query"] == "nothing":
            raise CommandError("There is nothing to watch.", buttons=[("help", "Help")])
        if invocation.options["query"] == "bug":
            raise ZeroDivisionError
        said = f"{invocation.command} {invocation.options['query']} in {invocation.channel}"
        return Reply(text=said, buttons=(Button(id="undo:1", label="Undo"),))

    async def press(self, press: Press) -> Reply:
        return Reply(text=f"pressed {press.button}")

    async def complete(self, invocation: Invocation, option: str) -> list[tuple[str, str]]:
        return []


class Keeps(dict[str, int]):
    """Remembers numbers by their names."""

    async def recall(self, name: str) -> int | None:
        return self.get(name)

    async def remember(self, name: str, number: int) -> None:
        self[name] = number
