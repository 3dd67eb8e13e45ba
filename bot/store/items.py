"""Items, the keys by which they are known again, and what they matched."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Update, delete, func, or_, select, update

from bot.model import Evidence, Item, Match, Salience
from bot.store.database import Tx
from bot.store.dialect import insert
from bot.store.rows import chunks, to_noun
from bot.store.statements import made_once
from bot.store.tables import (
    feed_access,
    feeds,
    item_keys,
    items,
    matches,
    queries,
    revisions,
)


async def known_keys(tx: Tx, feed_id: int) -> dict[str, str]:
    """Give the keys a feed is known to have shown, each with its content's hash."""
    rows = await tx.conn.execute(_known_keys(), {"feed": feed_id})
    return {row.key: row.content_hash for row in rows}


@made_once
def _known_keys(feed: Any) -> Select[Any, Any]:
    return select(item_keys.c.key, item_keys.c.content_hash).where(item_keys.c.feed_id == feed)


async def known_heads(tx: Tx, feed_id: int) -> set[tuple[str | None, str]]:
    """Give what a feed's stored items are known by when their ids change.

    (canonical address, title) where both are there, else (None, content hash).
    """
    rows = await tx.conn.execute(_known_heads(), {"feed": feed_id})
    return {
        (r.canonical, r.title) if r.canonical and r.title else (None, r.content_hash) for r in rows
    }


@made_once
def _known_heads(feed: Any) -> Select[Any, Any, Any]:
    query = select(items.c.canonical, items.c.title, items.c.content_hash)
    return query.where(items.c.feed_id == feed)


async def told_before(
    tx: Tx, feed_id: int, titles: Iterable[str], hashes: Iterable[str]
) -> tuple[Item, ...]:
    """Give a feed's items with one of these titles or contents, oldest first."""
    found: dict[int, Item] = {}
    for column, values in ((items.c.title, titles), (items.c.content_hash, hashes)):
        for part in chunks(set(values)):
            query = select(items).where(items.c.feed_id == feed_id, column.in_(part))
            found |= {row.id: to_noun(Item, row) for row in await tx.conn.execute(query)}
    return tuple(found[id_] for id_ in sorted(found))


async def touch_keys(tx: Tx, feed_id: int, keys: Iterable[str], now: datetime) -> None:
    """Note that the feed still lists these keys."""
    for part in chunks(keys):
        await tx.conn.execute(_touching(), {"feed": feed_id, "keys": part, "at": now})


@made_once
def _touching(feed: Any, keys: Any, at: Any) -> Update:
    where = (item_keys.c.feed_id == feed, item_keys.c.key.in_(keys))
    return update(item_keys).where(*where).values(last_listed_at=at)


async def note_keys(
    tx: Tx, feed_id: int, hashes: Mapping[str, str], now: datetime, item_id: int | None = None
) -> None:
    """Remember keys and the hash of what stood under them."""
    rows = [
        {
            "feed_id": feed_id,
            "key": key,
            "item_id": item_id,
            "content_hash": content_hash,
            "last_listed_at": now,
        }
        for key, content_hash in hashes.items()
    ]
    statement = insert(item_keys)
    changed = {
        "content_hash": statement.excluded.content_hash,
        "last_listed_at": statement.excluded.last_listed_at,
    }
    statement = statement.on_conflict_do_update(index_elements=["feed_id", "key"], set_=changed)
    if rows:
        await tx.conn.execute(statement, rows)


async def readdress(
    tx: Tx, item_id: int, *, link: str | None, canonical: str | None, now: datetime
) -> None:
    """Give an item the address at which its feed shows it now; posts name the old one."""
    query = select(items.c.feed_id, items.c.canonical).where(items.c.id == item_id)
    old = (await tx.conn.execute(query)).one_or_none()
    if old is not None and old.canonical and old.canonical != canonical:
        await note_keys(tx, old.feed_id, {_was_at(old.canonical): ""}, now, item_id)
    values = {"link": link, "canonical": canonical}
    await tx.conn.execute(update(items).where(items.c.id == item_id).values(**values))


def _was_at(canonical: str) -> str:
    """Give the key by which an item is found at an address that it had before."""
    return f"was:{canonical}"


