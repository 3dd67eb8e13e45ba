"""Sentences that were made in English, and are told again in the language that is spoken.

Why a feed fails, or why something was not posted, is kept as an English sentence, and read by
people of several languages; an error may come from a child process, where no language is spoken.
The catalogues hold these sentences under a context of their own, with ``{names}`` where values
stand; a ``{NAME}`` stands for one word. One is recognised by the words around its values; the
values are read back, told again where they are such sentences themselves, and filled in. What is
not recognised stays English.
"""

import re
from functools import cache

from bot.locales.catalogues import best, kept
from bot.spoken import ENGLISH, SPOKEN

_FIELD = re.compile(r"\{(\w+)\}")
_NESTED = 4  # sentences in sentences
_ENDS = re.compile(r"[.!?…] ")
_FULL_STOP = {"ko": "."}


def retold(text: str) -> str:
    """Give a sentence of ours, or several, in the language that is spoken."""
    language = best(SPOKEN.get())
    return text if language == ENGLISH else _again(text, language, _NESTED)


def _again(text: str, language: str, depth: int) -> str:
    """Keep the spaces around, and whether it ends with a full stop."""
    bare = text.strip()
    if not bare or not depth:
        return text
    ended = bare.endswith(".") and not bare.endswith("..")
    told = _whole(bare.removesuffix("."), language, depth) or _parts(bare, language, depth)
    if told is None:
        return text
    stop = _FULL_STOP.get(language, "。") if ended and told[-1:] not in "。．.！？" else ""
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    if language not in _FULL_STOP and f"{told}{stop}"[-1] in "。！？":
        after = after.strip(" ")
    return f"{before}{told}{stop}{after}"


def _whole(bare: str, language: str, depth: int) -> str | None:
    for pattern, words in _patterns(language):
        if hit := pattern.fullmatch(bare):
            values = {n: _again(v, language, depth - 1) for n, v in hit.groupdict().items()}
            return words.format(**values)
    return None


def _parts(bare: str, language: str, depth: int) -> str | None:
    """Tell the first sentences as far as they are known, and go on with the rest."""
    for end in (hit.end() for hit in _ENDS.finditer(bare)):
        first = bare[:end].rstrip()
        told = _whole(first.removesuffix("."), language, depth)
        if told is not None:
            stop = _FULL_STOP.get(language, "。") if told[-1:] not in "。．.！？" else ""
            between = " " if language in _FULL_STOP else ""
            return f"{told}{stop}{between}{_again(bare[end:], language, depth - 1)}"
    return None


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Give what recognises each sentence, and its translation; the most literal first."""
    known = sorted(kept(language), key=lambda one: -len(_FIELD.sub("", one[0])))
    return tuple((_pattern(english), words.rstrip("。.")) for english, words in known)


def _pattern(english: str) -> re.Pattern[str]:
    """Read ``Port {port} is closed.`` as an expression with a group for each name."""
    pieces, seen = [], set[str]()
    for n, piece in enumerate(_FIELD.split(english.removesuffix("."))):
        if n % 2 == 0:
            pieces.append(re.escape(piece))
        else:
            value = r"\S+?" if piece.isupper() else ".*?"
            pieces.append(f"(?P={piece})" if piece in seen else f"(?P<{piece}>{value})")
            seen.add(piece)
    return re.compile("".join(pieces), re.DOTALL)
