"""What was decided, voted, muted, changed and told once: kept for /why, undo and audit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, delete, func, or_, select, update

from bot.model import Decision, Kind, State, Watch
from bot.store import unwanted
from bot.store.database import Tx
from bot.store.dialect import insert
from bot.store.rows import chunks, to_noun
from bot.store.statements import made_once
from bot.store.tables import (
    changes,
    decisions,
    deliveries,
    delivery_stories,
    digest_runs,
    items,
    mutes,
    stories,
    votes,
    watches,
)

A_DAY = timedelta(days=1)
ASKED = "asked about /"  # how the note of a question begins, in place of a change's words


@dataclass(frozen=True, slots=True, kw_only=True)
class Muted:
    """What a channel does not want to hear of: stories by id, outlets by family."""

    stories: frozenset[int]
    families: frozenset[str]


async def decide(tx: Tx, made: Iterable[Decision]) -> None:
    """Keep decisions, for posts and for silences alike; each is about the item as it now reads."""
    made = list(made)
    revisions = await _revisions(tx, {d.item_id for d in made})
    rows = [
        {
            "item_id": d.item_id,
            "revision": revisions[d.item_id],
            "watch_id": d.watch_id,
            "story_id": d.story_id,
            "delivery_id": d.delivery_id,
            "stage": d.stage,
            "verdict": d.verdict,
            "trail": dict(d.trail),
            "at": d.at,
        }
        for d in made
        if d.item_id in revisions  # the item may have been dropped in the meantime
    ]
    if rows:
        await tx.conn.execute(insert(decisions), rows)


async def _revisions(tx: Tx, item_ids: Iterable[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for part in chunks(item_ids):
        rows = await tx.conn.execute(_revision(), {"ids": part})
        found |= {row.id: row.revision for row in rows}
    return found


@made_once
def _revision(ids: Any) -> Select[Any, Any]:
    return select(items.c.id, items.c.revision).where(items.c.id.in_(ids))


async def planned(tx: Tx, item_ids: Iterable[int]) -> frozenset[tuple[int, int]]:
    """Give which watches were to be alerted of which items when these came: (item, watch)."""
    found: set[tuple[int, int]] = set()
    for part in chunks(set(item_ids)):
        rows = await tx.conn.execute(_planned(), {"ids": part})
        found |= {(row.item_id, row.watch_id) for row in rows if row.watch_id is not None}
    return frozenset(found)


@made_once
def _planned(ids: Any) -> Select[Any, Any]:
    alert = (decisions.c.stage == "route", decisions.c.verdict == "alert")
    query = select(decisions.c.item_id, decisions.c.watch_id)
    return query.where(decisions.c.item_id.in_(ids), *alert)


async def planned_in(tx: Tx, channel_id: int, since: datetime) -> set[int]:
    """Give the items that came since then and that watches which ask now were to be alerted of."""
    query = (
        select(decisions.c.item_id)
        .join(watches, watches.c.id == decisions.c.watch_id)
        .where(watches.c.channel_id == channel_id, decisions.c.at >= since)
        .where(watches.c.removed_at.is_(None), watches.c.state == "active")
        .where(decisions.c.stage == "route", decisions.c.verdict == "alert")
    )
    return set((await tx.conn.execute(query)).scalars())


async def planned_for(tx: Tx, watch_id: int, since: datetime) -> set[int]:
    """Give the items that came since then and that one watch was to be alerted of."""
    alert = (decisions.c.stage == "route", decisions.c.verdict == "alert")
    mine = (decisions.c.watch_id == watch_id, decisions.c.at >= since)
    return set((await tx.conn.execute(select(decisions.c.item_id).where(*mine, *alert))).scalars())


async def decisions_about(
    tx: Tx, item_ids: Iterable[int], channel_id: int | None = None
) -> tuple[Decision, ...]:
    """Give what was decided about items, oldest first; of one channel's watches if asked."""
    query = select(decisions).where(decisions.c.item_id.in_(set(item_ids)))
    if channel_id is not None:
        mine = select(watches.c.id).where(watches.c.channel_id == channel_id)
        query = query.where(or_(decisions.c.watch_id.is_(None), decisions.c.watch_id.in_(mine)))
    rows = await tx.conn.execute(query.order_by(decisions.c.id))
    return tuple(to_noun(Decision, row) for row in rows)


async def decision_of(tx: Tx, delivery_id: int) -> Decision | None:
    """Give the decision that a delivery was planned by, None when it is kept no more."""
    return next(iter(await decisions_of(tx, delivery_id)), None)


async def decisions_of(tx: Tx, delivery_id: int) -> tuple[Decision, ...]:
    """Give all the decisions that a delivery was planned by, oldest first."""
    query = select(decisions).where(decisions.c.delivery_id == delivery_id)
    rows = await tx.conn.execute(query.order_by(decisions.c.id))
    return tuple(to_noun(Decision, row) for row in rows)


async def vote(tx: Tx, delivery_id: int, user_id: str, value: int, now: datetime) -> None:
    """Keep one vote a person and post, the last one given."""
    values = {"value": value, "at": now}
    await tx.conn.execute(
        insert(votes)
        .values(delivery_id=delivery_id, user_id=user_id, **values)
        .on_conflict_do_update(index_elements=["delivery_id", "user_id"], set_=values)
    )


