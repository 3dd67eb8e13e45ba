import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from bot.errors import StoreError
from bot.store import tables
from bot.store.migrate import MIGRATIONS, migrate

NEXT = '''
"""One table more."""

from alembic import op
import sqlalchemy as sa
import os, signal

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("extra", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("DELETE FROM events_seen")
    {more}
'''
CRASH = "os.kill(os.getpid(), signal.SIGKILL)"
RUN = """
import sys, datetime, pathlib
from bot.store.migrate import migrate
url, scripts = sys.argv[1:]
migrate(url, now=datetime.datetime.now(datetime.UTC), scripts=pathlib.Path(scripts))
"""


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """The migrations of a version that has one more."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder)
    (folder / "versions" / "0013_more.py").write_text(NEXT.format(more="pass"))
    return folder


def names(path: Path) -> set[str]:
    return {r[0] for r in ask(path, "SELECT name FROM sqlite_master WHERE type = 'table'")}


def ask(path: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as conn:
        rows = conn.execute(sql).fetchall()
        conn.commit()
        return rows


def see(path: Path, name: str) -> None:
    ask(path, f"INSERT INTO events_seen VALUES ('{name}', '2026-01-01 00:00:00.000000')")


def test_the_first_time_makes_folder_and_file_and_no_copy(path: Path, world: Any) -> None:
    done = migrate(f"sqlite:///{path}", now=world.now)
    assert (done.before, done.backup) == (None, None)
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_migrations_make_exactly_the_tables_that_the_code_knows(url: str) -> None:
    engine = create_engine(url)
    with engine.connect() as conn:
        difference = compare_metadata(MigrationContext.configure(conn), tables.items.metadata)
    engine.dispose()
    assert difference == []


def test_every_column_that_points_to_a_row_has_an_index_or_few_rows() -> None:
    small = {"communities", "channels", "queries", "feeds"}  # are hardly ever deleted from
    missing = [
        f"{table.name}.{column.name}"
        for table in tables.items.metadata.tables.values()
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name not in small
        and table.primary_key.columns[0] is not column
        and not any(index.columns[0] is column for index in table.indexes)
    ]
    assert missing == []


def test_the_second_time_does_nothing(url: str, path: Path, world: Any) -> None:
    done = migrate(url, now=world.now)
    assert (done.before, done.after, done.backup) == ("0012", "0012", None)
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_an_upgrade_copies_the_file_first(url: str, path: Path, scripts: Path, world: Any) -> None:
    see(path, "before")
    done = migrate(url, now=world.now, scripts=scripts)
    assert (done.before, done.after) == ("0012", "0013")
    assert done.backup == path.with_name("tidings.db.before-0013-20261124T080000Z")
    assert ask(done.backup, "SELECT id FROM events_seen") == [("before",)]
    assert "extra" not in names(done.backup)
    assert "extra" in names(path)


def test_a_copy_taken_while_the_bot_writes_is_whole(
    url: str, path: Path, scripts: Path, world: Any
) -> None:
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("INSERT INTO events_seen VALUES ('log', '2026-01-01 00:00:00.000000')")
        writer.commit()  # stands in the log only, while this connection is open
        backup = migrate(url, now=world.now, scripts=scripts).backup
    assert backup is not None
    assert ask(backup, "SELECT id FROM events_seen") == [("log",)]


def test_a_backup_put_back_is_a_database_to_go_on_with(
    url: str, path: Path, scripts: Path, world: Any
) -> None:
    backup = migrate(url, now=world.now, scripts=scripts).backup
    assert backup is not None
    shutil.copy(backup, path)
    assert migrate(url, now=world.now).before == "0012"


@pytest.mark.parametrize("kill", [True, False])
def test_a_crash_in_the_middle_leaves_the_file_as_it_was_and_a_copy(
    url: str, path: Path, scripts: Path, world: Any, kill: bool
) -> None:
    see(path, "before")
    script = scripts / "versions" / "0013_more.py"
    script.write_text(NEXT.format(more=CRASH if kill else "raise RuntimeError"))
    command = [sys.executable, "-c", RUN, url, str(scripts)]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert done.returncode == (-signal.SIGKILL if kill else 1)
    (backup,) = path.parent.glob("*.before-*")
    for file in (path, backup):
        assert ask(file, "PRAGMA integrity_check") == [("ok",)]
        assert ask(file, "SELECT id FROM events_seen") == [("before",)]
        assert "extra" not in names(file)
    script.write_text(NEXT.format(more="pass"))
    assert migrate(url, now=world.now + timedelta(days=1), scripts=scripts).after == "0013"


def test_a_crash_at_the_very_first_time_can_be_followed_by_another(
    path: Path, scripts: Path, world: Any
) -> None:
    script = scripts / "versions" / "0013_more.py"
    script.write_text(NEXT.format(more=CRASH))
    url = f"sqlite:///{path}"
    path.parent.mkdir()
    command = [sys.executable, "-c", RUN, url, str(scripts)]
    assert subprocess.run(command, timeout=60, check=False).returncode == -signal.SIGKILL
    assert migrate(url, now=world.now).after == "0012"


def test_a_database_of_a_newer_version_is_refused_and_left_alone(
    url: str, path: Path, scripts: Path, world: Any
) -> None:
    migrate(url, now=world.now, scripts=scripts)
    before = sorted(path.parent.iterdir())
    with pytest.raises(StoreError, match=r"newer version of Tidings \(tables 0013\). Install"):
        migrate(url, now=world.now)
    assert sorted(path.parent.iterdir()) == before


def test_a_database_of_another_program_is_refused(path: Path, world: Any) -> None:
    path.parent.mkdir()
    ask(path, "CREATE TABLE songs (id INTEGER)")
    with pytest.raises(StoreError, match=r"another program\. Name another file"):
        migrate(f"sqlite:///{path}", now=world.now)
    assert names(path) == {"songs"}


def test_a_file_that_is_no_database_is_told_by_name(path: Path, world: Any) -> None:
    path.parent.mkdir()
    path.write_text("letters " * 1000)
    with pytest.raises(StoreError, match=f"{path}: .*move it away"):
        migrate(f"sqlite:///{path}", now=world.now)


def test_a_folder_in_the_way_of_a_file_is_named(tmp_path: Path, world: Any) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(StoreError, match=r"cannot be made: .*Name another in"):
        migrate(f"sqlite:///{tmp_path}/data/tidings.db", now=world.now)
