"""SQLite's connection in a thread of its own, asked once for each statement.

aiosqlite goes to its thread four times for what SQLAlchemy does with one statement: to make a
cursor, to execute, to fetch, to close. Here all four are one. SQLAlchemy fetches everything at once
anyway, so that what is read, and what waits, is the same.

A transaction that reads needs one trip for each statement, and one at its end that nobody waits
for: SQLite takes no lock at a BEGIN but at the first statement after it, so both go together
(sqlite.org/lang_transaction.html), and what ends there changed nothing.
"""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, Self

import aiosqlite


class Cursor:
    """One statement and what came of it, as far as SQLAlchemy asks for it (PEP 249)."""

    arraysize = 1

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Any = ()) -> Self:
        """Run a statement and fetch its rows. Raises what sqlite3 raises."""
        return await self._run(lambda cursor: cursor.execute(sql, parameters))

    async def executemany(self, sql: str, parameters: Sequence[Any]) -> Self:
        """Run a statement for each row of parameters. Raises what sqlite3 raises."""
        return await self._run(lambda cursor: cursor.executemany(sql, parameters))

    async def fetchall(self) -> list[Any]:
        """Give the rows, once."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Do nothing: SQLite's cursor was closed when the rows were fetched."""

    async def _run(self, does: Callable[[sqlite3.Cursor], object]) -> Self:
        await self._connection.run(lambda conn: self._in_thread(conn, does))
        return self

    def _in_thread(
        self, conn: sqlite3.Connection, does: Callable[[sqlite3.Cursor], object]
    ) -> None:
        cursor = conn.cursor()
        try:
            self._connection.begin_in_thread(cursor)
            does(cursor)
            self._rows = cursor.fetchall() if cursor.description else []
            self.description, self.rowcount = cursor.description, cursor.rowcount
            self.lastrowid = cursor.lastrowid
        finally:
            cursor.close()


class Connection(aiosqlite.Connection):
    """aiosqlite's connection with the cursor above."""

    _reads = False  # in the transaction that is open: it has nothing to write at its end
    _begin = False  # before the next statement
    _used = False  # since the last commit or rollback, so that there may be something to end

    def cursor(self) -> Cursor:  # type: ignore[override]
        """Make a cursor, without going to the thread for it."""
        return Cursor(self)

    def read(self) -> None:
        """Begin, at the next statement, a transaction that only reads."""
        self._reads = self._begin = True

    def begin_in_thread(self, cursor: sqlite3.Cursor) -> None:
        """Begin what was to begin at the next statement: that is this one."""
        if self._begin:
            self._begin = False
            cursor.execute("BEGIN")

    async def run(self, does: Callable[[sqlite3.Connection], None]) -> None:
        """Do something with SQLite's own connection, in the thread."""
        self._used = True
        await self._execute(does, self._conn)  # type: ignore[no-untyped-call]

    async def commit(self) -> None:
        """Make lasting what was done since the last end."""
        await super().commit()
        self._ended()

    async def rollback(self) -> None:
        """Undo what was done since the last end; what only read is not waited for."""
        if self._reads and self._used:
            self._tx.put_nowait((None, self._conn.rollback))
        elif self._used:
            await super().rollback()
        self._ended()

    def _ended(self) -> None:
        self._reads = self._begin = self._used = False


def connect(path: str, **options: Any) -> Connection:
    """Make a connection that opens when it is awaited; takes what `sqlite3.connect` takes."""
    made = Connection(lambda: sqlite3.connect(path, **options), iter_chunk_size=64)
    made._thread.daemon = True  # as SQLAlchemy has those that it makes
    return made
