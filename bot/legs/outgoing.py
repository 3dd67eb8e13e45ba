"""What a round of publishing leaves, gathered story by story and written at once.

A statement costs the same for one row and for many, nearly; so the decisions come first, and then
one write of each kind.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.model import Decision, Headline
from bot.store import Tx, deliveries, lines, record, stories, threads
from bot.store.deliveries import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class _Alert:
    """A first post about a story, with what is kept of it once it is in the outbox."""

    post: Post
    line: Headline
    told_item: int
    urgent_at: datetime | None
    decisions: Sequence[Decision]  # that are to name the post


class Outgoing:
    """The posts, lines and decisions of one transaction, until `write`."""

    def __init__(self) -> None:
        self._posts: list[Post] = []
        self._alerts: dict[str, _Alert] = {}  # by the key of the post
        self._decisions: list[Decision] = []
        self._edited: list[tuple[int, int]] = []

    def decide(self, decision: Decision) -> None:
        """Keep a decision that plans no post."""
        self._decisions.append(decision)

    def alert(
        self,
        post: Post,
        line: Headline,
        decisions: Sequence[Decision],
        *,
        told_item: int,
        urgent_at: datetime | None,
    ) -> None:
        """Plan an alert; nothing is kept of one that the outbox has already."""
        self._posts.append(post)
        self._alerts[post.key] = _Alert(
            post=post, line=line, told_item=told_item, urgent_at=urgent_at, decisions=decisions
        )

    def edit(self, post: Post, story_id: int) -> None:
        """Plan that a story's alert is edited."""
        self._posts.append(post)
        self._edited.append((story_id, post.channel_id))

    async def write(self, tx: Tx, now: datetime) -> None:
        """Write all of it, posts in the order in which they came."""
        ids = await deliveries.plan_many(tx, self._posts, now)
        made = {
            id_: self._alerts[post.key]
            for id_, post in zip(ids, self._posts, strict=True)
            if id_ is not None and post.key in self._alerts
        }
        await lines.keep_first(tx, {id_: [alert.line] for id_, alert in made.items()})
        await stories.note_posts(tx, dict(_noted(id_, alert) for id_, alert in made.items()))
        await threads.note_edited(tx, self._edited, now)
        named = [replace(d, delivery_id=id_) for id_, a in made.items() for d in a.decisions]
        await record.decide(tx, [*self._decisions, *named])


def _noted(id_: int, alert: _Alert) -> tuple[tuple[int, int], dict[str, int | datetime | None]]:
    place = (alert.post.story_id or 0, alert.post.channel_id)
    values = {"alert_id": id_, "told_item": alert.told_item, "urgent_at": alert.urgent_at}
    return place, values
