"""The index of all that is watched, kept up with every change.

A new index takes seconds where there are very many watches, and holds up everything else for a
moment, so it is made at the start and once a day; what changes meanwhile is put beside it, in
milliseconds. All of that is done beside the event loop.
"""

import asyncio
import gc
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.catalogue import Catalogue
from bot.legs.meant import Meant
from bot.log import get_logger
from bot.model import Topic
from bot.pipeline.match import Frequency, Index, Weights, build_index, counted
from bot.pipeline.query import Query, read_stored
from bot.store import Tx, items, versions, watches

log = get_logger(__name__)
SAMPLE = 2000  # newest items whose words say what is rare
DAY = timedelta(days=1)


class Watched:
    """The index, and what it was made from."""

    def __init__(self, meant: Meant) -> None:
        self._meant = meant
        self._lock = asyncio.Lock()
        self._index: Index | None = None
        self._version = -1
        self._known: tuple[Topic, ...] = ()
        self._made_at: datetime | None = None

    async def index(self, tx: Tx, catalogue: Catalogue, weights: Weights, now: datetime) -> Index:
        """Give the index of what is watched as the transaction sees it.

        It must not have changed a watch itself: what is rolled back would stay in the index.
        """
        async with self._lock:
            version = await versions.of_asked(tx)
            if self._index is None or self._index.is_worn or self._is_old(now):
                self._index = await self._made(tx, catalogue, weights, now)
            elif version != self._version:
                self._index = await self._changed(tx, catalogue, self._index)
            self._version = version
            return self._index

    def _is_old(self, now: datetime) -> bool:
        return self._made_at is None or now - self._made_at > DAY

    async def _made(self, tx: Tx, catalogue: Catalogue, weights: Weights, now: datetime) -> Index:
        queries, homes = await watches.active_queries(tx), await watches.homes(tx)
        known = await self._meant.topics(tx, catalogue)
        seen = await items.recent(tx, None, datetime.min.replace(tzinfo=now.tzinfo), limit=SAMPLE)
        texts = [f"{item.title} {item.text[:SAMPLE]}" for item in seen]
        index = await asyncio.to_thread(_build, known, queries, homes, weights, texts)
        await asyncio.to_thread(spare_garbage, again=self._index is not None)
        self._known, self._made_at = known, now
        log.info("watches_indexed", queries=len(queries), topics=len(known), sample=len(texts))
        return index

    async def _changed(self, tx: Tx, catalogue: Catalogue, index: Index) -> Index:
        queries, homes = await watches.active_queries(tx), await watches.homes(tx)
        known = await self._meant.topics(tx, catalogue)
        if known is not self._known:
            index = await asyncio.to_thread(index.with_topics, known)
        new = {number: text for number, text in queries.items() if number not in index.numbers}
        gone = index.numbers - queries.keys()
        if new or gone:
            index = await asyncio.to_thread(
                lambda: index.changed(_parsed(new), gone=gone, homes=homes)
            )
        # Only now that all is done: what is broken off before is done again.
        self._known = known
        return index


def _parsed(queries: Mapping[int, str]) -> dict[int, Query]:
    """Read stored queries. One that an older version took and this one refuses stops no other."""
    found: dict[int, Query] = {}
    for number, text in queries.items():
        if query := read_stored(text):
            found[number] = query
        else:
            log.warning("query_not_understood", query=number)
    return found


def _build(
    known: tuple[Topic, ...],
    queries: Mapping[int, str],
    homes: Mapping[int, int],
    weights: Weights,
    texts: list[str],
) -> Index:
    rare: Frequency = counted(texts)
    return build_index(known, _parsed(queries), weights, homes=homes, frequency=rare)


def spare_garbage(*, again: bool) -> None:
    """Look for garbage once: what stays for a day need not be looked through again and again.

    ``again``: an index that was spared before is garbage now.
    """
    if again:
        gc.unfreeze()
    gc.collect()
    gc.freeze()
