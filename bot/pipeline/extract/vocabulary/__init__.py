"""Words by which lines that are no part of an article give themselves away, as patterns."""

import re

from bot.pipeline.extract.vocabulary.chinese import CHINESE
from bot.pipeline.extract.vocabulary.english import ENGLISH
from bot.pipeline.extract.vocabulary.japanese import JAPANESE
from bot.pipeline.extract.vocabulary.korean import KOREAN
from bot.pipeline.extract.vocabulary.language import anywhere, joined
from bot.pipeline.extract.vocabulary.others import OTHERS

_ALL = (ENGLISH, JAPANESE, CHINESE, KOREAN, OTHERS)


def _first(field: str) -> "re.Pattern[str]":
    return re.compile(rf"^\W*{joined(_ALL, field)}(?![a-z])", re.IGNORECASE)


def _last(field: str) -> "re.Pattern[str]":
    return re.compile(rf"{joined(_ALL, field)}[\s。.!！»>›→▶]*$", re.IGNORECASE)


def _line(field: str, ends: str = r"\W*", flags: int = re.IGNORECASE) -> "re.Pattern[str]":
    return re.compile(rf"^\W*{joined(_ALL, field)}{ends}$", flags)


# What templates leave behind when nobody filled them in.
TEMPLATE = re.compile(
    r"\{\{[^{}\n]{0,80}\}\}|\{%[^%\n]{0,80}%\}|<%[^%\n]{0,80}%>|\$\{[^{}\n]{1,60}\}|"
    r"\[\[[^\[\]\n]{1,60}\]\]|%\([a-z_]{1,30}\)s|#\{[^{}\n]{1,60}\}|\{[a-z]+[A-Z_][A-Za-z_]*\}"
)
SERVICES, BUTTONS = anywhere(_ALL, "services"), anywhere(_ALL, "buttons")
URGES, URGES_LAST = _first("urges"), _last("urges_last")
OFFERS, OURS, YOURS = (anywhere(_ALL, field) for field in ("offers", "ours", "yours"))
GATES = anywhere(_ALL, "gates")
CONSENT, CONSENT_ASKS = anywhere(_ALL, "consent"), anywhere(_ALL, "consent_asks")
REPORTS = anywhere(_ALL, "reports")
MORE = _line("more", r"\s*(?:[:：|»›>→▶…]|\.\.\.|\(\d+\)|【.{0,6}】|\W)*")
INLINE, LABELS = _line("inline"), _line("labels")
MORE_BEFORE = re.compile(
    rf"^\W*{joined(_ALL, 'more_before')}\s*[:：|»›>→▶】\]]\s*\S", re.IGNORECASE
)
COMMENTS, COUNTS, AD = _line("comments"), _line("counts"), _line("ad")
BYLINE = _line("byline", flags=0)
TIMES, TIME_WORDS = re.compile(joined(_ALL, "times"), re.IGNORECASE), anywhere(_ALL, "time_words")
RIGHTS = re.compile(joined(_ALL, "rights"), re.IGNORECASE)

# Who made a picture: "Photo: …", "… /Reuters", （写真＝共同）.
_PHOTO, _BY, _WHO = (joined(_ALL, field) for field in ("photo", "credited", "agencies"))
_PICTURE = "(?:写真|画像|撮影|사진|图|圖)(?:は|[＝=／/：:]| ?제공)"
_UNENDED = r"(?<![.!?。！？」』”\"])(?<![.!?。！？」』”\"]\s)"
_IN_BRACKETS = r"[(（\[【][^()（）\[\]]{0,60}"
_BRACKET = r"[^()（）\[\]]{0,30}[)）\]】]"
CREDIT_FIRST = re.compile(
    rf"^\W*{_PHOTO} ?{_BY}?\s*(?:[:：=＝/／]|by\b|courtesy)\s*\S", re.IGNORECASE
)
CREDIT_LAST = re.compile(
    rf"(?:(?:^|[\s(（\[【｜.。/／—–-]){_PHOTO} ?{_BY}?\s*[:：=＝/／©]\s*[^.。:：]{{1,60}}"
    r"[)）\]】.]?"
    rf"|{_UNENDED}{_IN_BRACKETS}(?<![^\W_]){_WHO}(?![a-z]){_BRACKET}"
    r"|[＝=(（／/][^。]{0,30}(?:撮影|提供|写す|攝|摄|촬영|제공)[)）】]?"
    rf"|{_IN_BRACKETS}\bphoto\b{_BRACKET}"
    rf"|(?:/|／|\bvia |©\s?|=|＝|\| ?){_WHO}(?: images| photo)?[)）\]】.]?"
    rf"|[（(【]?{_PICTURE}[^。]{{1,30}}[)）】]?"
    r")\s*$",
    re.IGNORECASE,
)
# An agency's name in brackets at the end: of a caption, or of an article.
SIGNED = re.compile(
    rf"(?:(?<=[.!?。！？」』”\"])\s?{_IN_BRACKETS}(?<![^\W_]){_WHO}(?![a-z]){_BRACKET}"
    rf"|[.!?。]\s*(?<![^\W_]){_WHO})\s*$",
    re.IGNORECASE,
)
