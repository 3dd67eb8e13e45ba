"""What a channel was told of a story, as further items can be compared with it."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.model import Told
from bot.pipeline.novelty_read import STEM, Said, language_of, leading, named, read_item, tokens_of
from bot.pipeline.novelty_trivia import tells_of_weather
from bot.pipeline.novelty_turns import is_hearsay, is_sought
from bot.pipeline.novelty_vague import objects
from bot.pipeline.text import fold
from bot.pipeline.text.countries import said_for
from bot.pipeline.text.facts import Number
from bot.pipeline.text.tolls import toll

SAME = 0.8  # of a sentence's words in one sentence that was told: it says the same
ALL_KNOWN = 0.9  # of its words in all that was told: nor does it say more
ALIKE = 0.5  # of a sentence's words in one that was told: they speak of one thing
LEAST_LOAN = 4  # letters by which a loan word is known again in a longer one

_DENSE = "\u2e80"  # from here on: scripts of East Asia
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]+$")
_COUNTED = re.compile("[個个各多全本該该此每數数]")  # "12個縣市" names no county

# How often something was done: "rammed twice" here is 兩度 elsewhere.
_OFTEN = tuple(
    (value, re.compile(rf"(?<![^\W_])(?:{said})(?!\w)", re.IGNORECASE))
    for value, said in ((2.0, "twice|zweimal"), (3.0, "thrice|dreimal"))
)
_TIMES = re.compile(r"(?:[度次回]|차례|번)$")


class Known:
    """Numbers, names, words, acts and sentences that were told; grows."""

    def __init__(self) -> None:
        self._families: set[str] = set()
        self._topics: set[str] = set()
        self._numbers: set[tuple[float, str]] = set()
        self._values: set[float] = set()
        self._times: set[float] = set()  # how often something was done, in words of its own
        self._words: dict[str, set[str]] = {}  # by language
        self._sentences: dict[str, list[frozenset[str]]] = {}
        self._texts: dict[str, list[str]] = {}
        self._stems: set[str] = set()
        self._turns: set[str] = set()
        self._leads: dict[str, list[Said]] = {}  # by language: titles and how texts begin
        self._hearsay = self._sought = False
        self._objected = self._of_weather = False
        self._letters: list[str] = []
        self._verbatim: set[str] = set()
        self._topic_words: set[str] = set()
        self._dead = 0.0  # as many as any title or first sentence told
        self._tolls: list[tuple[float, datetime]] = []  # number of dead, when it was published

    def take(self, told: Told, topics: Mapping[str, Sequence[str]]) -> None:
        """Take an item in as told, with the topics that it is about."""
        language = language_of(told)
        self._families.add(told.publisher.family)
        for said in read_item(told, language):
            self._sentences.setdefault(language, []).append(said.tokens)
            self._words.setdefault(language, set()).update(said.tokens)
            self._texts.setdefault(language, []).append(said.text)
            self._numbers |= {(n.value, n.kind) for n in said.numbers}
            self._times |= {value for value, often in _OFTEN if often.search(said.text)}
            self._values |= {n.value for n in said.numbers}
            self._stems |= said.stems
            self._letters.append(said.letters)
            self._objected = self._objected or objects(said.text)
            self._verbatim.add(fold(said.text).text)
        self._hear_leads(leading(read_item(told, language)), language)
        published, told_dead = told.item.published, toll(told.item.title)
        if published is not None and told_dead is not None:
            self._tolls.append((told_dead, published))
        for topic in topics.keys() - self._topics:
            self._topic_words.update(*map(tokens_of, topics[topic]))
            for name in topics[topic]:
                stems, letters = named(name)
                self._stems |= stems
                self._letters.append(letters)
        self._topics |= topics.keys()

    def _is_told_of_times(self, number: Number) -> bool:
        """Whether it says how often something was done, and that was told in a word."""
        return number.value in self._times and _TIMES.search(number.shown) is not None

    def _hear_leads(self, leads: Sequence[Said], language: str) -> None:
        self._leads.setdefault(language, []).extend(leads)
        self._hearsay = self._hearsay or any(is_hearsay(said.text) for said in leads)
        self._of_weather = self._of_weather or any(tells_of_weather(said.text) for said in leads)
        self._sought = self._sought or any(is_sought(said.text) for said in leads)
        for said in leads:
            self._turns |= said.turns
            self._dead = max(self._dead, toll(said.text) or 0.0)

    def _flips(self, said: Said, language: str) -> bool:
        """Whether a sentence says not so of what a like one told, and none said that yet."""
        told = self._likest(said, language, negative=False)
        return told and not self._likest(said, language, negative=True)

    def _likest(self, said: Said, language: str, *, negative: bool) -> bool:
        return any(
            len(said.tokens & told.tokens) >= ALIKE * len(said.tokens)
            for told in self._leads.get(language, ())
            if told.is_negative is negative
        )

    def _is_heard(self, word: str) -> bool:
        if word < _DENSE:
            return any(other[:STEM] in self._stems for other in said_for(word))
        begins = word[: max(LEAST_LOAN, len(word) // 2 + 1)] if _KATAKANA.match(word) else word
        return bool(_COUNTED.match(word)) or any(begins in told for told in self._letters)

    def _is_retold(self, said: Said, *, least: int) -> bool:
        """Whether a sentence tells in other words what was told: so many numbers, each told."""
        counts = {number.value for number in said.numbers}
        return len(counts) >= least and counts <= self._values and not said.turns - self._turns

    def _is_told(self, said: Said, language: str) -> bool:
        if not said.tokens or self._known_part(said.tokens, language) >= ALL_KNOWN:
            return True
        return any(
            len(said.tokens & other) >= SAME * len(said.tokens)
            for other in self._sentences.get(language, ())
        )

    def _is_word_heard(self, word: str, language: str) -> bool:
        """Whether a word was told, in whatever form: "detained" where "detains" was."""
        if word in self._words[language]:
            return True
        return len(word) > STEM and word < _DENSE and word[:STEM] in self._stems

    def _known_part(self, tokens: frozenset[str], language: str) -> float:
        return len(tokens & self._words.get(language, set())) / max(len(tokens), 1)
