"""Names that mean one thing in whatever language: countries, events, entries of the catalogue.

``=japan`` stands for Japan, Tokyo, 日本 and 일본, so that two wordings and two languages of one
event have terms in common.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from operator import is_
from typing import TYPE_CHECKING

from bot.model import Topic
from bot.pipeline.cluster.short import american, sums_written_out, written_out
from bot.pipeline.text import fold

if TYPE_CHECKING:
    from Stemmer import Stemmer

_DENSE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff々〆"
_SPELT = "\u0300-\u036f\u0900-\u0963\u0966-\u0dff\u0e00-\u0fff"  # scripts with signs that no \w is
_RUN = re.compile(
    rf"([{_DENSE}]+)|([가-힣]+)|(\d+(?:[.,]\d+)+|(?:[^\W_가-힣{_DENSE}]|[{_SPELT}])+(?:'[^\W_]+)*)"
)
_MAGNITUDE = re.compile(r"(?<![a-z])m(?=\d\.\d)")  # M6.9
_SPELT_OUT = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_COUNTS = {word: str(number) for number, word in enumerate(_SPELT_OUT.split(), start=2)}
_ORDINALS = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_MYRIADS = re.compile(r"(\d+(?:\.\d+)?)(万|萬|만)(?!\d)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_POSSESSIVE = re.compile(r"'s?$")
# Words with the stem of others, which mean something else: who "destroys" is no warship, and who is
# "forced" no soldier.
_BY_ITSELF = {one: word for word in ("destroyer", "forces", "boeing") for one in (word, f"{word}s")}
_LISTED = re.compile(r'"([^"]+)"|(\S+)')

# Countries by a letter each, one behind the other: 日米 is Japan and the United States.
_LETTERS = {
    "日": "日本", "米": "米国", "美": "美国", "中": "中国", "韓": "韓国", "韩": "韩国",
    "朝": "北朝鮮", "露": "ロシア", "俄": "俄罗斯", "印": "インド", "豪": "豪州", "英": "英国",
    "独": "ドイツ", "仏": "フランス", "台": "台湾", "欧": "欧州", "比": "フィリピン",
    "伊": "イタリア", "加": "カナダ", "越": "ベトナム", "蘭": "オランダ",
    "한": "한국", "미": "미국", "일": "일본", "중": "중국",
}  # fmt: skip
_TOGETHER = re.compile(
    r"(?<![\d前当當同今本昨明翌平休祝毎])(?:日米豪印|日米豪|日米韓|日中韓|日米比|日米|日韓|日印|日豪|日英|日独|日仏|日台|日朝|日欧|日比(?!谷))"
    "|米中|米韓|米朝|米露|米英|中韓|中露|中台"
    "|美中|中美|美日韩|美日韓|美日|美韩|美韓|美俄|美台|中韩|中俄|美英"
    "|한미일|한일중|한중일|한미|한일|한중|미중|미일"
)
# "英外相", "伊タヤーニ外相", "米財務省": a country by a letter before who holds an office there.
_OF_OFFICE = re.compile(
    r"(?<![\u4e00-\u9fff])([米中韓露豪英独仏伊加印比越蘭])"
    r"(?=[ァ-ヺー・]{0,12}(?:外相|外務|首相|大統領|国防|財務|商務|国務|司法|通商相|中銀|政府|議会|上院|下院|最高裁"
    r"|当局|高官|特使|海軍|空軍|陸軍|紙))"
)
# "米、対中関税を…"; "하는 中", "する中、" are no China.
_ALONE = re.compile(r"(?:(?<=^)|(?<=[、　「」“\"‘'・]))([米中韓露豪英独仏伊印比])(?=[、　])")
# "中方", "美方": a government, as Chinese says it; no 其中方案 or 双方.
_SIDES = re.compile(r"(?<![其当當空])([中美日韩韓俄菲越印台英法德澳])方(?![向案法面式程便针針])")
_OF_SIDE = {
    "菲": "菲律宾", "越": "越南", "印": "印度", "法": "法国", "德": "德国", "澳": "澳大利亚",
    "韩": "韩国", "韓": "韩国",
}  # fmt: skip
# Whose government a title begins with, where it is that of its readers.
_OWN = (
    (re.compile(r"^\W*(?=(?:정부|외교부|국방부|통일부|대통령실)(?:[^가-힣]|[는가은이]))"), "한국 "),
    (re.compile(r"^\W*(?=(?:政府|外務省|防衛省|官房長官)[、はが])"), "日本 "),
)
# What Korean headlines write for countries: "美, 中 군용기에 항의", "러 매체", "북, 남포서 …".
_IN_KOREAN = re.compile(
    r"(?<![\u4e00-\u9fff\d])[北美日中英佛獨露韓](?![\u4e00-\u9fff])"
    r"|(?<![가-힣A-Za-z\d])(?:[미러](?=[,· ])|북(?=[,·]| [\"“‘]"
    r"| (?:미사일|핵|매체|주민|김정은|노동자|외무|당국|군)))"
)
_KOREAN = {
    "北": "북한", "美": "미국", "日": "일본", "中": "중국", "英": "영국", "佛": "프랑스",
    "獨": "독일", "露": "러시아", "韓": "한국", "미": "미국", "러": "러시아", "북": "북한",
}  # fmt: skip
_NO_LATIN = "\u2018"  # from here on: quotes, scripts of East Asia
_HANGUL = re.compile(r"[가-힣]")
_CYRILLIC = re.compile(r"[а-яё]")

Runs = Sequence[tuple[str, str]]  # dense, hangul or word; words are stemmed


@lru_cache(maxsize=64)  # of one item the title is asked for several times
def runs_of(text: str) -> Runs:
    """Cut a text into runs of Chinese and Japanese, of Korean, and stemmed words."""
    spelled = written_out(text)
    if _HANGUL.search(spelled):
        spelled = _IN_KOREAN.sub(lambda found: f"{_KOREAN[found[0]]} ", spelled)
    spelled = _ALONE.sub(lambda found: f"{_LETTERS[found[1]]} ", spelled)
    for begins, whose in _OWN if spelled[-1:] >= _NO_LATIN or spelled[:1] >= _NO_LATIN else ():
        spelled = begins.sub(whose, spelled)
    spelled = _SIDES.sub(lambda found: f"{_OF_SIDE.get(found[1]) or _LETTERS[found[1]]} ", spelled)
    spelled = _OF_OFFICE.sub(lambda found: f"{_LETTERS[found[1]]} ", spelled)
    spelled = _TOGETHER.sub(lambda found: "".join(_LETTERS[one] for one in found[0]), spelled)
    out: list[tuple[str, str]] = []
    folded = _MAGNITUDE.sub("magnitude ", _THOUSANDS.sub("", fold(spelled).text))
    folded = sums_written_out(_ORDINALS.sub("", folded))
    folded = _MYRIADS.sub(_in_digits, folded)
    for dense, hangul, word in _RUN.findall(folded):
        if dense:
            out.append(("dense", dense))
        elif hangul:
            out.append(("hangul", hangul))
        else:
            word = _POSSESSIVE.sub("", word) or word
            out.append(("word", _COUNTS.get(word) or stem(word)))
    return tuple(out)


def _in_digits(found: re.Match[str]) -> str:
    number = float(found[1]) * 10_000
    return f" {int(number)} " if number < 1e12 else found[0]


@cache
def _stemmer(language: str) -> "Stemmer":
    from Stemmer import Stemmer

    return Stemmer(language)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Give a folded word's stem (Porter 2001); words of other languages get one too.

    Where English leaves an "s" off, Russian has a dozen endings: it has rules of its own.
    """
    if itself := _BY_ITSELF.get(word):
        return itself
    language = "russian" if _CYRILLIC.match(word) else "english"
    stemmed: str = _stemmer(language).stemWord(american(word))
    return stemmed


