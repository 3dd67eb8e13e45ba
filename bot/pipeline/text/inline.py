"""What stands amid a paragraph and is none of it: buttons, credits of pictures, ways on; pure.

Saved texts and careless pages have them in the same line as what is told. A piece between two
sentences goes when it alone would be no part of an article, as ``lines`` knows it. Of a picture a
caption may be one sentence, so its credit goes only where two whole ones stand beside it.
"""

import re

from bot.pipeline.text.credits import CAPTION
from bot.pipeline.text.lines import Junk, ends_a_sentence, junk_in, size

SHORT = 120  # size of a piece that may be none of a paragraph's
WHOLE = 24  # size of a sentence, at least
BESIDE_A_CREDIT = 2  # sentences, from which on a line is no caption
_POINTERS = "▶►▷☞→※■●▲▼◆◇☑✔•>» "
LONGEST_ROW = 10  # words of a row of buttons
_BETWEEN = re.compile(r"(?<=[.!?。！？])[\"'”’»」』）)\]]*\s+|(?<=[。！？])(?![」』”’）)])")
_BRACKETED = re.compile(rf"(?:^|(?<=[.!?。！？”\"』」»])\s*)(?:{CAPTION})\s*", re.IGNORECASE)
# "Photo: Ines Duarte/Northlight": who took it, up to the name behind the stroke.
_CREDITED = re.compile(
    r"^[^\W\d_]{1,12}\s?[:：=]\s?(?:[^\W\d_][\w.'’-]*\s){0,3}[\w.'’-]+/[\w.-]+\s+"
)
_MAY_HOLD = frozenset({None, Junk.CREDIT, Junk.SIGNED, Junk.MORE, Junk.TEMPLATE})
_KINDS = frozenset({Junk.PROMPT, Junk.LABEL, Junk.SHARE, Junk.AD, Junk.MORE, Junk.CREDIT})


def without_inline(text: str) -> str:
    """Give a paragraph without what is none of it; the text itself where that is all there is."""
    if size(text) < 2 * WHOLE or junk_in(text) not in _MAY_HOLD:
        return text  # what is none of an article as a whole stays so
    plain = _BRACKETED.sub(lambda found: " " if found.start() else "", text).strip()
    pieces = _BETWEEN.split(plain)
    kept = [left for piece in pieces if (left := _without_row(piece)) and not _is_none_of_it(left)]
    if len(pieces) == len(kept) and all(map(str.__eq__, pieces, kept)) and plain == text:
        return text
    told = sum(size(piece) >= WHOLE and ends_a_sentence(piece) for piece in kept)
    credited = plain != text or any(_is_credit(piece) for piece in pieces)
    return _joined(plain, kept) if told >= (BESIDE_A_CREDIT if credited else 1) else text


def _is_none_of_it(piece: str) -> bool:
    plain = piece.lstrip(_POINTERS)
    return size(piece) < SHORT and not piece[:1].islower() and junk_in(plain) in _KINDS


def _is_credit(piece: str) -> bool:
    return junk_in(piece) is Junk.CREDIT or _CREDITED.match(piece) is not None


def _without_row(piece: str) -> str:
    """Take a row of buttons, or who took a picture, off the front of a sentence."""
    if credit := _CREDITED.match(piece):
        return piece[credit.end() :]
    words = piece.split(" ")
    for n in range(min(LONGEST_ROW, len(words) - 1), 1, -1):
        row, rest = " ".join(words[:n]), " ".join(words[n:])
        if junk_in(row) is Junk.SHARE and not rest[:1].islower() and ends_a_sentence(rest):
            return rest
    return piece


def _joined(plain: str, kept: list[str]) -> str:
    """Put pieces together as they stood: with a space where there was one."""
    spaced = " " if re.search(r"[.!?。！？]\s", plain) else ""
    return spaced.join(kept)
