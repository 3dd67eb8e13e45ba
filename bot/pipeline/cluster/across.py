"""What an item says in whatever language: concepts, topics, figures, and names by their sound.

Reports in two scripts have no words in common. These they have, so by these they are compared
(Steinberger, Pouliquen and Ignat, "Navigating Multilingual News Collections", 2005, compare by
names and subject terms; Friburger and Maurel 2002 on names written in other scripts).
"""

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import sqrt

from bot.pipeline.cluster.counted import counted
from bot.pipeline.cluster.frequency import UNSEEN, share
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
from bot.pipeline.cluster.sounds import (
    HAN,
    KATAKANA,
    in_latin,
    sounds_of_han,
    sounds_of_hangul,
    sounds_of_kana,
    sounds_of_latin,
)
from bot.pipeline.cluster.tongues import SPOKEN, listed_for, parts_of, without_function
from bot.pipeline.cluster.towns import towns
from bot.pipeline.text import fold
from bot.pipeline.text.facts import numbers

TITLE, TEXT = 1.0, 0.6  # what a term weighs by where it stands
LEAD = {"ja": 110, "zh": 90, "ko": 130}  # characters of a text that are read; of others:
LEAD_OF_WORDS = 260
LEAST_FIGURE = 2.0
TWO_DIGITS, SMALL, SMALLER = 10.0, 0.5, 0.25  # how telling figures are that are none of the rare
BARE, WITH_KIND = 0.8, 0.8  # what each weighs of a number and of what it counts
COUNTED, COUNTED_SMALL = 0.75, 0.4  # … and those of which both say what they count
EAST_ASIA = ("ja", "zh", "ko")
# Where news happens that names no country, in languages that one country's outlets write.
LIES_IN = 0.5  # what the country of a place weighs that a report does not name, of the place
HOMES, AT_HOME = {"ja": "=japan", "ko": "=south-korea", "zh": "=china"}, 0.5
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
FIGURED = ("#", MODEL)
OTHER_SEAS = ("=sea-of-japan", "=okhotsk")
TOWN = "@"  # what a term of a town begins with
TONGUES_APART = frozenset({"latin", "within", *SPOKEN})  # lists that are no English
EVENTS = ("acts", "things", "offences", "stages")  # lists of what happens
RUN, AFTER = 1000, 1_000_000  # how far apart places of runs are; where figures stand
# Between letters of East Asia no \b is.
_CAPITAL = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Za-z'’]+(?:-[a-z]+)?|\b[А-ЯЁ][а-яё]+")
_DAY_IN_BRACKETS = re.compile(r"[（(]\s?\d{1,2}\s?[)）]\s?(?=[日號号]|$)")
_HOUR = re.compile(
    r"\b\d{1,2}(?::\d\d)?\s*[ap]\.?m\b\.?|\b24[ -]hours (?:to|until|ending|through)\b",
    re.IGNORECASE,
)
_MAGNITUDE = re.compile(r"(?<![A-Za-z])M(?=\d\.\d)")  # M6.9: else it is the name of a thing
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SHORT = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Z0-9]+(?![A-Za-z0-9])")


@dataclass(frozen=True, slots=True)
class Said:
    """A term of an item: what it weighs, and which thing in the item it names.

    What stands at one place is one thing: China, a coast guard, and the China Coast Guard.
    """

    weight: float
    thing: int
    event: bool  # whether it says what happened, or how much
    figure: float = 0.0  # how little two would share such a number by chance, 1: hardly


def across(title: str, text: str, tongue: str, names: Names) -> Mapping[str, Said]:
    """Give the terms of an item that another language can have."""
    found: dict[str, Said] = {}
    things = 0
    lead = text[: LEAD.get(tongue, LEAD_OF_WORDS)]
    for part, weight in ((title, TITLE), (lead, TEXT)):
        thing, reached = things, -1
        terms = sorted(_terms(part, tongue, names))
        keys = Counter(start for start, _, term in terms if term[0] == "~")
        for start, end, term in terms:
            things += start >= reached
            thing, reached = things, max(reached, end)
            figure = _telling(term) if term[0] in FIGURED else 0.0
            # A word that may sound in several ways is one word still.
            share_of_word = weight / sqrt(keys[start]) if term[0] == "~" else weight
            found.setdefault(term, Said(share_of_word, thing, is_event(term), figure))
    for term, said in tuple(found.items()):
        for country in countries().intersection(around(term)):
            found.setdefault(country, replace(said, weight=LIES_IN * said.weight, event=False))
    home = _home(title, tongue)
    if home and not any(map(_is_somewhere, found)):
        found[home] = Said(AT_HOME, things + 1, event=False)
    for term in [one for one in found if one[0] == "#" and " " in one]:
        if bare := found.get(term.partition(" ")[0]):  # "12 planes" says all that "12" does
            found[term[: term.index(" ")]] = replace(bare, weight=BARE * bare.weight, figure=0.0)
            found[term] = replace(found[term], weight=WITH_KIND * found[term].weight)
    return found


