"""How stories go on that a digest told: what is new of them stands in the next one, as an update.

Item by item, what came or changed since that digest is compared with what was there when it was
made, as it is for the thread of an alert. What tells the same again is told nowhere.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime

from bot.catalogue.overlay import View
from bot.legs.developments import NEWS, Found, as_told, judge, report_of, says_more
from bot.legs.draw import About, about_topics, title_of
from bot.legs.gear import Gear
from bot.locales import say, sentences
from bot.model import Channel, Headline, Match, Told, Watch
from bot.pipeline.novelty import CORRECTION, Heard
from bot.pipeline.novelty_corrections import correction
from bot.pipeline.render import headline
from bot.pipeline.text import speaks
from bot.store import Tx

MOST_SAID = 3  # items whose news a line tells

Matches = Mapping[int, Mapping[int, Match]]  # item id → query id → match


async def news_of(
    gear: Gear,
    tx: Tx,
    channel: Channel,
    told: Mapping[int, Sequence[Told]],
    until: Mapping[int, datetime],
    *,
    posted: Set[int] = frozenset(),
) -> dict[int, tuple[Found, ...]]:
    """Give the developments and corrections of stories, oldest first; none for most stories.

    ``told``: story → its items, first seen first. ``until``: story → when the digest was made that
    told it. ``posted``: items with a post of their own, which are no news.
    """
    if not until:
        return {}
    about = await about_topics(gear, tx)
    view = await gear.memory.view(tx, gear.catalogue, channel.community_id)
    return {
        story_id: found
        for story_id, at in until.items()
        if (found := _since(gear, view, about, told[story_id], at, posted))
    }


def _since(
    gear: Gear,
    view: View,
    about: About,
    told: Sequence[Told],
    at: datetime,
    posted: Set[int],
) -> tuple[Found, ...]:
    heard, found = Heard(), []
    known = [one for one in told if one.item.first_seen <= at]
    changed = [(one, then) for one in known if (then := as_told(one, at))]
    before = {one.item.id: then for one, then in changed}
    for one in known:
        heard.hear(report_of(gear, view, about, before.get(one.item.id, one)))
    for one, then in changed:
        added = judge(gear, view, about, heard, one)
        again = added.novelty.kind == CORRECTION and correction(then) == correction(one)
        if says_more(added) and not again:
            found.append(added)
    for one in told:
        if one.item.first_seen > at:
            added = judge(gear, view, about, heard, one)
            if not one.item.baseline and one.item.id not in posted:
                found.append(added)
    return tuple(one for one in found if one.novelty.kind in NEWS)


def of_watch(found: Sequence[Found], watch: Watch) -> list[Found]:
    """Give what of it a watch takes: of its feed alone, or in its languages."""
    if watch.feed_id is not None:
        return [one for one in found if one.told.feed.id == watch.feed_id]
    wanted = watch.languages
    return [
        one
        for one in found
        if not wanted or any(speaks(one.told.item.language, want) for want in wanted)
    ]


def update_line(
    found: Sequence[Found],
    watch: Watch,
    matches: Mapping[int, Sequence[Match]],
    *,
    story_id: int,
    alerted: bool,
    languages: Sequence[str],
) -> Headline:
    """Draw a story's news in a line: under the title, and with the outlet, of what tells most."""
    ranked = sorted(
        found, key=lambda one: (one.novelty.kind != CORRECTION, -len(one.novelty.facts))
    )
    title, title_marks = title_of([ranked[0].told], matches)
    shown = [one for one in found if one in ranked[:MOST_SAID]]
    right, more = (
        " ".join(
            text
            for one in shown
            if (text := _said(one)) and text != title
            if (one.novelty.kind == CORRECTION) is corrects
        )
        for corrects in (True, False)
    )
    line = headline(
        [one.told for one in ranked],
        (),
        heading=watch.label,
        title=title,
        title_marks=title_marks,
        story_id=story_id,
        alerted=alerted,
        languages=languages,
    )
    if not right and not more:
        return replace(line, outlets=f"{line.outlets} · {say('since the last digest')}")
    corrected = say("Corrected since the last digest: {news}", news=right) if right else ""
    went_on = say("Since the last digest: {news}", news=more) if more else ""
    return replace(line, sentence=sentences(corrected, went_on))


def _said(one: Found) -> str:
    """Give the sentence with the news; of a correction all, what was wrong and what is right."""
    texts = [sentence.text for sentence in one.novelty.sentences]
    return " ".join(texts if one.novelty.kind == CORRECTION else texts[:1])
