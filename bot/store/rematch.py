"""How far stored items were matched again for queries that mean something else now.

The newest are, when a topic is changed; the older ones later, in parts. Kept among the counters:
the name holds the query, the number is the id of the oldest item that was looked at.
"""

from sqlalchemy import delete, select, update

from bot.store.bookkeeping import versions
from bot.store.database import Tx
from bot.store.dialect import insert

_NAME = "rematch:"


async def begin(tx: Tx, query_id: int, item_id: int) -> None:
    """Note that items below this one are still to be matched again for a query."""
    statement = insert(versions).values(name=f"{_NAME}{query_id}", number=item_id)
    await tx.conn.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"number": item_id})
    )


async def pending(tx: Tx) -> dict[int, int]:
    """Give the queries with items that wait, each with the id below which these are."""
    rows = await tx.conn.execute(
        select(versions).where(versions.c.name.startswith(_NAME, autoescape=True))
    )
    return {int(row.name.removeprefix(_NAME)): row.number for row in rows}


async def reached(tx: Tx, query_id: int, was: int, now: int) -> bool:
    """Note how far one got; False when it was begun anew meanwhile."""
    where = (versions.c.name == f"{_NAME}{query_id}", versions.c.number == was)
    result = await tx.conn.execute(update(versions).where(*where).values(number=now))
    return bool(result.rowcount)


async def end(tx: Tx, query_id: int) -> None:
    """Forget a query none of whose items waits."""
    await tx.conn.execute(delete(versions).where(versions.c.name == f"{_NAME}{query_id}"))
