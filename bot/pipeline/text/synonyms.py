"""What a sentence means by its words, so that other words for one thing compare alike.

``synonyms.txt`` lists words of the news by meaning and language, and those that say nothing new by
themselves. Words of languages with spaces are known in their forms; Chinese, Japanese and Korean
ones wherever they stand, the longest first.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from bot.pipeline.text.folding import fold
from bot.pipeline.text.meaning import carries
from bot.pipeline.text.tokens import words

SPACED, DENSE = ("en", "de"), ("zh", "ja", "ko")
LONGEST = 5  # words of a phrase
LEAST_STEM = {"en": 3, "de": 4}  # letters that stay of a word without its ending
_LIGHT = "light"
_ENDINGS = {
    "en": re.compile(r"(?:ings?|ed|ies|e?s|e|y|ly)$"),
    "de": re.compile(r"(?:ern|ers|end|ten|tet|test|er|en|em|es|et|te|st|e|n|s|t)$"),
}
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1$")
_PARTS = re.compile("[\u3400-\u9fff々]+|[\u30a1-\u30fa\u30fc]+|[\uac00-\ud7af]+")
# What Korean words end with; a part that is no more says nothing.
_PARTICLES = re.compile(
    "^(?:들|이|가|은|는|을|를|에|의|로|으로|에서|에게|와|과|도|만|까지|부터|라며|라고|다고|하며|하고|하는|하던"
    "|하려|했던|했|하|한|할|해|됐던|됐|되|된|돼|될|던|고|며|면|자|서|세|지|라|인|적|년|월|일|간|대|척|명|개|"
    "곳|건|있|없|입|습니|니|다|달|게|기|여|요|으|려|아|어|났|난|나|오|온|왔|친|쳐|쳤)+$"
)


@dataclass(frozen=True, slots=True)
class Meanings:
    """What a sentence means: ``units``, each the meanings that one of its words may have.

    A word that is on no list means itself.
    """

    units: tuple[frozenset[str], ...]

    @property
    def all(self) -> frozenset[str]:
        """Every meaning that a word of it may have."""
        return frozenset().union(*self.units)


def has_meanings(language: str) -> bool:
    """Whether words of a language are on the lists."""
    return language in SPACED + DENSE


@lru_cache(maxsize=4096)  # sentences: each is asked about for each report that comes later
def meanings(text: str, language: str) -> Meanings:
    """Give what the words of a sentence mean, without those that say nothing new by themselves."""
    found = _spaced(text, language) if language in SPACED else _dense(text, language)
    return Meanings(units=tuple(dict.fromkeys(unit for unit in found if unit)))


@lru_cache(maxsize=4096)  # each channel of a story asks
def meant_in_common(one: str, other: str, language: str) -> float:
    """Give how much of what the shorter of two sentences means stands in the other, 0…1."""
    mine, theirs = _meant(one, language), _meant(other, language)
    shared = sum(any(unit & other for other in theirs) for unit in mine)
    return shared / max(min(len(mine), len(theirs)), 1)


def _meant(text: str, language: str) -> tuple[frozenset[str], ...]:
    if has_meanings(language):
        return meanings(text, language).units
    return tuple(frozenset({word}) for word in dict.fromkeys(words(text)) if carries(word))


def _spaced(text: str, language: str) -> Iterator[frozenset[str]]:
    listed = _listed(language)
    told = [word for word in words(text) if not any(map(str.isdigit, word))]
    stems = [stem(word, language) for word in told]
    place = 0
    while place < len(told):
        for end in range(min(place + LONGEST, len(told)), place, -1):
            phrase, exact = " ".join(stems[place:end]), "=" + " ".join(told[place:end])
            if meant := listed.get(phrase, frozenset()) | listed.get(exact, frozenset()):
                yield frozenset() if _LIGHT in meant else meant
                place = end
                break
        else:
            yield frozenset({stems[place]}) if carries(told[place]) else frozenset()
            place += 1


def stem(word: str, language: str) -> str:
    """Give a folded word without its ending: "approves", "approved", "approving" are one."""
    bare = _ENDINGS[language].sub("", word)
    bare = bare if len(bare) >= LEAST_STEM[language] else word
    return _DOUBLED.sub(r"\1", bare)


def _dense(text: str, language: str) -> Iterator[frozenset[str]]:
    folded = fold(text).text
    listed, pattern = _listed(language), _pattern(language)
    rest, last = [], 0
    for hit in pattern.finditer(folded):
        rest.append(folded[last : hit.start()])
        meant = listed[hit[0]]
        if _LIGHT not in meant:
            yield meant
        last = hit.end()
    for part in _PARTS.findall(" ".join([*rest, folded[last:]])):
        if len(part) > 1 and not (language == "ko" and _PARTICLES.match(part)):
            yield frozenset({part})


@cache
def _pattern(language: str) -> "re.Pattern[str]":
    longest_first = sorted(_listed(language), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first)))


@cache
def _listed(language: str) -> Mapping[str, frozenset[str]]:
    """Give the words of a language, as they are looked up, each with what it may mean."""
    found: dict[str, set[str]] = {}
    for meant, listed in _lines(language):
        for word in listed:
            found.setdefault(_key(word, language), set()).add(meant)
    return {word: frozenset(meant) for word, meant in found.items()}


def _key(word: str, language: str) -> str:
    plain = word.lstrip("=").replace("_", " ")
    if language in DENSE:
        return fold(plain).text
    if word.startswith("="):
        return "=" + " ".join(words(plain))
    return " ".join(stem(part, language) for part in words(plain))


def _lines(language: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each line of a language: its first word, and all of its words."""
    section = ""
    text = (files("bot.pipeline.text") / "synonyms.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#") and section.split()[0:1] == [language]:
            listed = line.replace(",", " ").split()
            yield (_LIGHT if section.endswith(_LIGHT) else listed[0], listed)
