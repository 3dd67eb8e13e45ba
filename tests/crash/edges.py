"""What can be done to the program from inside its process: end it at an edge, fill its disk.

An edge lies before and after each commit of the database and each request. All of it hangs on
hooks that SQLAlchemy offers; the program itself is as it is.
"""

import os
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, Pool, event

ENDED = 86  # the exit status of one that ended at its edge


@dataclass
class Edges:
    """Counts edges and ends the process at one of them, as a power cut would."""

    end_at: int
    count: int = 0
    committed: bool = False
    names: list[str] = field(default_factory=list)

    def __call__(self, name: str) -> None:
        self.count += 1
        self.names.append(name)
        if self.count == self.end_at:
            os._exit(ENDED)

    def watch_commits(self) -> None:
        """Count what every database connection of this process commits."""
        event.listen(Engine, "before_cursor_execute", self._begun)
        event.listen(Engine, "commit", self._before)
        event.listen(Pool, "checkin", self._after)

    def _begun(self, conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("BEGIN"):
            conn.info["writes"] = statement == "BEGIN IMMEDIATE"

    def _before(self, conn: Any) -> None:
        if conn.info.get("writes"):
            self("before commit")
            self.committed = True

    def _after(self, _dbapi: Any, _record: Any) -> None:
        if self.committed:
            self.committed = False
            self("after commit")


@dataclass
class Disk:
    """Lets the bot's database grow so far and no further; 0: as it likes."""

    pages: int = 0

    def watch(self) -> None:
        event.listen(Pool, "checkout", self._limit)

    def _limit(self, dbapi: Any, _record: Any, _proxy: Any) -> None:
        cursor = dbapi.cursor()
        cursor.execute(f"PRAGMA max_page_count={self.pages or 1_000_000_000}")
        cursor.close()
