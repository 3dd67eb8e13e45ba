from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.model import Feed, FeedSource
from bot.store import Store, Tx, feeds
from bot.store.tables import feeds as table

LEASE = timedelta(seconds=60)


async def claim_due(tx: Tx, at: Any, limit: int = 10) -> tuple[Feed, ...]:
    return await feeds.claim(tx, await feeds.due(tx, at, limit=limit), at, lease=LEASE)


async def states(tx: Tx) -> dict[str, str]:
    rows = await tx.conn.execute(select(table.c.name, table.c.state))
    return {row.name: row.state for row in rows}


async def test_an_address_is_one_feed_whoever_adds_it(tx: Tx, world: Any) -> None:
    source = FeedSource(
        url="https://herald.example/feed", name="Herald", language="en", tags=("sea",), interval=60
    )
    feed, new = await feeds.add(tx, source, shared=True, interval=600, now=world.now)
    again, newer = await feeds.add(tx, source, shared=False, interval=600, now=world.after(days=1))
    assert (new, newer) == (True, False)
    assert again == feed
    assert (feed.interval, feed.fixed_interval, feed.tags) == (60, 60, ("sea",))
    assert feed.next_due_at == world.now
    assert await feeds.by_url(tx, source.url) == await feeds.get(tx, feed.id) == feed
    assert await feeds.by_url(tx, "https://herald.example/other") is None
    assert await feeds.by_ids(tx, [feed.id, 99]) == {feed.id: feed}


async def test_shared_feeds_are_those_of_the_configuration(tx: Tx, world: Any) -> None:
    async def sync(*names: str) -> dict[str, str]:
        sources = [FeedSource(url=f"https://{name}.example/", name=name) for name in names]
        await feeds.sync_shared(tx, sources, interval=600, now=world.now)
        return await states(tx)

    assert await sync("a", "b") == {"a": "active", "b": "active"}
    assert await sync("b", "c") == {"a": "resting", "b": "active", "c": "active"}
    assert await sync("a") == {"a": "active", "b": "resting", "c": "resting"}


async def test_what_left_the_configuration_stays_for_who_added_it(tx: Tx, world: Any) -> None:
    feed, channel = await world.feed(tx), await world.channel(tx)
    await feeds.grant(tx, feed.id, channel.community_id, by="ann", now=world.now)
    await feeds.sync_shared(tx, [], interval=600, now=world.now)
    assert await states(tx) == {"Herald": "active"}
    assert await feeds.revoke(tx, feed.id, channel.community_id)
    assert await states(tx) == {"Herald": "resting"}


async def test_a_feed_of_one_community_is_seen_by_no_other(tx: Tx, world: Any) -> None:
    private, shared = await world.feed(tx, "Own", shared=False), await world.feed(tx)
    mine = (await world.channel(tx)).community_id
    other = (await world.channel(tx, community="away")).community_id
    await feeds.grant(tx, private.id, mine, by="ann", now=world.now)
    assert [f.id for f in await feeds.visible(tx, mine)] == [shared.id, private.id]
    assert [f.id for f in await feeds.visible(tx, other)] == [shared.id]
    assert [f.id for f in await feeds.visible(tx, None)] == [shared.id]
    assert [f.id for f in await feeds.visible(tx, mine, [private.id])] == [private.id]
    assert await feeds.communities_of(tx, private.id) == (mine,)


async def test_a_feed_bears_the_name_and_tags_its_community_gave(tx: Tx, world: Any) -> None:
    feed = await world.feed(tx)
    mine = (await world.channel(tx)).community_id
    other = (await world.channel(tx, community="away")).community_id
    await feeds.grant(tx, feed.id, mine, by="ann", now=world.now, name="Zulu", tags=["sea"])
    await world.feed(tx, "Mail")
    assert [(f.name, f.tags) for f in await feeds.visible(tx, mine)] == [
        ("Mail", ()),
        ("Zulu", ("sea",)),
    ]
    assert [f.name for f in await feeds.visible(tx, other)] == ["Herald", "Mail"]
    await feeds.grant(tx, feed.id, mine, by="bob", now=world.now, name=None)
    assert [f.name for f in await feeds.visible(tx, mine)] == ["Herald", "Mail"]


