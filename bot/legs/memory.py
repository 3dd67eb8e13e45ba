"""What the legs keep between runs for speed; all of it can be built again from the store."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.catalogue import Catalogue
from bot.model import Match
from bot.pipeline.cluster import Window
from bot.pipeline.match import Index, Weights, build_index
from bot.pipeline.query import parse_query
from bot.store import Tx, stories, watches

Found = dict[tuple[int, int], Match | None]  # item and its revision → its match of a query

STALE = timedelta(hours=6)  # after this long the window is read again, to drop what has left it


class Memory:
    """The index of the queries that are watched, of all topics, and the window of stories."""

    def __init__(self) -> None:
        self.hosts_busy: set[str] = set()
        self.hosts_rest: dict[str, datetime] = {}  # host → not before
        self.found: Mapping[str, Found] = {}  # normal form → what the last sample found
        self._index: Index | None = None
        self._asked: Mapping[int, str] = {}
        self._topics: Index | None = None
        self._topic_ids: tuple[str, ...] = ()
        self._window: Window | None = None
        self._window_from: datetime | None = None

    async def index(self, tx: Tx, catalogue: Catalogue, weights: Weights) -> Index:
        """Give the index of what is watched now; it is built anew only when that changed."""
        asked = await watches.active_queries(tx)
        if self._index is None or asked != self._asked:
            parsed = {number: parse_query(text, None) for number, text in asked.items()}
            self._index = build_index(catalogue.topics.values(), parsed, weights)
            self._asked = asked
        return self._index

    def topics(self, catalogue: Catalogue, weights: Weights) -> tuple[Index, tuple[str, ...]]:
        """Give an index that asks for every topic, and the topic behind each of its queries."""
        if self._topics is None:
            self._topic_ids = tuple(catalogue.topics)
            asked = {n: parse_query(f"topic:{t}", None) for n, t in enumerate(self._topic_ids)}
            self._topics = build_index(catalogue.topics.values(), asked, weights)
        return self._topics, self._topic_ids

    async def window(self, tx: Tx, *, now: datetime, span: timedelta) -> Window:
        """Give the items of the last ``span`` as clustering compares them."""
        old = self._window_from is None or now - self._window_from > STALE
        if self._window is None or old:
            self._window = Window(await stories.members(tx, now - span, 0))
            self._window_from = now
        return self._window

    def forget_window(self) -> None:
        """Read the window again next time: a transaction that added to it was rolled back."""
        self._window = None
