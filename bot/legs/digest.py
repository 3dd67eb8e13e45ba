"""The digest leg: channels whose time has come → one post each, in the outbox."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.legs.draw import focus
from bot.legs.gear import Gear
from bot.legs.publish import told_to
from bot.model import Channel, DigestLine, Kind, Match, Message, Mode, Section, Told, Watch
from bot.pipeline.deliver import nonce_of
from bot.pipeline.digest import Candidate, Due, choose, last_due, tells_nothing
from bot.pipeline.render import digest as draw_digest
from bot.pipeline.render import digest_line, health_line, nothing_to_tell
from bot.pipeline.route import DROP, families_of, route
from bot.store import Tx, channels, deliveries, feeds, items, record, stories, watches

LOOK_BACK_STORIES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What may stand in a channel's digest."""

    candidates: tuple[Candidate, ...]
    told: Mapping[int, tuple[Told, ...]]  # story id → items that the community may see
    matches: Mapping[int, Mapping[int, Match]]
    watches: tuple[Watch, ...]


async def digest(gear: Gear) -> int:
    """Plan the digest of every channel whose time has come; give how many were made.

    A time that passed while the bot was down is made up for once: the newest one only.
    """
    now = gear.clock()
    count = 0
    async with gear.store.read() as tx:
        due = [(c, d) for c in await channels.active_channels(tx) if (d := _due(c, now))]
    for channel, period in due:
        async with gear.store.begin() as tx:
            count += await _make(gear, tx, channel, period, now)
    if count:
        gear.nudge("deliver")
    return count


def _due(channel: Channel, now: datetime) -> Due | None:
    """Give the digest time that has come since the last digest, or None."""
    if not channel.digest_on:
        return None
    due = last_due(
        now, times=channel.digest_times, days=channel.digest_days, timezone=channel.timezone
    )
    since = channel.digest_since
    return due if due and (since is None or since < due.at) else None


async def _make(gear: Gear, tx: Tx, channel: Channel, due: Due, now: datetime) -> int:
    message = await _compose(gear, tx, channel, now=now)
    key = f"digest:{channel.id}:{due.period}"
    planned = await _plan(gear, tx, channel, message, key=key, now=now) if message else None
    await record.digest_done(tx, channel.id, due.period, now=now, delivery_id=planned)
    await channels.update_channel(tx, channel.id, digest_since=now)
    return 1 if planned else 0


async def _plan(
    gear: Gear, tx: Tx, channel: Channel, message: Message, *, key: str, now: datetime
) -> int | None:
    return await deliveries.plan(
        tx,
        channel.id,
        kind=Kind.DIGEST,
        key=key,
        nonce=nonce_of(key),
        payload=gear.chats[channel.platform].to_payload(message),
        due_at=now,
        now=now,
    )


async def preview(gear: Gear, tx: Tx, channel: Channel, *, now: datetime) -> Message | None:
    """Draw the digest as it would be posted now; None when there is nothing to tell."""
    gathered = await _gather(gear, tx, channel, now)
    if not gathered.candidates:
        return None
    return await _draw(gear, tx, channel, gathered, now=now, preview=True)


async def plan_now(gear: Gear, tx: Tx, channel: Channel, *, now: datetime) -> int | None:
    """Put the digest into the outbox at once; None when there is nothing to tell.

    The next one covers what comes after it.
    """
    gathered = await _gather(gear, tx, channel, now)
    if not gathered.candidates:
        return None
    message = await _draw(gear, tx, channel, gathered, now=now)
    key = f"digest:{channel.id}:now:{now.isoformat()}"
    planned = await _plan(gear, tx, channel, message, key=key, now=now)
    await channels.update_channel(tx, channel.id, digest_since=now)
    return planned


async def _compose(gear: Gear, tx: Tx, channel: Channel, *, now: datetime) -> Message | None:
    """Draw a channel's digest, or the line that says it is quiet, or nothing."""
    gathered = await _gather(gear, tx, channel, now)
    if not gathered.watches:
        return None
    if gathered.candidates:
        return await _draw(gear, tx, channel, gathered, now=now)
    health = await feeds.health(tx, channel.community_id, now)
    fresh = health.fresh / health.total if health.total else 0.0
    if tells_nothing(now, channel.timezone, rule=gear.rules.digest_empty, fresh=fresh):
        return None
    return nothing_to_tell(
        now=now,
        timezone=channel.timezone,
        watches=len(gathered.watches),
        health=health_line(health.fresh, health.total, health.stale),
    )


