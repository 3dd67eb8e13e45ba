"""A reader of Discord's dialect: what of a drawn post is formatted, linked or called.

Written from Discord's pages "Message Formatting" and "Markdown Text 101". What the bot means to be
active (its own bold, its links, its times) is read first and taken out; the rest has to be text.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.chat.test_text import active_in_discord

_PAIR = r"\\[^\sA-Za-z0-9]"
_LABEL = rf"(?:{_PAIR}|[^\[\]\\])*"
# Read from left to right, so that what an escaped sign begins is never taken for a beginning.
_TOKEN = re.compile(
    rf"(?P<pair>{_PAIR})|\[(?P<label>{_LABEL})\]\((?P<url>https?://[^\s()<>]+)\)"
    r"|<https?://[^\s<>]+>|<t:\d+:R>|`[^`\n]+`|(?P<bold>\*\*)"
)


def links_in(text: str) -> list[tuple[str, str]]:
    """Give (label as people see it, address) of each link with a label."""
    found = [m for m in _TOKEN.finditer(text) if m["url"]]
    return [(re.sub(rf"\\(?={_PAIR[2:]})", "", m["label"]), m["url"]) for m in found]


def active_in(text: str) -> list[str]:
    """Say what is active beside what the bot itself put there: bold, links, times, code."""
    signs = [m["bold"] for m in _TOKEN.finditer(text) if m["bold"]]
    rest = _TOKEN.sub(_plain, text)
    return [*(["a bold without end"] if len(signs) % 2 else []), *active_in_discord(rest)]


def _plain(found: re.Match[str]) -> str:
    if found["pair"]:
        return found["pair"]
    return "\ue001" if found["url"] is None else f"\ue001{found['label']}\ue001"


def texts_of(body: Mapping[str, Any], *, without: str | None = None) -> Iterator[str]:
    """Give every text of a message in which Discord reads its dialect."""
    content = str(body.get("content", ""))
    yield content.removeprefix(without) if without else content
    for embed in body.get("embeds", ()):
        yield from (str(embed[key]) for key in ("title", "description") if key in embed)
        yield from (f"{field['name']}\n{field['value']}" for field in embed.get("fields", ()))
