"""What a post says in a line: kept with alerts that may be held, with roll-ups and digests."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select

from bot.model import Headline
from bot.store.database import Tx
from bot.store.dialect import insert
from bot.store.rows import chunks
from bot.store.tables import delivery_lines

_OWN = ("heading", "story_id", "item_id")  # columns; the rest of a headline is JSON
_SAID = tuple(f.name for f in fields(Headline) if f.name not in _OWN)
_MARKS = ("title_marks", "sentence_marks")


async def keep(tx: Tx, delivery_id: int, headlines: Sequence[Headline]) -> None:
    """Keep a delivery's lines in their order, in place of those that it had."""
    where = delivery_lines.c.delivery_id == delivery_id
    await tx.conn.execute(delete(delivery_lines).where(where))
    await keep_first(tx, {delivery_id: headlines})


async def keep_first(tx: Tx, told: Mapping[int, Sequence[Headline]]) -> None:
    """Keep the lines of deliveries that have none yet: delivery → its lines in their order."""
    rows = [
        _row(delivery_id, n, headline)
        for delivery_id, headlines in told.items()
        for n, headline in enumerate(headlines)
    ]
    if rows:
        await tx.conn.execute(insert(delivery_lines), rows)


def _row(delivery_id: int, position: int, headline: Headline) -> dict[str, Any]:
    said = {name: getattr(headline, name) for name in _SAID}
    return {
        "delivery_id": delivery_id,
        "position": position,
        "heading": headline.heading[:300],
        "story_id": headline.story_id,
        "item_id": headline.item_id,
        "line": {**said, "at": headline.at.isoformat()},
    }


async def of(
    tx: Tx, delivery_ids: Iterable[int], *, first: int = 0, most: int | None = None
) -> tuple[Headline, ...]:
    """Give the lines of deliveries, in the order of their ids; ``first`` and ``most`` page."""
    found: list[Headline] = []
    for part in chunks(sorted(set(delivery_ids))):
        query = (
            select(delivery_lines)
            .where(delivery_lines.c.delivery_id.in_(part))
            .order_by(delivery_lines.c.delivery_id, delivery_lines.c.position)
        )
        found += [_headline(row) for row in await tx.conn.execute(query)]
    return tuple(found[first:] if most is None else found[first : first + most])


async def count(tx: Tx, delivery_id: int) -> int:
    """Count the lines of a delivery."""
    query = select(func.count()).where(delivery_lines.c.delivery_id == delivery_id)
    return int((await tx.conn.execute(query)).scalar_one())


def _headline(row: Any) -> Headline:
    said = {**row.line, "at": datetime.fromisoformat(row.line["at"])}
    marks = {name: tuple((start, end) for start, end in said[name]) for name in _MARKS}
    own = {name: getattr(row, name) for name in _OWN}
    return Headline(**{**said, **marks, **own})
