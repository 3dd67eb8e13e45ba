"""What the legs keep between runs for speed; all of it can be built again from the store."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.catalogue import Catalogue
from bot.catalogue.overlay import View
from bot.legs.meant import Meant
from bot.legs.watched import Watched
from bot.model import Match, Topic
from bot.pipeline.cluster import Window, has_meaning, names_of
from bot.pipeline.match import Index, Weights, build_index
from bot.pipeline.query import parse_query
from bot.store import Tx, stories

Found = dict[tuple[int, int], Match | None]  # item and its revision → its match of a query
Asked = tuple[View | None, str]  # a normal form, and in whose sense; None: in everybody's

STALE = timedelta(hours=6)  # after this long the window is read again, to drop what has left it


@dataclass(slots=True)
class Waking:
    """When the bot looked for digests that are due, so that it knows when it was away."""

    looked_at: datetime | None = None  # last
    woke_at: datetime | None = None  # or began
    waiting_since: datetime | None = None  # for the feeds to be read, by the steady clock
    waits: int = 0  # in how many wakes digests waited for that, one after the other


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """For how long a piece of work that broke rests, and until when by the steady clock."""

    wait: timedelta
    until: datetime


class Memory:
    """The index of what is watched, that of all topics, and the window of stories."""

    def __init__(self) -> None:
        self.hosts_busy: set[str] = set()
        self.hosts_rest: dict[str, datetime] = {}  # host → not before, by the steady clock
        self.hosts_known = False  # whether those of before the start were looked for
        self.clock_ahead: timedelta | None = None  # by which the clock was ahead of the steady one
        self.minding_the_clock = asyncio.Lock()
        self.chats_rest: dict[str, datetime] = {}  # platform → the same
        self.posts_rest: dict[int, datetime] = {}  # post that is to be sent again → the same
        self.first_tries: dict[int, datetime] = {}  # when a post was first tried, by that clock
        self.unknown_at: datetime | None = None  # when posts of unknown fate were last looked for
        self.last_tries: dict[int, datetime] = {}  # and when it was tried last
        self.rests_since: dict[str, datetime] = {}  # of a platform that has taken nothing since
        self.rest_reasons: dict[str, str] = {}  # what the platform said, in English
        self.lasting_rests: dict[str, datetime] = {}  # those that a restart does not end
        self.rests_known = False  # whether those of before the start were looked for
        self.waking = Waking()
        self.broken: dict[tuple[int | str, ...], Broken] = {}  # leg and whose work it is
        self.calm_since: dict[int, datetime] = {}  # community → few feeds fail, by the steady clock
        self.busy_at: datetime | None = None  # when too busy watches were last looked for
        self.started_at: datetime | None = None  # when the health was first asked for
        self.meant = Meant()
        self.watched = Watched(self.meant)
        self.found: Mapping[Asked, Found] = {}  # what the last sample found
        self._topics: Index | None = None
        self._topic_ids: tuple[str, ...] = ()
        self._known: tuple[Topic, ...] = ()  # that the index of topics was made of
        self._window: Window | None = None
        self._window_from: datetime | None = None

    async def topics(
        self, tx: Tx, catalogue: Catalogue, weights: Weights
    ) -> tuple[Index, tuple[str, ...]]:
        """Give an index that asks for every topic, and the topic behind each of its queries.

        Those that communities touched are asked for as well, as ``quad@7``.
        """
        known = await self.meant.topics(tx, catalogue)
        if self._topics is None or known is not self._known:
            ids = tuple(topic.id for topic in known)
            asked = {n: parse_query(f'topic:"{t}"', None) for n, t in enumerate(ids)}
            # Beside the event loop: the names of a whole catalogue take a while.
            made = await asyncio.to_thread(build_index, known, asked, weights)
            self._topics, self._topic_ids, self._known = made, ids, known
            return made, ids
        return self._topics, self._topic_ids

    async def view(self, tx: Tx, catalogue: Catalogue, community_id: int) -> View:
        """Give the catalogue as a community sees it; the same object until that changes."""
        return await self.meant.view(tx, catalogue, community_id)

    async def views(
        self, tx: Tx, catalogue: Catalogue, community_ids: Collection[int]
    ) -> dict[int, View]:
        """Give what `view` gives for each community, all asked for at once."""
        return await self.meant.views(tx, catalogue, community_ids)

    async def window(
        self, tx: Tx, catalogue: Catalogue, *, now: datetime, span: timedelta
    ) -> Window:
        """Give the items of the last ``span`` as clustering compares them.

        To be asked for where nobody else writes: what others stored since is taken in.
        """
        window = await self.ready_window(tx, catalogue, now=now, span=span)
        for member in await stories.members(tx, now - span, window.newest):
            window.add(member)
        return window

    async def ready_window(
        self, tx: Tx, catalogue: Catalogue, *, now: datetime, span: timedelta
    ) -> Window:
        """Read the window where there is none, or an old one: of many items that takes a while."""
        old = self._window_from is None or now - self._window_from > STALE
        if self._window is None or old:
            since, begun = now - span, now - max(span, Window.lasts)
            members = await stories.members(tx, since, 0, begun=begun)
            names = await asyncio.to_thread(names_of, catalogue.topics.values())
            # Beside the event loop, and set when it is whole.
            self._window = await asyncio.to_thread(
                lambda: Window(members, names, with_meaning=has_meaning())
            )
            self._window_from = now
        return self._window

    def forget_post(self, delivery_id: int) -> None:
        """Drop what is kept of a post that is not to be sent any more."""
        self.posts_rest.pop(delivery_id, None)
        self.first_tries.pop(delivery_id, None)
        self.last_tries.pop(delivery_id, None)

    def forget_window(self) -> None:
        """Read the window again next time: a transaction that added to it was rolled back."""
        self._window = None
