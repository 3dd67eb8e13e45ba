"""Stories, the items that tell them, and what each channel was told of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.model import Item, Story
from bot.store.database import Tx
from bot.store.rows import to_noun
from bot.store.tables import (
    deliveries,
    feeds,
    items,
    matches,
    stories,
    story_items,
    story_posts,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An item's place in a story, with what clustering compares."""

    story_id: int
    community_id: int | None
    item_id: int
    feed_id: int
    canonical: str | None
    title: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPost:
    """What a channel was told of a story."""

    channel_id: int
    alert_id: int | None
    alert_state: str | None
    edited_at: datetime | None


async def open_story(
    tx: Tx, item: Item, community_id: int | None, *, role: str = "opener"
) -> Story:
    """Open a story with its first item."""
    statement = insert(stories).values(
        community_id=community_id,
        title=item.title,
        first_at=item.first_seen,
        last_at=item.first_seen,
        lease_no=0,
    )
    story = to_noun(Story, (await tx.conn.execute(statement.returning(stories))).one())
    await _place(tx, story.id, item, community_id, role, None)
    return story


async def join(
    tx: Tx, story_id: int, item: Item, community_id: int | None, *, role: str, score: float
) -> Story:
    """Put an item into a story that is open."""
    await _place(tx, story_id, item, community_id, role, score)
    statement = update(stories).where(stories.c.id == story_id)
    statement = statement.values(last_at=func.max(stories.c.last_at, item.first_seen))
    return to_noun(Story, (await tx.conn.execute(statement.returning(stories))).one())


async def _place(
    tx: Tx, story_id: int, item: Item, community_id: int | None, role: str, score: float | None
) -> None:
    await tx.conn.execute(
        insert(story_items)
        .values(
            story_id=story_id,
            item_id=item.id,
            community_id=community_id,
            role=role,
            score=score,
        )
        .on_conflict_do_nothing()
    )


async def members(tx: Tx, since: datetime, after_item: int) -> tuple[Member, ...]:
    """Give the items placed in stories since then that have a larger id, in id order."""
    query = (
        select(
            story_items.c.story_id,
            story_items.c.community_id,
            story_items.c.item_id,
            items.c.feed_id,
            items.c.canonical,
            items.c.title,
            items.c.first_seen.label("at"),
        )
        .join(items, items.c.id == story_items.c.item_id)
        .where(items.c.id > after_item, items.c.first_seen >= since)
        .order_by(items.c.id)
    )
    return tuple(to_noun(Member, row) for row in await tx.conn.execute(query))


async def get(tx: Tx, story_id: int) -> Story:
    """Give a story by id."""
    row = (await tx.conn.execute(select(stories).where(stories.c.id == story_id))).one()
    return to_noun(Story, row)


async def of_item(tx: Tx, item_id: int) -> Story | None:
    """Give the story that an item belongs to."""
    query = (
        select(stories)
        .join(story_items, story_items.c.story_id == stories.c.id)
        .where(story_items.c.item_id == item_id)
        .limit(1)
    )
    row = (await tx.conn.execute(query)).first()
    return to_noun(Story, row) if row else None


async def items_of(tx: Tx, story_id: int) -> tuple[Item, ...]:
    """Give a story's items, first seen first."""
    query = (
        select(items)
        .join(story_items, story_items.c.item_id == items.c.id)
        .where(story_items.c.story_id == story_id)
        .order_by(items.c.id)
    )
    return tuple(to_noun(Item, row) for row in await tx.conn.execute(query))


async def schedule(tx: Tx, story_id: int, *, settled_from: datetime, publish_at: datetime) -> None:
    """Set when a story is to be published, or looked at again."""
    values = {"settled_from": settled_from, "publish_at": publish_at}
    await tx.conn.execute(update(stories).where(stories.c.id == story_id).values(**values))


