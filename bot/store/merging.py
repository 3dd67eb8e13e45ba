"""Two stories that turn out to be one: the older one takes all, and posts stay where they are.

In a channel that was told of both, the older post goes on; the other, under the story that is gone,
is to point there, and says no more. One that nobody tried to send yet is not sent. Where the older
story had said no more for long when the other began, the other's post goes on, without its items.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, delete, exists, func, literal, select, update
from sqlalchemy.sql import ColumnElement

from bot.model import State
from bot.store.database import Tx
from bot.store.dialect import insert
from bot.store.tables import (
    deliveries,
    delivery_stories,
    items,
    mutes,
    stories,
    story_items,
    story_posts,
)
from bot.store.threads import reach

LONG = timedelta(hours=12)  # without a report: what comes then has a post of its own
TOLD_TOGETHER = "told with another story, which turned out to be the same"


async def current(tx: Tx, story_id: int) -> int:
    """Give the story that has a story's items by now: itself, or the one it was merged into."""
    while True:
        query = select(stories.c.merged_into).where(stories.c.id == story_id)
        into = (await tx.conn.execute(query)).scalar()
        if into is None:
            return story_id
        story_id = into


async def merge(tx: Tx, kept: int, gone: int) -> None:
    """Put all items, posts and mutes of a story into another; the first one's id stays."""
    here, there = story_items.c.story_id == gone, story_items.alias("there")
    twice = exists().where(there.c.story_id == kept, there.c.item_id == story_items.c.item_id)
    both_told = await _told_of_both(tx, kept, gone)
    told = {channel_id: await _told_in(tx, channel_id, kept, gone) for channel_id in both_told}
    await tx.conn.execute(delete(story_items).where(here, twice))
    await tx.conn.execute(update(story_items).where(here).values(story_id=kept))
    points = False
    for channel_id in both_told:
        points |= await _choose(tx, channel_id, kept, gone, *told[channel_id])
    await _move_posts(tx, kept, gone)
    await tx.conn.execute(update(mutes).where(mutes.c.story_id == gone).values(story_id=kept))
    about = select(delivery_stories.c.delivery_id, literal(kept)).where(
        delivery_stories.c.story_id == gone
    )
    both = insert(delivery_stories).from_select(["delivery_id", "story_id"], about)
    await tx.conn.execute(both.on_conflict_do_nothing())
    await _close(tx, kept, gone, at_once=points)


async def _told_of_both(tx: Tx, kept: int, gone: int) -> tuple[int, ...]:
    query = (
        select(story_posts.c.channel_id)
        .where(story_posts.c.story_id.in_((kept, gone)))
        .group_by(story_posts.c.channel_id)
        .having(func.count() > 1)
    )
    return tuple((await tx.conn.execute(query.order_by(story_posts.c.channel_id))).scalars())


@dataclass(frozen=True, slots=True)
class _Told:
    """What a channel was told of one of both stories, by which post."""

    story_id: int
    alert_id: int | None
    state: State | None
    attempt: int
    told_item: int | None
    urgent_at: datetime | None
    joined: Mapping[str, Any]
    seen: Mapping[int, datetime]  # the story's items, and when each was first seen

    @property
    def items(self) -> frozenset[int]:
        """The story's items."""
        return frozenset(self.seen)

    @property
    def waits(self) -> bool:
        """Whether nobody tried to post it yet."""
        return self.state is State.PENDING and not self.attempt

    @property
    def rank(self) -> tuple[int, int]:
        """Which post goes on: the older one that is there, else one that is to come."""
        given_up = self.state in (None, State.FAILED, State.SUPPRESSED)
        return (2 if given_up else int(self.waits)), self.alert_id or 0

    @property
    def told(self) -> frozenset[int]:
        """The items that it tells, or that it is known to be told with."""
        upto, also = self.told_item or 0, self.joined.get("told", ())
        return frozenset(i for i in self.items if i <= upto or i in also)


async def _told_in(tx: Tx, channel_id: int, kept: int, gone: int) -> list[_Told]:
    """Give what a channel was told of both, the post that is to go on first.

    That is the older one, save where its story had said no more for long when the other's began:
    what stands there would be rewritten into another event.
    """
    seen: dict[int, dict[int, datetime]] = defaultdict(dict)
    placed = (
        select(story_items.c.story_id, items.c.id, items.c.first_seen)
        .join(items, items.c.id == story_items.c.item_id)
        .where(story_items.c.story_id.in_((kept, gone)))
    )
    for row in await tx.conn.execute(placed):
        seen[row.story_id][row.id] = row.first_seen
    query = (
        select(story_posts, deliveries.c.state, deliveries.c.attempt)
        .outerjoin(deliveries, deliveries.c.id == story_posts.c.alert_id)
        .where(story_posts.c.story_id.in_((kept, gone)), story_posts.c.channel_id == channel_id)
    )
    found = [
        _Told(
            row.story_id,
            row.alert_id,
            State(row.state) if row.state else None,
            row.attempt or 0,
            row.told_item,
            row.urgent_at,
            row.joined or {},
            seen[row.story_id],
        )
        for row in await tx.conn.execute(query)
    ]
    found = sorted(found, key=lambda one: one.rank)
    return found[::-1] if _is_long_after(*found) else found


