"""What an item says in whatever language: concepts, topics, figures, and names by their sound.

Reports in two scripts have no words in common. These they have, so by these they are compared
(Steinberger, Pouliquen and Ignat, "Navigating Multilingual News Collections", 2005, compare by
names and subject terms; Friburger and Maurel 2002 on names written in other scripts).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import sqrt

from bot.pipeline.cluster import vietnamese
from bot.pipeline.cluster.counted import counted
from bot.pipeline.cluster.frequency import UNSEEN, share
from bot.pipeline.cluster.heard import EAST_ASIA, RUN, folded, heard
from bot.pipeline.cluster.models import MODEL, is_rare, models
from bot.pipeline.cluster.names import (
    Names,
    Runs,
    actors,
    concepts,
    countries,
    listed_in,
    runs_of,
    stem,
)
from bot.pipeline.cluster.people import PERSON
from bot.pipeline.cluster.sounds import sounds_of_latin
from bot.pipeline.cluster.tongues import ELSEWHERE, SPOKEN, listed_for, parts_of, without_function
from bot.pipeline.cluster.towns import CITY, cities, country_of, towns
from bot.pipeline.text import fold
from bot.pipeline.text.facts import numbers

TITLE, TEXT = 1.0, 0.6  # what a term weighs by where it stands
HEARD = 0.6  # of it, how a word sounds: most words that are heard so are no names
LEAD = {"ja": 110, "zh": 90, "ko": 130}  # characters of a text that are read; of others:
LEAD_OF_WORDS = 260
LEAST_FIGURE = 2.0
TWO_DIGITS, SMALL, SMALLER = 10.0, 0.5, 0.25  # how telling figures are that are none of the rare
BARE, WITH_KIND = 0.8, 0.8  # what each weighs of a number and of what it counts
COUNTED, COUNTED_SMALL = 0.75, 0.4  # … and those of which both say what they count
# Where news happens that names no country, in languages that one country's outlets write.
LIES_IN = 0.5  # what the country of a place weighs that a report does not name, of the place
HOMES, AT_HOME = (
    {
        "ja": "=japan",
        "ko": "=south-korea",
        "zh": "=china",
        "id": "=indonesia",
        "vi": "=vietnam",
        "ru": "=russia",
        "de": "=germany",
        "it": "=italy",
    },
    0.5,
)
SPELT = ("ja", "zh", "ko")  # languages in which what is heard is spelt as foreign names are
# Topics that are places in dispute, each with its sea: much alike is told of all of them.
AT_SEA = {
    "=senkaku": "=east-china-sea",
    "=scarborough-shoal": "=south-china-sea",
    "=second-thomas-shoal": "=south-china-sea",
    "=spratly-islands": "=south-china-sea",
    "=paracel-islands": "=south-china-sea",
    "=sabina-shoal": "=south-china-sea",
    "=mischief-reef": "=south-china-sea",
    "=thitu-island": "=south-china-sea",
    "=itu-aba": "=south-china-sea",
    "=whitsun-reef": "=south-china-sea",
    "=reed-bank": "=south-china-sea",
    "=pratas": "=south-china-sea",
    "=natuna": "=south-china-sea",
    "=kinmen": "=taiwan-strait",
    "=matsu-islands": "=taiwan-strait",
    "=penghu": "=taiwan-strait",
    "=takeshima-dokdo": "=sea-of-japan",
}
FIGURED = ("#", MODEL, PERSON)
LONG_NAME = 7  # signs of a name from which hardly two people have it
OTHER_SEAS = ("=sea-of-japan", "=okhotsk")
TOWN = "@"  # what a term of a town begins with
TONGUES_APART = frozenset({"latin", "within", *SPOKEN, *ELSEWHERE})  # lists that are no English
EVENTS = ("acts", "things", "offences", "stages")  # lists of what happens
HEARD_AS = f"~{PERSON}"
FRIENDS = SPOKEN | ELSEWHERE - {"ru"}  # languages with false friends of English: amende, fin
NAMED = frozenset({"countries", "places", "people", "firms"})  # lists of what has a name
AFTER = 1_000_000  # where figures stand
_DAY_IN_BRACKETS = re.compile(r"[（(]\s?\d{1,2}\s?[)）]\s?(?=[日號号]|$)")
_HOUR = re.compile(
    r"\b\d{1,2}(?::\d\d)?\s*[ap]\.?m\b\.?|\b24[ -]hours (?:to|until|ending|through)\b",
    re.IGNORECASE,
)
_MAGNITUDE = re.compile(r"(?<![A-Za-z])M(?=\d\.\d)")  # M6.9: else it is the name of a thing
# Behind a figure, as agencies write it: "$10 bln", "W20tr".
_SCALE = re.compile(r"(?<=\d) ?(?:bln|mln|trn|tr|tln|tn)\b")
_SCALES = {"b": " billion", "m": " million", "t": " trillion"}
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Said:
    """A term of an item: what it weighs, and which thing in the item it names.

    What stands at one place is one thing: China, a coast guard, and the China Coast Guard.
    """

    weight: float
    thing: int
    event: bool  # whether it says what happened, or how much
    figure: float = 0.0  # how little two would share such a number by chance, 1: hardly
    heard: bool = False  # whether it is how a word sounds, which most often is no name
    named: bool = False  # whether it is the name of somebody, of both parts
    titled: bool = False  # whether the title says it


def across(title: str, text: str, tongue: str, names: Names) -> Mapping[str, Said]:
    """Give the terms of an item that another language can have."""
    found: dict[str, Said] = {}
    things = 0
    lead = text[: LEAD.get(tongue, LEAD_OF_WORDS)]
    for part, weight in ((title, TITLE), (lead, TEXT)):
        thing, reached = things, -1
        terms = sorted(_terms(part, tongue, names))
        keys = Counter(start for start, _, term in terms if term[0] in HEARD_AS)
        for start, end, term in terms:
            things += start >= reached
            thing, reached = things, max(reached, end)
            figure = _telling(term) if term[0] in FIGURED else 0.0
            # A word that may sound in several ways is one word still.
            heard = term[0] in HEARD_AS
            share_of_word = HEARD * weight / sqrt(keys[start]) if heard else weight
            found.setdefault(
                term,
                Said(
                    share_of_word,
                    thing,
                    is_event(term),
                    figure,
                    heard=heard,
                    named=term[0] == PERSON,
                    titled=weight == TITLE,
                ),
            )
    for term, said in tuple(found.items()):
        for country in countries().intersection(around(term)):
            found.setdefault(country, replace(said, weight=LIES_IN * said.weight, event=False))
    home = _home(title, tongue)
    told = (term for term in found if tongue in SPELT or term[0] != "~")
    if home and not any(map(_is_somewhere, told)):
        found[home] = Said(AT_HOME, things + 1, event=False)
    for term in [one for one in found if one[0] == "#" and " " in one]:
        if bare := found.get(term.partition(" ")[0]):  # "12 planes" says all that "12" does
            found[term[: term.index(" ")]] = replace(bare, weight=BARE * bare.weight, figure=0.0)
            found[term] = replace(found[term], weight=WITH_KIND * found[term].weight)
    return found


def _telling(figure: str) -> float:
    if figure[0] == PERSON:
        return float(len(figure) >= LONG_NAME)
    if figure[0] == MODEL:
        return float(is_rare(figure))
    number, _, kind = figure[1:].partition(" ")
    if "." in number or (share(f"#{number}") <= UNSEEN):  # M6.8
        return 1.0
    is_large = float(number) >= TWO_DIGITS
    if kind:
        return COUNTED if is_large else COUNTED_SMALL
    return SMALL if is_large else SMALLER


def _terms(text: str, tongue: str, names: Names) -> Iterator[tuple[int, int, str]]:
    """Yield terms, each with the place where it stands: of a run, in hundreds, or of a letter."""
    runs = without_function(runs_of(text), tongue)
    known: set[str] = set()  # words and runs of letters that a list has: their sound adds nothing
    if tongue == vietnamese.TONGUE:
        yield from _in_vietnamese(runs, text, names, known)
    else:
        lists = (_named_anywhere(),) if tongue in FRIENDS else (concepts(), _more())
        for listed in (names, *lists, listed_for(tongue)):
            for start, end, term, written in _listed(runs, listed):
                known.update(written)
                yield start, end, term
    yield from _in_cities(runs, known)
    if tongue == "de":
        yield from _in_parts(runs, known)
    called = list(models(runs, text))
    of_models = {place for at, end, _ in called for place in range(at, end)}
    known.update(runs[place][1] for place in of_models if runs[place][0] == "word")
    for start, end, term in heard(runs, text, tongue, known):
        yield start, end, _people_by_sound().get(term, term) if tongue == "ru" else term
    for town in sorted(towns(fold(text).text)) if tongue in EAST_ASIA else ():
        yield AFTER, AFTER + 1, f"{TOWN}{town}"
    counts = counted(runs, of_models)
    yield from ((at * RUN, end * RUN, term) for at, end, term in called)
    yield from ((at * RUN + letter, at * RUN + letter + 1, term) for at, letter, term in counts)
    yield from _figures(text)


def _in_vietnamese(
    runs: Runs, text: str, names: Names, known: set[str]
) -> Iterator[tuple[int, int, str]]:
    """Yield what Vietnamese words stand for; of English ones names alone stand in such a text."""
    parts = vietnamese.syllables(text)
    marked: set[int] = set()
    for place, count, term in vietnamese.in_vietnamese(text):
        marked.update(range(place, place + count))
        yield place * RUN, (place + count) * RUN, term
    plain = {stem(part) for part in parts if part.isascii()}
    for listed in (names, _named_anywhere()):
        for start, end, term, written in _listed(runs, listed):
            if start // RUN not in marked and (len(written) > 1 or plain.issuperset(written)):
                known.update(written)
                yield start, end, term


def _figures(text: str) -> Iterator[tuple[int, int, str]]:
    plain = _SCALE.sub(lambda found: _SCALES[found[0].strip()[0]], _undated(text))
    for place, number in enumerate(numbers(_MAGNITUDE.sub("M ", plain))):
        if number.kind == "share":
            yield AFTER + place, AFTER + place + 1, f"#{number.value:g} share"
        elif number.value >= LEAST_FIGURE:
            yield AFTER + place, AFTER + place + 1, f"#{number.value:g}"


def _undated(text: str) -> str:
    """Leave out hours and days that are written so that they look like counts: 今（26）日."""
    return _DAY_IN_BRACKETS.sub(" ", _HOUR.sub(" ", text))


def _listed(runs: Runs, names: Names) -> Iterator[tuple[int, int, str, Sequence[str]]]:
    """Yield where listed names stand, their terms, and the words that they are written in."""
    parts = [part if kind == "word" else "" for kind, part in runs]
    reached = 0  # the "cut" of "power cut" is none of its own
    for place, (kind, part) in enumerate(runs):
        at = place * RUN
        if kind == "word":
            found = names.at(parts, place) if place >= reached else None
            if found and found[0]:
                reached = place + found[1]
                for term in (found[0], *_region(found[0])):
                    yield at, at + found[1] * RUN, term, parts[place : place + found[1]]
            continue
        ends = 0  # 台海 in 釣魚台海域 is none of its own; what lies within a name may be
        for letter in range(len(part)):
            found = names.within(part, letter)
            if found and found[0] and (letter >= ends or letter + found[1] <= ends):
                end = letter + found[1]
                ends = max(ends, end)
                for term in (found[0], *_region(found[0])):
                    yield at + letter, at + end, term, (part[letter:end],)


def _in_cities(runs: Runs, known: set[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the cities that are no word, and no part of one, that another list has."""
    for first, letter, last, behind, term in cities(runs):
        written = [part for _, part in runs[first : max(last, first + 1)]]
        if runs[first][0] == "dense":
            written = [written[0][letter:behind]]
        if not any(part in known for part in written):
            if runs[first][0] != "word":  # Russian has endings that the list has not
                known.update(written)
            yield first * RUN + letter, last * RUN + behind, term


