"""How an answer is drawn for Discord: text where it fits, else embeds; stories as in a digest."""

from typing import Any, Final

from bot.chat.discord.buttons import rows
from bot.chat.discord.draw import BLUE, GREY, RED
from bot.chat.discord.marked import marked, pieces
from bot.chat.discord.sections import pack
from bot.chat.discord.text import CONTENT, allowed_mentions
from bot.chat.fit import units
from bot.model import Reply

_PIECE: Final = 2900  # of a long text: two of them are within 6,000 characters
_HEAD: Final = 900


def bodies(reply: Reply) -> list[dict[str, Any]]:
    """Draw an answer as one message or several, the first with the buttons."""
    first, *more = _drawn(reply)
    quiet = {"allowed_mentions": allowed_mentions(None)}
    return [
        {**first, **quiet, "components": rows(reply.buttons)},
        *({**body, **quiet} for body in more),
    ]


def _drawn(reply: Reply) -> list[dict[str, Any]]:
    text = reply.text.strip() or "…"
    if reply.sections:
        head = marked(text.split("\n", 1)[0])
        title = head if units(head) <= _HEAD else "…"
        whole = pack(reply.sections, title=title, footer="", colour=BLUE)
        return [whole.body, *whole.more]
    drawn = marked(text)
    if units(drawn) <= CONTENT:
        return [{"content": drawn, "embeds": []}]
    colour = RED if reply.error else GREY
    parts = [{"color": colour, "description": part or "…"} for part in pieces(text, _PIECE)]
    pairs = [parts[start : start + 2] for start in range(0, len(parts), 2)]
    return [{"content": "", "embeds": pair} for pair in pairs]
