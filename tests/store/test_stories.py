from datetime import timedelta
from typing import Any

from bot.model import Feed, Item, Match, Member, Salience, State
from bot.store import Store, Tx, claims, feeds, items, matched_stories, stories, watches
from bot.store.stories import Placement

LEASE = timedelta(seconds=60)
MATCH = Match(query="ships", score=1.0, salience=Salience.MAIN, evidence=())


def place(item: Item, story_id: int, **values: Any) -> Placement:
    row: dict[str, Any] = {"community_id": None, "role": "opener", **values}
    return Placement(item=item, story_id=story_id, **row)


async def claim(tx: Tx, at: Any, limit: int = 10) -> tuple[Any, ...]:
    return await stories.claim_due(tx, at, lease=LEASE, limit=limit)


async def test_an_item_opens_a_story_and_others_join_it(tx: Tx, world: Any) -> None:
    feed = await world.feed(tx)
    one, two, three, four = [
        await world.item(tx, feed, f"T{n}", first_seen=world.after(minutes=n)) for n in range(4)
    ]
    first, again, other = await stories.place_many(
        tx, [place(one, -1), place(two, -1, role="near-title", score=0.7), place(three, -2)]
    )
    assert first == again != other
    (joined,) = await stories.place_many(tx, [place(four, first, role="same-address")])
    assert joined == first
    story = await stories.get(tx, first)
    assert (story.title, story.first_at, story.last_at) == ("T0", one.first_seen, four.first_seen)
    assert (await stories.get(tx, other)).last_at == three.first_seen
    assert await stories.items_of(tx, first) == (one, two, four)
    assert await stories.items_of(tx, first) == (one, two, four)
    assert await stories.place_many(tx, []) == ()


async def test_an_older_item_never_turns_a_story_back(tx: Tx, world: Any) -> None:
    feed = await world.feed(tx)
    story = await world.story(tx, await world.item(tx, feed))
    late = await world.item(tx, feed, first_seen=world.after(hours=-1))
    await stories.place_many(tx, [place(late, story)])
    assert (await stories.get(tx, story)).last_at == world.now


async def test_placing_an_item_twice_is_placing_it_once(tx: Tx, world: Any) -> None:
    item = await world.item(tx, await world.feed(tx))
    story = await world.story(tx, item)
    assert await stories.place_many(tx, [place(item, story)]) == (story,)
    assert await stories.items_of(tx, story) == (item,)


async def test_members_are_what_clustering_compares(tx: Tx, world: Any) -> None:
    feed = await world.feed(tx)
    old = await world.item(tx, feed, first_seen=world.after(days=-3))
    one, two = await world.item(tx, feed), await world.item(tx, feed)
    story = await world.story(tx, old, one, two)
    since = world.after(days=-2)
    (member, _) = await stories.members(tx, since, 0)
    assert member == Member(
        story_id=story,
        community_id=None,
        item_id=one.id,
        feed_id=feed.id,
        canonical=one.canonical,
        title=one.title,
        at=one.first_seen,
        text=one.text,
        opened=(await stories.get(tx, story)).first_at,
    )
    assert [m.item_id for m in await stories.members(tx, since, one.id)] == [two.id]


async def test_members_of_a_story_that_goes_on_are_older_than_those_of_others(
    tx: Tx, world: Any
) -> None:
    feed = await world.feed(tx)
    early, ended = [await world.item(tx, feed, first_seen=world.after(hours=-60)) for _ in "12"]
    older, new = (
        await world.item(tx, feed, first_seen=world.after(days=-4)),
        await world.item(tx, feed),
    )
    await world.story(tx, older, early, new)
    await world.story(tx, ended)
    told = await stories.members(tx, world.after(hours=-48), 0, begun=world.after(hours=-72))
    assert [member.item_id for member in told] == [early.id, new.id]


async def test_an_item_has_the_story_that_the_asker_sees(tx: Tx, world: Any) -> None:
    private = await world.feed(tx, "Own", shared=False)
    mine = (await world.channel(tx)).community_id
    other = (await world.channel(tx, community="away")).community_id
    item = await world.item(tx, private)
    places = [place(item, -1, community_id=mine), place(item, -2, community_id=other)]
    ours, theirs = await stories.place_many(tx, places)
    assert await stories.of_items(tx, [item.id, 99]) == {item.id: {ours, theirs}}
    for community_id, story_id in ((mine, ours), (other, theirs)):
        found = await stories.of_item(tx, item.id, community_id)
        assert found is not None
        assert (found.id, found.community_id) == (story_id, community_id)
    assert await stories.of_item(tx, item.id, None) is None


