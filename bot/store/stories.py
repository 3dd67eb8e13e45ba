"""Stories, the items that tell them, and what each channel was told of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, Update, bindparam, case, func, or_, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from bot.model import Feed, Item, Member, State, Story
from bot.store.database import Tx
from bot.store.dialect import insert
from bot.store.feeds import visible
from bot.store.merging import current
from bot.store.rows import chunks, to_noun
from bot.store.statements import made_once
from bot.store.tables import deliveries, items, stories, story_items, story_posts

BEGINNING = 300  # characters of a text that clustering compares
_alert, _teller = deliveries.alias("alert"), deliveries.alias("teller")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where an item belongs.

    A ``story_id`` below 0 stands for a story that this batch opens: the first placement with that
    number opens it, for everybody or for the one community that it names; later ones join it.
    """

    item: Item
    community_id: int | None  # whose private item it is; None: everybody's
    story_id: int
    role: str  # opener, same-address, same-title, same-event
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPost:
    """What a channel was told of a story."""

    channel_id: int
    alert_id: int | None
    alert_state: State | None
    post_state: State | None  # of what tells of it: the alert itself, or its roll-up
    tried_at: datetime | None  # when that was first sent
    edited_at: datetime | None
    urgent_at: datetime | None  # since when it is told as urgent
    thread_posts: int
    threaded_at: datetime | None  # the newest of them
    told_item: int | None  # items up to this one are told
    also_told: frozenset[int] = frozenset()  # and these, by a post whose story is one with it now
    younger: tuple[int, ...] = ()  # alerts of such stories, to point to this one
    brought: frozenset[int] = frozenset()  # items that only these told: the thread here does not
    since: int = 0  # items up to this one have another post here, long before

    def joined(
        self,
        *,
        told: Iterable[int] | None = None,
        younger: Sequence[int] | None = None,
        brought: Iterable[int] | None = None,
    ) -> dict[str, Any]:
        """Give what is kept of such stories: as it is, but for what is given."""
        return {
            "told": sorted(self.also_told if told is None else told),
            "alerts": list(self.younger if younger is None else younger),
            "brought": sorted(self.brought if brought is None else brought),
            "since": self.since,
        }

    def has_told(self, item_id: int) -> bool:
        """Whether the channel was told an item, here or by another story's post."""
        return item_id <= (self.told_item or 0) or item_id in self.also_told


async def place_many(tx: Tx, placements: Sequence[Placement]) -> tuple[int, ...]:
    """Put items into stories and open the new ones; give each placement's story id, in order."""
    latest: dict[int, datetime] = {}
    for p in placements:
        latest[p.story_id] = max(latest.get(p.story_id, p.item.first_seen), p.item.first_seen)
    numbers = await _open(tx, placements, latest)
    homes = tuple(numbers.get(p.story_id, p.story_id) for p in placements)
    rows = [
        {
            "story_id": story_id,
            "item_id": p.item.id,
            "community_id": p.community_id,
            "role": p.role,
            "score": p.score,
        }
        for p, story_id in zip(placements, homes, strict=True)
    ]
    if rows:
        await tx.conn.execute(insert(story_items).on_conflict_do_nothing(), rows)
    await _prolong(tx, {story_id: at for story_id, at in latest.items() if story_id > 0})
    return homes


async def _open(
    tx: Tx, placements: Iterable[Placement], latest: Mapping[int, datetime]
) -> dict[int, int]:
    """Open the stories with numbers below 0; give number → id."""
    openers: dict[int, Placement] = {}
    for p in placements:
        if p.story_id < 0:
            openers.setdefault(p.story_id, p)
    if not openers:
        return {}
    rows = [
        {
            "community_id": p.community_id,
            "title": p.item.title,
            "first_at": p.item.first_seen,
            "last_at": latest[number],
        }
        for number, p in openers.items()
    ]
    ids = (await tx.conn.execute(insert(stories).returning(stories.c.id), rows)).scalars()
    # Ids are given in the order of the rows; only the rows may come back in another one.
    return dict(zip(openers, sorted(ids), strict=True))


async def _prolong(tx: Tx, latest: Mapping[int, datetime]) -> None:
    rows = [{"story": story_id, "at": at} for story_id, at in latest.items()]
    if rows:
        at = bindparam("at", type_=stories.c.last_at.type)
        where = (stories.c.id == bindparam("story"), stories.c.last_at < at)
        await tx.conn.execute(update(stories).where(*where).values(last_at=at), rows)


async def members(
    tx: Tx, since: datetime, after_item: int, *, begun: datetime | None = None
) -> tuple[Member, ...]:
    """Give the items placed in stories since then that have a larger id, in id order.

    ``begun``: with older ones since that time whose stories still went on ``since``.
    """
    values = {"after": after_item, "begun": begun or since, "since": since}
    rows = await tx.conn.execute(_members(), values)
    return tuple(to_noun(Member, row) for row in rows)


