"""What people were told of the bot itself, and what there is to tell: feeds, channels, watches."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, Text, and_, cast, func, literal, or_, select, update

from bot.model import Channel, Feed, Mode, State
from bot.store.bookkeeping import notices
from bot.store.channels import CHANNELS
from bot.store.database import Tx
from bot.store.dialect import insert
from bot.store.rows import chunks, to_noun
from bot.store.statements import made_once
from bot.store.tables import (
    changes,
    channels,
    communities,
    decisions,
    deliveries,
    feed_access,
    feeds,
    stories,
    story_items,
    watches,
)

PERSON = "@"  # begins the external id of a channel that is one person, told privately


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A row of ``notices`` whose event is not over."""

    id: int
    about: str
    about_id: int
    community_id: int
    channel_id: int | None
    opened_at: datetime
    told_at: datetime | None


async def standing(tx: Tx) -> tuple[Notice, ...]:
    """Give the notices whose event is not over."""
    query = select(notices).where(notices.c.closed_at.is_(None)).order_by(notices.c.id)
    return tuple(to_noun(Notice, row) for row in await tx.conn.execute(query))


async def begin(
    tx: Tx, key: str, *, about: str, about_id: int, community_id: int, now: datetime
) -> int | None:
    """Open a notice and give its id; None when one with this key was there before."""
    values = {"about": about, "about_id": about_id, "community_id": community_id}
    new = insert(notices).values(key=key, opened_at=now, **values)
    once = new.on_conflict_do_nothing(index_elements=["key"]).returning(notices.c.id)
    found: int | None = (await tx.conn.execute(once)).scalar()
    return found


async def tell(tx: Tx, notice_id: int, channel_id: int, now: datetime) -> None:
    """Note where and when a notice was put into the outbox."""
    values = {"told_at": now, "channel_id": channel_id}
    await tx.conn.execute(update(notices).where(notices.c.id == notice_id).values(**values))


async def unheard(tx: Tx) -> set[int]:
    """Give the notices that wait for a person who takes no messages."""
    waits = (
        deliveries.c.key == literal("notice:").concat(cast(notices.c.id, Text)),
        deliveries.c.state == State.PENDING.value,
    )
    query = (
        select(notices.c.id)
        .join(channels, channels.c.id == notices.c.channel_id)
        .join(deliveries, and_(*waits))
        .where(
            notices.c.closed_at.is_(None),
            channels.c.external_id.startswith(PERSON),
            channels.c.state == "paused",
        )
    )
    return set((await tx.conn.execute(query)).scalars())


async def end(tx: Tx, notice_id: int, now: datetime) -> bool:
    """Note that a notice's event is over; False when it was before."""
    mine = (notices.c.id == notice_id, notices.c.closed_at.is_(None))
    result = await tx.conn.execute(update(notices).where(*mine).values(closed_at=now))
    return bool(result.rowcount)


async def last_end(tx: Tx, about: str, *, since: datetime) -> dict[int, datetime]:
    """Say when such a notice was last over, where that was since then: community → time."""
    rows = await tx.conn.execute(_last_end(), {"about": about, "since": since})
    return {row[0]: row[1] for row in rows}


@made_once
def _last_end(about: Any, since: Any) -> Select[Any, Any]:
    return (
        select(notices.c.community_id, func.max(notices.c.closed_at))
        .where(notices.c.about == about, notices.c.closed_at >= since)
        .group_by(notices.c.community_id)
    )


async def times_told(tx: Tx, about: str, *, since: datetime) -> dict[int, int]:
    """Count how often such a notice began since then: community → times."""
    query = (
        select(notices.c.community_id, func.count())
        .where(notices.c.about == about, notices.c.opened_at >= since)
        .group_by(notices.c.community_id)
    )
    return {row[0]: row[1] for row in await tx.conn.execute(query)}


# ── feeds ───────────────────────────────────────────────────────────────────────────────────


