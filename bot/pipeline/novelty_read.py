"""Reading an item for novelty: its title and whole sentences, as they can be compared and shown."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from bot.model import Sentence, Told
from bot.pipeline.novelty_turns import NEGATIVE, is_negative, turns
from bot.pipeline.text import fold, script_language, sentences, words
from bot.pipeline.text.clean import (
    is_around,
    is_dangling,
    is_label,
    is_whole,
    without_dateline,
    without_tails,
)
from bot.pipeline.text.corrections import is_bracketed_note, is_correction, says_what_was_wrong
from bot.pipeline.text.facts import Number, names, numbers
from bot.pipeline.text.figures import POINTED, in_figures
from bot.pipeline.text.lasting import background_of, lasting, years
from bot.pipeline.text.needed import sought
from bot.pipeline.text.synonyms import meant_in_common
from bot.pipeline.text.tolls import toll

ENOUGH_LETTERS = 40  # of a sentence without spaces, or one that is cut off
HEARD = 100  # sentences of an item that count as told
KEPT = 500  # items that are kept as they were read
TURNING = 3  # sentences of a text, from its beginning, in which acts are looked for
LONGEST = 600  # characters of a sentence that can be shown
SURELY = 0.9  # probability of background from which on it is no news
TWIN = 0.6  # of the shorter one's words, in both: title and first sentences say one thing
STEM = 4  # letters that "China" and "Chinese" share

# Of languages whose numbers in words ``facts`` does not know, as it knows the English ones.
_SPELLED = {
    "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce",
}
_INFLECTED = {"zweier": "zwei", "zweien": "zwei", "dreier": "drei", "dreien": "drei"}
_BY_HAN = re.compile("([两兩二三四五六七八九十])(?=[项項座起处處])")
_HAN = "〇一二三四五六七八九十"
_JOINED = re.compile(r"(?<=\w)-(?=(?:year|month|week|day|hour|minute|storey)s?\b)")
_CLOCK = re.compile(r"\d[.:h]\d")
_BY_THOUSANDS = re.compile(r"\b(\d+)000 million\b")
_DATED = re.compile(
    r"\b\d{1,2}(?:er)?\.? (?:de )?(?:jan|f[eé]v|feb|m[aä]r|avr|abr|apr|ma[iy]|jui|jun|jul"
    r"|ao[uû]|ago|aug|sep|oct|okt|nov|d[eé]c|dez|dic|ene)\w*",
    re.IGNORECASE,
)
# How old somebody is, is no news; nor are how long after something, "the two", the day that is
# reported on ("in 24 hours"), the months and days between which something is.
_AGED = sought(
    r"\b24[- ]hours?\b|24時間|24小[时時]|24시간|\bthe two\b"
    r"|\b(?:\w+|\d+) (?:hours?|days?|weeks?|months?|years?) (?:after|later|earlier|ago|before)\b"
    # Hulls, flights, roads: 1302舰艇, 8線.
    r"|(?<!\d)\d{3,5}(?=[舰艦함])|(?<=[台国省縣県])\d{1,3}(?=[線线號号])"
    r"|[（(]\d{1,3}[）)]|\d{1,3} ?[歳歲岁세]|\d0 ?代|\d0대(?=\s)"
    r"|\b(?:m[ae]n|wom[ae]n|boy|girl|youth|teenager|mother|father|driver|student|baby) of \d{1,2}\b"
    r"|\b(?:\w+|\d+)[- ]year[- ]old\b|\baged \d{1,3}\b|\b\d{1,3}[- ]jährig\w*|\b\d{1,3} Jahre alt"
    r"|\b(?:de|âgée?s? de) (?:\w+|\d+) ans\b(?! de (?:prison|réclusion|détention))"
    r"|\bde (?:\w+|\d+) años\b(?! de (?:cárcel|prisión))",
    re.IGNORECASE,
)
# "A test had shown that he had taken sedatives": who, says the sentence before it.
_SOMEBODY = re.compile(
    r"[A-Z](?:(?!\b(?:m[ae]n|wom[ae]n|boy|girl|driver|captain|pilot|minister|president|officer|victim"
    r"|suspect|mother|father|leader|who)\b)[^A-Z“\"])*?\b(?:he|she|him|her|his)\b"
)
_RANGED = re.compile(r"\d+\s?[~～〜–-]\s?(?=\d+\s?[月日年월일])")
# The count of an outlet's own dispatches is none of the news.
_SERIES = re.compile(
    r"^\W*(?:live(?:blog|ticker)?|updates?|ticker|en direct|(?:en )?directo|速報|更新|속보)"
    r"\W*\d+\s*[:：|–-]"
    r"|[\s(（\[–—:|,-]+(?:live(?:blog|ticker)?|updates?|ticker|aktualisierung|mise à jour"
    r"|actualización|更新|速報|업데이트|속보|第)\W{0,3}\d+\s?[報报]?\W*$",
    re.IGNORECASE,
)
# A quarter of a percentage point has several names.
_POINTS = re.compile(r"point|bps?\b|punkt|基点|基點", re.IGNORECASE)
_BASIS_POINTS = re.compile(
    r"\b(\d+) ?(?:basis[- ]points?|bps?|Basispunkte?n?|points? de base)\b"
    r"|(\d+) ?[個个]?基[点點]",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    r"\b(?:quarter(?:[- ]of[- ]a)?(?:[- ]percentage)?[- ]point|Viertel(?:prozent)?punkt\w*)\b",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"\b(?:half(?:[- ]a)?(?:[- ]percentage)?[- ]point|halben? (?:Prozent)?punkt\w*)\b",
    re.IGNORECASE,
)
_HOURS = {
    "de": re.compile(r"\b\w+ Uhr\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:vers|à) \w+ heures?\b", re.IGNORECASE),
    "es": re.compile(r"\blas \w+(?= de la (?:mañana|tarde|noche|madrugada))", re.IGNORECASE),
}
_AT = re.compile(r"\b(?:las?|um|à|vers|gegen|ab) \d{1,2}[.:h]\d{2}\b", re.IGNORECASE)
_DEFINITE = re.compile(r"(?:The|A second|A third|One) [a-z]")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One sentence that can be compared."""

    text: str
    tokens: frozenset[str]
    numbers: tuple[Number, ...]
    stems: frozenset[str]  # how its words begin
    letters: str  # all of it, folded, without spaces
    turns: frozenset[str] = frozenset()  # what turns a story, in whatever language
    is_negative: bool = False  # something is not so, or is off
    is_title: bool = False
    is_whole: bool = True  # else it is read, and not shown


