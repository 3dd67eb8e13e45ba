"""Our own sentences in Slack's mrkdwn: `code`, *emphasis* and addresses keep their meaning.

Slack knows a sign of emphasis only beside a blank or a sign of ASCII, not within Japanese or
Chinese, and not beside a letter; a space without width makes room for it there.
"""

import re
from functools import partial
from typing import Final

from bot.chat import marks
from bot.chat.links import address
from bot.chat.slack.links import LONGEST
from bot.chat.slack.text import escape, escaped
from bot.model import Marks

_NO_WIDTH: Final = "\u200b"
_APART: Final = frozenset(" \t\n.,;:!?()[]{}\"'-/…—")


def marked(text: str) -> str:
    """Draw a sentence of ours."""
    return marks.drawn(text, escape, partial(_drawn, text))


def _drawn(text: str, found: re.Match[str]) -> str:
    code, stressed, url, at, said = found.groups()
    if code:
        return _parted(f"`{escaped(code)}`", text, found.start(), found.end())
    if stressed:
        return _parted(_bold(stressed), text, found.start(), found.end())
    if at:  # in the reader's zone (Slack, "Formatting text for app surfaces", Date formatting)
        day = "{date_short_pretty}, " if " " in said else ""
        return f"<!date^{at}^{day}{{time}}|{escaped(said)}>"
    whole, end = marks.without_end(url)
    target = address(whole, LONGEST)
    shown = f"<{escaped(target)}>" if target else escape(whole)
    return f"{shown}{escape(end)}"


def bold(text: str) -> str:
    """Let a whole text of one line stand out, where there is any."""
    return _bold(text) if text.strip() else ""


def _bold(text: str) -> str:
    """Slack reads no emphasis with a blank inside at its end."""
    if not (inner := text.strip()):
        return text
    before, _, after = text.partition(inner)
    return f"{before}*{escape(inner)}*{after}"


def _parted(drawn: str, text: str, start: int, end: int) -> str:
    """Put spaces without width around emphasis that Slack would not see."""
    before = _NO_WIDTH if start > 0 and text[start - 1] not in _APART else ""
    after = _NO_WIDTH if end < len(text) and text[end] not in _APART else ""
    return f"{before}{drawn}{after}"


def pieces(text: str, limit: int) -> list[str]:
    """Draw a long text in pieces of at most ``limit`` characters, parted between its lines."""
    return marks.pieces(text, limit, marked=marked, escape=escape)


def stressed(text: str, places: Marks) -> str:
    """Escape a text of one line and let the names in it that met the watch stand out.

    A mark that would part what only as a whole is seen as an emoji or a quote is left out.
    """
    parts, start, whole = [], 0, escape(text)
    for first, end in places:
        if start <= first < end <= len(text) and text[first:end].strip():
            parts += [escape(text[start:first]), _parted(_bold(text[first:end]), text, first, end)]
            start = end
    made = "".join((*parts, escape(text[start:])))
    same = made.replace("*", "").replace(_NO_WIDTH, "") == whole.replace(_NO_WIDTH, "")
    return made if same else whole
