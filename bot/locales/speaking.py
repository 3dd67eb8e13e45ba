"""The language that is spoken now: set where an answer begins, asked wherever words are made."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bot.locales.catalogues import best, counted, translated
from bot.spoken import ENGLISH, SPOKEN

_SPACED = (ENGLISH, "ko")  # languages with a space between sentences
_QUOTED = re.compile(r"([“「])\{(\w+)\}[”」]")
_INNER = {"“": str.maketrans("“”", "‘’"), "「": str.maketrans("「」", "『』")}
_ENDS = ("。", "！", "？", "：", "\n")


@contextmanager
def speaking(locale: str | None) -> Iterator[None]:
    """Speak the language of a locale inside; threads and tasks that begin here speak it too."""
    token = SPOKEN.set(best(locale))
    try:
        yield
    finally:
        SPOKEN.reset(token)


def speak(locale: str | None) -> None:
    """Go on in another language, up to the end of the ``speaking`` around it."""
    SPOKEN.set(best(locale))


def spoken() -> str:
    """Give the language that is spoken: ``en``, ``zh-Hant``."""
    return SPOKEN.get()


def say(text: str, /, **values: object) -> str:
    """Give a text in the language that is spoken, its ``{names}`` filled in.

    What is put between quotation marks has its own turned into the inner kind.
    """
    template = translated(text, SPOKEN.get())
    for mark, name in _QUOTED.findall(template):
        values[name] = str(values[name]).translate(_INNER[mark])
    return template.format(**values)


def joined(names: Sequence[str]) -> str:
    """Join names as the language that is spoken does: "a, b and c"."""
    from bot.words import listing

    return listing(names, SPOKEN.get())


def sentences(*parts: str) -> str:
    """Put sentences one after another, empty ones left out; with a space where that is used."""
    told = [part for part in parts if part]
    if SPOKEN.get() in _SPACED:
        return " ".join(told)
    # What was typed ends a sentence without a full stop, and needs its space.
    return "".join(part if part.endswith(_ENDS) else f"{part} " for part in told).rstrip()


def count(n: int, one: str, many: str, /, **values: object) -> str:
    """Count in the language that is spoken; ``{n}`` is the number, with its digits grouped."""
    from bot.words import number

    spoken = SPOKEN.get()
    return counted(one, many, n, spoken).format(n=number(n, spoken), **values)
