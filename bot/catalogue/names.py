"""How names are compared, ordered and shown; and which languages there are."""

import re
import unicodedata
from functools import lru_cache

from bot.model import Alias, Topic

# The tags we use, by BCP 47; the first five lead every list that people see.
LANGUAGES = (
    *("en", "ja", "zh-Hans", "zh-Hant", "ko", "fr", "vi", "id", "hi", "ru", "de", "es", "ar", "bn"),
    *("fa", "fil", "he", "it", "km", "kk", "lo", "mn", "ms", "my", "ne", "nl", "pl", "pt", "si"),
    *("sv", "ta", "th", "tr", "ug", "uk", "ur", "zh"),
)

# Letters that are written without spaces around words, or with endings glued on (Korean): a
# name in them is looked for anywhere in the text.
_UNSPACED = re.compile(
    "[\u0900-\u097f\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_GAP = re.compile(r"[\s_‐-―-]+")
_SHOWN_FIRST = 4  # names of the first language before the others get their turn


@lru_cache(maxsize=1 << 14)  # the shipped names, which every community's view folds again
def fold(text: str) -> str:
    """Make equal what people take for the same: NFKC, case, hyphens, apostrophes, "the"."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("ʼ", "'")
    return _GAP.sub(" ", plain).strip().removeprefix("the ")


def default_match(text: str) -> str:
    """Return ``sub`` for a script without word boundaries, else ``word``."""
    return "sub" if _UNSPACED.search(text) else "word"


def in_order(topic: Topic, language: str = "en") -> tuple[str, ...]:
    """Order a topic's names for people: some of the reader's language, one of each other, the rest.

    Within a language the topic's own name leads, then the order of the file.
    """
    by_language: dict[str, list[str]] = {}
    seen: set[str] = set()
    for alias in sorted(topic.aliases, key=lambda alias: _rank(alias, topic, language)):
        if (key := fold(alias.text)) not in seen:
            seen.add(key)
            by_language.setdefault(alias.language, []).append(alias.text)
    lists = list(by_language.values())
    cuts = [_SHOWN_FIRST, *[1] * len(lists)]
    first = [text for texts, cut in zip(lists, cuts, strict=False) for text in texts[:cut]]
    rest = [text for texts, cut in zip(lists, cuts, strict=False) for text in texts[cut:]]
    return (*first, *rest)


def _rank(alias: Alias, topic: Topic, language: str) -> tuple[bool, int, bool]:
    other = alias.text not in (topic.name, topic.name_in(language))
    return alias.language != language, LANGUAGES.index(alias.language), other


def label(topic: Topic, start: str = "", language: str = "en") -> str:
    """Show a topic in a list of choices: its name and two that tell it apart.

    If none of them begins with ``start``, folded, which was typed, the name that does stands there.
    """
    shown = _label(topic, language)
    if f" {start}" in f" {fold(shown)}":
        return shown
    names = (*topic.names.values(), *(alias.text for alias in topic.aliases))
    begun = next((name for name in names if fold(name).startswith(start)), None)
    return f"{topic.name_in(language)} · {begun}" if begun else shown


def _label(topic: Topic, language: str) -> str:
    name = topic.name_in(language)
    english = topic.name if name != topic.name else _first_other(topic, ("en",), name)
    asian = _first_other(topic, ("ja", "zh-Hans", "zh-Hant", "ko"), name)
    others = [text for text in (english, asian) if text]
    return f"{name} · {', '.join(others)}" if others else name


def _first_other(topic: Topic, languages: tuple[str, ...], name: str) -> str | None:
    """Return the first name in a language that says more than the one that is shown does."""
    own = fold(name)
    names = (alias.text for alias in topic.aliases if alias.language in languages)
    return next((text for text in names if fold(text).rstrip("s") not in own), None)
