"""The marks of our own sentences, for every platform: `code`, *emphasis*, addresses and moments.

Of the text of an answer or a notice (bot/commands/__init__.py): foreign text has none of these.
"""

import re
from collections.abc import Callable
from typing import Final

from bot.chat.fit import fit, units
from bot.words import MOMENT

_TIME: Final = rf"{MOMENT}(\d+){MOMENT}([^{MOMENT}\n]*){MOMENT}"
_MARK: Final = re.compile(rf"`([^`\n]+)`|\*([^*\n]+)\*|(https?://[^\s`*]+)|{_TIME}")
_MOMENT: Final = re.compile(_TIME)
_END: Final = re.compile(r"[.,;:!?)\]»”’]+$")


def drawn(text: str, escape: Callable[[str], str], draw: Callable[[re.Match[str]], str]) -> str:
    """Give a sentence of ours, its marks as ``draw`` writes them and all else escaped.

    A mark's groups: what stands in code, what is stressed, an address, a moment (in seconds since
    1970) and how it was said; all but one of them, or the last two, are None.
    """
    parts, start = [], 0
    for found in _MARK.finditer(text):
        parts += [escape(text[start : found.start()]), draw(found)]
        start = found.end()
    return "".join((*parts, escape(text[start:])))


def timeless(text: str) -> str:
    """Give a sentence of ours with its moments as they were said, in the channel's zone."""
    return _MOMENT.sub(r"\2", text)


def without_end(url: str) -> tuple[str, str]:
    """Part an address from the signs that end the sentence around it."""
    end = _END.search(url)
    return (url[: end.start()], end[0]) if end else (url, "")


def pieces(
    text: str, limit: int, *, marked: Callable[[str], str], escape: Callable[[str], str]
) -> list[str]:
    """Draw a long text in pieces of at most ``limit`` characters, parted between its lines."""
    found: list[str] = []
    for line in text.split("\n"):
        made = marked(line)
        if units(made) > limit:
            made = fit(
                timeless(line), limit, escape
            )  # too long for one piece: cut, without our marks
        if found and units(found[-1]) + units(made) + 1 <= limit:
            found[-1] = f"{found[-1]}\n{made}"
        else:
            found.append(made)
    return found
