"""/why: what put an item into its story, in words: the same text, or what both speak of."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache

from bot.catalogue.overlay import View
from bot.commands.room import said
from bot.commands.why.case import Looked
from bot.locales import joined, say
from bot.model import Told
from bot.pipeline.cluster import names_of
from bot.pipeline.cluster.names import Names
from bot.pipeline.cluster.things import Things, in_common, things
from bot.pipeline.text import language_of
from bot.pipeline.text.corrections import is_correction
from bot.pipeline.text.origin import wire_of
from bot.store import Tx, placed
from bot.words import short

MOST_ITEMS = 3  # of a story, of which it is said what put them there
MOST_READ = 30  # reports before an item, the newest, with which it is compared: 0.4 ms each
MOST_SHARED = 5  # names, figures and words
SAME = frozenset({"same-address", "same-text", "same-title"})  # roles
LONGEST = 60  # characters of a name
AT_ONCE = timedelta(minutes=1)


async def joined_by(tx: Tx, looked: Looked) -> list[str]:
    """Say of a story's newest items what put each there; of the one that is asked about alone."""
    told, asked = looked.story, looked.case.asked
    later = [n for n, one in enumerate(told) if n and asked in (0, one.item.id)][-MOST_ITEMS:]
    if looked.story_id is None or not later:
        return []
    roles = await placed.roles(tx, looked.story_id)
    view = looked.case.view
    # Up to 0.3 s the first time: beside the event loop.
    return await asyncio.to_thread(
        lambda: [_joined(view, told[:n], told[n], roles.get(told[n].item.id, "")) for n in later]
    )


def _joined(view: View, before: Sequence[Told], one: Told, role: str) -> str:
    outlet = said(one.publisher.name, LONGEST)
    by_role = _by_role(role, one, before)
    # What is the same word for word needs no words in common.
    speaking = "" if role in SAME and by_role else _speaking(view, one, before)
    told = say("; ").join(fact for fact in (by_role, speaking, _between(before, one)) if fact)
    return say("· {outlet} joined it: {facts}.", outlet=outlet, facts=told)


def _by_role(role: str, one: Told, before: Sequence[Told]) -> str:
    wire = wire_of(one)
    if wire and any(wire in (wire_of(other), other.publisher.name) for other in before):
        return say("a copy of what {outlet} reports", outlet=said(wire, LONGEST))
    if is_correction(one.item.title) or is_correction(one.item.text):
        return say("a correction of it")
    by_role = {
        "same-address": say("the same page"),
        "same-text": say("the same text, word for word"),
        "same-title": say("the same title"),
        "opener": say("a story of its own until the two turned out to be one"),
    }
    if role == "opener" and not all(other.feed.shared for other in (one, *before)):
        return ""  # what a community alone reads has a story of its own until all are told it
    return by_role.get(role, "")


def _speaking(view: View, one: Told, before: Sequence[Told]) -> str:
    others = [read(view, other) for other in before[-MOST_READ:]]
    shared = in_common(read(view, one), others, MOST_SHARED)
    return say("both speak of {things}", things=listed(shared)) if shared else ""


def _between(before: Sequence[Told], one: Told) -> str:
    span = min(abs(one.item.first_seen - other.item.first_seen) for other in before)
    if span < AT_ONCE:
        return say("read within a minute of each other")
    return say("{span} apart", span=short(span))


def read(view: View, one: Told) -> Things:
    """Give what an item speaks of."""
    item = one.item
    language = item.language or language_of(f"{item.title} {item.text}", None) or "en"
    return things(item.title, item.text, language.partition("-")[0], _names(view))


@lru_cache(maxsize=3)
def _names(view: View) -> Names:
    return names_of(view.catalogue.topics.values())


def listed(found: Sequence[str]) -> str:
    """List what stands in items, made safe."""
    return joined([said(one, LONGEST) for one in found])
