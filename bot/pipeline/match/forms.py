"""Where other forms of watched words stand in a text, by its language; see ``stems``."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from bot.pipeline.match.edges import SPACED, begins, ends
from bot.pipeline.match.lexicon import MOST_SPOTS
from bot.pipeline.match.reading import Reading
from bot.pipeline.match.stems import has_forms, primary, same_word, shared_letters, stem
from bot.pipeline.match.terms import TEXT, TITLE, Spot, Term
from bot.pipeline.text import spelling

_LONG = 2000  # characters from which all places are found at once
_REMEMBERED = 10_000  # words of texts, a language and a segment
# Letters with the signs that Indian scripts write between them.
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u0900-\u0963\u0966-\u0dff])+")


@dataclass(frozen=True)
class Words:
    """The folded words of one text, each once."""

    reading: Reading
    language: str  # "" for one whose words have no known forms
    words: Collection[str]

    def places(self, word: str) -> list[Spot]:
        """Find where a word stands by itself, in reading order."""
        if len(self.reading.joined) > _LONG:
            return self._places.get(word, [])[:MOST_SPOTS]
        text = self.reading.joined
        found: list[Spot] = []
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            if begins(text, start, SPACED) and ends(text, end, SPACED, inflected=False):
                found.append(self._spot(start, end))
            start = text.find(word, end)
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
    return Words(reading, known, set(_WORD.findall(reading.joined)) if known else ())


class _Watched(NamedTuple):
    """A watched word: the number of its leaf, folded, as typed, and its diacritics if any."""

    number: int
    word: str
    typed: str
    spelled: str


class _Language:
    """The watched words in one language; what was found out of a text's word is remembered."""

    def __init__(self, watched: Sequence[_Watched], language: str) -> None:
        self._language = language
        self._by_stem: dict[str, list[_Watched]] = {}
        self._known: dict[str, tuple[_Watched, ...]] = {}
        for one in watched:
            if has_forms(one.word, one.typed, language):
                self._by_stem.setdefault(stem(one.word, language), []).append(one)

    def watched_as(self, word: str) -> tuple[_Watched, ...]:
        """Give the watched words that a word is another form of."""
        if (known := self._known.get(word)) is not None:
            return known
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        alike = self._by_stem.get(stem(word, self._language), ())
        found = tuple(
            one for one in alike if one.word != word and same_word(one.word, word, self._language)
        )
        self._known[word] = found
        return found


class Forms:
    """The words of some queries that are looked for in all their forms."""

    def __init__(self) -> None:
        self._watched: list[_Watched] = []
        self._languages: dict[str, _Language] = {}

    def add(self, number: int, term: Term, typed: str) -> None:
        """Add a word under the number of its leaf; only before anything is looked for."""
        self._watched.append(_Watched(number, term.text, typed, term.spelled.casefold()))

    def find(self, words: Words) -> Iterator[tuple[int, list[Spot]]]:
        """Yield the numbers of words that a text has in another form, and where."""
        if not words.words or not self._watched:
            return
        watched_as = self._of(words.language).watched_as
        for word in words.words:
            if watched := watched_as(word):
                places = words.places(word)
                for one in watched:
                    if spots := _spelled(one, word, places, words.reading):
                        yield one.number, spots

    def _of(self, language: str) -> _Language:
        """Give the words as one language has them, made when its first text comes."""
        if (made := self._languages.get(language)) is None:
            made = self._languages[language] = _Language(self._watched, language)
        return made


def _spelled(one: _Watched, word: str, places: list[Spot], reading: Reading) -> list[Spot]:
    """Leave out places where the letters that both share carry other diacritics."""
    if not one.spelled:
        return places
    shared = shared_letters(one.word, word)
    allowed = (one.spelled[:shared], one.word[:shared])  # none: the writer could not type them
    return [spot for spot in places if _written(spot, reading)[:shared] in allowed]


def _written(spot: Spot, reading: Reading) -> str:
    shift = 0 if spot.field == TITLE else reading.split
    return spelling(reading.original(spot.start + shift, spot.end + shift)).casefold()
