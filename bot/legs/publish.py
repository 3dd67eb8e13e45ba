"""The second leg: stories whose time has come → an alert, or an edit, for each channel.

due ─claim→ gather ─┬→ each story, each channel: decide, draw ─┬→ write → when to look again
                    └───────────── one transaction ────────────┘
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.legs.admit import resumed
from bot.legs.developments import is_posted, left_untold
from bot.legs.draw import about_topics
from bot.legs.drawings import as_edit, stands
from bot.legs.gather import gather
from bot.legs.gear import Gear
from bot.legs.pointer import point
from bot.legs.round import Round, begin
from bot.legs.telling import SELDOM, UNDER_WAY, Telling, decided, look_again, same
from bot.legs.update import follow_up
from bot.log import get_logger
from bot.model import Kind, State, Story, Told, Watch
from bot.pipeline.copies import with_origins
from bot.pipeline.deliver import nonce_of
from bot.pipeline.route import ALERT, Verdict, families_of, route
from bot.store import Tx, deliveries, lines, stories, threads, unwanted
from bot.store.deliveries import Post
from bot.store.stories import StoryPost
from bot.words import plural

log = get_logger(__name__)
AT_ONCE = 50  # stories claimed and told together
ENOUGH = 500  # posts of one transaction, since nobody else can write meanwhile
BROKEN_WAIT = timedelta(minutes=10)  # until a story that hit an error of ours is tried again


async def publish(gear: Gear) -> int:
    """Publish every story that is due; give how many were looked at."""
    count = 0
    while True:
        now = gear.clock()
        async with gear.store.read() as tx:
            if not await stories.anything_due(tx, now):
                return count
        async with gear.store.begin() as tx:
            due = await stories.claim_due(tx, now, lease=gear.rules.lease, limit=AT_ONCE)
        if not due:
            return count
        await _publish(gear, due, now)
        count += len(due)
        gear.nudge("deliver")


async def _publish(gear: Gear, due: Sequence[Story], now: datetime) -> None:
    """Tell every channel of stories; one that hits an error of ours never stops the others."""
    left = due
    while left:
        try:
            done = await _together(gear, left, now)
        except Exception:
            done = len(left)
            if done == 1:
                log.exception("publish_broke", story=left[0].id)
                await _put_off(gear, left[0], now)
            else:
                log.warning("publish_one_by_one", stories=done, exc_info=True)
                for story in left:
                    await _publish(gear, [story], now)
        left = left[done:]


async def _put_off(gear: Gear, story: Story, now: datetime) -> None:
    # A database that is gone fails here again, and ends the leg.
    async with gear.store.begin() as tx:
        await stories.settle(tx, {story: now + BROKEN_WAIT})


async def _together(gear: Gear, due: Sequence[Story], now: datetime) -> int:
    """Tell the first of these stories, or nobody of anything; give how many were told."""
    async with gear.store.begin() as tx:
        about = await about_topics(gear, tx)
        work = begin(gear, tx, now, about)
        again: dict[Story, datetime | None] = {}
        for story, tellings in await gather(gear, tx, due, about):
            times = [await _tell(work, telling) for telling in tellings]
            again[story] = min((at for at in times if at), default=None)
            if len(work.outgoing) >= ENOUGH:
                break  # the others have waited for long enough
            await asyncio.sleep(0)  # drawing takes a while: the others get their turn
        await work.outgoing.write(tx, now)
        await work.gate.close()
        await stories.settle(tx, again)
        return len(again)


async def told_to(gear: Gear, tx: Tx, story_id: int, community_id: int) -> tuple[Told, ...]:
    """Give a story's items that a community may see, first seen first."""
    rows = await stories.told(tx, story_id, community_id)
    changed = [item.id for item, _ in rows if item.revision]
    earlier = await threads.earlier_of(tx, changed) if changed else {}
    return with_origins(
        [
            Told(
                item=item,
                feed=feed,
                publisher=gear.catalogue.publisher_of(feed, item.link),
                earlier=earlier.get(item.id, ()),
            )
            for item, feed in rows
        ]
    )


