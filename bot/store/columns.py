"""What the columns of every table are made of: 64-bit keys, aware UTC times, one naming."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    TypeDecorator,
)

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMING)

# SQLite gives row ids only to a column declared INTEGER PRIMARY KEY; its integers are 64-bit.
Key = BigInteger().with_variant(Integer, "sqlite")


class Moment(TypeDecorator[datetime]):
    """An aware UTC time. SQLite has no such type: there it is stored as naive UTC text."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware → what the database keeps; a naive time is a mistake of ours."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone was about to be stored: {value!r}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """What the database kept → aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def id_column() -> "Column[int]":
    """Give the key of a table, numbered by the database."""
    return Column("id", Key, primary_key=True, autoincrement=True)


def points_to(
    target: str, name: str | None = None, *, null: bool = False, **more: Any
) -> "Column[int]":
    """Give a key into another table; rows go with the row that they point to."""
    name = name or target.split(".")[0].rstrip("s") + "_id"
    return Column(name, Key, ForeignKey(target, ondelete="CASCADE"), nullable=null, **more)