class Names:
    """Names by their first word, or by their first letter in scripts without spaces.

    Each leads to a term, or to "" where it is only known to be a name.
    """

    def __init__(self, listed: Iterable[tuple[str, str]]) -> None:
        listed = list(listed)
        self.terms = frozenset(term for _, term in listed if term)
        spaced: dict[str, dict[tuple[str, ...], str]] = {}
        dense: dict[str, dict[str, str]] = {}
        for name, term in listed:
            runs = runs_of(name)
            if len(runs) == 1 and runs[0][0] != "word":
                dense.setdefault(runs[0][1][0], {}).setdefault(runs[0][1], term)
            elif runs and all(kind == "word" for kind, _ in runs):
                parts = tuple(part for _, part in runs)
                spaced.setdefault(parts[0], {}).setdefault(parts, term)
        self._spaced = {k: sorted(v.items(), key=_longest) for k, v in spaced.items()}
        self._dense = {k: sorted(v.items(), key=_longest) for k, v in dense.items()}

    def at(self, parts: Sequence[str], place: int) -> tuple[str, int] | None:
        """Give the name that begins at this word, and its number of words; the longest first."""
        for name, term in self._spaced.get(parts[place], ()):
            if len(name) == 1 or tuple(parts[place : place + len(name)]) == name:
                return term, len(name)
        return None

    def of(self, word: str) -> str | None:
        """Give the term of a name of one word."""
        return next((t for name, t in self._spaced.get(word, ()) if len(name) == 1), None)

    def within(self, run: str, place: int) -> tuple[str, int] | None:
        """Give the name that begins at this letter of a run, and its length."""
        for name, term in self._dense.get(run[place], ()):
            if run.startswith(name, place):
                return term, len(name)
        return None


