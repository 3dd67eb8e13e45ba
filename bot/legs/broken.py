"""What hits an error of ours stops nothing else, and is tried again later and later."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from bot.errors import StoreError
from bot.legs.gear import Gear
from bot.legs.memory import Broken
from bot.log import get_logger

log = get_logger(__name__)
FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=1)  # waits; each is the double


@contextmanager
def by_itself(gear: Gear, leg: str, **who: int | str) -> Iterator[None]:
    """Do a piece of a leg's work; an error ends this piece alone, with a line in the log.

    ``who``: whose it is, as the log says it. Raises StoreError: then the others would fail, too.
    """
    key = (leg, *who.values())
    try:
        yield
    except StoreError:
        raise
    except Exception:
        known = gear.memory.broken.get(key)
        wait = min(known.wait * 2, LONGEST) if known else FIRST
        gear.memory.broken[key] = Broken(wait=wait, until=gear.steady() + wait)
        log.exception(f"{leg}_broke", **who)
    else:
        gear.memory.broken.pop(key, None)


def rests(gear: Gear, leg: str, *who: int | str) -> bool:
    """Say whether a piece of work that broke is not to be tried again yet."""
    known = gear.memory.broken.get((leg, *who))
    return known is not None and gear.steady() < known.until
