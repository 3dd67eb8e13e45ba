"""Opening the database and handing out transactions.

SQLite runs in WAL mode with foreign keys on and ``synchronous=FULL``: a commit that returned is
on the disk, which posting exactly once rests on (sqlite.org/pragma.html#pragma_synchronous).
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, closing
from typing import Any, cast

from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import StoreError, StoreLater
from bot.store import driver

BUSY_MS = 10_000
LATELY = 600.0  # seconds: as long as feeds wait to be read again


class Tx:
    """An open transaction. Only store/ looks inside."""

    __slots__ = ("conn",)

    def __init__(self, conn: AsyncConnection) -> None:
        self.conn = conn


class Store:
    """A database that is open. ``begin`` writes, ``read`` only reads.

    A lock, a full disk: ``refused`` says why something could not be written lately.
    """

    _refused: tuple[str, float] | None = None  # why, and until when at least

    def __init__(self, writer: AsyncEngine, reader: AsyncEngine) -> None:
        self._writer = writer
        self._reader = reader
        # One writer at a time in this process: waiting here is fair and never fails, where
        # SQLite's own waiting is neither.
        self._writing = asyncio.Lock()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Tx]:
        """Give a writing transaction; commit on leaving, roll back on an error.

        Not to be begun inside another one. Raises StoreError when the database cannot be written.
        """
        async with self._writing:
            try:
                with _wrapped():
                    async with self._writer.begin() as conn:
                        before = await self._changes(conn)
                        yield Tx(conn)
                        wrote = await self._changes(conn) > before
            except StoreLater as error:
                lasts = 0.0 if "locked" in str(error) else LATELY
                self._refused = str(error), _steady() + lasts
                raise
            if wrote and self._refused and _steady() >= self._refused[1]:
                self._refused = None

    @property
    def refused(self) -> str | None:
        """Why something could not be written in the last minutes; None where all was.

        It ends when something was written; not at once after a disk was full, since one that is
        nearly full takes small things and no large ones.
        """
        return self._refused[0] if self._refused else None

    async def _changes(self, conn: AsyncConnection) -> int:
        """Count the rows that were ever written; what wrote none says nothing of a full disk."""
        if self._refused is None:
            return 0
        return int((await conn.exec_driver_sql("SELECT total_changes()")).scalar_one())

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        """Give a transaction that sees one state of the database and can change nothing."""
        with _wrapped():
            conn = await self._reader.connect()
            try:
                yield Tx(conn)
            finally:
                await conn.close()  # waits for nothing, so that it need not be shielded

    async def close(self) -> None:
        """Close every connection; SQLite folds its log into the file."""
        await self._reader.dispose()
        await self._writer.dispose()


def _steady() -> float:
    return asyncio.get_running_loop().time()


class _wrapped:  # noqa: N801  a context manager, used like a function
    """Turn what SQLAlchemy and SQLite raise into StoreError, cause and next step named."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, exc: BaseException | None, trace: Any) -> None:
        if isinstance(exc, (OperationalError, sqlite3.OperationalError)):
            raise StoreLater(explain(exc)) from exc
        if isinstance(exc, (SQLAlchemyError, sqlite3.Error)):
            raise StoreError(explain(exc)) from exc


def explain(exc: BaseException) -> str:
    """Say what a database error means to the person who runs the bot."""
    cause = str(exc.orig) if isinstance(exc, DBAPIError) and exc.orig else str(exc)
    for needle, advice in _ADVICE.items():
        if needle in cause:
            return f"The database says: {cause}. {advice}"
    return f"The database says: {cause}."


_ADVICE = {
    "unable to open": "Check that the folder named in [store] url exists and may be written.",
    "readonly": "The file or its folder may not be written: check its owner and mode.",
    "read-only": "The file or its folder may not be written: check its owner and mode.",
    "disk is full": "Free some space; nothing was lost, the work goes on by itself then.",
    "disk I/O": "The disk did not answer as it should: check its space and health.",
    "locked": "Another program holds the file: stop it, or wait and try again.",
    "no such table": "The tables are missing or old: run `tidings migrate`.",
    "no such column": "The tables are old: run `tidings migrate`.",
    "not a database": "The file is no database: move it away, or name another in [store] url.",
    "malformed": "The file is damaged: restore the newest backup beside it.",
}


def parse_url(url: str) -> URL:
    """Read ``sqlite:///path`` (relative to the current folder) or ``sqlite:////path``.

    Raises StoreError for anything else.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as exc:
        raise StoreError(
            f"[store] url = {url!r} is no database address. Write sqlite:///data/tidings.db"
        ) from exc
    if parsed.get_backend_name() != "sqlite":
        raise StoreError(
            f"[store] url: {parsed.get_backend_name()} is not supported by this version. "
            "Write sqlite:///data/tidings.db"
        )
    if parsed.database in (None, "", ":memory:"):
        raise StoreError("[store] url names no file. Write sqlite:///data/tidings.db")
    return parsed.set(drivername="sqlite+aiosqlite")


async def open_store(url: str) -> Store:
    """Open a database that `migrate` has prepared. Raises StoreError when it cannot be used."""
    parsed = parse_url(url)
    with _wrapped():
        await asyncio.to_thread(_try, parsed.database or "")
    return Store(_writer(parsed), _reader(parsed))


def _try(path: str) -> None:
    """Show here, not in the middle of a leg, that a file is not ours or cannot be written.

    Without aiosqlite, which leaves a thread behind where it cannot open a file.
    """
    with closing(sqlite3.connect(path, timeout=BUSY_MS / 1000)) as conn:
        conn.execute("BEGIN IMMEDIATE")
        conn.execute("SELECT version_num FROM alembic_version")


PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={BUSY_MS}",
)


def _writer(url: URL) -> AsyncEngine:
    # A writer takes the write lock at once: upgrading a read lock later can fail with BUSY.
    return _engine(
        url,
        PRAGMAS,
        lambda conn: conn.exec_driver_sql("BEGIN IMMEDIATE"),
        pool_size=1,
        max_overflow=0,
    )


def _reader(url: URL) -> AsyncEngine:
    return _engine(url, (*PRAGMAS, "query_only=ON"), _begin_to_read)


def _begin_to_read(conn: Connection) -> None:
    made: driver.Connection = cast("Any", conn.connection.driver_connection)
    made.read()


def _engine(
    url: URL, pragmas: Sequence[str], begin: Callable[[Connection], object], **pool: Any
) -> AsyncEngine:
    options = {"timeout": BUSY_MS / 1000, "async_creator_fn": driver.connect}
    engine = create_async_engine(url, connect_args=options, **pool)

    def on_connect(dbapi: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        dbapi.isolation_level = None  # we say BEGIN ourselves
        try:
            cursor = dbapi.cursor()
            for pragma in pragmas:
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()
        except BaseException:
            dbapi.close()  # SQLAlchemy would leave the connection's thread behind
            raise

    event.listen(engine.sync_engine, "connect", on_connect)
    event.listen(engine.sync_engine, "begin", begin)
    return engine