async def claim_due(tx: Tx, now: datetime, *, lease: timedelta, limit: int) -> tuple[Story, ...]:
    """Take the stories whose time has come, the longest waiting first."""
    due = (
        select(stories.c.id)
        .where(
            stories.c.publish_at <= now,
            or_(stories.c.lease_until.is_(None), stories.c.lease_until <= now),
        )
        .order_by(stories.c.publish_at, stories.c.id)
        .limit(limit)
    )
    values: dict[str, Any] = {"lease_no": stories.c.lease_no + 1, "lease_until": now + lease}
    statement = update(stories).where(stories.c.id.in_(due.scalar_subquery())).values(**values)
    rows = (await tx.conn.execute(statement.returning(stories))).all()
    claimed = [to_noun(Story, row) for row in rows]
    return tuple(sorted(claimed, key=lambda s: (s.publish_at is None, s.publish_at, s.id)))


async def settle(tx: Tx, story: Story, *, publish_at: datetime | None) -> bool:
    """End a publication's lease and say when to look again; False when it was taken over."""
    fenced = (stories.c.id == story.id, stories.c.lease_no == story.lease_no)
    values = {"lease_until": None, "publish_at": publish_at}
    return bool((await tx.conn.execute(update(stories).where(*fenced).values(**values))).rowcount)


async def retitle(tx: Tx, story_id: int, title: str) -> None:
    """Give a story another title."""
    await tx.conn.execute(update(stories).where(stories.c.id == story_id).values(title=title))


async def posts(tx: Tx, story_id: int) -> dict[int, StoryPost]:
    """Give what each channel was told of a story, by channel."""
    query = (
        select(story_posts, deliveries.c.state.label("alert_state"))
        .outerjoin(deliveries, deliveries.c.id == story_posts.c.alert_id)
        .where(story_posts.c.story_id == story_id)
    )
    return {row.channel_id: to_noun(StoryPost, row) for row in await tx.conn.execute(query)}


async def note_post(
    tx: Tx,
    story_id: int,
    channel_id: int,
    *,
    alert_id: int,
    edited_at: datetime | None = None,
) -> None:
    """Note a channel's alert about a story, or when that alert was last edited."""
    values = {"alert_id": alert_id, "edited_at": edited_at}
    await tx.conn.execute(
        insert(story_posts)
        .values(story_id=story_id, channel_id=channel_id, thread_posts=0, **values)
        .on_conflict_do_update(index_elements=["story_id", "channel_id"], set_=values)
    )


async def matching(
    tx: Tx,
    query_ids: Iterable[int],
    *,
    since: datetime,
    feed_ids: Sequence[int] | None = None,
    limit: int = 500,
) -> tuple[tuple[Story, tuple[int, ...]], ...]:
    """Give the stories with an item that met one of the queries, and which; newest first.

    ``feed_ids`` narrows to items of feeds that the asker may see.
    """
    query = (
        select(stories, matches.c.query_id)
        .join(story_items, story_items.c.story_id == stories.c.id)
        .join(matches, matches.c.item_id == story_items.c.item_id)
        .join(items, items.c.id == story_items.c.item_id)
        .where(matches.c.query_id.in_(set(query_ids)), items.c.first_seen >= since)
        .order_by(stories.c.last_at.desc(), stories.c.id.desc())
        .distinct()
    )
    if feed_ids is not None:
        query = query.where(items.c.feed_id.in_(feed_ids))
    met: dict[int, tuple[Story, list[int]]] = {}
    for row in await tx.conn.execute(query.limit(limit)):
        met.setdefault(row.id, (to_noun(Story, row), []))[1].append(row.query_id)
    return tuple((story, tuple(sorted(ids))) for story, ids in met.values())


async def outlets(tx: Tx, story_id: int) -> tuple[str, ...]:
    """Give the names of the feeds that told a story, first teller first."""
    query = (
        select(feeds.c.name)
        .join(items, items.c.feed_id == feeds.c.id)
        .join(story_items, and_(story_items.c.item_id == items.c.id))
        .where(story_items.c.story_id == story_id)
        .order_by(items.c.id)
    )
    return tuple(dict.fromkeys((await tx.conn.execute(query)).scalars()))
