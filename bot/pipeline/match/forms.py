"""Where other forms of watched words stand in a text, by its language; see ``stems``."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from bot.pipeline.match.lexicon import MOST_SPOTS
from bot.pipeline.match.reading import Reading
from bot.pipeline.match.stems import has_forms, primary, same_word, shared_letters, stem
from bot.pipeline.match.terms import TEXT, TITLE, Spot, Term
from bot.pipeline.text import spelling

_LONG = 2000  # characters from which all places are found at once
_REMEMBERED = 20_000  # words of texts, of one language
_CAPITAL_INSIDE = re.compile(r"[a-z][A-Z]")
# Letters with the signs that Indian scripts write between them.
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u0900-\u0963\u0966-\u0dff])+")


class _Letters(dict[int, int]):
    """Character → itself if words are made of it, else a space; for str.translate."""

    def __missing__(self, code: int) -> int:
        self[code] = found = code if _WORD.fullmatch(chr(code)) else 0x20
        return found


_LETTERS = _Letters()


@dataclass(frozen=True)
class Words:
    """The folded words of one text, each once."""

    reading: Reading
    language: str  # "" for one whose words have no known forms
    spaced: str  # the joined text between spaces, with a space for all that is in no word
    words: Collection[str]

    def places(self, word: str) -> list[Spot]:
        """Find where a word stands by itself, in reading order."""
        if len(self.reading.joined) > _LONG:
            return self._places.get(word, [])[:MOST_SPOTS]
        found: list[Spot] = []
        size, at = len(word), self.spaced.find(f" {word} ")
        while at >= 0:
            found.append(self._spot(at, at + size))
            at = self.spaced.find(f" {word} ", at + size + 1)
        return found

    @cached_property
    def _places(self) -> dict[str, list[Spot]]:
        """All words of a long text in one pass, which so stays linear."""
        places: dict[str, list[Spot]] = {}
        for hit in _WORD.finditer(self.reading.joined):
            places.setdefault(hit[0], []).append(self._spot(*hit.span()))
        return places

    def _spot(self, start: int, end: int) -> Spot:
        split = self.reading.split
        return Spot(TITLE, start, end) if start < split else Spot(TEXT, start - split, end - split)


def words_of(reading: Reading, language: str | None) -> Words:
    """Find a text's words; none where its language has no endings."""
    known = primary(language)
    spaced = f" {reading.joined.translate(_LETTERS)} " if known else ""
    return Words(reading, known, spaced, set(spaced.split()))


class _Watched(NamedTuple):
    """A watched word: the number of its leaf, folded, as typed, and its diacritics if any."""

    number: int
    word: str
    typed: str
    spelled: str


class _Known(dict[str, tuple[_Watched, ...]]):
    """Word → the watched words that it is another form of, in one language.

    Worked out once each while they are not too many: a text costs one look-up a word.
    """

    def __init__(self, watched: Iterable[_Watched], language: str) -> None:
        super().__init__()
        self._language = language
        self._by_stem: dict[str, list[_Watched]] = defaultdict(list)
        for one in watched:
            if has_forms(one.word, one.typed, language):
                self._by_stem[stem(one.word, language)].append(one)

    def __missing__(self, word: str) -> tuple[_Watched, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        family = self._by_stem.get(stem(word, self._language), ())
        self[word] = found = tuple(
            one for one in family if one.word != word and same_word(one.word, word, self._language)
        )
        return found


class Forms:
    """The words of some queries that are looked for in all their forms."""

    def __init__(self) -> None:
        self._watched: list[_Watched] = []
        self._known: dict[str, _Known] = {}  # by language

    def add(self, number: int, term: Term, typed: str) -> None:
        """Add a word under the number of its leaf; only before anything is looked for."""
        self._watched.append(_Watched(number, term.text, typed, term.spelled.casefold()))

    def find(self, words: Words) -> Iterator[tuple[int, list[Spot]]]:
        """Yield the numbers of words that a text has in another form, and where."""
        if not words.words or not self._watched:
            return
        known = self._in(words.language)
        for word, watched in zip(words.words, map(known.__getitem__, words.words), strict=True):
            if watched:
                places = words.places(word)
                for one in watched:
                    if spots := _spelled(one, word, places, words.reading):
                        yield one.number, spots

    def _in(self, language: str) -> _Known:
        """Give the words as one language has them; made ready when its first text comes."""
        if (known := self._known.get(language)) is None:
            known = self._known[language] = _Known(self._watched, language)
        return known


def _spelled(one: _Watched, word: str, places: list[Spot], reading: Reading) -> list[Spot]:
    """Leave out places where the letters that both share carry other diacritics.

    What has a capital after a small letter (BoE, iPad) is a name, and no form of a word.
    """
    places = [spot for spot in places if not _CAPITAL_INSIDE.search(_original(spot, reading))]
    if not one.spelled:
        return places
    shared = shared_letters(one.word, word)
    allowed = (one.spelled[:shared], one.word[:shared])  # none: the writer could not type them
    return [spot for spot in places if _written(spot, reading)[:shared] in allowed]


def _written(spot: Spot, reading: Reading) -> str:
    return spelling(_original(spot, reading)).casefold()


def _original(spot: Spot, reading: Reading) -> str:
    shift = 0 if spot.field == TITLE else reading.split
    return reading.original(spot.start + shift, spot.end + shift)
