"""Text without markup: tags out, blocks on lines of their own, entities as characters."""

import re
from html import unescape

import nh3

from bot.pipeline.text.safe import safe

_BLOCKS = (
    "address article aside blockquote br caption center dd div dl dt figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section table tbody td tfoot th thead "
    "title tr ul"
).replace(" ", "|")
_BLOCK = re.compile(rf"<(?=/?(?:{_BLOCKS})\b)", re.IGNORECASE)
_TAG = re.compile(
    rf"</?(?:{_BLOCKS}|a|abbr|b|cite|code|del|em|font|i|iframe|img|ins|q|s|script|small|span|"
    r"strong|style|sub|sup|u|video)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
TOO_OFTEN = 2  # times that what reads as encoded is read once more
_MARK = "\x02"  # a control character, which no feed's text holds any more at this point


def from_html(html: str) -> str:
    """Give the text of HTML; a block begins a new line, other white space is one blank."""
    if "<" in html:
        html = _without_tags(html)
    elif "&" in html:
        html = unescape(html)
    lines = (" ".join(safe(part).split()) for part in _once_more(html).split(_MARK))
    return "\n".join(line for line in lines if line)


def _without_tags(html: str) -> str:
    return unescape(nh3.clean(_BLOCK.sub(f"{_MARK}<", html), tags=set()))


def _once_more(text: str) -> str:
    """Read what programs encoded more often than HTML asks for: "Japan&#39;s" in a reader's text.

    Tags are taken out only where they came out of such: a text may speak of the tag <b>.
    """
    for _ in range(TOO_OFTEN):
        if "&" not in text or not _ENTITY.search(text):
            break
        text = unescape(text)
        if _TAG.search(text):
            text = _without_tags(text)
    return text


def from_plain(text: str) -> str:
    """Give text that a feed calls plain; what is markup all the same is taken out."""
    if _TAG.search(text):
        return from_html(text)
    if _ENTITY.search(text):
        text = _once_more(unescape(text)).replace(_MARK, " ")
    return line(text)


def line(text: str) -> str:
    """Give text on one line, as titles and names are, without what is unseen."""
    return " ".join(safe(text).split())
