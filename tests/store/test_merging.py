"""Two stories that turn out to be one."""

from typing import Any

from sqlalchemy import update

from bot.model import Kind, State
from bot.store import Tx, deliveries, merging, record, stories
from bot.store.tables import deliveries as outbox


async def two_stories(tx: Tx, world: Any) -> tuple[int, int]:
    feed = await world.feed(tx)
    first = await world.story(tx, await world.item(tx, feed, "First"))
    second = await world.story(tx, await world.item(tx, feed, "Second"))
    return first, second


async def told(tx: Tx, world: Any, channel: int, story: int, *, sent: bool = True) -> int:
    """Let a channel be told of a story by an alert."""
    key = f"alert:{channel}:{story}"
    made = await deliveries.plan(
        tx, channel, kind=Kind.ALERT, key=key, nonce=key, payload={}, due_at=world.now,
        now=world.now, story_ids=[story], story_id=story,
    )  # fmt: skip
    assert made
    await stories.note_posts(tx, {(story, channel): {"alert_id": made}})
    if sent:
        at = update(outbox).where(outbox.c.id == made).values(state=State.SENT.value)
        await tx.conn.execute(at)
    return made


async def alert_of(tx: Tx, story: int, channel: int) -> int | None:
    post = (await stories.posts(tx, story)).get(channel)
    return post.alert_id if post else None


async def test_the_story_that_stays_has_the_items_of_both(tx: Tx, world: Any) -> None:
    kept, gone = await two_stories(tx, world)
    await merging.merge(tx, kept, gone)
    assert [item.title for item in await stories.items_of(tx, kept)] == ["First", "Second"]
    assert await stories.items_of(tx, gone) == ()
    assert await merging.current(tx, gone) == kept
    assert (await stories.get(tx, gone)).id == kept
    assert len(await stories.told(tx, gone, None)) == 2  # so do buttons under older posts


async def test_a_chain_of_merges_leads_to_its_end(tx: Tx, world: Any) -> None:
    kept, gone = await two_stories(tx, world)
    third = await world.story(tx, await world.item(tx, await world.feed(tx, "Gazette")))
    await merging.merge(tx, gone, third)
    await merging.merge(tx, kept, gone)
    assert await merging.current(tx, third) == kept


async def test_a_post_goes_on_under_the_story_that_stays(tx: Tx, world: Any) -> None:
    kept, gone = await two_stories(tx, world)
    channel = (await world.channel(tx)).id
    alert = await told(tx, world, channel, gone)
    await merging.merge(tx, kept, gone)
    assert await alert_of(tx, kept, channel) == alert
    found = await deliveries.get(tx, alert)
    assert found
    assert (found.story_id, found.state) == (kept, State.SENT)
    assert await deliveries.told_stories(tx, channel, [kept]) == {kept}


async def test_of_two_posts_in_one_channel_the_older_one_goes_on(tx: Tx, world: Any) -> None:
    kept, gone = await two_stories(tx, world)
    channel = (await world.channel(tx)).id
    older, newer = await told(tx, world, channel, gone), await told(tx, world, channel, kept)
    await merging.merge(tx, kept, gone)
    assert await alert_of(tx, kept, channel) == older
    assert await alert_of(tx, gone, channel) == newer
    stays = await deliveries.get(tx, newer)
    assert stays
    assert stays.state is State.SENT


async def test_a_second_alert_that_nobody_tried_to_send_is_not_sent(tx: Tx, world: Any) -> None:
    kept, gone = await two_stories(tx, world)
    channel = (await world.channel(tx)).id
    waiting = await told(tx, world, channel, kept, sent=False)
    sent = await told(tx, world, channel, gone)
    await merging.merge(tx, kept, gone)
    assert await alert_of(tx, kept, channel) == sent
    dropped = await deliveries.get(tx, waiting)
    assert dropped
    assert (dropped.state, dropped.reason) == (State.SUPPRESSED, merging.TOLD_TOGETHER)


async def test_the_story_that_stays_is_published_as_soon_as_either(tx: Tx, world: Any) -> None:
    kept, gone = await two_stories(tx, world)
    soon = world.after(minutes=1)
    await stories.schedule(tx, gone, settled_from=world.now, publish_at=soon)
    await merging.merge(tx, kept, gone)
    assert (await stories.get(tx, kept)).publish_at == soon
    due = await stories.claim_due(tx, soon, lease=world.after(minutes=5) - world.now, limit=9)
    assert [story.id for story in due] == [kept]


async def test_a_muted_story_stays_muted(tx: Tx, world: Any) -> None:
    kept, gone = await two_stories(tx, world)
    channel = (await world.channel(tx)).id
    await record.mute(tx, channel, by="someone", story_id=gone, now=world.now)
    await merging.merge(tx, kept, gone)
    assert (await record.muted_in(tx, [channel]))[channel].stories == {kept}


async def told_up_to(tx: Tx, story: int, channel: int) -> int | None:
    return (await stories.posts(tx, story))[channel].told_item


async def test_what_the_other_post_told_is_no_news_under_the_one_that_goes_on(
    tx: Tx, world: Any
) -> None:
    kept, gone = await two_stories(tx, world)
    channel = (await world.channel(tx)).id
    await told(tx, world, channel, kept)
    await told(tx, world, channel, gone)
    first, second = [(await stories.items_of(tx, story))[0].id for story in (kept, gone)]
    notes = {(kept, channel): {"told_item": first}, (gone, channel): {"told_item": second}}
    await stories.note_posts(tx, notes)
    await merging.merge(tx, kept, gone)
    assert await told_up_to(tx, kept, channel) == second


async def test_what_neither_post_told_yet_stays_news(tx: Tx, world: Any) -> None:
    kept, gone = await two_stories(tx, world)
    channel = (await world.channel(tx)).id
    await told(tx, world, channel, kept)
    await told(tx, world, channel, gone)
    first, second = [(await stories.items_of(tx, story))[0].id for story in (kept, gone)]
    notes = {(kept, channel): {"told_item": first - 1}, (gone, channel): {"told_item": second}}
    await stories.note_posts(tx, notes)
    await merging.merge(tx, kept, gone)
    assert await told_up_to(tx, kept, channel) == first - 1


async def test_a_post_goes_on_that_came_when_the_older_story_had_long_said_no_more(
    tx: Tx, world: Any
) -> None:
    feed = await world.feed(tx)
    kept = await world.story(tx, await world.item(tx, feed, "First"))
    world.now = world.after(hours=13)
    gone = await world.story(tx, await world.item(tx, feed, "Second"))
    channel = (await world.channel(tx)).id
    older, newer = await told(tx, world, channel, kept), await told(tx, world, channel, gone)
    first, second = [(await stories.items_of(tx, story))[0].id for story in (kept, gone)]
    notes = {(kept, channel): {"told_item": first}, (gone, channel): {"told_item": second}}
    await stories.note_posts(tx, notes)
    await merging.merge(tx, kept, gone)
    assert (await alert_of(tx, kept, channel), await alert_of(tx, gone, channel)) == (newer, older)
    post = (await stories.posts(tx, kept))[channel]
    assert (post.since, post.told_item, post.younger) == (first, second, ())
