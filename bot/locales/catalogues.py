"""The catalogues: which language fits a locale, and a sentence in it."""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gettext import NullTranslations

FOLDER: Final = Path(__file__).parent
ENGLISH: Final = "en"
LANGUAGES: Final = (ENGLISH, "ja", "zh-Hans", "zh-Hant", "ko")
# Regions whose readers use the traditional script (Unicode CLDR, likely subtags).
_TRADITIONAL: Final = frozenset({"tw", "hk", "mo"})


def best(locale: str | None) -> str:
    """Give the language of LANGUAGES that a reader of this locale reads best.

    "ja-JP" → "ja", "zh_TW" and "zh-HK" → "zh-Hant", "zh" and "zh-CN" → "zh-Hans"; all others
    "en".
    """
    parts = (locale or "").replace("_", "-").lower().split("-")
    if parts[0] == "zh":
        traditional = "hant" in parts or ("hans" not in parts and _TRADITIONAL & {*parts})
        return "zh-Hant" if traditional else "zh-Hans"
    return parts[0] if parts[0] in LANGUAGES else ENGLISH


def translated(text: str, locale: str | None) -> str:
    """Give a text of the code in the language of a locale; English where there is no word."""
    known = best(locale)
    return text if known == ENGLISH or not text else catalogue(known).gettext(text)


def counted(one: str, many: str, n: int, locale: str | None) -> str:
    """Choose the form for a number: that of English where there is no word."""
    known = best(locale)
    if known == ENGLISH:
        return one if n == 1 else many
    return catalogue(known).ngettext(one, many, n)


@cache
def catalogue(language: str) -> "NullTranslations":
    """Read a language's file (some 50 ms, once)."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po
    from babel.support import Translations

    with (FOLDER / f"{language}.po").open("rb") as file:
        read = read_po(file, locale=language.replace("-", "_"))
    compiled = BytesIO()
    write_mo(compiled, read)
    compiled.seek(0)
    return Translations(compiled)
