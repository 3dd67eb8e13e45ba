"""One transaction of publishing: what it works with, and what it gathers to be written."""

from dataclasses import dataclass
from datetime import datetime

from bot.legs.admit import Gate
from bot.legs.draw import About
from bot.legs.drawings import Drawings
from bot.legs.gear import Gear
from bot.legs.outgoing import Outgoing
from bot.store import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Handed from function to function while stories are told."""

    gear: Gear
    tx: Tx
    now: datetime
    gate: Gate
    drawings: Drawings
    outgoing: Outgoing


def begin(gear: Gear, tx: Tx, now: datetime, about: About) -> Round:
    """Begin a round with nothing gathered."""
    return Round(
        gear=gear,
        tx=tx,
        now=now,
        gate=Gate(gear, tx, now),
        drawings=Drawings(gear, about),
        outgoing=Outgoing(),
    )