def _in_parts(runs: Runs, known: set[str]) -> Iterator[tuple[int, int, str]]:
    """Yield what the parts of German words stand for, where the list has not the whole."""
    for place, (kind, part) in enumerate(runs):
        if kind == "word" and part not in known and (terms := parts_of(part, listed_for("de").of)):
            known.add(part)
            yield from ((place * RUN, place * RUN + RUN, term) for term in terms)


@cache
def _more() -> Names:
    lists = (*listed_in("across.txt").items(), *listed_in("abroad.txt").items())
    return Names(row for group, rows in lists if group not in TONGUES_APART for row in rows)


@cache
def _named_anywhere() -> Names:
    """Give the names of countries, places, people and firms, which any Latin text may have."""
    files = ("concepts.txt", "across.txt", "abroad.txt")
    lists = (item for file in files for item in listed_in(file).items())
    return Names(row for group, rows in lists if group in NAMED for row in rows)


@cache
def _people_by_sound() -> Mapping[str, str]:
    """Give the people of the lists by how their names sound, for languages without a list."""
    lists = (listed_in("concepts.txt")["people"], listed_in("across.txt")["people"])
    rows = ((name, term) for listed in lists for name, term in listed if name.isascii())
    return {f"~{key}": term for name, term in rows for key in sounds_of_latin(name)}


