"""Whom a watch mentions: what each platform can call, and how people are told of it.

A mention is kept as the platform writes it; Slack's with the name behind it: ``<@U1|Ada>``.
"""

import re
from collections.abc import Mapping
from typing import Final

from bot.commands.room import said
from bot.errors import CommandError
from bot.locales import say

NOBODY: Final = ("none", "off", "nobody")  # what takes a mention back
_LONGEST: Final = 128
_CALLED: Final[Mapping[str, re.Pattern[str]]] = {
    "slack": re.compile(r"<(?:@[UW][A-Z0-9]{1,20}|!subteam\^S[A-Z0-9]{1,20})(?:\|[^<>|]*)?>"),
    "discord": re.compile(r"<@&?\d{1,20}>"),
}
# Where names are mere text: none that calls everybody, on the platform that it may be copied to.
_ALL: Final = re.compile(r"[@＠!](?:everyone|here|channel|all)\b", re.IGNORECASE)
_NAMED: Final = re.compile(r"<[^<>|]+\|@?([^<>|]+)>")
_NAMELESS: Final = re.compile(r"<!subteam\^S[A-Z0-9]+>")


def whom(platform: str, typed: str) -> str | None:
    """Read whom to mention, None for nobody. Raises CommandError for whom nobody can call."""
    wanted = typed.strip().replace("<@!", "<@")  # as Discord once wrote a person
    if wanted.lower() in NOBODY:
        return None
    known = _CALLED.get(platform)
    wrong = not known.fullmatch(wanted) if known else _ALL.search(wanted)
    if len(wanted) > _LONGEST or wrong:
        name = wanted.strip("<>").replace("!", "@")
        raise CommandError(_refusal(platform, said(name, 60)))
    return wanted


def _refusal(platform: str, name: str) -> str:
    if platform == "discord":
        return say(
            "I cannot mention *{name}*. Choose one role or one person from the list that opens "
            "when you type `@`; @everyone and @here I never call. `mention:off` takes a mention "
            "back.",
            name=name,
        )
    if platform not in _CALLED:
        return say(
            "I cannot mention *{name}*: all at once (@everyone, @here, @channel) I never call. "
            "Name one person or role, such as `mention:@desk`; `mention:off` takes a mention back.",
            name=name,
        )
    return say(
        "I cannot mention *{name}*. Choose one person, role or user group from the list "
        "that opens when you type `@`; all at once (@everyone, @here, @channel) I never "
        "call. `mention:off` takes a mention back.",
        name=name,
    )


def called(mention: str) -> str:
    """Say whom a watch mentions: by name, where the platform told one."""
    if _NAMELESS.fullmatch(mention):
        return say("a user group")
    named = _NAMED.fullmatch(mention)
    return said(f"@{named[1]}" if named else mention, 80)
