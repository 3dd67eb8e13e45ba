"""How an answer is drawn for Slack: its text in sections; stories as in a digest."""

from typing import Any, Final

from bot.chat import marks
from bot.chat.fit import fit
from bot.chat.slack.buttons import actions
from bot.chat.slack.marked import pieces
from bot.chat.slack.sections import SIZE, pack, section, size_of
from bot.chat.slack.text import SECTION, escape
from bot.model import Reply

_TEXT: Final = 3000  # characters of what a notification and a screen reader say


def bodies(reply: Reply) -> list[dict[str, Any]]:
    """Draw an answer as one message or several (text and blocks), the first with the buttons."""
    text = reply.text.strip() or "…"
    buttons = actions(reply.buttons)
    if reply.sections:
        head = [section(piece) for piece in pieces(text.split("\n", 1)[0], SECTION)]
        drawn = pack(reply.sections, head=head, foot=buttons)
    else:
        drawn = _messages(text, buttons)
    return [{"text": _spoken(text), "blocks": blocks} for blocks in drawn]


def _messages(text: str, buttons: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    found: list[list[dict[str, Any]]] = [[]]
    room = SIZE - size_of(buttons)
    for piece in pieces(text, SECTION):
        block = section(piece)
        if found[-1] and size_of([block]) > room:
            found.append([])
            room = SIZE
        found[-1].append(block)
        room -= size_of([block])
    return [[*found[0], *buttons], *found[1:]]


def _spoken(text: str) -> str:
    """Give the answer without our marks."""
    return fit(marks.timeless(text).replace("`", "").replace("*", ""), _TEXT, escape)
