"""What the page's tests are made of: a table of one command, a desk, a card, good health."""

from collections.abc import Mapping
from typing import Any

from bot.model import Button, Command, Invocation, Option, Press, Reply

QUERY = Option(name="query", description="What", kind="query", required=True, completes=True)
COMMANDS = (Command(name="watch", summary="Watch", options=(QUERY,), examples=("/watch senkaku",)),)
HOSTS = ("127.0.0.1", "localhost", "::1")


class Desk:
    """Answers with what it was asked."""

    async def invoke(self, invocation: Invocation) -> Reply:
        said = f"Watching {invocation.options['query']} <b>here</b>, see `/help`"
        return Reply(text=said, buttons=(Button(id="undo:1", label="Undo"),))

    async def press(self, press: Press) -> Reply:
        return Reply(text=f"pressed {press.button}")

    async def complete(self, invocation: Invocation, option: str) -> list[tuple[str, str]]:
        known = {"senkaku-islands": "Senkaku Islands · 尖閣諸島", "semiconductors": "Chips"}
        return [(k, v) for k, v in known.items() if k.startswith(invocation.options[option])]


def card(title: str = "Two ships turn back", **more: Any) -> dict[str, Any]:
    """A payload as the chat draws it."""
    source = {"outlet": "Wire", "url": "https://w.example/1", "language": "en", "reprint": False}
    sentence = {"text": "They left on Monday.", "source": 0, "language": "en"}
    return {
        "kind": "alert",
        "label": "ALERT",
        "title": title,
        "url": "https://w.example/1",
        "text": "They left on Monday. [1]",
        "sentences": [sentence],
        "sources": [source],
        "tags": ["Senkaku Islands"],
        "buttons": [{"id": "why:s1", "label": "Why"}],
        **more,
    }


async def healthy() -> Mapping[str, Any]:
    return {"status": "ok", "queue": 3}
