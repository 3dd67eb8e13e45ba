"""How a watch stands, as forms offer it and as a change of it is told: label, value by value."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from bot.commands.room import said
from bot.commands.watches.whom import called
from bot.locales import say

Choices = tuple[tuple[str, str], ...]  # value, words


def modes() -> Choices:
    """At once, or in the digest."""
    return (("alert", say("Alert at once")), ("digest", say("Digest only")))


def urgencies() -> Choices:
    """Whether its stories are urgent whatever they say."""
    return (
        ("no", say("As its stories are")),
        ("yes", say("Always urgent")),
        ("wake", say("Always urgent, in quiet hours too")),
    )


def posts(*, forums: bool = True) -> Choices:
    """What a story's post is."""
    plain = (("message", say("Message")), ("thread", say("Message with a thread")))
    return (*plain, ("forum", say("Post in a forum"))) if forums else plain


def moments() -> Choices:
    """When somebody is mentioned."""
    return (("always", say("At every alert")), ("urgent", say("At urgent alerts only")))


def states() -> Choices:
    """Whether it tells at all."""
    return (("active", say("on")), ("paused", say("paused")))


# column → its label, and its choices where it has some.
_COLUMNS: Final[Mapping[str, tuple[Callable[[], str], Callable[[], Choices] | None]]] = {
    "mode": (lambda: say("Mode"), modes),
    "state": (lambda: say("State"), states),
    "urgent": (lambda: say("Urgent"), urgencies),
    "min_publishers": (lambda: say("Wait for so many outlets"), None),
    "languages": (lambda: say("Languages"), None),
    "post": (lambda: say("Posted as"), posts),
    "mention": (lambda: say("Mention"), None),
    "mention_when": (lambda: say("When it mentions"), moments),
}


def in_words(values: Mapping[str, Any]) -> Iterator[str]:
    """Say each column that was changed, by its label: "Mode: Digest only"."""
    for column, value in values.items():
        label, choices = _COLUMNS[column]
        words = dict(choices()).get(str(value)) if choices else _word(value)
        yield say("{name}: {text}", name=label(), text=words or _word(value))


def _word(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return said(", ".join(value)) or say("not set")
    return called(str(value)) if value else say("not set")
