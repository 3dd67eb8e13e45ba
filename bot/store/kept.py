"""Numbers that are kept by name over restarts, for whoever has no table of their own."""

from bot.store.database import Store
from bot.store.versions import number_of, set_number


class Kept:
    """Remembers numbers of 63 bits under names of up to 32 characters."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def recall(self, name: str) -> int | None:
        """Give the number, None where there is none."""
        async with self._store.read() as tx:
            return await number_of(tx, name)

    async def remember(self, name: str, number: int) -> None:
        """Keep the number."""
        async with self._store.begin() as tx:
            await set_number(tx, name, number)
