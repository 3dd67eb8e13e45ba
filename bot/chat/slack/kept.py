"""What is kept of workspaces and events, over restarts: `bot.store.installations` keeps it."""

from typing import Protocol

from bot.model import Installation


class Kept(Protocol):
    """Keeps installations (``bot.store.installations``)."""

    async def find(self, enterprise: str | None, team: str | None) -> Installation | None:
        """Give a workspace's installation, else that of its organisation."""
        ...

    async def all(self) -> tuple[Installation, ...]:
        """Give every installation."""
        ...

    async def save(self, one: Installation) -> None:
        """Keep an installation."""
        ...

    async def remove(self, enterprise: str | None, team: str | None) -> None:
        """Forget an installation."""
        ...

    async def add_team(self, enterprise: str, team: str, name: str = "") -> None:
        """Note a workspace that has the bot by its organisation."""
        ...

    async def drop_team(self, team: str) -> None:
        """Note that such a workspace has it no more."""
        ...

    async def teams(self, enterprise: str) -> tuple[tuple[str, str], ...]:
        """Give an organisation's workspaces: id and name."""
        ...

    async def first(self, event: str) -> bool:
        """Note an event; say whether it comes for the first time, over restarts too."""
        ...

    def seal(self, text: str) -> str:
        """Seal a text, so that nobody else can have made it."""
        ...

    def opened(self, sealed: str, *, within: float) -> str | None:
        """Give a text that was sealed so many seconds ago at most; else None."""
        ...
