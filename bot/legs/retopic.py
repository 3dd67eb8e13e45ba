"""Changing what a community means by topics: tried on the stored items first, then carried out.

    try_out (reads, beside everybody) → Trial → [ carry_out: overlays → queries → matches ]

A query about a topic that a community touched is its own; when that ends, it asks the one that
all share again. What was stored is matched anew for the queries that mean something else now.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.catalogue.overlay import View, view
from bot.legs.ask import MOST_ITEMS, a_day, covered, in_its_sense, search
from bot.legs.gear import Gear
from bot.legs.memory import Asked, Found
from bot.legs.rematch import match_newest
from bot.model import Alias, Feed, Item, Overlay, Topic
from bot.pipeline.match import build_index, document_of, match
from bot.pipeline.query import Query, parse_query, read_stored, topics_in
from bot.store import Tx, feeds, items, stories, topics, watches

Changes = Mapping[str, Overlay | None]  # topic → what is to be kept of it; None: nothing
AT_ONCE = 500  # items read together
_TOPIC = 0  # stands among the ids of queries for the topic asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Stories of the last days that a query meets before and after a change, as the community
    sees them, each with its newest item.
    """

    before: Mapping[int, Item]
    after: Mapping[int, Item]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What changes would do: the two views, and what was found in the sense of each.

    ``topic`` is what they do to the topic asked for, ``asked`` to the queries of the community's
    watches that they concern, by id. ``days`` says of each feed how many days were really read.
    """

    old: View
    new: View
    found: Mapping[Asked, Found]
    topic: Effect
    asked: Mapping[int, Effect]
    days: Mapping[int, float]


async def try_out(
    gear: Gear, tx: Tx, community_id: int, changes: Changes, *, topic: str | None, now: datetime
) -> Trial:
    """Try changes on the stored items, changing nothing; ``topic`` is the one to compare."""
    old = await gear.memory.view(tx, gear.catalogue, community_id)
    new = await asyncio.to_thread(view, gear.catalogue, community_id, _with(old, changes))
    affected = await _affected(tx, old, new, changes, gear)
    queries = {id_: query for (id_, _), query in affected.items()}
    if topic:
        queries[_TOPIC] = parse_query(f'topic:"{topic}"', None)
    senses = {id_: (in_its_sense(old, q), in_its_sense(new, q)) for id_, q in queries.items()}
    seen = await _newest(tx, None, now - gear.rules.keep_items)
    known = await feeds.by_ids(tx, {item.feed_id for item in seen})
    asked = [one for pair in senses.values() for one in pair]
    found = await asyncio.to_thread(search, gear, asked, seen, known) if asked else {}
    mine = {feed.id for feed in await feeds.visible(tx, community_id, list(known))}
    since = now - timedelta(days=gear.rules.sample_days)
    recent = [item for item in seen if item.feed_id in mine and item.first_seen >= since]
    met = [item for item in recent if any(found[one][item.id, item.revision] for one in asked)]
    places = await _places(tx, met, community_id)
    effects = {
        id_: Effect(before=_told(found[was], met, places), after=_told(found[will], met, places))
        for id_, (was, will) in senses.items()
    }
    none = Effect(before={}, after={})
    return Trial(
        old=old,
        new=new,
        found=found,
        topic=effects.pop(_TOPIC, none),
        asked=effects,
        days=covered(recent, known, now, gear.rules.sample_days),
    )


async def _newest(tx: Tx, community_id: int | None, since: datetime) -> list[Item]:
    """Read the newest items, newest first; in parts, so that others get their turn between."""
    found: list[Item] = []
    while len(found) < MOST_ITEMS:
        below = found[-1].id if found else None
        part = await items.recent(tx, community_id, since, below=below, limit=AT_ONCE)
        found += part
        if len(part) < AT_ONCE:
            break
    return found


async def _places(tx: Tx, met: Sequence[Item], community_id: int) -> Mapping[int, Sequence[int]]:
    """Give the stories that items stand in, as the community sees them: item id → story ids."""
    places = await stories.of_items(tx, [item.id for item in met])
    told = await stories.by_ids(tx, {story for ids in places.values() for story in ids})
    mine = {id_ for id_, story in told.items() if story.community_id in (None, community_id)}
    return {id_: [story for story in ids if story in mine] for id_, ids in places.items()}


def _told(
    found: Found, met: Sequence[Item], places: Mapping[int, Sequence[int]]
) -> Mapping[int, Item]:
    """Give the stories of those items that a query meets, each with the first of them."""
    told: dict[int, Item] = {}
    for item in met:
        for story in places.get(item.id, ()) if found[item.id, item.revision] else ():
            told.setdefault(story, item)
    return told


def _with(old: View, changes: Changes) -> dict[str, Overlay]:
    merged = {**old.overlays, **changes}
    kept = {id_: o for id_, o in merged.items() if o is not None and o != Overlay()}
    return dict(sorted(kept.items()))


async def carry_out(
    gear: Gear,
    tx: Tx,
    community_id: int,
    changes: Changes,
    *,
    trial: Trial | None = None,
    now: datetime,
) -> None:
    """Keep changes of topics, and let the community's watches ask and have found what they mean.

    ``trial`` saves matching while the lock on writing is held, as far as nothing changed since.
    """
    old = await gear.memory.view(tx, gear.catalogue, community_id)
    for topic, overlay in changes.items():
        await topics.put(tx, community_id, topic, overlay)
    new = await gear.memory.view(tx, gear.catalogue, community_id)
    asked: dict[int, Asked] = {}
    for (query_id, home), query in (await _affected(tx, old, new, changes, gear)).items():
        sense, text = in_its_sense(new, query)
        wanted = new.community_id if sense else None
        moved = query_id
        if wanted != home:
            moved = await watches.query_id(tx, text, wanted)
            await watches.ask_instead(tx, community_id, query_id, moved)
        asked[moved] = sense, text
    await match_newest(gear, tx, asked, _still_good(trial, new), now=now)


def _still_good(trial: Trial | None, new: View) -> Mapping[Asked, Found]:
    """Give what a trial found, in the sense of the view that is kept now."""
    if trial is None or trial.new.overlays != new.overlays:
        return {}
    return {(new if v is trial.new else v, text): f for (v, text), f in trial.found.items()}


async def _affected(
    tx: Tx, old: View, new: View, changes: Changes, gear: Gear
) -> dict[tuple[int, int | None], Query]:
    """Give the community's queries that changes of topics concern: id and home → query."""
    ids = {id_ for id_ in changes if _matching(old, id_) != _matching(new, id_)}
    known = (gear.catalogue.topics, old.catalogue.topics, new.catalogue.topics)
    concerned = set().union(*(_upwards(ids, each) for each in known))
    stored = await watches.asked_in(tx, old.community_id) if concerned else {}
    read = {(id_, home): read_stored(text) for id_, (text, home) in stored.items()}
    return {
        key: query for key, query in read.items() if query and concerned & set(topics_in(query))
    }


