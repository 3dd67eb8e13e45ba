"""What is new for a channel in what came to a story since it was told: item by item.

An item that came since is compared with what the channel was told; one that was told and then
changed under the same address, with what it said before. What the alert shows since it was edited
is said below it, too: an edit notifies nobody, and the next one may drop the sentence again.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime

from bot.catalogue.overlay import View
from bot.legs.draw import About, known_topics
from bot.legs.gear import Gear
from bot.legs.round import Round
from bot.legs.telling import ENOUGH, STAGE, Telling
from bot.log import get_logger
from bot.model import Message, Sentence, Told, Watch
from bot.pipeline.novelty import (
    CORRECTION,
    DEVELOPMENT,
    OUTLETS,
    UNREAD,
    Heard,
    Novelty,
    Report,
    is_turning,
)
from bot.pipeline.novelty_corrections import correction
from bot.pipeline.text import fold, speaks
from bot.pipeline.text.heading import heading
from bot.store import Tx, record
from bot.store.stories import StoryPost

log = get_logger(__name__)
NEWS = (DEVELOPMENT, CORRECTION)
LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An item that came after the alert, or changed, and what it adds."""

    told: Told
    novelty: Novelty

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """What is shown of it: its title first, where it has to be understood by itself."""
        own, item = self.novelty.sentences, self.told.item
        if not self.novelty.is_apart or any(said.text == heading(item) for said in own):
            return own
        return (Sentence(text=heading(item), source=0, language=item.language), *own)


async def found_since(
    work: Round, telling: Telling, post: StoryPost, asking: Sequence[Watch]
) -> list[Found]:
    """Compare what came or changed since with what was told, item by item, oldest first."""
    new = [t for t in telling.told if not _stands(post, t)]
    changed = await _changed(work.tx, telling, post)
    if not new and not changed:
        return []
    heard, before = Heard(), {now.item.id: then for now, then in changed}
    for known in telling.shown:
        if _stands(post, known):
            heard.hear(
                report_of(work.gear, telling.view, telling.about, before.get(known.item.id, known))
            )
    mended = [now for now, _ in changed if _is_read(asking, now)]
    judged = [judge(work.gear, telling.view, telling.about, heard, now) for now in mended]
    found = [one for one in judged if says_more(one)]
    for came in new:
        why = _left_out(telling, asking, came, posted=telling.posted - post.brought)
        found.append(why or judge(work.gear, telling.view, telling.about, heard, came))
    if all(t.feed.shared for t in telling.told):  # what only some may see is no measure for all
        kinds = {f.told.item.id: f.novelty.kind for f in found if f.novelty.kind != LEFT_OUT}
        work.outgoing.note_novelty(telling.story.id, kinds)
    return found


def _stands(post: StoryPost, one: Told) -> bool:
    """Whether the channel was told an item by this post, or by its thread."""
    return post.has_told(one.item.id) and one.item.id not in post.brought


# ── what changed in place ───────────────────────────────────────────────────────────────────


async def _changed(tx: Tx, telling: Telling, post: StoryPost) -> list[tuple[Told, Told]]:
    """Give the items that changed since they were told, as they are and as they were then.

    One that corrects itself is told of that once, however often its outlet goes on to change it.
    """
    told_at = post.tried_at
    if told_at is None:
        return []
    changed = [
        t
        for t in telling.shown
        if post.has_told(t.item.id) and any(e.until > told_at for e in t.earlier)
    ]
    if not changed:
        return []
    made = await record.decisions_about(tx, [t.item.id for t in changed], telling.channel.id)
    told = [d for d in made if d.stage == STAGE and d.verdict in (*NEWS, ENOUGH)]
    last = {d.item_id: d.at for d in told}  # oldest first
    corrected = {d.item_id for d in told if d.verdict == CORRECTION}
    return [
        (now, then)
        for now in changed
        if (then := as_told(now, max(told_at, last.get(now.item.id, told_at))))
        and not (now.item.id in corrected and correction(now))
    ]


def as_told(now: Told, at: datetime) -> Told | None:
    """Give an item as it was at a time; None if it has not changed since."""
    version = next((one for one in now.earlier if one.until > at), None)
    if version is None:
        return None
    item = replace(now.item, title=version.title, text=version.text, page_text=None)
    return replace(now, item=item)


