"""What the bot's store says, read from outside while the bot works: the other side of the books."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.simulation.storage import ROOMY

UNSENT = ("failed", "suppressed", "expired", "merged")
OPEN = ("pending", "sending", "ambiguous", "reconciling")


def moment(text: str | None) -> datetime | None:
    """Read a time as the store keeps it."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A delivery."""

    id: int
    channel_id: int
    kind: str
    key: str
    nonce: str
    state: str
    reason: str
    story_id: int | None
    item_id: int | None
    edits: int | None
    attempt: int
    due_at: datetime
    created_at: datetime
    hold: str | None
    merged_into: int | None
    urgent: bool
    label: str


class Ledger:
    """Reads the database with a connection of its own; sees what is committed."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        for pragma in ROOMY:
            self._db.execute(f"PRAGMA {pragma}")

    def close(self) -> None:
        self._db.close()

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """Ask anything."""
        return self._db.execute(sql, values).fetchall()

    def one(self, sql: str, *values: Any) -> Any:
        """Ask for one value; None when there is none."""
        row = self._db.execute(sql, values).fetchone()
        return row[0] if row else None

    def deliveries(self, where: str, *values: Any) -> list[Row]:
        """Give deliveries in the order of their ids."""
        found = self.rows(f"SELECT * FROM deliveries WHERE {where} ORDER BY id", *values)
        return [_row(one) for one in found]

    def oldest_told(self, delivery_id: int) -> int:
        """Give the first of the posts that a roll-up tells of, itself if it tells of none."""
        sql = (
            "WITH RECURSIVE told (id) AS (VALUES (?) UNION "
            "SELECT d.id FROM deliveries d JOIN told ON d.merged_into = told.id) "
            "SELECT min(id) FROM told"
        )
        return int(self.one(sql, delivery_id))

    def channels(self) -> dict[str, sqlite3.Row]:
        """Give the channels by the platform's id."""
        return {row["external_id"]: row for row in self.rows("SELECT * FROM channels")}

    def keys(self, url: str) -> set[str]:
        """Give the keys that the bot knows of a feed."""
        sql = "SELECT k.key FROM item_keys k JOIN feeds f ON f.id = k.feed_id WHERE f.url = ?"
        return {row[0] for row in self.rows(sql, url)}

    def told_in(self, item_id: int) -> set[int]:
        """Give the channels with a post that tells of an item or its stories."""
        # Each part is found by an index; joined by OR, SQLite would read all of a channel's posts.
        mine = "(SELECT story_id FROM story_items WHERE item_id = ?1)"
        sql = (
            "SELECT DISTINCT channel_id FROM deliveries WHERE id IN ("
            "SELECT id FROM deliveries WHERE item_id = ?1 UNION "
            f"SELECT id FROM deliveries WHERE story_id IN {mine} UNION "
            f"SELECT delivery_id FROM delivery_stories WHERE story_id IN {mine} UNION "
            f"SELECT delivery_id FROM delivery_lines WHERE story_id IN {mine})"
        )
        return {row[0] for row in self.rows(sql, item_id)}

    def why_not(self, watch: sqlite3.Row, item_id: int) -> str:
        """Give a decision that says why a watch has no post about an item; else nothing."""
        mine = "(SELECT story_id FROM story_items WHERE item_id = ?2)"
        sql = (
            "SELECT d.stage || ': ' || d.verdict FROM decisions d "
            "JOIN watches w ON w.id = {plus}d.watch_id "
            "WHERE {near} w.channel_id = ?1 AND d.verdict <> 'alert' AND ((d.item_id = ?2 AND "
            f"w.id = ?3) OR (d.stage = 'publish' AND d.story_id IN {mine})) LIMIT 1"
        )
        # Nearly always it stands with one of the stories' items, where an index finds it ("+"
        # keeps SQLite from reading all that was ever decided for the channel's watches).
        members = f"(SELECT ?2 UNION SELECT item_id FROM story_items WHERE story_id IN {mine})"
        near = sql.format(plus="+", near=f"d.item_id IN {members} AND")
        values = (watch["channel_id"], item_id, watch["id"])
        found = self.one(near, *values) or self.one(sql.format(plus="", near=""), *values)
        return str(found or "")


def _row(row: sqlite3.Row) -> Row:
    payload = json.loads(row["payload"])
    return Row(
        **{
            name: row[name]
            for name in ("id", "channel_id", "kind", "key", "nonce", "state", "story_id",
                         "item_id", "edits", "attempt", "hold", "merged_into")
        },
        reason=row["reason"] or "",
        due_at=datetime.fromisoformat(row["due_at"]).replace(tzinfo=UTC),
        created_at=datetime.fromisoformat(row["created_at"]).replace(tzinfo=UTC),
        urgent=bool(payload.get("urgent")),
        label=str(payload.get("label") or ""),
    )  # fmt: skip
