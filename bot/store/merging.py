"""Two stories that turn out to be one: the older one takes all, and posts stay where they are.

In a channel that was told of both, the older post goes on and the other stays as it is, under the
story that is gone; one that nobody tried to send yet is not sent.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import and_, case, delete, exists, func, literal, select, update
from sqlalchemy.sql import ColumnElement

from bot.model import State
from bot.store.database import Tx
from bot.store.dialect import insert
from bot.store.tables import (
    deliveries,
    delivery_stories,
    mutes,
    stories,
    story_items,
    story_posts,
)

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
    untold = {channel_id: await _untold(tx, channel_id, kept, gone) for channel_id in both_told}
    await tx.conn.execute(delete(story_items).where(here, twice))
    await tx.conn.execute(update(story_items).where(here).values(story_id=kept))
    for channel_id in both_told:
        await _choose(tx, channel_id, kept, gone, untold[channel_id])
    await _move_posts(tx, kept, gone)
    await tx.conn.execute(update(mutes).where(mutes.c.story_id == gone).values(story_id=kept))
    about = select(delivery_stories.c.delivery_id, literal(kept)).where(
        delivery_stories.c.story_id == gone
    )
    both = insert(delivery_stories).from_select(["delivery_id", "story_id"], about)
    await tx.conn.execute(both.on_conflict_do_nothing())
    await _close(tx, kept, gone)


async def _told_of_both(tx: Tx, kept: int, gone: int) -> tuple[int, ...]:
    query = (
        select(story_posts.c.channel_id)
        .where(story_posts.c.story_id.in_((kept, gone)))
        .group_by(story_posts.c.channel_id)
        .having(func.count() > 1)
    )
    return tuple((await tx.conn.execute(query.order_by(story_posts.c.channel_id))).scalars())


async def _untold(tx: Tx, channel_id: int, kept: int, gone: int) -> int | None:
    """Give the oldest item of either story that its post here does not tell yet; None without."""
    query = (
        select(func.min(story_items.c.item_id))
        .join(story_posts, story_posts.c.story_id == story_items.c.story_id)
        .where(
            story_items.c.story_id.in_((kept, gone)),
            story_posts.c.channel_id == channel_id,
            story_items.c.item_id > func.coalesce(story_posts.c.told_item, 0),
        )
    )
    oldest: int | None = (await tx.conn.execute(query)).scalar()
    return oldest


async def _choose(tx: Tx, channel_id: int, kept: int, gone: int, untold: int | None) -> None:
    """Leave the channel's older post with the story that stays, the other with the one gone.

    What either post tells is no news under the one that goes on, up to the first item that is
    ``untold``.
    """
    query = (
        select(
            story_posts.c.story_id,
            story_posts.c.alert_id,
            story_posts.c.told_item,
            deliveries.c.state,
        )
        .outerjoin(deliveries, deliveries.c.id == story_posts.c.alert_id)
        .where(story_posts.c.story_id.in_((kept, gone)), story_posts.c.channel_id == channel_id)
    )
    rows = (await tx.conn.execute(query)).all()
    waits = (State.PENDING.value, None)
    first, other = sorted(rows, key=lambda row: (row.state in waits, row.alert_id or 0))
    if first.story_id == gone:
        await _swap(tx, channel_id, kept, gone)
    untried = (
        deliveries.c.id == other.alert_id,
        deliveries.c.state == State.PENDING.value,
        deliveries.c.attempt == 0,
    )
    dropped = {"state": State.SUPPRESSED.value, "reason": TOLD_TOGETHER, "hold": None}
    await tx.conn.execute(update(deliveries).where(*untried).values(**dropped))
    if other.state == State.SENT.value and first.told_item and other.told_item:
        upto = min(other.told_item, (untold or other.told_item + 1) - 1)
        mine = (story_posts.c.story_id == kept, story_posts.c.channel_id == channel_id)
        told = update(story_posts).where(*mine, story_posts.c.told_item < upto)
        await tx.conn.execute(told.values(told_item=upto))


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


async def _close(tx: Tx, kept: int, gone: int) -> None:
    """Let the story that stays live as long, and be published as soon, as either would."""
    rows = await tx.conn.execute(select(stories).where(stories.c.id.in_((kept, gone))))
    both = list(rows)
    values = {
        "first_at": min(row.first_at for row in both),
        "last_at": max(row.last_at for row in both),
        "settled_from": _earliest(row.settled_from for row in both),
        "publish_at": _earliest(row.publish_at for row in both),
        "lease_until": None,
    }
    await tx.conn.execute(update(stories).where(stories.c.id == kept).values(**values))
    over = {"merged_into": kept, "publish_at": None, "lease_until": None}
    await tx.conn.execute(update(stories).where(stories.c.id == gone).values(**over))


def _earliest(times: Iterable[datetime | None]) -> datetime | None:
    return min((at for at in times if at), default=None)
