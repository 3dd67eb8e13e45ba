"""What follows on an alert: developments, corrections and sudden urgency, in its thread.

Each item that came after the alert is compared with what the channel was told. Posts in a thread
are few: one an hour, a handful a story, none in quiet hours; what has to wait is told by the next
one. Each waits twice as long as the one before, or a story of two days would spend them all in
its first hours. Stories that a roll-up told share its thread, and its hour. Asked by `publish`, in
its transaction: what is told and how far that goes is one write.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.legs.admit import silent_until
from bot.legs.developments import NEWS, found_since, without_headline
from bot.legs.draw import because, topics_watched
from bot.legs.drawings import stands
from bot.legs.gear import Gear
from bot.legs.round import Round
from bot.legs.telling import (
    ENOUGH,
    KEPT,
    LOOK_AGAIN,
    STAGE,
    UNDER_WAY,
    Telling,
    look_again,
)
from bot.legs.thread import TOLD_TOGETHER, Case, drawn_of, newest_of
from bot.locales import speaking
from bot.log import get_logger
from bot.model import Decision, Kind, Message, State, Watch
from bot.pipeline.deliver import nonce_of
from bot.store import held, record, threads
from bot.store.deliveries import Post
from bot.store.stories import StoryPost
from bot.words import plural

log = get_logger(__name__)
WAITING, URGENT = "waiting", "urgent"
ANY_TIME = datetime.min.replace(tzinfo=UTC)


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
        return _enough(work, case)
    there = post.post_state is State.SENT
    later = await _later(work, case) if there else look_again(post, now)
    if later is not None:
        await _wait(work, case, later)
        return later
    await _post(work, case)
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


async def _later(work: Round, case: Case) -> datetime | None:
    """Give until when a post has to wait: quiet hours, a pause, the time since the last one."""
    end = silent_until(case.telling.channel, work.now)
    if end is not None:
        return end
    due = _own_hour(work.gear, case)
    if case.post.alert_state in TOLD_TOGETHER:
        due = max(due, await _hour_of_all(work, case))
    return due if work.now < due else None


def _own_hour(gear: Gear, case: Case) -> datetime:
    """Give when a story's thread may have its next post.

    What an alert told that only points here by now stands nowhere else: it waits an hour, not
    more. Nor does what is grave.
    """
    last, before, every = case.post.threaded_at, case.post.thread_posts - 1, gear.rules.update_every
    if last is None or case.presses:
        return ANY_TIME
    return last + (every if case.brought or case.is_grave else every * 2**before)


async def _hour_of_all(work: Round, case: Case) -> datetime:
    """Give when the thread of a roll-up may have its next post, of whichever story.

    What is urgent or corrects waits for no hour there, either, as long as that is seldom.
    """
    every = work.gear.rules.update_every
    root = await held.post_of(work.tx, case.post.alert_id or 0)
    times = await threads.posts_in(work.tx, root, since=work.now - every)
    times += work.outgoing.in_thread(root)
    few = case.presses and len(times) < work.gear.rules.urgent_per_hour
    return ANY_TIME if few or not times else max(times) + every


# ── what becomes of it ──────────────────────────────────────────────────────────────────────


def _conclude(work: Round, case: Case) -> None:
    """Keep that nothing was worth a post."""
    if case.found:
        work.outgoing.decide(*_decided(case, work.now))
        _note(work, case.telling, told_item=case.telling.newest, **_all_told(case.post))


def _enough(work: Round, case: Case) -> datetime:
    """Leave what is new to the alert: the thread has had its posts. Give when it is edited."""
    count = plural(case.post.thread_posts, "post", "posts")
    reason = f"its thread has {count} already"
    work.outgoing.decide(*_decided(case, work.now, verdict=ENOUGH, reason=reason))
    urgent_at = case.post.urgent_at or (work.now if case.why else None)
    upto = {"told_item": case.telling.newest, **_all_told(case.post)}
    _note(work, case.telling, urgent_at=urgent_at, **upto)
    return work.now + LOOK_AGAIN


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


async def _post(work: Round, case: Case) -> None:
    telling, post, now = case.telling, case.post, work.now
    # By its post, not by its story: stories that turn out to be one may change their posts.
    key = f"update:{post.alert_id}:{post.thread_posts + 1}"
    with speaking(telling.channel.locale):
        drawn = drawn_of(case)
        payload = work.gear.chats[telling.channel.platform].to_payload(drawn)
    planned = Post(
        channel_id=telling.channel.id,
        kind=Kind.UPDATE,
        key=key,
        nonce=nonce_of(key),
        payload=payload,
        due_at=now,
        story_id=telling.story.id,
        item_id=newest_of(case),
        edits=post.alert_id,
    )
    named = {f.told.item.id for f in case.news}
    decisions = _decided(case, now, shown=_is_shown(work, case, drawn))
    work.outgoing.decide(*(d for d in decisions if d.item_id not in named))
    told = [d for d in decisions if d.item_id in named]
    if post.alert_state in TOLD_TOGETHER:
        work.outgoing.note_thread(await held.post_of(work.tx, post.alert_id or 0), now)
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
        item_id=newest_of(case),
        watch_id=case.asking[0].id,
        story_id=case.telling.story.id,
        delivery_id=None,
        stage=STAGE,
        verdict=URGENT,
        trail={"reason": case.why, "kind": URGENT, "new": []},
        at=now,
    )
