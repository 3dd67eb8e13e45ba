"""Bringing a database up to date: a copy of the file first, then the migrations in order."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError as AlembicError
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import StoreError
from bot.store.database import BUSY_MS, explain, parse_url

MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrated:
    """What `migrate` did: revisions before and after (equal: nothing to do), and the copy."""

    before: str | None
    after: str
    backup: Path | None


def migrate(url: str, *, now: datetime, scripts: Path = MIGRATIONS) -> Migrated:
    """Run the migrations that are missing; copy the file beside itself before.

    All of them are one transaction: a crash in the middle leaves the file as it was. Raises
    StoreError when the file cannot be written, or was made by a newer version.
    """
    path = Path(parse_url(url).database or "")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise StoreError(
            f"The folder {path.parent} of [store] url cannot be made: {exc.strerror}. "
            "Name another in [store] url, or make it and let this user write there."
        ) from exc
    try:
        return _migrate(path, now, scripts)
    except (SQLAlchemyError, sqlite3.Error, OSError) as exc:
        raise StoreError(f"{path}: {explain(exc)}") from exc


def _migrate(path: Path, now: datetime, scripts: Path) -> Migrated:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    engine = _engine(path)
    try:
        with engine.connect() as conn:
            before = _present(conn, path)
            head = _head(config, path, before)
            conn.commit()
            if before == head:
                return Migrated(before=before, after=head, backup=None)
            backup = _copy(path, f"{path}.before-{head}-{now:%Y%m%dT%H%M%SZ}") if before else None
            config.attributes["connection"] = conn
            command.upgrade(config, "head")
            conn.commit()
            return Migrated(before=before, after=head, backup=backup)
    finally:
        engine.dispose()


def _engine(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)), connect_args={"timeout": BUSY_MS / 1000}
    )
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", lambda conn: conn.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _on_connect(dbapi: Any, _record: ConnectionPoolEntry) -> None:
    # We say BEGIN ourselves: the driver would begin none for CREATE TABLE. Foreign keys stay off
    # here, since a table that is made anew would take its rows' followers with it.
    dbapi.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        dbapi.execute(f"PRAGMA {pragma}")


def _present(conn: Connection, path: Path) -> str | None:
    """Give the revision of a database; None when it is empty."""
    before = MigrationContext.configure(conn).get_current_revision()
    if before is None and inspect(conn).get_table_names():
        raise StoreError(
            f"{path} is a database of another program. Name another file in [store] url."
        )
    return before


def _head(config: Config, path: Path, before: str | None) -> str:
    known = ScriptDirectory.from_config(config)
    try:
        known.get_revision(before or "base")
    except AlembicError as exc:
        raise StoreError(
            f"{path} was made by a newer version of Tidings (tables {before}). Install that "
            "version or a newer one, or put back the backup beside the file."
        ) from exc
    return known.get_current_head() or ""


def _copy(path: Path, to: str) -> Path:
    """Copy a database that may be in use, whole (sqlite.org/backup.html)."""
    part = Path(f"{to}.part")  # a copy that was cut off never bears the name of a whole one
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as target:
        source.backup(target)
    return part.replace(to)
