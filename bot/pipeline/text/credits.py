"""Who is credited with a report: a wire counts only where outlets name it as the author.

That is in the line before the text, in brackets at its end, in the byline, at the end of a title.
What "told Reuters" or "Kyodo reported" is a mention; the credit of a picture is none of the report;
and where the words before a bracket have its letters as initials, as those of the Armed Forces of
the Philippines (AFP), it is what they are called (Schwartz and Hearst, 2003).
"""

import re
from functools import lru_cache

from bot.pipeline.text.needed import sought

# The family of the wire, as config/publishers.toml has it → its names.
WIRES = {
    "reuters": ("Reuters", "Thomson Reuters", "ロイター", "ロイター通信", "路透社", "路透",
                "로이터"),
    "ap": ("AP", "Associated Press", "The Associated Press", "AP通信", "美联社", "美聯社"),
    "afp": ("AFP", "Agence France-Presse", "AFP通信", "AFP時事", "AFP-Jiji", "法新社"),
    "kyodo": ("Kyodo", "Kyodo News", "共同", "共同通信", "共同通信社", "共同社", "교도"),
    "jiji": ("Jiji", "Jiji Press", "時事", "時事通信", "時事通信社", "時事ドットコム", "时事社",
             "지지"),
    "yonhap": ("Yonhap", "Yonhap News Agency", "聯合ニュース", "韩联社", "韓聯社", "연합뉴스"),
    "newsis": ("Newsis", "뉴시스"),
    "news1": ("News1", "뉴스1"),
    "xinhua": ("Xinhua", "Xinhua News Agency", "新華社", "新华社", "新华网", "新華網", "신화"),
    "chinanews": ("China News Service", "中新社", "中新网", "中新網", "中国新闻社", "中国新闻网",
                  "中國新聞社"),
    "tass": ("TASS", "タス通信", "塔斯社", "타스", "ТАСС"),
    "ria": ("RIA Novosti", "РИА Новости"),
    "interfax": ("Interfax", "Интерфакс", "インタファクス", "国际文传电讯社"),
    "bloomberg": ("Bloomberg", "Bloomberg News", "Bloomberg L.P.", "ブルームバーグ", "彭博",
                  "彭博社", "블룸버그"),
    "dpa": ("dpa", "dpa-infocom", "德新社"),
    "pti": ("PTI", "Press Trust of India"),
    "ani": ("ANI",),
    "ians": ("IANS",),
    "bernama": ("Bernama", "馬新社", "马新社"),
    "antara": ("Antara",),
    "anadolu": ("Anadolu", "Anadolu Agency"),
    "efe": ("EFE", "Agencia EFE"),
    "europa-press": ("Europa Press",),
    "ansa": ("ANSA",),
    "cna-taiwan": ("中央社",),
}  # fmt: skip
READ = 160  # characters at the beginning and at the end of a text where a wire is named
_BY_NAME = {
    form: wire for wire, names in WIRES.items() for name in names for form in (name, name.upper())
}
_LONG = "|".join(re.escape(name) for name in _BY_NAME if " " in name)
_NAME = "|".join(sorted(map(re.escape, _BY_NAME), key=len, reverse=True))
_CJK = "ぁ-ヿ一-鿿"
_OPEN, _SHUT = r"[(（【\[［〔]", r"[)）】\]］〕]"
_DATED = r"[^()（）。，,]{0,16}?\d{1,2}日[^()（）。，,]{0,10}"
# What stands in brackets: "東京 24日 ロイター", "서울=뉴시스", "AFP＝時事", "综合路透社报道".
_PLACED = rf"(?:[^()（）【】]{{0,24}}?[\s/=＝,，:：／]|[{_CJK}\d]{{1,14}}?)?"
_BEHIND = (
    r"(?:[/／=＝,，、·-][^()（）]{0,24}|\s(?:[^\sA-Za-z][^()（）]{0,20})"
    rf"|[{_CJK}]{{1,6}}支局|报道|報道|報導|[电電讯訊]|{_DATED})?"
)
_INSIDE = rf"{_PLACED}?({_NAME}){_BEHIND}"
_OPENING = (
    # "【東京共同】", "(서울=연합뉴스)", "(Reuters) - ", "TOKYO, Nov 24 (AP) The"
    rf"^{_OPEN}\s?{_INSIDE}\s?{_SHUT}(?!\s?[a-z])",
    rf"^[^.!?。()（）]{{0,60}}\s?[(（]{_INSIDE}[)）](?!\s?[a-z])",
    # "新华社北京11月24日电", "（中央社記者王小明台北24日電）"
    rf"^[(（]?({_NAME})[^。，,(（]{{0,14}}\d{{1,2}}日[^。，,(（]{{0,3}}[电電讯訊]",
    # "TOKYO, Nov 24, Kyodo - ", "MOSCOW, November 24. /TASS/", "МОСКВА, 24 ноя — РИА Новости. "
    rf"^[^.!?。]{{0,60}},\s*({_NAME})\s*[–—-]{{1,2}}\s",
    rf"^[^!?。]{{0,60}}\s/({_NAME})/",
    rf"^[^.!?。]{{0,60}}\d[^.!?。]{{0,12}}\s[–—-]\s({_NAME})\.\s",
    # "AFP/Tokyo: ", "By Reuters staff ", "Reuters – "
    rf"^({_NAME})\s*[/|｜]\s*\w",
    rf"^By ({_NAME})\s+(?:[Ss]taff\b|(?=[A-Z]{{3}}))",
    rf"^({_NAME})\s*[–—:-]{{1,2}}\s",
)
_CLOSING = (
    # "(Reuters)", "（共同）", "(With AFP)", "[AFP mit Agenturen]"
    rf"{_OPEN}\s?{_INSIDE}\s?{_SHUT}\s*$",
    rf"{_OPEN}(?:[^()（）]{{0,20}}[\s/])?({_NAME})\s[^()（）]{{0,20}}{_SHUT}\s*$",
    # "- AFP", "/Kyodo", "Source: Xinhua", "＝共同"
    rf"(?:\s[–—-]{{1,2}}|/|\b[Ss]ource:|\bvia)\s*({_NAME})[\s.]*$",
    rf"[=＝は]({_NAME})[)）\]】〕]?[。\s]*$",
    # "… he said. REUTERS", "… sagte sie. dpa", "했다. 로이터 연합뉴스", "AFP/tk"
    rf"[.!?。”\"»]\s+({_NAME})(?:[\s/·-]({_NAME}))?(?:\s?/\s?\w[\w .]{{1,24}})?$",
    # "With inputs from PTI", "配信：共同通信", "© 2026 The Associated Press. All rights reserved."
    rf"\b[Ww]ith (?:additional |agency )?(?:inputs?|reporting) from ({_NAME})[)\s.]*$",
    rf"(?:提供|配信|来源|來源|출처)\s*[:：=]\s*({_NAME})\s*$",
    (
        rf"(?:©|[(（][cC][)）]|\b[Cc]opyright\b)[\s©\d]{{0,12}}({_NAME})"
        r"(?:[/,]?\s?[^.。!?]{0,40})[.,\s]*(?:[Aa]ll [Rr]ights [\w.]+)?[.\s]*$"
    ),
    rf"\b({_NAME}) writers? .{{3,80}} contributed to this report[.\s]*$",
)
_BYLINES = (
    (
        r"(?:^|[,/|(;]\s*|\b(?:[Bb]y|with|and|avec|et|mit|und|con|y)\s+)"
        rf"({_NAME})(?:$|[,/|);\s])"
    ),
    rf"\s({_LONG})$",
)
_OPENS, _CLOSES, _SIGNS = (
    tuple(map(sought, several)) for several in (_OPENING, _CLOSING, _BYLINES)
)
_TITLE = re.compile(rf"\s[–—|-]\s({_NAME})$")
# How Reuters ends what it writes, wherever that is printed.
_DESK = sought(
    r"\(?\bReporting by [^()]{3,120}\b[Ee]diting by [^()]{3,80}\)?[.\s]*$"
    r"|\bThomson Reuters Trust Principles\b"
)
_MONTH = re.compile(r"\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.")
_PLACE = re.compile(r"^([A-Z][\w' -]{1,30})\. (?=[A-Z][a-z]{2,8} \d)")  # "Tokyo. Nov 24 (Interfax)"
_PICTURED = (
    r"\b(?:photos?|photograph|pictures?|pics?|images?|video|graphics?|footage|illustration|credits?"
    r"|courtesy|fotos?|bild|imagen|cr[ée]dits?|vidéo|grafik|gráfico)\b"
    r"|写真|画像|映像|動画|図|사진|그래픽|영상|이미지|图|圖|照片|摄|攝|视频|影片"
)
_PICTURE = re.compile(_PICTURED, re.IGNORECASE)
# In brackets, and of a picture: "(Photo by Ines Duarte/AFP)", "（写真は朝凪新聞社提供）".
CAPTION = rf"{_OPEN}[^()（）【】\[\]]{{0,50}}(?:{_PICTURED})[^()（）【】\[\]]{{0,50}}{_SHUT}"
_CAPTION = sought(CAPTION, re.IGNORECASE)
_SAID = re.compile(r"[.!?。！？”\"»]\s")
_JOINT = re.compile(r"(?:日米|日韓|日中|官民|産学|男女)$")  # together, 共同, and no place


