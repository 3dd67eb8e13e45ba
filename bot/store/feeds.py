"""Feeds: what is polled, when, by whom it may be seen, and how the last poll went."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, Update, bindparam, delete, exists, func, or_, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from bot.model import Feed, FeedSource
from bot.store.database import Tx
from bot.store.dialect import insert
from bot.store.rows import chunks, to_noun
from bot.store.statements import made_once, set_to, setting
from bot.store.tables import communities, feed_access, feeds


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How many feeds there are, how many of them were read lately, and which were not."""

    fresh: int
    total: int
    stale: tuple[str, ...]  # names


class Waiting(NamedTuple):
    """A feed that is due, as far as it takes to choose and to claim it."""

    id: int
    url: str
    interval: int
    lease_no: int


async def add(
    tx: Tx, source: FeedSource, *, shared: bool, interval: int, now: datetime
) -> tuple[Feed, bool]:
    """Give the feed with this address and whether it is new; a new one is due at once."""
    found = await by_url(tx, source.url)
    if found is not None:
        return found, False
    statement = insert(feeds).values(
        url=source.url,
        name=source.name,
        shared=shared,
        interval=source.interval or interval,
        next_due_at=now,
        failures=0,
        lease_no=0,
        state="active",
        **_described(source),
    )
    result = await tx.conn.execute(statement.returning(feeds))
    return to_noun(Feed, result.one()), True


def _described(source: FeedSource) -> dict[str, Any]:
    return {
        "publisher": source.publisher,
        "language": source.language,
        "country": source.country,
        "tags": list(source.tags),
        "fixed_interval": source.interval,
    }


async def sync_shared(
    tx: Tx, sources: Iterable[FeedSource], *, interval: int, now: datetime
) -> None:
    """Make the shared feeds those of the configuration; what left it is polled no more."""
    listed = []
    for source in sources:
        feed, new = await add(tx, source, shared=True, interval=interval, now=now)
        listed.append(feed.id)
        if not new:
            values = {"name": source.name, "shared": True, "state": "active", **_described(source)}
            await tx.conn.execute(update(feeds).where(feeds.c.id == feed.id).values(**values))
    gone = feeds.c.shared.is_(True) & feeds.c.id.not_in(listed)
    await tx.conn.execute(update(feeds).where(gone).values(shared=False))
    await rest_unwanted(tx)


async def rest_unwanted(tx: Tx) -> None:
    """Stop polling what is neither shared nor of a community we are in; start what is again."""
    mine = (
        feed_access.c.feed_id == feeds.c.id,
        communities.c.id == feed_access.c.community_id,
        communities.c.left_at.is_(None),
    )
    wanted = or_(feeds.c.shared.is_(True), exists().where(*mine))
    active = feeds.c.state == "active"
    await tx.conn.execute(update(feeds).where(~wanted, active).values(state="resting"))
    resting = feeds.c.state == "resting"
    await tx.conn.execute(update(feeds).where(wanted, resting).values(state="active"))


async def readdress(tx: Tx, feed_id: int, url: str) -> bool:
    """Give a feed another address and keep its items; False when another feed has the address.

    The validators belong to the old address and are forgotten, and what the new one shows at its
    first reading is known, not news.
    """
    if await by_url(tx, url) is not None:
        return False
    gone = ("etag", "modified", "body_hash", "ttl", "baseline_at", "asked_until")
    values = dict.fromkeys(gone)
    await tx.conn.execute(update(feeds).where(feeds.c.id == feed_id).values(url=url, **values))
    # Its old address was gone for good; what the new one says is not known yet.
    stopped = (feeds.c.id == feed_id, feeds.c.state == "stopped")
    await tx.conn.execute(update(feeds).where(*stopped).values(state="active"))
    return True


async def by_url(tx: Tx, url: str) -> Feed | None:
    """Find a feed by its exact address."""
    row = (await tx.conn.execute(_by_url(), {"url": url})).first()
    return to_noun(Feed, row) if row else None


@made_once
def _by_url(url: Any) -> Select[Any]:
    return select(feeds).where(feeds.c.url == url)


async def get(tx: Tx, feed_id: int) -> Feed:
    """Give a feed by id."""
    return to_noun(Feed, (await tx.conn.execute(select(feeds).where(feeds.c.id == feed_id))).one())


async def by_ids(tx: Tx, ids: Iterable[int]) -> dict[int, Feed]:
    """Give feeds by id."""
    rows = await tx.conn.execute(_by_ids(), {"ids": list(set(ids))})
    return {row.id: to_noun(Feed, row) for row in rows}


@made_once
def _by_ids(ids: Any) -> Select[Any]:
    return select(feeds).where(feeds.c.id.in_(ids))


