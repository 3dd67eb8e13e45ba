"""Towns and wards as Chinese, Japanese and Korean write them: 千葉県市原市, 吕梁市, 부산 사하구.

And some 2,000 cities and provinces that any language names (``cities.txt``, ``provinces.txt``),
each with its country.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from bot.pipeline.cluster.names import Names, Runs, listed_in
from bot.pipeline.cluster.sounds import KATAKANA

_HAN = "\u4e00-\u9fff"
_ABOVE = "県縣省市州"  # of what a town lies in
# Behind what it lies in, or where a word begins; no 株式市場, 前市長 or 市民.
_DENSE = re.compile(
    rf"((?:(?<=[{_ABOVE}])[{_HAN}]|(?<![{_HAN}])(?![{_ABOVE}])[{_HAN}])"
    rf"(?:(?![{_ABOVE}])[{_HAN}]){{1,2}}?)"
    r"[市区區町村县縣镇鎮鄉](?![場场長长议議民政值況况价價委域])"
)
_HANGUL = re.compile(
    r"(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충[북남청]|전[북남라]|경[북남상]|제주)[가-힣]*"
    r" ([가-힣]{2,3}?)[시군구](?=[^가-힣]|$|[에의는은가청])"
)
# No names: 地区, 社区, 城市, 都市, 全市.
_COMMON = frozenset("地小社景园園校山灾城都全本同各该該郊城農农乡鄉战戰辖轄股上楼夜超新老")


def towns(text: str) -> frozenset[str]:
    """Give the names of the towns and wards in a folded text, without what they end with."""
    dense = (name for name in _DENSE.findall(text) if name[-1] not in _COMMON)
    return frozenset((*dense, *_HANGUL.findall(text)))


CITY = "=city-"  # what a term of a city begins with
NO_COUNTRY = "-"  # above those in countries that are on no list
City = tuple[int, int, int, int, str]  # runs and letters: the first, behind the last; its term


def cities(runs: Runs) -> Iterator[City]:
    """Yield the cities that runs name: (run, letter, run behind it, letter behind it, term)."""
    parts = [part if kind == "word" else "" for kind, part in runs]
    for place, (kind, part) in enumerate(runs):
        if kind == "word":
            if found := _cities().at(parts, place):
                yield place, 0, place + found[1], 0, found[0]
        elif kind == "hangul":
            if found := _cities().within(part, 0):
                yield place, 0, place + 1, 0, found[0]
        else:
            for letter in range(len(part)):
                found = _cities().within(part, letter)
                if found and not _is_part(part, letter, found[1]):
                    yield place, letter, place, letter + found[1], found[0]


def _is_part(run: str, letter: int, length: int) -> bool:
    """Say whether katakana go on before or behind a name: no ボン is in カーボン."""
    beside = run[letter - 1 : letter] + run[letter + length : letter + length + 1]
    return bool(KATAKANA.match(run[letter : letter + 2])) and any(map(_is_kana, beside))


def _is_kana(letter: str) -> bool:
    return "ァ" <= letter <= "ー" and letter != "・"


def country_of(city: str) -> str | None:
    """Give the term of the country that a city lies in, where that is on a list."""
    return _countries().get(city)


@cache
def _cities() -> Names:
    return Names((name, f"{CITY}{term[1:]}") for _, listed in _rows() for name, term in listed)


@cache
def _countries() -> Mapping[str, str]:
    return {
        f"{CITY}{term[1:]}": f"={country}"
        for country, listed in _rows()
        for _, term in listed
        if country != NO_COUNTRY
    }


def _rows() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for file in ("provinces.txt", "cities.txt"):
        yield from listed_in(file).items()
