"""What may stand in a channel's digest: the stories of its watches that it was not told of.

Stories that a digest told and that go on are among them.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from bot.legs import digest_items
from bot.legs.developments import Found
from bot.legs.digest_again import news_of, of_watch
from bot.legs.gear import Gear
from bot.legs.publish import told_to
from bot.model import Channel, Item, Match, Mode, Told, Watch
from bot.pipeline.digest import Candidate
from bot.pipeline.route import ALERT, DROP, Verdict, families_of, route
from bot.store import (
    Tx,
    deliveries,
    digested,
    items,
    matched_stories,
    record,
    stories,
    watches,
)
from bot.store.record import Muted

LOOK_BACK_STORIES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What may stand in a channel's digest."""

    candidates: tuple[Candidate, ...]
    told: Mapping[int, tuple[Told, ...]]  # story id → items that the community may see
    news: Set[int]  # those of the items that came since the last digest and had no post
    alerted: Set[int]  # stories that had a post of their own
    again: Mapping[int, Sequence[Found]]  # what is new of the stories that a digest told
    matches: Mapping[int, Mapping[int, Match]]
    watches: tuple[Watch, ...]


async def gather(
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
    since = await _since(gear, tx, channel, own, now)
    whole = channel.settings.get("digest_tells") == "all"
    muted = (await record.muted_in(tx, [channel.id]))[channel.id]
    met = await _met(tx, channel, mine, since) - muted.stories
    known = await deliveries.told_stories(tx, channel.id, met)
    alerted = await deliveries.alerted_stories(tx, channel.id, met)
    until = await digested.told_until(tx, channel.id, met if whole else met - alerted)
    met -= set() if whole else known - until.keys()
    told = {
        id_: await _told_of(gear, tx, channel, id_, muted)
        for id_ in sorted(met)[-LOOK_BACK_STORIES:]
    }
    by_id = {t.item.id: t.item for ts in told.values() for t in ts}
    matches = await items.matches_of(tx, by_id)
    posted = set() if whole else await deliveries.items_posted(tx, channel.id, by_id)
    until = {id_: at for id_, at in until.items() if id_ in told}
    again = await news_of(gear, tx, channel, told, until, posted=posted)
    news = {i for i, item in by_id.items() if item.first_seen >= since} - posted
    news |= {one.told.item.id for found in again.values() for one in found}
    alerts = set() if whole else await _alerts_to_be(tx, told, mine, matches)
    here = sorted(told.keys() - alerts)
    first = [id_ for id_ in here if id_ not in until]
    asking = [watch for watch in mine if watch.feed_id is None]
    new = [_candidate(id_, told[id_], news, watch, matches) for id_ in first for watch in asking]
    gone = [id_ for id_ in here if id_ in again]
    new += [_again(id_, told[id_], again[id_], w, matches) for id_ in gone for w in asking]
    came = await _came(tx, channel, by_id.values(), since, posted)
    alone = [c for id_ in here for w in mine for c in digest_items.of(id_, told[id_], came, w)]
    return Gathered(
        candidates=digest_items.beside(filter(None, new), alone, told),
        told=told,
        news=news,
        alerted=alerted & met,
        again=again,
        matches=matches,
        watches=tuple(mine),
    )


async def _since(
    gear: Gear, tx: Tx, channel: Channel, own: Watch | None, now: datetime
) -> datetime:
    """Give since when what came is to be told."""
    since = (own or channel).digest_since or now - gear.rules.window
    return min(since, await record.told_until(tx, channel.id, own) or since)


async def _came(
    tx: Tx, channel: Channel, found: Iterable[Item], since: datetime, posted: Set[int]
) -> set[int]:
    """Give the items that came since then, and had neither a post nor a line of their own."""
    came = {item.id for item in found if item.first_seen >= since} - posted
    return came - await digested.items_told(tx, channel.id, came)


async def _told_of(
    gear: Gear, tx: Tx, channel: Channel, story_id: int, muted: Muted
) -> tuple[Told, ...]:
    seen = await told_to(gear, tx, story_id, channel.community_id)
    return tuple(one for one in seen if one.publisher.family not in muted.families)


async def _met(tx: Tx, channel: Channel, mine: Sequence[Watch], since: datetime) -> set[int]:
    """Give the stories that something came of which the watches take, told before or not."""
    if not mine:
        return set()
    met = await matched_stories.since(tx, since, queries={w.query_id for w in mine if w.query_id})
    met |= await _followed(tx, channel, mine, since)
    return met | await digested.going_on(tx, channel.id, since)


async def _followed(tx: Tx, channel: Channel, mine: Sequence[Watch], since: datetime) -> set[int]:
    """Give the stories of items of the feeds that the channel follows, save those it was posted.

    A feed whose every item is posted comes here with what could not be: its late items.
    """
    read = {w.feed_id for w in mine if w.feed_id is not None and w.mode is Mode.DIGEST}
    found = await matched_stories.since(tx, since, feeds=read) if read else set()
    for watch in mine:
        if watch.feed_id is None or watch.mode is Mode.DIGEST:
            continue
        came = await items.recent(tx, channel.community_id, since, feed_id=watch.feed_id)
        ids = {i.id for i in came if not i.baseline and i.id > watch.after_item}
        left = ids - await deliveries.items_posted(tx, channel.id, ids)
        found |= {s for places in (await stories.of_items(tx, left)).values() for s in places}
    return found


async def _alerts_to_be(
    tx: Tx,
    told: Mapping[int, Sequence[Told]],
    mine: Sequence[Watch],
    matches: Mapping[int, Mapping[int, Match]],
) -> set[int]:
    """Give the stories that are about to be published, and as an alert here."""
    publishing = {s.id for s in (await stories.by_ids(tx, told)).values() if s.publish_at}
    if not publishing:
        return set()
    planned = await record.planned(tx, [one.item.id for id_ in publishing for one in told[id_]])
    return {id_ for id_ in publishing if _will_alert(told[id_], mine, matches, planned)}


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
    return _of(story_id, told, new, _scores(new, watch, matches), watch)


def _again(
    story_id: int,
    told: Sequence[Told],
    found: Sequence[Found],
    watch: Watch,
    matches: Mapping[int, Mapping[int, Match]],
) -> Candidate | None:
    """Give a story that a digest told, where it goes on: its news need not name what is watched."""
    new = [one.told for one in of_watch(found, watch)]
    return _of(story_id, told, new, _scores(told, watch, matches), watch)


def _scores(
    told: Sequence[Told], watch: Watch, matches: Mapping[int, Mapping[int, Match]]
) -> list[float]:
    scores = [_score(one, watch, matches) for one in told]
    return [score for score in scores if score is not None]


def _of(
    story_id: int,
    told: Sequence[Told],
    new: Sequence[Told],
    relevant: Sequence[float],
    watch: Watch,
) -> Candidate | None:
    # Outlets count that told it before the last digest, too: then they were not enough.
    outlets = len(families_of(told))
    if not new or not relevant or outlets < watch.min_publishers:
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
    verdict = _verdict(told, watch, matches)
    if verdict is None or verdict.way == DROP:
        return None
    return matches[told.item.id][watch.query_id or 0].score


def _verdict(
    told: Told, watch: Watch, matches: Mapping[int, Mapping[int, Match]]
) -> Verdict | None:
    met = matches.get(told.item.id, {}).get(watch.query_id or 0)
    return route(watch, met, told.item, family=told.publisher.family) if met else None
