"""Foreign text in a sentence of ours: one line, cut, without the signs that we mark with."""

import unicodedata

from bot.pipeline.text.tokens import cut


def plain(text: str, limit: int = 140) -> str:
    """Make foreign text safe to stand in a sentence of the bot.

    Control and format characters go (Unicode Cc, Cf: they can turn the writing direction round),
    and halves of a pair (Cs: no platform takes them). ` and * become look-alikes, since they mark
    code and emphasis.
    """
    seen = "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Cs") else " " for c in text)
    return cut(" ".join(seen.split()), limit).replace("`", "ˋ").replace("*", "∗")