@cache
def acts_of_any() -> frozenset[str]:
    """Give the terms of what is done or happens, in whatever list: no things beside it."""
    known, more = listed_in("concepts.txt"), listed_in("across.txt")
    groups = (known["acts"], *(more[group] for group in EVENTS if group != "things"))
    return frozenset(term for rows in groups for _, term in rows)


@cache
def _events() -> frozenset[str]:
    known = listed_in("concepts.txt")
    more = (*listed_in("across.txt").items(), *listed_in("abroad.txt").items())
    listed = (
        *known["acts"],
        *known["things"],
        *(row for g, rows in more if g in EVENTS for row in rows),
    )
    return frozenset(term for _, term in listed)


def _home(title: str, tongue: str) -> str:
    """Give the country of a language; traditional Chinese is written in several."""
    is_traditional = tongue == "zh" and not set(_HAN.findall(title)) <= set(folded(title))
    return "" if is_traditional else HOMES.get(tongue, "")


def _is_somewhere(term: str) -> bool:
    """Say whether a term names a country, a place, somebody or something of no list."""
    return term[0] == "~" or term in actors() or is_place(term) or term.startswith(CITY)


@cache
def _within() -> Mapping[str, str]:
    return {f"={place}": region for place, region in listed_in("across.txt")["within"]}


def around(term: str) -> tuple[str, ...]:
    """Give the place that a place lies in, if that is on the list."""
    region = country_of(term) if term.startswith(CITY) else _within().get(term)
    return (region,) if region else ()


def _region(term: str) -> Iterator[str]:
    """Give the place, that is no country, that a place lies in: who names the one, names both."""
    return (region for region in around(term) if region not in countries())


@cache
def _places() -> frozenset[str]:
    return frozenset(term for _, term in listed_in("across.txt")["places"])


def is_sea(term: str) -> bool:
    """Say whether a place is a sea, which lies off many others."""
    return is_place(term) and (term.endswith("-sea") or term in OTHER_SEAS)


def is_event(term: str) -> bool:
    """Say whether a term says what happened, or how much."""
    return term in _events() or term[0] == "#"


def is_place(term: str) -> bool:
    """Say whether a term is a place that is no country."""
    return term in _places()
