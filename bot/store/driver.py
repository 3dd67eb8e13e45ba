"""SQLite's connection in a thread of its own, asked once for each statement.

aiosqlite goes to its thread four times for what SQLAlchemy does with one statement: to make a
cursor, to execute, to fetch, to close. Here all four are one. SQLAlchemy fetches everything at once
anyway, so that what is read, and what waits, is the same.
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
            does(cursor)
            self._rows = cursor.fetchall() if cursor.description else []
            self.description, self.rowcount = cursor.description, cursor.rowcount
            self.lastrowid = cursor.lastrowid
        finally:
            cursor.close()


class Connection(aiosqlite.Connection):
    """aiosqlite's connection with the cursor above."""

    def cursor(self) -> Cursor:  # type: ignore[override]
        """Make a cursor, without going to the thread for it."""
        return Cursor(self)

    async def run(self, does: Callable[[sqlite3.Connection], None]) -> None:
        """Do something with SQLite's own connection, in the thread."""
        await self._execute(does, self._conn)  # type: ignore[no-untyped-call]


def connect(path: str, **options: Any) -> Connection:
    """Make a connection that opens when it is awaited; takes what `sqlite3.connect` takes."""
    made = Connection(lambda: sqlite3.connect(path, **options), iter_chunk_size=64)
    made._thread.daemon = True  # as SQLAlchemy has those that it makes
    return made
