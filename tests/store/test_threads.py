"""How far a channel is told of a story, and what its items added."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select, update

from bot.model import Decision, Kind
from bot.store import Tx, channels, deliveries, record, stories, threads
from bot.store.tables import deliveries as table
from bot.store.tables import story_items

NIGHT = {"from": "22:00", "to": "07:00", "days": [0]}


async def told_story(tx: Tx, world: Any) -> tuple[int, int, int, int]:
    """Give a story that a channel was told of: story, channel, item, alert."""
    channel, feed = await world.channel(tx), await world.feed(tx)
    item = await world.item(tx, feed)
    placed = stories.Placement(item=item, community_id=None, story_id=-1, role="opener")
    (story,) = await stories.place_many(tx, [placed])
    alert = await world.delivery(tx, channel, story_id=story)
    await stories.note_posts(tx, {(story, channel.id): {"alert_id": alert}})
    return story, channel.id, item.id, alert


async def test_what_is_noted_of_a_post_is_read_with_it(tx: Tx, world: Any) -> None:
    story, channel, item, _ = await told_story(tx, world)
    post = (await stories.posts(tx, story))[channel]
    assert (post.thread_posts, post.threaded_at, post.told_item, post.urgent_at) == (0,) + (
        None,
    ) * 3
    values = {"thread_posts": 2, "threaded_at": world.now, "told_item": item}
    await threads.note(tx, story, channel, urgent_at=world.after(hours=1), **values)
    post = (await stories.posts(tx, story))[channel]
    assert (post.thread_posts, post.threaded_at, post.told_item) == (2, world.now, item)
    assert post.urgent_at == world.after(hours=1)


async def test_what_an_item_added_is_kept_with_its_place_in_the_story(tx: Tx, world: Any) -> None:
    story, _, item, _ = await told_story(tx, world)
    await threads.note_novelty(tx, {})
    await threads.note_novelty(tx, {(story, item): "development", (story, 999): "rehash"})
    kept = (await tx.conn.execute(select(story_items.c.novelty))).scalars().all()
    assert kept == ["development"]


async def test_a_story_that_is_looked_at_again_is_due_even_while_it_is_published(
    tx: Tx, world: Any
) -> None:
    story, *_ = await told_story(tx, world)
    await threads.look_again(tx, story, world.now)
    lease = world.after(hours=1) - world.now
    (claimed,) = await stories.claim_due(tx, world.now, lease=lease, limit=9)
    await threads.look_again(tx, story, world.now)
    await stories.settle(tx, {claimed: None})
    assert [s.id for s in await stories.claim_due(tx, world.now, lease=lease, limit=9)] == [story]


async def test_the_decision_behind_a_post_is_the_first_one_that_names_it(
    tx: Tx, world: Any
) -> None:
    story, _, item, alert = await told_story(tx, world)
    assert await record.decision_of(tx, alert) is None
    assert await record.decisions_of(tx, alert) == ()
    made = Decision(
        item_id=item,
        watch_id=None,
        story_id=story,
        delivery_id=alert,
        stage="publish",
        verdict="alert",
        trail={},
        at=world.now,
    )
    after, other = replace(made, verdict="held"), replace(made, delivery_id=None)
    await record.decide(tx, [made, other, after])
    assert await record.decision_of(tx, alert) == made
    assert await record.decisions_of(tx, alert) == (made, after)


async def test_what_is_noted_of_many_posts_is_noted_of_each_alone(tx: Tx, world: Any) -> None:
    one, channel, item, _ = await told_story(tx, world)
    two, *_ = await told_story(tx, world)
    later = world.after(hours=1)
    noted = {(one, channel): {"edited_at": later}, (two, channel): {"told_item": item}}
    await threads.note_many(tx, noted)
    posts = [(await stories.posts(tx, story))[channel] for story in (one, two)]
    assert [(p.edited_at, p.told_item) for p in posts] == [(later, None), (None, item)]
    await threads.note_many(tx, {})


async def states(tx: Tx, post: int) -> tuple[Any, int]:
    row = await deliveries.get(tx, post)
    assert row is not None
    return row.due_at, row.attempt


async def test_the_posts_in_the_thread_of_a_roll_up_are_those_of_all_its_stories(
    tx: Tx, world: Any
) -> None:
    channel = await world.channel(tx)
    rollup = await world.delivery(tx, channel, kind=Kind.ROLLUP)
    alerts = [await world.delivery(tx, channel) for _ in range(3)]
    told = table.c.id.in_(alerts[:2])
    await tx.conn.execute(update(table).where(told).values(merged_into=rollup))
    for n, alert in enumerate(alerts):
        values = {"edits": alert, "now": world.after(minutes=n)}
        await world.delivery(tx, channel, kind=Kind.UPDATE, **values)
        await world.delivery(tx, channel, kind=Kind.EDIT, **values)
    since, first, second = (world.after(minutes=n) for n in (-1, 0, 1))
    assert sorted(await threads.posts_in(tx, rollup, since=since)) == [first, second]
    assert await threads.posts_in(tx, rollup, since=first) == [second]
    assert await threads.posts_in(tx, alerts[2], since=since) == []


async def test_what_is_for_a_thread_and_due_is_found_in_channels_with_quiet_hours(
    tx: Tx, world: Any
) -> None:
    quiet, other = await world.channel(tx), await world.channel(tx, "other")
    await channels.update_channel(tx, quiet.id, quiet=NIGHT, timezone="Asia/Tokyo")
    await world.delivery(tx, other, kind=Kind.UPDATE)
    for kind in (Kind.ALERT, Kind.EDIT):
        await world.delivery(tx, quiet, kind=kind)
    post = await world.delivery(tx, quiet, kind=Kind.UPDATE, due_at=world.after(hours=1))
    assert await threads.due_in_quiet(tx, world.after(minutes=59)) == ()
    (found,) = await threads.due_in_quiet(tx, world.after(hours=1))
    assert (found.id, found.quiet, found.timezone) == (quiet.id, NIGHT, "Asia/Tokyo")
    assert found.paused_until is None
    for values in ({"hold": "quiet"}, {"hold": None, "state": "sent"}):
        await tx.conn.execute(update(table).where(table.c.id == post).values(**values))
        assert await threads.due_in_quiet(tx, world.after(hours=1)) == ()


async def test_what_is_for_a_thread_waits_as_if_never_tried_and_is_brought_forward(
    tx: Tx, world: Any
) -> None:
    channel, other = await world.channel(tx), await world.channel(tx, "other")
    mine = await world.delivery(tx, channel, kind=Kind.UPDATE)
    later = await world.delivery(tx, channel, kind=Kind.UPDATE, due_at=world.after(hours=9))
    alert = await world.delivery(tx, channel)
    others = await world.delivery(tx, other, kind=Kind.UPDATE)
    await tx.conn.execute(update(table).values(attempt=3))
    await threads.put_off(tx, channel.id, world.after(hours=8))
    assert await states(tx, mine) == (world.after(hours=8), 0)
    assert await states(tx, later) == (world.after(hours=9), 3)
    assert [await states(tx, one) for one in (alert, others)] == [(world.now, 3)] * 2
    await threads.bring_forward(tx, channel.id, world.after(hours=1))
    assert await states(tx, mine) == (world.after(hours=1), 0)
    assert await states(tx, later) == (world.after(hours=9), 3)
    await threads.bring_forward(tx, channel.id, world.after(hours=2))
    assert await states(tx, mine) == (world.after(hours=1), 0)
