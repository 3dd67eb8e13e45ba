"""Foreign text in Discord's words: nothing of it is read as markdown, mention, link or command.

Besides, each post says ``allowed_mentions`` with the configured role or person alone (Discord,
"Allowed Mentions Object": without it a regular message parses users, roles and everyone).
"""

import re
from typing import Any, Final

from bot.chat.fit import fit

TITLE: Final = 256  # characters of an embed's title (Discord, "Embed Limits")
DESCRIPTION: Final = 4096
AUTHOR: Final = 256
FOOTER: Final = 2048
CONTENT: Final = 2000
EMBED: Final = 6000  # of all embeds of a message together

# Emphasis, spoilers, code, masked links, <@user> <#channel> <:emoji:> <t:time> </command:id>.
_SIGNS: Final = re.compile(r"([\\*_~`|<>\[\]()])")
# Headings, quotes and lists count at the start of a line only; "-#" is small print.
_LINE: Final = re.compile(r"^([ \t]*\d*)(#{1,3}|-#|[-+]|(?<=\d)\.)(?=[ \t]|$)", re.MULTILINE)
_EVERYONE: Final = re.compile(r"@(?=everyone|here)")
_ADDRESS: Final = re.compile(r"(?i)(https?|discord):(?=//|-)")
_CALLED: Final = re.compile(r"<@(&?)(\d{1,20})>")
_WORD_JOINER: Final = "\u2060"


def escape(text: str) -> str:
    """Give text that Discord shows as it is.

    A backslash takes a sign's meaning away. What has no such form gets a word joiner, which no eye
    sees: the two names that call everybody, and addresses, which a text shows but does not link.
    """
    escaped = _LINE.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", text))
    quiet = _EVERYONE.sub(f"@{_WORD_JOINER}", escaped)
    return _ADDRESS.sub(rf"\1:{_WORD_JOINER}", quiet)


def unescaped(drawn: str) -> str:
    """Give what people see of an escaped text."""
    return re.sub(r"\\([^\sA-Za-z0-9])", r"\1", drawn).replace(_WORD_JOINER, "")


def shown(text: str, limit: int) -> str:
    """Escape and cut a text, in one line, for a place that takes ``limit`` characters."""
    return fit(" ".join(text.split()), limit, escape)


def bare(text: str) -> str:
    """Give text for a place that knows no markdown: only whom it calls is taken from it."""
    return _EVERYONE.sub(f"@{_WORD_JOINER}", text)


def unformatted(text: str, limit: int) -> str:
    """Cut a text for the line above or below an embed, or a button: no markdown is read there."""
    return fit(" ".join(text.split()), limit, bare)


def allowed_mentions(mention: str | None) -> dict[str, Any]:
    """Say whom a post may call: the roles (``<@&1>``) and persons (``<@1>``) that watches name."""
    named: dict[str, Any] = {"parse": []}
    for one in _CALLED.finditer(mentions_of(mention)):
        named.setdefault("roles" if one[1] else "users", []).append(one[2])
    return named


def mentions_of(mention: str | None) -> str:
    """Give what watches name if all of it is roles and persons of Discord's, else nothing."""
    named = mention or ""
    return named if all(map(_CALLED.fullmatch, named.split(" "))) else ""
