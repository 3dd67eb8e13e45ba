"""The beginning of /topics show: a topic in a few short lines; all of it is a press away."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from bot.catalogue.classes import Classes, folded_up
from bot.catalogue.names import LANGUAGES
from bot.catalogue.overlay import key
from bot.commands.room import said
from bot.locales import count, say
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
        parts.append(
            say(
                "{n} more in {languages}",
                n=number(sum(len(names) for _, names in rest)),
                languages=say(", ").join(code for code, _ in rest),
            )
        )
    return [" · ".join(parts)] if parts else []


def _needs(topic: Topic, shown: Shown) -> list[str]:
    found = [one for one in topic.aliases if one.needs]
    if not found:
        return []
    first = _first(topic, found)
    beside = _beside(first, shown(first.needs))
    n, whole = _how_many(found, topic)
    if n == whole == 1:
        return [say("Its name counts only beside certain words: {example}.", example=beside)]
    if n == whole:
        return [say("All names count only beside certain words: {example}.", example=beside)]
    return [
        count(
            n,
            "{n} of {whole} names counts only beside certain words: {example}.",
            "{n} of {whole} names count only beside certain words: {example}.",
            whole=number(whole),
            example=beside,
        )
    ]


def _beside(name: Alias, words: str) -> str:
    return say("{name} beside {words}", name=said(name.text, 60), words=words)


def _vetoes(topic: Topic, shown: Shown) -> list[str]:
    """Say what rules all names out, and what some."""
    every = _of_all(topic.aliases)
    never = say("Never beside: {words}.", words=shown(every, most=2 * WORDS))
    lines = [never] if every else []
    own = [(one, [w for w in one.vetoes if w not in every]) for one in topic.aliases]
    found = [one for one, vetoes in own if vetoes]
    if found:
        first = _first(topic, found)
        vetoes = next(words for one, words in own if one is first)
        lines.append(_ruled_out(*_how_many(found, topic), _beside(first, shown(vetoes))))
    return lines


def _ruled_out(n: int, whole: int, example: str) -> str:
    if n == whole == 1:
        return say("Its name does not count beside certain words: {example}.", example=example)
    if n == whole:
        return say("All names do not count beside certain words: {example}.", example=example)
    return count(
        n,
        "{n} of {whole} names does not count beside certain words: {example}.",
        "{n} of {whole} names do not count beside certain words: {example}.",
        whole=number(whole),
        example=example,
    )


def _of_all(aliases: Sequence[Alias]) -> list[str]:
    """Give the vetoes that all names have, in the order of the first."""
    if not aliases:
        return []
    every = set.intersection(*(set(one.vetoes) for one in aliases))
    return [word for word in aliases[0].vetoes if word in every]


def _first(topic: Topic, aliases: Sequence[Alias]) -> Alias:
    """Give the name that says most of some: the topic's own if it is there."""
    return next((one for one in aliases if key(one.text) == key(topic.name)), aliases[0])


def _how_many(some: Iterable[Alias], topic: Topic) -> tuple[int, int]:
    """Count names, and all that the topic has."""
    texts, every = ({key(alias.text) for alias in each} for each in (some, topic.aliases))
    return len(texts), len(every)


def own_first(words: Sequence[str], classes: Classes, own: Sequence[str]) -> list[str]:
    """Put a class in the place of its words, save of those that a community gave itself."""
    mine = [word for word in words if word in own]
    return [*mine, *(word for word in folded_up(words, classes) if word not in mine)]


def _shown(words: Sequence[str], *, classes: Classes, own: Sequence[str], most: int = WORDS) -> str:
    return _few([said(word, 40) for word in own_first(words, classes, own)], most)


def _few(words: Sequence[str], most: int) -> str:
    if len(words) <= most + 1:
        return say(", ").join(words)
    return f"{say(', ').join(words[:most])} … ({len(words)})"
