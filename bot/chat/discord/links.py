"""Links of a post: what they are called never speaks of another place than where they lead."""

from typing import Final
from urllib.parse import urlsplit

from bot.chat.discord.text import shown, unescaped
from bot.chat.links import address, agrees

LONGEST: Final = 512  # characters of an address that may stand in a text beside others


def linked(label: str, url: str | None, limit: int) -> str:
    """Give ``[label](url)`` in at most ``limit`` characters.

    Where the label would speak of another place, it stands as text, with its host linked behind it;
    without an address, or room for it, the label stands alone.
    """
    target = address(url, LONGEST)
    if target is None or len(target) + 40 > limit:
        return shown(label, limit)
    drawn = shown(label, limit - len(target) - 4)
    if agrees(label, target) and agrees(unescaped(drawn), target):  # a cut may leave another host
        return f"[{drawn}]({target})"
    place = f" ([{shown(urlsplit(target).hostname or '', 60)}]({target}))"
    room = limit - len(place)
    return f"{shown(label, room)}{place}" if room > 20 else shown(label, limit)