async def test_stories_come_by_id(tx: Tx, world: Any) -> None:
    story = await world.story(tx, await world.item(tx, await world.feed(tx)))
    assert await stories.by_ids(tx, [story, 99]) == {story: await stories.get(tx, story)}


async def test_a_story_is_told_as_each_community_sees_it(tx: Tx, world: Any) -> None:
    shared, private = await world.feed(tx), await world.feed(tx, "Own", shared=False)
    mine = (await world.channel(tx)).community_id
    other = (await world.channel(tx, community="away")).community_id
    await feeds.grant(tx, private.id, mine, by="ann", now=world.now, name="Our source")
    one, two = await world.item(tx, shared), await world.item(tx, private)
    story = await world.story(tx, one)
    await stories.place_many(tx, [place(two, story, community_id=mine, role="near-title")])

    def names(told: tuple[tuple[Item, Feed], ...]) -> list[tuple[int, str]]:
        return [(item.id, feed.name) for item, feed in told]

    assert names(await stories.told(tx, story, mine)) == [
        (one.id, "Herald"),
        (two.id, "Our source"),
    ]
    assert names(await stories.told(tx, story, other)) == [(one.id, "Herald")]
    assert names(await stories.told(tx, story, None)) == [(one.id, "Herald")]


async def due_story(tx: Tx, world: Any, **after: float) -> int:
    story: int = await world.story(tx, await world.item(tx, await world.feed(tx)))
    at = world.after(**after)
    await stories.schedule(tx, story, settled_from=world.now, publish_at=at)
    return story


async def test_a_private_story_is_told_to_its_community_only(tx: Tx, world: Any) -> None:
    mine, other = [(await world.channel(tx, community=c)).community_id for c in ("home", "away")]
    feed = await world.feed(tx, "Inner", shared=False)
    item = await world.item(tx, feed)
    for community_id in (mine, other):
        await feeds.grant(tx, feed.id, community_id, by="u", now=world.now)
    placement = stories.Placement(item=item, community_id=mine, story_id=-1, role="opener")
    (story,) = await stories.place_many(tx, [placement])
    assert len(await stories.told(tx, story, mine)) == 1
    assert await stories.told(tx, story, other) == ()
    assert await stories.told(tx, story, None) == ()


async def test_a_story_is_due_when_it_has_settled(tx: Tx, world: Any) -> None:
    story = await due_story(tx, world, seconds=90)
    await world.story(tx, await world.item(tx, await world.feed(tx)))  # nobody watches for it
    assert await claim(tx, world.after(seconds=89)) == ()
    (due,) = await claim(tx, world.after(seconds=90))
    assert (due.id, due.settled_from) == (story, world.now)


async def test_the_longest_waiting_story_comes_first(tx: Tx, world: Any) -> None:
    one, two, three = [await due_story(tx, world, seconds=-n) for n in (1, 3, 2)]
    assert [s.id for s in await claim(tx, world.now, limit=2)] == [two, three]
    assert [s.id for s in await claim(tx, world.now)] == [one]


async def test_a_publisher_that_dies_is_followed_by_another(tx: Tx, world: Any) -> None:
    await due_story(tx, world)
    (old,) = await claim(tx, world.now)
    assert await claim(tx, world.after(seconds=59)) == ()
    (new,) = await claim(tx, world.after(seconds=60))
    assert await stories.settle(tx, {old: None}) == 0
    assert await stories.settle(tx, {new: None}) == 1
    assert await claim(tx, world.after(days=1)) == ()


async def test_a_settled_story_waits_for_its_next_look(tx: Tx, world: Any) -> None:
    await due_story(tx, world)
    (story,) = await claim(tx, world.now)
    await stories.settle(tx, {story: world.after(minutes=5)})
    assert await claim(tx, world.after(minutes=4)) == ()
    assert len(await claim(tx, world.after(minutes=5))) == 1


