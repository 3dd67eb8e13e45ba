"""Queries, watches, and the packs that bring several watches at once."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, select, update

from bot.model import Kind, Mode, State, Watch
from bot.store.database import Tx
from bot.store.dialect import insert
from bot.store.items import seen_by
from bot.store.rows import chunks, to_noun
from bot.store.statements import made_once
from bot.store.tables import (
    channels,
    deliveries,
    feeds,
    items,
    matches,
    packs_on,
    queries,
    stories,
    watches,
)
from bot.store.versions import asked_changed

SHOWN = {"removed_at", "state", "label", "query_id"}  # changes that a post shows

_WATCH = (
    select(watches, channels.c.community_id, queries.c.normal_form.label("query"))
    .join(channels, channels.c.id == watches.c.channel_id)
    .outerjoin(queries, queries.c.id == watches.c.query_id)
)


def _watch(row: Any) -> Watch:
    return to_noun(Watch, row, mode=Mode(row.mode))


async def query_id(tx: Tx, normal_form: str, home: int | None = None) -> int:
    """Give the id of a query, one for every distinct normal form.

    ``home`` is the community where its topics mean something else; there it is another query.
    """
    where = (
        queries.c.normal_form == normal_form,
        queries.c.community_id.is_not_distinct_from(home),
    )
    found = (await tx.conn.execute(select(queries.c.id).where(*where))).scalar()
    if found is None:
        statement = insert(queries).values(normal_form=normal_form, community_id=home)
        found = (await tx.conn.execute(statement.returning(queries.c.id))).scalar_one()
    return int(found)


async def query_of(tx: Tx, query_id: int) -> tuple[str, int | None] | None:
    """Give the normal form and the home of a query; None when it is gone."""
    row = (await tx.conn.execute(select(queries).where(queries.c.id == query_id))).first()
    return (row.normal_form, row.community_id) if row else None


async def homes(tx: Tx) -> dict[int, int]:
    """Give the queries that mean something else in one community: id → that community."""
    query = select(queries.c.id, queries.c.community_id).where(queries.c.community_id.is_not(None))
    return {row.id: row.community_id for row in await tx.conn.execute(query)}


async def asked_in(tx: Tx, community_id: int) -> dict[int, tuple[str, int | None]]:
    """Give the queries of a community's watches, removed ones too: id → normal form and home."""
    mine = select(channels.c.id).where(channels.c.community_id == community_id)
    asked = select(watches.c.query_id).where(watches.c.channel_id.in_(mine))
    query = select(queries).where(queries.c.id.in_(asked)).order_by(queries.c.id)
    return {row.id: (row.normal_form, row.community_id) for row in await tx.conn.execute(query)}


async def ask_instead(tx: Tx, community_id: int, old: int, new: int) -> None:
    """Let a community's watches of one query ask another one, removed watches too."""
    mine = select(channels.c.id).where(channels.c.community_id == community_id)
    where = (watches.c.channel_id.in_(mine), watches.c.query_id == old)
    await tx.conn.execute(update(watches).where(*where).values(query_id=new))
    await asked_changed(tx)


async def add(tx: Tx, channel_id: int, *, label: str, now: datetime, **values: Any) -> Watch:
    """Add a watch (columns of ``watches``); it alerts only for items that come after it."""
    newest = select(func.coalesce(func.max(items.c.id), 0)).scalar_subquery()
    row = {
        "mode": Mode.ALERT.value,
        "mention_when": "always",
        "urgent": "no",
        "min_publishers": 1,
        "languages": [],
        "post": "message",
        "state": "active",
        **values,
    }
    statement = insert(watches).values(
        channel_id=channel_id, label=label, created_at=now, after_item=newest, **row
    )
    watch_id = (await tx.conn.execute(statement.returning(watches.c.id))).scalar_one()
    await asked_changed(tx)
    return await get(tx, int(watch_id))


async def get(tx: Tx, watch_id: int) -> Watch:
    """Give a watch, removed ones too."""
    return _watch((await tx.conn.execute(_WATCH.where(watches.c.id == watch_id))).one())


async def of_community(tx: Tx, community_id: int, watch_id: int) -> Watch | None:
    """Find a watch by id, only within this community."""
    where = (watches.c.id == watch_id, channels.c.community_id == community_id)
    row = (await tx.conn.execute(_WATCH.where(*where))).first()
    return _watch(row) if row else None


async def of_channel(tx: Tx, channel_id: int) -> tuple[Watch, ...]:
    """Give a channel's watches, oldest first."""
    where = (watches.c.channel_id == channel_id, watches.c.removed_at.is_(None))
    rows = await tx.conn.execute(_WATCH.where(*where).order_by(watches.c.id))
    return tuple(_watch(row) for row in rows)


async def change(tx: Tx, watch_id: int, **values: Any) -> None:
    """Change columns of a watch; ``removed_at`` removes it and None brings it back."""
    await tx.conn.execute(update(watches).where(watches.c.id == watch_id).values(**values))
    if SHOWN & values.keys():
        await _draw_anew(tx, watch_id)
    await asked_changed(tx)


async def _draw_anew(tx: Tx, watch_id: int) -> None:
    """Let what waits in a watch's channel be drawn anew: it names the watches that ask for it."""
    channel = select(watches.c.channel_id).where(watches.c.id == watch_id).scalar_subquery()
    # "+ 0" lets SQLite find what is open by its state, not among all the channel ever got.
    waiting = select(deliveries.c.story_id).where(
        deliveries.c.state == State.PENDING.value,
        deliveries.c.kind == Kind.ALERT.value,
        deliveries.c.channel_id + 0 == channel,
    )
    at_once = func.coalesce(stories.c.publish_at, stories.c.last_at)
    statement = update(stories).where(stories.c.id.in_(waiting))
    await tx.conn.execute(statement.values(publish_at=at_once, lease_until=None))


