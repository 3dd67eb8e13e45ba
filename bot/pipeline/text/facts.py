"""What a sentence states that can be compared: numbers with their unit, names, quotations.

Rules for each script, no model: English and its kin by capital letters, Chinese, Japanese and
Korean by what stands beside a name (外相, 总统, 장관, 島 …). They find most of what is there, and
now and then too much. Dates, years, times of day and the makers of news are left out.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from bot.pipeline.text.countries import CAPITALS, COUNTRIES
from bot.pipeline.text.folding import fold
from bot.pipeline.text.needed import Sought

LEAST_QUOTED = 3  # words of a quotation; a scare quote has fewer
LEAST_QUOTED_DENSE = 8  # characters of one in Chinese or Japanese
LEAST_SAID_DENSE = 5  # … after which it stands that somebody said it


@dataclass(frozen=True, slots=True)
class Number:
    """A number: ``kind`` is money, share, time or count; ``shown`` as it stands there."""

    value: float
    kind: str
    shown: str


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody or a place: the name as it stands there, and its folded words."""

    shown: str
    words: tuple[str, ...]
    kind: str  # actor, place, name (of either, or a loan word)


# ── numbers ─────────────────────────────────────────────────────────────────────────────────


def _listed(words: str) -> list[str]:
    return words.split()


