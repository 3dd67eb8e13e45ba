"""What two reports have in common, and what one alone tells, in the words that stand there.

For people to read (/why); it decides nothing. Names of the catalogue and of the lists are one in
whatever language; other names and words are one where they are written alike, figures by value.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.pipeline.cluster.frequency import share
from bot.pipeline.cluster.kinds import told_by
from bot.pipeline.cluster.names import Names, concepts, listed_in, stem
from bot.pipeline.cluster.tongues import listed_for
from bot.pipeline.text import fold
from bot.pipeline.text.facts import names, numbers
from bot.pipeline.text.meaning import carries

LEAD = 300  # characters of a text that are read: those that clustering compares
TOO_COMMON = 0.01  # part of the titles at large, from which a word says nothing to people
LEAST_LETTERS = 3
LEAST_FIGURE = 10  # smaller ones say something with what they count: "3 ships"
ENOUGH = 3  # names and figures, beside which plain words say nothing more
TOPIC, NAME, PLACE, FIGURE, KIND, ACT, WORD = range(7)  # in the order in which people want them

_WORD = re.compile(r"[^\W\d_\u2e80-\u9fff\uac00-\ud7a3]+(?:'[^\W_]+)*")
_RUN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々]+|[\uac00-\ud7a3]+")
_GROUPS = {"countries": NAME, "people": NAME, "firms": NAME, "places": PLACE}

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Thing:
    """What a report speaks of: ``shown`` as it stands there, ``keys`` by which another has it."""

    shown: str
    kind: int
    keys: frozenset[str]
    at: Span  # characters; those of the text behind those of the title


@dataclass(frozen=True, slots=True, kw_only=True)
class Things:
    """All that a report speaks of."""

    found: Sequence[Thing]
    title: int  # characters of the title
    keys: frozenset[str]
    titled: frozenset[str]  # those of the title


def things(title: str, text: str, tongue: str, topics: Names) -> Things:
    """Read a report: its title and how its text begins. ``topics``: names of the catalogue."""
    told = f"{title}\n{text[:LEAD]}"
    folded = fold(told)
    found = [
        Thing(told[start:end], kind, frozenset((key,)), (start, end))
        for first, last, kind, key in (*_listed(folded.text, tongue, topics), *_words(folded.text))
        for start, end in (folded.span(first, last),)
    ]
    found += _named(told, tongue)
    found += _counted(told, [one.at for one in found if one.kind <= PLACE])
    keys = frozenset(key for one in found for key in one.keys)
    titled = frozenset(k for one in found if one.at[1] <= len(title) for k in one.keys)
    return Things(found=found, title=len(title), keys=keys, titled=titled)


def in_common(mine: Things, theirs: Sequence[Things], most: int) -> list[str]:
    """Give what a report and others speak of, as the report says it; what tells most first."""
    keys = frozenset().union(*(one.keys for one in theirs))
    titles = frozenset().union(*(one.titled for one in theirs))
    shared = [
        one
        for one in mine.found
        if not one.keys.isdisjoint(keys)
        and (one.kind < ACT or one.at[1] <= mine.title or not one.keys.isdisjoint(titles))
    ]
    return _shown(_apart(shared), most)


def alone(mine: Things, theirs: Iterable[Things], kinds: Collection[int], most: int) -> list[str]:
    """Give what the title of a report tells and no other report does, of some kinds."""
    keys = frozenset().union(*(one.keys for one in theirs))
    shared = [one.at for one in mine.found if not one.keys.isdisjoint(keys)]
    only = [
        one
        for one in mine.found
        if one.kind in kinds
        and one.keys.isdisjoint(keys)
        and one.at[1] <= mine.title
        and (one.kind == FIGURE or not any(_overlap(one.at, at) for at in shared))
    ]
    return _shown(_apart(only), most)


def _shown(found: Iterable[Thing], most: int) -> list[str]:
    """Give what tells most first; plain words, the rarest, where little else is there."""
    ranked = sorted(found, key=lambda one: (one.kind, _share(one), one.at))
    written = [one.shown.casefold() for one in ranked]
    shown: dict[str, str] = {}
    for one, name in zip(ranked, written, strict=True):
        enough = min(ENOUGH, most) if one.kind >= KIND else most
        is_part = any(name in other for other in written if name != other)
        if len(shown) < enough and not is_part:
            shown.setdefault(name, one.shown)
    return list(shown.values())


def _share(one: Thing) -> float:
    return min(map(share, one.keys)) if one.kind == WORD else 0.0


def _apart(found: Iterable[Thing]) -> list[Thing]:
    """Leave out what is part of something longer, and what was named before."""
    kept: list[Thing] = []
    for one in sorted(found, key=lambda one: (one.at[0] - one.at[1], one.kind, one.at)):
        if not any(_overlap(one.at, other.at) or one.keys & other.keys for other in kept):
            kept.append(one)
    return kept


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _listed(text: str, tongue: str, topics: Names) -> Iterator[tuple[int, int, int, str]]:
    """Yield where listed names stand in a folded text: start, end, kind, key."""
    lists = (topics, concepts(), _more(), listed_for(tongue))
    words = list(_WORD.finditer(text))
    stems = [stem(word[0].removesuffix("'s")) for word in words]
    for listed in lists:
        for place, word in enumerate(words):
            if (hit := listed.at(stems, place)) and hit[0]:
                last = words[place + hit[1] - 1]
                end = last.end() - len("'s") * last[0].endswith("'s")
                yield word.start(), end, _kind(hit[0], listed is topics), hit[0]
        for run in _RUN.finditer(text):
            for letter in range(len(run[0])):
                if (hit := listed.within(run[0], letter)) and hit[0]:
                    start = run.start() + letter
                    yield start, start + hit[1], _kind(hit[0], listed is topics), hit[0]


def _words(text: str) -> Iterator[tuple[int, int, int, str]]:
    for word in _WORD.finditer(text):
        bare = word[0].removesuffix("'s")
        if len(bare) >= LEAST_LETTERS and carries(bare) and share(stem(bare)) < TOO_COMMON:
            yield word.start(), word.start() + len(bare), WORD, stem(bare)


def _named(told: str, tongue: str) -> Iterator[Thing]:
    for sentence in told.split("\n"):
        for name in names(sentence, tongue):
            start = told.find(name.shown)
            kind = PLACE if name.kind == "place" else NAME
            key = fold(name.shown).text  # "Japan Coast Guard" is more than Japan
            yield Thing(name.shown, kind, frozenset((key,)), (start, start + len(name.shown)))


def _counted(told: str, named: Collection[Span]) -> Iterator[Thing]:
    """Yield figures with what they count, without the name behind them: "three Chinese …"."""
    for sentence in told.split("\n"):
        for number in numbers(sentence):
            start = told.find(number.shown)  # of what is written otherwise: nowhere
            end = start + len(number.shown)
            end = min((at[0] for at in named if start < at[0] < end), default=end)
            shown = told[start:end].strip() if start >= 0 else number.shown
            if number.value >= LEAST_FIGURE or " " in shown or not shown.isascii():
                key = f"#{number.value:g} {number.kind}"
                at = (start, end) if start >= 0 else (-1, 0)
                yield Thing(shown, FIGURE, frozenset((key,)), at)


def _kind(term: str, is_topic: bool) -> int:
    if is_topic:
        return TOPIC
    return _groups().get(term) or (KIND if told_by(term) else ACT)


@cache
def _groups() -> dict[str, int]:
    lists = [*listed_in("concepts.txt").items(), *listed_in("across.txt").items()]
    return {term: kind for g, rows in lists if (kind := _GROUPS.get(g)) for _, term in rows}


@cache
def _more() -> Names:
    groups = ("places", "people", "firms", "acts", "things", "offences", "stages", "also")
    return Names(row for group in groups for row in listed_in("across.txt")[group])
