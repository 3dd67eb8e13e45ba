"""Language tags as BCP 47 (RFC 5646) writes them, or told by the script."""

import re

from bot.pipeline.text import script_language

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*", re.IGNORECASE)
_LONGEST = 35  # characters, RFC 5646, 4.4.1
_NO_LANGUAGE = frozenset({"und", "zxx", "mul", "mis", "xx"})
# Written by hand by publishers, and wrong: countries and names where a language belongs.
_MEANT = {"jp": "ja", "kr": "ko", "cn": "zh", "tw": "zh-TW", "gr": "el", "ua": "uk", "dk": "da"}


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


def language_of(said: str | None, text: str) -> str | None:
    """Give what is said, else what the script of the text shows."""
    return tag(said) or script_language(text)