def _telling(figure: str) -> float:
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
    for listed in (names, concepts(), _more(), listed_for(tongue)):
        for start, end, term, written in _listed(runs, listed):
            known.update(written)
            yield start, end, term
    if tongue == "de":
        yield from _in_parts(runs, known)
    called = list(models(runs, text))
    of_models = {place for at, end, _ in called for place in range(at, end)}
    known.update(runs[place][1] for place in of_models if runs[place][0] == "word")
    yield from _in_letters(runs, text, known)
    yield from _in_signs(runs, known)
    if tongue == "zh":
        yield from _in_han(runs, known)
    for town in sorted(towns(fold(text).text)) if tongue in EAST_ASIA else ():
        yield AFTER, AFTER + 1, f"{TOWN}{town}"
    counts = counted(runs, of_models)
    yield from ((at * RUN, end * RUN, term) for at, end, term in called)
    yield from ((at * RUN + letter, at * RUN + letter + 1, term) for at, letter, term in counts)
    yield from _figures(text)


def _figures(text: str) -> Iterator[tuple[int, int, str]]:
    for place, number in enumerate(numbers(_MAGNITUDE.sub("M ", _undated(text)))):
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


def _in_parts(runs: Runs, known: set[str]) -> Iterator[tuple[int, int, str]]:
    """Yield what the parts of German words stand for, where the list has not the whole."""
    for place, (kind, part) in enumerate(runs):
        if kind == "word" and part not in known and (terms := parts_of(part, listed_for("de").of)):
            known.add(part)
            yield from ((place * RUN, place * RUN + RUN, term) for term in terms)


def _in_letters(runs: Runs, text: str, known: Container[str]) -> Iterator[tuple[int, int, str]]:
    """Yield what a text in Latin letters names, by its sound; abbreviations as they are."""
    # "Hae-rin" is one name, and stands where "hae" does.
    named = [(_folded(word.partition("-")[0]), word) for word in _CAPITAL.findall(text)]
    capitals = {stem(first): _folded(word.replace("-", "")) for first, word in named}
    short = {stem(word): word for word in map(_folded, _SHORT.findall(text))}
    for place, (_, part) in enumerate(runs):
        if part in known:
            continue
        if part in short:
            yield place * RUN, place * RUN + RUN, f"+{short[part]}"
        for key in sounds_of_latin(in_latin(capitals.get(part, ""))):
            yield place * RUN, place * RUN + RUN, f"~{key}"


def _in_signs(runs: Runs, known: Container[str]) -> Iterator[tuple[int, int, str]]:
    """Yield what katakana and hangul spell, by its sound."""
    for place, (kind, part) in enumerate(runs):
        at = place * RUN
        if kind == "dense":
            for word in KATAKANA.finditer(part):
                if word[0] not in known:
                    for key in sounds_of_kana(word[0]):
                        yield at + word.start(), at + word.end(), f"~{key}"
        elif kind == "hangul" and not any(part[:n] in known for n in range(2, len(part) + 1)):
            yield from ((at, at + RUN, f"~{key}") for key in sounds_of_hangul(part))


def _in_han(runs: Runs, known: set[str]) -> Iterator[tuple[int, int, str]]:
    """Yield what Chinese characters spell, by its sound, where no list has it."""
    listed = sorted((part for part in known if len(part) > 1), key=len, reverse=True)
    for place, (kind, part) in enumerate(runs):
        if kind == "dense":
            left = part
            for name in listed:
                left = left.replace(name, " " * len(name))
            for word in HAN.finditer(left):
                for key in sorted(sounds_of_han(word[0])):
                    yield place * RUN + word.start(), place * RUN + word.end(), f"~{key}"


def _folded(word: str) -> str:
    return fold(word).text


@cache
def _more() -> Names:
    lists = listed_in("across.txt").items()
    return Names(row for group, rows in lists if group not in TONGUES_APART for row in rows)


@cache
def acts_of_any() -> frozenset[str]:
    """Give the terms of what is done or happens, in whatever list: no things beside it."""
    known, more = listed_in("concepts.txt"), listed_in("across.txt")
    groups = (known["acts"], *(more[group] for group in EVENTS if group != "things"))
    return frozenset(term for rows in groups for _, term in rows)


@cache
def _events() -> frozenset[str]:
    known = listed_in("concepts.txt")
    more = listed_in("across.txt")
    listed = (*known["acts"], *known["things"], *(row for g in EVENTS for row in more[g]))
    return frozenset(term for _, term in listed)


def _home(title: str, tongue: str) -> str:
    """Give the country of a language; traditional Chinese is written in several."""
    is_traditional = tongue == "zh" and not set(_HAN.findall(title)) <= set(_folded(title))
    return "" if is_traditional else HOMES.get(tongue, "")


def _is_somewhere(term: str) -> bool:
    """Say whether a term names a country, a place, somebody or something of no list."""
    return term[0] in "~+" or term in actors() or is_place(term)


@cache
def _within() -> Mapping[str, str]:
    return {f"={place}": region for place, region in listed_in("across.txt")["within"]}


def around(term: str) -> tuple[str, ...]:
    """Give the place that a place lies in, if that is on the list."""
    region = _within().get(term)
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
