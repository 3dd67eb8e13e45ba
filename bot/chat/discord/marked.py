"""Our own sentences in Discord's markdown: `code`, *emphasis* and addresses keep their meaning."""

import re
from typing import Final

from bot.chat.discord.links import LONGEST
from bot.chat.discord.text import bare, escape
from bot.chat.fit import fit, units
from bot.chat.links import address
from bot.model import Marks

# Of the text of an answer or a notice (bot/commands/__init__.py): foreign text has none of these.
_MARK: Final = re.compile(r"`([^`\n]+)`|\*([^*\n]+)\*|(https?://[^\s`*]+)")
_END: Final = re.compile(r"[.,;:!?)\]»”’]+$")


def marked(text: str) -> str:
    """Draw a sentence of ours."""
    parts, start = [], 0
    for found in _MARK.finditer(text):
        parts.append(escape(text[start : found.start()]))
        parts.append(_drawn(found))
        start = found.end()
    return "".join((*parts, escape(text[start:])))


def _drawn(found: re.Match[str]) -> str:
    code, stressed, url = found.groups()
    if code:
        return f"`{bare(code)}`"
    if stressed:
        return f"**{escape(stressed)}**"
    tail = _END.search(url)
    whole = url[: tail.start()] if tail else url
    target = address(whole, LONGEST)
    # In angle brackets, so that Discord draws no card of it.
    shown = f"<{target}>" if target else escape(whole)
    return f"{shown}{escape(tail[0]) if tail else ''}"


def pieces(text: str, limit: int) -> list[str]:
    """Draw a long text in pieces of at most ``limit`` characters, parted between its lines."""
    found: list[str] = []
    for line in text.split("\n"):
        drawn = marked(line)
        if units(drawn) > limit:
            drawn = fit(line, limit, escape)  # too long for one piece: cut, without our marks
        if found and units(found[-1]) + units(drawn) + 1 <= limit:
            found[-1] = f"{found[-1]}\n{drawn}"
        else:
            found.append(drawn)
    return found


def stressed(text: str, marks: Marks) -> str:
    """Escape a text and let the names in it that met the watch stand out.

    A mark that would part what only as a whole is seen to call or to link is left out.
    """
    parts, start = [], 0
    for first, end in marks:
        if start <= first < end <= len(text) and text[first:end].strip():
            parts += [(text[start:first], False), (text[first:end], True)]
            start = end
    parts.append((text[start:], False))
    whole, apart = escape(text), [(escape(part), bold) for part, bold in parts]
    if "".join(part for part, _ in apart) != whole:
        return whole
    return "".join(f"**{part}**" if bold else part for part, bold in apart)
