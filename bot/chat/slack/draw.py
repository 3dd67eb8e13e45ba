"""How a post is drawn for Slack: Block Kit, within its limits by construction.

A payload has ``body`` (what is sent: text and blocks), ``more`` (bodies that found no room and
follow in the post's thread) and ``broadcast`` (whether a post in a thread is shown in the channel,
too); ``kind`` and ``title`` tell people of it. ``text`` is what a notification and a screen reader
say (Slack, "chat.postMessage").

    alert, update → header · who tells it · the sentences · who else · topics and time · buttons
    digest, roll-up → header · sections of stories      notice → one section
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from bot.chat.fit import fit, units, within
from bot.chat.links import address
from bot.chat.marks import timeless
from bot.chat.slack.buttons import actions
from bot.chat.slack.links import linked
from bot.chat.slack.marked import bold, pieces, stressed
from bot.chat.slack.sections import Block, context, local_time, pack, section
from bot.chat.slack.text import HEADER, SECTION, escape, plain, shown
from bot.locales import say
from bot.model import Kind, Message, Sentence, Source
from bot.words import date

_SENTENCE: Final = 900  # characters of a sentence with its marks and its link
_SMALL: Final = 700  # of a line of small print
_TAG: Final = 80
_TEXT: Final = 2000
_PIECES: Final = 3  # sections of a notice, within what a message takes
_MENTION: Final = re.compile(r"<(?:@[UW][A-Z0-9]{1,20}|!subteam\^S[A-Z0-9]{1,20})>")
_RED: Final = "🔴 "  # repeats to the eye that it is urgent, as a colour would
_BLANK: Final = "(no title)"
# Posts in a thread that the channel is to see, too, unless it is to see none, or all.


def to_payload(message: Message, broadcast: str = "urgent") -> dict[str, Any]:
    """Draw a message as JSON types only. ``broadcast``: always, urgent or never."""
    first, *more = _BLOCKS.get(message.kind, _card)(message)
    loud = broadcast == "always" or (
        broadcast == "urgent"
        and any(part in (say("URGENT"), say("CORRECTION")) for part in message.label.split(" · "))
    )
    follow = escape(f"{message.title} …")
    return {
        "kind": message.kind.value,
        "title": timeless(message.title),
        "body": {"text": _spoken(message), "blocks": first},
        "more": [{"text": fit(follow, _TEXT, str), "blocks": blocks} for blocks in more],
        "broadcast": loud and message.kind is Kind.UPDATE,
    }


def mention_of(message: Message) -> str:
    """Give whom a post calls: the persons and groups that its watches name; nobody else, ever."""
    nameless = re.sub(r"\|[^<>]*>(?=\s|\Z)", ">", message.mention or "")
    return nameless if all(map(_MENTION.fullmatch, nameless.split(" "))) else ""


def _spoken(message: Message) -> str:
    """Say a post in plain words, its mention first."""
    title = " ".join(timeless(message.title).split())
    label = "" if message.kind in (Kind.NOTICE, Kind.DIGEST) else message.label
    head = ": ".join(part for part in (label, title) if part)
    lines = [line.title for one in message.sections for line in one.lines]
    told = [*(s.text for s in message.sentences), *lines]
    whole = "\n".join(part for part in (head, *told, message.footer) if part.strip())
    called = mention_of(message)
    said = fit(whole.replace("`", ""), _TEXT - len(called) - 1, escape) or message.label or "…"
    return f"{called} {said}" if called else said


# ── an alert, an item's post, what is new in a story ────────────────────────────────────────


def _card(message: Message) -> list[list[Block]]:
    title = " ".join(message.title.split())
    blocks: list[Block] = []
    if title:
        blocks.append({"type": "header", "text": plain(title, HEADER)})
    blocks += context(_dateline(message))
    blocks += [section(text) for text in _said(message, title)]
    small = (shown(message.also, _SMALL), shown(message.footer, _SMALL), _last_line(message))
    blocks += context("\n".join(line for line in small if line))
    return [[*blocks, *actions(message.buttons)]]


def _dateline(message: Message) -> str:
    """Say what it is and who tells it, who is linked to the article."""
    label = f"{_RED * message.urgent}*{escape(message.label)}*" if message.label else ""
    first, *others = [" ".join(part.split()) for part in message.dateline] or [""]
    teller = linked(first, message.url, _SMALL) if first.strip() else _bare(message.url)
    return " · ".join(part for part in (label, teller, *(shown(o, _TAG) for o in others)) if part)


def _bare(url: str | None) -> str:
    target = address(url)
    return linked(target, target, _SMALL) if target else ""


def _said(message: Message, title: str) -> list[str]:
    """Write whom the post calls, a title that found no room above, and the sentences."""
    called = mention_of(message)
    whole = bold(title) if units(title) > HEADER else ""
    room = SECTION - units(called) - 2
    whole = whole if units(whole) < room - _SENTENCE else ""
    lines = within(
        (_sentence(s, message.sources) for s in message.sentences), room - units(whole) - 1
    )
    text = "\n".join(part for part in (called, whole, *lines) if part)
    return [text] if text else []


def _last_line(message: Message) -> str:
    tags = " · ".join(shown(tag, _TAG) for tag in message.tags)
    return " · ".join(part for part in (tags, local_time(message.at)) if part)


def _sentence(sentence: Sentence, sources: Sequence[Source]) -> str:
    cited = _cited(sentence, sources)
    one_line = " ".join(sentence.text.split()) == sentence.text
    text = stressed(sentence.text, sentence.marks) if one_line else shown(sentence.text, _SENTENCE)
    room = _SENTENCE - units(cited) - 1
    return f"{text if units(text) <= room else shown(sentence.text, room)} {cited}"


def _cited(sentence: Sentence, sources: Sequence[Source]) -> str:
    """Say where a sentence is from, linked, and of which day it speaks: "[1, 24 Nov]"."""
    day = f", {date(sentence.at, None)}" if sentence.at else ""
    source = sources[sentence.source] if sentence.source < len(sources) else None
    return linked(f"[{sentence.source + 1}{day}]", source.url if source else None, _SENTENCE // 2)


# ── digests, roll-ups, notices ──────────────────────────────────────────────────────────────


def _listing(message: Message) -> list[list[Block]]:
    """Draw sections under the title; what finds no room follows in the thread."""
    twice = message.title.casefold().startswith(message.label.casefold())  # Digest, Tuesday …
    label = "" if message.kind is Kind.DIGEST and twice else message.label
    head = " · ".join(" ".join(p.split()) for p in (label, message.title) if p.strip()) or _BLANK
    whole = bold(fit(head, _SMALL, str)) if units(head) > HEADER else ""
    told = "\n".join(part for part in (mention_of(message), whole) if part)
    above = [{"type": "header", "text": plain(head, HEADER)}, *([section(told)] if told else [])]
    below = [*context(shown(message.footer, _SMALL)), *actions(message.buttons)]
    return pack(message.sections, head=above, foot=below)


def _line(message: Message) -> list[list[Block]]:
    """Draw a word of the bot about itself: text alone, most often one line."""
    parts = [message.title, *(s.text for s in message.sentences), message.also, message.footer]
    text = "\n".join(part for part in parts if part.strip()) or message.label or "…"
    called = mention_of(message)
    said = [*([called] if called else []), *pieces(text, SECTION)[:_PIECES]]
    return [[*map(section, said), *actions(message.buttons)]]


_BLOCKS: Final[dict[Kind, Callable[[Message], list[list[Block]]]]] = {
    Kind.DIGEST: _listing,
    Kind.ROLLUP: _listing,
    Kind.NOTICE: _line,
}
