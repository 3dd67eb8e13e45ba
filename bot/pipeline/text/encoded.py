"""Text that programs encoded more often than HTML asks for: "Japan&#39;s" in what a reader sees."""

import re
from collections.abc import Callable
from html import unescape

BLOCKS = (
    "address article aside blockquote br caption center dd div dl dt figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section table tbody td tfoot th thead "
    "title tr ul"
).replace(" ", "|")
TAG = re.compile(
    rf"</?(?:{BLOCKS}|a|abbr|b|cite|code|del|em|font|i|iframe|img|ins|q|s|script|small|span|"
    r"strong|style|sub|sup|u|video)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
TOO_OFTEN = 2  # times that what reads as encoded is read once more
_CODE = re.compile(r"<(script|style)\b[^<>]*>.*?</\1>", re.IGNORECASE | re.DOTALL)


def read_again(text: str, without_tags: Callable[[str], str]) -> str:
    """Read characters that are still encoded in a text without markup.

    Tags are taken out only where they came out of such: a text may speak of the tag <b>.
    """
    for _ in range(TOO_OFTEN):
        if "&" not in text or not ENTITY.search(text):
            break
        text = unescape(text)
        if TAG.search(text):
            text = without_tags(text)
    return text


def as_meant(line: str) -> str:
    """Give a line without what was encoded once too often, tags too."""
    return without_markup(read_again(line, _without_tags))


def without_markup(line: str) -> str:
    """Take tags out of a line that begins with one and ends one: "<p>An <i>Ishigaki</i> ferry …".

    Others are what it speaks of.
    """
    if line.startswith("<") and "</" in line and TAG.match(line):
        return _without_tags(line)
    return line


def _without_tags(text: str) -> str:
    return " ".join(TAG.sub(_gap, _CODE.sub(" ", text)).split())


def _gap(tag: re.Match[str]) -> str:
    """Put a blank where a block ends; "fo<b>u</b>r" is one word."""
    name = tag[0].strip("</>").split()[0].lower()
    return " " if name in _OWN_LINES else ""


_OWN_LINES = frozenset(BLOCKS.split("|"))
