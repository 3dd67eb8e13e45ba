"""The straight line of Tidings, in its order; each leg ends in a commit.

    poll       schedule → fetch → parse → [ dedupe → store → match → cluster → plan ]
    read       the pages of what is about to be posted → [ match again ]
    publish    [ route → summarise → render → outbox ]
    digest     [ due channels → choose → render → outbox ]
    rollup     [ held alerts whose time has come → one post of them all → outbox ]
    notice     [ what fails, is too busy, is well again → one line each → outbox ]
    deliver    [ sending ] → chat.send → [ sent | pending, not before … | ambiguous | failed ]
               ambiguous after its quiet time → chat.find → [ sent | pending | unknown ]
    heartbeat  all is well → the monitor's address
    housekeep  [ prune ]

[ ] is one transaction, and no network call is ever made inside one. What a leg hands to the next
is a row: ``feeds.next_due_at``, ``stories.publish_at``, ``deliveries.state``. So any leg may die
at any moment, and whoever runs next goes on.
"""

from collections.abc import Awaitable, Callable, Mapping
from itertools import cycle

from bot.legs.deliver import deliver
from bot.legs.digest import digest
from bot.legs.gear import Gear, Rules
from bot.legs.heartbeat import heartbeat
from bot.legs.housekeep import housekeep
from bot.legs.notice import notice
from bot.legs.poll import poll
from bot.legs.publish import publish
from bot.legs.read import read
from bot.legs.rollup import rollup

__all__ = ["LEGS", "Gear", "Rules", "run_until_idle"]

LEGS: Mapping[str, Callable[[Gear], Awaitable[int]]] = {
    "poll": poll,
    "read": read,
    "publish": publish,
    "digest": digest,
    "rollup": rollup,
    "notice": notice,
    "deliver": deliver,
    "heartbeat": heartbeat,
    "housekeep": housekeep,
}


async def run_until_idle(gear: Gear) -> int:
    """Run every leg in its order until none finds work; give how much was done.

    For tests and for commands that run the line once: with the clock standing still, what is
    due gets done and nothing else.
    """
    total = idle = 0  # legs that found nothing, one after the other
    once = ("poll", "read", "publish", "digest", "rollup", "notice", "deliver")
    for name in cycle(once):
        done = await LEGS[name](gear)
        total += done
        idle = 0 if done else idle + 1
        if idle == len(once):
            break
    return total
