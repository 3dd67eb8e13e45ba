from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.model import Decision, Kind
from bot.store import Tx, items, record, watches
from bot.store.tables import changes, decisions


def decision(item_id: int, world: Any, **values: Any) -> Decision:
    row: dict[str, Any] = {
        "watch_id": None,
        "story_id": None,
        "delivery_id": None,
        "stage": "route",
        "verdict": "alert",
        "trail": {"reason": "it is the main subject", "score": 0.9},
        "at": world.now,
        **values,
    }
    return Decision(item_id=item_id, **row)


async def test_decisions_come_back_in_order(tx: Tx, world: Any) -> None:
    feed = await world.feed(tx)
    one, two = await world.item(tx, feed), await world.item(tx, feed)
    made = [decision(one.id, world), decision(two.id, world), decision(one.id, world, story_id=5)]
    await record.decide(tx, made)
    assert await record.decisions_about(tx, [one.id]) == (made[0], made[2])
    assert await record.decisions_about(tx, [one.id, two.id]) == tuple(made)


async def test_a_channel_learns_what_was_decided_for_its_own_watches(tx: Tx, world: Any) -> None:
    item = await world.item(tx, await world.feed(tx))
    mine, other = await world.channel(tx), await world.channel(tx, "other")
    query_id = await watches.query_id(tx, "ships")
    ids = [
        (await watches.add(tx, c.id, label="Ships", now=world.now, query_id=query_id)).id
        for c in (mine, other)
    ]
    common, own, hidden = [decision(item.id, world, watch_id=w) for w in (None, *ids)]
    await record.decide(tx, [common, own, hidden])
    assert await record.decisions_about(tx, [item.id], mine.id) == (common, own)


async def test_a_decision_is_about_the_text_as_it_then_stood(tx: Tx, world: Any) -> None:
    feed = await world.feed(tx)
    item = await world.item(tx, feed)
    await record.decide(tx, [decision(item.id, world)])
    changed = {"title": "New", "text": "", "content_hash": "2"}
    await items.revise(tx, feed.id, item.key, changed, world.now, most=1)
    await record.decide(tx, [decision(item.id, world)])
    revisions = await tx.conn.execute(select(decisions.c.revision).order_by(decisions.c.id))
    assert list(revisions.scalars()) == [0, 1]


async def test_a_decision_about_a_dropped_item_is_dropped_too(tx: Tx, world: Any) -> None:
    item = await world.item(tx, await world.feed(tx))
    await record.decide(tx, [decision(99, world), decision(item.id, world)])
    assert len(await record.decisions_about(tx, [99, item.id])) == 1
    await record.decide(tx, [])


async def test_a_person_has_one_vote_a_post(tx: Tx, world: Any) -> None:
    post = await world.delivery(tx, await world.channel(tx))
    await record.vote(tx, post, "ann", 1, world.now)
    await record.vote(tx, post, "bob", 1, world.now)
    await record.vote(tx, post, "ann", -1, world.now)
    await record.vote(tx, post, "cem", 1, world.now)
    assert await record.votes_on(tx, post) == (2, 1)
    assert await record.votes_on(tx, post + 1) == (0, 0)


async def test_the_post_about_a_story_or_an_item_is_the_channels_own(tx: Tx, world: Any) -> None:
    mine, other = await world.channel(tx), await world.channel(tx, "other")
    item = await world.item(tx, await world.feed(tx))
    story = await world.story(tx, item)
    about_story = await world.delivery(tx, mine, story_id=story)
    about_item = await world.delivery(tx, mine, item_id=item.id)
    await world.delivery(tx, mine, kind=Kind.EDIT, story_id=story, edits=about_story)
    assert await record.post_about(tx, mine.id, story_id=story) == about_story
    assert await record.post_about(tx, mine.id, item_id=item.id) == about_item
    assert await record.post_about(tx, other.id, story_id=story) is None


async def test_a_mute_holds_in_its_channel_only(tx: Tx, world: Any) -> None:
    mine, other = await world.channel(tx), await world.channel(tx, "other")
    story = await world.story(tx, await world.item(tx, await world.feed(tx)))
    await record.mute(tx, mine.id, by="ann", now=world.now, story_id=story)
    await record.mute(tx, mine.id, by="ann", now=world.now, publisher="herald")
    assert await record.muted_in(tx, [mine.id, other.id]) == {
        mine.id: record.Muted(stories=frozenset({story}), families=frozenset({"herald"})),
        other.id: record.Muted(stories=frozenset(), families=frozenset()),
    }
    assert await record.muted_in(tx, []) == {}


