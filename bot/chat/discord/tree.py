"""The commands as Discord lists them: made from the one table, with their words by language.

A command with sub-words becomes a group. What each option takes follows from its kind; names are
completed where the table says so. "Why this?" stands in the menu of every message.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from bot.chat.fit import fit
from bot.locales import say, speaking, translated
from bot.model import Command, Option

WHY_THIS: Final = "Why this?"
DESCRIPTION: Final = 100
MOST_CHOICES: Final = 25
# Discord's names of the languages that we speak ("Locales").
LOCALES: Final = {"ja": "ja", "ko": "ko", "zh-CN": "zh-Hans", "zh-TW": "zh-Hant"}

_CHAT, _ON_MESSAGE = 1, 3  # kinds of commands
_SUB, _STRING, _INTEGER, _CHANNEL, _ATTACHMENT = 1, 3, 4, 7, 11  # kinds of options
_IN_GUILDS: Final = {"contexts": [0], "integration_types": [0]}
_TEXT_ANNOUNCEMENT_FORUM: Final = [0, 5, 15]

Payload = dict[str, Any]


def tree(commands: Sequence[Command]) -> list[Payload]:
    """Give all commands as Discord's API takes them."""
    ours = [_command(one) for one in commands if "discord" in one.platforms]
    why = {key: say("Why this?") for key in _each_locale()}
    menu = {"type": _ON_MESSAGE, "name": WHY_THIS, "name_localizations": why, **_IN_GUILDS}
    return [*ours, menu]


def number_of(made: Sequence[Payload]) -> int:
    """Give a number that changes when any word of the commands does; never below 1."""
    digest = hashlib.sha256(json.dumps(made, sort_keys=True).encode()).digest()
    return int.from_bytes(digest[:7], "big") + 1


def _command(command: Command) -> Payload:
    inside = [_sub(sub) for sub in command.subs] or _options(command.options)
    return {
        "type": _CHAT,
        "name": command.name,
        **_described(command.summary),
        "options": inside,
        **_IN_GUILDS,
    }


def _sub(command: Command) -> Payload:
    described = _described(command.summary)
    options = _options(command.options)
    return {"type": _SUB, "name": command.name, **described, "options": options}


def _options(options: Sequence[Option]) -> list[Payload]:
    """Draw options; Discord wants those that are required first."""
    return [_option(one) for one in sorted(options, key=lambda one: not one.required)]


def _option(option: Option) -> Payload:
    more = _KINDS.get(option.kind, _text)(option)
    described = _described(option.description)
    return {"name": option.name, **described, "required": option.required, **more}


def _text(option: Option) -> Payload:
    return {"type": _STRING, **({"autocomplete": True} if option.completes else {})}


def _choice(option: Option) -> Payload:
    words = {key: _words() for key in _each_locale()}
    choices = [
        {
            "name": word,
            "value": word,
            "name_localizations": {
                key: f"{word} · {said.get(word, word)}" for key, said in words.items()
            },
        }
        for word in option.choices[:MOST_CHOICES]
    ]
    return {"type": _STRING, "choices": choices}


def _each_locale() -> Iterator[str]:
    """Go through Discord's names of the other languages; each is spoken while it is the one."""
    for key, language in LOCALES.items():
        with speaking(language):
            yield key


def _words() -> Mapping[str, str]:
    """Say what can be chosen, beside the word that is typed."""
    return {
        "alert": say("alert"),
        "all": say("all"),
        "always": say("always"),
        "digest": say("digest"),
        "forum": say("forum"),
        "message": say("message"),
        "monday": say("monday"),
        "never": say("never"),
        "new": say("new"),
        "no": say("no"),
        "off": say("off"),
        "on": say("on"),
        "thread": say("thread"),
        "urgent": say("urgent"),
        "wake": say("wake"),
        "yes": say("yes"),
    }


def _integer(option: Option) -> Payload:
    return {"type": _INTEGER}


def _channel(option: Option) -> Payload:
    return {"type": _CHANNEL, "channel_types": _TEXT_ANNOUNCEMENT_FORUM}


def _file(option: Option) -> Payload:
    return {"type": _ATTACHMENT}


_KINDS: Final[Mapping[str, Callable[[Option], Payload]]] = {
    "choice": _choice,
    "int": _integer,
    "channel": _channel,
    "file": _file,
}


def _described(text: str) -> Payload:
    return {"description": fit(text, DESCRIPTION, str), **_said_in(text, "description")}


def _said_in(text: str, what: str) -> Payload:
    """Give the text in other languages; English stands for those that have no word for it."""
    said = {key: translated(text, locale) for key, locale in LOCALES.items()}
    other = {key: fit(word, DESCRIPTION, str) for key, word in said.items() if word != text}
    return {f"{what}_localizations": other} if other else {}
