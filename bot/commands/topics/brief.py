"""The beginning of /topics show: a topic in a few short lines; all of it is a press away."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from bot.catalogue.classes import Classes, folded_up
from bot.catalogue.names import LANGUAGES
from bot.catalogue.overlay import key
from bot.commands.room import said
from bot.model import Alias, Overlay, Topic
from bot.words import number

NAMES = 3  # shown of a language
LED = 5  # languages whose names are shown
WORDS = 4  # context words of a name
Shown = Callable[..., str]


def brief(topic: Topic, classes: Classes, own: Overlay) -> list[str]:
    """Say what a topic is found by, what its names need beside them, and what rules them out.

    The community's own words come first, so that no class of words and no cut hides them.
    """
    shown = partial(_shown, classes=classes, own=(*own.needs, *own.vetoes))
    return [*_names(topic.aliases), *_needs(topic, shown), *_vetoes(topic, shown)]


def _names(aliases: Sequence[Alias]) -> list[str]:
    """Give a few names of the first languages, in one line."""
    by_language: dict[str, dict[str, None]] = {}
    for one in sorted(aliases, key=lambda a: LANGUAGES.index(a.language)):
        by_language.setdefault(one.language, {})[said(one.text, 60)] = None
    led = list(by_language.items())
    parts = [f"{code}: {_few(list(names), NAMES)}" for code, names in led[:LED]]
    if rest := led[LED:]:
        count = number(sum(len(names) for _, names in rest))
        parts.append(f"{count} more in {', '.join(code for code, _ in rest)}")
    return [" · ".join(parts)] if parts else []


def _needs(topic: Topic, shown: Shown) -> list[str]:
    found = [one for one in topic.aliases if one.needs]
    if not found:
        return []
    first = _first(topic, found)
    count = f"{_count(found, topic, 'counts', 'count')} only beside certain words"
    return [f"{count}: {said(first.text, 60)} beside {shown(first.needs)}."]


def _vetoes(topic: Topic, shown: Shown) -> list[str]:
    """Say what rules all names out, and what some."""
    every = _of_all(topic.aliases)
    lines = [f"Never beside: {shown(every, most=2 * WORDS)}."] if every else []
    own = [(one, [w for w in one.vetoes if w not in every]) for one in topic.aliases]
    found = [one for one, vetoes in own if vetoes]
    if found:
        first = _first(topic, found)
        vetoes = next(words for one, words in own if one is first)
        who = _count(found, topic, "does", "do")
        told = f"{said(first.text, 60)} beside {shown(vetoes)}"
        lines.append(f"{who} not count beside certain words: {told}.")
    return lines


def _of_all(aliases: Sequence[Alias]) -> list[str]:
    """Give the vetoes that all names have, in the order of the first."""
    if not aliases:
        return []
    every = set.intersection(*(set(one.vetoes) for one in aliases))
    return [word for word in aliases[0].vetoes if word in every]


def _first(topic: Topic, aliases: Sequence[Alias]) -> Alias:
    """Give the name that says most of some: the topic's own if it is there."""
    return next((one for one in aliases if key(one.text) == key(topic.name)), aliases[0])


def _count(some: Iterable[Alias], topic: Topic, one: str, many: str) -> str:
    """Say how many of the names, with a verb: "12 of 98 names count", "Its name counts"."""
    texts, every = ({key(alias.text) for alias in each} for each in (some, topic.aliases))
    if texts == every:
        return f"All names {many}" if len(every) > 1 else f"Its name {one}"
    return f"{number(len(texts))} of {number(len(every))} names {many if len(texts) > 1 else one}"


def own_first(words: Sequence[str], classes: Classes, own: Sequence[str]) -> list[str]:
    """Put a class in the place of its words, save of those that a community gave itself."""
    mine = [word for word in words if word in own]
    return [*mine, *(word for word in folded_up(words, classes) if word not in mine)]


def _shown(words: Sequence[str], *, classes: Classes, own: Sequence[str], most: int = WORDS) -> str:
    return _few([said(word, 40) for word in own_first(words, classes, own)], most)


def _few(words: Sequence[str], most: int) -> str:
    if len(words) <= most + 1:
        return ", ".join(words)
    return f"{', '.join(words[:most])} … ({len(words)})"
