"""The docs say what the code does."""

from pathlib import Path

from bot.commands.desk import HANDLERS
from bot.commands.page import page
from bot.commands.table import COMMANDS, row

ROOT = Path(__file__).parent.parent


def test_the_page_of_commands_is_the_one_made_from_the_table():
    written = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert written == page(), "run: python -m bot.commands.page > docs/commands.md"


def test_every_command_of_the_table_has_a_handler_and_every_handler_a_row():
    rows = {(c.name, s.name) for c in COMMANDS for s in c.subs}
    rows |= {(c.name, None) for c in COMMANDS if not c.subs}
    assert rows == set(HANDLERS)


def test_every_command_has_an_example_that_begins_with_it():
    for command, sub in HANDLERS:
        known = row(command, sub)
        assert known is not None
        start = f"/{command} {sub}" if sub else f"/{command}"
        assert known.examples, start
        assert all(example.startswith(start) for example in known.examples)


def test_names_and_descriptions_keep_to_what_every_platform_takes():
    # Discord: names ^[-_'\p{L}\p{N}]{1,32}$ in lower case, descriptions up to 100 characters,
    # up to 25 options, required ones first.
    for command in [*COMMANDS, *(s for c in COMMANDS for s in c.subs)]:
        assert command.name == command.name.lower()
        assert len(command.name) <= 32
        assert len(command.summary) <= 100
        assert not (command.options and command.subs)
        assert len(command.options) <= 25
        needed = [option.required for option in command.options]
        assert needed == sorted(needed, reverse=True)
        for option in command.options:
            assert 1 <= len(option.description) <= 100
            assert bool(option.choices) == (option.kind == "choice")
