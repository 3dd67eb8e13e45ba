"""App Home."""

from collections.abc import Mapping
from typing import Any

from bot.chat.slack.said import Native


class Home:
    """App Home."""

    async def show(self, native: Native) -> None:
        """Show it."""

    async def pressed(self, body: Mapping[str, Any]) -> bool:
        """Say whether something was done that is Home's own."""
        return False
