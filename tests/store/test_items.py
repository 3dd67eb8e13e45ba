from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.model import Evidence, Match, Salience
from bot.store import Tx, feeds, items, watches
from bot.store.tables import revisions

SPAN = Evidence(field="title", start=0, end=5, alias="ships", rule="word")


def met(score: float = 1.0, salience: Salience = Salience.MAIN, *, query: str = "ships") -> Match:
    return Match(query=query, score=score, salience=salience, evidence=(SPAN,))


async def count(tx: Tx, table: Any) -> int:
    return int((await tx.conn.execute(select(func.count()).select_from(table))).scalar_one())


async def test_items_come_back_as_they_were_stored_in_order(tx: Tx, world: Any) -> None:
    feed = await world.feed(tx)
    rows = [world.row(f"Title {n}", language=None, published=None) for n in range(1200)]
    stored = await items.insert_items(tx, feed.id, rows)
    assert [item.title for item in stored] == [row["title"] for row in rows]
    assert [item.id for item in stored] == sorted(item.id for item in stored)
    assert await items.by_ids(tx, [i.id for i in stored]) == {i.id: i for i in stored}
    first = stored[0]
    assert (first.feed_id, first.language, first.published) == (feed.id, None, None)
    assert first.first_seen == world.now
    assert await items.newest_id(tx) == stored[-1].id


async def test_no_items_are_no_work(tx: Tx, world: Any) -> None:
    feed = await world.feed(tx)
    assert await items.insert_items(tx, feed.id, []) == []
    await items.note_keys(tx, feed.id, {}, world.now)
    await items.note_matches_many(tx, [])
    assert await items.newest_id(tx) == 0


async def test_a_stored_item_is_known_by_key_and_by_head(tx: Tx, world: Any) -> None:
    feed, other = await world.feed(tx), await world.feed(tx, "Mail")
    one = await world.item(tx, feed)
    bare = await world.item(tx, feed, canonical=None)
    assert await items.known_keys(tx, feed.id) == {
        one.key: one.content_hash,
        bare.key: bare.content_hash,
    }
    assert await items.known_heads(tx, feed.id) == {
        (one.canonical, one.title),
        (None, bare.content_hash),
    }
    assert await items.known_keys(tx, other.id) == {}
    assert await items.known_heads(tx, other.id) == set()


async def test_keys_can_be_noted_without_an_item(tx: Tx, world: Any) -> None:
    feed = await world.feed(tx)
    await items.note_keys(tx, feed.id, {"id:a": "1", "id:b": "2"}, world.now)
    await items.note_keys(tx, feed.id, {"id:b": "3"}, world.now)
    assert await items.known_keys(tx, feed.id) == {"id:a": "1", "id:b": "3"}


async def test_a_revision_keeps_the_old_text(tx: Tx, world: Any) -> None:
    feed = await world.feed(tx)
    old = await world.item(tx, feed)
    changed = {"title": "Ships part", "text": "New.", "content_hash": "new"}
    new = await items.revise(tx, feed.id, old.key, changed, world.after(hours=1), most=1)
    assert new == replace(old, title="Ships part", text="New.", content_hash="new", revision=1)
    assert await items.known_keys(tx, feed.id) == {old.key: "new"}
    (kept,) = await tx.conn.execute(select(revisions))
    assert (kept.no, kept.title, kept.text) == (0, old.title, old.text)
    assert kept.seen_at == world.after(hours=1)


async def test_a_revision_of_what_is_gone_only_notes_the_hash(tx: Tx, world: Any) -> None:
    feed = await world.feed(tx)
    await items.note_keys(tx, feed.id, {"id:a": "1"}, world.now)
    changed = {"title": "T", "text": "", "content_hash": "2"}
    assert await items.revise(tx, feed.id, "id:a", changed, world.now, most=1) is None
    assert await items.known_keys(tx, feed.id) == {"id:a": "2"}


