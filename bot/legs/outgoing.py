"""What a round of publishing leaves, gathered story by story and written at once.

A statement takes about as long for fifty rows as for one. So everything is decided first, and then
each table is written once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.model import Decision, Headline, Kind
from bot.store import Tx, deliveries, lines, record, stories, threads
from bot.store.deliveries import Post

Place = tuple[int, int]  # a story, and a channel that is told of it


@dataclass(frozen=True, slots=True, kw_only=True)
class _Planned:
    """A post, and what is kept of it once it is in the outbox."""

    post: Post
    decisions: Sequence[Decision] = ()  # that are to name it
    line: Headline | None = None
    told: Mapping[str, Any] | None = None  # of a first alert: what is noted with it


class Outgoing:
    """The posts, notes and decisions of one transaction, until `write`."""

    def __init__(self) -> None:
        self._planned: list[_Planned] = []
        self._decisions: list[Decision] = []
        self._notes: dict[Place, dict[str, Any]] = {}
        self._novelty: dict[tuple[int, int], str] = {}
        self._threads: dict[int, list[datetime]] = {}

    def __len__(self) -> int:
        return len(self._planned)

    def alert(
        self,
        post: Post,
        line: Headline,
        decisions: Sequence[Decision],
        told: Mapping[str, Any],
    ) -> None:
        """Plan a story's first post; nothing is kept of one that the outbox has already.

        ``told``: columns of ``story_posts`` that say how far it tells the story.
        """
        self._planned.append(_Planned(post=post, decisions=decisions, line=line, told=told))

    def more(self, post: Post, decisions: Sequence[Decision] = ()) -> None:
        """Plan an edit of such a post, or one in its thread."""
        self._planned.append(_Planned(post=post, decisions=decisions))

    def changes(self, alert_id: int) -> bool:
        """Whether an edit of an alert is planned here."""
        return any(p.post.edits == alert_id and p.post.kind is Kind.EDIT for p in self._planned)

    def note_thread(self, root: int, at: datetime) -> None:
        """Note that a post is planned for the thread of a roll-up (``root``)."""
        self._threads.setdefault(root, []).append(at)

    def in_thread(self, root: int) -> list[datetime]:
        """Give when the posts were planned here that are for the thread of a roll-up."""
        return self._threads.get(root, [])

    def decide(self, *decisions: Decision) -> None:
        """Keep decisions that name no post."""
        self._decisions += decisions

    def note(self, story_id: int, channel_id: int, **values: Any) -> None:
        """Change what is kept of a channel's post about a story."""
        self._notes.setdefault((story_id, channel_id), {}).update(values)

    def note_novelty(self, story_id: int, kinds: Mapping[int, str]) -> None:
        """Keep what items (by id) added to a story."""
        self._novelty |= {(story_id, item_id): kind for item_id, kind in kinds.items()}

    async def write(self, tx: Tx, now: datetime) -> None:
        """Write all of it, posts in the order in which they came."""
        ids = await deliveries.plan_many(tx, [one.post for one in self._planned], now)
        made = [(id_, p) for id_, p in zip(ids, self._planned, strict=True) if id_ is not None]
        await lines.keep_first(tx, {id_: [p.line] for id_, p in made if p.line})
        await stories.note_posts(
            tx,
            {
                (p.post.story_id or 0, p.post.channel_id): {"alert_id": id_, **p.told}
                for id_, p in made
                if p.told
            },
        )
        await threads.note_many(tx, self._notes)
        await threads.note_novelty(tx, self._novelty)
        named = [replace(d, delivery_id=id_) for id_, p in made for d in p.decisions]
        await record.decide(tx, [*self._decisions, *named])
