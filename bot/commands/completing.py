"""What is offered while somebody types an option: names, the near ones too, never ids."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.catalogue.names import LANGUAGES
from bot.commands.completing_query import complete_query
from bot.commands.naming import MOST, beginning, cut, folded, offers
from bot.commands.room import Options, Room
from bot.commands.subscribe.naming import pack_name
from bot.commands.table import COMMANDS
from bot.commands.topics import offer as topics_offer
from bot.commands.topics.show import name_of
from bot.commands.values import zones
from bot.errors import CommandError
from bot.locales import say
from bot.model import Watch
from bot.store import feeds, watches

Pairs = list[tuple[str, str]]
LABEL = 90  # characters of what is offered; Discord takes 100


async def complete(
    room: Room, option: str, options: Options, command: tuple[str, str | None] = ("", None)
) -> Pairs:
    """Give (value, label) pairs for the option being typed; unknown options get none.

    ``command``: with its sub-word; some can do what they do with part of what there is only.
    """
    typed = options.get(option, "")
    if (*command, option) in OF_COMMAND:
        return (await OF_COMMAND[*command, option](room, typed, options))[:MOST]
    if option == "watch":
        return (await _watch(room, typed, options))[:MOST]
    if option in topics_offer.BESIDE:
        return topics_offer.BESIDE[option](room, typed, options.get("topic", ""))[:MOST]
    found = OFFERED.get(option)
    return (await found(room, typed))[:MOST] if found else []


async def _topic(room: Room, typed: str) -> Pairs:
    return topics_offer.topics(room, typed)


async def _language(room: Room, typed: str) -> Pairs:
    return offers(typed, [(tag, tag) for tag in LANGUAGES])


async def _context(room: Room, typed: str) -> Pairs:
    """Complete the last of several context words: a class, by its name."""
    classes = room.gear.catalogue.classes
    rows = [(f"@{name}", f"@{name} · {', '.join(words[:3])} …") for name, words in classes.items()]
    return topics_offer.last_of(typed, rows)


async def _mine(room: Room, options: Options) -> tuple[tuple[Watch, ...], frozenset[str]]:
    """Give the watches and the packs of the channel that the command is about.

    None of a channel that is not known, or that the person does not see.
    """
    async with room.gear.store.read() as tx:
        try:
            channel = await room.target(tx, options)
        except CommandError:
            return (), frozenset()
        packs = await watches.packs_of(tx, channel.id)
        return await watches.of_channel(tx, channel.id), frozenset(packs)


async def _watch(room: Room, typed: str, options: Options) -> Pairs:
    mine, _ = await _mine(room, options)
    names = [watch.label for watch in mine]
    rows = [_by_name_or_number(n, name, names) for n, name in enumerate(names, 1)]
    return [(value, cut(label, LABEL)) for value, label in offers(typed, rows)]


def _by_name_or_number(number: int, name: str, names: Sequence[str]) -> tuple[str, str]:
    """Offer a watch by its name; platforms take no long values, so a long one by its beginning."""
    short = beginning(name, names)
    return (short, name) if short else (str(number), f"{number} · {name}")


async def _feed(room: Room, typed: str) -> Pairs:
    async with room.gear.store.read() as tx:
        seen = await feeds.visible(tx, room.community.id)
    return offers(typed, [(feed.name, feed.name) for feed in seen])


async def _what(room: Room, typed: str) -> Pairs:
    names = [pack_name(pack) for pack in room.catalogue.packs.values()]
    packs = [(name, say("{name} (pack)", name=name)) for name in names]
    return [*offers(typed, packs), *await _feed(room, typed)]


async def _subscribed(room: Room, typed: str, options: Options) -> Pairs:
    """Offer the packs and feeds that the channel has."""
    mine, taken = await _mine(room, options)
    known = [pack_name(pack) for pack in room.catalogue.packs.values() if pack.id in taken]
    packs = [(name, say("{name} (pack)", name=name)) for name in known]
    return offers(typed, [*packs, *((w.label, w.label) for w in mine if w.feed_id is not None)])


async def _own_feed(room: Room, typed: str, _: Options) -> Pairs:
    """Offer the feeds that this community added; those that all share stay as they are."""
    async with room.gear.store.read() as tx:
        seen = await feeds.visible(tx, room.community.id)
    return offers(typed, [(feed.name, feed.name) for feed in seen if not feed.shared])


async def _own_topic(room: Room, typed: str, _: Options) -> Pairs:
    """Offer the topics that this community added or changed."""
    names = [name_of(room, id_) for id_ in room.view.overlays]
    return offers(typed, [(name, name) for name in names])


async def _channel(room: Room, typed: str) -> Pairs:
    async with room.gear.store.read() as tx:
        known = await room.places(tx)
    return offers(typed.removeprefix("#"), [(f"#{c.name}", f"#{c.name}") for c in known])


async def _zone(room: Room, typed: str) -> Pairs:
    """Offer zones whose city begins so before those that only contain it."""
    key = folded(typed)
    cities = [zone for zone in zones() if key and folded(zone.rsplit("/", 1)[-1]).startswith(key)]
    first = [(zone, zone) for zone in cities]
    return list(dict.fromkeys([*first, *offers(typed, [(zone, zone) for zone in zones()])]))


async def _command(room: Room, typed: str) -> Pairs:
    return offers(typed.removeprefix("/"), [(c.name, f"/{c.name}") for c in COMMANDS])


OFFERED: Mapping[str, Callable[[Room, str], Awaitable[Pairs]]] = {
    "query": complete_query,
    "feed": _feed,
    "what": _what,
    "channel": _channel,
    "notices": _channel,
    "timezone": _zone,
    "command": _command,
    "topic": _topic,
    "parent": _topic,
    "language": _language,
    "needs": _context,
    "vetoes": _context,
}
# Of these commands: (command, sub-word, option).
OF_COMMAND: Mapping[
    tuple[str, str | None, str], Callable[[Room, str, Options], Awaitable[Pairs]]
] = {
    ("unsubscribe", None, "what"): _subscribed,
    ("feeds", "remove", "feed"): _own_feed,
    ("topics", "remove", "topic"): _own_topic,
}
