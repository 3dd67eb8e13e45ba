"""Folding: what readers take for the same word becomes the same characters.

NFKC (UAX #15), case folding, simplified for traditional Chinese characters (OpenCC's table, one
character at a time, so that a name folds alike alone and inside a text), Latin and Greek letters
without diacritics, one kind of apostrophe and quotation mark, a space for every dash and every
run of white space. Invisible characters vanish. Spans lead back to the original characters.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import regex

_DASHES = "-‐‑‒–—―⁓−﹘﹣－"
_APOSTROPHES = "'’‘ʼ‛′＇`´"
_QUOTES = '"“”„‟″＂«»'
_LETTERS = str.maketrans("đłøħıŧ", "dlohit")  # a stroke is no combining mark
# Hindi is written with the dot below (nukta) or without, and with either sign of the nose.
_HINDI = {0x093C: None, 0x0901: 0x0902}
_SAME = str.maketrans(
    {
        **dict.fromkeys(_DASHES, " "),
        **dict.fromkeys(_APOSTROPHES, "'"),
        **dict.fromkeys(_QUOTES, '"'),
    }
)
_ASCII = str.maketrans({"-": " ", "\n": " ", "\t": " ", "\r": " ", "\v": " ", "\f": " ", "`": "'"})

# Pieces that do not fold one character to one: a base with marks or conjoining letters after it,
# a run of white space, what cannot be seen.
_JOINS = r"\p{M}\u1160-\u11ff\u3131-\u318e\uff9e-\uffdc"
_INVISIBLE = r"\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f"
_IRREGULAR = regex.compile(
    rf"[\s{_INVISIBLE}]*[{_INVISIBLE}][\s{_INVISIBLE}]*|\s{{2,}}"
    rf"|[^\s{_INVISIBLE}]?[{_JOINS}][{_JOINS}{_INVISIBLE}]*"
)
_ODD = regex.compile(rf"[{_JOINS}{_INVISIBLE}]|\s\s")  # whether there is any: much faster
_JOINED = regex.compile(rf"[{_JOINS}{_INVISIBLE}]")
_SEPARATORS = re.compile("[\x1c-\x1f]")  # white space only in the middle of a text
_RUN = re.compile(r"\s{2,}")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
LEAST_ODD = 8  # characters that are not ASCII, from which on a text is folded as any other
_HAN = regex.compile(r"\p{Han}")
_DIACRITIC = regex.compile(r"[\u00c0-\u024f\u1e00-\u1fff]")
_UNSEEN = regex.compile(rf"[{_INVISIBLE}]")
_HALF = regex.compile(r"[\ud800-\udfff]")  # half a character, which no library of Rust takes


class Folded(NamedTuple):
    """A folded text. ``text`` is what is searched, ``original`` what it came from.

    ``at`` and ``came`` are the starts of its pieces in both; a piece whose ``linear`` is true is
    one character for one. Without pieces every offset is the same in both.
    """

    text: str
    original: str
    at: tuple[int, ...] = ()
    came: tuple[int, ...] = ()
    linear: tuple[bool, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Map [start, end) of the folded text to the original; whole pieces where they changed."""
        if not self.at:
            return start, end
        return self._start(start), self._start(start) if end <= start else self._end(end)

    def _start(self, offset: int) -> int:
        piece = bisect_right(self.at, offset) - 1
        if offset >= len(self.text):
            return len(self.original)
        return self.came[piece] + (offset - self.at[piece] if self.linear[piece] else 0)

    def _end(self, offset: int) -> int:
        piece = bisect_right(self.at, offset - 1) - 1
        if self.linear[piece]:
            return self.came[piece] + offset - self.at[piece]
        return self.came[piece + 1] if piece + 1 < len(self.came) else len(self.original)


def fold(text: str) -> Folded:
    """Fold a text; linear in its length, and almost free for ASCII."""
    if text.isascii() and not _SEPARATORS.search(text):
        folded = text.translate(_ASCII).lower()
        if "  " not in folded or not _ODD.search(text):
            return Folded(folded, text)
    elif (nearly := _nearly_ascii(text)) is not None:
        return Folded(nearly, text)
    elif not _ODD.search(text):
        folded = text.translate(_CHARACTERS)
        if len(folded) == len(text):  # no character folds to none here: one for one
            return Folded(folded, text)
    return _by_pieces(text)


def folded_text(text: str) -> str:
    """Give ``fold(text).text`` without the way back, at a fraction of the time."""
    if _SEPARATORS.search(text) or (not text.isascii() and _JOINED.search(text)):
        return fold(text).text
    whole = _RUN.sub(" ", text)
    if whole.isascii():
        return whole.translate(_ASCII).lower()
    if (nearly := _nearly_ascii(whole)) is not None:
        return nearly
    return whole.translate(_CHARACTERS)


