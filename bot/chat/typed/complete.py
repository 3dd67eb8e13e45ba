"""What is being typed at the end of a line, and what the table alone can offer for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from bot.chat.typed.words import (
    GREEDY,
    Sorted,
    Word,
    begins,
    by_name,
    named,
    positional,
    sort_words,
    split,
    unquote,
)
from bot.errors import CommandError
from bot.model import Command, Option

MOST: Final = 25  # what Discord shows at once, and as much as anybody reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Typing:
    """The end of a line that is not finished.

    ``what``: ``command``, ``sub``, ``value`` or ``nothing`` that could be completed. ``prefix`` is
    what is there of it, from ``start`` to the end of the line. ``options`` are those typed before.
    ``word`` is the last word alone, from ``word_start``: it may become an option's name.
    """

    what: str
    command: Command | None = None
    sub: Command | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    option: Option | None = None
    prefix: str = ""
    start: int = 0
    word: str = ""
    word_start: int = 0
    free: tuple[Option, ...] = ()  # options whose name may come next


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One way to go on: ``text`` is the whole line once it is chosen."""

    text: str
    label: str
    description: str = ""


def complete_typed(text: str, commands: Sequence[Command]) -> Typing:
    """Say what is being typed; never raises."""
    words = split(text)
    open_end = not words or text[-1:].isspace()
    last = Word(text="", start=len(text), end=len(text)) if open_end else words.pop()
    if not words:
        return _command(last)
    command = by_name(commands, words[0].text.removeprefix("/"))
    if command is None or words[0].text[:1] != "/":
        return Typing(what="nothing")
    if not command.subs:
        return _inside(text, Typing(what="value", command=command), words[1:], last)
    if len(words) == 1:
        return _named_part("sub", last, command)
    sub = by_name(command.subs, words[1].text)
    if sub is None:
        return Typing(what="nothing", command=command)
    return _inside(text, Typing(what="value", command=command, sub=sub), words[2:], last)


def offers(text: str, typing: Typing, commands: Sequence[Command]) -> list[Offer]:
    """Offer what the table knows: commands, sub-words, choices, names of options."""
    if typing.what == "command":
        return _rows(text, typing, [("/" + c.name, c.summary) for c in commands])
    if typing.what == "sub" and typing.command:
        return _rows(text, typing, [(s.name, s.summary) for s in typing.command.subs])
    return [*_choices(text, typing), *_option_names(text, typing)][:MOST]


def chosen(text: str, typing: Typing, value: str) -> str:
    """Give the line once a value was chosen for the option that is being typed."""
    spaced = " " in value and typing.option is not None and typing.option.kind not in GREEDY
    return text[: typing.start] + (f'"{value}"' if spaced else value)


def _command(last: Word) -> Typing:
    if last.text and not last.text.startswith("/"):
        return Typing(what="nothing")
    return _named_part("command", last, None)


def _named_part(what: str, last: Word, command: Command | None) -> Typing:
    return Typing(what=what, command=command, prefix=last.text, start=last.start)


def _inside(text: str, typing: Typing, before: Sequence[Word], last: Word) -> Typing:
    options = (typing.sub or typing.command or Command(name="", summary="")).options
    try:
        parts = sort_words(before, options, CommandError)
    except CommandError:
        return Typing(what="nothing", command=typing.command, sub=typing.sub)
    hit = named(last, options)
    typing = replace(
        typing,
        options=_typed_before(parts, options),
        word=last.text,
        word_start=last.start,
        free=tuple(o for o in options if o.name not in parts.by_option),
    )
    if hit:
        option, value = hit
        start = last.end - len(value)
        return replace(typing, option=option, prefix=unquote(value), start=start, free=())
    longer = _of_several_words(before, options, parts)
    if longer:
        option, start = longer
        return replace(typing, option=option, prefix=text[start:].strip(), start=start)
    return _loose(text, typing, options, parts, last)


def _typed_before(parts: Sorted, options: Sequence[Option]) -> dict[str, str]:
    """Give the values that stand before, that of the positional option too."""
    typed = {name: " ".join(words) for name, words in parts.by_option.items()}
    whole = positional(options)
    if whole and parts.loose and whole.name not in typed:
        typed[whole.name] = unquote(" ".join(word.text for word in parts.loose))
    return typed


def _of_several_words(
    before: Sequence[Word], options: Sequence[Option], parts: Sorted
) -> tuple[Option, int] | None:
    """Give the named option, completed and of several words, that is still being typed.

    And where its value begins. While the positional option has none yet, words are its own.
    """
    whole = positional(options)
    if whole is not None and not parts.loose and whole.name not in parts.by_option:
        return None
    for word in reversed(before):
        if hit := named(word, options):
            option, value = hit
            goes_on = option.completes and option.kind in GREEDY
            return (option, word.end - len(value)) if goes_on else None
    return None


def _loose(
    text: str, typing: Typing, options: Sequence[Option], parts: Sorted, last: Word
) -> Typing:
    """The last word has no name: it belongs to the positional option, else to the next one."""
    greedy = positional(options)
    if greedy and greedy.name not in parts.by_option:
        start = (parts.loose[0] if parts.loose else last).start
        free = tuple(o for o in typing.free if o is not greedy) if parts.loose else ()
        prefix = text[start:].strip()
        return replace(typing, option=greedy, prefix=prefix, start=start, free=free)
    after = typing.free[len(parts.loose) :] if not any(o.many for o in options) else options
    likely = [o for o in typing.free if begins(last.text, o)]
    offered = [o for o in after if o.required or o.many or o.completes or o.choices]
    option = next(iter([*likely, *offered]), None)
    return replace(typing, option=option, prefix=last.text, start=last.start)


def _rows(text: str, typing: Typing, rows: Sequence[tuple[str, str]]) -> list[Offer]:
    prefix = typing.prefix.casefold()
    return [
        Offer(text=f"{text[: typing.start]}{value} ", label=value, description=description)
        for value, description in rows
        if value.startswith(prefix)
    ]


def _choices(text: str, typing: Typing) -> list[Offer]:
    option, prefix = typing.option, typing.prefix.casefold()
    if option is None:
        return []
    fitting = [c for c in option.choices if c.casefold().startswith(prefix)]
    said = option.description
    return [Offer(text=chosen(text, typing, c), label=c, description=said) for c in fitting]


def _option_names(text: str, typing: Typing) -> list[Offer]:
    word = typing.word.casefold()
    return [
        Offer(
            text=f"{text[: typing.word_start]}{option.name}:",
            label=f"{option.name}:",
            description=option.description,
        )
        for option in typing.free
        if option.name.startswith(word) and option is not positional(typing.free)
    ]
