"""Posts that nobody wants any more are given up, and taken back as they were."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.model import Channel, Delivery, Item, Kind, Match, Salience, State
from bot.store import Tx, deliveries, items, unwanted, watches
from bot.store.tables import deliveries as outbox

HOUR = timedelta(hours=1)
OPEN = (State.PENDING, State.SENDING, State.RECONCILING, State.AMBIGUOUS)


async def look(tx: Tx, post: int) -> Delivery:
    found = await deliveries.get(tx, post)
    assert found is not None
    return found


async def be(tx: Tx, post: int, state: State, **values: Any) -> int:
    """Let a post be in a state; give it."""
    mine = update(outbox).where(outbox.c.id == post)
    await tx.conn.execute(mine.values(state=state.value, **values))
    return post


async def states(tx: Tx, *posts: int) -> list[State]:
    return [(await look(tx, post)).state for post in posts]


async def meets(tx: Tx, item: Item, query: str) -> int:
    """Let an item meet a query; give the query."""
    asked = await watches.query_id(tx, query)
    found = Match(query=query, score=0.7, salience=Salience.MAIN, evidence=())
    await items.note_matches_many(tx, [(item, {asked: found})])
    return asked


async def told(tx: Tx, world: Any, channel: Channel, query: str = "quad") -> tuple[int, int]:
    """Plan an alert about a story that meets a query; give it and the query."""
    item = await world.item(tx, await world.feed(tx))
    asked = await meets(tx, item, query)
    story = await world.story(tx, item)
    return await world.delivery(tx, channel, story_id=story), asked


async def watch(tx: Tx, world: Any, channel: Channel, **values: Any) -> int:
    return (await watches.add(tx, channel.id, label="Quad", now=world.now, **values)).id


# ── what no watch asks for ──────────────────────────────────────────────────────────────────


async def test_an_alert_is_asked_for_by_a_watch_that_its_story_meets(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx)
    post, asked = await told(tx, world, channel)
    assert await unwanted.unasked(tx, channel.id) == {post}
    mine = await watch(tx, world, channel, query_id=asked)
    assert await unwanted.unasked(tx, channel.id) == set()
    await watches.change(tx, mine, state="paused")
    assert await unwanted.unasked(tx, channel.id) == {post}
    await watches.change(tx, mine, state="active", removed_at=world.now)
    assert await unwanted.unasked(tx, channel.id) == {post}


async def test_an_alert_is_asked_for_by_a_watch_that_follows_its_feed(tx: Tx, world: Any) -> None:
    channel, feed = await world.channel(tx), await world.feed(tx)
    post = await world.delivery(tx, channel, item_id=(await world.item(tx, feed)).id)
    mine = await watch(tx, world, channel, feed_id=feed.id)
    assert await unwanted.unasked(tx, channel.id) == set()
    await watches.change(tx, mine, state="paused")
    assert await unwanted.unasked(tx, channel.id) == {post}
    await watches.change(tx, mine, state="active", removed_at=world.now)
    assert await unwanted.unasked(tx, channel.id) == {post}


async def test_neither_another_watch_nor_another_channel_asks_for_it(tx: Tx, world: Any) -> None:
    channel, other = await world.channel(tx), await world.channel(tx, "other")
    feed, gazette = await world.feed(tx), await world.feed(tx, "Gazette")
    about, asked = await told(tx, world, channel)
    followed = await world.delivery(tx, channel, item_id=(await world.item(tx, feed)).id)
    await world.item(tx, gazette)
    await watch(tx, world, channel, query_id=await watches.query_id(tx, "senkaku"))
    await watch(tx, world, channel, feed_id=gazette.id)
    await watch(tx, world, other, query_id=asked)
    await watch(tx, world, other, feed_id=feed.id)
    assert await unwanted.unasked(tx, channel.id) == {about, followed}
    assert await unwanted.unasked(tx, other.id) == set()


async def test_one_item_of_a_story_that_meets_a_watch_is_enough(tx: Tx, world: Any) -> None:
    channel, feed = await world.channel(tx), await world.feed(tx)
    one, two = await world.item(tx, feed), await world.item(tx, feed)
    story = await world.story(tx, one, two)
    post = await world.delivery(tx, channel, story_id=story)
    other = await world.delivery(
        tx, channel, story_id=await world.story(tx, await world.item(tx, feed))
    )
    assert await unwanted.unasked(tx, channel.id) == {post, other}
    await watch(tx, world, channel, query_id=await meets(tx, two, "quad"))
    assert await unwanted.unasked(tx, channel.id) == {other}


@pytest.mark.parametrize("state", State)
async def test_only_alerts_that_are_not_known_to_be_posted_are_called_unasked(
    tx: Tx, world: Any, state: State
) -> None:
    channel = await world.channel(tx)
    alert = await be(tx, await world.delivery(tx, channel), state)
    for kind in Kind:
        if kind is not Kind.ALERT:
            await be(tx, await world.delivery(tx, channel, kind=kind), state)
    open_ = {alert} if state in OPEN else set()
    assert await unwanted.unasked(tx, channel.id) == open_
    assert {one.id for one in await unwanted.open_alerts(tx, channel.id)} == open_


async def test_alerts_that_are_not_posted_are_given_with_what_they_are_about(
    tx: Tx, world: Any
) -> None:
    channel, other = await world.channel(tx), await world.channel(tx, "other")
    item = await world.item(tx, await world.feed(tx))
    story = await world.story(tx, item)
    one = await world.delivery(tx, channel, story_id=story)
    two = await world.delivery(tx, channel, item_id=item.id)
    await world.delivery(tx, other, story_id=story)
    assert await unwanted.open_alerts(tx, channel.id) == (
        unwanted.Alert(id=one, story_id=story, item_id=None),
        unwanted.Alert(id=two, story_id=None, item_id=item.id),
    )


# ── giving up ───────────────────────────────────────────────────────────────────────────────


async def test_only_what_is_certainly_not_posted_is_given_up(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx)
    waits, left = await world.delivery(tx, channel), await world.delivery(tx, channel)
    others = [
        await be(tx, await world.delivery(tx, channel), state)
        for state in State
        if state is not State.PENDING
    ]
    before = await states(tx, *others)
    await unwanted.give_up(tx, [waits, *others], reason="whatever")
    row = await look(tx, waits)
    assert (row.state, row.reason) == (State.SUPPRESSED, "whatever")
    assert await states(tx, *others) == before
    assert await states(tx, left) == [State.PENDING]
    assert (await look(tx, others[0])).reason is None


async def test_what_nobody_asks_for_is_given_up_and_what_is_in_doubt_is_named(
    tx: Tx, world: Any
) -> None:
    channel, other = await world.channel(tx), await world.channel(tx, "other")
    second, first = await world.delivery(tx, channel), await world.delivery(tx, channel)
    doubtful = await be(tx, await world.delivery(tx, channel), State.AMBIGUOUS)
    elsewhere = await world.delivery(tx, other)
    asked, query = await told(tx, world, channel)
    await watch(tx, world, channel, query_id=query)
    found = await unwanted.give_up_unasked(tx, channel.id)
    assert found == (second, first, doubtful)
    assert await states(tx, second, first, doubtful, elsewhere, asked) == [
        State.SUPPRESSED,
        State.SUPPRESSED,
        State.AMBIGUOUS,
        State.PENDING,
        State.PENDING,
    ]
    assert (await look(tx, first)).reason == unwanted.UNASKED


async def test_a_muted_story_is_given_up_where_it_waits_but_not_its_edits(
    tx: Tx, world: Any
) -> None:
    channel, other = await world.channel(tx), await world.channel(tx, "other")
    feed = await world.feed(tx)
    story, another = [await world.story(tx, await world.item(tx, feed)) for _ in "ab"]
    alert = await world.delivery(tx, channel, story_id=story)
    update_ = await world.delivery(tx, channel, kind=Kind.UPDATE, story_id=story)
    kept = [
        await world.delivery(tx, channel, kind=Kind.EDIT, story_id=story),
        await world.delivery(tx, channel, story_id=another),
        await world.delivery(tx, other, story_id=story),
    ]
    doubtful = await be(tx, await world.delivery(tx, channel, story_id=story), State.AMBIGUOUS)
    await unwanted.give_up_muted(tx, channel.id, story)
    assert await states(tx, alert, update_) == [State.SUPPRESSED] * 2
    assert (await look(tx, alert)).reason == unwanted.MUTED
    assert await states(tx, *kept, doubtful) == [State.PENDING] * 3 + [State.AMBIGUOUS]
    await unwanted.unmuted(tx, other.id, story)
    await unwanted.unmuted(tx, channel.id, another)
    assert await states(tx, alert) == [State.SUPPRESSED]
    await unwanted.unmuted(tx, channel.id, story)
    assert await states(tx, alert, update_) == [State.PENDING] * 2


# ── taking it back ──────────────────────────────────────────────────────────────────────────


async def given_up(tx: Tx, world: Any, channel: Channel, reason: str, **values: Any) -> int:
    post: int = await world.delivery(tx, channel, **values)
    await unwanted.give_up(tx, [post], reason=reason)
    return post


async def row_of(tx: Tx, post: int) -> Mapping[str, Any]:
    row = await look(tx, post)
    return {name: getattr(row, name) for name in ("state", "reason", "hold", "due_at")}


async def test_what_is_taken_back_is_due_or_held_as_it_was(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx)
    due = world.now + HOUR
    one = await given_up(tx, world, channel, unwanted.UNASKED, due_at=due, hold="quiet")
    two = await given_up(tx, world, channel, unwanted.MUTED)
    left = await given_up(tx, world, channel, unwanted.UNASKED)
    await unwanted.ask_again(tx, [one, two])
    as_it_was = {"state": State.PENDING, "reason": None, "hold": "quiet", "due_at": due}
    assert await row_of(tx, one) == as_it_was
    assert await states(tx, two, left) == [State.SUPPRESSED] * 2
    await be(tx, left, State.FAILED)
    await unwanted.ask_again(tx, [left])
    assert await states(tx, left) == [State.FAILED]


async def test_a_watch_asks_again_for_its_stories_and_items_in_its_channel(
    tx: Tx, world: Any
) -> None:
    channel, other = await world.channel(tx), await world.channel(tx, "other")
    item = await world.item(tx, await world.feed(tx))
    story = await world.story(tx, item)
    about = {"story_id": story}, {"item_id": item.id}
    mine = [await given_up(tx, world, channel, unwanted.UNASKED, **one) for one in about]
    others = [await given_up(tx, world, other, unwanted.UNASKED, **one) for one in about]
    unheard = await given_up(tx, world, channel, unwanted.UNHEARD, story_id=story)
    await unwanted.asked_again(tx, channel.id, [], [])
    assert await states(tx, *mine) == [State.SUPPRESSED] * 2
    await unwanted.asked_again(tx, channel.id, [story], [])
    assert await states(tx, *mine) == [State.PENDING, State.SUPPRESSED]
    await unwanted.asked_again(tx, channel.id, [], [item.id])
    assert await states(tx, *mine, unheard) == [State.PENDING] * 2 + [State.SUPPRESSED]
    assert await states(tx, *others) == [State.SUPPRESSED] * 2


async def test_an_outlet_that_is_heard_again_brings_back_what_is_not_too_old(
    tx: Tx, world: Any
) -> None:
    channel, other = await world.channel(tx), await world.channel(tx, "other")
    at = world.now
    rows = [(channel, at), (channel, at - HOUR), (channel, at - HOUR - timedelta(seconds=1))]
    rows.append((other, at))
    posts = [await given_up(tx, world, place, unwanted.UNHEARD, now=now) for place, now in rows]
    muted = await given_up(tx, world, channel, unwanted.MUTED)
    await unwanted.heard_again(tx, channel.id, at - HOUR)
    assert await states(tx, *posts) == [State.PENDING] * 2 + [State.SUPPRESSED] * 2
    assert await states(tx, muted) == [State.SUPPRESSED]


async def test_an_alert_that_others_tell_is_taken_back_if_its_outlet_was_why_it_went(
    tx: Tx, world: Any
) -> None:
    channel = await world.channel(tx)
    unheard, second = [await given_up(tx, world, channel, unwanted.UNHEARD) for _ in "ab"]
    muted = await given_up(tx, world, channel, unwanted.MUTED)
    assert not await unwanted.told_by_others(tx, muted)
    assert await unwanted.told_by_others(tx, unheard)
    assert not await unwanted.told_by_others(tx, unheard)
    assert await states(tx, unheard, second, muted) == [
        State.PENDING,
        State.SUPPRESSED,
        State.SUPPRESSED,
    ]


async def test_an_alert_that_is_planned_anew_is_as_young_as_that(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx)
    post, other = await world.delivery(tx, channel), await world.delivery(tx, channel)
    sent = await be(tx, await world.delivery(tx, channel), State.SENT)
    now, due = world.now + HOUR, world.now + 2 * HOUR
    for one in (post, sent):
        await unwanted.plan_anew(tx, one, now=now, due_at=due, hold="budget")
    row = await look(tx, post)
    assert (row.created_at, row.due_at, row.hold) == (now, due, "budget")
    for one in (other, sent):
        row = await look(tx, one)
        assert (row.created_at, row.due_at, row.hold) == (world.now, world.now, None)


async def test_what_is_asked_for_again_after_a_pause_is_held_unless_it_is_something_else(
    tx: Tx, world: Any
) -> None:
    channel, other = await world.channel(tx), await world.channel(tx, "other")
    feed = await world.feed(tx)
    story, another = [await world.story(tx, await world.item(tx, feed)) for _ in "ab"]
    mine = await world.delivery(tx, channel, story_id=story)
    kept = [
        await world.delivery(tx, channel, story_id=another),
        await world.delivery(tx, other, story_id=story),
        await world.delivery(tx, channel, kind=Kind.UPDATE, story_id=story),
        await be(tx, await world.delivery(tx, channel, story_id=story), State.SENT),
    ]
    quiet = await world.delivery(tx, channel, story_id=story, hold="quiet")
    now, due = world.now + HOUR, world.now + 2 * HOUR
    times: Any = {"hold": "resumed", "due_at": due, "now": now}
    await unwanted.hold_asked_again(tx, channel.id, [story], **times)
    row = await look(tx, mine)
    assert (row.hold, row.due_at, row.created_at) == ("resumed", due, now)
    assert [(await look(tx, post)).hold for post in (*kept, quiet)] == [None] * 4 + ["quiet"]
    assert (await look(tx, quiet)).due_at == world.now