async def test_many_communities_are_asked_at_once_what_each_sees(tx: Tx, world: Any) -> None:
    shared, mail = await world.feed(tx), await world.feed(tx, "Mail")
    private = await world.feed(tx, "Private", shared=False)
    homes = [(await world.channel(tx, community=name)).community_id for name in "abc"]
    await feeds.grant(tx, shared.id, homes[0], by="ann", now=world.now, name="Zulu", tags=["sea"])
    await feeds.grant(tx, private.id, homes[1], by="bob", now=world.now)
    asked = [shared.id, private.id]
    found = await feeds.visible_to(tx, homes, asked)
    for home in homes:
        seen = await feeds.visible(tx, home, asked)
        assert found[home] == {feed.id: feed for feed in seen}
    assert found[homes[2]] == {shared.id: shared}
    assert await feeds.visible_to(tx, homes[2:], [mail.id, 99]) == {homes[2]: {mail.id: mail}}


async def test_taking_away_what_was_not_given_is_no(tx: Tx, world: Any) -> None:
    feed, channel = await world.feed(tx), await world.channel(tx)
    assert not await feeds.revoke(tx, feed.id, channel.community_id)


async def test_the_longest_waiting_feed_is_taken_first(tx: Tx, world: Any) -> None:
    one, two, three = [await world.feed(tx, name) for name in ("One", "Two", "Three")]
    await feeds.hurry(tx, three.id, world.after(hours=-2))
    await feeds.hurry(tx, two.id, world.after(hours=-1))
    due = await feeds.due(tx, world.now, limit=2)
    assert [feed.id for feed in due] == [three.id, two.id]
    assert [f.id for f in await claim_due(tx, world.now)] == [three.id, two.id, one.id]


async def test_looking_at_what_is_due_changes_nothing(store: Store, world: Any) -> None:
    async with store.begin() as tx:
        await world.feed(tx)
    async with store.read() as tx:
        first = await feeds.due(tx, world.now, limit=5)
        assert await feeds.due(tx, world.now, limit=5) == first != ()


async def test_the_next_poll_is_set_before_the_fetch(tx: Tx, world: Any) -> None:
    await world.feed(tx)
    (feed,) = await claim_due(tx, world.now)
    assert feed.next_due_at == world.after(seconds=600)
    # The reader dies here: nothing is due before its time, and then the lease is over too.
    assert await claim_due(tx, world.after(seconds=599)) == ()
    (again,) = await claim_due(tx, world.after(seconds=600))
    assert again.lease_no == feed.lease_no + 1


async def test_a_feed_that_is_being_read_is_left_alone(tx: Tx, world: Any) -> None:
    feed = await world.feed(tx)
    await claim_due(tx, world.now)
    await feeds.hurry(tx, feed.id, world.now)
    assert await claim_due(tx, world.after(seconds=59)) == ()
    assert len(await claim_due(tx, world.after(seconds=60))) == 1


async def test_two_readers_never_take_one_feed(tx: Tx, world: Any) -> None:
    await world.feed(tx)
    seen = await feeds.due(tx, world.now, limit=5)
    assert len(await feeds.claim(tx, seen, world.now, lease=LEASE)) == 1
    assert await feeds.claim(tx, seen, world.now, lease=LEASE) == ()


async def test_a_reader_that_lost_its_lease_writes_nothing(tx: Tx, world: Any) -> None:
    await world.feed(tx)
    (old,) = await claim_due(tx, world.now)
    (new,) = await claim_due(tx, world.after(hours=1))
    assert not await feeds.save_poll(tx, old, etag='"old"')
    assert await feeds.save_poll(tx, new, etag='"new"', last_ok_at=world.now)
    saved = await feeds.get(tx, new.id)
    assert (saved.etag, saved.last_ok_at) == ('"new"', world.now)


