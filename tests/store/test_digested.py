"""What digests told a channel of, until when, and which of these stories go on."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.model import Headline, Kind, State
from bot.store import Tx, digested, held, items, lines
from bot.store.tables import deliveries as outbox
from tests.store.conftest import NOW

HOUR = timedelta(hours=1)
LINE = Headline(
    heading="Herald", title="Ships meet", url=None, sentence="", outlets="Herald", at=NOW
)


async def digest(tx: Tx, world: Any, channel: Any, *stories: int, **values: Any) -> int:
    """Plan a digest that tells of stories."""
    made: int = await world.delivery(tx, channel, kind=Kind.DIGEST, story_ids=stories, **values)
    return made


async def be(tx: Tx, post: int, state: State) -> None:
    await tx.conn.execute(update(outbox).where(outbox.c.id == post).values(state=state.value))


async def stories(tx: Tx, world: Any, count: int, **values: Any) -> list[int]:
    feed = await world.feed(tx)
    return [await world.story(tx, await world.item(tx, feed, **values)) for _ in range(count)]


async def test_a_story_was_told_when_its_newest_digest_was_made(tx: Tx, world: Any) -> None:
    channel, other = await world.channel(tx), await world.channel(tx, "other")
    one, two, three = await stories(tx, world, 3)
    await digest(tx, world, channel, one, two)
    await digest(tx, world, channel, one, now=world.now + HOUR)
    await digest(tx, world, channel, one, now=world.now - HOUR)
    await digest(tx, world, other, one, three, now=world.now + 2 * HOUR)
    told = await digested.told_until(tx, channel.id, [one, two, three])
    assert told == {one: world.now + HOUR, two: world.now}
    assert await digested.told_until(tx, channel.id, [two]) == {two: world.now}
    assert await digested.told_until(tx, channel.id, []) == {}
    many = [*range(one, 40_000)]
    assert await digested.told_until(tx, channel.id, many) == told


async def test_only_a_digest_that_was_not_given_up_told_of_a_story(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx)
    alerted, failed, folded = await stories(tx, world, 3)
    await world.delivery(tx, channel, story_ids=[alerted])
    await be(tx, await digest(tx, world, channel, failed), State.FAILED)
    first = await digest(tx, world, channel, folded)
    last = await digest(tx, world, channel, now=world.now + HOUR)
    await held.merge(tx, [first], last, State.EXPIRED, reason="told by the next")
    told = await digested.told_until(tx, channel.id, [alerted, failed, folded])
    assert told == {folded: world.now}


async def test_a_story_goes_on_when_an_item_came_or_was_changed_since(tx: Tx, world: Any) -> None:
    channel, feed = await world.channel(tx), await world.feed(tx)
    before, at, after, changed, untold = [
        await world.item(tx, feed, first_seen=world.now + seconds * timedelta(seconds=1))
        for seconds in (-1, 0, 1, -1, 1)
    ]
    ids = [await world.story(tx, one) for one in (before, at, after, changed, untold)]
    await digest(tx, world, channel, *ids[:4])
    assert await digested.going_on(tx, channel.id, world.now) == {ids[1], ids[2]}
    new = {"text": "Other words.", "content_hash": "other"}
    assert await items.revise(tx, feed.id, changed.key, new, world.now, most=9)
    assert await digested.going_on(tx, channel.id, world.now) == {ids[1], ids[2], ids[3]}
    assert await digested.going_on(tx, channel.id, world.now + HOUR) == set()


@pytest.mark.parametrize(
    ("days", "goes_on"), [(timedelta(days=30), True), (timedelta(days=30, seconds=1), False)]
)
async def test_a_digest_of_long_ago_is_not_asked_how_its_stories_go_on(
    tx: Tx, world: Any, days: timedelta, goes_on: bool
) -> None:
    channel = await world.channel(tx)
    (story,) = await stories(tx, world, 1)
    await digest(tx, world, channel, story, now=world.now - days)
    assert await digested.going_on(tx, channel.id, world.now) == ({story} if goes_on else set())


async def test_a_story_goes_on_only_where_a_digest_told_of_it(tx: Tx, world: Any) -> None:
    channel, other = await world.channel(tx), await world.channel(tx, "other")
    here, there, alerted = await stories(tx, world, 3)
    await digest(tx, world, channel, here)
    await digest(tx, world, other, there)
    await world.delivery(tx, channel, story_ids=[alerted])
    assert await digested.going_on(tx, channel.id, world.now) == {here}


async def test_items_with_a_line_of_their_own_are_those_of_the_digests_of_the_channel(
    tx: Tx, world: Any
) -> None:
    channel, other = await world.channel(tx), await world.channel(tx, "other")

    async def lists(*ids: int, kind: Kind = Kind.DIGEST, place: Any = channel) -> int:
        made: int = await world.delivery(tx, place, kind=kind)
        told = [replace(LINE, item_id=id_) for id_ in ids]
        await lines.keep(tx, made, [*told, replace(LINE, story_id=None)])
        return made

    await lists(1, 2)
    await lists(3)
    await lists(4, place=other)
    await lists(5, kind=Kind.ROLLUP)
    await be(tx, await lists(6), State.FAILED)
    assert await digested.items_told(tx, channel.id, [1, 2, 4, 5, 6]) == {1, 2}
    assert await digested.items_told(tx, channel.id, range(1, 40_000)) == {1, 2, 3}
    assert await digested.items_told(tx, other.id, [1, 4]) == {4}
    assert await digested.items_told(tx, channel.id, []) == set()
