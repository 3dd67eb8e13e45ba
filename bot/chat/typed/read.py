"""Typed commands, read by the table: for the local page and for any platform without forms.

/watch "rare earths" AND japan mode:digest     a query takes all that is no option
/digest                                        alone: the first sub-word
/feeds add https://a.example https://b.example several values
/digest set 08:00,18:30 mon-fri Asia/Tokyo     told apart by their look
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.chat.typed.words import (
    LISTS,
    Sorted,
    Word,
    by_name,
    check_choice,
    is_city,
    looks_like,
    near,
    positional,
    shown,
    sort_words,
    split,
    stray_name,
    unquote,
)
from bot.errors import CommandError
from bot.locales import say, sentences
from bot.model import Command, Option

# What people who know other bots type.
OTHER_WORDS = {
    **dict.fromkeys(("pause", "snooze", "silence", "sleep"), "quiet now"),
    **dict.fromkeys(("resume", "unpause", "wake"), "quiet off"),
    **dict.fromkeys(("unmute", "unhush", "unblock"), "settings"),
    **dict.fromkeys(("follow", "track", "alert"), "watch"),
    **dict.fromkeys(("unfollow", "untrack", "stop"), "unwatch"),
}
MUTING = ("mute", "hush", "ignore", "block")
EXAMPLES = {
    "watches list": "/watches list",
    "quiet now": "/quiet now 2h",
    "quiet off": "/quiet off",
    "settings": "/settings",
    "watch": "/watch senkaku",
    "unwatch": "/unwatch senkaku",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A command that was read. ``options`` holds only what was typed, by option name.

    A query keeps its quotes, since they mean a phrase; so does a watch's name.
    """

    command: str
    sub: str | None
    options: Mapping[str, str]


def read_typed(text: str, commands: Sequence[Command]) -> Typed:
    """Read a typed line.

    Raises CommandError, whose text names the cause and what to type next.
    """
    line = text.strip()
    if line.startswith("／"):  # what an East Asian keyboard gives
        line = "/" + line[1:]
    if not line.startswith("/"):
        raise CommandError(_no_slash(line, commands))
    words = split(line)
    command = by_name(commands, words[0].text[1:])
    if command is None:
        rest = line.removeprefix(words[0].text).strip()
        raise CommandError(_no_command(words[0].text, rest, commands))
    if not command.subs:
        return Typed(
            command=command.name,
            sub=None,
            options=_options(line, words[1:], command.options, _failing(command)),
        )
    sub = _sub_of(command, words)
    options = _options(line, words[2:], sub.options, _failing(command, sub))
    return Typed(command=command.name, sub=sub.name, options=options)


def usage(command: Command, sub: Command | None = None) -> str:
    """Give one example of a command as it is typed."""
    path = f"/{command.name} {sub.name}" if sub else f"/{command.name}"
    known = [f"/{e.removeprefix('/')}" for e in (*(sub.examples if sub else ()), *command.examples)]
    fitting = [e for e in known if e == path or e.startswith(path + " ")]
    needed = [o.name.upper() for o in (sub or command).options if o.required]
    return fitting[0] if fitting else " ".join([path, *needed])


def _failing(command: Command, sub: Command | None = None) -> Callable[[str], CommandError]:
    def failing(cause: str) -> CommandError:
        return CommandError(
            say("{cause} For example: {example}", cause=cause, example=usage(command, sub))
        )

    return failing


def _no_slash(line: str, commands: Sequence[Command]) -> str:
    first = line.split(maxsplit=1)[0] if line else ""
    known = by_name(commands, first)
    if known:
        return say("A command begins with a slash: type /{line}", line=shown(line))
    return say(
        "A command begins with a slash, for example {example}. Type /help to see them all.",
        example=usage(commands[0]) if commands else "/help",
    )


def _no_command(typed: str, rest: str, commands: Sequence[Command]) -> str:
    word = typed[1:].lower()
    if word in MUTING:
        return say(
            "There is no command {typed}. A story or an outlet is muted with [{mute}] under its "
            "post; `/quiet now 2h` silences the whole channel, `/unwatch` ends a watch.",
            typed=shown(typed),
            mute=say("Mute…"),
        )
    meant = OTHER_WORDS.get(word, "")
    if meant == "quiet now" and rest and not rest[0].isdigit():  # of a watch, not of a channel
        meant, rest = "watches list", ""
    if meant and by_name(commands, meant.split()[0]):
        return say(
            "There is no command {typed}. Did you mean /{name}? For example: {example}",
            typed=shown(typed),
            name=meant,
            example=f"/{meant} {shown(rest)}".rstrip() if rest else EXAMPLES[meant],
        )
    guess = near(typed[1:], [c.name for c in commands])
    command = by_name(commands, guess) if guess else None
    if command:
        return say(
            "There is no command {typed}. Did you mean /{name}? For example: {example}",
            typed=shown(typed),
            name=command.name,
            example=usage(command),
        )
    return say("There is no command {typed}. Type /help to see what there is.", typed=shown(typed))


def _sub_of(command: Command, words: Sequence[Word]) -> Command:
    if len(words) == 1:
        return command.subs[0]
    sub = by_name(command.subs, words[1].text)
    if sub:
        return sub
    names = [s.name for s in command.subs]
    guess = near(words[1].text, names)
    cause = sentences(
        say("/{command} has no “{word}”.", command=command.name, word=shown(words[1].text)),
        say("Did you mean {names}?", names=f"/{command.name} {guess}") if guess else "",
        say("It takes: {names}.", names=", ".join(names)),
    )
    raise _failing(command, by_name(command.subs, guess) if guess else command.subs[0])(cause)


