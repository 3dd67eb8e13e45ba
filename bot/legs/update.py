"""What follows on an alert: developments, corrections and sudden urgency, in its thread.

Each item that came after the alert is compared with what the channel was told. Posts in a thread
are few: one an hour, a handful a story, none in quiet hours; what has to wait is told by the next
one. Each waits twice as long as the one before, or a story of two days would spend them all in
its first hours. Asked by `publish`, in its transaction: what is told and how far that goes is one
write.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.legs.admit import silent_until
from bot.legs.developments import (
    ENOUGH,
    NEWS,
    STAGE,
    Found,
    found_since,
    without_headline,
)
from bot.legs.draw import as_read, because, called, topics_watched
from bot.legs.drawings import stands
from bot.legs.gear import Gear
from bot.legs.round import Round
from bot.legs.telling import LOOK_AGAIN, UNDER_WAY, Telling, look_again
from bot.locales import reading, retold, say, speaking
from bot.log import get_logger
from bot.model import Decision, Kind, Match, Message, Sentence, State, Told, Watch
from bot.pipeline.deliver import nonce_of
from bot.pipeline.novelty import CORRECTION, is_grave
from bot.pipeline.render import update as draw_update
from bot.pipeline.text import marks_in
from bot.pipeline.text.heading import heading
from bot.store import record
from bot.store.deliveries import Post
from bot.store.stories import StoryPost
from bot.words import plural

log = get_logger(__name__)
WAITING, URGENT = "waiting", "urgent"
KEPT = 2  # posts of a thread for corrections, deaths, acts that turn the story, and urgency
MOST_SENTENCES = 5  # in one post; with several items each has one before any has two


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that is known when a channel may have to be told more."""

    telling: Telling
    post: StoryPost
    asking: Sequence[Watch]
    found: Sequence[Found]
    why: str | None  # it is urgent now, and was not told so

    @property
    def news(self) -> list[Found]:
        """What is worth a post."""
        return [one for one in self.found if one.novelty.kind in NEWS]

    @property
    def is_grave(self) -> bool:
        """Whether an item corrects or turns the story, or tells of dead."""
        return any(one.novelty.kind == CORRECTION or is_grave(one.novelty) for one in self.news)

    @property
    def brought(self) -> list[Found]:
        """What an alert told that only points here by now."""
        return [one for one in self.news if one.told.item.id in self.post.brought]

    @property
    def presses(self) -> bool:
        """Whether it cannot wait for its hour: what stands nowhere else does not."""
        corrects = any(one.novelty.kind == CORRECTION for one in self.news)
        return self.why is not None or corrects or bool(self.brought)


async def follow_up(work: Round, telling: Telling, asking: Sequence[Watch]) -> datetime | None:
    """Plan the post that is due in the thread; give when to look again if something waits."""
    post, now = telling.post, work.now
    if post is None or post.alert_id is None:
        return None
    if post.told_item is None:  # told before threads were kept
        _note(work, telling, told_item=telling.newest, urgent_at=now)
        return None
    if post.post_state not in (*UNDER_WAY, State.SENT):
        return None
    found = await found_since(work, telling, post, asking)
    if post.alert_state is State.SENT and found:
        title = work.drawings.of(telling, asking).message.title
        found = [without_headline(one, title) for one in found]
    why = _now_urgent(work.gear, telling, post, asking, now)
    case = Case(telling=telling, post=post, asking=asking, found=found, why=why)
    if not case.news and why is None:
        _conclude(work, case)
        return None
    if post.thread_posts >= _room(work.gear, case):
        _enough(work, case)
        return None
    there = post.post_state is State.SENT
    later = _later(work.gear, case, now) if there else look_again(post, now)
    if later is not None:
        await _wait(work, case, later)
        return later
    _post(work, case)
    return None


def _room(gear: Gear, case: Case) -> int:
    """Give how many posts the thread may have had: the last are kept for what is grave.

    The very last one is for urgency, as long as that was not told.
    """
    most = gear.rules.updates_most
    if case.why is not None or case.brought or most <= KEPT:
        return most
    if case.is_grave:
        return most if case.post.urgent_at is not None else most - 1
    return most - KEPT


def _now_urgent(
    gear: Gear, telling: Telling, post: StoryPost, asking: Sequence[Watch], now: datetime
) -> str | None:
    """Say why a story is urgent that was not when the channel was alerted."""
    if post.urgent_at is not None:
        return None
    lately = now - 2 * gear.rules.urgent_within  # a feed may be read an hour late
    topics = topics_watched(asking)
    why = because(gear, telling.shown, telling.view, topics, since=lately)
    known = [one for one in telling.shown if post.has_told(one.item.id)]
    if why and because(gear, known, telling.view, topics, since=lately):
        return None  # two stories became one, whose outlets their alerts showed
    return why


