"""[n more] under a roll-up or a digest: its further lines, a page at a time, for who asks."""

from collections.abc import Sequence
from datetime import datetime

from bot.commands.room import MOST_TEXT, Room, said
from bot.errors import CommandError
from bot.locales import say
from bot.model import Button, Headline, Reply
from bot.pipeline.render import sections_of
from bot.store import deliveries, lines
from bot.words import short

PAGE = 10
# How much of a line is said, until a page fits into one answer: title, sentence, address.
ROOM = ((140, 120, 200), (140, 0, 200), (110, 0, 120), (110, 0, 0), (80, 0, 0))


async def press_more(room: Room, rest: str) -> Reply:
    """Show lines of a post: ``DELIVERY:FIRST``, counted from 0."""
    number, _, first = rest.partition(":")
    start = int(first) if first.isdecimal() and len(first) < 9 else 0
    async with room.gear.store.read() as tx:
        known = int(number) if number.isdecimal() and len(number) < 19 else 0
        delivery = await deliveries.get(tx, known)
        if delivery is None:
            raise CommandError(
                say("That post is no longer kept. `/latest` shows the newest stories.")
            )
        await room.known_channel(tx, str(delivery.channel_id))
        whole = await lines.count(tx, delivery.id)
        page = await lines.of(tx, [delivery.id], first=start, most=PAGE)
    if not page:
        raise CommandError(
            say("That post has no further stories. `/latest` shows the newest ones.")
        )
    head = say("Stories {first} to {last} of {n}", first=start + 1, last=start + len(page), n=whole)
    return Reply(
        text=fitted(head, page, start + 1, room.now),
        sections=sections_of(page, first=start + 1, now=room.now),
        buttons=_turn(delivery.id, start, whole),
    )


def _turn(delivery_id: int, start: int, whole: int) -> tuple[Button, ...]:
    back = Button(id=f"more:{delivery_id}:{max(0, start - PAGE)}", label=say("Back"))
    on = Button(id=f"more:{delivery_id}:{start + PAGE}", label=say("Next"))
    return (*([back] if start else []), *([on] if start + PAGE < whole else []))


def fitted(head: str, page: Sequence[Headline], first: int, now: datetime) -> str:
    """Write every line of a page, each as fully as all of them together may be."""
    for title, sentence, address in ROOM:
        text = "\n".join([head, *_written(page, first, now, title, sentence, address)])
        if len(text) <= MOST_TEXT:
            break
    return text


def _written(
    page: Sequence[Headline], first: int, now: datetime, title: int, sentence: int, address: int
) -> list[str]:
    found: list[str] = []
    heading = None
    for number, line in enumerate(page, start=first):
        if line.heading != heading:
            heading = line.heading
            found.append(f"*{said(heading, 60)}*")
        told = f": {said(line.sentence, sentence)}" if sentence and line.sentence else ""
        urgent = f"{say('urgent')} · " if line.urgent else ""
        age = short(now - line.at)
        found.append(
            f"{number}. {said(line.title, title)}{told} · {urgent}{said(line.outlets, 50)} · {age}"
        )
        if line.url and len(line.url) <= address:
            found.append(f"   {line.url}")
    return found
