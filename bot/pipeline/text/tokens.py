"""Text in words, cut to a length, and told by its script."""

import re
from collections.abc import Iterator
from functools import lru_cache

import regex

from bot.pipeline.text.folding import fold

_DENSE = r"\p{Han}\p{Hiragana}\p{Katakana}ー々〆"
_PLAIN = rf"[[\p{{L}}\p{{M}}\p{{N}}]--[{_DENSE}]]"  # 40隻: the word 40, and one in Han
_RUN = regex.compile(rf"(?P<pairs>[{_DENSE}]+)|{_PLAIN}+(?:'{_PLAIN}+)*", regex.V1)
_ASCII_RUN = re.compile(
    r"[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*"
)  # the same, in a folded text of ASCII alone
_NOT_LATIN = regex.compile(
    rf"[{_DENSE}\p{{Hangul}}]|[[\p{{L}}\p{{M}}]--[\p{{Latin}}\p{{Inherited}}{_DENSE}\p{{Hangul}}]]+",
    regex.V1,
)
_POSSESSIVE = regex.compile(r"'s?$")
_GRAPHEME = regex.compile(r"\X")
_LETTER = regex.compile(r"\p{L}")
_HANGUL = regex.compile(r"\p{Hangul}")
_KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}]")
_HAN = regex.compile(r"\p{Han}")
_ENOUGH = 0.25  # of the letters, in the script: one name in a foreign script decides nothing
_REMEMBERED = 600  # characters of a text whose words are kept, at most
_READ = 1000  # characters that are looked at


def words(text: str) -> tuple[str, ...]:
    """Give the folded words, possessives dropped; Chinese and Japanese runs in pairs of letters.

    Meant for likeness of titles: order and repeats are kept.
    """
    return _words(text) if len(text) <= _REMEMBERED else words_once(text)


def words_once(text: str) -> tuple[str, ...]:
    """Give the words of a text that nobody asks about again; see ``words``."""
    return _words.__wrapped__(text)


@lru_cache(maxsize=4096)  # sentences, titles and names: each is asked about several times
def _words(text: str) -> tuple[str, ...]:
    folded = fold(text).text
    if folded.isascii():
        if "'" not in folded:
            return tuple(_ASCII_RUN.findall(folded))
        return tuple(map(_without_possessive, _ASCII_RUN.findall(folded)))
    out: list[str] = []
    for found in _RUN.finditer(folded):
        run = found[0]
        if not found["pairs"]:
            out.append(_without_possessive(run))
        elif len(run) == 1:
            out.append(run)
        else:
            out.extend(run[n : n + 2] for n in range(len(run) - 1))
    return tuple(out)


def _without_possessive(run: str) -> str:
    return run if "'" not in run else _POSSESSIVE.sub("", run) or run


def not_latin(text: str) -> Iterator[tuple[int, str]]:
    """Yield, with where it begins, each letter of East Asia and each word of other scripts."""
    return ((found.start(), found[0]) for found in _NOT_LATIN.finditer(text))


def cut(text: str, limit: int) -> str:
    """Shorten to ``limit`` characters, "…" included: between words, never inside a grapheme.

    A grapheme (UAX #29) is what people see as one character. A first word longer than half the
    limit is cut itself.
    """
    if len(text) <= limit:
        return text
    if limit < 1:
        return ""
    end = _last_grapheme(text, limit - 1)
    spaced = text.rfind(" ", 0, end + 1)
    if spaced > end // 2 and _breaks_a_word(text, end):
        end = spaced
    return text[:end].rstrip(" ,;:、，-–—") + "…"


def _last_grapheme(text: str, limit: int) -> int:
    end = 0
    for found in _GRAPHEME.finditer(text, 0, limit + 64):
        if found.end() > limit:
            break
        end = found.end()
    return end


def _breaks_a_word(text: str, end: int) -> bool:
    return not (text[end : end + 1].isspace() or _KANA.match(text, end) or _HAN.match(text, end))


def script_language(text: str) -> str | None:
    """Tell ko, ja or zh by the script; None for every other.

    Hangul is Korean, kana is Japanese, Han alone is Chinese (a Japanese headline without kana
    reads as Chinese: believe the feed there).
    """
    head = text[:_READ]
    if head.isascii():
        return None
    letters = len(_LETTER.findall(head))
    hangul, kana, han = (len(p.findall(head)) for p in (_HANGUL, _KANA, _HAN))
    if not letters or (hangul + kana + han) / letters < _ENOUGH:
        return None
    if hangul > kana + han or hangul / letters >= _ENOUGH:
        return "ko"
    return "ja" if kana >= max(1, han // 20) else "zh"