@made_once
def _members(after: Any, begun: Any, since: Any) -> Select[Any]:
    return (
        select(
            story_items.c.story_id,
            story_items.c.community_id,
            story_items.c.item_id,
            items.c.feed_id,
            items.c.canonical,
            items.c.title,
            func.substr(items.c.text, 1, BEGINNING).label("text"),
            items.c.first_seen.label("at"),
            stories.c.first_at.label("opened"),
        )
        .join(items, items.c.id == story_items.c.item_id)
        .join(stories, stories.c.id == story_items.c.story_id)
        .where(items.c.id > after, items.c.first_seen >= begun)
        .where(or_(items.c.first_seen >= since, stories.c.last_at >= since))
        .order_by(items.c.id)
    )


async def get(tx: Tx, story_id: int) -> Story:
    """Give a story by id, or the one that has its items since they turned out to be one."""
    story_id = await current(tx, story_id)
    row = (await tx.conn.execute(select(stories).where(stories.c.id == story_id))).one()
    return to_noun(Story, row)


async def by_ids(tx: Tx, ids: Iterable[int]) -> dict[int, Story]:
    """Give stories by id."""
    found: dict[int, Story] = {}
    for part in chunks(set(ids)):
        rows = await tx.conn.execute(_these(), {"ids": part})
        found |= {row.id: to_noun(Story, row) for row in rows}
    return found


@made_once
def _these(ids: Any) -> Select[Any]:
    return select(stories).where(stories.c.id.in_(ids))


async def of_items(tx: Tx, item_ids: Iterable[int]) -> dict[int, set[int]]:
    """Give item id → ids of the stories it stands in: a private item in one a community."""
    found: dict[int, set[int]] = {}
    for part in chunks(set(item_ids)):
        pairs = select(story_items.c.item_id, story_items.c.story_id)
        for row in await tx.conn.execute(pairs.where(story_items.c.item_id.in_(part))):
            found.setdefault(row.item_id, set()).add(row.story_id)
    return found


async def with_posts(tx: Tx, story_ids: Iterable[int]) -> set[int]:
    """Give those of the stories that some channel was told of by an alert."""
    found: set[int] = set()
    for part in chunks(set(story_ids)):
        found |= set((await tx.conn.execute(_told_of(), {"ids": part})).scalars())
    return found


@made_once
def _told_of(ids: Any) -> Select[int]:
    return select(story_posts.c.story_id).where(story_posts.c.story_id.in_(ids))


async def of_item(tx: Tx, item_id: int, community_id: int | None) -> Story | None:
    """Give the story that an item belongs to, as a community sees it; its own before all's."""
    query = (
        select(stories)
        .join(story_items, story_items.c.story_id == stories.c.id)
        .where(
            story_items.c.item_id == item_id,
            or_(stories.c.community_id.is_(None), stories.c.community_id == community_id),
        )
        .order_by(stories.c.community_id.is_(None), stories.c.id)
        .limit(1)
    )
    row = (await tx.conn.execute(query)).first()
    return to_noun(Story, row) if row else None


async def items_of(tx: Tx, story_id: int) -> tuple[Item, ...]:
    """Give a story's items, first seen first."""
    return tuple((await items_by_story(tx, [story_id])).get(story_id, ()))


async def items_by_story(tx: Tx, story_ids: Iterable[int]) -> dict[int, list[Item]]:
    """Give story → its items, first seen first; no entry for a story without items."""
    found: dict[int, list[Item]] = {}
    for part in chunks(set(story_ids)):
        for row in await tx.conn.execute(_items(), {"ids": part}):
            found.setdefault(row.story_id, []).append(to_noun(Item, row))
    return found


@made_once
def _items(ids: Any) -> Select[Any]:
    mine = story_items.c.item_id == items.c.id
    query = select(items, story_items.c.story_id).join(story_items, mine)
    return query.where(story_items.c.story_id.in_(ids)).order_by(items.c.id)


async def schedule(tx: Tx, story_id: int, *, settled_from: datetime, publish_at: datetime) -> None:
    """Set when a story is to be published, or looked at again.

    The mark of a publication that is under way is taken off: it has not seen what came now.
    """
    await schedule_many(tx, {story_id: (settled_from, publish_at)})


async def schedule_many(tx: Tx, times: Mapping[int, tuple[datetime, datetime]]) -> None:
    """Do the same for many: story → since when it settles, and when it is to be published."""
    rows = [{"story": story, "from": begun, "at": due} for story, (begun, due) in times.items()]
    if rows:
        await tx.conn.execute(_SCHEDULE, rows)


_SCHEDULE = (
    update(stories)
    .where(stories.c.id == bindparam("story"))
    .values(settled_from=bindparam("from"), publish_at=bindparam("at"), lease_until=None)
)


async def claim_due(tx: Tx, now: datetime, *, lease: timedelta, limit: int) -> tuple[Story, ...]:
    """Take the stories whose time has come, the longest waiting first."""
    ids = list((await tx.conn.execute(_due(), {"now": now, "most": limit})).scalars())
    if not ids:
        return ()
    rows = await tx.conn.execute(_claiming(), {"ids": ids, "until": now + lease})
    claimed = [to_noun(Story, row) for row in rows]
    return tuple(sorted(claimed, key=lambda story: ids.index(story.id)))