async def _tell(work: Round, telling: Telling) -> datetime | None:
    """Plan what this channel is to get; give when to look again, if it must wait."""
    if not telling.watches:
        return None  # nobody asks any more: a post that is there stays as it is
    if telling.story.id in telling.muted.stories:
        _silence(work, telling, "muted", "the story is muted in this channel")
        return None
    alerting = _alerting(telling)
    if telling.post is not None:
        return await _follow(work, telling, telling.post, alerting)
    outlets = len(families_of(telling.told))
    enough = tuple(watch for watch in alerting if outlets >= watch.min_publishers)
    if not enough:
        if alerting:
            so_far = f"{plural(outlets, 'outlet', 'outlets')} so far"
            _silence(work, telling, "waiting", so_far, alerting[0])
        elif changed := _changed_mind(telling):
            _silence(work, telling, changed[1].way, changed[1].reason, changed[0])
        return None
    if is_posted(work, telling) and not work.drawings.of(telling, enough).message.urgent:
        _silence(work, telling, "suppressed", "posts of a subscription told all of it")
        return None
    await _alert(work, telling, enough)
    return None


def _silence(
    work: Round, telling: Telling, verdict: str, reason: str, watch: Watch | None = None
) -> None:
    work.outgoing.decide(decided(telling, verdict, reason, work.now, watch))


def _alerting(telling: Telling) -> tuple[Watch, ...]:
    """Give the channel's watches that want an alert about one of the items."""
    return tuple(
        watch
        for watch in telling.watches
        if any(_wants(telling, watch, told) for told in telling.told)
    )


def _wants(telling: Telling, watch: Watch, told: Told) -> bool:
    """Whether a watch wants an alert about an item: now, and already when the item came.

    What an item met only later, since a topic was changed, is no news.
    """
    met = telling.matches.get(told.item.id, {}).get(watch.query_id or 0)
    if met is None or (told.item.id, watch.id) not in telling.planned:
        return False
    silent = telling.muted.families
    verdict = route(watch, met, told.item, family=told.publisher.family, muted=silent)
    return verdict.way == ALERT


def _changed_mind(telling: Telling) -> tuple[Watch, Verdict] | None:
    """Say which watch wanted an alert when an item came and wants none now, and why."""
    for watch in telling.watches:
        for told in telling.told:
            met = telling.matches.get(told.item.id, {}).get(watch.query_id or 0)
            if met and (told.item.id, watch.id) in telling.planned:
                family, silent = told.publisher.family, telling.muted.families
                return watch, route(watch, met, told.item, family=family, muted=silent)
    return None


async def _alert(work: Round, telling: Telling, asking: tuple[Watch, ...]) -> None:
    key = f"alert:{telling.channel.id}:{telling.story.id}"
    drawing = work.drawings.of(telling, asking)
    urgent = drawing.message.urgent
    if _was_missed(work, telling, asking):
        admission = resumed(work.gear, work.now)
    else:
        admission = await work.gate.admit(telling.channel, urgent=urgent, wake=_wake(asking))
    post = Post(
        channel_id=telling.channel.id,
        kind=Kind.ALERT,
        key=key,
        nonce=nonce_of(key),
        payload=drawing.payload,
        due_at=admission.due_at,
        hold=admission.hold,
        story_id=telling.story.id,
        tells=(telling.story.id,),
        since=_overdue_since(work, telling.story),
    )
    names = ", ".join(watch.label for watch in asking)
    decisions = [decided(telling, "alert", f"watched as {names}", work.now, asking[0])]
    if admission.hold:
        decisions.append(decided(telling, "held", admission.why, work.now, asking[0]))
    told = {"told_item": telling.newest, "urgent_at": work.now if urgent else None}
    work.outgoing.alert(post, drawing.line, decisions, told)


def _was_missed(work: Round, telling: Telling, asking: Iterable[Watch]) -> bool:
    """Whether all of a story came while the watches were paused that ask for it, or long before."""
    too_old = work.now - work.gear.rules.oldest_alert
    return all(
        watch.missed(one.item.first_seen)
        or (watch.resumed_at is not None and one.item.first_seen < min(too_old, watch.resumed_at))
        for watch in asking
        for one in telling.told
        if _wants(telling, watch, one)
    )


def _overdue_since(work: Round, story: Story) -> datetime | None:
    """Give since when a story should have been told, where the bot was down for long."""
    due = story.publish_at
    return due if due and work.now - due > work.gear.rules.oldest_alert else None


