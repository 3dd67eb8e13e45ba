"""Statements that are made once: putting one together takes longer than running it.

A statement that is kept also keeps the key under which SQLAlchemy finds its SQL again
(docs.sqlalchemy.org, "SQL Compilation Caching").
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from inspect import signature
from typing import Any, TypeVar, cast

from sqlalchemy import JSON, BindParameter, Table, Update, bindparam, literal_column, update
from sqlalchemy.sql.visitors import replacement_traverse

Made = TypeVar("Made")
_PLAIN = re.compile(r"[a-z_:]*")  # needs no quoting


def made_once(make: Callable[..., Made]) -> Callable[[], Made]:
    """Give what ``make`` makes of parameters with its arguments' names, always the same one.

    Whoever executes it gives the values. Each takes the type of what it is compared with; one that
    is asked for with ``in_`` is a list. In an UPDATE none may have the name of a column.
    """
    names = tuple(signature(make).parameters)
    return cache(lambda: inline(make(*(bindparam(name) for name in names))))


def inline(statement: Made) -> Made:
    """Write the words and numbers that a statement always has into its SQL.

    Each would be a parameter to be prepared at every run; of a statement that asks for states and
    kinds that takes longer than the database does.
    """
    return cast("Made", replacement_traverse(cast("Any", statement), {}, _inlined))


def _inlined(element: Any, **_: Any) -> Any:
    if not isinstance(element, BindParameter) or element.value is None:
        return None
    if isinstance(element.type, JSON.JSONElementType):
        return None  # each database writes the way into a JSON value in its own form
    if not element.expanding:
        plain = _is_plain(element.value)
        return literal_column(_plain(element.value), element.type) if plain else None
    if not element.value or not all(_is_plain(value) for value in element.value):
        return None
    return literal_column(f"({', '.join(_plain(value) for value in element.value)})")


def _is_plain(value: Any) -> bool:
    return type(value) is int or (isinstance(value, str) and _PLAIN.fullmatch(value) is not None)


def _plain(value: int | str) -> str:
    return str(value) if isinstance(value, int) else f"'{value}'"


@cache
def setting(table: Table, columns: tuple[str, ...]) -> Update:
    """Give an UPDATE of these columns, whose values are given as `set_to` names them."""
    return update(table).values({c: bindparam(f"to_{c}", type_=table.c[c].type) for c in columns})


def set_to(values: Mapping[str, Any]) -> dict[str, Any]:
    """Name new values of columns as the parameters of `setting`."""
    return {f"to_{column}": value for column, value in values.items()}