def _options(
    line: str,
    words: Sequence[Word],
    options: Sequence[Option],
    fail: Callable[[str], CommandError],
) -> dict[str, str]:
    parts = sort_words(words, options, fail)
    greedy = positional(options)
    if greedy and greedy.name not in parts.by_option:
        _take_rest(line, greedy, parts, options)
    elif parts.loose:
        _place_all(parts, options, fail)
    return _checked(parts, options, fail)


def _take_rest(line: str, greedy: Option, parts: Sorted, options: Sequence[Option]) -> None:
    """Give the loose words to the positional option, as typed."""
    loose = parts.loose
    while len(loose) > 1 and (option := _trailing(loose[-1], greedy, parts, options)):
        parts.by_option[option.name] = [loose.pop().text]
    if loose:
        whole = line[loose[0].start : loose[-1].end]
        pieces = " ".join(word.text for word in loose)
        together = whole.split() == pieces.split()
        parts.by_option[greedy.name] = [whole if together else pieces]


def _trailing(
    word: Word, greedy: Option, parts: Sorted, options: Sequence[Option]
) -> Option | None:
    """Give the option a last loose word is meant for: #channel, or an address after a name."""
    kinds = {"channel"} if greedy.kind in {"query", "text"} else {"channel", "url"}
    for option in options:
        free = option.name not in parts.by_option and option is not greedy
        if free and option.kind in kinds and looks_like(word.text, option):
            return option
    return None


def _place_all(
    parts: Sorted, options: Sequence[Option], fail: Callable[[str], CommandError]
) -> None:
    loose = list(parts.loose)
    while loose:
        word = loose.pop(0)
        option = _place(word.text, parts, options)
        if option is None and _is_of_city(word, loose, parts, options):
            continue
        if option is None and loose:  # "timezone Asia/Tokyo"
            option = _named(word, parts, options)
            word = loose.pop(0) if option else word
        if option is None:
            raise fail(_misplaced(word, options))
        parts.by_option.setdefault(option.name, []).append(word.text)


def _place(word: str, parts: Sorted, options: Sequence[Option]) -> Option | None:
    """Choose the option for a loose word: what is needed first, then what it looks like."""
    free = [o for o in options if o.name not in parts.by_option]
    needed = [o for o in free if o.required]
    alike = [o for o in free if looks_like(word, o)]
    more = [
        o
        for o in options
        if o.name in parts.by_option and (o.many or (o.kind in LISTS and looks_like(word, o)))
    ]
    return next(iter([*needed, *alike, *more, *(o for o in free if o.many)]), None)


def _is_of_city(word: Word, loose: list[Word], parts: Sorted, options: Sequence[Option]) -> bool:
    """Take the words of a city for its zone: all of them, or the others after "timezone:New"."""
    for option in (o for o in options if o.kind == "zone"):
        begun = parts.by_option.get(option.name)
        if begun and "/" not in begun[-1] and word.text.isalpha():
            begun.append(word.text)
            return True
        for more in (1, 2) if not begun else ():
            words = [word.text, *(one.text for one in loose[:more])]
            if len(words) > more and is_city(*words):
                parts.by_option[option.name] = words
                del loose[:more]
                return True
    return False


def _named(word: Word, parts: Sorted, options: Sequence[Option]) -> Option | None:
    """Give the option whose name a loose word is: a value follows it without a colon."""
    name = word.text.lower()
    return next((o for o in options if o.name == name and name not in parts.by_option), None)


def _misplaced(word: Word, options: Sequence[Option]) -> str:
    names = [o.name for o in options]
    name = stray_name(word)
    if name:
        close = near(name, names)
        guess = f"{close}:" if close else ""
        cause = say("There is no option “{name}” here.", name=shown(name))
    else:
        guess = near(word.text, [c for o in options for c in o.choices]) or ""
        cause = say("“{word}” does not belong here.", word=shown(word.text))
    return sentences(
        cause,
        say("Did you mean {names}?", names=guess) if guess else "",
        say("It takes {options}.", options=", ".join(f"{n}:…" for n in names))
        if names
        else say("It takes nothing more."),
    )


def _checked(
    parts: Sorted, options: Sequence[Option], fail: Callable[[str], CommandError]
) -> dict[str, str]:
    values = {}
    for option in options:
        value = _value(option, parts.by_option.get(option.name, []))
        if value:
            values[option.name] = _fitting(option, value, fail)
        elif option.required:
            raise fail(
                say("{name} is missing: {what}.", name=option.name, what=say(option.description))
            )
        elif option.name in parts.by_option:
            raise fail(say("{name}: is there, but nothing follows it.", name=option.name))
    return values


def _value(option: Option, pieces: Sequence[str]) -> str:
    if option.kind in LISTS:
        return ",".join(p.strip(",") for p in pieces if p.strip(","))
    value = " ".join(pieces).strip()
    return value if option.kind in {"query", "watch"} else unquote(value).strip()


def _fitting(option: Option, value: str, fail: Callable[[str], CommandError]) -> str:
    if option.kind == "choice":
        return check_choice(value, option, fail)
    if option.kind == "int" and not looks_like(value, option):
        raise fail(
            say(
                "{name} must be a whole number, not “{value}”.",
                name=option.name,
                value=shown(value),
            )
        )
    return value