async def failing_feeds(tx: Tx) -> tuple[Feed, ...]:
    """Give every feed that is polled, or was until it went for good, and fails."""
    wanted = feeds.c.state.in_(("active", "stopped"))
    query = select(feeds).where(feeds.c.failing_since.is_not(None), wanted).order_by(feeds.c.id)
    return tuple(to_noun(Feed, row) for row in await tx.conn.execute(query))


async def concerned(tx: Tx, feed_ids: Iterable[int]) -> dict[int, dict[int, str | None]]:
    """Say whom feeds concern: feed → community → who added it there, or follows it."""
    found: dict[int, dict[int, str | None]] = {}
    for part in chunks(set(feed_ids)):
        for query in (_following(), _adding()):  # who added it comes last, and stays
            for feed, community, by in await tx.conn.execute(query, {"ids": part}):
                people = found.setdefault(feed, {})
                people[community] = by or people.get(community)
    return found


@made_once
def _following(ids: Any) -> Select[Any, Any, Any]:
    return (
        select(watches.c.feed_id, channels.c.community_id, watches.c.added_by)
        .join(channels, channels.c.id == watches.c.channel_id)
        .join(communities, communities.c.id == channels.c.community_id)
        .where(watches.c.feed_id.in_(ids), _living(), communities.c.left_at.is_(None))
        .order_by(watches.c.id.desc())
    )


@made_once
def _adding(ids: Any) -> Select[Any, Any, Any]:
    return (
        select(feed_access.c.feed_id, feed_access.c.community_id, feed_access.c.added_by)
        .join(communities, communities.c.id == feed_access.c.community_id)
        .where(feed_access.c.feed_id.in_(ids), communities.c.left_at.is_(None))
    )


async def shares(tx: Tx) -> dict[int, tuple[int, int]]:
    """Count the feeds that each community with a watch sees: those that fail, and all."""
    row = (await tx.conn.execute(_SHARED)).one()
    private = {r[0]: (r[1], r[2]) for r in await tx.conn.execute(_PRIVATE)}
    found = {}
    for community in await _watching(tx):
        more = private.get(community, (0, 0))
        found[community] = (row[0] + more[0], row[1] + more[1])
    return found


_ACTIVE = feeds.c.state == "active"
_FAILS = func.count(feeds.c.failing_since)
_SHARED = select(_FAILS, func.count()).where(_ACTIVE, feeds.c.shared.is_(True))
_PRIVATE = (
    select(feed_access.c.community_id, _FAILS, func.count())
    .join(feeds, feeds.c.id == feed_access.c.feed_id)
    .where(_ACTIVE, feeds.c.shared.is_(False))
    .group_by(feed_access.c.community_id)
)


async def _watching(tx: Tx) -> tuple[int, ...]:
    return tuple((await tx.conn.execute(_communities_that_watch())).scalars())


@made_once
def _communities_that_watch() -> Select[int]:
    return (
        select(channels.c.community_id)
        .distinct()
        .join(watches, watches.c.channel_id == channels.c.id)
        .join(communities, communities.c.id == channels.c.community_id)
        .where(_living(), communities.c.left_at.is_(None))
        .order_by(channels.c.community_id)
    )


# ── channels and people ─────────────────────────────────────────────────────────────────────


async def troubled(tx: Tx) -> tuple[Channel, ...]:
    """Give the channels that cannot be posted to; people who are told privately left out."""
    query = CHANNELS.where(
        channels.c.trouble.is_not(None),
        channels.c.external_id.not_like(f"{PERSON}%"),
        communities.c.left_at.is_(None),
    )
    return tuple(to_noun(Channel, row) for row in await tx.conn.execute(query))


