"""A file that a command was given: attached, or at an address."""

from bot.commands.feeds.feeding import address_of
from bot.commands.room import Options, Room, of_address, said
from bot.errors import CommandError
from bot.locales import say
from bot.model import MOST_BYTES
from bot.words import number

TEXT = "given"  # hidden option: the file's text, once it was read and asked about


async def text_of(room: Room, options: Options, *, example: str) -> str:
    """Give the text of the file; ``example`` is the command to type where there is none.

    Raises CommandError, FeedError.
    """
    if TEXT in options:
        return options[TEXT]
    file = room.files.get("file")
    if file is not None:
        return decoded(file.data, said(file.name, 80))
    if options.get("address"):
        url = address_of(options["address"])
        return decoded((await room.gear.fetch(url)).body, of_address(url))
    raise CommandError(
        say("Attach the file to the command, or give its address: `{example}`", example=example)
    )


def decoded(data: bytes, name: str) -> str:
    """Read a file's text. Raises CommandError for one that is too large, or no text."""
    if len(data) > MOST_BYTES:
        raise CommandError(
            say(
                "{name} has {size} bytes, {most} are allowed. Give it in parts.",
                name=name,
                size=number(len(data)),
                most=number(MOST_BYTES),
            )
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = data[: exc.start].count(b"\n") + 1
        raise CommandError(
            say("{name}, line {line}: this is no UTF-8. Save it as UTF-8.", name=name, line=line)
        ) from exc
