"""What an item is about, as weighted terms, and what keeps it apart from others like it."""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from bot.pipeline.cluster.across import Said, across
from bot.pipeline.cluster.frequency import UNSEEN, share
from bot.pipeline.cluster.goes_on import goes_on
from bot.pipeline.cluster.headings import (
    Cased,
    cased,
    part_of,
    subject_of,
    told_first,
    without_attribution,
    without_label,
    without_outlet,
)
from bot.pipeline.cluster.names import (
    Names,
    Runs,
    actors,
    acts,
    concepts,
    countries,
    listed_in,
    runs_of,
)
from bot.pipeline.cluster.particulars import Particular, particulars
from bot.pipeline.cluster.sounds import KATAKANA
from bot.pipeline.cluster.tongues import in_plain_words, stems_of, tongue_of, without_function
from bot.pipeline.text.clean import without_dateline

_SLUG_WORD = re.compile(r"[A-Za-z']{2,}|\d{3,4}")
_YEAR = re.compile(r"(?:19|20)\d\d")
# How far or wide something is by now: it grows, as a toll does.
_EXTENT = re.compile(
    r"\d\s*(?:km|kilom\w+|miles?|met(?:er|re)s?|feet|ha|he[ck]t\w+|acres?|sq)\b"
    r"|\d\s*(?:公里|公顷|公頃|キロ|ヘクタール|㎞|㏊|헥타르|킬로미터)",
    re.IGNORECASE,
)
_HALF_DAY = re.compile(r"(?<=\d)\s*[ap]\.?m\b\.?", re.IGNORECASE)  # no word of what happened
# "It came a day after a mine was flooded in Shanxi": that is another event's place and act.
_ANOTHER = re.compile(
    r"\b(?:came|comes|coming)\s(?:\w+\s){0,2}?(?:an?|one|two|three|four|\d+|several|hours|days|weeks"
    r"|months)\b[^.!?\n]{0,20}?\bafter\b[^.!?\n]*"
    r"|\b(?:survient|intervient|survenue?s?)\s[^.!?\n]{1,20}?\baprès\b[^.!?\n]*"
    r"|\b(?:ocurre|ocurrió|se produce|se produjo)\s[^.!?\n]{1,20}?\bdespués de\b[^.!?\n]*",
    re.IGNORECASE,
)
_DENSE = "\u2e80"  # from here on: scripts of East Asia
_KANA = re.compile(r"[\u3040-\u309f]")
READ = 2_000  # characters of a text at most that are looked at
LEAD = 300  # characters of a text that are read: its first sentences say what happened
MOST_TEXT = 8  # terms of the text that count, the rarest
TITLE, LINK, TEXT = 1.0, 0.6, 0.25  # what a term weighs by where it stands
NAME, MAYBE = 0.5, 0.8  # a name of the catalogue; a word that may be one, or mean anything else
FIRST, FADES = 0.25, 3.0  # the first words of a title weigh more; after so many words little more
DENSER = 3  # letters of a word for one of Chinese, Japanese or Korean that says as much
LAWS = ("法", "법")
TELLS = 40  # letters of a text from which it says more of the language than a title of names
OTHERWISE = "en"  # the language of what is in none of the lists', or hard to tell
COLUMN = 0.3  # what words weigh that name a kind of article, not an event


_FUNCTION = stems_of(
    "a an the of to in on at for by from with and or but as is are was were be been has have",
    "had do does did will would can could may might should must not no it its this that these",
    "those he she they his her their them i you we our your my me us what who how why when",
    "where which while after over amid say says said new news more than into out up off about",
    "before against between during under video watch live update updates report reports here",
    "get gets via vs s t near around off along toward towards across beside besides behind above",
    "below beneath within without among amongst upon through throughout despite since until",
)
_COLUMNS = stems_of(
    "morning evening briefing brief headlines today daily weekly photos pictures gallery week",
    "day podcast newsletter roundup digest quiz opinion editorial letters column weather",
    "forecast horoscope crossword obituary recap highlights explainer analysis newsletter bid",
    "bulletin edition schedule listings top things know letters",
    "january february march april may june july august september october november december",
    "monday tuesday wednesday thursday friday saturday sunday",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi",
    "vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo",
    "今日 ニュース 速报 新闻 要闻 快讯 뉴스 오늘의 오늘 속보",
)
_DENSE_COLUMNS = Names((word, word) for word in _COLUMNS if not word.isascii())
# Who does one of these, and is new to a story, reacts to it: that is a story of its own.
_REACTS = stems_of(
    "say call hail welcome back defend reject vow react respond comment criticise criticize",
    "slam blast urge demand express voice deplore denounce condemn warn worry fear praise",
    "support oppose mull weigh consider expand seek push vows plan",
)
_OBJECTS = frozenset({"=condemn", "=representations", "=regret"})  # to what somebody else did
_REACTS |= {"=concern", "=urge", "=warn", "=sanction", "=ban"} | _OBJECTS
_NATURE = frozenset({"=quake", "=tsunami", "=storm", "=flood", "=erupt"})  # no concern
_COUNTED = frozenset({"=kill", "=injure", "=missing", "=arrest", "=virus"})


