"""The outbox: what is to be posted, where it stands, and what was told already.

Who may send a post is said by ``claims``; what a person has to decide stands in ``parked``.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select, update

from bot.model import Delivery, Kind, Sent, State
from bot.store.database import Tx
from bot.store.dialect import insert
from bot.store.rows import chunks, to_noun
from bot.store.statements import made_once
from bot.store.tables import channels, communities, deliveries, delivery_stories, messages

WAITING = (State.PENDING.value, State.AMBIGUOUS.value)
UNSENT = (State.FAILED.value, State.SUPPRESSED.value, State.EXPIRED.value)  # and never will be
_teller = deliveries.alias("teller")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post for the outbox.

    ``tells``: the stories that it tells of. ``since``: from when its age counts; None: from now.
    """

    channel_id: int
    kind: Kind
    key: str
    nonce: str
    payload: Mapping[str, Any]
    due_at: datetime
    hold: str | None = None
    story_id: int | None = None
    item_id: int | None = None
    edits: int | None = None
    tells: tuple[int, ...] = ()
    since: datetime | None = None


def delivery_of(row: Any) -> Delivery:
    """Read a row of the table."""
    return to_noun(Delivery, row, kind=Kind(row.kind), state=State(row.state))


async def home_of(tx: Tx, nonce: str) -> str | None:
    """Give the platform's id of the community that a post is of; None for an unknown one."""
    query = (
        select(communities.c.external_id)
        .join(channels, channels.c.community_id == communities.c.id)
        .join(deliveries, deliveries.c.channel_id == channels.c.id)
        .where(deliveries.c.nonce == nonce)
    )
    found: str | None = (await tx.conn.execute(query)).scalar()
    return found


async def plan(
    tx: Tx,
    channel_id: int,
    *,
    now: datetime,
    story_ids: Iterable[int] = (),
    **values: Any,
) -> int | None:
    """Put a post (columns of `Post`) into the outbox; None when one with this key is there."""
    post = Post(channel_id=channel_id, tells=tuple(dict.fromkeys(story_ids)), **values)
    return (await plan_many(tx, [post], now))[0]


_PLAN = (
    insert(deliveries)
    .on_conflict_do_nothing(index_elements=["key"])
    .returning(deliveries.c.id, deliveries.c.key)
)


async def plan_many(tx: Tx, posts: Sequence[Post], now: datetime) -> tuple[int | None, ...]:
    """Put posts into the outbox, in their order; None for one whose key is there already."""
    rows = [
        {
            "channel_id": post.channel_id,
            "kind": post.kind.value,
            "key": post.key,
            "nonce": post.nonce,
            "state": State.PENDING.value,
            "payload": dict(post.payload),
            "due_at": post.due_at,
            "hold": post.hold,
            "story_id": post.story_id,
            "item_id": post.item_id,
            "edits": post.edits,
            "created_at": post.since or now,
        }
        for post in posts
    ]
    made = {row.key: row.id for row in await tx.conn.execute(_PLAN, rows)} if rows else {}
    ids = tuple(made.pop(post.key, None) for post in posts)
    told = [
        {"delivery_id": id_, "story_id": story_id}
        for id_, post in zip(ids, posts, strict=True)
        for story_id in (post.tells if id_ is not None else ())
    ]
    if told:
        await tx.conn.execute(insert(delivery_stories), told)
    return ids


_sent = insert(messages)
_NOTE_SENT = _sent.on_conflict_do_update(
    index_elements=["delivery_id", "part"],
    set_={name: _sent.excluded[name] for name in ("external_id", "thread_id", "sent_at")},
)


async def note_sent(tx: Tx, delivery: Delivery, sent: Sent) -> None:
    """Keep where a post stands on the platform."""
    row = {"delivery_id": delivery.id, "part": 0, "sent_at": sent.at}
    row |= {"external_id": sent.external_id, "thread_id": sent.thread_id}
    await tx.conn.execute(_NOTE_SENT, row)


async def note_deleted(tx: Tx, delivery_id: int, at: datetime) -> None:
    """Note that a person deleted a post."""
    mine = (messages.c.delivery_id == delivery_id, messages.c.deleted_at.is_(None))
    await tx.conn.execute(update(messages).where(*mine).values(deleted_at=at))


async def sent_message(tx: Tx, delivery_id: int) -> Sent | None:
    """Give where a delivery's post stands, None when it was not sent yet."""
    row = (await tx.conn.execute(_message(), {"delivery": delivery_id})).first()
    if row is None:
        return None
    return Sent(external_id=row.external_id, thread_id=row.thread_id, at=row.sent_at)


@made_once
def _message(delivery: Any) -> Select[Any]:
    return select(messages).where(messages.c.delivery_id == delivery)


async def get(tx: Tx, delivery_id: int) -> Delivery | None:
    """Find a delivery by id."""
    row = (await tx.conn.execute(select(deliveries).where(deliveries.c.id == delivery_id))).first()
    return delivery_of(row) if row else None


