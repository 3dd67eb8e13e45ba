"""/why: which story is nearest to an item's, and why it is another one (``cluster.apart``)."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.catalogue.overlay import View
from bot.commands import telling
from bot.commands.feeds.show import moment
from bot.commands.room import Room, said
from bot.commands.why.case import Looked
from bot.commands.why.together import LONGEST, MOST_READ, MOST_SHARED, listed, read
from bot.legs.publish import told_to
from bot.locales import say
from bot.model import Told
from bot.pipeline.cluster import Ground
from bot.pipeline.cluster.apart import OF_A_ROW
from bot.pipeline.cluster.identifiers import identifiers
from bot.pipeline.cluster.things import (
    ACT,
    FIGURE,
    KIND,
    NAME,
    PLACE,
    TOPIC,
    Things,
    alone,
    in_common,
)
from bot.store import Tx, deliveries
from bot.store.merging import current
from bot.words import short

MOST_ALONE = 2  # names or figures of either story
_GROUNDS = {ground.value: ground for ground in Ground}

# What tells two stories apart, where it is a name, a figure or an act: kinds to look for; the next
# ones where there is none of these.
_KINDS: Mapping[Ground, Sequence[tuple[int, ...]]] = {
    Ground.SERIES: ((FIGURE,),),
    Ground.DAY: ((FIGURE,),),
    Ground.PLACE: ((PLACE,), (PLACE, NAME)),
    Ground.COUNTRY: ((NAME,), (NAME, PLACE)),
    Ground.ACTOR: ((NAME,),),
    Ground.MEETING: ((NAME,), (NAME, PLACE)),
    Ground.NAMES: ((NAME,), (NAME, PLACE, TOPIC)),
    Ground.ACT: ((KIND,), (KIND, ACT)),
}


async def nearest(room: Room, tx: Tx, looked: Looked, first: Told) -> list[str]:
    """Say in a line which story is nearest, one that was told here first, and why it is another.

    ``first``: the item that is to be explained; where nothing is kept of it, its story's others
    are, unless it was asked about by itself.
    """
    seen = {one.item.id: one for one in looked.story}
    # Only of what this channel's watches met: that something is kept tells that somebody's did.
    met = {item for item, found in looked.case.met.items() if found}
    kept = [d for d in looked.case.made if d.stage == "story" and d.item_id in met & seen.keys()]
    if looked.case.asked:
        kept = [d for d in kept if d.item_id == looked.case.asked]
    for made in sorted(kept, key=lambda d: d.item_id != first.item.id):
        lines = {
            line: is_posted
            for number, code in made.trail.get("near", ())
            if (ground := _GROUNDS.get(code)) is not None
            for is_posted, line in await _other(
                room, tx, looked, seen[made.item_id], number, ground
            )
        }
        if lines:
            return sorted(lines, key=lambda line: not lines[line])[:1]
    return []


async def _other(
    room: Room, tx: Tx, looked: Looked, one: Told, number: int, ground: Ground
) -> list[tuple[bool, str]]:
    """Say why a story is another; nothing where it became the same, or none may see it here."""
    story_id = await current(tx, number)
    told = await told_to(room.gear, tx, story_id, room.community.id)
    before = [other for other in told if other.item.id < one.item.id]
    if story_id == looked.story_id or not before:
        return []
    why = await asyncio.to_thread(_why, looked.case.view, one, before, ground)
    lead = next((other for other in before if not other.item.baseline), before[0])
    title, outlet = telling.headline((lead,)), said(lead.publisher.name, LONGEST)
    post = await telling.post_of(room, tx, looked.channel, f"s{story_id}")
    sent = await deliveries.sent_message(tx, post) if post is not None else None
    if sent is not None:
        line = say(
            "Nearest story: “{title}” ({outlet}), posted here {when}. It is another: {why}.",
            title=title,
            outlet=outlet,
            when=moment(room, sent.at),
            why=why,
        )
        return [(True, line)]
    line = say(
        "Nearest story: “{title}” ({outlet}). It is another: {why}.",
        title=title,
        outlet=outlet,
        why=why,
    )
    return [(False, line)]


def _why(view: View, one: Told, before: Sequence[Told], ground: Ground) -> str:
    mine, theirs = read(view, one), [read(view, other) for other in before[:MOST_READ]]
    common = listed(in_common(mine, theirs, MOST_SHARED))
    span = one.item.first_seen - before[0].item.first_seen
    why = _said(ground, common, span)
    contrast = _contrast(*_sides(ground, one, before, mine, theirs))
    return say("{why} ({contrast})", why=why, contrast=contrast) if contrast else why


def _said(ground: Ground, common: str, span: timedelta) -> str:
    """Say a ground in people's words. ``common``: what both speak of, "" for nothing."""
    if common and (told := _sharing(common).get(ground)):
        return told
    apart = short(span)
    return {
        Ground.SERIES: say("the titles differ in their number alone, so each is one of a series"),
        Ground.ISSUE: say("its outlet puts this title above other news each time"),
        Ground.ENDED: say("that story was over by then, {span} after it began", span=apart),
        Ground.IDENTIFIER: say("each names another ship, or another number of its kind"),
        Ground.OPINION: say("it says what somebody thinks, and is no report"),
        Ground.LITTLE: say("its title says too little by itself"),
        Ground.MEETING: say("it tells of another meeting or call"),
        Ground.DAY: say("it tells of another day, or gives the count of another day"),
        Ground.PLACE: say("it happened at another place"),
        Ground.COUNTRY: say("it is about another country"),
        Ground.ACTOR: say("somebody reacts of whom that story tells nothing"),
        Ground.ACT: say("something else happened"),
        Ground.LAW: say("it tells of another law"),
        Ground.NAMES: say("it is about others"),
        Ground.TOPIC: say("they share a topic or a place, and no event"),
        Ground.WORDING: say("they share the words in which such news is told, and little else"),
        Ground.LANGUAGE: say("in two languages they share too little"),
        Ground.OLD: say("for {span} between them they share too little", span=apart),
        Ground.CROWDED: say("it shares too little with the many reports of that story"),
        Ground.FEW: say("they share too little"),
    }[ground]