async def insert_items(tx: Tx, feed_id: int, rows: Sequence[Mapping[str, Any]]) -> list[Item]:
    """Store new items (columns of ``items`` without id and feed) and their keys, in order."""
    if not rows:
        return []
    values = [{"feed_id": feed_id, **row} for row in rows]
    result = await tx.conn.execute(insert(items).returning(items), values)
    # Ids are given in the order of the rows; only the rows may come back in another one.
    stored = sorted((to_noun(Item, row) for row in result), key=lambda item: item.id)
    keys = [
        {
            "feed_id": feed_id,
            "key": item.key,
            "item_id": item.id,
            "content_hash": item.content_hash,
            "last_listed_at": item.first_seen,
        }
        for item in stored
    ]
    await tx.conn.execute(insert(item_keys).on_conflict_do_nothing(), keys)
    return stored


async def revise(
    tx: Tx, feed_id: int, key: str, values: Mapping[str, Any], now: datetime, *, most: int
) -> Item | None:
    """Give an item its new text, keep the old as a revision; None when the item is gone.

    None too for what was revised ``most`` times: that is a counter, or an advertisement.
    """
    where = (item_keys.c.feed_id == feed_id, item_keys.c.key == key)
    item_id = (await tx.conn.execute(select(item_keys.c.item_id).where(*where))).scalar()
    row = (await tx.conn.execute(select(items).where(items.c.id == item_id))).first()
    content = {"content_hash": values["content_hash"], "last_listed_at": now}
    await tx.conn.execute(update(item_keys).where(*where).values(**content))
    if row is None or row.revision >= most:
        return None
    old = to_noun(Item, row)
    await tx.conn.execute(
        insert(revisions).values(
            item_id=old.id,
            no=old.revision,
            content_hash=old.content_hash,
            title=old.title,
            text=old.text,
            seen_at=now,
        )
    )
    statement = (
        update(items)
        .where(items.c.id == old.id)
        .values(
            revision=old.revision + 1, page_text=None, page_state=None, page_origin=None, **values
        )
    )
    return to_noun(Item, (await tx.conn.execute(statement.returning(items))).one())


async def by_ids(tx: Tx, ids: Iterable[int]) -> dict[int, Item]:
    """Give items by id."""
    found: dict[int, Item] = {}
    for part in chunks(set(ids)):
        rows = await tx.conn.execute(select(items).where(items.c.id.in_(part)))
        found |= {row.id: to_noun(Item, row) for row in rows}
    return found


def seen_by(community_id: int) -> ColumnElement[bool]:
    """Say in SQL whether a community sees a feed (of ``feeds``, joined): shared, or its own."""
    own = select(feed_access.c.feed_id).where(feed_access.c.community_id == community_id)
    return or_(feeds.c.shared.is_(True), feeds.c.id.in_(own))


async def recent(
    tx: Tx,
    community_id: int | None,
    since: datetime,
    *,
    feed_id: int | None = None,
    below: int | None = None,
    by_date: bool = False,
    limit: int = 5000,
) -> tuple[Item, ...]:
    """Give the newest items that a community may see, baseline ones too, newest first.

    ``below``: only those with a smaller id. ``by_date``: by their own date; else as they came.

    ``community_id`` None: of all feeds, for work whose outcome nobody reads as it is.
    """
    query = select(items).where(items.c.first_seen >= since)
    if community_id is not None:
        query = query.join(feeds, feeds.c.id == items.c.feed_id).where(seen_by(community_id))
    if feed_id is not None:
        query = query.where(items.c.feed_id == feed_id)
    if below is not None:
        query = query.where(items.c.id < below)
    at = func.min(func.coalesce(items.c.published, items.c.first_seen), items.c.first_seen)
    order = (at.desc(), items.c.id.desc()) if by_date else (items.c.id.desc(),)
    rows = await tx.conn.execute(query.order_by(*order).limit(limit))
    return tuple(to_noun(Item, row) for row in rows)


async def heads(tx: Tx, since: datetime, *, limit: int) -> list[tuple[int, int]]:
    """Give id and revision of the newest items of all feeds, newest first."""
    query = select(items.c.id, items.c.revision).where(items.c.first_seen >= since)
    rows = await tx.conn.execute(query.order_by(items.c.id.desc()).limit(limit))
    return [(row.id, row.revision) for row in rows]


async def by_address(tx: Tx, community_id: int, canonical: str) -> tuple[Item, ...]:
    """Find the items that are or were at a canonical address, and a community may see.

    The oldest comes first.
    """
    were_there = (
        select(item_keys.c.item_id)
        .join(feeds, feeds.c.id == item_keys.c.feed_id)
        .where(item_keys.c.key == _was_at(canonical), seen_by(community_id))
    )
    query = (
        select(items)
        .join(feeds, feeds.c.id == items.c.feed_id)
        .where(
            or_(items.c.canonical == canonical, items.c.id.in_(were_there)), seen_by(community_id)
        )
        .order_by(items.c.id)
    )
    return tuple(to_noun(Item, row) for row in await tx.conn.execute(query))