def language_of(told: Told) -> str:
    """Give the language an item is in: by its script, else as it or its feed says; or ""."""
    item = told.item
    stated = item.language or told.feed.language or ""
    return script_language(f"{item.title} {item.body}") or stated.split("-")[0].lower()


def read_item(told: Told, language: str) -> tuple[Said, ...]:
    """Give the title and the sentences of an item that can be compared; whole ones can be shown."""
    return _sentences(told.item.title.strip(), told.item.body, language)


@lru_cache(maxsize=KEPT)
def _sentences(title: str, text: str, language: str) -> tuple[Said, ...]:
    """Give the title and the whole sentences of an item, as they stand there."""
    found = [_said(title, language, is_title=True)] if title else []
    before = title
    for sentence in sentences(text, language or None)[:HEARD]:
        _, clean = without_dateline(without_tails(sentence, title, 0)[1], 0)
        whole = is_whole(clean) or is_bracketed_note(clean) or _answers(clean, before, language)
        if whole or _is_cut_off(clean):
            lead = len(found) < TURNING + 1
            found.append(_said(clean, language if lead else None, is_whole=whole))
        before = clean
    return tuple(found)


def _answers(sentence: str, before: str, language: str) -> bool:
    """Whether it says in a word or two what is right, after what was wrong: "It was two."."""
    if len(sentence) > ENOUGH_LETTERS or not sentence.endswith((".", "。", "．")):
        return False
    asked = is_correction(before) or says_what_was_wrong(before)
    return asked and bool(_numbers(sentence, language)) and not is_label(sentence)


