"""A post in plain words, for a server that does not take how it is drawn; pure.

What its blocks say, line by line, with their links, and its mark in the metadata. Where it is the
metadata that is not taken, the blocks stay: their mark is in the first one (``marks``).
"""

import html
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from bot.chat.fit import within
from bot.chat.slack.marked import bold

_LONGEST: Final = 3900  # of a text, Slack wants no more than 4,000 ("chat.postMessage")
_MORE: Final = "…"


def plainly(body: Mapping[str, Any], error: str) -> dict[str, Any]:
    """Give a body (text, blocks, metadata …) without what Slack refused with ``error``."""
    if "metadata" in error:
        return {**body, "metadata": None}
    return {**body, "text": in_words(body["blocks"]) or body["text"], "blocks": []}


def in_words(blocks: Sequence[Mapping[str, Any]]) -> str:
    """Say in one text what blocks say, in mrkdwn; whole lines, "…" for those without room."""
    lines = [line for block in blocks for line in _said(block).split("\n") if line.strip()]
    taken = within(lines, _LONGEST)
    if len(taken) < len(lines):
        taken = [*within(lines, _LONGEST - len(_MORE) - 1), _MORE]
    return "\n".join(taken)


def _said(block: Mapping[str, Any]) -> str:
    if block.get("type") == "header":
        return bold(html.unescape(block["text"]["text"]))
    return " ".join(_texts(block))


def _texts(block: Mapping[str, Any]) -> Iterator[str]:
    if block.get("type") in ("section", "context"):
        for part in (block, *block.get("elements", ())):
            text = part.get("text")
            yield from [text["text"]] if isinstance(text, Mapping) else [text] if text else []