async def _gather(gear: Gear, tx: Tx, channel: Channel, now: datetime) -> Gathered:
    """Find the stories of a channel's watches since its last digest that it was not alerted to."""
    mine = tuple(w for w in await watches.of_channel(tx, channel.id) if w.state == "active")
    since = channel.digest_since or now - gear.rules.window
    met = await stories.since(tx, since, queries={w.query_id for w in mine if w.query_id})
    met |= await _followed(tx, mine, since)
    met -= await deliveries.alerted_stories(tx, channel.id, met)
    # A story that is about to be published may still become an alert.
    met -= {s.id for s in (await stories.by_ids(tx, met)).values() if s.publish_at is not None}
    muted = (await record.muted_in(tx, [channel.id]))[channel.id]
    told: dict[int, tuple[Told, ...]] = {}
    for story_id in sorted(met - muted.stories)[-LOOK_BACK_STORIES:]:
        seen = await told_to(gear, tx, story_id, channel.community_id)
        told[story_id] = tuple(
            t
            for t in seen
            if t.publisher.family not in muted.families and t.item.first_seen >= since
        )
    matches = await items.matches_of(tx, {t.item.id for ts in told.values() for t in ts})
    candidates = [
        candidate
        for story_id, seen in told.items()
        for watch in mine
        if (candidate := _candidate(story_id, seen, watch, matches)) is not None
    ]
    return Gathered(candidates=tuple(candidates), told=told, matches=matches, watches=mine)


async def _followed(tx: Tx, mine: Sequence[Watch], since: datetime) -> set[int]:
    """Give the stories of items of the feeds that the channel reads in its digest."""
    read = [w.feed_id for w in mine if w.feed_id is not None and w.mode is Mode.DIGEST]
    return await stories.since(tx, since, feeds=set(read)) if read else set()


def _candidate(
    story_id: int,
    told: Sequence[Told],
    watch: Watch,
    matches: Mapping[int, Mapping[int, Match]],
) -> Candidate | None:
    scores = [_score(one, watch, matches) for one in told]
    relevant = [score for score in scores if score is not None]
    if not relevant or len(families_of(told)) < watch.min_publishers:
        return None
    return Candidate(
        story_id=story_id,
        watch_id=watch.id,
        score=max(relevant),
        publishers=len(families_of(told)),
        at=max(one.item.first_seen for one in told),
        late=all(one.item.late for one in told),
    )


def _score(told: Told, watch: Watch, matches: Mapping[int, Mapping[int, Match]]) -> float | None:
    """Give how relevant an item is to a watch; None when the watch does not take it."""
    if watch.feed_id is not None:
        followed = told.feed.id == watch.feed_id and watch.mode is Mode.DIGEST
        return 0.5 if followed and not told.item.baseline else None
    met = matches.get(told.item.id, {}).get(watch.query_id or 0)
    if met is None:
        return None
    verdict = route(watch, met, told.item, family=told.publisher.family)
    return met.score if verdict.way != DROP else None


async def _draw(
    gear: Gear,
    tx: Tx,
    channel: Channel,
    gathered: Gathered,
    *,
    now: datetime,
    preview: bool = False,
) -> Message:
    shown, more = choose(gathered.candidates, limit=gear.rules.digest_stories)
    lines: dict[int, list[DigestLine]] = {}
    for number, candidate in enumerate(shown, start=1):
        line = _line(gear, gathered, candidate, number, now)
        lines.setdefault(candidate.watch_id, []).append(line)
    labels = {watch.id: watch.label for watch in gathered.watches}
    health = await feeds.health(tx, channel.community_id, now)
    return draw_digest(
        [Section(heading=labels[w], lines=tuple(found)) for w, found in lines.items()],
        now=now,
        timezone=channel.timezone,
        watches=len(gathered.watches),
        items=len({t.item.id for c in gathered.candidates for t in gathered.told[c.story_id]}),
        more=more,
        health=health_line(health.fresh, health.total, health.stale),
        preview=preview,
    )


def _line(
    gear: Gear, gathered: Gathered, candidate: Candidate, number: int, now: datetime
) -> DigestLine:
    told = gathered.told[candidate.story_id]
    asked = next(w.query_id for w in gathered.watches if w.id == candidate.watch_id)
    matches = {
        item_id: [met for query_id, met in found.items() if query_id == asked]
        for item_id, found in gathered.matches.items()
    }
    summary = focus(gear, told, matches, most=1)
    title = told[0].item.title or told[0].item.link or "(no title)"
    return digest_line(number, told, summary, title=title, now=now)
