from dataclasses import replace
from typing import Any

import pytest

from bot.errors import StoreError
from bot.model import Match, Mode, Salience
from bot.store import Tx, feeds, items, watches


async def watch(tx: Tx, world: Any, query: str = "ships", **values: Any) -> Any:
    channel = values.pop("channel", None) or await world.channel(tx)
    query_id = await watches.query_id(tx, query)
    return await watches.add(
        tx, channel.id, label=query.title(), now=world.now, query_id=query_id, **values
    )


async def test_a_query_has_one_id_however_many_ask_it(tx: Tx) -> None:
    one = await watches.query_id(tx, "ships AND ports")
    assert await watches.query_id(tx, "ships AND ports") == one
    assert await watches.query_id(tx, "ships") != one


async def test_a_watch_comes_back_as_it_was_added(tx: Tx, world: Any) -> None:
    made = await watch(tx, world, mode=Mode.DIGEST, languages=("ja", "en"), mention="role:1")
    assert (made.query, made.label, made.mode) == ("ships", "Ships", Mode.DIGEST)
    assert (made.languages, made.mention, made.min_publishers) == (("ja", "en"), "role:1", 1)
    assert made.community_id == (await world.channel(tx)).community_id
    assert await watches.get(tx, made.id) == made


async def test_a_watch_alerts_only_for_what_comes_after_it(tx: Tx, world: Any) -> None:
    item = await world.item(tx, await world.feed(tx))
    made = await watch(tx, world)
    assert made.after_item == item.id
    assert (await world.item(tx, await world.feed(tx))).id > made.after_item


async def test_a_watch_of_another_community_is_not_found(tx: Tx, world: Any) -> None:
    mine = await watch(tx, world)
    other = await world.channel(tx, community="away")
    assert await watches.of_community(tx, mine.community_id, mine.id) == mine
    assert await watches.of_community(tx, other.community_id, mine.id) is None


async def test_a_removed_watch_is_silent_until_it_is_brought_back(tx: Tx, world: Any) -> None:
    made = await watch(tx, world)
    await watches.change(tx, made.id, removed_at=world.now)
    assert await watches.of_channel(tx, made.channel_id) == ()
    assert await watches.asking(tx, [made.query_id]) == ()
    assert await watches.active_queries(tx) == {}
    assert await watches.get(tx, made.id) == made
    await watches.change(tx, made.id, removed_at=None)
    assert await watches.of_channel(tx, made.channel_id) == (made,)
    assert await watches.active_queries(tx) == {made.query_id: "ships"}


async def test_a_paused_watch_is_listed_but_asks_nothing(tx: Tx, world: Any) -> None:
    made = await watch(tx, world)
    await watches.change(tx, made.id, state="paused")
    assert await watches.of_channel(tx, made.channel_id) == (replace(made, state="paused"),)
    assert await watches.asking(tx, [made.query_id]) == ()
    assert await watches.active_queries(tx) == {}


async def test_one_query_serves_every_channel_that_asks_it(tx: Tx, world: Any) -> None:
    one = await watch(tx, world)
    two = await watch(tx, world, channel=await world.channel(tx, community="away"))
    await watch(tx, world, "ports")
    assert await watches.asking(tx, [one.query_id]) == (one, two)
    assert set((await watches.active_queries(tx)).values()) == {"ships", "ports"}


async def test_a_subscription_follows_its_feed(tx: Tx, world: Any) -> None:
    feed, channel = await world.feed(tx), await world.channel(tx)
    made = await watches.add(tx, channel.id, label="Herald", now=world.now, feed_id=feed.id)
    await watch(tx, world)
    assert await watches.following(tx, feed.id) == (made,)
    assert made.query is None


async def test_hits_count_what_the_community_may_see(tx: Tx, world: Any) -> None:
    shared, hidden = await world.feed(tx), await world.feed(tx, "Hidden", shared=False)
    made = await watch(tx, world)
    match = Match(query="ships", score=1.0, salience=Salience.MAIN, evidence=())
    old = await world.item(tx, shared, first_seen=world.after(days=-8))
    seen = await world.item(tx, shared, first_seen=world.after(hours=-3))
    secret = await world.item(tx, hidden, first_seen=world.after(hours=-1))
    met = [(item, {made.query_id: match}) for item in (old, seen, secret)]
    await items.note_matches_many(tx, met)
    assert await watches.hits(tx, made, world.after(days=-7)) == (1, seen.first_seen)
    await feeds.grant(tx, hidden.id, made.community_id, by="ann", now=world.now)
    assert await watches.hits(tx, made, world.after(days=-7)) == (2, secret.first_seen)
    assert await watches.hits(tx, made, world.after(days=1)) == (0, None)