def _matching(seen: View, topic: str) -> Overlay:
    """Give what of a community's overlay decides about matches."""
    return replace(seen.overlays.get(topic, Overlay()), name="", note="")


def _upwards(ids: Iterable[str], known: Mapping[str, Topic]) -> set[str]:
    found = list(ids)
    for id_ in found:  # grows while it is read
        found += [p for p in (known[id_].parents if id_ in known else ()) if p not in found]
    return set(found)


async def per_day(
    gear: Gear, tx: Tx, community_id: int, names: Sequence[Alias], *, now: datetime
) -> list[float]:
    """Say how many stored items a day hold each of these names, whatever stands around."""
    since = now - timedelta(days=gear.rules.sample_days)
    seen = await _newest(tx, community_id, since)
    known = await feeds.by_ids(tx, {item.feed_id for item in seen})
    holding = await asyncio.to_thread(_holding, gear, names, seen, known)
    days = covered(seen, known, now, gear.rules.sample_days)
    return [a_day(held, days) for held in holding]


def _holding(
    gear: Gear, names: Sequence[Alias], seen: Sequence[Item], known: Mapping[int, Feed]
) -> list[list[Item]]:
    bare = [replace(name, needs=(), vetoes=()) for name in names]
    probes = [Topic(id=f"n{n}", name="", names={}, aliases=(name,)) for n, name in enumerate(bare)]
    asked = {n: parse_query(f"topic:n{n}", None) for n in range(len(names))}
    index = build_index(probes, asked)
    held: list[list[Item]] = [[] for _ in names]
    for item in seen:
        feed = known[item.feed_id]
        publisher = gear.catalogue.publisher_of(feed, item.link)
        for number in match(index, document_of(item, feed, publisher)):
            held[number].append(item)
    return held
