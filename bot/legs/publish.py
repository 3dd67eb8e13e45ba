"""The second leg: stories whose time has come → an alert, or an edit, for each channel."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.catalogue.overlay import View
from bot.legs.admit import admit, release
from bot.legs.draw import About, about_topics, draw_alert, in_a_line
from bot.legs.gear import Gear
from bot.log import get_logger
from bot.model import Channel, Decision, Headline, Kind, Match, Message, State, Story, Told, Watch
from bot.pipeline.deliver import nonce_of
from bot.pipeline.route import ALERT, families_of, route
from bot.store import Tx, channels, deliveries, items, lines, record, stories, watches
from bot.store.record import Muted
from bot.store.stories import StoryPost
from bot.words import plural

log = get_logger(__name__)
AT_ONCE = 50  # stories claimed together
LOOK_AGAIN = timedelta(seconds=30)  # while an alert is on its way and cannot be edited yet
BROKEN_WAIT = timedelta(minutes=10)  # until a story that hit an error of ours is tried again
UNDER_WAY = (State.PENDING, State.SENDING, State.AMBIGUOUS, State.RECONCILING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A story as one channel may be told of it."""

    story: Story
    channel: Channel
    told: tuple[Told, ...]
    matches: Mapping[int, Mapping[int, Match]]  # of these items: item id → query id → match
    watches: tuple[Watch, ...]  # that one of these items met
    planned: frozenset[tuple[int, int]]  # item and watch: to be alerted of when it came
    muted: Muted
    post: StoryPost | None
    about: About  # one for all channels: their items are mostly the same
    view: View


async def publish(gear: Gear) -> int:
    """Publish every story that is due; give how many were looked at."""
    count = 0
    while True:
        now = gear.clock()
        async with gear.store.begin() as tx:
            due = await stories.claim_due(tx, now, lease=gear.rules.lease, limit=AT_ONCE)
        for story in due:
            await _publish_one(gear, story, now)
        count += len(due)
        if not due:
            return count
        gear.nudge("deliver")


async def _publish_one(gear: Gear, story: Story, now: datetime) -> None:
    """Tell every channel of a story; one that hits an error of ours never stops the others."""
    try:
        async with gear.store.begin() as tx:
            again = [await _tell(gear, tx, t, now) for t in await _tellings(gear, tx, story)]
            later = min((at for at in again if at), default=None)
            await stories.settle(tx, story, publish_at=later)
    except Exception:
        log.exception("publish_broke", story=story.id)
        # A database that is gone fails here again, and ends the leg.
        async with gear.store.begin() as tx:
            await stories.settle(tx, story, publish_at=now + BROKEN_WAIT)


async def _tellings(gear: Gear, tx: Tx, story: Story) -> list[Telling]:
    """Give the story as each channel sees it that watches for it, or was told of it."""
    matches = await items.matches_of(tx, await stories.item_ids(tx, story.id))
    asked = {query_id for found in matches.values() for query_id in found}
    posts = await stories.posts(tx, story.id)
    by_channel: dict[int, list[Watch]] = defaultdict(list, {c: [] for c in posts})
    for watch in await watches.asking(tx, asked):
        by_channel[watch.channel_id].append(watch)
    muted = await record.muted_in(tx, by_channel)
    found = []
    planned = await record.planned(tx, matches)
    about = await about_topics(gear, tx)
    for channel_id, asking in by_channel.items():
        channel = await channels.get_channel(tx, channel_id)
        told = await told_to(gear, tx, story.id, channel.community_id)
        # What only others may see says nothing here, not even which watch it would have met.
        seen = {t.item.id: matches[t.item.id] for t in told if t.item.id in matches}
        met = {query_id for queries in seen.values() for query_id in queries}
        if told and channel.platform in gear.chats:
            found.append(
                Telling(
                    story=story,
                    channel=channel,
                    told=told,
                    matches=seen,
                    watches=tuple(watch for watch in asking if watch.query_id in met),
                    planned=planned,
                    muted=muted[channel_id],
                    post=posts.get(channel_id),
                    about=about,
                    view=await gear.memory.view(tx, gear.catalogue, channel.community_id),
                )
            )
    return found


async def told_to(gear: Gear, tx: Tx, story_id: int, community_id: int) -> tuple[Told, ...]:
    """Give a story's items that a community may see, first seen first."""
    rows = await stories.told(tx, story_id, community_id)
    publisher_of = gear.catalogue.publisher_of
    return tuple(Told(item=i, feed=f, publisher=publisher_of(f, i.link)) for i, f in rows)


