"""A reader of Slack's dialect: what of a drawn post is formatted, linked or called.

Written from Slack's page "Formatting text for app surfaces". What the bot means to be active (its
own bold, its code, its links, its times) is read first and taken out; the rest has to be text.
"""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.chat.slack.rules_blocks import texts_in
from tests.chat.test_text import active_in_slack

_LINK = re.compile(r"<(?P<url>https?://[^\s<>|]+)\|(?P<label>[^<>|]*)>")
_OURS = re.compile(
    rf"{_LINK.pattern}|<https?://[^\s<>|]+>|<!date\^\d+\^[^<>|]*\|[^<>|]*>|(?P<bold>\*(?P<in>[^*\n]*)\*)|`[^`\n]+`"
)
_EMOJI = re.compile(r"(?<!\d):\d\d:|:(?!\d\d:)[a-z0-9_+'-]+:", re.IGNORECASE)  # not 06:10:
_QUOTE = re.compile(r"^[ \t]*&gt;", re.MULTILINE)


def links_in(text: str) -> list[tuple[str, str]]:
    """Give (label as people see it, address) of each link."""
    return [(html.unescape(m["label"]), html.unescape(m["url"])) for m in _LINK.finditer(text)]


def active_in(text: str, *, without: str = "") -> list[str]:
    """Say what is active beside what the bot itself put there."""
    rest = _plain(text.replace(without, "") if without else text)
    found = active_in_slack(rest)
    found += [f"emoji {m}" for m in _EMOJI.findall(rest)]
    return found + [f"quote {m}" for m in _QUOTE.findall(rest)]


def _plain(text: str) -> str:
    """Take out what is ours, from the outside to the inside; labels and bold words stay."""
    while True:
        taken = _OURS.sub(lambda m: f"\ue001{m['label'] or m['in'] or ''}\ue001", text)
        if taken == text:
            return taken
        text = taken


def texts_of(body: Mapping[str, Any]) -> Iterator[str]:
    """Give every text of a message in which Slack reads its dialect."""
    yield str(body["text"])
    yield from texts_in(body["blocks"])


def headings_of(body: Mapping[str, Any]) -> list[str]:
    """Give what headers say, as people see it."""
    blocks = [block for block in body["blocks"] if block["type"] == "header"]
    return [html.unescape(block["text"]["text"]) for block in blocks]


def shown(body: Mapping[str, Any]) -> list[str]:
    """Give what a message says, block by block, buttons as their labels in brackets."""
    return [line for block in body["blocks"] if (line := _shown(block))]


def _shown(block: Mapping[str, Any]) -> str:
    if block["type"] == "actions":
        return " ".join(f"[{one['text']['text']}]" for one in block["elements"])
    parts = block.get("elements") or [block["text"]]
    return "\n".join(part["text"] for part in parts)
