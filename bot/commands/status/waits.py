"""What /status shows that waits for somebody: shut channels, posts of unknown fate, notices."""

from collections.abc import Mapping, Sequence

from bot.commands.feeds.show import moment
from bot.commands.room import Room, hash_name, said
from bot.model import Button, Channel, Delivery
from bot.pipeline.notice import ALARM, BUSY, CHANNEL
from bot.store import Tx, channels, deliveries, feeds, notices, parked, watches
from bot.words import plural, since

MOST = 5  # posts of unknown fate, shut channels, notices: of each
Shown = tuple[list[str], list[Button]]


async def shut(room: Room, tx: Tx) -> Shown:
    """Give the channels that take nothing: since when, why, what waits; each with [Try now]."""
    lines, buttons = [], []
    places = [c for c in await channels.channels_of(tx, room.community.id) if c.trouble]
    waiting = await deliveries.open_in(tx, [place.id for place in places])
    for place in places[:MOST]:
        count = plural(waiting.get(place.id, 0), "post waits", "posts wait")
        why = said(place.trouble or "", 160).rstrip(".")
        since = moment(room, place.trouble_at or room.now)
        lines.append(f"{hash_name(place)} takes nothing since {since}: {why}. {count} there.")
        buttons.append(Button(id=f"probe:{place.id}", label=f"Try {hash_name(place)} now"[:80]))
    more = len(places) - MOST
    return [*lines, *([f"… and {more} more channels."] if more > 0 else [])], buttons


async def undecided(room: Room, tx: Tx) -> Shown:
    """Give the posts of unknown fate, oldest first, each with [Send again] and [Drop]."""
    waiting = await parked.waiting(tx, room.community.id)
    if not waiting:
        return ["Nothing waits for a decision."], []
    names = {c.id: c for c in await channels.channels_of(tx, room.community.id)}
    lines, buttons = [_how_many(len(waiting))], []
    for number, delivery in enumerate(waiting[:MOST], 1):
        lines.append(f"{number}. {_doubt(room, delivery, names)}")
        buttons += [
            Button(id=f"resend:{delivery.id}", label=f"Send {number} again"),
            Button(id=f"drop:{delivery.id}", label=f"Drop {number}"),
        ]
    return lines, buttons


def _how_many(count: int) -> str:
    text = plural(count, "post waits", "posts wait")
    first = f" The oldest {MOST}:" if count > MOST else ""
    what = "it was" if count == 1 else "they were"
    return f"{text} for a decision, since nobody can tell whether {what} posted.{first}"


def _doubt(room: Room, delivery: Delivery, names: Mapping[int, Channel]) -> str:
    why = said(delivery.reason or "", 120).rstrip(".")
    cause = f": {why}" if why else ""
    return f"{called(delivery, names)}, {moment(room, delivery.created_at)}{cause}"


def called(delivery: Delivery, names: Mapping[int, Channel]) -> str:
    """Name a post: where, and its title; what is for one person alone is not told to others."""
    place = names.get(delivery.channel_id)
    if place is None:
        return "a private message"
    title = said(str(delivery.payload.get("title") or delivery.kind.value), 80)
    return f"{hash_name(place)}, “{title}”"


async def standing(room: Room, tx: Tx) -> list[str]:
    """Give the notices that people were told and that are not over; shut channels have a line."""
    told = [
        one
        for one in await notices.standing(tx)
        if one.community_id == room.community.id and one.told_at and one.about != CHANNEL
    ]
    lines = [f"{await _subject(room, tx, one)}: told {_ago(room, one)}" for one in told[:MOST]]
    more = len(told) - MOST
    return ["Notices that stand:", *lines, *_more(more)] if told else []


def _more(count: int) -> Sequence[str]:
    return [f"… and {count} more notices."] if count > 0 else []


def _ago(room: Room, one: notices.Notice) -> str:
    return since(room.now - (one.told_at or one.opened_at))


async def _subject(room: Room, tx: Tx, one: notices.Notice) -> str:
    if one.about == ALARM:
        return "half of all feeds or more cannot be read"
    if one.about == BUSY:
        watch = await watches.get(tx, one.about_id)
        return f"{said(watch.label, 80)} brings too many alerts"
    seen = await feeds.visible(tx, room.community.id, [one.about_id])
    name = seen[0].name if seen else (await feeds.get(tx, one.about_id)).name
    return f"{said(name, 80)} cannot be read"
