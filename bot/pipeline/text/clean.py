"""What is no sentence of a report: tails of feeds, labels of buttons, cut-off ends."""

import re

_ENDS = re.compile(r"[.!?。！？।؟．][\"'”’」』）)\]»]*$")
_CUT_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|……)[\"'”’」』）)\]»]*$")
_MORE = (
    r"(?-i:Read|See|Learn|View|Find out|READ|SEE) (?:the )?(?:more|full (?:story|article)|rest|on)"
)
_ASIAN_MORE = (
    "続きを読む|全文を読む|もっと見る|阅读全文|閱讀全文|查看全文|继续阅读|繼續閱讀|"
    "자세히 보기|기사 더보기|더 보기"
)
_TAILS = (
    r"\[(?:…|\.\.\.)\]",
    rf"\(?\b{_MORE}\b[^.!?]{{0,60}}[.…»→>]*\)?",
    r"Continue reading\b.{0,200}",
    r"The post\b.{1,300}?\bappeared first on\b.{1,200}",
    rf"(?:{_ASIAN_MORE})[》»＞>…。]*",
)
_TAIL = re.compile(rf"\s*(?:{'|'.join(_TAILS)})\s*$", re.IGNORECASE | re.DOTALL)
_BUTTON = (
    r"(?:share|tweet|e?mail|print|save|copy link|facebook|twitter|whatsapp|linkedin|reddit|telegram"
    r"|x|line|comments?|subscribe|sign up|follow us|advertisement|related|listen|watch)"
)
_LABELS = (
    r"share (?:this|on)|follow us|sign up (?:for|to)|subscribe (?:to|now)|click here|read more",
    r"this article (?:was )?(?:originally|first)|photo(?:graph)?:|image:|file photo|getty images",
    r"(?:additional )?(?:reporting|writing|editing) by",
    r"©|copyright (?:\(c\)|©|\d)|all rights reserved|無断転載|ⓒ|저작권자|무단",
)
_JUNK = re.compile(
    rf"^(?:{_BUTTON}[\s,|·/:]+)*{_BUTTON}[.!]?$|^(?:{'|'.join(_LABELS)})", re.IGNORECASE
)
# "HONG KONG, April 14 (Reuters) - ": says where from, and is kept; but a bare one is no sentence.
_DATELINE = re.compile(r"^[A-Z][A-Za-z ./,]{2,40}(?:\([A-Za-z ]{2,20}\))?\s*[-–—]+\s*$")
_POINTERS = (
    "He|She|It|They|We|His|Her|Their|Its|This|That|These|Those|But|And|So|However|Also|"
    "Meanwhile|Instead|Then|Yet|Still|Both|Such|Moreover|Furthermore|Thus|Nevertheless|"
    "Elsewhere"
)
_POINTERS_DENSE = (
    "これ|それ|あれ|同氏|同省|同社|同国|一方|また|しかし|ただ|彼|さらに|そして|"
    "だが|他|她|它|这|這|此外|另外|但|然而|同时|同時|对此|對此|不过|不過|该|"
    "該|其"
)
_POINTERS_KO = "그는|그녀는|이는|이에|그러나|하지만|또|한편|이어|이날|그들은|다만"
_DANGLING = re.compile(
    rf"^[\"'“‘「]?(?:(?:{_POINTERS})\b|{_POINTERS_DENSE}"
    rf"|(?:{_POINTERS_KO})(?=[\s,]))"
)
_LEAST = 15  # characters of a sentence; fewer in scripts that need fewer
_LEAST_DENSE = 8


def without_tails(sentence: str, title: str, start: int) -> tuple[int, str]:
    """Take feed tails off the end and the title off the front; give the new start too.

    What is left is a slice of the sentence, so also of the text it stands in.
    """
    while (shorter := _TAIL.sub("", sentence)) != sentence:
        sentence = shorter
    if title and sentence.startswith(title) and len(sentence) > len(title):
        rest = sentence[len(title) :].lstrip(" \t\u3000:：-–—|·.")
        start, sentence = start + len(sentence) - len(rest), rest
    return start, sentence.rstrip()


def is_whole(sentence: str) -> bool:
    """Whether it is a sentence to its end, and of a report: no label, no cut-off tail."""
    dense = sum(not letter.isascii() for letter in sentence) * 2 > len(sentence)
    if len(sentence) < (_LEAST_DENSE if dense else _LEAST):
        return False
    return bool(
        _ENDS.search(sentence)
        and not _CUT_OFF.search(sentence)
        and not is_label(sentence)
        and not _DATELINE.search(sentence)
    )


def is_label(sentence: str) -> bool:
    """Whether it is none of a report's words: a button, a credit, a byline."""
    return bool(_JUNK.search(sentence))


def is_dangling(sentence: str) -> bool:
    """Whether it begins with a word that points at a sentence before it."""
    return bool(_DANGLING.match(sentence))