def _longest(row: tuple[Sequence[str], str]) -> tuple[int, Sequence[str]]:
    return -len(row[0]), row[0]


_taken: list[tuple[tuple[Topic, ...], Names]] = []  # of the last topics that were asked for


def names_of(topics: Iterable[Topic]) -> Names:
    """Take the names of topics; those that need context to be understood stand for nothing.

    That they are no event of their own is known of these too: "Quad" tells as little as the Quad.
    Those of the very same topics, as one catalogue gives them again and again, are taken once.
    """
    there = tuple(topics)
    for known, names in tuple(_taken):
        if len(known) == len(there) and all(map(is_, known, there)):
            return names
    names = _names(there)
    _taken[:] = [(there, names), *_taken[:1]]
    return names


def _names(known: Sequence[Topic]) -> Names:
    official = [(name, f"={t.id}") for t in known for name in (t.name, *t.names.values())]
    aliases = (
        (alias.text, "" if alias.needs or alias.title_only else f"={topic.id}")
        for topic in known
        for alias in topic.aliases
    )
    return Names((*aliases, *official))


@cache
def concepts() -> Names:
    """Give the names of countries and events."""
    return Names((name, term) for rows in _listed().values() for name, term in rows)


@cache
def countries() -> frozenset[str]:
    """Give the terms of countries, of what stands beside them (the EU, the UN) too."""
    return frozenset(term for _, term in _listed()["countries"])


@cache
def actors() -> frozenset[str]:
    """Give the terms of those who act: countries, heads of government, offices."""
    return countries() | {term for _, term in _listed()["people"]}


@cache
def acts() -> frozenset[str]:
    """Give the terms of what is done or happens; in a topic's name, too, they tell an event."""
    return frozenset(term for _, term in _listed()["acts"])


def _listed() -> Mapping[str, list[tuple[str, str]]]:
    return listed_in("concepts.txt")


@cache
def listed_in(file: str) -> Mapping[str, list[tuple[str, str]]]:
    """Read a list of concepts beside this file: group → words, each with its term."""
    # A part of the program that is easier to read as a list; read once.
    found: dict[str, list[tuple[str, str]]] = {}
    for line in files(__package__).joinpath(file).read_text("utf-8").splitlines():
        if line.startswith("["):
            rows = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            id_, _, words = line.partition(":")
            for several, one in _LISTED.findall(words):
                if one != "|":
                    rows.append((several or one, f"={id_}"))
    return found