class Term(NamedTuple):
    """A term. ``of``: name (the catalogue has it), topic (a word of one), maybe (needs context).

    ``place``: where it stands among the words; those of one name stand at one place.
    """

    text: str
    of: str
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an item says. ``title`` and ``series`` are hashes of its title's words.

    Titles of one ``series`` differ in their ``numbers`` alone: two quakes, two days of a column.
    """

    weights: Mapping[str, float]
    places: Mapping[str, int]  # of words of the title: where each stands, those of one name at one
    topical: frozenset[str]  # terms that are names of topics, or words of them
    only_text: frozenset[str]  # terms that stand in the text alone
    title: int
    series: int
    numbers: frozenset[str]
    words: int  # of the title, what it is about
    script: str  # of the title: word, hangul, or dense (without spaces)
    tongue: str  # the language of the title, where the lists have it; else en
    across: Mapping[str, Said]  # what another language can have, too
    subject: frozenset[str]  # terms of whom the title begins with, where it is a name at all
    reporting: frozenset[str]  # countries that say what happened: "…, Seoul says"
    is_named: bool  # whether the text begins with that name, too
    particulars: tuple[Particular, ...]  # names and figures that few would have by chance
    actor: str | None  # whom the title begins with, where it reacts to something
    objects: bool  # whether it reacts by condemning it or so
    cased: Cased
    counted: bool  # whether it counts victims or cases, or how far something got: they rise
    goes_on: bool  # whether its title says that something goes on


def read(title: str, text: str, link: str | None, names: Names) -> Reading:
    """Read an item: its title, the words of its address, the beginning of its text."""
    bare, tongue = _bare(title, text)
    _, text = without_dateline(_ANOTHER.sub("", text[:READ]), 0)
    is_by_hour = _HALF_DAY.search(bare) is not None
    bare, text = (_HALF_DAY.sub("", in_plain_words(p, tongue)) for p in (bare, text[:READ]))
    runs = without_function(runs_of(bare), tongue)
    said = [term for term in _terms(runs, names) if term.text not in _FUNCTION]
    content = [term.text for term in said if term.of != "name"]
    weights = _of_title(said)
    linked = list(_terms(runs_of(_slug(link)), names))
    told = list(_terms(without_function(runs_of(text[:LEAD]), tongue), names))
    told = sorted(told, key=lambda term: share(term.text))[:MOST_TEXT]
    for terms, weight in ((linked, LINK), (told, TEXT)):
        for term in terms:
            _add(weights, term, weight)
    parts = sorted({part for _, part in runs})
    series, numbers = _in_series(bare, parts)
    first = told_first(bare, text)
    subject = _subject(first, said, names) or _subject(subject_of(bare), said, names)
    is_named = bool(first) and bool(_subject(first, said, names))
    counted = not _COUNTED.isdisjoint(content) or _grows(bare, content, is_by_hour=is_by_hour)
    return Reading(
        weights=weights,
        places={term.text: term.place for term in said},
        topical=frozenset(
            t.text
            for t in (*said, *linked, *told)
            if t.of and t.text in weights and t.text not in acts()
        ),
        only_text=frozenset(weights).difference(t.text for t in (*said, *linked)),
        title=_hashed(parts),
        series=_hashed(series),
        numbers=frozenset() if counted else numbers,
        words=sum(term not in _COLUMNS for term in content),
        script=_script(runs),
        tongue=tongue,
        across=across(bare, text, tongue, names),
        subject=subject,
        reporting=_reporting(bare, said, names),
        is_named=is_named,
        particulars=particulars(bare, text, tongue, names),
        actor=_actor(content),
        objects=not _OBJECTS.isdisjoint(content),
        cased=cased(bare, tongue, text[:LEAD]),
        counted=counted,
        goes_on=goes_on(bare),
    )


def _of_title(said: Iterable[Term]) -> dict[str, float]:
    """Weigh the terms of a title, the first ones most."""
    weights: dict[str, float] = {}
    place = 0
    for term in said:
        _add(weights, term, TITLE * (1 + FIRST * exp(-place / FADES)))
        place += term.of != "name"
    return weights


def _in_series(title: str, parts: Iterable[str]) -> tuple[Sequence[str], frozenset[str]]:
    """Give the words that titles of one series have in common, and the numbers of this one."""
    if part := part_of(title):
        return ["part", *(term for _, term in runs_of(part[0]))], frozenset({part[1]})
    numbers = frozenset(part for part in parts if part[0].isdigit() and not _YEAR.fullmatch(part))
    return [part for part in parts if part not in numbers], numbers


def _bare(title: str, text: str) -> tuple[str, str]:
    """Give a title without its label and its outlet, and its language: one of the lists', or en.

    A title of names and figures says nothing of its language; then its text does.
    """
    bare = without_outlet(without_label(title))
    tongue = OTHERWISE if len(text) >= TELLS else tongue_of(bare)
    if tongue == OTHERWISE and text:
        tongue = tongue_of(f"{title} {text[:LEAD]}")
    return bare, tongue


def _grows(title: str, content: Sequence[str], *, is_by_hour: bool) -> bool:
    """Say whether a title tells how far something got by now; how far a quake was does not.

    ``is_by_hour``: it names an hour. A storm or a flood is told by the hour; so are bulletins.
    """
    if "=quake" in content:
        return False
    return bool(_EXTENT.search(title)) or (is_by_hour and not _NATURE.isdisjoint(content))


def _subject(begins: str, said: Sequence[Term], names: Names) -> frozenset[str]:
    """Give the terms of whom a title is about; none where they are words of the news."""
    titled = [term.text for term in said]
    terms = [t.text for t in _terms(runs_of(begins), names) if t.text in titled]
    # Of words the first: Hong Kong is two of them, and a listed place. "HD" is behind many names.
    is_word = begins[:1] < _DENSE
    terms = terms[:1] if is_word else [term for term in terms if not term.isascii()]
    return frozenset(terms) if any(share(term) <= UNSEEN for term in terms) else frozenset()


def _reporting(title: str, said: Iterable[Term], names: Names) -> frozenset[str]:
    """Give the countries that a title names as those who say it, no more: "…, Seoul says"."""
    told = without_attribution(title)
    if told == title:
        return frozenset()
    acting = {term.text for term in _terms(runs_of(told), names)}
    return countries().intersection(term.text for term in said) - acting


def _script(runs: Runs) -> str:
    letters: Counter[str] = Counter()
    for kind, part in runs:
        letters[kind] += len(part) * (1 if kind == "word" else DENSER)
    return max(letters, key=lambda kind: (letters[kind], kind), default="word")


def _add(weights: dict[str, float], term: Term, weight: float) -> None:
    if term.text not in _FUNCTION:
        kind = NAME if term.of == "name" else MAYBE if term.of == "maybe" else 1.0
        column = COLUMN if term.text in _COLUMNS else 1.0
        weights.setdefault(term.text, weight * kind * column)


def _hashed(parts: Iterable[str]) -> int:
    return zlib.crc32(" ".join(parts).encode("utf-8", "surrogatepass"))


def _actor(content: list[str]) -> str | None:
    lead = next((term for term in content[:2] if term in actors()), None)
    reacts = not _REACTS.isdisjoint(content) and _NATURE.isdisjoint(content)
    return lead if reacts else None


def _terms(runs: Runs, names: Names) -> Iterator[Term]:
    """Yield the terms of a text in their order."""
    of, place, named_to, named_at = "", 0, 0, 0
    parts = [part if kind == "word" else "" for kind, part in runs]
    while place < len(runs):
        kind, part = runs[place]
        if kind != "word":
            yield from _letters(kind, part, names)
            place += 1
            continue
        if named := names.at(parts, place):
            named_at = named_at if place < named_to else place
            named_to = max(named_to, place + named[1])
            of = "topic" if named[0] else "maybe"
            if named[0]:
                yield Term(named[0], "name", named_at)
        found = concepts().at(parts, place)
        is_named = place < named_to
        yield Term(
            found[0] if found else part,
            of if is_named else "",
            named_at if is_named else place,
        )
        place += found[1] if found else 1


def _letters(kind: str, run: str, names: Names) -> Iterator[Term]:
    """Yield the names in a run without spaces, and pairs of letters for the rest of it."""
    place = named_to = 0
    while place < len(run):
        if named := names.within(run, place):
            named_to = max(named_to, place + named[1])
            if named[0]:
                yield Term(named[0], "name")
        of = "topic" if place < named_to else ""
        known = (concepts(), _in_katakana(), _DENSE_COLUMNS)
        if found := next(filter(None, (listed.within(run, place) for listed in known)), None):
            yield Term(found[0], of)
            place += found[1]
            if run[place : place + 1] in LAWS:  # a law of the 海警 is not they
                yield Term(run[place - 1 : place + 1], of)
            continue
        pair = run[place : place + 2]
        # Hiragana is grammar, and a single letter says nothing.
        if len(pair) == 2 and not (kind == "dense" and _KANA.search(pair)):
            yield Term(pair, of)
        place += 1


@cache
def _in_katakana() -> Names:
    """Give persons and firms that katakana spell: in pairs of letters one name would be several."""
    lists = listed_in("across.txt")
    named = (row for group in ("people", "firms") for row in lists[group])
    return Names(row for row in named if KATAKANA.fullmatch(row[0]))


def _slug(link: str | None) -> str:
    """Give the words that an address is made of, where it is: often the title before it was cut."""
    if not link:
        return ""
    try:
        path = unquote(urlsplit(link).path)
    except ValueError:
        return ""
    best: list[str] = []
    for segment in re.sub(r"\.\w{2,5}$", "", path).split("/"):
        words = [word for word in re.split(r"[-_+ ]+", segment) if _SLUG_WORD.fullmatch(word)]
        if len(words) >= 3 and len(words) > len(best):
            best = words
    return " ".join(word for word in best if not _YEAR.fullmatch(word)).lower()
