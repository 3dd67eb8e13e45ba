"""A statement goes to the database's thread once, and means what it means to sqlite3."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.driver import Connection, connect


@pytest.fixture
async def conn(tmp_path: Path) -> AsyncIterator[Connection]:
    made = await connect(str(tmp_path / "some.db"), isolation_level=None)
    await made.cursor().execute("CREATE TABLE ships (id INTEGER PRIMARY KEY, name TEXT UNIQUE)")
    yield made
    await made.close()


async def test_rows_are_given_once_with_what_sqlite_says_of_them(conn: Connection) -> None:
    cursor = await conn.cursor().execute("INSERT INTO ships (name) VALUES (?)", ("Yahagi",))
    assert (cursor.rowcount, cursor.lastrowid, cursor.description) == (1, 1, None)
    assert await cursor.fetchall() == []
    cursor = await conn.cursor().execute("SELECT id, name FROM ships")
    assert [column[0] for column in cursor.description] == ["id", "name"]
    assert await cursor.fetchall() == [(1, "Yahagi")]
    assert await cursor.fetchall() == []


async def test_what_an_update_returns_is_fetched_and_counted(conn: Connection) -> None:
    names = [("Yahagi",), ("Akitsushima",), ("Settsu",)]
    many = await conn.cursor().executemany("INSERT INTO ships (name) VALUES (?)", names)
    assert many.rowcount == 3
    changed = await conn.cursor().execute(
        "UPDATE ships SET name = name || '!' WHERE id > 1 RETURNING name"
    )
    assert await changed.fetchall() == [("Akitsushima!",), ("Settsu!",)]
    assert changed.rowcount == 2


async def test_what_sqlite_refuses_is_raised_and_the_connection_goes_on(conn: Connection) -> None:
    await conn.cursor().execute("INSERT INTO ships (name) VALUES ('Yahagi')")
    with pytest.raises(sqlite3.IntegrityError):
        await conn.cursor().execute("INSERT INTO ships (name) VALUES ('Yahagi')")
    with pytest.raises(sqlite3.OperationalError):
        await conn.cursor().execute("SELECT draught FROM ships")
    assert await (await conn.cursor().execute("SELECT count(*) FROM ships")).fetchall() == [(1,)]


@pytest.fixture
def trips(conn: Connection, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What is done in the thread from now on and waited for."""
    trips = list[object]()
    to_thread = Connection._execute

    async def counted(self: Connection, does: object, *values: object) -> object:
        trips.append(does)
        return await to_thread(self, does, *values)

    monkeypatch.setattr(Connection, "_execute", counted)
    return trips


async def rows(conn: Connection, sql: str = "SELECT name FROM ships") -> list[tuple[object, ...]]:
    return await (await conn.cursor().execute(sql)).fetchall()


async def test_a_statement_goes_to_the_thread_once(conn: Connection, trips: list[object]) -> None:
    cursor = await conn.cursor().execute("SELECT 1 UNION SELECT 2")
    assert await cursor.fetchall() == [(1,), (2,)]
    await cursor.close()
    assert len(trips) == 1


async def test_a_transaction_that_reads_waits_for_its_statements_alone(
    conn: Connection, trips: list[object]
) -> None:
    conn.read()
    assert await rows(conn) == await rows(conn) == []
    assert conn.in_transaction
    await conn.rollback()
    await conn.rollback()
    assert len(trips) == 2
    assert await rows(conn) == []
    assert not conn.in_transaction


async def test_a_transaction_in_which_nothing_was_read_is_none(conn: Connection) -> None:
    conn.read()
    await conn.rollback()
    assert await rows(conn) == []
    assert not conn.in_transaction


async def test_what_was_written_is_undone_or_kept(conn: Connection, trips: list[object]) -> None:
    for end in (conn.rollback, conn.commit):
        await conn.cursor().execute("BEGIN IMMEDIATE")
        await conn.cursor().execute("INSERT INTO ships (name) VALUES ('Yahagi')")
        await end()
        await conn.rollback()  # as a pool does when a connection comes back
        assert not conn.in_transaction
    assert len(trips) == 6
    assert await rows(conn) == [("Yahagi",)]


async def test_what_a_cancelled_statement_left_open_is_undone(conn: Connection) -> None:
    begins = asyncio.create_task(conn.cursor().execute("BEGIN IMMEDIATE"))
    await asyncio.sleep(0)
    begins.cancel()
    await conn.rollback()
    assert not conn.in_transaction
