"""Alerts that waited for long to be posted, and what a channel got lately."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select

from bot.model import Kind, State
from bot.store.database import Tx
from bot.store.held import Held, is_free, loose, takes_posts
from bot.store.rows import to_noun
from bot.store.statements import made_once
from bot.store.tables import channels, communities, deliveries, delivery_lines, messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting(Held):
    """An alert that is to be sent by itself and is certainly not posted."""

    urgent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """An alert that was sent: when, and whether its story was urgent."""

    at: datetime
    urgent: bool


async def backed_up(
    tx: Tx, now: datetime, *, since: datetime, platforms: Iterable[str]
) -> dict[int, datetime]:
    """Give the channels that can be posted to and have an alert waiting from before ``since``.

    With each, when its oldest alert was planned; that of the oldest comes first. Not one that a
    person paused: there nothing is about to be sent.
    """
    values = {"now": now, "since": since, "platforms": list(platforms)}
    return {row.channel_id: row.oldest for row in await tx.conn.execute(_backed_up(), values)}


@made_once
def _backed_up(now: Any, since: Any, platforms: Any) -> Select[int, datetime]:
    return (
        select(deliveries.c.channel_id, func.min(deliveries.c.created_at).label("oldest"))
        .join(channels, channels.c.id == deliveries.c.channel_id)
        .join(communities, communities.c.id == channels.c.community_id)
        .where(
            loose(),
            deliveries.c.created_at < since,
            is_free(now),
            takes_posts(now),
            or_(channels.c.paused_until.is_(None), channels.c.paused_until <= now),
            communities.c.platform.in_(platforms),
        )
        .group_by(deliveries.c.channel_id)
        .order_by(func.min(deliveries.c.id))
    )


async def waiting_in(tx: Tx, channel_id: int, now: datetime) -> tuple[Waiting, ...]:
    """Give a channel's alerts that wait to be sent by themselves, oldest first.

    None while one of its posts is in doubt or put off: then nothing is about to be sent.
    """
    values = {"channel": channel_id, "now": now}
    rows = await tx.conn.execute(_waiting_in(), values)
    return tuple(to_noun(Waiting, row, urgent=bool(row.urgent)) for row in rows)


@made_once
def _waiting_in(channel: Any, now: Any) -> Select[Any]:
    return (
        select(
            deliveries.c.id,
            deliveries.c.story_id,
            deliveries.c.hold,
            deliveries.c.due_at,
            deliveries.c.created_at,
            deliveries.c.attempt,
            _rings().label("urgent"),
        )
        # "+ 0" lets SQLite find what is open by its state, not among all the channel ever got.
        .where(deliveries.c.channel_id + 0 == channel, loose(), is_free(now))
        .order_by(deliveries.c.id)
    )


async def posted_in(tx: Tx, channel_id: int, *, since: datetime) -> tuple[Posted, ...]:
    """Give a channel's alerts that were planned since then and sent, in the order of sending."""
    values = {"channel": channel_id, "since": since}
    # A platform's clock may be behind ours: nothing was sent before it was planned.
    found = [
        Posted(at=max(row.sent_at, row.created_at), urgent=bool(row.urgent))
        for row in await tx.conn.execute(_posted_in(), values)
    ]
    return tuple(sorted(found, key=lambda one: one.at))


@made_once
def _posted_in(channel: Any, since: Any) -> Select[Any]:
    return (
        select(messages.c.sent_at, deliveries.c.created_at, _rings().label("urgent"))
        .join(deliveries, deliveries.c.id == messages.c.delivery_id)
        .where(
            deliveries.c.channel_id == channel,
            deliveries.c.created_at >= since,
            deliveries.c.kind == Kind.ALERT.value,
            deliveries.c.state == State.SENT.value,
        )
    )


def _rings() -> ColumnElement[bool]:
    """Say that a post tells something urgent."""
    return exists().where(
        delivery_lines.c.delivery_id == deliveries.c.id,
        delivery_lines.c.line["urgent"].as_boolean(),
    )
