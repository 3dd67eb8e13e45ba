"""Completing the end of a query: a topic's name, or what a field can be asked for.

Only the words that are being typed give way; what stands before them is kept.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from bot.catalogue.names import LANGUAGES
from bot.commands.naming import MOST, offers
from bot.commands.room import Room
from bot.locales import spoken
from bot.pipeline.query import read_signs
from bot.pipeline.query.codes import COUNTRIES
from bot.pipeline.text.query import FACTS, PLACES
from bot.store import feeds
from bot.words import topic_name

Pairs = list[tuple[str, str]]
MOST_WORDS = 6  # of a name that is being typed
SHORTEST = 2  # letters from which a field is offered
SHORTEST_NEAR = 4  # and from which a topic with a name like it is
FIELDS = (*PLACES, *FACTS, "topic")
_TOPICS = ("topic", "entity")
_PIECE = re.compile(
    r'(?P<field>[^\W\d_]\w*:)|(?P<quoted>"[^"]*"?)|(?P<bracket>[()])|[^\s()":=]+|=\S*'
)
_OPERATOR = re.compile(r"AND|OR|NOT|NEAR(?:/\d*)?")
_PLAIN = re.compile(r"[\w’' ./&+-]+")  # a name that can stand in a query without quotes


async def complete_query(room: Room, typed: str) -> Pairs:
    """Give (whole query, label) pairs for the words at its end."""
    field, start = _field(typed)
    if field in FACTS:
        values = await _values(room, field)
        rest = typed[start:].strip(' "')
        found = [(_quoted(value), label) for value, label in offers(rest, values)]
        return [(f"{typed[:start]}{value}", f"{typed[:start]}{label}") for value, label in found]
    write = _by_id if field in _TOPICS else _in_field if field else _by_name
    write = _in_quotes if _is_near(typed) else write
    fields = [] if field else _names_of_fields(typed)
    return [*_topics(room, typed, start, write)[: MOST - len(fields)], *fields]


def _field(typed: str) -> tuple[str, int]:
    """Give the field around the end of a query, "" for none, and where its words begin.

    Words side by side go on until an operator, a bracket or quotes.
    """
    outer, field, start, fresh = [""], "", 0, True
    for piece in _PIECE.finditer(read_signs(typed)):
        if piece["field"]:
            field, start, fresh = piece["field"][:-1].lower(), piece.end(), True
        elif piece[0] == "(":
            outer.append(field)
            start, fresh = piece.end(), True
        elif piece[0] == ")":
            field = outer[-2] if len(outer) > 1 else ""
            outer = outer[:-1] or [""]
            start, fresh = piece.end(), True
        elif piece["quoted"]:
            closed = piece[0].endswith('"') and len(piece[0]) > 1
            start = piece.end() if closed else piece.start()
        elif _OPERATOR.fullmatch(piece[0]) and typed[piece.end() :]:
            field, start, fresh = outer[-1], piece.end(), True
        elif not fresh and field != outer[-1]:
            field, start = outer[-1], piece.start()  # a field holds one word without a bracket
        else:
            fresh = False
    return field, start + len(typed[start:]) - len(typed[start:].lstrip())


def _is_near(typed: str) -> bool:
    """Whether the words that are being typed stand beside NEAR, which takes one term."""
    return bool(re.search(r"\bNEAR/\d+\s+\S*$", typed))


def _topics(room: Room, typed: str, start: int, write: Callable[[Room, str], str]) -> Pairs:
    """Offer topics by the longest run of words at the end that begins the name of one."""
    last = ""
    for at in _ends(typed, start):
        last = typed[at:].strip('" ')
        if begun := room.catalogue.starting(last, language=spoken()):
            return [
                (f"{typed[:at]}{write(room, id_)}", f"{typed[:at]}{name}") for id_, name in begun
            ]
    at = start if len(typed[start:].split()) <= 1 else typed.rstrip().rfind(" ") + 1
    near = room.catalogue.near(last) if len(last) >= SHORTEST_NEAR else ()
    return [(f"{typed[:at]}{write(room, t.id)}", f"{typed[:at]}{topic_name(t)}") for t in near]


def _ends(typed: str, start: int) -> Iterator[int]:
    """Yield where the last words of the query begin: six of them, five … one."""
    words = [start + found.start() for found in re.finditer(r"\S+", typed[start:])]
    yield from words[-MOST_WORDS:] or [start]


def _by_name(room: Room, topic: str) -> str:
    """Write a topic by its name where that is enough."""
    name = topic_name(room.catalogue.topics[topic])
    plain = _PLAIN.fullmatch(name) and not any(map(_OPERATOR.fullmatch, name.split()))
    return name if plain and room.catalogue.meant(name) == (topic,) else f"topic:{topic}"


def _in_field(room: Room, topic: str) -> str:
    """Write a topic so that it can follow title: or body:."""
    written = _in_quotes(room, topic)
    return f"({written})" if ":" in written else written


def _in_quotes(room: Room, topic: str) -> str:
    """Write a topic as one term, where words side by side would be several."""
    return _quoted(_by_name(room, topic))


def _by_id(_: Room, topic: str) -> str:
    return topic


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


async def _values(room: Room, field: str) -> Pairs:
    """Give what a filter can be asked for."""
    if field == "source":
        async with room.gear.store.read() as tx:
            seen = await feeds.visible(tx, room.community.id)
        tags = sorted({tag for feed in seen for tag in feed.tags})
        return [(name, name) for name in (*(feed.name for feed in seen), *tags)]
    return VALUES[field](room)


def _publishers(room: Room) -> Pairs:
    return [(one.id, f"{one.id} · {one.name}") for one in room.catalogue.publishers.values()]


def _countries(room: Room) -> Pairs:
    """Give the countries of the outlets that are known first."""
    own = sorted({(one.country or "").lower() for one in room.catalogue.publishers.values()} - {""})
    return [(code, code) for code in dict.fromkeys((*own, *COUNTRIES))]


def _languages(_: Room) -> Pairs:
    return [(tag, tag) for tag in LANGUAGES]


VALUES: Mapping[str, Callable[[Room], Pairs]] = {
    "publisher": _publishers,
    "country": _countries,
    "lang": _languages,
}


def _names_of_fields(typed: str) -> Pairs:
    word = re.split(r"[\s(]", typed)[-1]
    fitting = [field for field in FIELDS if field.startswith(word.lower())]
    if len(word) < SHORTEST or '"' in typed.removesuffix(word)[-1:]:
        return []
    head = typed[: len(typed) - len(word)]
    return [(f"{head}{field}:", f"{head}{field}:") for field in fitting]
