"""The list of commands as Discord gets it. What each says: ``tests/chat/test_parity.py``."""

from bot.commands.table import COMMANDS
from tests.chat.discord.sea import Sea


async def test_the_list_of_commands_is_in_the_readers_language(sea: Sea) -> None:
    [sent] = [r for r in sea.env.http_requests if r.method == "PUT" and "commands" in r.path]
    for locale in ("ja", "ko", "zh-CN", "zh-TW"):
        said = [one["description_localizations"][locale] for one in sent.json if one["type"] == 1]
        assert len(said) == len(COMMANDS)
        assert all(1 <= len(text) <= 100 and not text.isascii() for text in said)
