"""What commands that take several files or addresses have in common: one row for each."""

from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

from bot.cli.show import emit

Row = Mapping[str, Any]


async def show_each(
    rows: AsyncIterator[Row], *, as_json: bool, show: Callable[[Row], object]
) -> int:
    """Print each row as it comes; give the exit status, 1 when one has an ``error``."""
    status = 0
    async for row in rows:
        if as_json:
            emit(row)
        else:
            show(row)
        status |= row["error"] is not None
    return int(status)