def _wake(asking: Iterable[Watch]) -> bool:
    return any(watch.urgent == "wake" for watch in asking)


async def _follow(
    work: Round, telling: Telling, post: StoryPost, alerting: Sequence[Watch]
) -> datetime | None:
    """Bring what the channel was told up to date, while the story lives.

    Where no watch wants alerts of it any more, the post that is there is kept right, and no more.
    """
    alert_id = post.alert_id
    if telling.story.last_at < work.now - work.gear.rules.window or alert_id is None:
        return None
    if alerting and await _after_all(work, telling, post, alert_id, alerting):
        post = replace(post, alert_state=State.PENDING, post_state=State.PENDING)
    asking = alerting or telling.watches
    post, pointing = await point(work, telling, post, asking)
    telling, again = replace(telling, post=post), [pointing]
    if post.alert_state in (*UNDER_WAY, State.SENT):
        again.append(await _edit(work, telling, post, alert_id, asking))
    if alerting and post.alert_state in (State.SENT, State.MERGED, State.EXPIRED):
        again.append(await follow_up(work, telling, alerting))
    return min((at for at in again if at), default=None)


async def _after_all(
    work: Round, telling: Telling, post: StoryPost, alert_id: int, asking: Sequence[Watch]
) -> bool:
    """Let an alert come that was given up while only muted outlets told its story."""
    if post.alert_state is not State.SUPPRESSED:
        return False
    if not await unwanted.told_by_others(work.tx, alert_id):
        return False
    urgent = work.drawings.of(telling, asking).message.urgent
    admission = await work.gate.admit(telling.channel, urgent=urgent, wake=_wake(asking))
    due_at, hold = admission.due_at, admission.hold
    await unwanted.plan_anew(work.tx, alert_id, now=work.now, due_at=due_at, hold=hold)
    return True


async def _edit(
    work: Round, telling: Telling, post: StoryPost, alert_id: int, asking: Sequence[Watch]
) -> datetime | None:
    """Redraw the alert while nobody tried to send it, else edit it, not too often."""
    drawing = work.drawings.of(telling, asking)
    if post.alert_state is State.PENDING and await _redraw(work, telling, post, alert_id, asking):
        return await _drawn_anew(work, telling, post, asking)
    unchanged = stands(work.gear, telling, drawing)
    if post.alert_state is not State.SENT:
        told = post.told_item == telling.newest
        return None if unchanged and told else look_again(post, work.now)
    if unchanged:
        return None
    every = work.gear.rules.edit_every
    if post.edited_at is not None and work.now < post.edited_at + every:
        return post.edited_at + every
    key = f"edit:{alert_id}:{work.now.isoformat()}"
    edit = Post(
        channel_id=telling.channel.id,
        kind=Kind.EDIT,
        key=key,
        nonce=nonce_of(key),
        payload=as_edit(work.gear, telling, drawing),
        due_at=work.now,
        story_id=telling.story.id,
        edits=alert_id,
    )
    work.outgoing.more(edit)
    work.outgoing.note(telling.story.id, telling.channel.id, edited_at=work.now)
    return None


async def _drawn_anew(
    work: Round, telling: Telling, post: StoryPost, asking: Sequence[Watch]
) -> datetime | None:
    """Note what an alert tells that was drawn anew; give when to look for what it does not."""
    shown = work.drawings.of(telling, asking).message
    untold = await left_untold(work, telling, post, asking, shown)
    upto, after = threads.reach({t.item.id for t in telling.told} - untold, untold)
    work.outgoing.note(
        telling.story.id,
        telling.channel.id,
        told_item=upto,
        urgent_at=work.now if shown.urgent else None,
        joined=post.joined(told=after),
    )
    return work.now + SELDOM if untold else None


async def _redraw(
    work: Round, telling: Telling, post: StoryPost, alert_id: int, asking: Sequence[Watch]
) -> bool:
    """Let an alert that nobody tried to send say what is known now; False where one did."""
    drawing = work.drawings.of(telling, asking)
    if post.tried_at is not None or not same(drawing.payload, telling.drawn):
        if not await deliveries.redraw(work.tx, alert_id, drawing.payload):
            return False
        await lines.keep(work.tx, alert_id, [drawing.line])
    if drawing.message.urgent:
        await work.gate.release(telling.channel, alert_id, wake=_wake(asking))
    return True
