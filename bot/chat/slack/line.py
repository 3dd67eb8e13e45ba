"""What somebody typed after a slash or a mention, in the words of the table; pure.

    /tidings watch senkaku      /watch senkaku      @Tidings watch senkaku      /tidings → /help

Slack writes what it knows between angle brackets (``<#C1|general>``, ``<https://a|a>``) and escapes
``&``, ``<`` and ``>`` (Slack, "Formatting text for app surfaces").
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.chat.slack.reserved import UMBRELLA
from bot.chat.typed import Typed, read_typed
from bot.model import Command

_KNOWN: Final = re.compile(r"<([^<>]*)>")
_CHANNEL: Final = re.compile(r"#?((?:[A-Z0-9]+/)?[CGD][A-Z0-9]{2,})")
_CHOSEN: Final = re.compile(r"#[CG][A-Z0-9]{2,}")  # from the list that Slack opens
_UNSEEN: Final = {0x2060: None, 0x200B: None}
_SCHEME: Final = re.compile(r"(?:https?|feed)://", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A text as it was typed; ``names``: the channels in it, by Slack's id, as people call them.

    ``people``: the persons and groups in it with their names, ``<@U1>`` → ``<@U1|ada>``.
    """

    text: str
    names: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)


def plain(text: str) -> Plain:
    """Read Slack's text: people and groups stay ``<@U1>``, channels become ``#C1``."""
    parts, start = [], 0
    names: dict[str, str] = {}
    people: dict[str, str] = {}
    for found in _KNOWN.finditer(text):
        parts.append(_letters(text[start : found.start()]))
        parts.append(_meant(found[1], names, people))
        start = found.end()
    return Plain(text="".join((*parts, _letters(text[start:]))), names=names, people=people)


def _meant(inside: str, names: dict[str, str], people: dict[str, str]) -> str:
    """Read what stands between brackets: ``#C1|general``, ``@U1|ada``, ``!here``, a link."""
    what, _, label = inside.partition("|")
    if what.startswith("#"):
        if label:
            names[what[1:]] = _letters(label)
        return what
    if what.startswith("!date^"):
        return _letters(label)
    if what.startswith(("@", "!")):
        if name := _letters(label):
            people[f"<{what}>"] = with_name(what, name)
        return f"<{what}>"
    if what.startswith("mailto:"):
        return _letters(label or what.removeprefix("mailto:"))
    url = _letters(what)
    typed = _letters(label)
    same = _SCHEME.sub("", url).rstrip("/") == _SCHEME.sub("", typed).rstrip("/")
    return typed if label and same else url


def _letters(text: str) -> str:
    return seen(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


def seen(text: str) -> str:
    """Give a text without the signs that no eye sees, which answers of ours put between others.

    So what is copied from an answer is read as it looks.
    """
    return text.translate(_UNSEEN)


def with_name(what: str, name: str) -> str:
    """Give a person or group with what people call it: ``<@U1|Ada>``."""
    plain_name = re.sub(r"[<>|*`\s]+", " ", name).strip()[:60]
    return f"<{what}|{plain_name}>" if plain_name else f"<{what}>"


def read(text: str, commands: Sequence[Command]) -> Typed:
    """Read a line, with or without its slash; the umbrella's name in front says nothing.

    Raises CommandError, whose text names the cause and what to type next.
    """
    line = text.replace("`", "").strip()  # as it is shown in answers: it means nothing to us
    for before in ("/", "／"):
        line = line.removeprefix(before)
    first, _, rest = line.partition(" ")
    if first.casefold() == UMBRELLA:
        return read(rest, commands)
    return read_typed(f"/{_named(line, commands)}" if line else "/help", commands)


def _named(line: str, commands: Sequence[Command]) -> str:
    """Give a line with its channel as an option, where one that was chosen stands by itself."""
    words = line.split(" ")
    row = next((one for one in commands if one.name == words[0].casefold()), None)
    alone = [
        n for n in range(1, len(words)) if _CHOSEN.fullmatch(words[n]) and words[n - 1][-1:] != ":"
    ]
    if row is None or len(alone) != 1:
        return line
    rest = [*words[: alone[0]], *words[alone[0] + 1 :]]
    subs = {one.name: one for one in row.subs}
    if subs and len(rest) == 1:
        rest.append(row.subs[0].name)
    about = subs.get(rest[1].casefold(), row) if subs else row
    if not any(option.kind == "channel" and option.name == "channel" for option in about.options):
        return line
    return " ".join([*rest, f"channel:{words[alone[0]]}"])


def after_mention(text: str, bot_user: str) -> str:
    """Give what a mention of the bot was followed by, else what stood before it.

    ``bot_user`` "": of whomever is mentioned first.
    """
    who = re.escape(bot_user) or "[A-Z0-9]+"
    before, *after = re.split(rf"<@{who}(?:\|[^<>]*)?>", text, maxsplit=1)
    return next((side.strip(" :,\n") for side in (*after, before) if side.strip(" :,\n")), "")


def channel_id(value: str) -> str | None:
    """Give Slack's id of a channel that was chosen by it ("#C1"), None for a name."""
    found = _CHANNEL.fullmatch(value)
    return found[1] if found else None