_SMALL = _listed(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = _listed("twenty thirty forty fifty sixty seventy eighty ninety")
_NTH = _listed("second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth")
_SPELLED = {word: n for n, word in enumerate(_SMALL, start=2)} | {
    word: 10 * n for n, word in enumerate(_TENS, start=2)
}
_SPELLED |= {"dozen": 12, "dozens": 24}
_ORDINALS = {word: n for n, word in enumerate(_NTH, start=2)}
_SCALES = {
    "百": 1e2, "백": 1e2,
    "dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "mn": 1e6, "mln": 1e6,
    "bln": 1e9, "trln": 1e12,
    "billion": 1e9, "bn": 1e9,
    "trillion": 1e12, "千": 1e3, "万": 1e4, "萬": 1e4, "億": 1e8, "亿": 1e8, "兆": 1e12,
    "천": 1e3, "만": 1e4, "억": 1e8, "조": 1e12,
}  # fmt: skip
_REMEMBERED = 600  # characters of a sentence whose numbers are kept, at most
_MYRIAD = 1e4  # what counts by itself in Chinese, Japanese and Korean
_HAN_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"两": 2, "兩": 2}
_HAN_TENS = {"十": 10, "百": 100, "千": 1000}
_KOREAN = {
    "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10,
}  # fmt: skip
_MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
# What is no news by itself: dates, years, times of day.
_DATES = Sought(
    regex.compile(
        rf"\b{_MONTHS}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?\b"
        rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTHS}(?:\s+\d{{4}})?"
        r"|\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b|\b\d{1,2}:\d{2}(?::\d{2})?\b"
        r"|\b\d{1,2}(?:\.\d{2})?\s*(?:a\.?m\.?|p\.?m\.?|o'clock|hrs|GMT|UTC)\b"
        r"|\d+\s*[年년](?!間|间|连|連|ぶり|以上|来|간|\s?만)|\d+\s*月(?:\d+\s*[日号])?|\d+\s*월(?:\s*\d+\s*일)?"
        r"|\d+\s*[日号](?!間|间|連|连|以上|目)|\d+\s*일(?!간|째|\s*연속)"
        r"|(?:午前|午後|上午|下午|凌晨|오전|오후)?\s*\d{1,2}\s*(?:時(?!間)|时|點|点|시(?!간))(?:\s*(?:\d{1,2}\s*[分분]|半|반))?"
        r"|(?<![\d.,$¥€£])\b(?:19|20)\d{2}\b(?![\d,.]*\d)(?!\s*(?:ships|people|troops|tons|tonnes|km|%))",
        regex.IGNORECASE,
    )
)
_ONES = {"one": 1} | {word: n for n, word in enumerate(_SMALL[:8], start=2)}
_SCALE_WORDS = "|".join(sorted(_SCALES, key=len, reverse=True))
_SPELLED_WORDS = "|".join(sorted(_SPELLED, key=len, reverse=True))
_COUNTERS = (
    "小[時时]|分[钟鐘]|公[里斤]|[隻艘人名機机架回度件年次位家割枚発个個票级級歳岁倍頭台両辆輛天吨噸种種項项座棟栋户戶起例]"
    "|[カか][月国所]|日間|日連続"
)
# 9兆1000億, 2만8천, 1천억: parts that are one number.
_PART = r"\d[\d,]*(?:\.\d+)?\s?(?:[千천百백]?(?:兆|조|億|亿|억|万|萬|만)|[千천百백])"
_LARGE = regex.compile(
    r"(?P<digits>\d[\d,]*(?:\.\d+)?)\s?(?P<scales>[千천百백]?[兆조億亿억万萬만]?)"
)
# A comma before a number is that of a sentence, as in "，12楼", where no digit stands before it.
_BEFORE = r"(?<![\p{Latin}\p{N}.-])(?<!\p{N},)(?<!第\s?)"  # 第3工場 is the third one
_FIGURE = Sought(
    regex.compile(
        rf"(?P<money>[$¥€£₩])?\s?{_BEFORE}(?P<large>(?:{_PART}\s?)+(?:\d{{1,4}}(?![\d.,]))?)"
        rf"(?P<of>%|\p{{Latin}}+|[カか個个]?[\p{{Han}}\p{{Hangul}}\p{{Katakana}}])?"
        rf"|(?P<money>[$¥€£₩])?\s?{_BEFORE}(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
        rf"(?:\s?(?P<scale>{_SCALE_WORDS})(?![A-Za-z]))?"
        rf"(?P<after>\s?(?:%|\p{{Latin}}+|[カか個个]?[\p{{Han}}\p{{Hangul}}\p{{Katakana}}]))?"
        rf"|\b(?P<word>{_SPELLED_WORDS})\b(?:-(?P<ones>{'|'.join(_ONES)})\b)?(?:[\s-](?P<scaled>dozen|hundred|thousand|million|billion)\b)?"
        rf"(?P<then>\s[\p{{L}}]+)?"
        rf"|(?<!第)(?P<han>[一二三四五六七八九十百千两兩]+)(?P<counter>{_COUNTERS})"
        rf"|(?<!\p{{Hangul}})(?P<korean>{'|'.join(_KOREAN)})\s?(?P<unit>척|명|대|번|개|차례|건|발|곳)",
        regex.IGNORECASE,
    )
)
_ORDINAL = Sought(
    regex.compile(
        rf"\b(?:(?P<n>\d+)(?:st|nd|rd|th)|(?P<word>{'|'.join(_NTH)}))\s+"
        r"(?:straight|consecutive|day|time|week|month|year|round|case|incident)\b",
        regex.IGNORECASE,
    )
)
# Shares as Chinese writes them: 百分之三十, 三成.
_OF_A_HUNDRED = regex.compile(r"百分之([一二三四五六七八九十百]+|\d+(?:\.\d+)?)")
_NO_TENTHS = "(?![為为功立果員员本份分长長交不])"
_TENTHS = regex.compile(
    rf"(?<!\p{{Han}})([一二三四五六七八九两兩])成{_NO_TENTHS}"
    rf"|(?<=[至到降升近逾超约約达達])([一二三四五六七八九两兩])成{_NO_TENTHS}"
)
_OTHER_DIGIT = regex.compile(r"(?![0-9])\d")
_VAGUE = ("数", "數", "几", "幾")
_SHARE = regex.compile(
    r"^\s?(?:%|％|percent|per cent|percentage|パーセント|割|퍼센트|个百分点)", regex.IGNORECASE
)
_MONEY = regex.compile(
    r"^\s?(?:dollars?|yen|yuan|won|euros?|pesos?|pounds?|rupees?|円|ドル|ユーロ|ウォン|元|美元|日元|欧元|歐元|원|달러|엔|유로)",
    regex.IGNORECASE,
)
_TIME = regex.compile(
    r"^\s?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|straight|consecutive|日|時間|小时|天|年"
    r"|[カか个個]月|週|周|분|시간|일|주|개월|년)",
    regex.IGNORECASE,
)


