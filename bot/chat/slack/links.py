"""Links of a post: what they are called never speaks of another place than where they lead."""

from typing import Final
from urllib.parse import urlsplit

from bot.chat.links import address, agrees
from bot.chat.slack.text import label_of, link, shown

LONGEST: Final = 512  # characters of an address that may stand in a text beside others


def linked(label: str, url: str | None, limit: int) -> str:
    """Give ``<url|label>`` in at most ``limit`` characters.

    Where the label would speak of another place, it stands as text, with its host linked behind it;
    without an address, or room for it, the label stands alone.
    """
    target = address(url, LONGEST)
    if target is None or len(target) + 40 > limit or not label.strip():
        return shown(label, limit)
    drawn = link(" ".join(label.split()), target, limit)
    if agrees(label, target) and agrees(label_of(drawn), target):  # a cut may leave another host
        return drawn
    place = f" ({link(urlsplit(target).hostname or '', target, len(target) + 60)})"
    room = limit - len(place)
    return f"{shown(label, room)}{place}" if room > 20 else shown(label, limit)