async def of_message(tx: Tx, channel_id: int, external_id: str) -> Delivery | None:
    """Find the delivery behind a post of a channel."""
    query = (
        select(deliveries)
        .join(messages, messages.c.delivery_id == deliveries.c.id)
        .where(messages.c.external_id == external_id, deliveries.c.channel_id == channel_id)
    )
    row = (await tx.conn.execute(query)).first()
    return delivery_of(row) if row else None


async def newest(tx: Tx, channel_id: int, kind: Kind) -> Delivery | None:
    """Give a channel's newest delivery of a kind that was sent."""
    where = (
        deliveries.c.channel_id == channel_id,
        deliveries.c.kind == kind.value,
        deliveries.c.state == State.SENT.value,
    )
    query = select(deliveries).where(*where).order_by(deliveries.c.id.desc()).limit(1)
    row = (await tx.conn.execute(query)).first()
    return delivery_of(row) if row else None


async def stands_alone(tx: Tx, delivery: Delivery) -> bool:
    """Say whether its platform took later posts in other channels, but not this one."""
    home = channels.alias("home")
    of_home = communities.alias("of_home")
    platform = (
        select(of_home.c.platform)
        .join(home, home.c.community_id == of_home.c.id)
        .where(home.c.id == delivery.channel_id)
        .scalar_subquery()
    )
    query = (
        select(deliveries.c.id)
        .join(channels, channels.c.id == deliveries.c.channel_id)
        .join(communities, communities.c.id == channels.c.community_id)
        .where(
            deliveries.c.id > delivery.id,
            deliveries.c.state == State.SENT.value,
            deliveries.c.channel_id != delivery.channel_id,
            communities.c.platform == platform,
        )
        .limit(1)
    )
    return (await tx.conn.execute(query)).first() is not None


async def redraw(tx: Tx, delivery_id: int, payload: Mapping[str, Any]) -> bool:
    """Replace the payload of a post that nobody has tried to send yet."""
    untried = (
        deliveries.c.id == delivery_id,
        deliveries.c.state == State.PENDING.value,
        deliveries.c.attempt == 0,
    )
    statement = update(deliveries).where(*untried).values(payload=dict(payload))
    return bool((await tx.conn.execute(statement)).rowcount)


async def last_drawn(tx: Tx, alert_id: int) -> Mapping[str, Any] | None:
    """Give the payload of an alert's newest edit, or its own when it has none."""
    query = (
        select(deliveries.c.payload)
        .where(
            or_(
                deliveries.c.id == alert_id,
                (deliveries.c.edits == alert_id) & (deliveries.c.kind == Kind.EDIT.value),
            ),
            deliveries.c.state.not_in(UNSENT),
        )
        .order_by(deliveries.c.id.desc())
        .limit(1)
    )
    drawn: Mapping[str, Any] | None = (await tx.conn.execute(query)).scalar()
    return drawn


async def drawn_at(tx: Tx, alert_id: int, at: datetime) -> Mapping[str, Any] | None:
    """Give the payload of an alert's newest edit up to a time, sent or not, or its own."""
    edit = (deliveries.c.edits == alert_id) & (deliveries.c.kind == Kind.EDIT.value)
    query = (
        select(deliveries.c.payload)
        .where(or_(deliveries.c.id == alert_id, edit), deliveries.c.created_at <= at)
        .order_by(deliveries.c.id.desc())
        .limit(1)
    )
    drawn: Mapping[str, Any] | None = (await tx.conn.execute(query)).scalar()
    return drawn


async def last_drawn_of(tx: Tx, alert_ids: Iterable[int]) -> dict[int, Mapping[str, Any]]:
    """Give alert → what `last_drawn` gives; no entry for one that there is nothing of."""
    found: dict[int, Mapping[str, Any]] = {}
    for part in chunks(set(alert_ids)):
        rows = await tx.conn.execute(_last_drawn(), {"alerts": part})
        found |= {row.alert_id: row.payload for row in rows}
    return found


@made_once
def _last_drawn(alerts: Any) -> Select[Any, Any]:
    alert_id = func.coalesce(deliveries.c.edits, deliveries.c.id)
    edit = deliveries.c.edits.in_(alerts) & (deliveries.c.kind == Kind.EDIT.value)
    mine = or_(deliveries.c.id.in_(alerts), edit)
    newest = select(func.max(deliveries.c.id)).where(mine, deliveries.c.state.not_in(UNSENT))
    return select(alert_id.label("alert_id"), deliveries.c.payload).where(
        deliveries.c.id.in_(newest.group_by(alert_id))
    )