def without_background(told: Told, read: Sequence[Said], language: str) -> tuple[Said, ...]:
    """Leave out what always holds or was long ago: "The islands lie …" is no news of anything.

    What an item begins with stays, and all of one that explains.
    """
    at = told.item.published or told.item.first_seen
    text = [said for said in read if not said.is_title]
    if not text or lasting(text[0].text, language, (at.year, at.month)):
        return tuple(read)
    known = years(f"{told.item.title} {text[0].text}")
    parts = [float(bool(years(said.text) & known)) for said in text]
    found = background_of(
        [said.text for said in text], language, (at.year, at.month), parts, SURELY
    )
    left = {id(text[place]) for place in found}
    return tuple(said for said in read if id(said) not in left)


def without_passed_tolls(
    told: Told, read: Sequence[Said], tolls: Iterable[tuple[float, datetime]]
) -> tuple[Said, ...]:
    """Leave out what tells of fewer dead than a report has that was published later.

    ``tolls``: number of dead, and when the report with it was published.
    """
    published = told.item.published
    passed = [dead for dead, at in tolls if published is not None and published < at]
    most = max(passed, default=0.0)
    return tuple(said for said in read if not most or (toll(said.text) or most) >= most)


def leading(read: Sequence[Said]) -> Sequence[Said]:
    """Give the title and the first sentences: what a reader is told first."""
    return read[: TURNING + 1]


def _numbers(text: str, language: str) -> tuple[Number, ...]:
    """Give the numbers of a sentence, so that other words and languages for one compare alike."""
    plain = _without_ages(text, language)
    plain = _in_points(plain) if _POINTS.search(plain) else plain
    plain = _JOINED.sub(" ", plain) if "-" in plain else plain
    plain = _AT.sub(" ", plain) if _CLOCK.search(plain) else plain
    if language in POINTED:
        plain = _BY_THOUSANDS.sub(r"\1 billion", in_figures(_DATED.sub(" ", plain), language))
    found = numbers(plain)
    if spelled := _SPELLED.get(language):
        values = {word: n for n, word in enumerate(spelled.split(), start=2)}
        spoken = [_INFLECTED.get(word, word) for word in re.findall(r"\w+", plain.casefold())]
        told = [word for word in spoken if word in values]
        found += tuple(Number(float(values[word]), "count", word) for word in told)
    if text.isascii():
        return found
    by_han = (hit[1] for hit in _BY_HAN.finditer(text))
    return found + tuple(
        Number(float(_HAN.find(one) if one in _HAN else 2), "count", one) for one in by_han
    )


def _in_points(text: str) -> str:
    """Write what rates move by in percentage points: "a quarter-point", "25 basis points"."""
    text = _HALF.sub("0.5 points", _QUARTER.sub("0.25 points", text))
    return _BASIS_POINTS.sub(lambda hit: f"{int(hit[1] or hit[2]) / 100:g} points", text)


def _without_ages(text: str, language: str) -> str:
    """Leave out numbers that say how old somebody is, at what hour it was, in which months."""
    plain = _RANGED.sub(" ", _AGED.sub(" ", _SERIES.sub("", text)))
    plain = plain.replace("万亿", "兆").replace("萬億", "兆")
    return _HOURS[language].sub(" ", plain) if language in _HOURS else plain


@lru_cache(maxsize=4096)
def named(name: str) -> tuple[frozenset[str], str]:
    """Give how the words of a topic's name begin, and its letters; asked for with each item."""
    return frozenset(word[:STEM] for word in words(name)), "".join(fold(name).text.split())