async def test_a_saved_poll_ends_the_lease(tx: Tx, world: Any) -> None:
    await world.feed(tx)
    (feed,) = await claim_due(tx, world.now)
    assert await feeds.save_poll(tx, feed, next_due_at=world.after(seconds=1))
    assert len(await claim_due(tx, world.after(seconds=1))) == 1


async def test_a_stopped_feed_is_not_due_whoever_adds_it(tx: Tx, world: Any) -> None:
    feed, channel = await world.feed(tx), await world.channel(tx)
    (claimed,) = await claim_due(tx, world.now)
    await feeds.save_poll(tx, claimed, state="stopped", next_due_at=world.now)
    await feeds.grant(tx, feed.id, channel.community_id, by="ann", now=world.now)
    assert await feeds.due(tx, world.after(days=1), limit=5) == ()


async def test_hurrying_never_makes_a_poll_later(tx: Tx, world: Any) -> None:
    feed = await world.feed(tx)
    await feeds.hurry(tx, feed.id, world.after(hours=1))
    assert (await feeds.get(tx, feed.id)).next_due_at == world.now


async def test_what_is_due_is_looked_at_page_by_page(tx: Tx, world: Any) -> None:
    known = [(await world.feed(tx, name)).id for name in ("One", "Two", "Three")]
    pages = [await feeds.due(tx, world.now, limit=2, offset=start) for start in (0, 2, 4)]
    assert [[feed.id for feed in page] for page in pages] == [known[:2], known[2:], []]
    light = [await feeds.waiting(tx, world.now, limit=2, offset=start) for start in (0, 2, 4)]
    assert [[(f.id, f.url, f.interval, f.lease_no) for f in page] for page in pages] == [
        [tuple(one) for one in page] for page in light
    ]


async def test_a_feed_that_moves_forgets_its_validators_and_begins_anew(tx: Tx, world: Any) -> None:
    feed, other = await world.feed(tx), await world.feed(tx, "Mail")
    item = await world.item(tx, feed)
    (claimed, _) = await claim_due(tx, world.now)
    await feeds.save_poll(
        tx, claimed, etag='"1"', modified="yesterday", body_hash="h", baseline_at=world.now
    )
    assert await feeds.readdress(tx, feed.id, "https://herald.example/new")
    moved = await feeds.get(tx, feed.id)
    assert (moved.url, moved.etag, moved.modified) == ("https://herald.example/new", None, None)
    assert (moved.body_hash, moved.baseline_at) == (None, None)
    assert item.feed_id == moved.id
    assert not await feeds.readdress(tx, feed.id, other.url)


async def test_health_tells_fresh_from_stale(tx: Tx, world: Any) -> None:
    fresh, late, never = [await world.feed(tx, name) for name in ("Fresh", "Late", "Never")]
    mine = (await world.channel(tx)).community_id
    edge = world.after(seconds=-3 * 600, hours=-1)
    for feed, at in ((fresh, edge), (late, edge - timedelta(seconds=1))):
        assert await feeds.save_poll(tx, feed, last_ok_at=at)
    assert await feeds.health(tx, mine, world.now) == feeds.Health(
        fresh=1, total=3, stale=("Late", "Never")
    )
    assert never.last_ok_at is None


async def test_failing_feeds_come_longest_failing_first(tx: Tx, world: Any) -> None:
    mine = (await world.channel(tx)).community_id
    for name, hours in (("One", 1), ("Two", 2)):
        feed = await world.feed(tx, name)
        since = world.after(hours=-hours)
        await feeds.save_poll(tx, feed, failing_since=since, error="no answer", failures=hours)
    await world.feed(tx, "Fine")
    hidden = await world.feed(tx, "Hidden", shared=False)
    await feeds.save_poll(tx, hidden, failing_since=world.after(days=-1))
    assert [f.name for f in await feeds.failing(tx, mine)] == ["Two", "One"]