async def items_posted_in(
    tx: Tx, channel_ids: Collection[int], item_ids: Iterable[int]
) -> dict[int, set[int]]:
    """Give channel → those of the items that have, or are to have, a post of their own there."""
    found: dict[int, set[int]] = {channel_id: set() for channel_id in channel_ids}
    for part in chunks(set(item_ids)):
        query = select(deliveries.c.channel_id, deliveries.c.item_id).where(
            deliveries.c.item_id.in_(part), is_told()
        )
        for row in await tx.conn.execute(query):
            if row.channel_id in found:
                found[row.channel_id].add(row.item_id)
    return found


async def items_posted(tx: Tx, channel_id: int, item_ids: Iterable[int]) -> set[int]:
    """Give those of the items that have, or are to have, a post of their own in the channel."""
    return await _about(tx, channel_id, deliveries.c.item_id, item_ids)


async def alerted_stories(tx: Tx, channel_id: int, story_ids: Iterable[int]) -> set[int]:
    """Give those of the stories that this channel had, or is to have, an alert about."""
    alert = deliveries.c.kind == Kind.ALERT.value
    return await _about(tx, channel_id, deliveries.c.story_id, story_ids, alert)


async def told_stories(tx: Tx, channel_id: int, story_ids: Iterable[int]) -> set[int]:
    """Give those of the stories that an alert or a digest told this channel of, or is to."""
    mine = deliveries.c.id == delivery_stories.c.delivery_id
    return await _about(tx, channel_id, delivery_stories.c.story_id, story_ids, mine)


async def _about(
    tx: Tx,
    channel_id: int,
    column: ColumnElement[Any],
    ids: Iterable[int],
    *also: ColumnElement[bool],
) -> set[int]:
    """Give those of the ids that ``column`` of a channel's posts names, given up ones left out.

    What a roll-up tells instead is told, unless that roll-up was given up.
    """
    found: set[int] = set()
    for part in chunks(set(ids)):
        where = (deliveries.c.channel_id == channel_id, is_told())
        query = select(column).where(*where, *also, column.in_(part))
        found |= set((await tx.conn.execute(query)).scalars())
    return found


def is_told() -> ColumnElement[bool]:
    """Give what is true of a post that told something, or is to: it was not given up."""
    instead = _teller.c.id == deliveries.c.merged_into
    given_up = exists().where(instead, _teller.c.state.in_(UNSENT))
    sent_or_to_be = deliveries.c.state.not_in(UNSENT)
    return or_(sent_or_to_be, deliveries.c.merged_into.is_not(None)) & ~given_up


async def counts(tx: Tx, community_id: int | None = None) -> dict[str, int]:
    """Count deliveries by state, of one community or of all.

    What failed since a person had deleted the post that it hangs on is left out: nobody misses it.
    What got too old counts as merged where another post tells it.
    """
    hung_on_it = messages.c.delivery_id == deliveries.c.edits
    is_deleted = exists().where(hung_on_it, messages.c.deleted_at.is_not(None))
    missed = or_(deliveries.c.state != State.FAILED.value, ~is_deleted)
    told = deliveries.c.merged_into.is_not(None)
    state = case((told, State.MERGED.value), else_=deliveries.c.state).label("state")
    query = select(state, func.count()).where(missed).group_by(state)
    if community_id is not None:
        query = query.join(channels).where(channels.c.community_id == community_id)
    return {row[0]: row[1] for row in await tx.conn.execute(query)}


async def open_in(tx: Tx, channel_ids: Collection[int]) -> dict[int, int]:
    """Count what waits to be posted: channel → posts that are tried, or to be."""
    query = (
        select(deliveries.c.channel_id, func.count())
        .where(
            deliveries.c.channel_id.in_(channel_ids),
            deliveries.c.state.in_((*WAITING, State.SENDING.value, State.RECONCILING.value)),
            deliveries.c.hold.is_(None),
        )
        .group_by(deliveries.c.channel_id)
    )
    return {row[0]: row[1] for row in await tx.conn.execute(query)}


async def count_sent_since(tx: Tx, channel_id: int, kind: Kind, since: datetime) -> int:
    """Count a channel's posts of a kind that went out since then."""
    query = (
        select(func.count(messages.c.delivery_id.distinct()))
        .join(deliveries, deliveries.c.id == messages.c.delivery_id)
        .where(
            deliveries.c.channel_id == channel_id,
            deliveries.c.kind == kind.value,
            messages.c.sent_at >= since,
        )
    )
    return int((await tx.conn.execute(query)).scalar_one())


async def pending_since(tx: Tx, now: datetime, community_id: int | None = None) -> datetime | None:
    """Say since when the oldest post that is due has been waiting, of one community or of all."""
    query = select(func.min(deliveries.c.created_at)).where(
        deliveries.c.state == State.PENDING.value,
        or_(deliveries.c.due_at <= now, deliveries.c.attempt > 0),
    )
    if community_id is not None:
        query = query.join(channels).where(channels.c.community_id == community_id)
    since: datetime | None = (await tx.conn.execute(query)).scalar()
    return since