async def feeds_of_host(tx: Tx, host: str, since: datetime) -> frozenset[int]:
    """Give the feeds whose items since then are at a host, or one below it, by their links."""
    link = items.c.link
    there = [link.contains(f"{before}{host}/", autoescape=True) for before in ("://", ".")]
    query = select(items.c.feed_id).where(items.c.first_seen >= since, or_(*there)).distinct()
    return frozenset((await tx.conn.execute(query)).scalars())


async def newest_id(tx: Tx) -> int:
    """Give the largest item id so far, 0 when there is none."""
    newest = select(func.coalesce(func.max(items.c.id), 0))
    return int((await tx.conn.execute(newest)).scalar_one())


async def note_matches_many(tx: Tx, found: Iterable[tuple[Item, Mapping[int, Match]]]) -> None:
    """Keep what items matched, each with query id → match, for the item's present revision.

    A second look at the same revision adds matches or raises them, and takes none away.
    """
    await _note(
        tx,
        [
            _row(item.id, item.revision, query_id, match)
            for item, met in found
            for query_id, match in met.items()
        ],
    )


async def note_found(tx: Tx, query_id: int, found: Mapping[tuple[int, int], Match]) -> None:
    """Keep what a query met, by item and revision, like `note_matches_many`."""
    await _note(tx, [_row(item, no, query_id, match) for (item, no), match in found.items()])


def _row(item_id: int, revision: int, query_id: int, match: Match) -> dict[str, Any]:
    return {
        "item_id": item_id,
        "query_id": query_id,
        "revision": revision,
        "score": match.score,
        "salience": match.salience.value,
        "evidence": [_evidence(e) for e in match.evidence],
    }


async def _note(tx: Tx, rows: list[dict[str, Any]]) -> None:
    statement = insert(matches)
    raised = {name: statement.excluded[name] for name in ("score", "salience", "evidence")}
    statement = statement.on_conflict_do_update(
        index_elements=["item_id", "query_id", "revision"],
        set_=raised,
        where=statement.excluded.score > matches.c.score,
    )
    if rows:
        await tx.conn.execute(statement, rows)


async def forget_matches(tx: Tx, query_id: int, first: int, until: int | None = None) -> None:
    """Drop what a query met from item ``first`` on, below ``until``: it means another thing now."""
    where = [matches.c.query_id == query_id, matches.c.item_id >= first]
    where += [matches.c.item_id < until] if until is not None else []
    await tx.conn.execute(delete(matches).where(*where))


def _evidence(e: Evidence) -> dict[str, Any]:
    return {"field": e.field, "start": e.start, "end": e.end, "alias": e.alias, "rule": e.rule}


def _places(stored: Iterable[Mapping[str, Any]]) -> tuple[Evidence, ...]:
    return tuple(Evidence(**e) for e in stored)


@made_once
def _matches(wanted: Any) -> Select[Any]:
    return (
        select(matches, queries.c.normal_form, items.c.revision.label("now"))
        .join(queries, queries.c.id == matches.c.query_id)
        .join(items, items.c.id == matches.c.item_id)
        .where(matches.c.item_id.in_(wanted))
        .order_by(matches.c.revision)
    )


async def matches_of(tx: Tx, item_ids: Iterable[int]) -> dict[int, dict[int, Match]]:
    """Give item id → query id → match, each of the newest revision that matched.

    Where the item has changed since, its evidence would point into a text that is gone: it is
    left out.
    """
    found: dict[int, dict[int, Match]] = {}
    for part in chunks(set(item_ids)):
        for row in await tx.conn.execute(_matches(), {"wanted": part}):
            found.setdefault(row.item_id, {})[row.query_id] = Match(
                query=row.normal_form,
                score=row.score,
                salience=Salience(row.salience),
                evidence=_places(row.evidence) if row.revision >= row.now else (),
            )
    return found


async def count_since(tx: Tx, since: datetime) -> int:
    """Count the items first seen since then: how much came, asked by the tests of many legs."""
    where = items.c.first_seen >= since
    return (await tx.conn.execute(select(func.count()).where(where))).scalar_one()