def _sharing(common: str) -> Mapping[Ground, str]:
    """Say what both speak of where that was too little."""
    return {
        Ground.TOPIC: say("both speak of {things}, but not of one event", things=common),
        Ground.LANGUAGE: say("in two languages they share no more than {things}", things=common),
        Ground.FEW: say("they share no more than {things}", things=common),
        Ground.WORDING: say(
            "they share the words in which such news is told ({things}), and little else",
            things=common,
        ),
    }


def _sides(
    ground: Ground, one: Told, before: Sequence[Told], mine: Things, theirs: Sequence[Things]
) -> tuple[list[str], list[str]]:
    """Give what the item tells alone, and what the story does."""
    if ground is Ground.IDENTIFIER:
        here, there = _identified(one), _identified(before[0])
        return sorted(here - there)[:MOST_ALONE], sorted(there - here)[:MOST_ALONE]
    sides: tuple[list[str], list[str]] = ([], [])
    for kinds in _KINDS.get(ground, ()):
        sides = (
            alone(mine, theirs, kinds, MOST_ALONE),
            alone(theirs[0], [mine], kinds, MOST_ALONE),
        )
        if all(sides):
            break
    return sides


def _identified(one: Told) -> set[str]:
    found = identifiers(one.item.title, one.item.text)
    return {name for name in found if not name.startswith(OF_A_ROW)}


def _contrast(mine: Sequence[str], theirs: Sequence[str]) -> str:
    if mine and theirs:
        return say("{mine} here, {theirs} there", mine=listed(mine), theirs=listed(theirs))
    return listed(mine)
