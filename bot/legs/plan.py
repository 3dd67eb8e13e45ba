"""Planning, the end of a poll: which watches an item concerns, when its story is published.

Every item × watch that got as far as a match leaves a decision, for posts and silences alike.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from bot.legs.admit import Gate, resumed
from bot.legs.draw import draw_item, in_a_line
from bot.legs.gear import Gear
from bot.locales import speaking
from bot.model import Channel, Decision, Feed, Item, Kind, Match, Mode, Story, Told, Watch
from bot.pipeline.deliver import nonce_of
from bot.pipeline.route import ALERT, DIGEST, DROP, Verdict, route, settle_until
from bot.store import Tx, channels, deliveries, feeds, lines, record, stories, watches


async def plan_items(
    gear: Gear,
    tx: Tx,
    feed: Feed,
    stored: Sequence[Item],
    matched: Mapping[int, Mapping[int, Match]],
    placed: Mapping[int, Collection[int]],
    *,
    now: datetime,
    only: Collection[int] | None = None,
) -> None:
    """Route items for the watches that ask for them; schedule stories; post followed items.

    ``matched``: item id → query id → match. ``placed``: item id → story ids. ``only``: for these
    watches alone, by id.
    """
    audience = await _audience(tx, feed)
    alerting = await _decide(gear, tx, feed, stored, matched, placed, audience, now, only)
    news = {s for item in stored if not item.baseline for s in placed.get(item.id, ())}
    await _schedule(gear, tx, alerting, news - alerting, now)
    await _post_followed(gear, tx, feed, stored, audience, now, only)


async def plan_grown(
    gear: Gear,
    tx: Tx,
    feed: Feed,
    item: Item,
    matched: Mapping[int, Match],
    story_ids: Collection[int],
    *,
    now: datetime,
) -> None:
    """Route an item for what it meets since its page was read; a time that is set stays."""
    met, placed = {item.id: matched}, {item.id: story_ids}
    audience = await _audience(tx, feed)
    alerting = await _decide(gear, tx, feed, [item], met, placed, audience, now)
    known = await stories.by_ids(tx, alerting)
    for story in known.values():
        if story.publish_at is not None:  # said again, for a publication that is under way
            from_ = story.settled_from or now
            await stories.schedule(tx, story.id, settled_from=from_, publish_at=story.publish_at)
    await _schedule(gear, tx, {s for s in alerting if known[s].publish_at is None}, set(), now)


async def _decide(
    gear: Gear,
    tx: Tx,
    feed: Feed,
    stored: Sequence[Item],
    matched: Mapping[int, Mapping[int, Match]],
    placed: Mapping[int, Collection[int]],
    audience: frozenset[int] | None,
    now: datetime,
    only: Collection[int] | None = None,
) -> set[int]:
    """Keep a decision for each item and watch; give the stories that alert somebody."""
    asking = await _asking(tx, audience, matched, only)
    muted = await record.muted_in(tx, {w.channel_id for ws in asking.values() for w in ws})
    decisions: list[Decision] = []
    alerting: set[int] = set()
    for item in stored:
        family = gear.catalogue.publisher_of(feed, item.link).family
        for query_id, match in matched.get(item.id, {}).items():
            for watch in asking.get(query_id, ()):
                silent = muted[watch.channel_id].families
                verdict = route(watch, match, item, family=family, muted=silent)
                decisions.append(_decision(item, watch, verdict, match, now))
                if verdict.way == ALERT:
                    alerting.update(placed.get(item.id, ()))
    await record.decide(tx, decisions)
    return alerting


async def _audience(tx: Tx, feed: Feed) -> frozenset[int] | None:
    """Give the communities that may see a feed, None for all."""
    return None if feed.shared else frozenset(await feeds.communities_of(tx, feed.id))


async def _asking(
    tx: Tx,
    audience: frozenset[int] | None,
    matched: Mapping[int, Mapping[int, Match]],
    only: Collection[int] | None,
) -> dict[int, list[Watch]]:
    """Give the watches of matched queries that may see the items, by query."""
    asked = {query_id for found in matched.values() for query_id in found}
    asking: dict[int, list[Watch]] = defaultdict(list)
    for watch in await watches.asking(tx, asked) if asked else ():
        if watch.query_id is not None and _may_ask(watch, audience, only):
            asking[watch.query_id].append(watch)
    return asking


def _may_ask(watch: Watch, audience: frozenset[int] | None, only: Collection[int] | None) -> bool:
    seen = audience is None or watch.community_id in audience
    return seen and (only is None or watch.id in only)


def _decision(
    item: Item, watch: Watch, verdict: Verdict, match: Match | None, now: datetime
) -> Decision:
    trail: dict[str, object] = {"reason": verdict.reason, "watch": watch.label}
    if match is not None:
        trail |= {"score": round(match.score, 3), "salience": match.salience.value}
    return Decision(
        item_id=item.id,
        watch_id=watch.id,
        story_id=None,
        delivery_id=None,
        stage="route",
        verdict=verdict.way,
        trail=trail,
        at=now,
    )


async def _schedule(
    gear: Gear, tx: Tx, alerting: set[int], joined: set[int], now: datetime
) -> None:
    """Set publishing times: for stories to alert about, and for those that others wait to hear of.

    Any further item may bring a post its edit, or be the outlet that a watch still waits for.
    """
    posted = await stories.with_posts(tx, alerting | joined)
    times: dict[int, tuple[datetime, datetime]] = {}
    for story in (await stories.by_ids(tx, alerting | joined)).values():
        if story.id not in alerting and story.id not in posted and story.settled_from is None:
            continue
        started = story.settled_from if story.publish_at else now
        at = _publish_at(gear, story, now, edit=story.id in posted)
        times[story.id] = (started or now, at)
    await stories.schedule_many(tx, times)


def _publish_at(gear: Gear, story: Story, now: datetime, *, edit: bool) -> datetime:
    if edit:  # what waits there for its hour keeps nothing else from being edited in
        return min(story.publish_at or now, now)
    rules = gear.rules
    return settle_until(
        story.publish_at,
        started=story.settled_from,
        now=now,
        settle=rules.settle,
        more=rules.settle_more,
        most=rules.settle_max,
    )


async def _post_followed(
    gear: Gear,
    tx: Tx,
    feed: Feed,
    stored: Iterable[Item],
    audience: frozenset[int] | None,
    now: datetime,
    only: Collection[int] | None,
) -> None:
    """Post every new item to the channels that subscribed to its feed: no settling, no merging."""
    fresh = [item for item in stored if not item.baseline]
    gate = Gate(gear, tx, now)
    for watch in await watches.following(tx, feed.id) if fresh else ():
        if not _may_ask(watch, audience, only):
            continue
        channel = await channels.get_channel(tx, watch.channel_id)
        silent = (await record.muted_in(tx, [channel.id]))[channel.id].families
        connected = channel.platform in gear.chats
        decisions = []
        for item in fresh:
            muted = gear.catalogue.publisher_of(feed, item.link).family in silent
            verdict = _follow(watch, item, muted=muted, connected=connected)
            decisions.append(_decision(item, watch, verdict, None, now))
            if verdict.way == ALERT:
                await _post_item(gear, tx, gate, channel, feed, watch, item, now)
        await record.decide(tx, decisions)
    await gate.close()


def _follow(watch: Watch, item: Item, *, muted: bool, connected: bool) -> Verdict:
    if item.id <= watch.after_item:
        return Verdict(way=DROP, reason="it came before the subscription")
    if muted:
        return Verdict(way=DROP, reason="the outlet is muted in this channel")
    if watch.mode is Mode.DIGEST or item.late:
        return Verdict(way=DIGEST, reason="the subscription is set to digest, or the item is late")
    if not connected:
        return Verdict(way=DIGEST, reason="the platform of this channel was not connected")
    return Verdict(way=ALERT, reason="every item of this feed is posted")


async def _post_item(
    gear: Gear,
    tx: Tx,
    gate: Gate,
    channel: Channel,
    feed: Feed,
    watch: Watch,
    item: Item,
    now: datetime,
) -> None:
    publisher = gear.catalogue.publisher_of(feed, item.link)
    told = Told(item=item, feed=feed, publisher=publisher)
    with speaking(channel.locale):
        message = draw_item(gear, told, watch)
        line = in_a_line(message, [told], heading=watch.label, item_id=item.id)
        payload = gear.chats[channel.platform].to_payload(message)
    missed = watch.missed(item.first_seen)
    admission = resumed(gear, now) if missed else await gate.admit(channel)
    key = f"item:{channel.id}:{feed.id}:{item.key}"
    planned = await deliveries.plan(
        tx,
        channel.id,
        kind=Kind.ALERT,
        key=key,
        nonce=nonce_of(key),
        payload=payload,
        due_at=admission.due_at,
        hold=admission.hold,
        now=now,
        item_id=item.id,
    )
    if planned is not None:
        await lines.keep(tx, planned, [line])
