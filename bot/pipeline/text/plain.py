"""Foreign text in a sentence of ours: one line, cut, without the signs that we mark with."""

import unicodedata

from bot.pipeline.text.safe import safe
from bot.pipeline.text.tokens import cut

_UNSEEN = ("Cc", "Cf", "Cs")
_JOINERS = "\u200c\u200d"  # letters of Persian, Hindi and emoji; `safe` takes out the others


def plain(text: str, limit: int = 140) -> str:
    """Make foreign text safe to stand in a sentence of the bot.

    Control and format characters go (Unicode Cc, Cf: they can turn the writing direction round),
    and halves of a pair (Cs: no platform takes them). ` and * become look-alikes, since they mark
    code and emphasis.
    """
    seen = "".join(" " if _is_unseen(c) else c for c in text)
    return cut(" ".join(safe(seen).split()), limit).replace("`", "ˋ").replace("*", "∗")


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in _UNSEEN and letter not in _JOINERS
