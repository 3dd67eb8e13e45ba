"""What a chat asks of the store: numbers kept by name over restarts, and whose a post is."""

from bot.store import deliveries
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

    async def home_of(self, nonce: str) -> str | None:
        """Give the platform's id of the community that a post with this nonce is of."""
        async with self._store.read() as tx:
            return await deliveries.home_of(tx, nonce)
