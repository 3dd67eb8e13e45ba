"""Cut a text to what a platform takes once it is escaped, between what people see as characters."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Final

_JOINER: Final = "\u200d"
_SKIN: Final = range(0x1F3FB, 0x1F400)  # emoji modifiers belong to the emoji before them
_VOWELS: Final = "\u0e33\u0eb3"  # sara am of Thai and Lao, letters that stand on another
_VIRAMA: Final = 9  # the combining class of what binds two consonants into one
_FLAG: Final = range(0x1F1E6, 0x1F200)  # two of them are one flag


def fit(text: str, limit: int, escape: Callable[[str], str]) -> str:
    """Give ``escape(text)`` in at most ``limit`` UTF-16 units, "…" at the end of what was cut.

    Discord and Slack count as JavaScript does. A cut never leaves half an escape, half a pair or
    half a grapheme (UAX #29, the rules that names and titles need).
    """
    if len(text) <= limit and units(whole := escape(text)) <= limit:
        return whole
    # The first fits with its ellipsis, the second does not; escaping makes no text shorter.
    low, high = 0, min(len(text), max(limit, 1))
    while high - low > 1:
        middle = (low + high) // 2
        fits = units(escape(text[:middle])) < limit
        low, high = (middle, high) if fits else (low, middle)
    while low and _inside(text, low):
        low -= 1
    return escape(text[:low].rstrip()) + "…" if limit > 0 else ""


def units(text: str) -> int:
    """Count a text's length as Discord and Slack do: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def within(lines: Iterable[str], room: int) -> list[str]:
    """Take whole lines as long as they find room."""
    taken: list[str] = []
    for line in lines:
        room -= units(line) + 1
        if room < 0:
            break
        taken.append(line)
    return taken


def in_texts(lines: Iterable[str], room: int) -> Iterator[str]:
    """Join whole lines into texts of at most ``room`` units."""
    text = ""
    for line in lines:
        if text and units(text) + units(line) + 1 > room:
            yield text
            text = line
        else:
            text = f"{text}\n{line}" if text else line
    if text:
        yield text


def _inside(text: str, at: int) -> bool:
    """Say whether a cut before ``text[at]`` would part a grapheme."""
    before, after = text[at - 1], text[at]
    sign = unicodedata.category(after) in ("Mn", "Mc", "Me") or after in _VOWELS
    joined = _JOINER in (before, after) or unicodedata.combining(before) == _VIRAMA or sign
    flag = ord(after) in _FLAG and _flags_before(text, at) % 2 == 1
    return joined or flag or ord(after) in _SKIN


def _flags_before(text: str, at: int) -> int:
    count = 0
    while count < at and ord(text[at - 1 - count]) in _FLAG:
        count += 1
    return count