@lru_cache(maxsize=512)  # of each item it is asked for the count, the sources and the line
def origin_of(title: str, text: str, author: str | None = None) -> str | None:
    """Give the family of the wire whose words these are, None when no wire is named."""
    head, tail = (_CAPTION.sub("", part).strip() for part in (text[:READ], text[-READ:]))
    head = _PLACE.sub(r"\1, ", _MONTH.sub(r"\1", head))
    for patterns, where in ((_OPENS, head), (_CLOSES, tail), (_SIGNS, author or "")):
        for pattern in patterns:
            found = pattern.search(where)
            if found and _is_credit(found):
                return _BY_NAME[found[1]]
    if _DESK.search(text[-2 * READ :]):
        return "reuters"
    found = _TITLE.search(title)
    return _BY_NAME[found[1]] if found else None


def _is_credit(found: re.Match[str]) -> bool:
    """Say whether a wire is named for the words: not for a picture, and not as what else it is."""
    before = found.string[: found.start(1)]
    clause = _SAID.split(before)[-1][-24:] + found[0][found.start(1) - found.start() :]
    if _PICTURE.search(clause) or _JOINT.search(before):
        return False
    initials = "".join(word[0] for word in before.strip(" ([（").split()[-8:] if word[0].isupper())
    return not (found[1].isascii() and found[1].isupper() and initials.endswith(found[1]))
