"""Where a report says that a count was wrong: "from four to three", 4명→3명, 当初4人としたが3人.

A toll that rises follows what happens, one that falls was wrong; and whoever says "not three, as
first reported", or puts a number right by that very word, corrects it, whichever way it goes.
"""

import re

from bot.pipeline.text.needed import sought


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_LITTLE = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_N = rf"(?:\d[\d.,]*|no|one|{_LITTLE})\b"
_HARM = (
    r"(?:dead|deaths?|killed|injur(?:ed|ies)|hurt|wounded|missing|casualt(?:y|ies)|victims"
    r"|fatalities|infected|infections)"
)
_COUNT = r"(?:numbers?|(?:death |casualty )?tolls?|figures?|totals?|counts?|tally)"
_TOLL = (
    r"(?:(?:death |casualty )?tolls?"
    rf"|(?:numbers?|counts?|tally|figure) of (?:[\w-]+ ){{0,3}}?{_HARM})"
)
_FIRST = r"(?:first|earlier|previously|initially|originally|wrongly|mistakenly)"
_ENGLISH = (
    rf"\bcorrect(?:s|ed|ing)?\b (?:[\w'’-]+ ){{0,3}}?{_COUNT}\b[^.!?]{{0,60}}? (?:to|from) {_N}"
    rf"|\b(?:lower|reduc|cut|downgrad|slash)(?:e?s|e?d|t(?:ing|s)?|ing)?\b (?:[\w'’-]+ ){{0,3}}?"
    rf"{_TOLL}\b[^.!?]{{0,60}}? (?:to|from|by) {_N}"
    rf"|\brevis(?:es|ed|ing)\b (?:down )?(?:[\w'’-]+ ){{0,3}}?{_TOLL}\b[^.!?]{{0,60}}?"
    rf"\bdown(?:wards?)?\b|\brevis(?:es|ed|ing) down(?:wards?)? (?:[\w'’-]+ ){{0,3}}?{_TOLL}\b"
    rf"|\b{_TOLL}\b[^.!?]{{0,30}}? (?:is|was|has been|were)? ?(?:lowered|cut|reduced|corrected"
    rf"|revised down(?:wards?)?) (?:to|from) {_N}"
    rf"|\bnot {_N}[^.!?]{{0,30}}?,? as (?:had been |was |it |they |we )?(?:had )?{_FIRST}\b"
)
_GERMAN = (
    r"\bkorrigier(?:t|te|ten|en)\b (?:die |ihre |seine )?(?:Zahl|Opferzahl|Bilanz|Angaben?)\b"
    r"(?![^.!?]{0,60}nach oben)[^.!?]{0,60}\b(?:auf|von)\b"
    r"|\b(?:Opferzahl|Zahl der \w+)\b[^.!?]{0,60}(?:nach unten|auf \S+) korrigiert"
)
_FRENCH = (
    r"\b(?:corrig|rectifi|révis|abaiss)(?:e|ent|é|ée)\b[^.!?]{0,20}\b(?:bilan|nombre de)\b"
    r"[^.!?]{0,60}(?:à la baisse|\bà \d|\bde \d)|\bbilan\b[^.!?]{0,40}(?:revu à la baisse|ramené)"
)
_SPANISH = (
    r"\b(?:corrig|rectific|rebaj)(?:e|en|ió|ieron|a|an|ó|aron)\b[^.!?]{0,12}"
    r"\b(?:cifra|número|balance)\b[^.!?]{0,60} (?:a|de) \d"
)
_OF = "명|발|척|대|건|채|마리|곳|구|기"
_KOREAN = (
    r"\d[^.\d]{0,20}(?:으로|로) ?(?:정정|바로잡|고쳐)(?!.{0,9}(?:요구|신고|요청|촉구|하라))"
    rf"|(?:당초|애초|앞서|처음|최초|기존)[^.\d]{{0,30}}\d+ ?(?P<ko>{_OF})[^.\d]{{0,24}}"
    r"(?:알려|알렸|발표|집계|보고|추정|파악|전해|밝혔|했)[^.\d]{0,30}\d+ ?(?P=ko)"
    r"[^.]{0,16}(?:정정|확인|수정|번복|바로잡|최종)"
)
_JAPANESE = (
    r"\d[^。、\d]{0,8}(?:に|へ|へと)(?:下方)?訂正(?!へ|を求|要求|するよう)"
    r"|(?:当初|先に|これまで)[^。\d]{0,20}\d+(?P<ja>人|隻|発|件|機|頭|棟|台|両)[^。\d]{0,20}"
    r"(?:とし|と発表|と説明|と報|とされ|とみられ|とし)[^。\d]{0,24}\d+(?P=ja)[^。]{0,14}"
    r"(?:訂正|修正|誤り|だった|と判明)"
)
_PUT = "更正|修正|订正|訂正|下修|调低|調低|下调|下調"
_CHINESE = (
    rf"(?:{_PUT})[^。；\d]{{0,14}}(?:人[数數]|[数數]字|死亡|[伤傷]亡|受[伤傷]|失[踪蹤])[^。\d]{{0,8}}"
    r"[为為至到成]\d"
    r"|[由从從]\d+[^。\d]{0,6}(?:更正|修正|订正|訂正)[为為至到成]\d"
    rf"|[由从從]\d+[人名死][^。\d]{{0,4}}(?:{_PUT})[为為至到成]\d|更正[说說称稱表][^。]{{0,40}}\d"
    r"|(?:此前|先前|早前|稍早|最初|起初|原先)[^。\d]{0,12}\d+(?P<zh>人|名|艘|架|枚|起|例|宗)"
    r"[^。\d]{0,8}(?:有[误誤]|[^。\d]{0,6}(?:更正|[应應][为為]|[实實][为為])[^。\d]{0,4}\d+(?P=zh))"
)
# A title may say no more than "dead: 4→3".
_ARROW = re.compile(
    r"(?P<was>\d+) ?(?P<of>[^\W\d_]{0,2}?) ?(?:→|⇒|➔|➡|->|=>) ?(?P<now>\d+) ?(?P=of)(?!\d)"
)
_OF_HARM = re.compile(
    rf"\b{_HARM}\b|\btoll\b|사망|숨진|숨져|부상|실종|희생|死|[伤傷負]|不明|失[踪蹤]|[遇罹][难難]"
    r"|Tote|Verletzte|Vermisste|morts?\b|blessés|muertos|heridos",
    re.IGNORECASE,
)
_RECOUNTED = re.compile(
    "|".join((_ENGLISH, _GERMAN, _FRENCH, _SPANISH, _KOREAN, _JAPANESE, _CHINESE)), re.IGNORECASE
)
# Words of which one stands in each of the forms above; quicker to look for than these.
_WORDS = (
    *_listed("→ ⇒ ➔ ➡ -> => toll tally correct figure bilan corrig rectifi rebaj korrigier nombre"),
    *_listed(
        "opferzahl 정정 바로잡 당초 애초 앞서 처음 최초 기존 当初 先に これまで 修正 更正 訂正"
    ),
    *_listed("订正 下修 下调 下調 调低 調低 此前 先前 早前 稍早 最初 起初 原先"),
    *("number of", "count of", ", as ", " as first", "zahl der"),
)

_MENTIONED = sought("|".join(map(re.escape, _WORDS)), re.IGNORECASE)


def may_recount(text: str) -> bool:
    """Whether a word stands there without which nothing says that a count was wrong; quick."""
    return _MENTIONED.may_be_in(text)


def is_recount(sentence: str) -> bool:
    """Whether a sentence, or a title, says that a count was wrong, and tells the right one."""
    if not may_recount(sentence):
        return False
    return _RECOUNTED.search(sentence) is not None or _falls(sentence)


def _falls(sentence: str) -> bool:
    """Whether a number of victims stands there with an arrow to a smaller one."""
    found = _ARROW.search(sentence)
    falls = found is not None and int(found["now"]) < int(found["was"])
    return falls and _OF_HARM.search(sentence) is not None
