"""What packs are called and said to bring, in the language that is spoken."""

from bot.commands.naming import folded
from bot.commands.room import Room
from bot.locales import LANGUAGES, described, say, spoken
from bot.model import Pack
from bot.words import topic_name


def pack_name(pack: Pack) -> str:
    """Give a pack's name."""
    return described(pack.name, spoken())


def pack_note(room: Room, pack: Pack) -> str:
    """Say what a pack is about; by its topics where it has no note."""
    known = [room.catalogue.topics[id_] for id_ in pack.topics if id_ in room.catalogue.topics]
    return described(pack.note, spoken()) or say(", ").join(map(topic_name, known))


def pack_called(room: Room, what: str) -> Pack | None:
    """Find a pack by its id, or its name in any language."""
    key = folded(what)
    packs = room.gear.catalogue.packs.values()
    return next((pack for pack in packs if key in map(folded, _names(pack))), None)


def _names(pack: Pack) -> list[str]:
    return [pack.id, *(described(pack.name, language) for language in LANGUAGES)]


def name_of_id(room: Room, pack: str) -> str:
    """Give the name of a pack by its id; the id of one that is no longer there."""
    known = room.gear.catalogue.packs.get(pack)
    return pack_name(known) if known else pack
