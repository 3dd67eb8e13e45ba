"""What a text names, by how it sounds: words with a capital, katakana, hangul, Chinese characters.

What a list has is left out. Each is given with the place where it stands, as ``across`` counts.
"""

import re
from collections.abc import Container, Iterator

from bot.pipeline.cluster.names import Runs, stem
from bot.pipeline.cluster.people import in_han, in_hangul, in_letters
from bot.pipeline.cluster.sounds import (
    HAN,
    KATAKANA,
    in_latin,
    sounds_of_han,
    sounds_of_hangul,
    sounds_of_kana,
    sounds_of_latin,
)
from bot.pipeline.text import fold

RUN = 1000  # how far apart places of runs are
EAST_ASIA = ("ja", "zh", "ko")
# Between letters of East Asia no \b is.
_CAPITAL = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Za-z'’]+(?:-[a-z]+)?|\b[А-ЯЁ][а-яё]+")
_SHORT = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Z0-9]+(?![A-Za-z0-9])")
# What a firm makes or is, behind its name in katakana: キリンビール and Kirin are one.
_LINE = re.compile(
    r"(?<=[ァ-ヺー]{3})(?:ホールディングス?|グループ|コーポレーション|ビール|フーズ|モーターズ?"
    r"|エレクトロニクス|エナジー|エネルギー|バンク|ファーマ|ガス|ホテルズ?|エアラインズ?|エアウェイズ"
    r"|テクノロジーズ?|システムズ?|ネットワークス?|ソリューションズ?|スチール|ケミカル|カード|ペイ"
    r"|スタジアム|シティー?|ジャパン|インターナショナル)$"
)

Place = tuple[int, int, str]  # the first letter, behind the last; the term


def heard(runs: Runs, text: str, tongue: str, known: set[str]) -> Iterator[Place]:
    """Yield what is named and on no list; ``known``: words and letters that a list has."""
    yield from _in_letters(runs, text, known)
    yield from _in_signs(runs, known)
    yield from _people(runs, text, tongue, known)
    if tongue == "zh":
        yield from _in_han(runs, known)


def _in_letters(runs: Runs, text: str, known: Container[str]) -> Iterator[Place]:
    """Yield what a text in Latin letters names, by its sound; abbreviations as they are."""
    # "Hae-rin" is one name, and stands where "hae" does.
    named = [(folded(word.partition("-")[0]), word) for word in _CAPITAL.findall(text)]
    capitals = {stem(first): folded(word.replace("-", "")) for first, word in named}
    short = {stem(word): word for word in map(folded, _SHORT.findall(text))}
    for place, (_, part) in enumerate(runs):
        if part in known:
            continue
        if part in short:
            yield place * RUN, place * RUN + RUN, f"+{short[part]}"
        for key in sounds_of_latin(in_latin(capitals.get(part, ""))):
            yield place * RUN, place * RUN + RUN, f"~{key}"


def _people(runs: Runs, text: str, tongue: str, known: set[str]) -> Iterator[Place]:
    """Yield who is named in the way of East Asia, where no list has them."""
    words = [part for _, part in runs]
    places = {part: place for place, part in reversed(tuple(enumerate(words)))}
    for start, end, term in in_letters(text):
        first, *_, last = re.findall(r"\w+", text[start:end])
        at = places.get(stem(folded(first)), 0)
        if stem(folded(last)) not in known:
            yield at * RUN, at * RUN + 2 * RUN, term
    for place, (kind, part) in enumerate(runs):
        at = place * RUN
        if kind == "hangul":
            yield from ((at, at + RUN, term) for term in in_hangul(words, place))
        elif kind == "dense" and tongue in EAST_ASIA:
            for first, last, term in in_han(part, tongue):
                if not any(part.startswith(name, first) for name in known if len(name) > 1):
                    yield at + first, at + last, term


def _in_signs(runs: Runs, known: Container[str]) -> Iterator[Place]:
    """Yield what katakana and hangul spell, by its sound."""
    for place, (kind, part) in enumerate(runs):
        at = place * RUN
        if kind == "dense":
            for word in KATAKANA.finditer(part):
                if word[0] not in known:
                    for key in sounds_of_kana(_LINE.sub("", word[0])):
                        yield at + word.start(), at + word.end(), f"~{key}"
        elif kind == "hangul" and not any(part[:n] in known for n in range(2, len(part) + 1)):
            yield from ((at, at + RUN, f"~{key}") for key in sounds_of_hangul(part))


def _in_han(runs: Runs, known: set[str]) -> Iterator[Place]:
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


def folded(word: str) -> str:
    """Fold a word, as all that is compared is."""
    return fold(word).text
