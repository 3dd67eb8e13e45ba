"""What is counted, whatever the language: 12架次, "12 Chinese military aircraft", 12機 are planes.

A number with the kind of thing that it counts says far more than the number: of reports in two
languages it is often all that both have, beside who and where. Kinds are known by what stands
behind a number: a counter in East Asia, in English a noun within a few words.
"""

import re
from collections.abc import Container, Iterator
from functools import cache

from bot.pipeline.cluster.names import Runs
from bot.pipeline.cluster.tongues import stems_of

BEHIND = 5  # words behind a number, of which one may say what it counts
LEAST = 2.0
COUNTED_ANEW = ("plane", "ship", "missile")  # each day; who was hurt is counted for days
Counted = tuple[int, int, str]  # its run, the letter in it where it stands, its term

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# Of folded text: what behind a number says what is counted.
_COUNTERS = (
    ("plane", re.compile(r"架|机(?![器构能会関关场])")),
    ("ship", re.compile(r"[只艘]|척")),
    ("missile", re.compile(r"[発发枚]|발(?![표생전견행])")),
    ("person", re.compile(r"人(?![民工口大権权物気])|名(?![古義义单称])|명(?![령분단])")),
)
_VEHICLES = re.compile(r"대(?![만통표사선구학])|[台両辆](?![湾湾風风北中南東东積积])")
_PLANES = re.compile(r"기[를와과]?$")  # 군용기 12대: else cars or so
_SPELT = {"两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_SPELT_KOREAN = {"두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6}
_IN_LETTERS = re.compile(
    r"(?<![一二三四五六七八九十百千第])([两三四五六七八九十])(?=[架只艘枚発发名人])"
)
_COUNTED = {
    "plane": stems_of(
        "aircraft plane planes warplane jet jets fighter bomber drone sortie",
        "flugzeuge flugzeugen kampfjets avions aviones drohnen",
    ),
    "ship": stems_of(
        "ship vessel boat warship destroyer frigate freighter tanker",
        "schiffe schiffen boote navires bateaux buques barcos",
    ),
    "missile": stems_of("missile rocket projectile torpedo rakete raketen misil misiles"),
    "person": stems_of(
        "people person dead killed injured wounded hurt missing passenger worker crew aboard men",
        "resident student soldier troop sailor fisherman fishermen migrant survivor victim women",
        "job staff household protester employee tourist children hospitalised hospitalized",
        "arrested tote toten verletzte vermisste menschen personen morts blessés disparus marins",
        "personnes muertos heridos desaparecidos personas fischer",
    ),
}
_NOUNS = {word: kind for kind, words in _COUNTED.items() for word in words}


def counted(runs: Runs, but: Container[int] = ()) -> Iterator[Counted]:
    """Yield the numbers that count something of a known kind; ``but``: runs that count nothing."""
    for place, (script, part) in enumerate(runs):
        if script == "dense":
            for found in _IN_LETTERS.finditer(part):
                kind = _counter(part[found.end() : found.end() + 2])
                yield place, found.start(), f"#{_SPELT[found[1]]} {kind}"
        elif place not in but and (value := _value(part)) and (kind := _kind(runs, place)):
            yield place, 0, f"#{value:g} {kind}"


def _value(part: str) -> float:
    value = float(part) if _NUMBER.fullmatch(part) else float(_SPELT_KOREAN.get(part, 0))
    return value if LEAST <= value < 1e6 else 0.0


def _kind(runs: Runs, place: int) -> str:
    for last in range(place + 1, min(place + 1 + BEHIND, len(runs))):
        script, part = runs[last]
        if script != "word":
            kind = _counter(part[:2]) if last == place + 1 else ""
            if not kind and last == place + 1 and _VEHICLES.match(part) and place:
                kind = "plane" if _PLANES.search(runs[place - 1][1]) else ""
            return kind
        if part[0].isdigit():
            break
        if kind := _NOUNS.get(part, ""):
            return kind
    return ""


@cache
def _counter(part: str) -> str:
    return next((kind for kind, counter in _COUNTERS if counter.match(part)), "")
