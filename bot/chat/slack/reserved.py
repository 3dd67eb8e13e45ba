"""Names of commands that Slack keeps for itself, and what is typed instead; data and pure.

A manifest with one of them is refused as a whole ("the slash command has an invalid name"), which
its schema does not tell. The list is what others found out: NousResearch/hermes-agent 18456, and
openclaw/openclaw 29032 for ``/status``. ``/help`` is taken.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from bot.model import Command

UMBRELLA: Final = "tidings"  # before every command, and all that a thread's mention needs
RESERVED: Final = frozenset(
    {
        *("archive", "away", "active", "call", "collapse", "dm", "dnd", "expand", "feed"),
        *("feedback", "huddle", "invite", "join", "keys", "kick", "leave", "me", "msg", "mute"),
        *("open", "part", "prefs", "pro", "remind", "remove", "rename", "search", "shortcuts"),
        *("shrug", "star", "status", "topic", "who"),
    }
)


def alone(commands: Iterable[Command]) -> tuple[str, ...]:
    """Give the names that stand alone, beside ``/tidings``."""
    return tuple(one.name for one in commands if one.name not in RESERVED)


def as_typed(text: str, commands: Sequence[Command], *, thread: bool = False) -> str:
    """Write commands in a text of ours as Slack takes them: `/search` is `/tidings search`.

    In a thread, where Slack takes no slash, it is `@Tidings search`.
    """
    if thread:
        known = "|".join(sorted(one.name for one in commands))
        named = rf"(?<![A-Za-z0-9_./])/(?:{UMBRELLA} )?({known})(?![A-Za-z0-9_/-])"
        return re.sub(named, rf"@{UMBRELLA.capitalize()} \1", text)
    kept = "|".join(sorted(one.name for one in commands if one.name in RESERVED))
    if not kept or "/" not in text:
        return text
    return re.sub(rf"(?<![A-Za-z0-9_./])/({kept})(?![A-Za-z0-9_/-])", rf"/{UMBRELLA} \1", text)
