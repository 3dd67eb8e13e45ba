"""What communities mean by topics, read from the store: one home for all that is made of it."""

import asyncio
from collections.abc import Collection, Mapping

from bot.catalogue import Catalogue
from bot.catalogue.overlay import Overlays, View, variants, view
from bot.model import Topic
from bot.store import Tx, topics


class Meant:
    """The topics of all communities for the matcher, and each community's own view of them."""

    def __init__(self) -> None:
        self._overlays: Mapping[int, Overlays] | None = None
        self._topics: tuple[Topic, ...] = ()
        self._views: dict[int, View] = {}

    async def topics(self, tx: Tx, catalogue: Catalogue) -> tuple[Topic, ...]:
        """Give the topics of one index for all; the same object until somebody changes one."""
        everywhere = await topics.everywhere(tx)
        if everywhere != self._overlays:
            self._topics = variants(catalogue, everywhere)
            self._overlays = everywhere
        return self._topics

    async def view(self, tx: Tx, catalogue: Catalogue, community_id: int) -> View:
        """Give the catalogue as a community sees it; the same object until that changes."""
        overlays = await topics.of_community(tx, community_id)
        return await self._view(catalogue, community_id, overlays)

    async def views(
        self, tx: Tx, catalogue: Catalogue, community_ids: Collection[int]
    ) -> dict[int, View]:
        """Give what `view` gives for each community, all asked for at once."""
        found = await topics.of_communities(tx, community_ids)
        return {id_: await self._view(catalogue, id_, found[id_]) for id_ in sorted(found)}

    async def _view(self, catalogue: Catalogue, community_id: int, overlays: Overlays) -> View:
        found = self._views.get(community_id)
        if found is None or found.overlays != overlays:
            # Beside the event loop: looking up names in a whole catalogue takes making ready.
            found = await asyncio.to_thread(view, catalogue, community_id, overlays)
            self._views[community_id] = found
        return found