def numbers(text: str) -> tuple[Number, ...]:
    """Give the numbers of a text in order; "1.2 million" is one, so is 3万; "one" is none."""
    return _numbers(text) if len(text) <= _REMEMBERED else _numbers.__wrapped__(text)


@lru_cache(maxsize=2048)  # sentences: each is asked about for novelty and for the summary
def _numbers(text: str) -> tuple[Number, ...]:
    # The tables of regex are newer than Python's: a digit may be none that a number is made of.
    known = _OTHER_DIGIT.sub(lambda hit: hit[0] if hit[0].isdecimal() else "", text)
    known = known.replace("…", " ; ")  # else three full stops, and what follows is no number
    plain = _DATES.sub(" ; ", _shares_in_digits(unicodedata.normalize("NFKC", known)))
    found = [_figure(hit) for hit in _FIGURE.finditer(plain)]
    ordinals = [
        Number(float(hit["n"] or _ORDINALS[hit["word"].lower()]), "time", hit[0])
        for hit in _ORDINAL.finditer(plain)
    ]
    return tuple(n for n in [*found, *ordinals] if n is not None)


def _shares_in_digits(text: str) -> str:
    if "百分之" in text:
        text = _OF_A_HUNDRED.sub(lambda hit: f"{_in_digits(hit[1])}%", text)
    if "成" in text:
        text = _TENTHS.sub(lambda hit: f"{_in_digits(hit[1] or hit[2])}0%", text)
    return text


def _in_digits(written: str) -> str:
    return written if written[0].isdecimal() else f"{_han(written):g}"


def _figure(hit: "regex.Match[str]") -> Number | None:
    after = hit["after"] or hit["of"] or hit["then"] or hit["counter"] or hit["unit"] or ""
    shown = hit[0].strip()
    if _plain(after.strip()) in _NOBODY:  # "14 after", "12 of"
        shown = shown.removesuffix(after.strip()).strip()
    if hit["large"]:
        value = _large(hit["large"])
    elif hit["digits"]:
        if regex.match(r"^(?:st|nd|rd|th)\b", after):
            return None
        value = float(hit["digits"].replace(",", ""))
        value *= _SCALES.get((hit["scale"] or "").lower(), 1.0)
    elif hit["word"]:
        value = _SPELLED[hit["word"].lower()] + _ONES.get((hit["ones"] or "").lower(), 0)
        value *= _SCALES.get((hit["scaled"] or "").lower(), 1.0)
    else:
        value = _han(hit["han"]) if hit["han"] else float(_KOREAN[hit["korean"]])
        vague = hit["han"] and hit.string[: hit.start()].endswith(_VAGUE)
        if value < 2 or vague:  # 一人 and the like say as little as "one", 數百名 nothing exact
            return None
    follows = hit.string[hit.end() - len(after) : hit.end() + 8]
    value *= 10 if follows.lstrip().startswith("割") else 1  # tenths
    return Number(value, _kind(follows, money=hit["money"] is not None), shown)


def _large(parts: str) -> float:
    total = section = 0.0  # 3천3백만 is (3천 + 3백) times 만
    for part in _LARGE.finditer(parts):
        value = float(part["digits"].replace(",", ""))
        for scale in part["scales"]:
            if _SCALES.get(scale, 0.0) >= _MYRIAD:
                total += (section + value) * _SCALES[scale]
                section = value = 0.0
            else:
                value *= _SCALES.get(scale, 1.0)
        section += value
    return total + section


