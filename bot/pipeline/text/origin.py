"""Whose words an item has: a wire's report that another outlet prints is no second source.

A wire counts only where outlets name it as the author: in the line before the text, in brackets at
its end, in the byline, at the end of a title. What "told Reuters" or "Kyodo reported" is a mention.
"""

from collections.abc import Sequence
from functools import lru_cache

import regex as re

from bot.model import Told

# The family of the wire, as config/publishers.toml has it → its names.
WIRES = {
    "reuters": ("Reuters", "Thomson Reuters", "ロイター", "路透社", "路透", "로이터"),
    "ap": ("AP", "Associated Press", "The Associated Press", "AP通信", "美联社", "美聯社"),
    "afp": ("AFP", "Agence France-Presse", "AFP通信", "AFP時事", "AFP-Jiji", "AFP-JIJI", "法新社"),
    "kyodo": ("Kyodo", "Kyodo News", "共同", "共同通信", "共同通信社", "共同社", "교도"),
    "jiji": ("Jiji", "Jiji Press", "時事", "時事通信", "時事通信社", "时事社", "지지"),
    "yonhap": ("Yonhap", "Yonhap News Agency", "聯合ニュース", "韩联社", "韓聯社", "연합뉴스"),
    "xinhua": ("Xinhua", "Xinhua News Agency", "新華社", "新华社", "新华网", "新華網", "신화"),
    "tass": ("TASS", "タス通信", "塔斯社", "타스"),
    "bloomberg": ("Bloomberg", "ブルームバーグ", "彭博", "彭博社", "블룸버그"),
    "dpa": ("dpa", "德新社"),
    "pti": ("PTI", "Press Trust of India"),
    "ani": ("ANI",),
    "ians": ("IANS",),
    "bernama": ("Bernama", "馬新社", "马新社"),
    "antara": ("Antara",),
    "anadolu": ("Anadolu", "Anadolu Agency"),
    "interfax": ("Interfax", "インタファクス", "国际文传电讯社"),
    "efe": ("EFE", "Agencia EFE"),
    "ansa": ("ANSA",),
    "cna-taiwan": ("中央社",),
}
READ = 160  # characters at the beginning and at the end of a text where a wire is named
_BY_NAME = {
    form: wire for wire, names in WIRES.items() for name in names for form in (name, name.upper())
}
_NAME = "|".join(sorted(map(re.escape, _BY_NAME), key=len, reverse=True))
# In Chinese characters a name may be the beginning of a word: 共同開発, 時事解説.
_ENDS = r"(?:(?<!共同|時事)|(?![\u3040-\u30ff\u4e00-\u9fff])|(?=[電発配]))"
_OPENING = (
    # "TOKYO, Nov 24 (Reuters) - ", "(AP) — ", "【東京共同】", "[東京 24日 ロイター] - "
    rf"^[^.!?。]{{0,60}}[(（](?:[^()（）]{{0,20}}[\s/=])?({_NAME})[)）]",
    rf"^[【\[［〔][^】\]］〕]{{0,20}}?({_NAME}){_ENDS}[^】\]］〕]{{0,8}}[】\]］〕]",
    # "新华社北京11月24日电", "Reuters – ", "(서울=연합뉴스)"
    rf"^[(（]?({_NAME})[^。，,(（]{{0,14}}\d{{1,2}}日[^。，,(（]{{0,3}}[电電]",
    # "TOKYO, Nov 24, Kyodo - ", "MOSCOW, November 24. /TASS/", "AFP/Tokyo: ", "By Reuters staff "
    rf"^[(（][^()（）]{{0,6}}({_NAME})[^()（）]{{0,12}}[电電讯訊][)）]",
    rf"^[(（][^()（）]{{0,6}}({_NAME})[电電讯訊][)）]",
    rf"^[^.!?。]{{0,60}},\s*({_NAME})\s*[–—-]{{1,2}}\s",
    rf"^\p{{Lu}}[\w -]{{2,24}}(?:\. \w+ \d{{1,2}})? \(({_NAME})(?:/\w+)?\)\s*[.–—-]",
    rf"^[^!?。]{{0,60}}\s/({_NAME})/",
    rf"^({_NAME})\s*[/|｜]\s*\w",
    rf"^By ({_NAME})\s+(?:[Ss]taff\b|(?=[A-Z]{{3}}))",
    rf"^[(（][^()（）]{{1,8}}=({_NAME})[)）]",
    rf"^({_NAME})\s*[–—:-]{{1,2}}\s",
)
_CLOSING = (
    # "(Reuters)", "（共同）", "- AFP", "/Kyodo", "© 2026 AFP", "Source: Xinhua"
    rf"[(（\[【［](?:[^()（）]{{0,20}}[\s/])?({_NAME})(?:[/,\s][^()（）]{{0,20}})?[)）\]】］]\s*$",
    (
        rf"(?:\s[–—-]{{1,2}}|/|(?:©|\([cC]\))(?:\s*\d{{4}})?|\b[Ss]ource:|\bvia)\s*({_NAME})"
        r"(?:\s\d{4}|\sL\.P|-infocom|/\p{Lu}[\w. -]{3,40})?[\s.]*$"
    ),
    # "（来源：新华社）", "（综合路透社报道）", "… 다. 연합뉴스", "AFP/tk"
    rf"[(（](?:来源|來源|出典|출처|综合|綜合)[:：]?({_NAME})(?:[^()（）]{{0,6}})[)）]\s*$",
    rf"[.!?。]\s({_NAME})(?:/[a-z]{{2,3}})?$",
    rf"\b[Oo]ur [Ss]tandards: The ({_NAME}) Trust Principles[.\s]*$",
    # "… he said. REUTERS", "＝共同"
    r"[.!?。”\"]\s+(REUTERS|AFP|BLOOMBERG|KYODO|XINHUA|TASS)$",
    rf"[=＝]({_NAME})[)）\]】〕]?[。\s]*$",
    # "With inputs from PTI", "配信：共同通信", "Copyright 2026 The Associated Press. All rights …"
    rf"\b[Ww]ith (?:additional |agency )?(?:inputs?|reporting) from ({_NAME})[)\s.]*$",
    rf"(?:提供|配信|来源|來源|출처)\s*[:：=]\s*({_NAME})\s*$",
    rf"(?:©|\b[Cc]opyright\b)[\s©\d]{{0,12}}({_NAME})[.,\s]*(?:[Aa]ll [Rr]ights [\w.]+)?[.\s]*$",
    rf"\b({_NAME}) writers? .{{3,80}} contributed to this report[.\s]*$",
)
_OPENS = tuple(re.compile(pattern) for pattern in _OPENING)
_CLOSES = tuple(re.compile(pattern) for pattern in _CLOSING)
# Who made a picture is not who wrote the report: "(Photo by AFP)", "[사진=로이터]".
_PICTURED = re.compile(
    r"[(（\[【［〔]\s?(?:AP |AFP |Reuters )?(?:[Pp]hotos?|[Ii]mages?|[Pp]ictures?|[Ff]otos?"
    r"|[Bb]ild(?:er)?|写真|撮影|資料|代表撮影|照片|图片|圖片|[图圖]|사진|자료)(?:[\s:：=＝/／・]|by\b|提供|제공)[^()（）\[\]【】［］]{0,40}"
    r"[)）\]】］〕]"
)
# How Reuters ends what it writes, wherever that is printed.
_DESK = re.compile(r"\(?\bReporting by [^()]{3,120}\b[Ee]diting by [^()]{3,80}\)?[.\s]*$")
_MONTH = re.compile(r"\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.")
_TITLE = re.compile(rf"\s[–—|-]\s({_NAME})$")
_BYLINE = re.compile(
    rf"(?:^|[,/|(;]\s*|\b(?:[Bb]y|with|and|avec|mit|con)\s+|\p{{Lu}}{{3,}}\s)({_NAME})(?:$|[,/|);\s])"
)