def _is_long_after(first: _Told, other: _Told) -> bool:
    """Whether the other's story began when the first one's own had long said no more."""
    known = None not in (first.told_item, other.told_item) and first.seen and other.seen
    if not known or first.rank[0] or other.rank[0]:
        return False
    return min(other.seen.values()) - max(first.seen.values()) > LONG


async def _choose(
    tx: Tx, channel_id: int, kept: int, gone: int, first: _Told, other: _Told
) -> bool:
    """Leave the post that goes on with the story that stays, the other with the one gone.

    What the other alone told is kept: the thread of the one that goes on tells what is new in it.
    Says whether one is to point there.
    """
    if first.story_id == gone:
        await _swap(tx, channel_id, kept, gone)
    untried = (
        deliveries.c.id == other.alert_id,
        deliveries.c.state == State.PENDING.value,
        deliveries.c.attempt == 0,
    )
    dropped = {"state": State.SUPPRESSED.value, "reason": TOLD_TOGETHER, "hold": None}
    await tx.conn.execute(update(deliveries).where(*untried).values(**dropped))
    mine = (story_posts.c.story_id == kept, story_posts.c.channel_id == channel_id)
    values = _reach(first, other)
    if values:
        await tx.conn.execute(update(story_posts).where(*mine).values(**values))
    return bool(values and values["joined"]["alerts"])


def _reach(first: _Told, other: _Told) -> dict[str, Any]:
    """Say how far both posts tell the one story; nothing where one was told before that was kept.

    Items up to one are told, and some after it: what neither tells yet stays news.
    """
    there = not other.rank[0]
    if first.told_item is None or (there and other.told_item is None):
        return {}
    told = first.told | other.told if there else first.told
    upto, after = reach(told, (first.items | other.items) - told)
    older = max(other.seen, default=0) if there and _is_long_after(other, first) else 0
    younger, brought = [*first.joined.get("alerts", ())], {*first.joined.get("brought", ())}
    if not older:
        younger += [*other.joined.get("alerts", ()), *([other.alert_id] if there else [])]
        brought |= other.told - first.told if there else set()
    urgent = [one.urgent_at for one in (first, other)[: 1 + (there and not older)] if one.urgent_at]
    return {
        "told_item": upto,
        "urgent_at": min(urgent, default=None),
        "joined": {
            "told": after,
            "alerts": younger,
            "brought": sorted(brought),
            "since": max(older, first.joined.get("since", 0)),
        },
    }


async def _swap(tx: Tx, channel_id: int, kept: int, gone: int) -> None:
    turned = {kept: gone, gone: kept}
    mine = (story_posts.c.story_id.in_(turned), story_posts.c.channel_id == channel_id)
    rows = [row._asdict() for row in await tx.conn.execute(select(story_posts).where(*mine))]
    await tx.conn.execute(delete(story_posts).where(*mine))
    swapped = [row | {"story_id": turned[row["story_id"]]} for row in rows]
    await tx.conn.execute(insert(story_posts), swapped)
    about = (deliveries.c.story_id.in_(turned), deliveries.c.channel_id == channel_id)
    other = case((deliveries.c.story_id == kept, gone), else_=kept)
    await tx.conn.execute(update(deliveries).where(*about).values(story_id=other))


async def _move_posts(tx: Tx, kept: int, gone: int) -> None:
    """Give the posts of the story that is gone to the other, where that has none."""
    for table in (deliveries, story_posts):
        there = story_posts.alias("there")
        taken: ColumnElement[bool] = exists().where(
            and_(there.c.story_id == kept, there.c.channel_id == table.c.channel_id)
        )
        mine = (table.c.story_id == gone, ~taken)
        await tx.conn.execute(update(table).where(*mine).values(story_id=kept))


async def _close(tx: Tx, kept: int, gone: int, *, at_once: bool) -> None:
    """Let the story that stays live as long, and be published as soon, as either would.

    ``at_once``: since a post is to point to another.
    """
    rows = await tx.conn.execute(select(stories).where(stories.c.id.in_((kept, gone))))
    both = list(rows)
    values = {
        "first_at": min(row.first_at for row in both),
        "last_at": max(row.last_at for row in both),
        "settled_from": _earliest(row.settled_from for row in both),
        "publish_at": _earliest(row.publish_at for row in both),
        "lease_until": None,
    }
    if at_once:
        values["publish_at"] = values["last_at"]
    await tx.conn.execute(update(stories).where(stories.c.id == kept).values(**values))
    over = {"merged_into": kept, "publish_at": None, "lease_until": None}
    await tx.conn.execute(update(stories).where(stories.c.id == gone).values(**over))


def _earliest(times: Iterable[datetime | None]) -> datetime | None:
    return min((at for at in times if at), default=None)