async def test_the_same_mute_twice_is_one_to_undo(tx: Tx, world: Any) -> None:
    channel, other = await world.channel(tx), await world.channel(tx, "other")
    one = await record.mute(tx, channel.id, by="ann", now=world.now, publisher="herald")
    assert await record.mute(tx, channel.id, by="bob", now=world.now, publisher="herald") == one
    assert await record.mutes_of(tx, channel.id) == ((one, None, "herald"),)
    assert not await record.unmute(tx, other.id, one)
    assert await record.unmute(tx, channel.id, one)
    assert not await record.unmute(tx, channel.id, one)
    assert await record.mutes_of(tx, channel.id) == ()


async def change(tx: Tx, world: Any, community_id: int) -> int:
    return await record.change(
        tx, community_id, actor="ann", command="/watch ships", inverse={"remove": 1}, now=world.now
    )


async def test_a_change_can_be_taken_back_once_and_by_its_community(tx: Tx, world: Any) -> None:
    mine = (await world.channel(tx)).community_id
    other = (await world.channel(tx, community="away")).community_id
    made, now = await change(tx, world, mine), world.after(minutes=9)
    since = now - timedelta(minutes=10)
    assert await record.take_back(tx, other, made, since=since, now=now) is None
    assert await record.take_back(tx, mine, made, since=since, now=now) == {"remove": 1}
    assert await record.take_back(tx, mine, made, since=since, now=now) is None


async def test_a_change_cannot_be_taken_back_too_late(tx: Tx, world: Any) -> None:
    mine = (await world.channel(tx)).community_id
    made, now = await change(tx, world, mine), world.after(minutes=11)
    since = now - timedelta(minutes=10)
    assert await record.take_back(tx, mine, made, since=since, now=now) is None


async def test_a_digest_of_a_local_time_is_made_once(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx)
    post = await world.delivery(tx, channel)
    first, second = "2026-11-24T08:00", "2026-11-25T08:00"
    assert await record.digest_done(tx, channel.id, first, now=world.now, delivery_id=post)
    assert not await record.digest_done(tx, channel.id, first, now=world.now, delivery_id=None)
    later = world.after(days=1)
    assert await record.digest_done(tx, channel.id, second, now=later, delivery_id=None)


async def test_what_was_passed_over_before_its_time_can_still_be_made(tx: Tx, world: Any) -> None:
    channel, period = await world.channel(tx), "2026-11-24T08:00"
    post, hour = await world.delivery(tx, channel), timedelta(hours=1)
    noted, due = world.now, world.now + hour
    await record.digest_done(tx, channel.id, period, now=noted, delivery_id=None)
    assert await record.digest_made(tx, channel.id, period, due=noted)
    assert not await record.digest_made(tx, channel.id, period, due=due)
    assert await record.digest_done(tx, channel.id, period, now=due, delivery_id=post)
    assert await record.digest_made(tx, channel.id, period, due=due + hour)


async def test_a_time_without_a_zone_is_never_stored(tx: Tx, world: Any) -> None:
    item = await world.item(tx, await world.feed(tx))
    naive = replace(decision(item.id, world), at=world.now.replace(tzinfo=None))
    with pytest.raises(Exception, match="a time without a zone"):
        await record.decide(tx, [naive])


async def test_what_undoes_a_change_can_be_read_before_it_is_undone(tx: Tx, world: Any) -> None:
    home = (await world.channel(tx)).community_id
    away = (await world.channel(tx, community="away")).community_id
    number = await record.change(
        tx, home, actor="ann", command="/x", inverse={"steps": [1]}, now=world.now
    )
    assert await record.inverse_of(tx, home, number) == {"steps": [1]}
    assert await record.inverse_of(tx, away, number) == {}
    taken = await record.take_back(tx, home, number, since=world.now, now=world.now)
    assert taken == {"steps": [1]}


async def test_questions_are_dropped_and_changes_keep_only_what_they_were(
    tx: Tx, world: Any
) -> None:
    home = (await world.channel(tx)).community_id
    note = {"actor": "ada", "inverse": {"answers": [{"given": "a whole file"}]}}
    for command in (f"{record.ASKED}import", "watching ships"):
        await record.change(tx, home, command=command, now=world.now, **note)
    late = await record.change(tx, home, command="muted", now=world.after(hours=2), **note)
    assert await record.forget_notes(tx, world.after(hours=1)) == 1
    rows = (await tx.conn.execute(select(changes.c.id, changes.c.command, changes.c.inverse))).all()
    assert [(row.command, bool(row.inverse)) for row in rows] == [
        ("watching ships", False),
        ("muted", True),
    ]
    assert await record.inverse_of(tx, home, late) == note["inverse"]
