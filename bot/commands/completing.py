"""What is offered while somebody types an option: names, the near ones too, never ids."""

from collections.abc import Awaitable, Callable, Mapping

from bot.commands.naming import MOST, offers
from bot.commands.room import Options, Room
from bot.commands.table import COMMANDS
from bot.commands.values import zones
from bot.store import channels, feeds, watches

Pairs = list[tuple[str, str]]


async def complete(room: Room, option: str, options: Options) -> Pairs:
    """Give (value, label) pairs for the option being typed; unknown options get none."""
    found = OFFERED.get(option)
    return (await found(room, options.get(option, "")))[:MOST] if found else []


async def _query(room: Room, typed: str) -> Pairs:
    catalogue = room.gear.catalogue
    begun = [(name, label) for name, label in catalogue.starting(typed)] if typed.strip() else []
    near = [(t.id, t.name) for t in catalogue.near(typed)] if not begun and typed.strip() else []
    names = {t: topic.name for t, topic in catalogue.topics.items()}
    pairs = begun or near or [(t, names[t]) for t in list(names)[:MOST]]
    return [(f"topic:{topic}", label) for topic, label in pairs]


async def _watch(room: Room, typed: str) -> Pairs:
    async with room.gear.store.read() as tx:
        mine = await watches.of_channel(tx, room.channel.id)
    return offers(typed, [(watch.label, watch.label) for watch in mine])


async def _feed(room: Room, typed: str) -> Pairs:
    async with room.gear.store.read() as tx:
        seen = await feeds.visible(tx, room.community.id)
    return offers(typed, [(feed.name, feed.name) for feed in seen])


async def _what(room: Room, typed: str) -> Pairs:
    packs = [(pack.name, f"{pack.name} (pack)") for pack in room.gear.catalogue.packs.values()]
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
}