async def visible(
    tx: Tx, community_id: int | None, ids: Iterable[int] | None = None
) -> tuple[Feed, ...]:
    """Give the feeds that a community sees: the shared ones and its own, by name.

    They bear the names and tags that it gave them. ``community_id`` None: only the shared ones;
    ``ids``: only these.
    """
    mine = select(feed_access).where(feed_access.c.community_id == community_id).subquery()
    name = func.coalesce(mine.c.name, feeds.c.name).label("name")
    query = (
        select(*[c for c in feeds.c if c.name != "name"], name, mine.c.tags.label("own_tags"))
        .outerjoin(mine, mine.c.feed_id == feeds.c.id)
        .where(or_(feeds.c.shared.is_(True), mine.c.feed_id.is_not(None)))
        .order_by(func.lower(name), feeds.c.id)
    )
    if ids is not None:
        query = query.where(feeds.c.id.in_(set(ids)))
    return tuple(
        to_noun(Feed, row, tags=tuple(row.own_tags or row.tags or ()))
        for row in await tx.conn.execute(query)
    )


async def visible_to(
    tx: Tx, community_ids: Iterable[int], ids: Iterable[int]
) -> dict[int, dict[int, Feed]]:
    """Give community → id → feed, of these feeds those that it sees, as it named them."""
    wanted = await by_ids(tx, ids)
    shared = {id_: feed for id_, feed in wanted.items() if feed.shared}
    found = {community_id: dict(shared) for community_id in community_ids}
    for part in chunks(wanted):
        query = select(feed_access).where(feed_access.c.feed_id.in_(part))
        for row in await tx.conn.execute(query):
            if row.community_id in found:
                feed = wanted[row.feed_id]
                name = feed.name if row.name is None else row.name
                own = replace(feed, name=name, tags=tuple(row.tags or feed.tags))
                found[row.community_id][feed.id] = own
    return found


async def health(tx: Tx, community_id: int | None, now: datetime) -> Health:
    """Say how many of the feeds that a community sees (None: of the shared ones) are fresh."""
    seen = await visible(tx, community_id)
    stale = tuple(feed.name for feed in seen if not _is_fresh(feed, now))
    return Health(fresh=len(seen) - len(stale), total=len(seen), stale=stale)


def _is_fresh(feed: Feed, now: datetime) -> bool:
    # Two polls may fail before anybody needs to hear of it, and an hour is nothing to a digest.
    patience = timedelta(seconds=3 * feed.interval) + timedelta(hours=1)
    return feed.last_ok_at is not None and feed.last_ok_at >= now - patience


async def failing(tx: Tx, community_id: int) -> tuple[Feed, ...]:
    """Give the feeds that a community sees and that fail, the longest failing first."""
    broken = [(f.failing_since, f) for f in await visible(tx, community_id) if f.failing_since]
    return tuple(feed for _, feed in sorted(broken, key=lambda pair: (pair[0], pair[1].id)))


async def communities_of(tx: Tx, feed_id: int) -> tuple[int, ...]:
    """Give the communities that added this feed."""
    query = select(feed_access.c.community_id).where(feed_access.c.feed_id == feed_id)
    return tuple((await tx.conn.execute(query)).scalars())


async def access(tx: Tx, feed_id: int, community_id: int) -> dict[str, Any] | None:
    """Give the name and tags that a community gave a feed; None when it did not add it."""
    where = (feed_access.c.feed_id == feed_id, feed_access.c.community_id == community_id)
    row = (await tx.conn.execute(select(feed_access).where(*where))).first()
    return {"name": row.name, "tags": list(row.tags)} if row else None


async def grant(
    tx: Tx,
    feed_id: int,
    community_id: int,
    *,
    by: str,
    now: datetime,
    name: str | None = None,
    tags: Sequence[str] = (),
) -> None:
    """Let a community see a feed, under its own name and tags if it gives them."""
    values = {"name": name, "tags": list(tags)}
    await tx.conn.execute(
        insert(feed_access)
        .values(feed_id=feed_id, community_id=community_id, added_by=by, added_at=now, **values)
        .on_conflict_do_update(index_elements=["feed_id", "community_id"], set_=values)
    )
    await rest_unwanted(tx)


async def revoke(tx: Tx, feed_id: int, community_id: int) -> bool:
    """Take a community's own feed away from it; False when it had none."""
    where = (feed_access.c.feed_id == feed_id, feed_access.c.community_id == community_id)
    result = await tx.conn.execute(delete(feed_access).where(*where))
    await rest_unwanted(tx)
    return bool(result.rowcount)


