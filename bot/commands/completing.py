"""What is offered while somebody types an option: names, the near ones too, never ids."""

import re
from collections.abc import Awaitable, Callable, Mapping

from bot.catalogue.names import LANGUAGES
from bot.commands import topics_offer
from bot.commands.naming import MOST, offers
from bot.commands.room import Options, Room
from bot.commands.table import COMMANDS
from bot.commands.values import zones
from bot.store import channels, feeds, watches

Pairs = list[tuple[str, str]]
_BEFORE_A_TERM = re.compile(r"(?:\b(?:AND|OR|NOT)\s+|\()")


async def complete(room: Room, option: str, options: Options) -> Pairs:
    """Give (value, label) pairs for the option being typed; unknown options get none."""
    typed = options.get(option, "")
    if option in topics_offer.BESIDE:
        return topics_offer.BESIDE[option](room, typed, options.get("topic", ""))[:MOST]
    found = OFFERED.get(option)
    return (await found(room, typed))[:MOST] if found else []


async def _topic(room: Room, typed: str) -> Pairs:
    return topics_offer.topics(room, typed)


async def _language(room: Room, typed: str) -> Pairs:
    return offers(typed, [(tag, tag) for tag in LANGUAGES])


async def _query(room: Room, typed: str) -> Pairs:
    """Complete the last term of a query; what stands before it is kept."""
    head, last = _split(typed)
    catalogue = room.catalogue
    begun = catalogue.starting(last)
    near = () if begun else tuple((t.id, t.name) for t in catalogue.near(last))
    return [(f"{head}{_term(room, topic)}", f"{head}{label}") for topic, label in begun or near]


def _split(typed: str) -> tuple[str, str]:
    found = list(_BEFORE_A_TERM.finditer(typed))
    cut = found[-1].end() if found else 0
    return typed[:cut], typed[cut:].strip()


def _term(room: Room, topic: str) -> str:
    """Write a topic by its name where that is enough."""
    name = room.catalogue.topics[topic].name
    return name if room.catalogue.named(name) == (topic,) else f"topic:{topic}"


async def _watch(room: Room, typed: str) -> Pairs:
    async with room.gear.store.read() as tx:
        mine = await watches.of_channel(tx, room.channel.id)
    return offers(typed, [(watch.label, watch.label) for watch in mine])


async def _feed(room: Room, typed: str) -> Pairs:
    async with room.gear.store.read() as tx:
        seen = await feeds.visible(tx, room.community.id)
    return offers(typed, [(feed.name, feed.name) for feed in seen])


async def _what(room: Room, typed: str) -> Pairs:
    packs = [(pack.name, f"{pack.name} (pack)") for pack in room.catalogue.packs.values()]
    return [*offers(typed, packs), *await _feed(room, typed)]


async def _channel(room: Room, typed: str) -> Pairs:
    async with room.gear.store.read() as tx:
        known = await channels.channels_of(tx, room.community.id)
    return offers(typed.removeprefix("#"), [(f"#{c.name}", f"#{c.name}") for c in known])


async def _zone(room: Room, typed: str) -> Pairs:
    return offers(typed, [(zone, zone) for zone in zones()])


async def _command(room: Room, typed: str) -> Pairs:
    return offers(typed.removeprefix("/"), [(c.name, f"/{c.name}") for c in COMMANDS])


OFFERED: Mapping[str, Callable[[Room, str], Awaitable[Pairs]]] = {
    "query": _query,
    "watch": _watch,
    "feed": _feed,
    "what": _what,
    "channel": _channel,
    "notices": _channel,
    "timezone": _zone,
    "command": _command,
    "topic": _topic,
    "parent": _topic,
    "language": _language,
}
