import asyncio
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from bot.errors import StoreError, StoreLater
from bot.store import Store, open_store
from bot.store.bookkeeping import events_seen
from bot.store.database import explain, parse_url
from bot.store.migrate import migrate

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


async def pragma(store: Store, name: str, *, writing: bool) -> Any:
    async with store.begin() if writing else store.read() as tx:
        return (await tx.conn.exec_driver_sql(f"PRAGMA {name}")).scalar()


async def see(store: Store, name: str, world: Any) -> None:
    async with store.begin() as tx:
        await tx.conn.execute(insert(events_seen).values(id=name, at=world.now))


async def seen(store: Store) -> list[str]:
    async with store.read() as tx:
        return list((await tx.conn.execute(select(events_seen.c.id))).scalars())


@pytest.mark.parametrize("writing", [True, False])
async def test_a_commit_that_returned_is_on_the_disk(store: Store, writing: bool) -> None:
    assert await pragma(store, "journal_mode", writing=writing) == "wal"
    assert await pragma(store, "synchronous", writing=writing) == 2  # FULL


@pytest.mark.parametrize("writing", [True, False])
async def test_foreign_keys_are_enforced(store: Store, writing: bool) -> None:
    assert await pragma(store, "foreign_keys", writing=writing) == 1


async def test_what_was_begun_is_kept(store: Store, world: Any) -> None:
    await see(store, "one", world)
    assert await seen(store) == ["one"]


async def test_an_error_takes_everything_back(store: Store, world: Any) -> None:
    async def fail() -> None:
        async with store.begin() as tx:
            await tx.conn.execute(insert(events_seen).values(id="one", at=world.now))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await seen(store) == []


async def test_a_cancelled_writer_leaves_nothing_and_holds_nothing(
    store: Store, world: Any
) -> None:
    async def write_and_wait() -> None:
        async with store.begin() as tx:
            await tx.conn.execute(insert(events_seen).values(id="one", at=world.now))
            started.set()
            await asyncio.Event().wait()

    started = asyncio.Event()
    writer = asyncio.create_task(write_and_wait())
    await started.wait()
    writer.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writer
    await see(store, "two", world)
    assert await seen(store) == ["two"]


async def test_many_writers_at_once_all_get_through(store: Store, world: Any) -> None:
    await asyncio.gather(*(see(store, f"{n}", world) for n in range(50)))
    assert len(await seen(store)) == 50


async def test_a_reader_can_change_nothing(store: Store, world: Any) -> None:
    with pytest.raises(StoreError):
        async with store.read() as tx:
            await tx.conn.execute(insert(events_seen).values(id="one", at=world.now))
    assert await seen(store) == []


async def test_a_reader_sees_one_state_while_others_write(store: Store, world: Any) -> None:
    async with store.read() as tx:
        before = (await tx.conn.execute(select(events_seen.c.id))).all()
        await see(store, "one", world)
        assert (await tx.conn.execute(select(events_seen.c.id))).all() == before
    assert await seen(store) == ["one"]


async def test_a_cancelled_reader_leaves_no_state_behind(store: Store, world: Any) -> None:
    async def read_and_wait() -> None:
        async with store.read() as tx:
            await tx.conn.execute(select(events_seen.c.id))
            started.set()
            await asyncio.Event().wait()

    started = asyncio.Event()
    reader = asyncio.create_task(read_and_wait())
    await started.wait()
    reader.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reader
    await see(store, "one", world)
    assert await seen(store) == ["one"]


async def test_more_readers_at_once_than_are_kept_all_read(store: Store, world: Any) -> None:
    await see(store, "one", world)
    assert await asyncio.gather(*(seen(store) for _ in range(40))) == [["one"]] * 40


async def test_two_processes_may_open_one_file(store: Store, url: str, world: Any) -> None:
    other = await open_store(url)
    await asyncio.gather(*(see(s, f"{n}", world) for n, s in enumerate([store, other] * 10)))
    await other.close()
    assert len(await seen(store)) == 20


async def test_a_closed_store_leaves_one_file(url: str, path: Path, world: Any) -> None:
    store = await open_store(url)
    await see(store, "one", world)
    await store.close()
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("url", ["nonsense", "", "sqlite://", "sqlite:///:memory:"])
def test_a_wrong_address_shows_a_right_one(url: str) -> None:
    with pytest.raises(StoreError, match=r"Write sqlite:///data/tidings\.db"):
        parse_url(url)