async def test_a_community_sees_shared_items_and_its_own(tx: Tx, world: Any) -> None:
    shared, private = await world.feed(tx), await world.feed(tx, "Own", shared=False)
    mine = (await world.channel(tx)).community_id
    other = (await world.channel(tx, community="away")).community_id
    await feeds.grant(tx, private.id, mine, by="ann", now=world.now)
    address = "https://herald.example/same"
    old = await world.item(tx, shared, first_seen=world.after(days=-2))
    one = await world.item(tx, shared, canonical=address)
    two = await world.item(tx, private, canonical=address, baseline=True)
    since = world.after(days=-1)
    assert await items.recent(tx, mine, since) == (two, one)
    assert await items.recent(tx, mine, since, limit=1) == (two,)
    assert await items.recent(tx, mine, since, feed_id=shared.id) == (one,)
    assert await items.recent(tx, other, since) == (one,)
    assert await items.recent(tx, None, world.after(days=-3)) == (two, one, old)
    assert await items.by_address(tx, mine, address) == (one, two)
    assert await items.by_address(tx, other, address) == (one,)
    assert await items.count_since(tx, since) == 2


async def test_matches_come_back_with_their_evidence(tx: Tx, world: Any) -> None:
    feed = await world.feed(tx)
    one, two = await world.item(tx, feed), await world.item(tx, feed)
    ships = await watches.query_id(tx, "ships")
    ports = await watches.query_id(tx, "ports")
    weak = met(0.4, Salience.PASSING, query="ports")
    await items.note_matches_many(tx, [(one, {ships: met(), ports: weak}), (two, {})])
    assert await items.matches_of(tx, [one.id, two.id]) == {one.id: {ships: met(), ports: weak}}


@pytest.mark.parametrize(("second", "kept"), [(0.9, 0.9), (0.2, 0.5)])
async def test_a_second_look_raises_a_match_and_never_lowers_it(
    tx: Tx, world: Any, second: float, kept: float
) -> None:
    item = await world.item(tx, await world.feed(tx))
    ships = await watches.query_id(tx, "ships")
    await items.note_matches_many(tx, [(item, {ships: met(0.5)})])
    await items.note_matches_many(tx, [(item, {ships: met(second)})])
    assert (await items.matches_of(tx, [item.id]))[item.id][ships].score == kept


async def test_the_newest_revision_that_matched_speaks(tx: Tx, world: Any) -> None:
    item = await world.item(tx, await world.feed(tx))
    ships, ports = [await watches.query_id(tx, q) for q in ("ships", "ports")]
    await items.note_matches_many(tx, [(item, {ships: met(0.9), ports: met(0.8, query="ports")})])
    await items.note_matches_many(tx, [(replace(item, revision=1), {ships: met(0.3)})])
    found = (await items.matches_of(tx, [item.id]))[item.id]
    assert {query: match.score for query, match in found.items()} == {ships: 0.3, ports: 0.8}


async def test_a_match_of_an_older_text_points_nowhere(tx: Tx, world: Any) -> None:
    feed = await world.feed(tx)
    item, ships = await world.item(tx, feed), await watches.query_id(tx, "ships")
    await items.note_matches_many(tx, [(item, {ships: met()})])
    assert (await items.matches_of(tx, [item.id]))[item.id][ships].evidence
    changed = {"title": "Boats part", "text": "New.", "content_hash": "new"}
    revised = await items.revise(tx, feed.id, item.key, changed, world.now, most=1)
    assert revised is not None
    old = (await items.matches_of(tx, [item.id]))[item.id][ships]
    assert (old.score, old.evidence) == (met().score, ())
    await items.note_matches_many(tx, [(revised, {ships: met(0.1)})])
    assert (await items.matches_of(tx, [item.id]))[item.id][ships] == met(0.1)


async def test_what_is_revised_for_ever_is_revised_no_more(tx: Tx, world: Any) -> None:
    feed = await world.feed(tx)
    item = await world.item(tx, feed)
    for count in range(3):
        changed = {"title": "Ships meet", "text": str(count), "content_hash": str(count)}
        await items.revise(tx, feed.id, item.key, changed, world.now, most=2)
    assert (await items.by_ids(tx, [item.id]))[item.id].text == "1"
    assert (await items.known_keys(tx, feed.id))[item.key] == "2"
