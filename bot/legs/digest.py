"""The digest leg: channels whose time has come → one post each, in the outbox."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.legs.broken import by_itself, rests
from bot.legs.digest_due import open_due
from bot.legs.digest_wait import missed, note_look
from bot.legs.draw import as_read, focus, title_of
from bot.legs.gear import Gear
from bot.legs.pages import plan_pages
from bot.legs.publish import told_to
from bot.locales import say, speaking
from bot.model import Button, Channel, Headline, Match, Message, Mode, Told, Watch
from bot.pipeline.digest import Candidate, Due, choose, tells_nothing
from bot.pipeline.render import headline, sections_of
from bot.pipeline.render_digest import digest as draw_digest
from bot.pipeline.render_digest import health_line, nothing_to_tell, silence_line
from bot.pipeline.route import ALERT, DROP, Verdict, families_of, route
from bot.store import Tx, channels, deliveries, feeds, items, met_by, record, stories, watches

LOOK_BACK_STORIES = 500
SILENT = timedelta(days=14)  # without a hit: then a watch is marked
MOST_BROADEN = 2
FOLLOWED = 0.5  # how relevant an item of a feed is whose every item is asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What may stand in a channel's digest."""

    candidates: tuple[Candidate, ...]
    told: Mapping[int, tuple[Told, ...]]  # story id → items that the community may see
    news: Set[int]  # those of the items that came since the last digest and had no post
    alerted: Set[int]  # stories that had a post of their own
    matches: Mapping[int, Mapping[int, Match]]
    watches: tuple[Watch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A digest, and a line for each story that it tells of, also for those on further pages."""

    message: Message
    lines: tuple[Headline, ...] = ()


async def digest(gear: Gear) -> int:
    """Plan the digest of every channel whose time has come; give how many were made.

    A time that passed while the bot was down, or its machine slept, is made up for once: the newest
    one only, and when the feeds were read. A channel of a platform that is not connected waits
    until it is.
    """
    now = gear.clock()
    count = 0
    async with gear.store.read() as tx:
        found = await due_digests(gear, tx, now)
        waits = await missed(gear, tx, [at.at for _, _, at in found], now)
    for channel, watch, at in found:
        who = {"channel": channel.id, "watch": watch.id if watch else 0}
        if at.at in waits or rests(gear, "digest", *who.values()):
            continue
        with by_itself(gear, "digest", **who):
            count += await _make(gear, channel, watch)
    note_look(gear)
    if count:
        gear.nudge("deliver")
    return count


async def due_digests(gear: Gear, tx: Tx, now: datetime) -> list[tuple[Channel, Watch | None, Due]]:
    """Give the digests that can be made now: of a channel, or of a watch with times of its own."""
    met = [c for c in await channels.active_channels(tx, now) if c.platform in gear.chats]
    own = await watches.with_own_digest(tx)
    found: list[tuple[Channel, Watch | None, Due]] = []
    for channel in [c for c in met if not rests(gear, "digest_due", c.id)]:
        rounds = (None, *own.get(channel.id, ()))
        with by_itself(gear, "digest_due", channel=channel.id):
            dues = [(channel, watch, await open_due(tx, channel, watch, now)) for watch in rounds]
            found += [(c, watch, due) for c, watch, due in dues if due]
    return found


async def _make(gear: Gear, met: Channel, own: Watch | None) -> int:
    async with gear.store.begin() as tx:
        # The time is taken where nobody else writes: what is stored later is first seen later,
        # so it is never older than the digest that had no chance to tell it.
        now = gear.clock()
        channel = await channels.get_channel(tx, met.id)
        own = await watches.get(tx, own.id) if own else None
        due = await open_due(tx, channel, own, now)
        if due is None:
            return 0
        # What an outage kept back is told once: by this one, since when that was to be told.
        older = now - gear.rules.oldest_alert
        late = await record.expire_digests(tx, channel.id, own, older)
        with speaking(channel.locale):
            drawn = await _compose(gear, tx, channel, own, now=now)
        key = f"digest:{channel.id}:{due.period}"
        planned = await _plan(gear, tx, channel, drawn, key=key, now=now) if drawn else None
        if planned is not None:
            await record.fold_digests(tx, late, planned)
        await record.digest_done(tx, channel.id, due.period, now=now, delivery_id=planned)
        if own:
            await watches.digested(tx, own.id, now)
        else:
            await channels.update_channel(tx, channel.id, digest_since=now)
    return 1 if planned else 0


async def _plan(
    gear: Gear, tx: Tx, channel: Channel, drawn: Drawn, *, key: str, now: datetime
) -> int | None:
    shown, message, told = gear.rules.digest_stories, drawn.message, drawn.lines
    return await plan_pages(gear, tx, channel, message, told, key=key, first=shown, now=now)


async def preview(gear: Gear, tx: Tx, channel: Channel, *, now: datetime) -> Message | None:
    """Draw the digest as it would be posted now; None when there is nothing to tell."""
    gathered = await _gather(gear, tx, channel, now)
    if not gathered.candidates:
        return None
    return (await _draw(gear, tx, channel, gathered, now=now, preview=True)).message


async def plan_now(gear: Gear, tx: Tx, channel: Channel, *, now: datetime) -> int | None:
    """Put the digest into the outbox at once; None when there is nothing to tell.

    The next one covers what comes after it.
    """
    until = gear.clock()  # later than ``now`` where the writing had to wait
    gathered = await _gather(gear, tx, channel, now)
    if not gathered.candidates:
        return None
    with speaking(channel.locale):
        drawn = await _draw(gear, tx, channel, gathered, now=now)
    key = f"digest:{channel.id}:now:{now.isoformat()}"
    planned = await _plan(gear, tx, channel, drawn, key=key, now=now)
    await channels.update_channel(tx, channel.id, digest_since=until)
    return planned


async def _compose(
    gear: Gear, tx: Tx, channel: Channel, own: Watch | None, *, now: datetime
) -> Drawn | None:
    """Draw a channel's digest, or the line that says it is quiet, or nothing."""
    gathered = await _gather(gear, tx, channel, now, own=own, at_its_time=True)
    if not gathered.watches:
        return None
    if gathered.candidates:
        return await _draw(gear, tx, channel, gathered, now=now)
    health = await feeds.health(tx, channel.community_id, now)
    fresh = health.fresh / health.total if health.total else 0.0
    rule = channel.settings.get("digest_empty") or gear.rules.digest_empty
    if tells_nothing(now, channel.timezone, rule=rule, fresh=fresh):
        return None
    silent = await silent_watches(tx, gathered.watches, now)
    quiet = nothing_to_tell(
        now=now,
        timezone=channel.timezone,
        watches=len(gathered.watches),
        health=_footer(health, silent),
    )
    return Drawn(message=replace(quiet, buttons=_broaden(silent)))


async def silent_watches(tx: Tx, mine: Sequence[Watch], now: datetime) -> list[Watch]:
    """Give the watches that found nothing for two weeks."""
    old = [w for w in mine if w.created_at < now - SILENT]
    return [w for w in old if (await watches.hits(tx, w, now - SILENT))[0] == 0]


def _footer(health: feeds.Health, silent: Sequence[Watch]) -> str:
    line = health_line(health.fresh, health.total, health.stale)
    return " · ".join([line, *silence_line([watch.label for watch in silent])])


def _broaden(silent: Sequence[Watch]) -> tuple[Button, ...]:
    asked = [w for w in silent if w.query_id is not None][:MOST_BROADEN]
    return tuple(
        Button(id=f"broaden:{w.id}", label=say("Broaden {name}", name=w.label)[:80]) for w in asked
    )


async def _gather(
    gear: Gear,
    tx: Tx,
    channel: Channel,
    now: datetime,
    *,
    own: Watch | None = None,
    at_its_time: bool = False,
) -> Gathered:
    """Find the stories of a channel's watches since its last digest that it was not told of.

    ``own``: of this watch alone, since its own. ``at_its_time``: not of those that have times of
    their own, which are told at these alone. A channel may ask for what was alerted, too.
    """
    active = [w for w in await watches.of_channel(tx, channel.id) if w.state == "active"]
    common = [w for w in active if not at_its_time or w.digest_times is None]
    mine = [w for w in active if w.id == own.id] if own else common
    since = (own or channel).digest_since or now - gear.rules.window
    since = min(since, await record.told_until(tx, channel.id, own) or since)
    whole = channel.settings.get("digest_tells") == "all"
    met = await met_by.since(tx, since, queries={w.query_id for w in mine if w.query_id})
    met |= await _followed(tx, channel, mine, since)
    muted = (await record.muted_in(tx, [channel.id]))[channel.id]
    met -= muted.stories
    known = await deliveries.told_stories(tx, channel.id, met)
    met -= known & set(await record.digests_about(tx, channel.id, met)) if whole else known
    told: dict[int, tuple[Told, ...]] = {}
    for story_id in sorted(met)[-LOOK_BACK_STORIES:]:
        seen = await told_to(gear, tx, story_id, channel.community_id)
        told[story_id] = tuple(t for t in seen if t.publisher.family not in muted.families)
    by_id = {t.item.id: t.item for ts in told.values() for t in ts}
    matches = await items.matches_of(tx, by_id)
    posted = set() if whole else await deliveries.items_posted(tx, channel.id, by_id)
    news = {i for i, item in by_id.items() if item.first_seen >= since} - posted
    publishing = {s.id for s in (await stories.by_ids(tx, told)).values() if s.publish_at}
    planned = await record.planned(tx, by_id) if publishing else frozenset()
    candidates = [
        candidate
        for story_id, seen in told.items()
        if whole or not (story_id in publishing and _will_alert(seen, mine, matches, planned))
        for watch in mine
        if (candidate := _candidate(story_id, seen, news, watch, matches)) is not None
    ]
    return Gathered(
        candidates=tuple(candidates),
        told=told,
        news=news,
        alerted=known & met,
        matches=matches,
        watches=tuple(mine),
    )


async def _followed(tx: Tx, channel: Channel, mine: Sequence[Watch], since: datetime) -> set[int]:
    """Give the stories of items of the feeds that the channel follows, save those it was posted.

    A feed whose every item is posted comes here with what could not be: its late items.
    """
    read = {w.feed_id for w in mine if w.feed_id is not None and w.mode is Mode.DIGEST}
    found = await met_by.since(tx, since, feeds=read) if read else set()
    for watch in mine:
        if watch.feed_id is None or watch.mode is Mode.DIGEST:
            continue
        came = await items.recent(tx, channel.community_id, since, feed_id=watch.feed_id)
        ids = {i.id for i in came if not i.baseline and i.id > watch.after_item}
        left = ids - await deliveries.items_posted(tx, channel.id, ids)
        found |= {s for places in (await stories.of_items(tx, left)).values() for s in places}
    return found


def _will_alert(
    told: Sequence[Told],
    mine: Sequence[Watch],
    matches: Mapping[int, Mapping[int, Match]],
    planned: Set[tuple[int, int]],  # item and watch: to be alerted of when it came
) -> bool:
    """Say whether a story that is about to be published is going to be an alert here."""
    outlets = len(families_of(told))
    return any(
        outlets >= watch.min_publishers
        and (one.item.id, watch.id) in planned
        and ((v := _verdict(one, watch, matches)) and v.way == ALERT)
        for watch in mine
        for one in told
    )


def _candidate(
    story_id: int,
    told: Sequence[Told],
    news: Set[int],
    watch: Watch,
    matches: Mapping[int, Mapping[int, Match]],
) -> Candidate | None:
    new = [one for one in told if one.item.id in news]
    scores = [_score(one, watch, matches) for one in new]
    relevant = [score for score in scores if score is not None]
    # Outlets count that told it before the last digest, too: then they were not enough.
    outlets = len(families_of(told))
    if not relevant or outlets < watch.min_publishers:
        return None
    return Candidate(
        story_id=story_id,
        watch_id=watch.id,
        score=max(relevant),
        publishers=outlets,
        at=max(one.item.first_seen for one in new),
        novelty=len(new) / len(told),
    )


def _score(told: Told, watch: Watch, matches: Mapping[int, Mapping[int, Match]]) -> float | None:
    """Give how relevant an item is to a watch; None when the watch does not take it."""
    if watch.feed_id is not None:
        item = told.item
        follows = watch.mode is Mode.DIGEST or item.id > watch.after_item
        mine = told.feed.id == watch.feed_id and not item.baseline
        return FOLLOWED if mine and follows else None
    verdict = _verdict(told, watch, matches)
    if verdict is None or verdict.way == DROP:
        return None
    return matches[told.item.id][watch.query_id or 0].score


def _verdict(
    told: Told, watch: Watch, matches: Mapping[int, Mapping[int, Match]]
) -> Verdict | None:
    met = matches.get(told.item.id, {}).get(watch.query_id or 0)
    return route(watch, met, told.item, family=told.publisher.family) if met else None


async def _draw(
    gear: Gear,
    tx: Tx,
    channel: Channel,
    gathered: Gathered,
    *,
    now: datetime,
    preview: bool = False,
) -> Drawn:
    most = gear.rules.digest_stories
    chosen = choose(gathered.candidates, page=most)
    lines = tuple(_line(gear, gathered, c, channel.locale) for c in chosen)
    told = {t.item.id for c in gathered.candidates for t in gathered.told[c.story_id]}
    health = await feeds.health(tx, channel.community_id, now)
    silent = await silent_watches(tx, gathered.watches, now)
    message = draw_digest(
        sections_of(lines[:most], first=1, now=now),
        now=now,
        timezone=channel.timezone,
        watches=len(gathered.watches),
        items=len(gathered.news & told),
        more=max(0, len(lines) - most),
        health=_footer(health, silent),
        preview=preview,
    )
    return Drawn(message=replace(message, buttons=_broaden(silent)), lines=lines)


def _line(gear: Gear, gathered: Gathered, candidate: Candidate, locale: str | None) -> Headline:
    watch = next(w for w in gathered.watches if w.id == candidate.watch_id)
    matches = {
        item_id: [met for query_id, met in found.items() if query_id == watch.query_id]
        for item_id, found in gathered.matches.items()
    }
    read = as_read(gathered.told[candidate.story_id], matches, [watch], locale)
    title, title_marks = title_of(read.told, matches)
    shown = read.told[: read.count]
    return headline(
        read.told,
        focus(gear, shown, matches, most=1, languages=read.languages).sentences,
        heading=watch.label,
        title=title,
        title_marks=title_marks,
        story_id=candidate.story_id,
        score=candidate.score,
        alerted=candidate.story_id in gathered.alerted,
        languages=read.languages,
    )