def _later(gear: Gear, case: Case, now: datetime) -> datetime | None:
    """Give until when a post has to wait: quiet hours, a pause, the time since the last one."""
    end = silent_until(case.telling.channel, now)
    last, before = case.post.threaded_at, case.post.thread_posts - 1
    if end is not None or last is None or case.presses:
        return end
    due = last + gear.rules.update_every * 2**before
    return due if now < due else None


# ── what becomes of it ──────────────────────────────────────────────────────────────────────


def _conclude(work: Round, case: Case) -> None:
    """Keep that nothing was worth a post."""
    if case.found:
        work.outgoing.decide(*_decided(case, work.now))
        _note(work, case.telling, told_item=case.telling.newest, **_all_told(case.post))


def _enough(work: Round, case: Case) -> None:
    """Tell what is new by the edited alert alone: the thread has had its posts."""
    count = plural(case.post.thread_posts, "post", "posts")
    reason = f"its thread has {count} already"
    work.outgoing.decide(*_decided(case, work.now, verdict=ENOUGH, reason=reason))
    urgent_at = case.post.urgent_at or (work.now if case.why else None)
    upto = {"told_item": case.telling.newest, **_all_told(case.post)}
    _note(work, case.telling, urgent_at=urgent_at, **upto)


async def _wait(work: Round, case: Case, until: datetime) -> None:
    """Keep, once an item, that it waits for the next post."""
    if case.post.post_state is not State.SENT or until <= work.now + LOOK_AGAIN:
        return
    ids = [one.told.item.id for one in case.news]
    made = await record.decisions_about(work.tx, ids, case.telling.channel.id)
    known = {d.item_id for d in made if d.stage == STAGE}
    fresh = [one for one in case.news if one.told.item.id not in known]
    if fresh:
        reason = "it waits for the next post in its thread"
        waiting = _decided(replace(case, found=fresh), work.now, verdict=WAITING, reason=reason)
        work.outgoing.decide(*waiting)


def _post(work: Round, case: Case) -> None:
    telling, post, now = case.telling, case.post, work.now
    # By its post, not by its story: stories that turn out to be one may change their posts.
    key = f"update:{post.alert_id}:{post.thread_posts + 1}"
    with speaking(telling.channel.locale):
        drawn = _drawn(case)
        payload = work.gear.chats[telling.channel.platform].to_payload(drawn)
    planned = Post(
        channel_id=telling.channel.id,
        kind=Kind.UPDATE,
        key=key,
        nonce=nonce_of(key),
        payload=payload,
        due_at=now,
        story_id=telling.story.id,
        item_id=_newest(case),
        edits=post.alert_id,
    )
    named = {f.told.item.id for f in case.news}
    decisions = _decided(case, now, shown=_is_shown(work, case, drawn))
    work.outgoing.decide(*(d for d in decisions if d.item_id not in named))
    told = [d for d in decisions if d.item_id in named]
    work.outgoing.more(planned, [*told, *([_became_urgent(case, now)] if case.why else [])])
    _note(
        work,
        telling,
        told_item=telling.newest,
        thread_posts=post.thread_posts + 1,
        threaded_at=now,
        urgent_at=post.urgent_at or (now if case.why else None),
        **_all_told(post),
    )


def _is_shown(work: Round, case: Case, drawn: Message) -> bool:
    """Whether the alert says all of a thread post, as it stands or is edited just now.

    Then a post that stands in for it, should somebody delete it, says so too (`again`).
    """
    alert = work.drawings.of(case.telling, case.asking)
    edited = case.post.alert_id is not None and work.outgoing.changes(case.post.alert_id)
    if drawn.footer or not (edited or stands(work.gear, case.telling, alert)):
        return False
    message = alert.message
    shown = "\n".join([message.title, message.footer, *(s.text for s in message.sentences)])
    return all(text in shown for text in [drawn.title, *(s.text for s in drawn.sentences)])


def _all_told(post: StoryPost) -> dict[str, Any]:
    """Give what is to be kept once nothing waits that another alert told."""
    return {"joined": post.joined(brought=())} if post.brought else {}


def _newest(case: Case) -> int:
    return max((one.told.item.id for one in case.news), default=case.telling.newest)


def _drawn(case: Case) -> Message:
    shown = _most_telling(case.news)
    told = [one.told for one in case.news] or list(case.telling.shown)
    places = {id(one): place for place, one in enumerate(case.news)}
    met = case.telling.met(case.asking)
    corrects = any(one.novelty.kind == CORRECTION for one in case.news)
    drawn = draw_update(
        _newest(case),
        told,
        [
            replace(sentence, source=places[id(one)], marks=_marks(sentence, one.told, met))
            for one, sentence in shown
        ],
        label=_label(urgent=case.why is not None, corrects=corrects),
        title=say("Urgent now: {why}", why=retold(case.why)) if case.why else "",
        urgent=case.why is not None,
        more=len(case.news) - len({id(one) for one, _ in shown}),
        mention=_mention(case.asking) if case.why else None,
        languages=reading(case.telling.channel.locale),
    )
    broadcast = str(case.telling.channel.settings.get("broadcast") or "")
    return replace(_by_itself(drawn, case), broadcast=broadcast)