def _kind(after: str, *, money: bool) -> str:
    if money or _MONEY.match(after):
        return "money"
    if _SHARE.match(after):
        return "share"
    return "time" if _TIME.match(after) else "count"


def _han(digits: str) -> float:
    total = last = 0
    for sign in digits:
        if sign in _HAN_TENS:
            total += (last or 1) * _HAN_TENS[sign]
            last = 0
        else:
            last = last * 10 + _HAN_DIGITS[sign]
    return float(total + last)


# ── names ───────────────────────────────────────────────────────────────────────────────────

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}\p{N}'’]*(?:-\p{L}[\p{L}\p{M}\p{N}'’]*)*")
_JOINT = regex.compile(r"^(?: |\. ?| (?:of|de|al|bin|van|von|del|da|the|of the) )$")
_PLACES = frozenset(
    _listed(
        "island islands isle isles shoal sea strait straits bay port bank reef base city province "
        "airport harbour harbor river peninsula atoll gulf ocean canal cape village "
        "county district "
        "prefecture"
    )
)
# Words that stand with a capital and name nobody: ranks, days, makers of news, first words.
_NOBODY = frozenset(
    _listed(
        "mr mrs ms dr prof sir lord prime minister ministers foreign defense defence "
        "president vice "
        "secretary chief general admiral colonel captain commander ministry government state "
        "department senator representative spokesman spokesperson spokeswoman official officials "
        "ambassador chairman parliament congress cabinet police army navy air force coast guard "
        "north south east west northern southern eastern western central monday tuesday wednesday "
        "thursday friday saturday sunday january february march april may june july august "
        "september october november december jan feb mar apr jun jul aug sep sept oct nov dec mon "
        "tue wed thu fri sat sun reuters ap afp kyodo xinhua yonhap jiji bloomberg cnn bbc nhk cna "
        "gmt utc jst est dpa tass pti news times post agency press media wire reporting editing "
        "writing photo video file the a an in on at by for from with to of and or but as if it its "
        "he she they we i you this that these those there here after before when while since until "
        "then under over about also however meanwhile earlier later last next new no not some many "
        "most "
        "more both all each other two three four five six seven eight nine ten several according "
        "among amid during between despite because who what where why how is was are were has have "
        "had will would may can could should local first second third english breaking live update "
        "updated exclusive watch read"
    )
)
_STATES = COUNTRIES | CAPITALS
_LIKE_ONE = regex.compile(r"-(?:style|type|like|esque|era|size|sized)$")  # "Airbnb-style"
_NOUNS_IN_CAPITALS = frozenset({"de", "lb"})  # languages where a capital says nothing
_MOSTLY = 0.85  # of a line's long words in capitals: a headline in title case
_RANKS = (
    "首相|総理|大統領|外相|防衛相|財務相|経産相|官房長官|長官|知事|議員|大臣|司令官|報道官|氏|"
    "总统|總統|总理|總理|主席|外长|外長|部长|部長|防长|防長|国务卿|國務卿|发言人|發言人|议员|議員|大使"
)
_AREAS = "諸島|群島|群岛|列島|列岛|半島|半岛|海峡|海峽|島|岛|礁|港|空港|基地|県|縣"
_HAN_NAME = regex.compile(rf"(?P<name>\p{{Han}}{{2,}}?)(?P<rank>{_RANKS})")
_LONGEST_HAN_NAME = 3  # letters before a rank that are taken as one; of more the last two
_HAN_PLACE = regex.compile(rf"(?P<name>\p{{Han}}{{1,4}}(?:{_AREAS}))")
_KATAKANA = regex.compile(r"(?P<name>[\p{Katakana}ー]{3,}(?:[・＝][\p{Katakana}ー]{2,})*)")
_KOREAN_NAME = regex.compile(
    r"(?<!\p{Hangul})(?P<name>\p{Hangul}{2,4}) ?"
    r"(?:대통령|총리|장관|의원|위원장|대변인|주석|대사|사령관|외무상)"
)