async def due(tx: Tx, now: datetime, *, limit: int, offset: int = 0) -> tuple[Feed, ...]:
    """Give the feeds that are due and that nobody reads at the moment, longest waiting first.

    ``offset``: how many of them to pass over.
    """
    values = {"now": now, "most": limit, "over": offset}
    return tuple(to_noun(Feed, row) for row in await tx.conn.execute(_due(), values))


async def waiting(tx: Tx, now: datetime, *, limit: int, offset: int = 0) -> tuple[Waiting, ...]:
    """Give what it takes of the same feeds to choose among very many."""
    values = {"now": now, "most": limit, "over": offset}
    return tuple(Waiting(*row) for row in await tx.conn.execute(_waiting(), values))


@made_once
def _due(now: Any, most: Any, over: Any) -> Select[Any]:
    free = or_(feeds.c.lease_until.is_(None), feeds.c.lease_until <= now)
    ready = (feeds.c.state == "active", feeds.c.next_due_at <= now, free)
    query = select(feeds).where(*ready).order_by(feeds.c.next_due_at, feeds.c.id)
    return query.limit(most).offset(over)


@cache
def _waiting() -> Select[Any]:
    return _due().with_only_columns(*(feeds.c[name] for name in Waiting._fields))


async def unread(tx: Tx, now: datetime, *, since: datetime) -> bool:
    """Say whether a feed that is due was not tried since then, or one is being read now."""
    tried = feeds.c.tried_at.is_not(None) & (feeds.c.tried_at >= since)
    waits = (feeds.c.state == "active") & (feeds.c.next_due_at <= now) & ~tried
    query = select(feeds.c.id).where(or_(waits, feeds.c.lease_until > now)).limit(1)
    return (await tx.conn.execute(query)).first() is not None


async def asked_for_rest(tx: Tx, now: datetime) -> tuple[tuple[str, datetime], ...]:
    """Give the feeds whose servers asked to be left alone, as address → until when."""
    query = select(feeds.c.url, feeds.c.asked_until).where(feeds.c.asked_until > now)
    return tuple((row.url, row.asked_until) for row in await tx.conn.execute(query))


async def claim(
    tx: Tx, chosen: Iterable[Feed | Waiting], now: datetime, *, lease: timedelta
) -> tuple[Feed, ...]:
    """Take feeds that `due` or `waiting` gave, in order, save those that others took meanwhile.

    ``next_due_at`` moves on before the fetch, so that a crash causes no early poll.
    """
    claimed = []
    for feed in chosen:
        values = {
            "lease_no": feed.lease_no + 1,
            "lease_until": now + lease,
            "next_due_at": now + timedelta(seconds=feed.interval),
            "tried_at": now,
        }
        statement = _changing(tuple(values), returning=True)
        row = (await tx.conn.execute(statement, {**set_to(values), **_fence(feed)})).first()
        claimed += [to_noun(Feed, row)] if row else []
    return tuple(claimed)


async def save_poll(tx: Tx, feed: Feed, **values: Any) -> bool:
    """Write what a poll found and end its lease; False when another poll has taken over."""
    values["lease_until"] = None
    statement = _changing(tuple(values), returning=False)
    return bool((await tx.conn.execute(statement, {**set_to(values), **_fence(feed)})).rowcount)


@cache
def _changing(columns: tuple[str, ...], *, returning: bool) -> Update | ReturningUpdate[Any]:
    fenced = (feeds.c.id == bindparam("feed"), feeds.c.lease_no == bindparam("fence"))
    statement = setting(feeds, columns).where(*fenced)
    return statement.returning(feeds) if returning else statement


def _fence(feed: Feed | Waiting) -> dict[str, int]:
    return {"feed": feed.id, "fence": feed.lease_no}


async def try_again(tx: Tx, feed_id: int, now: datetime, *, floor: timedelta) -> datetime:
    """Let a feed that fails be tried now, and give when it is: not sooner than may be.

    ``floor``: the least time between two tries, whoever asks for them. A publisher that asked to
    be left alone is.
    """
    feed = await get(tx, feed_id)
    tried = (feed.tried_at + floor) if feed.tried_at else now
    at = max(now, tried, feed.asked_until or now)
    values: dict[str, Any] = {"next_due_at": min(at, max(feed.next_due_at, now))}
    if feed.state == "stopped":  # by its publisher: whoever presses wants to know anew
        values = {"next_due_at": at, "state": "active"}
    await tx.conn.execute(update(feeds).where(feeds.c.id == feed_id).values(**values))
    due: datetime = values["next_due_at"]
    return due


async def hurry(tx: Tx, feed_id: int, at: datetime) -> None:
    """Poll a feed no later than ``at``."""
    where = (feeds.c.id == feed_id, feeds.c.next_due_at > at)
    await tx.conn.execute(update(feeds).where(*where).values(next_due_at=at))
