"""Examples and next steps are written as Discord takes them."""

from collections.abc import Iterator

import pytest

from bot.chat.discord.typed import as_typed
from bot.chat.typed import read_typed
from bot.commands.table import COMMANDS
from bot.model import Command, Kind, Message
from tests.chat.discord.sea import Sea, text_of


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        (
            "/digest set 08:00,18:30 mon-fri Asia/Tokyo",
            "/digest set times:08:00,18:30 days:mon-fri timezone:Asia/Tokyo",
        ),
        ("/quiet set 22:00-07:00", "/quiet set hours:22:00-07:00"),
        ("/quiet now 2h", "/quiet now 2h"),
        ("/latest Senkaku Islands", "/latest watch:Senkaku Islands"),
        ("/watch quad AND japan mode:digest", "/watch quad AND japan mode:digest"),
        ("/export #east-china-sea", "/export channel:#east-china-sea"),
        ("/watches", "/watches list"),
        ("/quiet", "/quiet"),
        ("/digest set [times] [days]", "/digest set [times] [days]"),
        ("/no such command", "/no such command"),
    ],
)
def test_what_may_be_left_out_is_named(typed: str, taken: str) -> None:
    assert as_typed(f"Type `{typed}`, now.", COMMANDS) == f"Type `{taken}`, now."
    assert as_typed(f"Type {typed}, now.", COMMANDS) == f"Type {typed}, now."


def rows(commands: tuple[Command, ...] = COMMANDS) -> Iterator[Command]:
    for command in commands:
        yield command
        yield from rows(command.subs)


@pytest.mark.parametrize("example", [e for row in rows() for e in row.examples])
def test_every_example_says_the_same_as_before_and_names_what_discord_wants_named(
    example: str,
) -> None:
    taken = as_typed(f"`{example}`", COMMANDS)
    read = read_typed(taken.strip("`"), COMMANDS)
    assert read == read_typed(example, COMMANDS)
    command = next(one for one in COMMANDS if one.name == read.command)
    row = next((one for one in command.subs if one.name == read.sub), command)
    for option in row.options:
        if option.name in read.options and not option.required:
            assert f" {option.name}:" in taken
    assert as_typed(taken, COMMANDS) == taken


async def test_answers_and_notices_write_commands_so(sea: Sea) -> None:
    answer = await sea.slash(sea.ada, "help", command="digest")
    assert "/digest set times:08:00,18:30 days:mon-fri timezone:Asia/Tokyo" in text_of(answer)
    told = "Nothing comes. `/quiet set 22:00-07:00`"
    notice = Message(kind=Kind.NOTICE, label="NOTICE", title=told, at=sea.world.now)
    assert "/quiet set hours:22:00-07:00" in sea.chat.to_payload(notice)["body"]["content"]
