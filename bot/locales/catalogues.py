"""The catalogues: which language fits a locale, and a sentence in it."""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.spoken import ENGLISH

if TYPE_CHECKING:
    from gettext import NullTranslations

    from babel.messages.catalog import Catalog

FOLDER: Final = Path(__file__).parent
LANGUAGES: Final = (ENGLISH, "ja", "zh-Hans", "zh-Hant", "ko")
DESCRIPTIONS: Final = "descriptions"  # the folder of what the catalogue says of topics and packs
KEPT: Final = "kept"  # context of sentences that are made in English, kept, and told again
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


def reading(locale: str | None) -> tuple[str, ...]:
    """Give the languages in which readers of this locale are told news, the best first.

    The locale's own, then that of the bot's words to them: "ja" → ja; "zh-TW" → zh-Hant, zh;
    "de" → de, en; nothing set → en.
    """
    words = best(locale)
    base = (locale or ENGLISH).replace("_", "-").lower().split("-")[0]
    return tuple(dict.fromkeys((words, base) if words.split("-")[0] == base else (base, words)))


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


def described(text: str, locale: str | None) -> str:
    """Give a description of the catalogue (bot/catalogue) in the language of a locale.

    What is not in the shipped files, such as a note that somebody wrote, stays as it is.
    """
    known = best(locale)
    return text if known == ENGLISH else _descriptions(known).get(text, text)


@cache
def _descriptions(language: str) -> dict[str, str]:
    found = _read(f"{DESCRIPTIONS}/{language}")
    return {str(one.id): str(one.string) for one in found if one.id and one.string}


@cache
def kept(language: str) -> tuple[tuple[str, str], ...]:
    """Give the sentences that are made in English, each with its translation."""
    found = [m for m in _read(language) if m.context == KEPT and m.string]
    return tuple((str(m.id), str(m.string)) for m in found)


@cache
def catalogue(language: str) -> "NullTranslations":
    """Read a language's file (some 100 ms, once)."""
    from babel.messages.mofile import write_mo
    from babel.support import Translations

    compiled = BytesIO()
    write_mo(compiled, _read(language))
    compiled.seek(0)
    return Translations(compiled)


@cache
def _read(name: str) -> "Catalog":
    from babel.messages.pofile import read_po

    with (FOLDER / f"{name}.po").open("rb") as file:
        return read_po(file, locale=name.rpartition("/")[2].replace("-", "_"))
