"""Counters of changes: who keeps something made of rows asks whether it is still right."""

from sqlalchemy import select

from bot.store.bookkeeping import versions
from bot.store.database import Tx
from bot.store.dialect import insert

ASKED = "asked"  # queries that are watched, and the topics that communities made
_OF_ASKED = select(versions.c.number).where(versions.c.name == ASKED)


async def of_asked(tx: Tx) -> int:
    """Give the version of what is asked; it grows in the transaction that changes a watch."""
    return int((await tx.conn.execute(_OF_ASKED)).scalar() or 0)


async def asked_changed(tx: Tx) -> None:
    """Note that what is asked is another now."""
    statement = insert(versions).values(name=ASKED, number=1)
    await tx.conn.execute(
        statement.on_conflict_do_update(
            index_elements=["name"], set_={"number": versions.c.number + 1}
        )
    )


async def number_of(tx: Tx, name: str) -> int | None:
    """Give a number that was kept under a name."""
    found = await tx.conn.execute(select(versions.c.number).where(versions.c.name == name))
    number = found.scalar()
    return None if number is None else int(number)


async def set_number(tx: Tx, name: str, number: int) -> None:
    """Keep a number of 63 bits under a name of up to 32 characters."""
    statement = insert(versions).values(name=name, number=number)
    await tx.conn.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"number": number})
    )