async def left_untold(
    work: Round, telling: Telling, post: StoryPost, asking: Sequence[Watch], shown: Message
) -> set[int]:
    """Give the items that came while an alert waited and turn the story, if it does not show how.

    ``shown``: the alert as it is drawn now.
    """
    if post.told_item is None:
        return set()
    found = [one for one in await found_since(work, telling, post, asking) if says_more(one)]
    if not found:
        return set()
    seen = Heard()
    for one in _as_shown(telling, shown):
        seen.hear(one)
    return {
        one.told.item.id
        for one in found
        if is_turning(seen.novelty(report_of(work.gear, telling.view, telling.about, one.told)))
    }


def _as_shown(telling: Telling, shown: Message) -> list[Report]:
    """Give what an alert shows as reports, one a language, the newest that there may be."""
    newest = max(telling.told, key=lambda one: one.at)
    texts: dict[str | None, list[str]] = {newest.item.language: []}
    for sentence in shown.sentences:
        texts.setdefault(sentence.language, []).append(sentence.text)
    return [
        Report(
            told=replace(
                newest,
                item=replace(
                    newest.item,
                    title=shown.title,
                    text=" ".join(said),
                    page_text=None,
                    language=language,
                ),
                earlier=(),
            )
        )
        for language, said in texts.items()
    ]


def says_more(one: Found) -> bool:
    """Whether an item that was told has to be told again: its outlet may just write better."""
    novelty = one.novelty
    return novelty.kind == CORRECTION or (novelty.kind == DEVELOPMENT and is_turning(novelty))


def without_headline(one: Found, title: str) -> Found:
    """Leave out of what is told below an alert what the alert has as its headline by now.

    What is nothing but that headline, and turns nothing, is told by the edited alert.
    """
    added = one.novelty
    if added.kind != DEVELOPMENT or added.is_apart:
        return one
    shown = {fold(title).text}
    if title == heading(one.told.item):  # without the outlet's name, that is
        shown.add(fold(one.told.item.title).text)
    rest = tuple(said for said in added.sentences if fold(said.text).text not in shown)
    if rest == added.sentences or (not rest and is_turning(added)):
        return one
    kind = DEVELOPMENT if rest else OUTLETS
    return replace(one, novelty=replace(added, kind=kind, sentences=rest))


def is_posted(work: Round, telling: Telling) -> bool:
    """Whether posts of a subscription told all that a story tells here: the rest says no more."""
    rest = [one for one in telling.told if one.item.id not in telling.posted]
    if len(rest) == len(telling.told):
        return False
    heard = Heard()
    for one in telling.told:
        if one.item.id in telling.posted:
            heard.hear(report_of(work.gear, telling.view, telling.about, one))
    judged = [judge(work.gear, telling.view, telling.about, heard, one) for one in rest]
    return not any(one.novelty.kind in NEWS for one in judged)


# ── what came since ─────────────────────────────────────────────────────────────────────────


def _left_out(
    telling: Telling, asking: Sequence[Watch], one: Told, *, posted: Set[int]
) -> Found | None:
    """Say why an item is not for the thread, whatever it says. ``posted``: have their own post."""
    reasons = {
        "it was there when the feed was first read": one.item.baseline,
        "it was old, or may have been, when it was first seen": one.item.late,
        "the outlet is muted in this channel": one.publisher.family in telling.muted.families,
        "no watch here takes its language": not _is_read(asking, one),
        "it has a post of its own here": one.item.id in posted,
    }
    why = next((reason for reason, holds in reasons.items() if holds), None)
    return Found(told=one, novelty=Novelty(kind=LEFT_OUT, facts=(why,))) if why else None


def _is_read(asking: Sequence[Watch], one: Told) -> bool:
    return any(
        not watch.languages or any(speaks(one.item.language, want) for want in watch.languages)
        for watch in asking
    )


def judge(gear: Gear, view: View, about: About, heard: Heard, one: Told) -> Found:
    """Say what an item adds, and take it for told from here on."""
    try:
        report = report_of(gear, view, about, one)
        added = heard.novelty(report)
        heard.hear(report)
    except Exception:
        log.exception("novelty_broke", item=one.item.id)  # then it is told: better than lost
        title = Sentence(text=one.item.title, source=0, language=one.item.language)
        added = Novelty(kind=DEVELOPMENT, sentences=(title,), facts=(UNREAD,))
    if added.kind in NEWS and not any(s.text for s in added.sentences):
        added = Novelty(kind=OUTLETS)  # there is nothing that could be shown
    return Found(told=one, novelty=added)


def report_of(gear: Gear, view: View, about: About, one: Told) -> Report:
    """Give an item with the topics that it is about, as a community knows them."""
    least = gear.rules.weights.mentioned
    return Report(told=one, topics=known_topics(view, one, about, least=least))
