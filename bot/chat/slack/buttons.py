"""Buttons as Slack takes them: blocks of actions, each button with an ``action_id`` of its own.

The ``action_id`` is the button's id, whole and alone (``why:s12``; Slack takes 255 characters); no
``value`` is sent, and a press is read by `pressed`. It carries all that its handler needs, so it
can be pressed after any restart. A post is marked elsewhere (``marks``).
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from bot.chat.slack.text import BUTTON, plain
from bot.model import Button

IN_A_BLOCK: Final = 25
MOST: Final = 50
LONGEST_ID: Final = 255
_STYLES: Final = {"remove": "danger", "drop": "danger"}

Block = dict[str, Any]


def actions(buttons: Iterable[Button]) -> list[Block]:
    """Draw buttons; what finds no room, or would stand twice, is left out."""
    seen: dict[str, Button] = {}
    for button in buttons:
        if 0 < len(button.id) <= LONGEST_ID and len(seen) < MOST:
            seen.setdefault(button.id, button)
    drawn = [_button(button) for button in seen.values()]
    return [
        {"type": "actions", "elements": drawn[start : start + IN_A_BLOCK]}
        for start in range(0, len(drawn), IN_A_BLOCK)
    ]


def _button(button: Button) -> dict[str, Any]:
    label = " ".join(button.label.split()) or "…"
    drawn = {"type": "button", "text": plain(label, BUTTON), "action_id": button.id}
    style = _STYLES.get(button.id.partition(":")[0])
    return {**drawn, "style": style} if style else drawn


def pressed(action: Mapping[str, Any]) -> str:
    """Give the id of a button that was pressed; ``action``: one of a payload's ``actions``."""
    return str(action.get("action_id") or "")
