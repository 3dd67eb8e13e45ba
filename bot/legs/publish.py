"""The second leg: stories whose time has come → an alert, or an edit, for each channel."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.legs.admit import admit, release
from bot.legs.draw import about_topics, draw_alert, in_a_line
from bot.legs.gear import Gear
from bot.legs.telling import LOOK_AGAIN, UNDER_WAY, Telling, decide, same
from bot.legs.update import follow_up
from bot.log import get_logger
from bot.model import Headline, Kind, Match, Message, State, Story, Told, Watch
from bot.pipeline.deliver import nonce_of
from bot.pipeline.headline import with_best_first
from bot.pipeline.novelty import correction
from bot.pipeline.route import ALERT, families_of, route
from bot.store import Tx, channels, deliveries, items, lines, record, stories, threads, watches
from bot.store.stories import StoryPost
from bot.words import plural

log = get_logger(__name__)
AT_ONCE = 50  # stories claimed together
BROKEN_WAIT = timedelta(minutes=10)  # until a story that hit an error of ours is tried again


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
            await stories.settle(tx, {story: later})
    except Exception:
        log.exception("publish_broke", story=story.id)
        # A database that is gone fails here again, and ends the leg.
        async with gear.store.begin() as tx:
            await stories.settle(tx, {story: now + BROKEN_WAIT})


async def _tellings(gear: Gear, tx: Tx, story: Story) -> list[Telling]:
    """Give the story as each channel sees it that watches for it, or was told of it."""
    matches = await items.matches_of(tx, [i.id for i in await stories.items_of(tx, story.id)])
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
        await decide(tx, telling, "muted", "the story is muted in this channel", now)
        return None
    alerting = _alerting(telling)
    if telling.post is not None:
        return await _follow(gear, tx, telling, telling.post, alerting, now)
    outlets = len(families_of(telling.told))
    enough = tuple(watch for watch in alerting if outlets >= watch.min_publishers)
    if not enough:
        if alerting:
            so_far = f"{plural(outlets, 'outlet', 'outlets')} so far"
            await decide(tx, telling, "waiting", so_far, now, watch=alerting[0])
        return None
    told_ids = [told.item.id for told in telling.told]
    if len(await deliveries.items_posted(tx, telling.channel.id, told_ids)) == len(told_ids):
        await decide(tx, telling, "suppressed", "each item was posted by a subscription", now)
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
    matches = telling.met(asking)
    naming = {i for i, found in matches.items() if any(_in_title(met) for met in found)}
    told = with_best_first(telling.shown, naming)
    message = draw_alert(
        gear,
        telling.view,
        telling.story.id,
        told,
        matches,
        asking,
        telling.about,
    )
    message = replace(message, footer=_corrected(telling.shown))
    return message, in_a_line(
        message, told, heading=asking[0].label, matches=matches, story_id=telling.story.id
    )


def _in_title(met: Match) -> bool:
    return any(place.field == "title" for place in met.evidence)


def _corrected(told: Sequence[Told]) -> str:
    """Say what was corrected since the first item, by the newest item that does."""
    for one in reversed(told[1:]):
        if said := correction(one):
            return f"{one.publisher.name}: {said}"
    return ""


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
    post = {
        "alert_id": delivery_id,
        "told_item": telling.newest,
        "urgent_at": now if message.urgent else None,
    }
    await stories.note_posts(tx, {(telling.story.id, telling.channel.id): post})
    names = ", ".join(watch.label for watch in asking)
    await decide(tx, telling, "alert", f"watched as {names}", now, delivery_id, asking[0])
    if admission.hold:
        await decide(tx, telling, "held", admission.why, now, delivery_id, asking[0])


def _wake(asking: Iterable[Watch]) -> bool:
    return any(watch.urgent == "wake" for watch in asking)


async def _note_told(tx: Tx, telling: Telling, message: Message, now: datetime) -> None:
    """Note how far a channel is told, and whether as urgent, by an alert that nobody sent yet."""
    ids = telling.story.id, telling.channel.id
    urgent_at = now if message.urgent else None
    await threads.note(tx, *ids, told_item=telling.newest, urgent_at=urgent_at)


async def _follow(
    gear: Gear,
    tx: Tx,
    telling: Telling,
    post: StoryPost,
    alerting: Sequence[Watch],
    now: datetime,
) -> datetime | None:
    """Bring what the channel was told up to date, while the story lives.

    Where no watch wants alerts of it any more, the post that is there is kept right, and no more.
    """
    if telling.story.last_at < now - gear.rules.window or post.alert_id is None:
        return None
    again = []
    if post.alert_state in (*UNDER_WAY, State.SENT):
        asking = alerting or telling.watches
        again.append(await _edit(gear, tx, telling, post, post.alert_id, asking, now))
    if alerting and post.alert_state in (State.SENT, State.MERGED, State.EXPIRED):
        again.append(await follow_up(gear, tx, telling, alerting, now))
    return min((at for at in again if at), default=None)


async def _edit(
    gear: Gear,
    tx: Tx,
    telling: Telling,
    post: StoryPost,
    alert_id: int,
    asking: Sequence[Watch],
    now: datetime,
) -> datetime | None:
    """Redraw the alert while nobody tried to send it, else edit it, not too often."""
    message, line = _draw(gear, telling, asking)
    chat = gear.chats[telling.channel.platform]
    payload = chat.to_payload(message)
    if await deliveries.redraw(tx, alert_id, payload):
        await lines.keep(tx, alert_id, [line])
        await _note_told(tx, telling, message, now)
        if message.urgent:
            channel, wake = telling.channel.id, _wake(asking)
            await release(gear, tx, channel, alert_id, now=now, wake=wake)
        return None
    edited = chat.to_payload(replace(message, rings=False))
    drawn = await deliveries.last_drawn(tx, alert_id)
    unchanged = same(payload, drawn) or same(edited, drawn)
    if post.alert_state is not State.SENT:
        told = post.told_item == telling.newest
        return None if unchanged and told else now + LOOK_AGAIN
    if unchanged:
        return None
    if post.edited_at is not None and now < post.edited_at + gear.rules.edit_every:
        return post.edited_at + gear.rules.edit_every
    key = f"edit:{alert_id}:{now.isoformat()}"
    await deliveries.plan(
        tx,
        telling.channel.id,
        kind=Kind.EDIT,
        key=key,
        nonce=nonce_of(key),
        payload=edited,
        due_at=now,
        now=now,
        story_id=telling.story.id,
        edits=alert_id,
    )
    await threads.note(tx, telling.story.id, telling.channel.id, edited_at=now)
    return None