def test_another_kind_of_database_is_named() -> None:
    with pytest.raises(StoreError, match="postgresql is not supported"):
        parse_url("postgresql://localhost/tidings")


async def test_a_missing_folder_is_named_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="Check that the folder named in"):
        await open_store(f"sqlite:///{tmp_path}/nowhere/tidings.db")


async def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "tidings.db"
    path.write_text("This is a letter, not a database. " * 100)
    with pytest.raises(StoreError, match="move it away"):
        await open_store(f"sqlite:///{path}")
    assert path.read_text().startswith("This is a letter")


async def test_a_file_without_tables_says_to_migrate(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="run `tidings migrate`"):
        await open_store(f"sqlite:///{tmp_path}/tidings.db")


async def test_a_full_disk_is_told_and_nothing_half_written(store: Store, world: Any) -> None:
    async with store.begin() as tx:
        pages = (await tx.conn.exec_driver_sql("PRAGMA page_count")).scalar()
        await tx.conn.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")
    rows = [{"id": f"{n}{'x' * 100}", "at": world.now} for n in range(1000)]
    with pytest.raises(StoreError, match="Free some space; nothing was lost"):
        async with store.begin() as tx:
            await tx.conn.execute(insert(events_seen), rows)
    async with store.begin() as tx:
        await tx.conn.exec_driver_sql("PRAGMA max_page_count=1000000")
        await tx.conn.execute(insert(events_seen), rows)
    assert len(await seen(store)) == 1000


async def test_what_could_not_be_written_is_told_until_something_was_for_a_while(
    store: Store, world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert store.refused is None
    async with store.begin() as tx:
        await tx.conn.exec_driver_sql("PRAGMA max_page_count=1")
    with pytest.raises(StoreLater):
        await see(store, "x" * 100_000, world)
    await see(store, "one", world)  # a disk that is nearly full takes small things
    assert "database or disk is full. Free some space" in str(store.refused)
    monkeypatch.setattr("bot.store.database.LATELY", 0.0)
    with pytest.raises(StoreLater):
        await see(store, "x" * 100_000, world)
    async with store.begin() as tx:
        await tx.conn.execute(select(events_seen))
    assert store.refused is not None
    await see(store, "two", world)
    assert store.refused is None


def test_a_locked_file_says_what_to_do(url: str, path: Path) -> None:
    with closing(sqlite3.connect(path)) as one, closing(sqlite3.connect(path, timeout=0)) as other:
        one.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError) as caught:
            other.execute("BEGIN IMMEDIATE")
    assert "Another program holds the file" in explain(caught.value)


async def test_a_broken_rule_of_a_table_is_a_store_error(store: Store, world: Any) -> None:
    await see(store, "one", world)
    with pytest.raises(StoreError, match="UNIQUE constraint failed"):
        await see(store, "one", world)


@pytest.fixture
def foreign_folder() -> Iterator[Path]:
    """A folder of this user's, while the test is somebody without rights there."""
    folder = Path(tempfile.mkdtemp())
    migrate(f"sqlite:///{folder}/tidings.db", now=LONG_AGO)
    (folder / "tidings.db").chmod(0o444)
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)  # nobody: root may write everywhere
    yield folder
    if root:
        os.seteuid(0)
    folder.chmod(0o755)
    shutil.rmtree(folder)


async def test_a_read_only_file_is_told(foreign_folder: Path) -> None:
    with pytest.raises(StoreError, match=r"check its owner and mode|folder named in"):
        await open_store(f"sqlite:///{foreign_folder}/tidings.db")


def test_a_folder_that_cannot_be_made_is_named(foreign_folder: Path) -> None:
    with pytest.raises(StoreError, match="Name another in"):
        migrate(f"sqlite:///{foreign_folder}/deeper/tidings.db", now=LONG_AGO)


def test_a_folder_that_cannot_be_written_is_told(foreign_folder: Path) -> None:
    with pytest.raises(StoreError, match="folder named in"):
        migrate(f"sqlite:///{foreign_folder}/other.db", now=LONG_AGO)
