"""Every command of the table, typed on Discord as its first example says."""

from typing import Any

from bot.chat.typed import read_typed
from bot.commands.table import COMMANDS
from bot.model import Command
from tests.chat.discord.sea import SENKAKU, Sea, text_of

ROWS = [(one, None) for one in COMMANDS if not one.subs]
ROWS += [(one, sub) for one in COMMANDS for sub in one.subs]


def example_of(command: Command, sub: Command | None) -> str:
    return (sub or command).examples[0]


def options_of(command: Command, sub: Command | None, sea: Sea) -> dict[str, Any]:
    """Give the example's options as Discord takes them: channels chosen, numbers as numbers."""
    typed = read_typed(example_of(command, sub), COMMANDS)
    kinds = {option.name: option.kind for option in (sub or command).options}
    given: dict[str, Any] = {}
    for name, value in typed.options.items():
        if kinds[name] == "file":
            continue
        if kinds[name] == "channel":
            given[name] = sea.news
        elif kinds[name] == "int":
            given[name] = int(value)
        elif "example" in value and "://" in value:
            given[name] = sea.world.server.url("/harbour.xml")  # nothing leaves this machine
        else:
            given[name] = value
    return given


def name_of(command: Command, sub: Command | None) -> str:
    return f"{command.name} {sub.name}" if sub else command.name


async def test_every_command_is_answered_privately_and_without_a_fault(sea: Sea) -> None:
    await sea.slash(sea.ada, "watch", query="senkaku")
    sea.world.item(SENKAKU)
    await sea.later(minutes=15)
    wrong = {}
    for command, sub in ROWS:
        name = name_of(command, sub)
        answer = await sea.slash(sea.ada, name, **options_of(command, sub, sea))
        said = text_of(answer) if answer.response else ""
        if not said or not answer.response.ephemeral or "Something went wrong" in said:
            wrong[name] = said
    assert wrong == {}
    assert len(ROWS) > 30


async def test_who_may_not_change_things_is_told_so_by_each_changing_word(sea: Sea) -> None:
    changing = [(one, sub) for one, sub in ROWS if (sub or one).changes]
    let_through = []
    for command, sub in changing:
        name = name_of(command, sub)
        answer = await sea.slash(sea.bob, name, **options_of(command, sub, sea))
        if "You may not" not in text_of(answer):
            let_through.append(name)
    assert let_through == []
    assert len(changing) > 15


async def test_the_list_of_commands_is_in_the_readers_language(sea: Sea) -> None:
    [sent] = [r for r in sea.env.http_requests if r.method == "PUT" and "commands" in r.path]
    for locale in ("ja", "ko", "zh-CN", "zh-TW"):
        said = [one["description_localizations"][locale] for one in sent.json if one["type"] == 1]
        assert len(said) == len(COMMANDS)
        assert all(1 <= len(text) <= 100 and not text.isascii() for text in said)
