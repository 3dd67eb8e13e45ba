"""The local page's own small SQLite file: posts and private answers, durable once written.

One table. ``seq`` grows with every post and every edit, so that a reader who says where it stopped
gets exactly what it missed. ``epoch`` names the file: a reader of an older file starts anew.
"""

import json
import secrets
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from bot.errors import StoreError

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    seq INTEGER NOT NULL UNIQUE,
    channel TEXT NOT NULL,
    nonce TEXT,
    kind TEXT NOT NULL,
    thread INTEGER,
    payload TEXT NOT NULL,
    at TEXT NOT NULL,
    edited TEXT,
    UNIQUE (channel, nonce)
) STRICT;
CREATE INDEX IF NOT EXISTS messages_of_channel ON messages (channel, id);
CREATE TABLE IF NOT EXISTS facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""
_NEXT: Final = "(SELECT coalesce(max(seq), 0) + 1 FROM messages)"
_INSERT: Final = (
    "INSERT INTO messages (seq, channel, nonce, kind, thread, payload, at) "  # noqa: S608
    f"VALUES ({_NEXT}, ?, ?, ?, ?, ?, ?) ON CONFLICT (channel, nonce) DO NOTHING RETURNING *"
)
_EDIT: Final = (
    f"UPDATE messages SET seq = {_NEXT}, payload = ?, edited = ? "  # noqa: S608
    "WHERE id = ? AND channel = ? AND payload <> ? RETURNING *"
)
_PRUNE: Final = (
    "DELETE FROM messages WHERE kind = 'reply' AND id NOT IN "
    "(SELECT id FROM messages WHERE kind = 'reply' ORDER BY id DESC LIMIT ?)"
)
_KEPT_REPLIES: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A stored message; ``payload`` as drawn, times aware and in UTC."""

    id: str
    seq: int
    channel: str
    kind: str
    thread: str | None
    payload: Mapping[str, Any]
    at: datetime
    edited: datetime | None


class LocalFile:
    """Raises StoreError when the file cannot be opened, sqlite3.Error from every other method."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._conn = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._prepare()
        except (OSError, sqlite3.Error) as exc:
            raise StoreError(
                f"The local page's file {path} cannot be opened ({exc}). "
                "Give [local] path a place that can be written."
            ) from exc
        self._lock = threading.Lock()  # one connection for all threads: SQLite has one writer
        self.epoch = self._epoch()

    def add(
        self,
        channel: str,
        kind: str,
        payload: Mapping[str, Any],
        *,
        at: datetime,
        nonce: str | None = None,
        thread: str | None = None,
    ) -> Post:
        """Store a message; a second one with the same nonce stores nothing and gives the first."""
        text = json.dumps(payload, ensure_ascii=False)
        values = (channel, nonce, kind, _number(thread), text, at.isoformat())
        with self._lock:
            row = self._conn.execute(_INSERT, values).fetchone()
            return _post(row) if row else self._by_nonce(channel, str(nonce))

    def edit(
        self, channel: str, post: str, payload: Mapping[str, Any], at: datetime
    ) -> Post | None:
        """Replace a message's payload; the same payload again changes nothing. None: no message."""
        text = json.dumps(payload, ensure_ascii=False)
        number = _number(post)
        with self._lock:
            self._conn.execute(_EDIT, (text, at.isoformat(), number, channel, text)).fetchall()
        return _first(
            self._rows("SELECT * FROM messages WHERE id = ? AND channel = ?", (number, channel))
        )

    def by_nonce(self, channel: str, nonce: str) -> Post | None:
        """Find a message by the nonce it was sent with."""
        query = "SELECT * FROM messages WHERE channel = ? AND nonce = ?"
        return _first(self._rows(query, (channel, nonce)))

    def by_id(self, post: str) -> Post | None:
        """Find a message by its id; anything that is no id finds nothing."""
        return _first(self._rows("SELECT * FROM messages WHERE id = ?", (_number(post),)))

    def of_channel(self, channel: str, *, limit: int, before: str | None = None) -> list[Post]:
        """Give the newest messages of a channel, oldest first; ``before`` pages back from an id."""
        query = (
            "SELECT * FROM messages WHERE channel = ? AND (? IS NULL OR id < ?) "
            "ORDER BY id DESC LIMIT ?"
        )
        number = _number(before)
        return self._rows(query, (channel, number, number, limit))[::-1]

    def since(self, seq: int, *, limit: int = 200) -> list[Post]:
        """Give what was posted or edited after ``seq``, in that order."""
        query = "SELECT * FROM messages WHERE seq > ? ORDER BY seq LIMIT ?"
        return self._rows(query, (seq, limit))

    def last_seq(self) -> int:
        """Give the seq of the newest change, 0 when there is none."""
        with self._lock:
            row = self._conn.execute("SELECT coalesce(max(seq), 0) FROM messages").fetchone()
        return int(row[0])

    def close(self) -> None:
        """Close the file; twice does no harm."""
        with self._lock:
            self._conn.close()

    def _prepare(self) -> None:
        self._conn.row_factory = sqlite3.Row
        self._conn.execute("PRAGMA journal_mode = WAL")
        self._conn.execute("PRAGMA synchronous = FULL")
        self._conn.execute("PRAGMA busy_timeout = 5000")
        self._conn.executescript(_TABLES)
        self._conn.execute(_PRUNE, (_KEPT_REPLIES,))

    def _epoch(self) -> str:
        add = "INSERT INTO facts VALUES ('epoch', ?) ON CONFLICT DO NOTHING"
        self._conn.execute(add, (secrets.token_hex(4),))
        row = self._conn.execute("SELECT value FROM facts WHERE key = 'epoch'").fetchone()
        return str(row[0])

    def _by_nonce(self, channel: str, nonce: str) -> Post:
        query = "SELECT * FROM messages WHERE channel = ? AND nonce = ?"
        return _post(self._conn.execute(query, (channel, nonce)).fetchone())

    def _rows(self, query: str, values: Sequence[Any]) -> list[Post]:
        with self._lock:
            return [_post(row) for row in self._conn.execute(query, values).fetchall()]


def _number(text: str | None) -> int | None:
    """Read an id; what is no 64-bit number is None, which is equal to nothing in SQL."""
    plain = text is not None and text.isascii() and text.isdigit() and len(text) <= 18
    return int(text) if plain and text else None


def _first(posts: Sequence[Post]) -> Post | None:
    return posts[0] if posts else None


def _post(row: sqlite3.Row) -> Post:
    return Post(
        id=str(row["id"]),
        seq=row["seq"],
        channel=row["channel"],
        kind=row["kind"],
        thread=None if row["thread"] is None else str(row["thread"]),
        payload=json.loads(row["payload"]),
        at=datetime.fromisoformat(row["at"]),
        edited=datetime.fromisoformat(row["edited"]) if row["edited"] else None,
    )
