"""The mark by which a post is found again: in its metadata, which nobody sees.

A server that keeps no metadata keeps blocks: so it is in the ``block_id`` of the first one, too.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

EVENT_TYPE: Final = "tidings_post"
_BLOCK_ID: Final = re.compile(r"tidings~([^~]{1,100})~(\d{1,3})~(\d{1,3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """``part`` 0 is the post itself, which ``parts`` others follow in its thread."""

    nonce: str
    part: int = 0
    parts: int = 0


def marked(body: Mapping[str, Any], mark: Mark) -> dict[str, Any]:
    """Give a body (text, blocks) with its mark."""
    first, *others = body["blocks"]
    known = {**first, "block_id": f"tidings~{mark.nonce}~{mark.part}~{mark.parts}"}
    payload = {"nonce": mark.nonce, "part": mark.part, "parts": mark.parts}
    return {
        **body,
        "blocks": [known, *others],
        "metadata": {"event_type": EVENT_TYPE, "event_payload": payload},
    }


def mark_of(message: Mapping[str, Any]) -> Mark | None:
    """Read the mark of a message; None: it is no post of ours."""
    known = message.get("metadata") or {}
    said = known.get("event_payload") or {}
    if known.get("event_type") == EVENT_TYPE and said.get("nonce"):
        part, parts = int(said.get("part") or 0), int(said.get("parts") or 0)
        return Mark(nonce=str(said["nonce"]), part=part, parts=parts)
    for block in (message.get("blocks") or ())[:1]:
        if found := _BLOCK_ID.fullmatch(str(block.get("block_id") or "")):
            return Mark(nonce=found[1], part=int(found[2]), parts=int(found[3]))
    return None
