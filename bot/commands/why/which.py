"""/why of a post of several stories, a roll-up or a digest: which of them is meant.

Its stories are asked for by a button each, a page at a time, or by the number that they have there.
"""

import re
from collections.abc import Sequence

from bot.commands.more import PAGE, fitted
from bot.commands.room import Room
from bot.errors import CommandError
from bot.locales import count, say
from bot.model import Button, Delivery, Headline, Kind, Reply
from bot.pipeline.render import sections_of
from bot.store import Tx, deliveries, lines

LISTS = (Kind.ROLLUP, Kind.DIGEST)  # posts of several stories
_NUMBERED = re.compile(r"(?:(\S+)\s+)?(\d{1,3})\.?")  # a post, and which of its stories


def read_number(what: str) -> tuple[str, int]:
    """Part "LINK 3" into the post and the number of a story there; 0: there is none."""
    hit = _NUMBERED.fullmatch(what)
    return (hit[1] or "", int(hit[2])) if hit else (what, 0)


async def newest_list(tx: Tx, channel_id: int) -> Delivery | None:
    """Give a channel's newest post of several stories."""
    found = [await deliveries.newest(tx, channel_id, kind) for kind in LISTS]
    return max((one for one in found if one), key=lambda one: one.id, default=None)


async def story_in(tx: Tx, delivery: Delivery, number: int) -> str:
    """Name a story of a post by its number there, from 1. Raises CommandError."""
    whole = await lines.count(tx, delivery.id)
    told = await lines.of(tx, [delivery.id], first=number - 1, most=1) if number else ()
    named = named_by_line(told[0]) if told else ""
    if named:
        return named
    raise CommandError(
        count(
            whole,
            "That post tells {n} story: there is no number {number}.",
            "That post tells {n} stories: there is no number {number}.",
            number=number,
        )
    )


async def only_one(tx: Tx, delivery: Delivery) -> str:
    """Name the story of a post that tells one alone; of several the post itself: "d5"; else ""."""
    if delivery.kind not in LISTS:
        return ""
    told = await lines.of(tx, [delivery.id], most=2)
    if len(told) > 1:
        return f"d{delivery.id}"
    return named_by_line(told[0]) if told else ""


def named_by_line(line: Headline) -> str:
    """Name what a line tells: "s12" or "i34"; "" where neither is kept."""
    if line.item_id is not None:
        return f"i{line.item_id}"
    return f"s{line.story_id}" if line.story_id is not None else ""


async def ask_which(room: Room, tx: Tx, named: str) -> Reply:
    """Ask for a story of a post: "d5", or from its eleventh on "d5:10". Raises CommandError."""
    number, _, first = named[1:].partition(":")
    start = int(first) if first.isdecimal() and len(first) < 9 else 0
    known = int(number) if number.isdecimal() and len(number) < 19 else 0
    delivery = await deliveries.get(tx, known)
    here = delivery is not None and delivery.channel_id == room.channel.id
    page = await lines.of(tx, [known], first=start, most=PAGE) if here else ()
    if not page:
        raise CommandError(say("That post is no longer kept. `/latest` shows the newest stories."))
    whole = await lines.count(tx, known)
    head = say("That post tells {n} stories. Which one? `/why 3` asks for the third.", n=whole)
    return Reply(
        text=fitted(head, page, start + 1, room.now),
        sections=sections_of(page, first=start + 1, now=room.now),
        buttons=(*_each(page, start), *_turn(known, start, whole)),
    )


def _each(page: Sequence[Headline], start: int) -> tuple[Button, ...]:
    """Give a button for each story, by its number; one that stands under two watches has one."""
    found: dict[str, Button] = {}
    for number, line in enumerate(page, start=start + 1):
        if named := named_by_line(line):
            found.setdefault(named, Button(id=f"why:{named}", label=str(number)))
    return tuple(found.values())


def _turn(delivery_id: int, start: int, whole: int) -> tuple[Button, ...]:
    back = Button(id=f"why:d{delivery_id}:{max(0, start - PAGE)}", label=say("Back"))
    on = Button(id=f"why:d{delivery_id}:{start + PAGE}", label=say("Next"))
    return (*([back] if start else []), *([on] if start + PAGE < whole else []))
