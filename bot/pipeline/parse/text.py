"""Text without markup: tags out, blocks on lines of their own, entities as characters."""

import re
from html import unescape

import nh3

from bot.pipeline.text.encoded import BLOCKS, ENTITY, TAG, read_again, without_markup
from bot.pipeline.text.safe import safe

_BLOCK = re.compile(rf"<(?=/?(?:{BLOCKS})\b)", re.IGNORECASE)
_MARK = "\x02"  # a control character, which no feed's text holds any more at this point


def from_html(html: str) -> str:
    """Give the text of HTML; a block begins a new line, other white space is one blank."""
    if "<" in html:
        html = _without_tags(html)
    elif "&" in html:
        html = unescape(html)
    parts = read_again(html, _without_tags).split(_MARK)
    lines = (without_markup(" ".join(safe(part).split())) for part in parts)
    return "\n".join(line for line in lines if line)


def _without_tags(html: str) -> str:
    return unescape(nh3.clean(_BLOCK.sub(f"{_MARK}<", html), tags=set()))


def from_plain(text: str) -> str:
    """Give text that a feed calls plain; what is markup all the same is taken out."""
    if TAG.search(text):
        return from_html(text)
    if ENTITY.search(text):
        text = read_again(unescape(text), _without_tags).replace(_MARK, " ")
    return line(text)


def line(text: str) -> str:
    """Give text on one line, as titles and names are, without what is unseen."""
    return " ".join(safe(text).split())
