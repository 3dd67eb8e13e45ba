"""Names and context words as people type them, read and checked one by one."""

import re
import unicodedata
from collections.abc import Sequence

from bot.catalogue.classes import MARK, Classes
from bot.catalogue.names import LANGUAGES, default_match
from bot.catalogue.overlay import key
from bot.catalogue.reading import hint
from bot.model import Alias

MOST_CHARACTERS = 200  # of a name or context word
CAPITALS = 5  # letters up to which a name in capitals counts in capitals only: ASPI, never "aspi"
COMMAS = ",，、\n"
OWN = "+＋"  # after a topic's name and a space: the community's own, as answers show it
# What nobody sees, and what turns the direction of writing round; joiners are letters to some.
_HIDDEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SCRIPTS = {
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CJK": "zh",
    "CYRILLIC": "ru",
    "DEVANAGARI": "hi",
    "ARABIC": "ar",
    "HEBREW": "he",
    "THAI": "th",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "KHMER": "km",
    "LAO": "lo",
    "MYANMAR": "my",
    "SINHALA": "si",
}


class Unreadable(ValueError):
    """What is written cannot be meant so; the text says why, and what would do."""


def cleaned(text: str) -> str:
    """Drop control and bidi characters; one space between words, no quotation mark of ours."""
    text = text.replace('"', "”").replace("∗", "*")  # as answers show a star
    spaced = "".join(" " if c.isspace() else c for c in _HIDDEN.sub("", text))
    return " ".join("".join(c for c in spaced if unicodedata.category(c) not in _NO_TEXT).split())


_NO_TEXT = frozenset({"Cc", "Cs"})


def split(text: str, marks: str) -> list[str]:
    """Split at any of these marks that stands outside quotes; a quote without its other half is
    an ordinary character.
    """
    paired = text.count('"') % 2 == 0
    parts = [""]
    inside = False
    for letter in text:
        inside ^= paired and letter == '"'
        if letter in marks and not inside:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def bare(text: str) -> str:
    """Take the quotes off."""
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


def owned(text: str) -> tuple[str, bool]:
    """Read a topic's name; a `` +`` after it says that it is a community's own topic."""
    text = text.strip()
    if len(text) > 2 and text[-1] in OWN and (text[-2].isspace() or text[-2] == '"'):
        return cleaned(bare(text[:-1])), True
    return cleaned(bare(text)), False


def listed(text: str) -> tuple[str, ...]:
    """Read names between commas or on lines, each once. Raises Unreadable."""
    found: dict[str, str] = {}
    for piece in split(text, COMMAS):
        word = cleaned(bare(piece))
        if len(word) > MOST_CHARACTERS:
            size = f"{len(word)} characters, {MOST_CHARACTERS} are allowed"
            raise Unreadable(f"“{word[:30]}…” has {size}. Shorten it.")
        if word:
            found.setdefault(key(word), word)
    return tuple(found.values())


def context(text: str, classes: Classes) -> tuple[str, ...]:
    """Read context words; ``@sport`` must be a class that there is. Raises Unreadable."""
    words = listed(text)
    for word in words:
        if word.startswith(MARK) and word[1:] not in classes:
            known = hint(word, [MARK + id_ for id_ in classes])
            raise Unreadable(f"{word} is no class of context words; {known}")
        if not any(letter.isalnum() for letter in word):
            raise Unreadable(f"“{word}” is no word. Write for example ship*, or @sport.")
    return words


def language(text: str) -> str:
    """Read a language tag. Raises Unreadable."""
    typed = text.strip()
    found = next((tag for tag in LANGUAGES if tag.lower() == typed.lower()), None)
    if found is None:
        raise Unreadable(f"“{typed[:20]}” is no language I know; {hint(typed, LANGUAGES)}")
    return found


def written_in(text: str) -> str:
    """Guess the language of a name by its letters; Latin ones count as English."""
    scripts = [re.split("[ -]", unicodedata.name(c, ""))[0] for c in text if c.isalpha()]
    known = [_SCRIPTS[script] for script in scripts if script in _SCRIPTS]
    return "ja" if "ja" in known else known[0] if known else "en"


def alias(
    text: str,
    *,
    language: str = "",
    needs: Sequence[str] = (),
    vetoes: Sequence[str] = (),
    match: str = "",
    title_only: bool = False,
) -> Alias:
    """Make a name of what a person wrote."""
    shouted = text.isascii() and text.isalpha() and text.isupper() and len(text) <= CAPITALS
    return Alias(
        text=text,
        language=language or written_in(text),
        match=match or ("case" if shouted else default_match(text)),
        needs=tuple(needs),
        vetoes=tuple(vetoes),
        title_only=title_only,
    )


def quoted(text: str) -> str:
    """Write a name so that it is read as one."""
    odd = any(mark in text for mark in f"{COMMAS};；:：()（）[]=|#") or text != text.strip()
    odd = odd or text.endswith(tuple(OWN))
    return f'"{text}"' if odd else text
