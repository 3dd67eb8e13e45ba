"""Buttons as Discord takes them: up to five rows of five, each with an id of its own.

An id carries all that its handler needs, so it can be pressed after any restart. The first id of a
post ends with the post's nonce: it marks the post, so that it can be found in a channel's history.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from bot.chat.discord.text import unformatted
from bot.model import Button

ROWS: Final = 5
IN_A_ROW: Final = 5
LONGEST_ID: Final = 100
LABEL: Final = 80
_MARKER: Final = re.compile(r"~([a-z2-7]{20})(?:\+(\d{1,2}))?\Z")
_MARK_ROOM: Final = 24  # "~", the nonce, "+", and how many parts follow
_ACTION_ROW, _BUTTON = 1, 2
_GREY, _RED = 2, 4
_STYLES: Final = {"remove": _RED, "drop": _RED}


def rows(buttons: Iterable[Button]) -> list[dict[str, Any]]:
    """Draw buttons in rows; what finds no room, or would stand twice, is left out."""
    seen: dict[str, Button] = {}
    for button in buttons:
        room = LONGEST_ID - (0 if seen else _MARK_ROOM)
        if 0 < len(button.id) <= room and len(seen) < ROWS * IN_A_ROW:
            seen.setdefault(button.id, button)
    drawn = [_button(button) for button in seen.values()]
    return [
        {"type": _ACTION_ROW, "components": drawn[start : start + IN_A_ROW]}
        for start in range(0, len(drawn), IN_A_ROW)
    ]


def _button(button: Button) -> dict[str, Any]:
    return {
        "type": _BUTTON,
        "style": _STYLES.get(button.id.partition(":")[0], _GREY),
        "label": unformatted(button.label, LABEL) or "…",
        "custom_id": button.id,
    }


def mark(components: Sequence[Mapping[str, Any]], nonce: str, parts: int = 0) -> list[Any]:
    """Write a post's nonce, and how many parts follow it in its thread, into its first button."""
    count = f"+{parts}" if parts else ""
    drawn = [{**row, "components": [dict(one) for one in row["components"]]} for row in components]
    if drawn:
        first = drawn[0]["components"][0]
        first["custom_id"] = f"{first['custom_id']}~{nonce}{count}"
    return drawn


def unmarked(custom_id: str) -> str:
    """Give a button's id without the nonce of its post."""
    return _MARKER.sub("", custom_id)


def marker(components: Iterable[Mapping[str, Any]]) -> tuple[str, int] | None:
    """Read the nonce of a post from its buttons, and how many parts follow it; None: no mark."""
    for row in components:
        for one in row.get("components", ()):
            if found := _MARKER.search(str(one.get("custom_id", ""))):
                return found[1], int(found[2] or 0)
    return None
