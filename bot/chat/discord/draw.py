"""How a post is drawn for Discord: JSON as its API takes it, within its limits by construction.

A payload has ``body`` (what is sent: content, embeds, components, allowed_mentions), ``more``
(bodies that found no room and follow in the post's thread), ``thread`` (what a thread or a forum
post about it is called), ``post`` (message, thread, forum) and ``tags`` (what a forum may know it
by); ``kind`` and ``title`` tell people of it.

    alert, update → one embed     digest, roll-up → embeds of sections     notice → one line
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from bot.chat.discord.buttons import rows
from bot.chat.discord.links import linked
from bot.chat.discord.marked import marked, stressed
from bot.chat.discord.sections import Body, pack
from bot.chat.discord.text import (
    AUTHOR,
    CONTENT,
    DESCRIPTION,
    TITLE,
    allowed_mentions,
    escape,
    mentions_of,
    shown,
    unescaped,
    unformatted,
)
from bot.chat.fit import fit, units, within
from bot.chat.links import address, agrees
from bot.chat.marks import timeless
from bot.model import Button, Kind, Message, Sentence, Source
from bot.words import date

RED, BLUE, GREEN, AMBER, GREY = 0xD92D20, 0x2E5AAC, 0x2F7D5B, 0xB7791F, 0x6B7280
_NO_CARDS: Final = 1 << 2  # SUPPRESS_EMBEDS: no card of an address in the text
_COLOURS: Final = {
    Kind.ALERT: BLUE,
    Kind.EDIT: BLUE,
    Kind.UPDATE: GREY,
    Kind.DIGEST: GREEN,
    Kind.ROLLUP: AMBER,
    Kind.NOTICE: AMBER,
}
_SENTENCE: Final = 900  # characters of a sentence with its marks and its link
_ALSO: Final = 700
_THREAD_NAME: Final = 100
_BLANK: Final = "(no title)"


def to_payload(message: Message) -> dict[str, Any]:
    """Draw a message as JSON types only."""
    drawn = _BODIES.get(message.kind, _card)(message)
    first = {**drawn.body, "allowed_mentions": _called(message), "components": _buttons(message)}
    if named := mentions_of(message.mention):
        first["content"] = _with_mention(named, first.get("content", ""))
    title = timeless(message.title)
    return {
        "kind": message.kind.value,
        "title": title,
        "body": first,
        "more": [{**body, "allowed_mentions": allowed_mentions(None)} for body in drawn.more],
        "thread": unformatted(title, _THREAD_NAME) or message.label or _BLANK,
        "post": message.post,
        "tags": list(message.tags),
    }


def _called(message: Message) -> dict[str, Any]:
    return allowed_mentions(message.mention if message.rings else None)


def _with_mention(mention: str, content: str) -> str:
    return f"{mention} {fit(content, CONTENT - len(mention) - 1, str)}".rstrip()


def _buttons(message: Message) -> list[dict[str, Any]]:
    """Draw the buttons; a post without one gets one, since it marks the post."""
    spare = Button(id="status:", label="Status")
    return rows(message.buttons) or rows([spare])


# ── an alert, an item's post, what is new in a story ────────────────────────────────────────


def _card(message: Message) -> Body:
    """Draw one embed: who, the title linked, the sentences with their sources, tags and time."""
    url = address(message.url)
    title = shown(message.title, TITLE)
    alike = url is None or (agrees(message.title, url) and agrees(unescaped(title), url))
    embed: dict[str, Any] = {
        "color": RED if message.urgent else _COLOURS[message.kind],
        "author": {"name": _dateline(message)},
        "description": _description(message, None if alike else url),
    }
    if message.title.strip():
        embed["title"] = title
        if url and alike:
            embed["url"] = url
    return Body(body={"embeds": [embed]})


def _dateline(message: Message) -> str:
    """Say what it is and who tells it; the colour only repeats it."""
    parts = [message.label, *message.dateline]
    return unformatted(" · ".join(part for part in parts if part), AUTHOR) or "…"


def _description(message: Message, url: str | None) -> str:
    """Write the sentences, who else reports it, tags and time.

    ``url``: an address that may not stand behind the title, whose words name another.
    """
    last = _last_line(message)
    tail = [shown(message.also, _ALSO), shown(message.footer, _ALSO)]
    if url:
        tail.insert(0, linked(url, url, _SENTENCE))
    after = "\n".join(line for line in (*tail, last) if line)
    room = DESCRIPTION - units(after) - 2
    lines = within((_sentence(s, message.sources) for s in message.sentences), room)
    return "\n\n".join(part for part in ("\n".join(lines), after) if part) or "…"


def _last_line(message: Message) -> str:
    tags = " · ".join(shown(tag, 80) for tag in message.tags)
    return " · ".join(part for part in (tags, ago(message.at)) if part)


def ago(at: datetime) -> str:
    """Write a time that each reader sees in their own zone and language: "3 minutes ago"."""
    return f"<t:{int(at.timestamp())}:R>"


def _sentence(sentence: Sentence, sources: Sequence[Source]) -> str:
    cited = _cited(sentence, sources)
    text = stressed(sentence.text, sentence.marks)
    room = _SENTENCE - units(cited) - 1
    return f"{text if units(text) <= room else shown(sentence.text, room)} {cited}"


def _cited(sentence: Sentence, sources: Sequence[Source]) -> str:
    """Say where a sentence is from, linked, and of which day it speaks: "[1, 24 Nov]"."""
    day = f", {date(sentence.at, None)}" if sentence.at else ""
    source = sources[sentence.source] if sentence.source < len(sources) else None
    return linked(f"[{sentence.source + 1}{day}]", source.url if source else None, _SENTENCE // 2)


# ── digests, roll-ups, notices ──────────────────────────────────────────────────────────────


def _listing(message: Message) -> Body:
    """Draw sections as embeds under the title; what finds no room follows in the thread."""
    twice = message.title.casefold().startswith(message.label.casefold())  # Digest, Tuesday …
    label = "" if message.kind is Kind.DIGEST and twice else message.label
    head = " · ".join(part for part in (label, message.title) if part)
    title = f"**{fit(head, 900, escape)}**"
    return pack(message.sections, title=title, footer=message.footer, colour=_COLOURS[message.kind])


def _line(message: Message) -> Body:
    """Draw a word of the bot about itself: text alone."""
    parts = [message.title, *(s.text for s in message.sentences), message.also, message.footer]
    text = "\n".join(part for part in parts if part)
    whole = marked(text)
    kept = whole if units(whole) <= CONTENT else fit(timeless(text), CONTENT, escape)
    return Body(body={"content": kept or message.label or "…", "flags": _NO_CARDS})


_BODIES: Final[dict[Kind, Callable[[Message], Body]]] = {
    Kind.DIGEST: _listing,
    Kind.ROLLUP: _listing,
    Kind.NOTICE: _line,
}