def _said(
    text: str, language: str | None, *, is_title: bool = False, is_whole: bool = True
) -> Said:
    """Read a sentence; without ``language`` no acts and no numbers in words are looked for."""
    found = turns(text, language) if language is not None else frozenset()
    return Said(
        text=text,
        tokens=tokens_of(text),
        numbers=_numbers(text, language or ""),
        stems=frozenset(word[:STEM] for word in words(text)),
        letters="".join(fold(text).text.split()),
        turns=found,
        is_negative=language is not None
        and (bool(found & NEGATIVE) or is_negative(text, language)),
        is_title=is_title,
        is_whole=is_whole,
    )


def _is_cut_off(sentence: str) -> bool:
    """Whether it is the beginning of a sentence, as short feeds end: it can be read, not shown."""
    return len(sentence) >= ENOUGH_LETTERS and not is_label(sentence)


def tokens_of(text: str) -> frozenset[str]:
    """Give the words of a text; Chinese, Japanese and Korean in pairs of letters."""
    out: set[str] = set()
    for word in words(text):
        if _HANGUL.match(word) and len(word) > 1:
            out.update(word[n : n + 2] for n in range(len(word) - 1))
        else:
            out.add(word)
    return frozenset(out)


def shown(
    read: Sequence[Said], best: Sequence[Said], told: Told, language: str
) -> tuple[Sentence, ...]:
    """Give the best sentences in their order, whole ones only; the title where none is."""
    chosen = [said for said in read if said in best and fits(said) and not is_around(said.text)]
    chosen = chosen or [said for said in read if said.is_title and fits(said)]
    tag = told.item.language or language or None
    return tuple(Sentence(text=said.text, source=0, language=tag) for said in chosen)


def fits(said: Said) -> bool:
    """Whether a sentence can be shown."""
    return said.is_whole and len(said.text) <= LONGEST


def leading_up(
    read: Sequence[Said], best: Sequence[Said], language: str, is_told: Callable[[Said, str], bool]
) -> list[Said]:
    """Give what explains how the first of the best sentences begins; empty where that is plain.

    The sentence before it explains "For this reason trains stop" and "It occurred at dawn", where
    it stands by itself; else, and for "The ship was towed to port", the title does. ``is_told``:
    whether one was told: of what ship the post above says then.
    """
    places = [place for place, said in enumerate(read) if said in best and fits(said)]
    first = min(places, default=0)
    said = read[first] if read else None
    if said is None or first == 0 or said.is_title:
        return []
    before = read[first - 1]
    title = [said for said in read[:1] if said.is_title and fits(said)]
    if is_dangling(said.text, language) or (language == "en" and _SOMEBODY.match(said.text)):
        stands = fits(before) and not is_dangling(before.text, language)
        return [before] if stands else title
    untold = [
        one
        for one in title
        if not is_told(one, language) and not _says_the_same(one, said, language)
    ]
    return untold if _is_the(said.text, language) else []


def _is_the(text: str, language: str) -> bool:
    """Whether a sentence begins with a thing that was named before, and names nothing itself."""
    return _DEFINITE.match(text) is not None and not names(text, language)


def distinct(read: Sequence[Said], best: Iterable[Said], most: int, language: str) -> list[Said]:
    """Give so many of the best sentences, without those that say what another of them does.

    A title, and the line above an article, are told again by how the text begins, maybe in other
    words.
    """
    begins = read[: TURNING + 1]
    chosen: list[Said] = []
    for said in best:
        twin = said in begins and any(
            other in begins and _says_the_same(said, other, language) for other in chosen
        )
        if not twin and len(chosen) < most:
            chosen.append(said)
    return chosen


def _says_the_same(one: Said, other: Said, language: str) -> bool:
    shared = len(one.tokens & other.tokens)
    if shared >= TWIN * min(len(one.tokens), len(other.tokens)):
        return True
    titled = one.is_title or other.is_title
    return titled and meant_in_common(one.text, other.text, language) >= TWIN