async def person(tx: Tx, community_id: int, user_id: str) -> int:
    """Give the channel that stands for one person of a community, made when it is needed."""
    name = f"{PERSON}{user_id}"[:128]
    where = (channels.c.community_id == community_id, channels.c.external_id == name)
    found = (await tx.conn.execute(select(channels.c.id).where(*where))).scalar()
    if found is None:
        statement = insert(channels).values(
            community_id=community_id,
            external_id=name,
            name=name,
            digest_times=[],
            digest_days=[],
            digest_on=False,
            state="active",
            settings={},
        )
        found = (await tx.conn.execute(statement.returning(channels.c.id))).scalar_one()
    return int(found)


async def caretaker(tx: Tx, community_id: int, channel_id: int | None = None) -> str | None:
    """Give the person who last set something up: a watch of the channel, else in the community."""
    mine = or_(channels.c.id == channel_id, channels.c.community_id == community_id)
    added = (
        select(watches.c.added_by)
        .join(channels, channels.c.id == watches.c.channel_id)
        .where(mine, watches.c.added_by.is_not(None))
        .order_by(channels.c.id != (channel_id or 0), watches.c.id.desc())
        .limit(1)
    )
    changed = (
        select(changes.c.actor)
        .where(changes.c.community_id == community_id)
        .order_by(changes.c.id.desc())
        .limit(1)
    )
    found: str | None = (await tx.conn.execute(added)).scalar()
    return found or (await tx.conn.execute(changed)).scalar()


# ── watches ─────────────────────────────────────────────────────────────────────────────────


def _living() -> Any:
    return and_(watches.c.removed_at.is_(None), watches.c.state == "active")


async def busy(tx: Tx, now: datetime, *, most: int, days: int) -> Mapping[int, tuple[int, ...]]:
    """Give the watches that asked for more than ``most`` alerts on each of the last days.

    Watch → the counts, the oldest day first. A story counts once for a watch, as does an item of
    a feed that is followed.
    """
    counted: list[dict[int, int]] = []
    for back in range(days, 0, -1):
        start = now - timedelta(days=back)
        counted.append(await _alerts(tx, start, start + timedelta(days=1), most=most))
    always = set.intersection(*(set(day) for day in counted))
    return {watch: tuple(day[watch] for day in counted) for watch in sorted(always)}


async def _alerts(tx: Tx, start: datetime, end: datetime, *, most: int) -> dict[int, int]:
    found: dict[int, int] = {}
    values = {"start": start, "end": end, "most": most}
    for query in (_alerts_by_story(), _alerts_by_item()):
        for watch, count in await tx.conn.execute(query, values):
            found[watch] = max(count, found.get(watch, 0))
    return found


@made_once
def _alerts_by_story(start: Any, end: Any, most: Any) -> Select[int, int]:
    story = func.count(story_items.c.story_id.distinct())
    return (
        select(watches.c.id, story)
        .join(channels, channels.c.id == watches.c.channel_id)
        .join(decisions, _asked(start, end))
        .join(story_items, story_items.c.item_id == decisions.c.item_id)
        .join(stories, stories.c.id == story_items.c.story_id)
        .where(_alerted(), watches.c.feed_id.is_(None))
        .where(or_(stories.c.community_id.is_(None), _own_story()))
        .group_by(watches.c.id, stories.c.community_id)
        .having(story > most)
    )


@made_once
def _alerts_by_item(start: Any, end: Any, most: Any) -> Select[int, int]:
    item = func.count(decisions.c.item_id.distinct())
    return (
        select(watches.c.id, item)
        .select_from(watches)
        .join(decisions, _asked(start, end))
        .where(_alerted(), watches.c.feed_id.is_not(None))
        .group_by(watches.c.id)
        .having(item > most)
    )


def _asked(start: Any, end: Any) -> Any:
    return and_(
        decisions.c.watch_id == watches.c.id,
        decisions.c.at >= start,
        decisions.c.at < end,
        decisions.c.stage == "route",
        decisions.c.verdict == "alert",
    )


def _alerted() -> Any:
    return and_(_living(), watches.c.mode == Mode.ALERT.value)


def _own_story() -> Any:
    return stories.c.community_id == channels.c.community_id
