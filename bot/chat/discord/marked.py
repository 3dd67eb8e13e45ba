"""Our own sentences in Discord's markdown: `code`, *emphasis* and addresses keep their meaning."""

import re

from bot.chat import marks
from bot.chat.discord.links import LONGEST
from bot.chat.discord.text import bare, escape
from bot.chat.links import address
from bot.model import Marks


def marked(text: str) -> str:
    """Draw a sentence of ours."""
    return marks.drawn(text, escape, _drawn)


def _drawn(found: re.Match[str]) -> str:
    code, stressed, url, at, said = found.groups()
    if code:
        return f"`{bare(code)}`"
    if stressed:
        return f"**{escape(stressed)}**"
    if at:  # in the reader's zone (Discord, "Message Formatting", Timestamp Styles)
        return f"<t:{at}:{'f' if ' ' in said else 't'}>"
    whole, end = marks.without_end(url)
    target = address(whole, LONGEST)
    # In angle brackets, so that Discord draws no card of it.
    shown = f"<{target}>" if target else escape(whole)
    return f"{shown}{escape(end)}"


def pieces(text: str, limit: int) -> list[str]:
    """Draw a long text in pieces of at most ``limit`` characters, parted between its lines."""
    return marks.pieces(text, limit, marked=marked, escape=escape)


def stressed(text: str, places: Marks) -> str:
    """Escape a text and let the names in it that met the watch stand out.

    A mark that would part what only as a whole is seen to call or to link is left out.
    """
    parts, start = [], 0
    for first, end in places:
        if start <= first < end <= len(text) and text[first:end].strip():
            parts += [(text[start:first], False), (text[first:end], True)]
            start = end
    parts.append((text[start:], False))
    whole, apart = escape(text), [(escape(part), bold) for part, bold in parts]
    if "".join(part for part, _ in apart) != whole:
        return whole
    return "".join(f"**{part}**" if bold else part for part, bold in apart)
