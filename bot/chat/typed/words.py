"""The words of a typed command: split at spaces outside quotes, and told apart by their look."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from bot.errors import CommandError
from bot.locales import say, sentences
from bot.model import Command, Option
from bot.zones import city_zone

# Kinds whose value may be several words, so that it takes all the loose ones.
GREEDY: Final = frozenset({"query", "text", "watch", "feed", "pack", "topic"})
# Kinds that may be typed with spaces after the comma: "08:00, 18:30", "mon, wed".
LISTS: Final = frozenset({"times", "days"})

# A quote that is never closed is an ordinary character: 5" is a size, not a mistake.
_WORD = re.compile(r'(?:"[^"]*"|[“„][^“”„]*[“”]|«[^«»]*»|「[^「」]*」|\S)+')
_QUOTED = re.compile(r'"([^"]*)"|[“„]([^“”„]*)[“”]|«([^«»]*)»|「([^「」]*)」')
_NAMED = re.compile(r"([A-Za-z][A-Za-z_-]*)[:：](.*)", re.DOTALL)
# Codes of zones end in T for "time"; German ones in Z for "Zeit".
_CODE = r"[A-Z]{1,4}T|MES?Z|WIB|UTC"
_DAYS: Final = (
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("daily", "weekdays", "weekends"),
)
_WHOLE = r"daily|everyday|every|days?|weekdays?|weekends?|workdays?"
_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_TIME = r"(?:\d{1,2}(?:[:：.h]\d\d|h)?(?:[ap]m)?|noon|midday|midnight)"
_HOUR = _TIME
_LOOKS: Final[dict[str, re.Pattern[str]]] = {
    "int": re.compile(r"-?\d{1,18}"),
    "channel": re.compile(r"#\S+"),
    "times": re.compile(rf"{_TIME}(?:[,–-]+{_TIME})*,?", re.IGNORECASE),
    "span": re.compile(rf"{_HOUR}[–-]{_HOUR}", re.IGNORECASE),
    "days": re.compile(rf"(?:{_WHOLE}|{_DAY}(?:[,–-]+{_DAY})*),?", re.IGNORECASE),
    "zone": re.compile(rf"[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+|(?:{_CODE})", re.IGNORECASE),
    "url": re.compile(r"(?:https?|feed)://\S+|[\w-]+(?:\.[\w-]+)+(?:[:/]\S*)?", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word as typed, with its place [start, end) in the line."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """Words told apart: by option name, and the loose ones."""

    by_option: dict[str, list[str]] = field(default_factory=dict)
    loose: list[Word] = field(default_factory=list)


def split(line: str) -> list[Word]:
    """Split a line at white space that is not inside quotes; quotes stay."""
    return [Word(text=m[0], start=m.start(), end=m.end()) for m in _WORD.finditer(line)]


def unquote(text: str) -> str:
    """Take the quotes off a text that is one quoted piece."""
    hit = _QUOTED.fullmatch(text)
    return next(group for group in hit.groups() if group is not None) if hit else text


def named(word: Word, options: Sequence[Option]) -> tuple[Option, str] | None:
    """Read ``name:value`` when the name is one of the options, else None.

    Other names are left alone, since a query has filters of its own (``lang:ja``).
    """
    hit = _NAMED.fullmatch(word.text)
    name = hit[1].lower().replace("_", "-") if hit else ""
    option = next((o for o in options if o.name == name), None)
    return (option, hit[2]) if hit and option else None


def stray_name(word: Word) -> str | None:
    """Give the name in a word of the form ``name:value`` that is no address, else None."""
    hit = _NAMED.fullmatch(word.text)
    return hit[1] if hit and not hit[2].startswith("//") else None


def looks_like(word: str, option: Option) -> bool:
    """Say whether a loose word has the look of the option's values."""
    if option.kind == "choice":
        return word.casefold() in {c.casefold() for c in option.choices}
    look = _LOOKS.get(option.kind)
    if option.kind == "zone" and is_city(word):
        return True
    return bool(look and look.fullmatch(word))


def is_city(*words: str) -> bool:
    """Say whether words are the city of a zone: new york, osaka."""
    return city_zone(" ".join(words)) is not None


def begins(word: str, option: Option) -> bool:
    """Say whether a word that is not finished may become one of a list of times or of days."""
    last = re.split(r"[,–-]", word.casefold())[-1]
    if option.kind == "times":
        return word[:1].isdigit()
    return option.kind == "days" and bool(last) and any(d.startswith(last) for d in _DAYS)


def positional(options: Sequence[Option]) -> Option | None:
    """Give the option that takes all loose words, if the command has one."""
    for place, option in enumerate(options):
        if option.kind in GREEDY and (option.required or place == 0):
            return option
    return None


def by_name(commands: Iterable[Command], name: str) -> Command | None:
    """Find a command or sub-word by its name, in any case."""
    wanted = name.lower().replace("_", "-")
    return next((c for c in commands if c.name == wanted), None)


def near(word: str, names: Iterable[str]) -> str | None:
    """Give the name that was probably meant, if one is close."""
    hits = get_close_matches(word.lower()[:40], list(names), n=1, cutoff=0.6)
    return hits[0] if hits else None


def shown(text: str) -> str:
    """Cut what a person typed so that an error stays one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else flat[:39] + "…"


def check_choice(value: str, option: Option, fail: Callable[[str], CommandError]) -> str:
    """Give the choice as the table writes it. Raises CommandError."""
    for choice in option.choices:
        if choice.casefold() == value.casefold():
            return choice
    guess = near(value, option.choices)
    raise fail(
        sentences(
            say("{name} cannot be “{value}”.", name=option.name, value=shown(value)),
            say("Did you mean {names}?", names=guess) if guess else "",
            say("It is one of: {names}.", names=", ".join(option.choices)),
        )
    )


def sort_words(
    words: Sequence[Word], options: Sequence[Option], fail: Callable[[str], CommandError]
) -> Sorted:
    """Tell ``name:value`` words from loose ones; a text's further words stay with its name."""
    parts = Sorted()
    going_on: Option | None = None
    waiting = positional(options)
    for word in words:
        hit = named(word, options)
        if hit:
            option, value = hit
            if option.name in parts.by_option:
                raise fail(say("{name} was given twice.", name=option.name))
            parts.by_option[option.name] = [value] if value else []
            going_on = option if _goes_on(option, value, waiting, parts) else None
        elif going_on:
            parts.by_option[going_on.name].append(word.text)
            going_on = going_on if _goes_on(going_on, "…", waiting, parts) else None
        else:
            parts.loose.append(word)
    return parts


def _goes_on(option: Option, value: str, waiting: Option | None, parts: Sorted) -> bool:
    """Say whether the next word may still belong to a named option.

    A text does not swallow the words of a positional option that has none yet.
    """
    served = waiting is None or waiting is option or bool(parts.loose)
    return not value or option.many or (option.kind in GREEDY and served)
