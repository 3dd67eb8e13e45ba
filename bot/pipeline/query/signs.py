"""The signs of a typed query: those of other keyboards, and those of a sentence around a word."""

import re

from bot.pipeline.query.errors import KNOWN_FIELDS

# What East Asian keyboards and word processors write for the signs of the grammar, and the star
# as answers show it (a true one would mark emphasis).
TWINS = str.maketrans("“”„‟″＂«»「」『』（）：＝＊∗﹡　", '""""""""""""():=***' + " ")
# Quotes and spellings are meant as they stand; everything else between spaces and brackets.
_PIECE = re.compile(r'"[^"]*"?|="[^"]*"?|=[^\s()"]+|(?P<word>[^\s()"]+)')
_BEFORE = re.compile(r"\+(?=[^\W\d_])|~+(?=\w)")  # chats strike ~words~ out
_AFTER = re.compile(r"(?<=[\w+#])[?!.…‽？！。．~]+$")
_NEAR = re.compile(r"near/\d+", re.IGNORECASE)  # nothing else is written so
_SINGLE = re.compile(r"(?<!\w)‘([^‘’\"]+)’(?!\w)")
_DOTTED = re.compile(r"\w\.\w")  # an abbreviation: U.S.
_COLON = re.compile(r"(?<=\w):(?=\s*\)*\s*$)")


def read_signs(text: str) -> str:
    """Write the signs as the grammar has them; every other character stays in its place.

    ``quad?``, ``senkaku!``, ``+tuna`` and ``~tuna~`` are the words alone: what is left out becomes
    a space. A colon at the end of all is one of these, save after the name of a field. NEAR may be
    small before its number.
    """
    plain = _PIECE.sub(_bare, _SINGLE.sub(r'"\1"', text.translate(TWINS)))
    last = re.split(r"[\s(]", plain.rstrip(") "))[-1]
    return plain if last[:-1].lower() in KNOWN_FIELDS else _COLON.sub(" ", plain)


def _bare(piece: re.Match[str]) -> str:
    word = piece["word"]
    if word is None:
        return piece[0]
    if _NEAR.fullmatch(word):
        return word.upper()
    if before := _BEFORE.match(word):
        word = " " * before.end() + word[before.end() :]
    after = _AFTER.search(word)
    if after is None or (set(after[0]) == {"."} and _DOTTED.search(word)):
        return word
    return word[: after.start()] + " " * len(after[0])
