"""One bot at a time on one SQLite file: a lock beside it that the system drops with its holder.

Two bots would do each other no harm in the tables, but each would ask every host as if it were
alone, and the local page would show the half of what was typed.
"""

import fcntl
from pathlib import Path
from typing import TextIO

from bot.errors import StoreError
from bot.store.database import parse_url


def hold(url: str) -> TextIO:
    """Take the database for this process until the returned file is closed.

    Raises StoreError when another process has it.
    """
    path = Path(f"{parse_url(url).database}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.open("w", encoding="utf-8")
    except OSError as exc:
        raise StoreError(
            f"{path} cannot be written: {exc.strerror}. Check the owner and mode of its folder."
        ) from exc
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as exc:
        lock.close()
        raise StoreError(
            f"Another Tidings works on {path.with_suffix('')} already. Stop it first, or give this "
            "one a database of its own in [store] url."
        ) from exc
    return lock