def _by_itself(drawn: Message, case: Case) -> Message:
    """Let a post of one item that may be of another event bear its title, as an alert does.

    What an alert told that only points here by now comes under its newest headline; what goes on
    under a roll-up under the one that stands there, since that tells of several stories.
    """
    if case.post.alert_state in (State.MERGED, State.EXPIRED):
        return _of_one_story(drawn, case)
    apart = [one for one in case.news if len(case.news) == 1 and one.novelty.is_apart]
    titled = case.brought[-1:] or apart
    if drawn.title or not titled:
        return drawn
    item = titled[0].told.item
    title = heading(item)
    below = tuple(sentence for sentence in drawn.sentences if sentence.text != title)
    return replace(drawn, title=title, url=item.link, sentences=below)


def _of_one_story(drawn: Message, case: Case) -> Message:
    """Let a post say of which story it is, by the headline that the channel knows."""
    telling = case.telling
    known = [one for one in telling.shown if case.post.has_told(one.item.id)]
    told = known or telling.shown
    read = as_read(told, telling.met(case.asking), case.asking, telling.channel.locale).told[0]
    title = heading(read.item)
    below = tuple(sentence for sentence in drawn.sentences if sentence.text != title)
    named = " · ".join(part for part in (drawn.title, title) if part)
    return replace(drawn, title=named, url=read.item.link, sentences=below)


def _label(*, urgent: bool, corrects: bool) -> str:
    both = [say("URGENT")] if urgent else []
    return " · ".join([*both, *([say("CORRECTION")] if corrects else [])]) or say("UPDATE")


def _most_telling(news: Sequence[Found]) -> list[tuple[Found, Sentence]]:
    """Choose sentences: corrections first, then what has most that is new; in reading order."""
    ranked = sorted(news, key=lambda one: (one.novelty.kind != CORRECTION, -len(one.novelty.facts)))
    turns = max((len(one.sentences) for one in news), default=0)
    chosen = [(one, n) for n in range(turns) for one in ranked if n < len(one.sentences)][
        :MOST_SENTENCES
    ]
    return [
        (one, sentence)
        for one in news
        for n, sentence in enumerate(one.sentences)
        if any(one is other and n == m for other, m in chosen)
    ]


def _marks(
    sentence: Sentence, told: Told, met: Mapping[int, Sequence[Match]]
) -> tuple[tuple[int, int], ...]:
    """Give where in a sentence the names stand that met the watches."""
    for name, text in (("text", told.item.body), ("title", told.item.title)):
        start = text.find(sentence.text)
        if start >= 0:
            found = [e for m in met.get(told.item.id, ()) for e in m.evidence if e.field == name]
            places = [(e.start, e.end) for e in found]
            return marks_in(text, places, start, start + len(sentence.text))
    return ()


def _mention(asking: Iterable[Watch]) -> str | None:
    """Give whom the watches name who was not called by the alert."""
    by_the_alert = {w.mention for w in asking if w.mention_when == "always"}
    return called(w for w in asking if w.mention_when == "urgent" and w.mention not in by_the_alert)


def _note(work: Round, telling: Telling, **values: Any) -> None:
    work.outgoing.note(telling.story.id, telling.channel.id, **values)


def _decided(
    case: Case, now: datetime, *, verdict: str | None = None, reason: str = "", shown: bool = False
) -> list[Decision]:
    """Say what became of each item; ``verdict``: of what was worth a post, if it got none.

    ``shown``: the alert says all of it, too.
    """
    return [
        Decision(
            item_id=one.told.item.id,
            watch_id=case.asking[0].id,
            story_id=case.telling.story.id,
            delivery_id=None,
            stage=STAGE,
            verdict=verdict if verdict and one.novelty.kind in NEWS else one.novelty.kind,
            trail={
                "reason": reason,
                "kind": one.novelty.kind,
                "new": list(one.novelty.facts),
                **({"shown": True} if shown else {}),
            },
            at=now,
        )
        for one in case.found
    ]


def _became_urgent(case: Case, now: datetime) -> Decision:
    return Decision(
        item_id=_newest(case),
        watch_id=case.asking[0].id,
        story_id=case.telling.story.id,
        delivery_id=None,
        stage=STAGE,
        verdict=URGENT,
        trail={"reason": case.why, "kind": URGENT, "new": []},
        at=now,
    )