async def test_what_comes_during_a_publication_is_published_after_it(
    store: Store, world: Any
) -> None:
    async with store.begin() as tx:
        story = await due_story(tx, world)
        (claimed,) = await claim(tx, world.now)
    async with store.begin() as tx:  # a poll finds one item more, and sets the very same time
        await stories.schedule(tx, story, settled_from=world.now, publish_at=world.now)
    async with store.begin() as tx:
        assert await stories.settle(tx, {claimed: None}) == 1
        assert [s.id for s in await claim(tx, world.now)] == [story]


async def test_what_a_channel_was_told_is_known_with_its_state(tx: Tx, world: Any) -> None:
    channel, story = await world.channel(tx), await due_story(tx, world)
    alert = await world.delivery(tx, channel, story_id=story)
    assert await stories.posts(tx, story) == {}
    assert await stories.with_posts(tx, [story]) == set()
    await stories.note_posts(tx, {(story, channel.id): {"alert_id": alert}})
    post = (await stories.posts(tx, story))[channel.id]
    assert (post.alert_id, post.alert_state, post.edited_at) == (alert, State.PENDING, None)
    assert await stories.with_posts(tx, [story, 99]) == {story}
    await claims.claim(tx, world.now, lease=LEASE, limit=1)
    assert (await stories.posts(tx, story))[channel.id].alert_state is State.SENDING


async def test_the_time_of_an_edit_is_kept(tx: Tx, world: Any) -> None:
    channel, story = await world.channel(tx), await due_story(tx, world)
    alert = await world.delivery(tx, channel, story_id=story)
    await stories.note_posts(tx, {(story, channel.id): {"alert_id": alert, "edited_at": world.now}})
    await stories.note_posts(tx, {(story, channel.id): {"alert_id": alert}})
    assert (await stories.posts(tx, story))[channel.id].edited_at == world.now


async def test_stories_are_found_by_what_they_matched(tx: Tx, world: Any) -> None:
    shared, hidden = await world.feed(tx), await world.feed(tx, "Hidden", shared=False)
    ships, ports = [await watches.query_id(tx, q) for q in ("ships", "ports")]
    one, two, three, secret, old = [
        await world.item(tx, feed, first_seen=world.after(hours=hours))
        for feed, hours in ((shared, -3), (shared, -2), (shared, -1), (hidden, 0), (shared, -30))
    ]
    first, second = await world.story(tx, one, two, secret, old), await world.story(tx, three)
    met = [(item, {ships: MATCH}) for item in (one, two, three, secret, old)]
    await items.note_matches_many(tx, [*met, (two, {ports: MATCH})])
    since, asked = world.after(days=-1), [ships, ports]
    found = await matched_stories.matching(tx, asked, since=since, feed_ids=[shared.id])
    assert [(story.id, by_query) for story, by_query in found] == [
        (second, {ships: (three.id,)}),
        (first, {ships: (one.id, two.id), ports: (two.id,)}),
    ]
    both = [shared.id, hidden.id]
    ((_, by_query),) = await matched_stories.matching(
        tx, [ships], since=since, feed_ids=both, limit=1
    )
    assert by_query == {ships: (one.id, two.id, secret.id)}
    assert (
        await matched_stories.matching(tx, [ships], since=world.after(days=1), feed_ids=both) == ()
    )


async def test_news_is_what_matched_or_was_followed_and_no_baseline(tx: Tx, world: Any) -> None:
    herald, mail = await world.feed(tx), await world.feed(tx, "Mail")
    ships = await watches.query_id(tx, "ships")
    matched = await world.item(tx, herald)
    followed = await world.item(tx, mail)
    baseline = await world.item(tx, mail, baseline=True)
    other = await world.item(tx, herald)
    one, two, *_ = [await world.story(tx, i) for i in (matched, followed, baseline, other)]
    await items.note_matches_many(tx, [(matched, {ships: MATCH})])
    assert await matched_stories.since(tx, world.now, queries=[ships], feeds=[mail.id]) == {
        one,
        two,
    }
    assert await matched_stories.since(tx, world.now, queries=[ships]) == {one}
    assert await matched_stories.since(tx, world.now) == set()
    assert await matched_stories.since(tx, world.after(hours=1), feeds=[mail.id]) == set()
