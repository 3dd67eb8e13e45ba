"""Communities and channels."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Update, exists, or_, select, update

from bot.model import Channel, Community, State
from bot.store.database import Tx
from bot.store.dialect import insert
from bot.store.rows import chunks, to_noun
from bot.store.statements import made_once
from bot.store.tables import channels, communities, deliveries

CHANNELS = select(channels, communities.c.platform, communities.c.locale).join(
    communities, communities.c.id == channels.c.community_id
)

GONE = "gone"  # deleted, and its watches removed
UNDER_WAY = [
    state.value for state in (State.PENDING, State.SENDING, State.AMBIGUOUS, State.RECONCILING)
]


async def community(tx: Tx, platform: str, external_id: str, name: str) -> Community:
    """Give the community with the platform's id, made on first sight."""
    known = await known_community(tx, platform, external_id)
    if known is not None:
        return known
    statement = insert(communities).values(
        platform=platform, external_id=external_id, name=name, settings={}
    )
    return to_noun(Community, (await tx.conn.execute(statement.returning(communities))).one())


async def known_community(tx: Tx, platform: str, external_id: str) -> Community | None:
    """Give the community with the platform's id; None before its first sight."""
    where = (communities.c.platform == platform, communities.c.external_id == external_id)
    row = (await tx.conn.execute(select(communities).where(*where))).first()
    return to_noun(Community, row) if row else None


async def get_community(tx: Tx, community_id: int) -> Community:
    """Give a community by our id."""
    where = communities.c.id == community_id
    return to_noun(Community, (await tx.conn.execute(select(communities).where(where))).one())


async def channel(
    tx: Tx, community_id: int, external_id: str, name: str, *, digest_time: str, now: datetime
) -> Channel:
    """Give the channel with the platform's id, made on first sight with its digest time set."""
    where = (channels.c.community_id == community_id, channels.c.external_id == external_id)
    row = (await tx.conn.execute(CHANNELS.where(*where))).first()
    if row is not None and row.state == GONE:  # somebody speaks there again
        await update_channel(tx, row.id, state="active")
        return await get_channel(tx, row.id)
    if row is not None and not row.digest_days:  # a person who was told of something before
        first = {"digest_times": [digest_time], "digest_days": list(range(7))}
        await update_channel(tx, row.id, **first, digest_on=True, digest_since=now)
        return await get_channel(tx, row.id)
    if row is not None:
        return to_noun(Channel, row)
    statement = insert(channels).values(
        community_id=community_id,
        external_id=external_id,
        name=name,
        digest_times=[digest_time],
        digest_days=list(range(7)),
        digest_on=True,
        digest_since=now,
        state="active",
        settings={},
    )
    new = (await tx.conn.execute(statement.returning(channels.c.id))).scalar_one()
    return await get_channel(tx, new)


async def known_channel(tx: Tx, community_id: int, external_id: str) -> Channel | None:
    """Give what `channel` would, where it need not write for that; else None."""
    where = (channels.c.community_id == community_id, channels.c.external_id == external_id)
    row = (await tx.conn.execute(CHANNELS.where(*where))).first()
    as_it_is = row is not None and row.state != GONE and row.digest_days
    return to_noun(Channel, row) if as_it_is else None


async def get_channel(tx: Tx, channel_id: int) -> Channel:
    """Give a channel by our id."""
    return to_noun(Channel, (await tx.conn.execute(_channel(), {"channel": channel_id})).one())


@made_once
def _channel(channel: Any) -> Select[Any]:
    return CHANNELS.where(channels.c.id == channel)


async def by_ids(tx: Tx, ids: Iterable[int]) -> dict[int, Channel]:
    """Give channels by our ids."""
    found: dict[int, Channel] = {}
    for part in chunks(set(ids)):
        rows = await tx.conn.execute(_by_ids(), {"ids": part})
        found |= {row.id: to_noun(Channel, row) for row in rows}
    return found


@made_once
def _by_ids(ids: Any) -> Select[Any]:
    return CHANNELS.where(channels.c.id.in_(ids))


async def channels_of(tx: Tx, community_id: int, *, people: bool = False) -> tuple[Channel, ...]:
    """Give every channel of a community that we have met, oldest first; none that was given up.

    People's own messages are left out, or with ``people`` the last.
    """
    own = channels.c.external_id.like("@%")
    mine = (channels.c.community_id == community_id, channels.c.state != GONE)
    query = CHANNELS.where(*mine).order_by(own, channels.c.id)
    if not people:
        query = query.where(~own)
    return tuple(to_noun(Channel, row) for row in await tx.conn.execute(query))


