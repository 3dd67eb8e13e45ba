"""SQL that is compiled once in a process, not for every store: half of all tests open one."""

from functools import partial

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.util import LRUCache

from bot.store import database


class _Dialect(SQLiteDialect_aiosqlite):
    """One dialect for all engines of a process, so that what one compiled serves the others."""

    supports_statement_cache = True

    def __hash__(self) -> int:
        return hash(_Dialect)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Dialect)


def compile_once() -> None:
    """Let all stores that are opened from now on share what they compile."""
    registry.impls["sqlite.aiosqlite"] = lambda: _Dialect
    options = {"compiled_cache": LRUCache(2000)}
    database.create_async_engine = partial(create_async_engine, execution_options=options)
