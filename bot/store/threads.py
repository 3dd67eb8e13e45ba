"""What a channel was told of a story after its alert: how far, how often, since when urgent."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select, update

from bot.model import Earlier, Kind, State
from bot.store.database import Tx
from bot.store.held import Resting
from bot.store.rows import chunks, to_noun
from bot.store.statements import made_once
from bot.store.tables import (
    channels,
    decisions,
    deliveries,
    revisions,
    stories,
    story_items,
    story_posts,
    watches,
)

_waiting = (
    deliveries.c.state == State.PENDING.value,
    deliveries.c.kind == Kind.UPDATE.value,
    deliveries.c.hold.is_(None),
)


def reach(told: Collection[int], untold: Collection[int]) -> tuple[int, list[int]]:
    """Say how far items are told: up to one (``told_item``), and which after it."""
    upto = min(untold, default=max(told, default=0) + 1) - 1
    return upto, sorted(item for item in told if item > upto)


async def note(tx: Tx, story_id: int, channel_id: int, **values: Any) -> None:
    """Change what is kept of a channel's post about a story; columns of ``story_posts``."""
    where = (story_posts.c.story_id == story_id, story_posts.c.channel_id == channel_id)
    await tx.conn.execute(update(story_posts).where(*where).values(**values))


async def note_many(tx: Tx, noted: Mapping[tuple[int, int], Mapping[str, Any]]) -> None:
    """Do the same for many: (story, channel) → columns of ``story_posts``."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for (story_id, channel_id), values in noted.items():
        row = {"story": story_id, "channel": channel_id, **{f"to_{k}": values[k] for k in values}}
        alike[tuple(sorted(values))].append(row)
    where = (
        story_posts.c.story_id == bindparam("story"),
        story_posts.c.channel_id == bindparam("channel"),
    )
    for names, rows in alike.items():
        changed = {n: bindparam(f"to_{n}", type_=story_posts.c[n].type) for n in names}
        await tx.conn.execute(update(story_posts).where(*where).values(**changed), rows)


async def posts_in(tx: Tx, root: int, *, since: datetime) -> list[datetime]:
    """Give when posts were planned after a time for the thread of a roll-up, of any story there."""
    told = select(deliveries.c.id).where(deliveries.c.merged_into == root)
    query = select(deliveries.c.created_at).where(
        deliveries.c.kind == Kind.UPDATE.value,
        deliveries.c.edits.in_(told),
        deliveries.c.created_at > since,
    )
    return list((await tx.conn.execute(query)).scalars())


async def due_in_quiet(tx: Tx, now: datetime) -> tuple[Resting, ...]:
    """Give the channels with quiet hours that have something for a thread to be sent now."""
    rows = await tx.conn.execute(_with_quiet_hours(), {"now": now})
    return tuple(to_noun(Resting, row) for row in rows)


@made_once
def _with_quiet_hours(now: Any) -> Select[Any]:
    here = select(deliveries.c.channel_id).where(*_waiting, deliveries.c.due_at <= now)
    return select(
        channels.c.id, channels.c.paused_until, channels.c.quiet, channels.c.timezone
    ).where(channels.c.quiet.is_not(None), channels.c.id.in_(here))


async def put_off(tx: Tx, channel_id: int, until: datetime) -> None:
    """Let what is for threads of a channel wait, as if it had never been tried.

    So it keeps nothing else from being sent: what was tried and has to wait does.
    """
    here = (*_waiting, deliveries.c.channel_id == channel_id, deliveries.c.due_at < until)
    await tx.conn.execute(update(deliveries).where(*here).values(due_at=until, attempt=0))


async def bring_forward(tx: Tx, channel_id: int, now: datetime) -> None:
    """Let what is for threads of a channel and was put off be sent now."""
    put_off = (deliveries.c.due_at > now, deliveries.c.attempt == 0)
    here = (*_waiting, deliveries.c.channel_id == channel_id, *put_off)
    await tx.conn.execute(update(deliveries).where(*here).values(due_at=now))


async def note_novelty(tx: Tx, kinds: Mapping[tuple[int, int], str]) -> None:
    """Keep what items added to stories, by (story, item): rehash, outlets, development …"""
    rows = [{"story": story, "item": item, "kind": kind} for (story, item), kind in kinds.items()]
    where = (
        story_items.c.story_id == bindparam("story"),
        story_items.c.item_id == bindparam("item"),
    )
    if rows:
        statement = update(story_items).where(*where).values(novelty=bindparam("kind"))
        await tx.conn.execute(statement, rows)


async def look_again_at_newest(
    tx: Tx, community_id: int, *, now: datetime, since: datetime, most: int
) -> int:
    """Make due the stories that live since then and that a community's newest alerts tell.

    ``most``: alerts of each channel. Gives how many stories that are.
    """
    newest = func.row_number().over(
        partition_by=story_posts.c.channel_id, order_by=story_posts.c.alert_id.desc()
    )
    told = (
        select(story_posts.c.story_id, newest.label("place"))
        .join(channels, channels.c.id == story_posts.c.channel_id)
        .join(stories, stories.c.id == story_posts.c.story_id)
        .where(
            channels.c.community_id == community_id,
            stories.c.last_at >= since,
            story_posts.c.alert_id.is_not(None),
        )
        .subquery()
    )
    ids = select(told.c.story_id).where(told.c.place <= most)
    due = update(stories).where(stories.c.id.in_(ids)).values(publish_at=now, lease_until=None)
    return int((await tx.conn.execute(due)).rowcount)


async def earlier_of(tx: Tx, item_ids: Iterable[int]) -> dict[int, tuple[Earlier, ...]]:
    """Give what items said before they were changed, oldest first; none that never were."""
    found: dict[int, list[Earlier]] = defaultdict(list)
    for part in chunks(set(item_ids)):
        query = select(revisions).where(revisions.c.item_id.in_(part)).order_by(revisions.c.no)
        for row in await tx.conn.execute(query):
            version = Earlier(title=row.title, text=row.text, until=row.seen_at)
            found[row.item_id].append(version)
    return {item_id: tuple(versions) for item_id, versions in found.items()}


async def look_again_at(tx: Tx, story_ids: Iterable[int], now: datetime) -> None:
    """Let stories be published anew that nothing is planned for; what is, stays as it is."""
    for part in chunks(set(story_ids)):
        mine = (stories.c.id.in_(part), stories.c.publish_at.is_(None))
        await tx.conn.execute(update(stories).where(*mine).values(publish_at=now))


async def look_again(tx: Tx, story_id: int, now: datetime) -> None:
    """Let a story be published anew at once, also when that is under way."""
    values = {"publish_at": now, "lease_until": None}
    await tx.conn.execute(update(stories).where(stories.c.id == story_id).values(**values))


async def items_decided(
    tx: Tx, item_ids: Iterable[int], *, stage: str, verdict: str
) -> dict[int, set[int]]:
    """Give channel → which of these items were decided so for one of its watches."""
    found: dict[int, set[int]] = {}
    for part in chunks(set(item_ids)):
        values = {"ids": part, "stage": stage, "verdict": verdict}
        for row in await tx.conn.execute(_items_decided(), values):
            found.setdefault(row.channel_id, set()).add(row.item_id)
    return found


@made_once
def _items_decided(ids: Any, stage: Any, verdict: Any) -> Select[int, int]:
    return (
        select(watches.c.channel_id, decisions.c.item_id)
        .join(watches, watches.c.id == decisions.c.watch_id)
        .where(
            decisions.c.item_id.in_(ids),
            decisions.c.stage == stage,
            decisions.c.verdict == verdict,
        )
    )