async def prune_queries(tx: Tx) -> int:
    """Drop queries that no watch asks any more, with their matches; count them.

    Such as what topics meant in a community before it changed them again. The newest one stays,
    so that its number is not given to another query: an index may still hold it.
    """
    asked = select(watches.c.query_id).where(watches.c.query_id.is_not(None))
    newest = select(func.max(queries.c.id)).scalar_subquery()
    where = (queries.c.id.not_in(asked), queries.c.id < newest)
    return int((await tx.conn.execute(delete(queries).where(*where))).rowcount)


def _active() -> Any:
    return (watches.c.removed_at.is_(None)) & (watches.c.state == "active")


async def active_queries(tx: Tx) -> dict[int, str]:
    """Give the queries that an active watch asks: id → normal form."""
    query = (
        select(queries.c.id, queries.c.normal_form)
        .where(queries.c.id.in_(select(watches.c.query_id).where(_active())))
        .order_by(queries.c.id)
    )
    return {row.id: row.normal_form for row in await tx.conn.execute(query)}


async def asking(tx: Tx, query_ids: Iterable[int]) -> tuple[Watch, ...]:
    """Give the active watches that ask one of these queries."""
    found: list[Watch] = []
    for part in chunks(set(query_ids)):
        found += [_watch(row) for row in await tx.conn.execute(_asking(), {"queries": part})]
    return tuple(sorted(found, key=lambda watch: watch.id))


@made_once
def _asking(queries: Any) -> Select[Any]:
    return _WATCH.where(_active(), watches.c.query_id.in_(queries))


async def following(tx: Tx, feed_id: int) -> tuple[Watch, ...]:
    """Give the active watches that post every item of a feed."""
    rows = await tx.conn.execute(_following(), {"feed": feed_id})
    return tuple(_watch(row) for row in rows)


@made_once
def _following(feed: Any) -> Select[Any]:
    return _WATCH.where(_active(), watches.c.feed_id == feed).order_by(watches.c.id)


async def hits(tx: Tx, watch: Watch, since: datetime) -> tuple[int, datetime | None]:
    """Count the items that a watch's query or feed met since then, and when the last came.

    Only items that the watch's community may see count, each at its own date; not those that a
    first reading brought: they are no news, and none is ever told.
    """
    at = func.min(func.coalesce(items.c.published, items.c.first_seen), items.c.first_seen)
    # The second condition follows from the first, and has an index.
    seen = _found(watch, func.count(items.c.id), func.max(at)).where(
        at >= since, items.c.first_seen >= since
    )
    row = (await tx.conn.execute(seen)).one()
    return int(row[0]), row[1]


async def came(tx: Tx, watch: Watch, since: datetime) -> int:
    """Count the items that a watch's query or feed met and that were read since then."""
    query = _found(watch, func.count(items.c.id)).where(items.c.first_seen >= since)
    return int((await tx.conn.execute(query)).scalar_one())


def _found(watch: Watch, *counted: ColumnElement[Any]) -> Select[Any]:
    """Ask for what a watch met of what its community may see, but for first readings."""
    query = (
        select(*counted)
        .join(feeds, feeds.c.id == items.c.feed_id)
        .where(items.c.baseline.is_(False), seen_by(watch.community_id))
    )
    if watch.feed_id is not None:
        return query.where(items.c.feed_id == watch.feed_id)
    met = select(matches.c.item_id).where(matches.c.query_id == watch.query_id)
    return query.where(items.c.id.in_(met))


async def with_own_digest(tx: Tx) -> dict[int, list[Watch]]:
    """Give the active watches that have digest times of their own, by channel."""
    found: dict[int, list[Watch]] = {}
    query = _WATCH.where(_active(), watches.c.digest_since.is_not(None)).order_by(watches.c.id)
    for row in await tx.conn.execute(query):
        if row.digest_times is not None:
            found.setdefault(row.channel_id, []).append(_watch(row))
    return found


async def digested(tx: Tx, watch_id: int, now: datetime) -> None:
    """Note when a watch's own digest was made; what it asks stays as it is."""
    statement = update(watches).where(watches.c.id == watch_id).values(digest_since=now)
    await tx.conn.execute(statement)


async def pack_on(tx: Tx, channel_id: int, pack: str) -> bool:
    """Note that a channel has a pack; False when it had it already."""
    statement = insert(packs_on).values(channel_id=channel_id, pack=pack, removed_watches=[])
    result = await tx.conn.execute(statement.on_conflict_do_nothing())
    return bool(result.rowcount)


async def packs_of(tx: Tx, channel_id: int) -> Mapping[str, tuple[str, ...]]:
    """Give a channel's packs, each with the queries that somebody took out of it."""
    query = select(packs_on).where(packs_on.c.channel_id == channel_id).order_by(packs_on.c.pack)
    return {row.pack: tuple(row.removed_watches) for row in await tx.conn.execute(query)}


async def without(tx: Tx, channel_id: int, pack: str, removed: Iterable[str]) -> None:
    """Note which queries of a pack stay out of this channel, whatever the pack brings later."""
    where = (packs_on.c.channel_id == channel_id, packs_on.c.pack == pack)
    values = {"removed_watches": sorted(set(removed))}
    await tx.conn.execute(update(packs_on).where(*where).values(**values))


async def pack_off(tx: Tx, channel_id: int, pack: str) -> bool:
    """Forget a channel's pack; False when it had none of this name."""
    where = (packs_on.c.channel_id == channel_id, packs_on.c.pack == pack)
    return bool((await tx.conn.execute(packs_on.delete().where(*where))).rowcount)
