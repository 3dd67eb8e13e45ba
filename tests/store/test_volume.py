"""A feed with ten thousand entries: all stored, once, and dealt with as one batch each."""

from typing import Any

from bot.model import Match, Salience
from bot.store import Store, items, matched_stories, pruning, stories, watches

MANY = 10_000
PART = 500


async def test_ten_thousand_items_are_stored_once_and_known(store: Store, world: Any) -> None:
    async with store.begin() as tx:
        feed = await world.feed(tx)
    rows = [world.row(f"Title {n}") for n in range(MANY)]
    stored = []
    for start in range(0, MANY, PART):
        async with store.begin() as tx:
            stored += await items.insert_items(tx, feed.id, rows[start : start + PART])
    assert [item.key for item in stored] == [row["key"] for row in rows]
    async with store.begin() as tx:
        known = await items.known_keys(tx, feed.id)
        assert known == {row["key"]: row["content_hash"] for row in rows}
        await items.touch_keys(tx, feed.id, known, world.after(days=61))
        assert len(await items.known_heads(tx, feed.id)) == MANY
    async with store.begin() as tx:
        later = world.after(days=31)
        await pruning.keys(tx, await pruning.old_keys(tx, world.after(days=60)))
        dropped = await pruning.news(tx, items_before=later, posts_before=world.now)
        assert dropped == MANY
        assert len(await items.known_keys(tx, feed.id)) == MANY


async def test_ten_thousand_items_are_placed_and_matched(store: Store, world: Any) -> None:
    match = Match(query="ships", score=0.8, salience=Salience.MAIN, evidence=())
    async with store.begin() as tx:
        feed = await world.feed(tx)
        ships = await watches.query_id(tx, "ships")
        stored = await items.insert_items(tx, feed.id, [world.row() for _ in range(MANY)])
        placements = [
            stories.Placement(item=item, community_id=None, story_id=-1 - n // 4, role="opener")
            for n, item in enumerate(stored)
        ]
        homes = await stories.place_many(tx, placements)
        await items.note_matches_many(tx, [(item, {ships: match}) for item in stored])
    assert len(homes) == MANY
    assert len(set(homes)) == MANY // 4
    async with store.read() as tx:
        found = await items.matches_of(tx, [item.id for item in stored])
        assert set(found) == {item.id for item in stored}
        placed = await stories.of_items(tx, [item.id for item in stored])
        assert placed == {i.id: {home} for i, home in zip(stored, homes, strict=True)}
        feeds = [feed.id]
        news = await matched_stories.matching(
            tx, [ships], since=world.now, feed_ids=feeds, limit=50
        )
        assert all(len(by_query[ships]) == 4 for _, by_query in news)
        assert len(news) == 50
