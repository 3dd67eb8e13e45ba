"""The real tables and statements on a real SQLite file, able to die at any commit.

The bot's own store hands every statement to a thread; this one does it at once, so that a run
depends on nothing but its seed. `Life` ends where the process of a real bot may be killed.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from bot.store import Store, Tx
from bot.store.database import PRAGMAS, _wrapped

# A month of a thousand feeds is gigabytes, in memory anyway: it is read there, not copied first.
ROOMY = ("cache_size=-65536", "mmap_size=17179869184")


class Killed(BaseException):
    """The process was killed; no handler of errors may see it."""


class Life:
    """One run of the bot, from its start to its end or its death."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.alive = True
        self.died_at = ""
        self.dies_in: int | None = None  # boundaries
        self.on_death: Callable[[], None] = lambda: None
        self.refuses: Callable[[], str | None] = lambda: None  # what a full disk says

    def boundary(self, name: str) -> None:
        """Pass a point where a process can be killed. Raises Killed."""
        if self.alive and self.dies_in is not None:
            self.dies_in -= 1
            if self.dies_in < 0:
                self.alive = False
                self.died_at = name
                self.on_death()
        if not self.alive:
            raise Killed(name)


class _Conn:
    """What the store's functions use of SQLAlchemy's AsyncConnection."""

    def __init__(self, life: Life, conn: Connection) -> None:
        self._life = life
        self._conn = conn

    async def execute(self, statement: Any, parameters: Any = None) -> Any:
        if not self._life.alive:
            raise Killed("a statement")
        if statement.is_dml and (refusal := self._life.refuses()):
            raise sqlite3.OperationalError(refusal)
        return self._conn.execute(statement, parameters)


class SimulatedStore(Store):
    """The store of one life; ``close`` is what the system does when the process is gone."""

    def __init__(self, path: Path, life: Life) -> None:
        self._life = life
        self._path = path
        self._write = self._connected()
        self._free: list[Connection] = []
        self._all = [self._write]
        self._writing = asyncio.Lock()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Tx]:
        async with self._writing:
            await asyncio.sleep(0)  # others run between transactions
            with _wrapped(), self._write.begin() as mine:
                self._write.exec_driver_sql("BEGIN IMMEDIATE")
                yield Tx(_Conn(self._life, self._write))  # type: ignore[arg-type]
                self._life.boundary("before a commit")
                mine.commit()
            self._life.boundary("after a commit")

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        await asyncio.sleep(0)
        conn = self._free.pop() if self._free else self._reader_made()
        with _wrapped():
            try:
                with conn.begin():
                    conn.exec_driver_sql("BEGIN")
                    yield Tx(_Conn(self._life, conn))  # type: ignore[arg-type]
            finally:
                self._free.append(conn)

    def _connected(self) -> Connection:
        _FILE["path"] = self._path
        return _engine().connect()

    def _reader_made(self) -> Connection:
        conn = self._connected()
        conn.exec_driver_sql("PRAGMA query_only=ON")
        conn.rollback()
        self._all.append(conn)
        return conn

    async def close(self) -> None:
        for conn in self._all:
            conn.close()


_FILE: dict[str, Path] = {}  # of whoever connects just now


@cache
def _engine() -> Engine:
    """Give one for all lives: with each, every statement would be put into SQL anew."""
    engine = create_engine(
        "sqlite://", creator=lambda: sqlite3.connect(_FILE["path"]), poolclass=NullPool
    )

    def on_connect(dbapi: sqlite3.Connection, _record: Any) -> None:
        dbapi.isolation_level = None  # we say BEGIN ourselves
        for pragma in (*PRAGMAS, *ROOMY):
            # Nobody pulls the plug here, so nothing need be forced to the disk.
            dbapi.execute(f"PRAGMA {'synchronous=OFF' if 'synchronous' in pragma else pragma}")

    event.listen(engine, "connect", on_connect)
    return engine