async def votes_on(tx: Tx, delivery_id: int) -> tuple[int, int]:
    """Count the votes on a post: relevant, not relevant."""
    query = select(votes.c.value).where(votes.c.delivery_id == delivery_id)
    values = (await tx.conn.execute(query)).scalars().all()
    return sum(1 for v in values if v > 0), sum(1 for v in values if v < 0)


async def post_about(
    tx: Tx, channel_id: int, *, story_id: int | None = None, item_id: int | None = None
) -> int | None:
    """Give the id of a channel's post about a story, or about one item of a followed feed."""
    about = deliveries.c.item_id == item_id if item_id else deliveries.c.story_id == story_id
    where = (about, deliveries.c.channel_id == channel_id, deliveries.c.kind == Kind.ALERT.value)
    query = select(deliveries.c.id).where(*where).order_by(deliveries.c.id.desc()).limit(1)
    found: int | None = (await tx.conn.execute(query)).scalar()
    return found


async def digests_about(tx: Tx, channel_id: int, story_ids: Iterable[int]) -> dict[int, int]:
    """Give those of the stories that a digest of a channel tells: story → the newest such post."""
    told: dict[int, int] = {}
    for part in chunks(set(story_ids)):
        query = (
            select(delivery_stories.c.story_id, func.max(deliveries.c.id))
            .join(deliveries, deliveries.c.id == delivery_stories.c.delivery_id)
            .where(
                deliveries.c.channel_id == channel_id,
                deliveries.c.kind == Kind.DIGEST.value,
                delivery_stories.c.story_id.in_(part),
            )
            .group_by(delivery_stories.c.story_id)
        )
        told |= {row[0]: row[1] for row in await tx.conn.execute(query)}
    return told


async def mute(
    tx: Tx,
    channel_id: int,
    *,
    by: str,
    now: datetime,
    story_id: int | None = None,
    publisher: str | None = None,
) -> int:
    """Silence a story or an outlet family in a channel; give the mute's id, an older one's too.

    What waits to be posted of a story is given up.
    """
    values = {"channel_id": channel_id, "story_id": story_id, "publisher": publisher}
    same = [column == values[column.name] for column in mutes.c if column.name in values]
    found = (await tx.conn.execute(select(mutes.c.id).where(*same))).scalar()
    if found is None:
        statement = insert(mutes).values(by=by, at=now, **values).returning(mutes.c.id)
        found = (await tx.conn.execute(statement)).scalar_one()
    if story_id is not None:
        await unwanted.give_up_muted(tx, channel_id, story_id)
    return int(found)


async def muted_in(tx: Tx, channel_ids: Iterable[int]) -> dict[int, Muted]:
    """Give what each of these channels silenced; an empty one for those that silenced nothing."""
    found: dict[int, list[Any]] = {channel_id: [] for channel_id in channel_ids}
    for part in chunks(found):
        for row in await tx.conn.execute(_mutes(), {"channels": part}):
            found[row.channel_id].append(row)
    return {
        channel_id: Muted(
            stories=frozenset(r.story_id for r in rows if r.story_id is not None),
            families=frozenset(r.publisher for r in rows if r.publisher is not None),
        )
        for channel_id, rows in found.items()
    }


@made_once
def _mutes(channels: Any) -> Select[Any]:
    return select(mutes).where(mutes.c.channel_id.in_(channels))


async def unmute(tx: Tx, channel_id: int, mute_id: int) -> bool:
    """Undo a mute of this channel; False when it had none with this id.

    A story is looked at once more: what came of it meanwhile was told to nobody here. What was
    given up is due again.
    """
    where = (mutes.c.channel_id == channel_id, mutes.c.id == mute_id)
    gone = (await tx.conn.execute(delete(mutes).where(*where).returning(mutes.c.story_id))).first()
    if gone is not None and gone.story_id is not None:
        due = func.coalesce(stories.c.publish_at, stories.c.last_at)
        again = update(stories).where(stories.c.id == gone.story_id)
        await tx.conn.execute(again.values(publish_at=due, lease_until=None))
        await unwanted.unmuted(tx, channel_id, gone.story_id)
    return gone is not None


async def mutes_of(tx: Tx, channel_id: int) -> tuple[tuple[int, int | None, str | None], ...]:
    """Give a channel's mutes as (id, story id, outlet family), oldest first."""
    query = select(mutes).where(mutes.c.channel_id == channel_id).order_by(mutes.c.id)
    return tuple((r.id, r.story_id, r.publisher) for r in await tx.conn.execute(query))


async def change(
    tx: Tx,
    community_id: int,
    *,
    actor: str,
    command: str,
    inverse: Mapping[str, Any],
    now: datetime,
) -> int:
    """Note a change together with what undoes it; give its id."""
    statement = insert(changes).values(
        community_id=community_id, actor=actor, command=command, inverse=dict(inverse), at=now
    )
    return int((await tx.conn.execute(statement.returning(changes.c.id))).scalar_one())