async def test_a_hit_counts_at_its_own_date_not_at_the_first_reading(tx: Tx, world: Any) -> None:
    feed, made = await world.feed(tx), await watch(tx, world)
    match = Match(query="ships", score=1.0, salience=Salience.MAIN, evidence=())
    dates = [world.after(days=-9), world.after(days=-3)]
    found = [await world.item(tx, feed, published=at, first_seen=world.now) for at in dates]
    await items.note_matches_many(tx, [(item, {made.query_id: match}) for item in found])
    assert await watches.hits(tx, made, world.after(days=-7)) == (1, world.after(days=-3))
    undated = await world.item(tx, feed, published=None, first_seen=world.now)
    await items.note_matches_many(tx, [(undated, {made.query_id: match})])
    assert await watches.hits(tx, made, world.after(days=-7)) == (2, world.now)


async def test_what_a_first_reading_brought_is_no_hit(tx: Tx, world: Any) -> None:
    feed, made = await world.feed(tx), await watch(tx, world)
    match = Match(query="ships", score=1.0, salience=Salience.MAIN, evidence=())
    old = await world.item(tx, feed, baseline=True)
    await items.note_matches_many(tx, [(old, {made.query_id: match})])
    assert await watches.hits(tx, made, world.after(days=-7)) == (0, None)


async def test_hits_of_a_subscription_are_the_items_of_its_feed(tx: Tx, world: Any) -> None:
    feed, channel = await world.feed(tx), await world.channel(tx)
    made = await watches.add(tx, channel.id, label="Herald", now=world.now, feed_id=feed.id)
    await world.item(tx, feed)
    await world.item(tx, await world.feed(tx, "Mail"))
    assert await watches.hits(tx, made, world.after(days=-7)) == (1, world.now)


async def test_a_pack_is_put_on_once_and_taken_off(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx)
    assert await watches.pack_on(tx, channel.id, "chips")
    assert not await watches.pack_on(tx, channel.id, "chips")
    await watches.without(tx, channel.id, "chips", ["b", "a", "a"])
    assert await watches.packs_of(tx, channel.id) == {"chips": ("a", "b")}
    assert await watches.pack_off(tx, channel.id, "chips")
    assert not await watches.pack_off(tx, channel.id, "chips")


async def test_a_watch_of_no_channel_is_refused(tx: Tx, world: Any) -> None:
    query_id = await watches.query_id(tx, "ships")
    with pytest.raises(Exception, match="FOREIGN KEY") as caught:
        await watches.add(tx, 99, label="Ships", now=world.now, query_id=query_id)
    assert not isinstance(caught.value, StoreError)  # it is wrapped where the transaction ends


async def test_a_query_that_no_watch_asks_goes_with_its_matches_but_its_number_does_not_come_back(
    tx: Tx, world: Any
) -> None:
    channel = await world.channel(tx)
    item = await world.item(tx, await world.feed(tx))
    asked, removed, left = [
        await watches.query_id(tx, text, home)
        for text, home in (("reef", None), ("cod", None), ("topic:reef", channel.community_id))
    ]
    newest = await watches.query_id(tx, "topic:sea", channel.community_id)
    await watches.add(tx, channel.id, label="Reef", now=world.now, query_id=asked)
    gone = await watches.add(tx, channel.id, label="Cod", now=world.now, query_id=removed)
    await watches.change(tx, gone.id, removed_at=world.now)
    match = Match(query="x", score=0.5, salience=Salience.MENTIONED, evidence=())
    await items.note_matches_many(tx, [(item, dict.fromkeys((asked, left), match))])
    assert await watches.prune_queries(tx) == 1
    assert set((await items.matches_of(tx, [item.id]))[item.id]) == {asked}
    assert await watches.query_id(tx, "cod") == removed
    assert await watches.query_id(tx, "tuna") > newest
