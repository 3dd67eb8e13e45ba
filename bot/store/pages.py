"""Which items wait for the page of their article, and what came of reading it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, delete, exists, func, or_, select, update

from bot.model import Item, Match
from bot.store.database import Tx
from bot.store.items import note_matches_many
from bot.store.rows import to_noun
from bot.store.tables import items, matches, stories, story_items

# Asked for "not null", SQLite would go through all stories that there ever were.
LONG_AGO = datetime.min.replace(tzinfo=UTC)
READ = ("whole", "shorter", "partial", "other")  # what another item at the address can use


async def waiting(
    tx: Tx, *, again_before: datetime, per_story: int, limit: int, skip: Sequence[int] = ()
) -> tuple[Item, ...]:
    """Give the items whose story is about to be posted, by its time, and whose page is not read.

    An item that changed since its page was read waits again, when that was ``again_before``. At
    most ``per_story`` pages of one story are read. ``skip``: items that are being read.
    """
    due = (
        select(items, func.min(stories.c.publish_at).label("due"))
        .join(story_items, story_items.c.item_id == items.c.id)
        .join(stories, stories.c.id == story_items.c.story_id)
        .where(
            stories.c.publish_at > LONG_AGO,
            items.c.link.is_not(None),
            items.c.page_state.is_(None),
            or_(items.c.page_at.is_(None), items.c.page_at < again_before),
            items.c.baseline.is_(False),
            items.c.id.not_in(skip),
            exists().where(matches.c.item_id == items.c.id),
            _tried(stories.c.id) < per_story,
        )
        .group_by(items.c.id)
        .order_by("due", items.c.id)
        .limit(limit)
    )
    return tuple(to_noun(Item, row) for row in await tx.conn.execute(due))


def _tried(story_id: ColumnElement[int]) -> ColumnElement[int]:
    """Count in SQL the items of a story whose page was asked for."""
    other = items.alias("other")
    inside = story_items.alias("inside")
    return (
        select(func.count())
        .select_from(inside.join(other, other.c.id == inside.c.item_id))
        .where(inside.c.story_id == story_id, other.c.page_at.is_not(None))
        .scalar_subquery()
    )


async def kept(tx: Tx, item: Item, since: datetime) -> Item | None:
    """Give another item at the same address whose page was read since then."""
    query = (
        select(items)
        .where(
            items.c.canonical == item.canonical,
            items.c.page_at >= since,
            items.c.page_state.in_(READ),
            items.c.id != item.id,
        )
        .order_by(items.c.page_at.desc())
        .limit(1)
    )
    row = (await tx.conn.execute(query)).first() if item.canonical else None
    return to_noun(Item, row) if row else None


async def keep(
    tx: Tx,
    item: Item,
    *,
    state: str,
    text: str | None,
    origin: str | None = None,
    now: datetime,
) -> Item | None:
    """Note what came of reading a page; None when the item is gone or changed meanwhile.

    ``origin``: family of the other outlet that the page names as where its article is.
    """
    where = (items.c.id == item.id, items.c.revision == item.revision)
    values = {"page_state": state, "page_text": text, "page_origin": origin, "page_at": now}
    row = (
        await tx.conn.execute(update(items).where(*where).values(**values).returning(items))
    ).first()
    return to_noun(Item, row) if row else None


async def note_raised(tx: Tx, item: Item, found: Mapping[int, Match]) -> None:
    """Put matches, by query, in the place of those of the item's present revision."""
    old = (matches.c.item_id == item.id, matches.c.revision == item.revision)
    await tx.conn.execute(delete(matches).where(*old))
    await note_matches_many(tx, [(item, found)])