async def inverse_of(tx: Tx, community_id: int, change_id: int) -> Mapping[str, Any]:
    """Give what would undo a change, without a word on whether it still may be; else empty."""
    where = (changes.c.id == change_id, changes.c.community_id == community_id)
    found = (await tx.conn.execute(select(changes.c.inverse).where(*where))).scalar()
    return found or {}


async def take_back(
    tx: Tx, community_id: int, change_id: int, *, since: datetime, now: datetime
) -> Mapping[str, Any] | None:
    """Mark a change made since then as undone and give what undoes it; None when too late."""
    where = (
        changes.c.id == change_id,
        changes.c.community_id == community_id,
        changes.c.at >= since,
        changes.c.undone_at.is_(None),
    )
    statement = update(changes).where(*where).values(undone_at=now).returning(changes.c.inverse)
    found: Mapping[str, Any] | None = (await tx.conn.execute(statement)).scalar()
    return found


async def forget_notes(tx: Tx, before: datetime) -> int:
    """Drop what was asked and not answered since then, and what would undo older changes.

    A question may keep the whole text of a file. A change itself stays, for audit: who, what, when.
    """
    old = changes.c.at < before
    asked = changes.c.command.startswith(ASKED)
    dropped = await tx.conn.execute(delete(changes).where(old, asked))
    held = cast(changes.c.inverse, Text) != "{}"
    await tx.conn.execute(update(changes).where(old, held).values(inverse={}))
    return int(dropped.rowcount)


async def digest_done(
    tx: Tx, channel_id: int, local_period: str, *, now: datetime, delivery_id: int | None
) -> bool:
    """Note that a channel's digest of a local time was made; False when it was posted before."""
    values = {"at": now, "delivery_id": delivery_id}
    statement = insert(digest_runs).values(
        channel_id=channel_id, local_period=local_period, **values
    )
    again = statement.on_conflict_do_update(
        index_elements=["channel_id", "local_period"],
        set_=values,
        where=digest_runs.c.delivery_id.is_(None),
    )
    return bool((await tx.conn.execute(again)).rowcount)


async def digest_made(
    tx: Tx, channel_id: int, local_period: str, *, due: datetime | None = None
) -> bool:
    """Say whether a channel's digest of a local time was made, or passed over.

    ``due``: when that time comes. What was noted without a post before then was of another zone,
    where the same local time came earlier: it is still to come.
    """
    mine = (digest_runs.c.channel_id == channel_id, digest_runs.c.local_period == local_period)
    query = select(digest_runs.c.at).where(*mine)
    if due is not None:
        query = query.where(or_(digest_runs.c.delivery_id.is_not(None), digest_runs.c.at >= due))
    return (await tx.conn.execute(query)).first() is not None


async def told_until(tx: Tx, channel_id: int, own: Watch | None = None) -> datetime | None:
    """Say until when a channel was told, where the digests that came after were given up.

    None where the newest digest was posted, or may still be, and where there is none. ``own``: by
    the digests of this watch, which has times of its own; else by those of the channel.
    """
    mine = _digests(channel_id, own)
    given_up = deliveries.c.state.in_((State.FAILED.value, State.EXPIRED.value))
    newest = select(func.max(deliveries.c.id)).where(*mine, ~given_up).scalar_subquery()
    after = func.coalesce(newest, 0)
    lost = select(func.min(deliveries.c.created_at)).where(*mine, deliveries.c.id > after)
    first_lost: datetime | None = (await tx.conn.execute(lost)).scalar()
    if first_lost is None:
        return None
    last = select(deliveries.c.created_at).where(deliveries.c.id == newest)
    told: datetime | None = (await tx.conn.execute(last)).scalar()
    return told or first_lost - A_DAY


async def expire_digests(
    tx: Tx, channel_id: int, own: Watch | None, before: datetime
) -> tuple[int, ...]:
    """Give up a channel's digests of before that wait and are certainly not posted; give which.

    What they tell is for the next one to tell: `told_until`. ``own``: as there.
    """
    late = (deliveries.c.state == State.PENDING.value, deliveries.c.created_at < before)
    values = {"state": State.EXPIRED.value, "reason": "the next digest tells it"}
    statement = update(deliveries).where(*_digests(channel_id, own), *late).values(**values)
    return tuple((await tx.conn.execute(statement.returning(deliveries.c.id))).scalars())


async def fold_digests(tx: Tx, expired: Iterable[int], into: int) -> None:
    """Note which digest tells instead of those that were given up."""
    one_of = deliveries.c.id.in_(tuple(expired))
    await tx.conn.execute(update(deliveries).where(one_of).values(merged_into=into))


def _digests(channel_id: int, own: Watch | None) -> tuple[ColumnElement[bool], ...]:
    """Give what is true of a channel's digests: of those of one watch, or of the common ones."""
    of_a_watch = deliveries.c.key.endswith(f"#{own.id if own else '%'}")
    return (
        deliveries.c.channel_id == channel_id,
        deliveries.c.kind == Kind.DIGEST.value,
        of_a_watch if own else ~of_a_watch,
    )