async def anything_due(tx: Tx, now: datetime) -> bool:
    """Say whether a story's time has come: else nobody need write."""
    return (await tx.conn.execute(_due(), {"now": now, "most": 1})).first() is not None


@made_once
def _due(now: Any, most: Any) -> Select[int]:
    free = or_(stories.c.lease_until.is_(None), stories.c.lease_until <= now)
    due = select(stories.c.id).where(stories.c.publish_at <= now, free)
    return due.order_by(stories.c.publish_at, stories.c.id).limit(most)


@made_once
def _claiming(ids: Any, until: Any) -> ReturningUpdate[Any]:
    values = {"lease_no": stories.c.lease_no + 1, "lease_until": until}
    return update(stories).where(stories.c.id.in_(ids)).values(**values).returning(stories)


async def settle(tx: Tx, again: Mapping[Story, datetime | None]) -> int:
    """End the leases of publications, each with when to look again; count those not taken over.

    A time that `schedule` has set since a story was claimed stays: that news is not told yet.
    """
    rows = [{"story": s.id, "lease": s.lease_no, "then": at} for s, at in again.items()]
    return int((await tx.conn.execute(_settling(), rows)).rowcount) if rows else 0


@made_once
def _settling(story: Any, lease: Any) -> Update:
    fenced = (stories.c.id == story, stories.c.lease_no == lease)
    untouched = stories.c.lease_until.is_not(None)
    then = bindparam("then", type_=stories.c.publish_at.type)
    at = case((untouched, then), else_=stories.c.publish_at)
    return update(stories).where(*fenced).values(lease_until=None, publish_at=at)


async def posts(tx: Tx, story_id: int) -> dict[int, StoryPost]:
    """Give what each channel was told of a story, by channel."""
    return (await posts_by_story(tx, [story_id])).get(story_id, {})


async def posts_by_story(tx: Tx, story_ids: Iterable[int]) -> dict[int, dict[int, StoryPost]]:
    """Give story → channel → what it was told; no entry for a story that none was told of."""
    found: dict[int, dict[int, StoryPost]] = {}
    for part in chunks(set(story_ids)):
        for row in await tx.conn.execute(_posts(), {"ids": part}):
            found.setdefault(row.story_id, {})[row.channel_id] = _post(row)
    return found


@made_once
def _posts(ids: Any) -> Select[Any]:
    states = (_alert.c.state.label("alert_state"), _teller.c.state.label("post_state"))
    return (
        select(story_posts, *states, _teller.c.first_try_at.label("tried_at"))
        .outerjoin(_alert, _alert.c.id == story_posts.c.alert_id)
        .outerjoin(_teller, _teller.c.id == func.coalesce(_alert.c.merged_into, _alert.c.id))
        .where(story_posts.c.story_id.in_(ids))
        .order_by(story_posts.c.channel_id)
    )


def _post(row: Any) -> StoryPost:
    names = ("alert_state", "post_state")
    states = {name: State(value) if (value := getattr(row, name)) else None for name in names}
    joined = row.joined or {}
    return to_noun(
        StoryPost,
        row,
        **states,
        also_told=frozenset(joined.get("told", ())),
        younger=tuple(joined.get("alerts", ())),
        brought=frozenset(joined.get("brought", ())),
        since=joined.get("since", 0),
    )


async def note_posts(tx: Tx, alerts: Mapping[tuple[int, int], Mapping[str, Any]]) -> None:
    """Note alerts about stories: (story, channel) → columns of ``story_posts``, alike for all."""
    rows = [
        {"story_id": story_id, "channel_id": channel_id, **values}
        for (story_id, channel_id), values in alerts.items()
    ]
    statement = insert(story_posts)
    if rows:
        changed = {name: statement.excluded[name] for name in next(iter(alerts.values()))}
        again = statement.on_conflict_do_update(["story_id", "channel_id"], set_=changed)
        await tx.conn.execute(again, rows)


async def told(tx: Tx, story_id: int, community_id: int | None) -> tuple[tuple[Item, Feed], ...]:
    """Give a story's items that a community may see, each with its feed, in id order.

    The feed bears the name that this community gave it. ``community_id`` None: what all may see.
    Another community's private story tells nothing: who may see its items has them in its own.
    """
    story_id = await current(tx, story_id)
    mine = await items_of(tx, story_id) if await _open_to(tx, story_id, community_id) else ()
    seen = await visible(tx, community_id, {item.feed_id for item in mine})
    by_id = {feed.id: feed for feed in seen}
    return tuple((item, by_id[item.feed_id]) for item in mine if item.feed_id in by_id)


async def _open_to(tx: Tx, story_id: int, community_id: int | None) -> bool:
    mine = or_(stories.c.community_id.is_(None), stories.c.community_id == community_id)
    query = select(stories.c.id).where(stories.c.id == story_id, mine)
    return (await tx.conn.execute(query)).first() is not None
