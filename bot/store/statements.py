"""Statements that are made once: putting one together takes longer than running it.

A statement that is kept also keeps the key under which SQLAlchemy finds its SQL again
(docs.sqlalchemy.org, "SQL Compilation Caching").
"""

from collections.abc import Callable, Mapping
from functools import cache
from inspect import signature
from typing import Any, TypeVar

from sqlalchemy import Table, Update, bindparam, update

Made = TypeVar("Made")


def made_once(make: Callable[..., Made]) -> Callable[[], Made]:
    """Give what ``make`` makes of parameters with its arguments' names, always the same one.

    Whoever executes it gives the values. Each takes the type of what it is compared with; one that
    is asked for with ``in_`` is a list. In an UPDATE none may have the name of a column.
    """
    names = tuple(signature(make).parameters)
    return cache(lambda: make(*(bindparam(name) for name in names)))


@cache
def setting(table: Table, columns: tuple[str, ...]) -> Update:
    """Give an UPDATE of these columns, whose values are given as `set_to` names them."""
    return update(table).values({c: bindparam(f"to_{c}", type_=table.c[c].type) for c in columns})


def set_to(values: Mapping[str, Any]) -> dict[str, Any]:
    """Name new values of columns as the parameters of `setting`."""
    return {f"to_{column}": value for column, value in values.items()}