def _nearly_ascii(text: str) -> str | None:
    """Fold a text with a few letters or signs that are not ASCII and fold one to one to it.

    None for any other, which costs little to find out. "“Café”" is such a text, "…" is not.
    """
    odd = set(_NOT_ASCII.findall(text, 0, 4 * LEAST_ODD))
    if len(odd) > LEAST_ODD or len(odd := set(_NOT_ASCII.findall(text))) > LEAST_ODD:
        return None
    for letter in odd:
        if (plain := _PLAIN[letter]) is None:
            return None
        text = text.replace(letter, plain)
    folded = text.translate(_CHARACTERS)
    return None if "  " in folded else folded


def _by_pieces(text: str) -> Folded:
    pieces = _Pieces()
    last = 0
    for found in _IRREGULAR.finditer(text):
        pieces.run(text, last, found.start())
        pieces.add(_whole(found[0]), found.start(), linear=False)
        last = found.end()
    pieces.run(text, last, len(text))
    return Folded(
        "".join(pieces.out), text, tuple(pieces.at), tuple(pieces.came), tuple(pieces.linear)
    )


class _Pieces:
    """The folded text while it grows."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.at: list[int] = []
        self.came: list[int] = []
        self.linear: list[bool] = []
        self._length = 0

    def add(self, folded: str, came: int, *, linear: bool) -> None:
        if folded:
            self.out.append(folded)
            self.at.append(self._length)
            self.came.append(came)
            self.linear.append(linear)
            self._length += len(folded)

    def run(self, text: str, start: int, end: int) -> None:
        """Add characters that do not join each other, at once where none becomes several."""
        folded = text[start:end].translate(_CHARACTERS)
        if len(folded) == end - start:
            self.add(folded, start, linear=True)
            return
        growing = {c for c in set(text[start:end]) if len(_CHARACTERS[ord(c)]) > 1}
        for offset in range(start, end):
            # The last one too stands alone: to it belongs what vanishes after it.
            if text[offset] in growing or offset == end - 1:
                self.add(text[start:offset].translate(_CHARACTERS), start, linear=True)
                self.add(text[offset].translate(_CHARACTERS), offset, linear=False)
                start = offset + 1


def _whole(piece: str) -> str:
    """Fold a piece that joins: composed first, then like any other characters."""
    if piece.isspace() or not (seen := _UNSEEN.sub("", piece)):
        return " " if piece.isspace() else ""
    if seen.isspace():
        return " "
    return _fold_composed(seen)


class _Characters(dict[int, str]):
    """Character → its folded form, worked out once each; for str.translate."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_composed(chr(code)) or chr(code)
        return folded


_CHARACTERS = _Characters()


class _Plain(dict[str, str | None]):
    """Character that is not ASCII → the ASCII character it folds to; None: to no such."""

    def __missing__(self, letter: str) -> str | None:
        folded = _CHARACTERS[ord(letter)]
        is_plain = len(folded) == 1 and folded.isascii() and not _ODD.search(letter)
        self[letter] = found = folded if is_plain else None
        return found


_PLAIN = _Plain()


def _fold_composed(text: str) -> str:
    whole = _HALF.sub("\ufffd", text)
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", whole).casefold())
    plain = _without_diacritics(plain.translate(_SAME)).translate(_LETTERS)
    if _HAN.search(plain):
        plain = "".join(map(_simplified, plain))
    return " " if plain.isspace() else plain


def _without_diacritics(text: str) -> str:
    if text.isascii():
        return text
    out: list[str] = []
    for letter in unicodedata.normalize("NFD", text):
        if out and unicodedata.combining(letter) and _is_european(out[-1]):
            continue
        out.append(letter)
    return unicodedata.normalize("NFC", "".join(out).translate(_HINDI)).replace("ё", "е")


def _is_european(letter: str) -> bool:
    return letter.isascii() or "\u0080" <= letter <= "\u03ff" or "\u1e00" <= letter <= "\u1fff"


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC  # 48 ms to load: only when the first Han character comes

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def _simplified(letter: str) -> str:
    simple = _converter()(letter) if _HAN.match(letter) else letter
    return simple if len(simple) == 1 else letter


def spelling(text: str) -> str:
    """Keep case and diacritics; make equal only width, dashes, apostrophes and white space."""
    return " ".join(unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).translate(_SAME).split())


def has_diacritics(text: str) -> bool:
    """Whether a European letter carries a mark (or is one that folds to another)."""
    return bool(_DIACRITIC.search(unicodedata.normalize("NFC", text)))