async def find_channel(tx: Tx, community_id: int, name: str) -> Channel | None:
    """Find a channel of this community by platform id or name; a leading # is ignored."""
    name = name.removeprefix("#")
    where = (channels.c.name == name) | (channels.c.external_id == name)
    query = CHANNELS.where(channels.c.community_id == community_id, where)
    query = query.order_by(channels.c.external_id != name, channels.c.id).limit(1)
    row = (await tx.conn.execute(query)).first()
    return to_noun(Channel, row) if row else None


async def active_channels(tx: Tx, now: datetime) -> tuple[Channel, ...]:
    """Give every channel that may be posted to.

    One in trouble is among them when it is to be tried again and no post waits to do so: else
    nobody would ever learn that it takes posts again.
    """
    rows = await tx.conn.execute(_active(), {"now": now})
    return tuple(to_noun(Channel, row) for row in rows)


@made_once
def _active(now: Any) -> Select[Any]:
    waits = exists().where(
        deliveries.c.channel_id == channels.c.id, deliveries.c.state.in_(UNDER_WAY)
    )
    to_probe = (channels.c.state == "paused") & (channels.c.probe_at <= now) & ~waits
    may = (or_(channels.c.state == "active", to_probe), communities.c.left_at.is_(None))
    return CHANNELS.where(*may).order_by(channels.c.id)


async def update_channel(tx: Tx, channel_id: int, **values: Any) -> None:
    """Change columns of a channel; ``settings`` is replaced whole."""
    await tx.conn.execute(update(channels).where(channels.c.id == channel_id).values(**values))


async def keep_budgets(tx: Tx, left: Mapping[int, tuple[float | None, datetime | None]]) -> None:
    """Keep what is left of budgets: channel → tokens, and when that was."""
    rows = [{"channel": id_, "left": number, "at": when} for id_, (number, when) in left.items()]
    if rows:
        await tx.conn.execute(_keeping_budget(), rows)


@made_once
def _keeping_budget(channel: Any, left: Any, at: Any) -> Update:
    return update(channels).where(channels.c.id == channel).values(tokens=left, tokens_at=at)


async def shut(tx: Tx, channel_id: int, trouble: str, *, since: datetime, probe: datetime) -> None:
    """Pause a channel that cannot be posted to, until it is tried again at ``probe``.

    ``trouble_at`` keeps when it began: with the channel it names the trouble that people are told
    of, once, whatever happens until it ends.
    """
    values = {"state": "paused", "trouble": trouble, "trouble_at": since, "probe_at": probe}
    await update_channel(tx, channel_id, **values)


async def reopen(tx: Tx, channel_id: int) -> bool:
    """End a channel's trouble; False when it had none."""
    return bool((await tx.conn.execute(_reopening(), {"channel": channel_id})).rowcount)


async def mended(tx: Tx, community_id: int, troubles: Iterable[str]) -> int:
    """End these troubles, by their words, in all channels of a community; count those."""
    where = (channels.c.community_id == community_id, channels.c.trouble.in_(list(troubles)))
    return int((await tx.conn.execute(_open().where(*where))).rowcount)


@made_once
def _reopening(channel: Any) -> Update:
    return _open().where(channels.c.id == channel)


def _open() -> Update:
    values = {"state": "active", "trouble": None, "trouble_at": None, "probe_at": None}
    return update(channels).where(channels.c.state == "paused").values(**values)


async def give_up(tx: Tx, channel_id: int) -> None:
    """Let a channel that takes nothing be no concern any more, until somebody speaks there."""
    values = {"state": GONE, "trouble": None, "trouble_at": None, "probe_at": None}
    await update_channel(tx, channel_id, **values)


async def probe_now(tx: Tx, channel_id: int, now: datetime) -> bool:
    """Let a channel in trouble be tried again at once; False when it has none."""
    where = (channels.c.id == channel_id, channels.c.state == "paused")
    statement = update(channels).where(*where).values(probe_at=now)
    return bool((await tx.conn.execute(statement)).rowcount)


async def probe_these(tx: Tx, community_id: int, external_ids: Iterable[str], now: datetime) -> int:
    """Let those of these channels that are in trouble be tried again at once; count them."""
    mine = channels.c.external_id.in_(list(external_ids))
    where = (channels.c.community_id == community_id, channels.c.state == "paused", mine)
    statement = update(channels).where(*where).values(probe_at=now)
    return int((await tx.conn.execute(statement)).rowcount)


async def update_settings(tx: Tx, channel: Channel, changes: Mapping[str, Any]) -> None:
    """Change some of a channel's settings and keep the others; None removes one."""
    present = (await get_channel(tx, channel.id)).settings
    merged = {**present, **changes}
    kept = {k: v for k, v in merged.items() if v is not None}
    await update_channel(tx, channel.id, settings=kept)


async def update_community(tx: Tx, community_id: int, **values: Any) -> None:
    """Change columns of a community."""
    where = communities.c.id == community_id
    await tx.conn.execute(update(communities).where(where).values(**values))