def names(text: str, language: str | None) -> tuple[Name, ...]:
    """Give the names of people, bodies and places in a sentence, in order of their kinds."""
    latin = () if (language or "").split("-")[0] in _NOUNS_IN_CAPITALS else _capitals(text)
    return (*latin, *_dense(text))


def _capitals(text: str) -> Iterator[Name]:
    found = list(_WORD.finditer(text))
    if not text.rstrip().endswith((".", "!", "?", "”", '"')) and _is_title_case(found):
        return
    run: list[regex.Match[str]] = []
    for place, hit in enumerate(found):
        if not hit[0][0].isupper() or _LIKE_ONE.search(hit[0]):
            continue
        if run and not _JOINT.match(text[run[-1].end() : hit.start()]):
            yield from _named(text, run)
            run = []
        begins = _is_short_form(hit[0]) or _plain(hit[0]) in _STATES
        if place or begins or _goes_on(text, found, place):
            run.append(hit)
    if run:
        yield from _named(text, run)


def _is_title_case(found: "list[regex.Match[str]]") -> bool:
    long = [hit[0] for hit in found if len(hit[0]) > 3]
    return len(long) >= 4 and sum(word[0].isupper() for word in long) >= _MOSTLY * len(long)


def _is_short_form(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _goes_on(text: str, found: "list[regex.Match[str]]", place: int) -> bool:
    """Whether the first word of a sentence, always in capitals, begins a longer name."""
    if place + 1 >= len(found) or not found[place + 1][0][0].isupper():
        return False
    return text[found[place].end() : found[place + 1].start()] == " "


def _named(text: str, run: "list[regex.Match[str]]") -> Iterator[Name]:
    telling = [hit for hit in run if _plain(hit[0]) not in _NOBODY and len(hit[0]) > 1]
    if telling:
        kind = "place" if _plain(run[-1][0]) in _PLACES else "actor"
        shown = text[telling[0].start() : run[-1].end()]
        yield Name(shown, tuple(_plain(hit[0]) for hit in telling), kind)


def _plain(word: str) -> str:
    if word.isascii() and word.isalnum():
        return word.lower()
    return fold(word).text.removesuffix("'s").replace(" ", "-").strip("'")


def _dense(text: str) -> Iterator[Name]:
    for hit in _HAN_NAME.finditer(text):
        name = hit["name"] if len(hit["name"]) <= _LONGEST_HAN_NAME else hit["name"][-2:]
        yield Name(name + hit["rank"], (fold(name).text,), "actor")
    for pattern, kind in ((_HAN_PLACE, "place"), (_KOREAN_NAME, "actor"), (_KATAKANA, "name")):
        for hit in pattern.finditer(text):
            yield Name(hit[0], (fold(hit["name"]).text,), kind)


# ── quotations ──────────────────────────────────────────────────────────────────────────────

_QUOTED = regex.compile(
    r"“([^“”]+)”|\"([^\"]+)\"|「([^「」]+)」|『([^『』]+)』|«([^«»]+)»"
    r"|„([^„“”]+)[“”]|»([^«»]+)«"
)

_AS_SAID = regex.compile(r"と(?:話|述べ|語|供述|説明|コメント|言[っいう]|訴え|証言|主張)")


def quotations(text: str) -> tuple[str, ...]:
    """Give what is quoted word for word; two words in quotation marks are a name, no quotation."""
    found = [
        (next(part for part in hit.groups() if part), _AS_SAID.match(text, hit.end()) is not None)
        for hit in _QUOTED.finditer(text)
    ]
    return tuple(quoted for quoted, is_said in found if _is_said(quoted, is_said=is_said))


def _is_said(quoted: str, *, is_said: bool) -> bool:
    """Whether it is what somebody says; ``is_said``: the words after it say so."""
    dense = len(regex.findall(r"[\p{Han}\p{Hiragana}\p{Katakana}]", quoted))
    least = LEAST_SAID_DENSE if is_said else LEAST_QUOTED_DENSE
    return len(quoted.split()) >= LEAST_QUOTED or dense >= least
