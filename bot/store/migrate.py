"""Bringing a database up to date: a copy of the file first, then the migrations in order."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError as AlembicError
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import StoreError
from bot.store.database import BUSY_MS, explain, parse_url

MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrated:
    """What `migrate` did: revisions before and after (equal: nothing to do), and the copy."""

    before: str | None
    after: str
    backup: Path | None


def migrate(url: str, *, now: datetime) -> Migrated:
    """Run the migrations that are missing; copy the file beside itself before.

    Raises StoreError when the file cannot be written, or was made by a newer version.
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
        return _migrate(path, now)
    except (SQLAlchemyError, sqlite3.Error) as exc:
        raise StoreError(f"{path}: {explain(exc)}") from exc


def _migrate(path: Path, now: datetime) -> Migrated:
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_MS / 1000})
    try:
        with engine.connect() as conn:
            config = _config(conn)
            head = ScriptDirectory.from_config(config).get_current_head() or ""
            before = MigrationContext.configure(conn).get_current_revision()
            conn.rollback()
            if before == head:
                return Migrated(before=before, after=before, backup=None)
            backup = _copy(path, f"{path}.before-{head}-{now:%Y%m%dT%H%M%SZ}") if before else None
            conn.exec_driver_sql("PRAGMA journal_mode=WAL")
            conn.rollback()
            _upgrade(config, path)
            return Migrated(before=before, after=head, backup=backup)
    finally:
        engine.dispose()


def _config(conn: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = conn
    return config


def _upgrade(config: Config, path: Path) -> None:
    try:
        command.upgrade(config, "head")
    except AlembicError as exc:
        raise StoreError(
            f"{path} was made by another version of Tidings ({exc}). Install that version or a "
            "newer one, or restore the backup beside the file."
        ) from exc


def _copy(path: Path, to: str) -> Path:
    """Copy a database that may be in use, whole (sqlite.org/backup.html)."""
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)
    return Path(to)