@lru_cache(maxsize=512)  # of each item it is asked for the count, the sources and the line
def origin_of(title: str, text: str, author: str | None = None) -> str | None:
    """Give the family of the wire whose words these are, None when no wire is named."""
    head, tail = (_PICTURED.sub("", part).strip() for part in (text[:READ], text[-READ:]))
    head = _MONTH.sub(r"\1", head)
    for patterns, where in ((_OPENS, head), (_CLOSES, tail), ((_BYLINE,), author or "")):
        for pattern in patterns:
            if found := pattern.search(where):
                return _BY_NAME[found[1]]
    if _DESK.search(text[-2 * READ :]):
        return "reuters"
    found = _TITLE.search(title)
    return _BY_NAME[found[1]] if found else None


def teller(told: Told) -> str:
    """Give the family whose report an item is: the wire's it prints, else its outlet's own.

    A page that says it is at another outlet's address (RFC 6596) is that outlet's report.
    """
    item = told.item
    named = origin_of(item.title, item.text, item.author)
    if named is None and item.page_text:
        named = origin_of(item.title, item.page_text)
    return named or item.page_origin or told.publisher.family


def is_reprint(told: Told) -> bool:
    """Say whether an outlet prints a wire's report."""
    return teller(told) != told.publisher.family


def wire_of(told: Told) -> str:
    """Give the name of the wire whose report an outlet prints; "" where it prints none's."""
    return WIRES.get(teller(told), ("",))[0] if is_reprint(told) else ""


def first_tellers(told: Sequence[Told]) -> list[int]:
    """Give the place of one item for each independent teller, first tellers first.

    A report of the wire itself stands before what others print of it.
    """
    found: dict[str, int] = {}
    for place, one in enumerate(told):
        family = teller(one)
        if family not in found or (is_reprint(told[found[family]]) and not is_reprint(one)):
            found[family] = place
    return list(found.values())