async def _tell(gear: Gear, tx: Tx, telling: Telling, now: datetime) -> datetime | None:
    """Plan what this channel is to get; give when to look again, if it must wait."""
    if not telling.watches:
        return None  # nobody asks any more: a post that is there stays as it is
    if telling.story.id in telling.muted.stories:
        await _decide(tx, telling, "muted", "the story is muted in this channel", now)
        return None
    alerting = _alerting(telling)
    if telling.post is not None:
        return await _edit(gear, tx, telling, telling.post, alerting or telling.watches, now)
    outlets = len(families_of(telling.told))
    enough = tuple(watch for watch in alerting if outlets >= watch.min_publishers)
    if not enough:
        if alerting:
            so_far = f"{plural(outlets, 'outlet', 'outlets')} so far"
            await _decide(tx, telling, "waiting", so_far, now, watch=alerting[0])
        return None
    told_ids = [told.item.id for told in telling.told]
    if len(await deliveries.items_posted(tx, telling.channel.id, told_ids)) == len(told_ids):
        await _decide(tx, telling, "suppressed", "each item was posted by a subscription", now)
        return None
    await _alert(gear, tx, telling, enough, now)
    return None


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


def _draw(gear: Gear, telling: Telling, asking: Sequence[Watch]) -> tuple[Message, Headline]:
    """Draw the alert, and what it says in a line."""
    queries = {watch.query_id for watch in asking}
    matches = {
        item_id: [met for query_id, met in found.items() if query_id in queries]
        for item_id, found in telling.matches.items()
    }
    shown = [t for t in telling.told if t.publisher.family not in telling.muted.families]
    told = shown or telling.told
    message = draw_alert(
        gear,
        telling.view,
        telling.story.id,
        told,
        matches,
        asking,
        telling.about,
    )
    return message, in_a_line(
        message, told, heading=asking[0].label, matches=matches, story_id=telling.story.id
    )


async def _alert(
    gear: Gear, tx: Tx, telling: Telling, asking: tuple[Watch, ...], now: datetime
) -> None:
    key = f"alert:{telling.channel.id}:{telling.story.id}"
    message, line = _draw(gear, telling, asking)
    admission = await admit(
        gear, tx, telling.channel.id, now=now, urgent=message.urgent, wake=_wake(asking)
    )
    delivery_id = await deliveries.plan(
        tx,
        telling.channel.id,
        kind=Kind.ALERT,
        key=key,
        nonce=nonce_of(key),
        payload=gear.chats[telling.channel.platform].to_payload(message),
        due_at=admission.due_at,
        hold=admission.hold,
        now=now,
        story_ids=[telling.story.id],
        story_id=telling.story.id,
    )
    if delivery_id is None:
        return
    await lines.keep(tx, delivery_id, [line])
    await stories.note_post(tx, telling.story.id, telling.channel.id, alert_id=delivery_id)
    names = ", ".join(watch.label for watch in asking)
    await _decide(tx, telling, "alert", f"watched as {names}", now, delivery_id, asking[0])
    if admission.hold:
        await _decide(tx, telling, "held", admission.why, now, delivery_id, asking[0])


def _wake(asking: Iterable[Watch]) -> bool:
    return any(watch.urgent == "wake" for watch in asking)


async def _edit(
    gear: Gear,
    tx: Tx,
    telling: Telling,
    post: StoryPost,
    asking: Sequence[Watch],
    now: datetime,
) -> datetime | None:
    """Bring the channel's alert up to date: redraw it while unsent, else edit it, not too often."""
    over = telling.story.last_at < now - gear.rules.window
    if over or post.alert_id is None or post.alert_state not in (*UNDER_WAY, State.SENT):
        return None
    message, line = _draw(gear, telling, asking)
    payload = gear.chats[telling.channel.platform].to_payload(message)
    if _same(payload, await deliveries.last_drawn(tx, post.alert_id)):
        return None
    if await deliveries.redraw(tx, post.alert_id, payload):
        await lines.keep(tx, post.alert_id, [line])
        if message.urgent:
            channel, wake = telling.channel.id, _wake(asking)
            await release(gear, tx, channel, post.alert_id, now=now, wake=wake)
        return None
    if post.alert_state is not State.SENT:
        return now + LOOK_AGAIN
    if post.edited_at is not None and now < post.edited_at + gear.rules.edit_every:
        return post.edited_at + gear.rules.edit_every
    key = f"edit:{post.alert_id}:{now.isoformat()}"
    await deliveries.plan(
        tx,
        telling.channel.id,
        kind=Kind.EDIT,
        key=key,
        nonce=nonce_of(key),
        payload=payload,
        due_at=now,
        now=now,
        story_id=telling.story.id,
        edits=post.alert_id,
    )
    await stories.note_post(
        tx, telling.story.id, telling.channel.id, alert_id=post.alert_id, edited_at=now
    )
    return None


def _same(one: Mapping[str, Any], other: Mapping[str, Any] | None) -> bool:
    # The stored one has been through JSON, which knows no tuples.
    return other is not None and json.loads(json.dumps(one)) == other


async def _decide(
    tx: Tx,
    telling: Telling,
    verdict: str,
    reason: str,
    now: datetime,
    delivery_id: int | None = None,
    watch: Watch | None = None,
) -> None:
    """Keep what was decided about a story here; ``watch``: for whom, else the first that asks."""
    made = Decision(
        item_id=telling.told[0].item.id,
        watch_id=(watch or telling.watches[0]).id,
        story_id=telling.story.id,
        delivery_id=delivery_id,
        stage="publish",
        verdict=verdict,
        trail={"reason": reason, "outlets": len(families_of(telling.told))},
        at=now,
    )
    await record.decide(tx, [made])
