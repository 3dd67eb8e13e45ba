"""What several answers need of a story: its items as this community sees them, its outlets."""

from collections.abc import Sequence

from bot.commands.room import Room, said
from bot.errors import CommandError
from bot.legs.draw import as_read
from bot.legs.publish import told_to
from bot.locales import count, joined, say
from bot.model import Channel, Told, Watch
from bot.pipeline.text.heading import heading
from bot.store import Tx, feeds, items, record, stories

MOST_OUTLETS = 4


async def about(room: Room, tx: Tx, named: str) -> tuple[int | None, tuple[Told, ...]]:
    """Read what a button speaks of: "s12" (story 12) or "i34" (item 34, and its story).

    Give the story's id and its items that this community may see, for an item that one alone.
    Raises CommandError when there is nothing it may see.
    """
    kind, number = named[:1], named[1:]
    told: tuple[Told, ...] = ()
    story_id: int | None = None
    if number.isdecimal() and kind == "s":
        story_id = int(number)
        told = await told_to(room.gear, tx, story_id, room.community.id)
    elif number.isdecimal() and kind == "i":
        told = await of_item(room, tx, int(number))
        story = await stories.of_item(tx, int(number), room.community.id)
        story_id = story.id if story else None
    if not told:
        raise CommandError(
            say("That story is no longer kept: I keep stories without posts 30 days.")
        )
    return story_id, told


async def as_posted(
    room: Room, tx: Tx, told: tuple[Told, ...], mine: Sequence[Watch]
) -> tuple[Told, ...]:
    """Put the item first whose headline a post of these watches bears in this community."""
    queries = {watch.query_id for watch in mine}
    matched = await items.matches_of(tx, [one.item.id for one in told])
    met = {
        item: {q: m for q, m in found.items() if q in queries} for item, found in matched.items()
    }
    asked = {query for found in met.values() for query in found}
    asking = [watch for watch in mine if watch.query_id in asked]
    matches = {item: list(found.values()) for item, found in met.items()}
    return as_read(told, matches, asking, room.community.locale).told


async def of_item(room: Room, tx: Tx, item_id: int) -> tuple[Told, ...]:
    """Give one item, if this community may see its feed."""
    item = (await items.by_ids(tx, [item_id])).get(item_id)
    seen = await feeds.visible(tx, room.community.id, [item.feed_id]) if item else ()
    if item is None or not seen:
        return ()
    publisher = room.gear.catalogue.publisher_of(seen[0], item.link)
    return (Told(item=item, feed=seen[0], publisher=publisher),)


async def post_of(room: Room, tx: Tx, channel: Channel, named: str) -> int | None:
    """Give the id of the channel's post about "s12" or "i34"."""
    number = int(named[1:]) if named[1:].isdecimal() else 0
    if named[:1] == "i":
        return await record.post_about(tx, channel.id, item_id=number)
    return await record.post_about(tx, channel.id, story_id=number)


def families(told: tuple[Told, ...]) -> dict[str, str]:
    """Give the outlets of a story, first teller first: family → the name of one of its kind."""
    found: dict[str, str] = {}
    for one in told:
        found.setdefault(one.publisher.family, one.publisher.name)
    return found


def outlets(told: tuple[Told, ...]) -> str:
    """Say who tells a story: "NHK, Kyodo and 3 more"."""
    names = [said(name, 60) for name in families(told).values()]
    rest = len(names) - MOST_OUTLETS
    further = [count(rest, "{n} more", "{n} more")] if rest > 0 else []
    return joined([*names[:MOST_OUTLETS], *further])


def headline(told: tuple[Told, ...]) -> str:
    """Give a story's title, as its first item has it (see ``as_posted``)."""
    return said(heading(told[0].item))


async def family_name(room: Room, tx: Tx, family: str) -> str:
    """Say an outlet's family by the name of the outlet that leads it, or of a feed of its own."""
    known = room.gear.catalogue.publishers
    if family in known:
        return said(known[family].name, 80)
    seen = await feeds.visible(tx, room.community.id)
    met = [*known.values(), *(room.gear.catalogue.publisher_of(feed) for feed in seen)]
    return said(next((p.name for p in met if p.family == family), family), 80)
