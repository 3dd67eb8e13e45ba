"""Changing topics: whose query a watch asks, and what it has found by then."""

from typing import Any

import pytest

from bot.legs.housekeep import housekeep
from bot.legs.retopic import carry_out, per_day, try_out
from bot.model import Alias, Overlay
from bot.store import channels, items, rematch, topics, watches
from tests.linetest import World

SENKAKU = "Patrol ships enter waters off the Senkaku Islands for third day"
POINT = "Lighthouse keeper of Pebble Point retires"
ADDED = Overlay(aliases=(Alias(text="Pebble Point", language="en", match="word"),))
COUNTED = Alias(text="Patrol", language="en", match="word", needs=("nothing like it",))


async def change(world: World, changes: dict[str, Overlay | None], **more: Any) -> None:
    async with world.gear.store.begin() as tx:
        await carry_out(world.gear, tx, 1, changes, now=world.now, **more)


async def asked(world: World, community: int = 1) -> dict[str, int | None]:
    async with world.gear.store.read() as tx:
        found = await watches.asked_in(tx, community)
    return dict(found.values())


async def met(world: World) -> dict[str, set[str]]:
    """Give what each of community 1's queries has found: normal form → titles."""
    async with world.gear.store.read() as tx:
        queries = await watches.asked_in(tx, 1)
        stored = await items.recent(tx, None, world.now.replace(year=2000))
        matches = await items.matches_of(tx, [item.id for item in stored])
    return {
        text: {item.title for item in stored if number in matches.get(item.id, {})}
        for number, (text, _) in queries.items()
    }


@pytest.fixture
async def seen(world: World) -> World:
    """A world with two items and three watches."""
    world.item(SENKAKU)
    world.item(POINT, "kanto")
    await world.later(minutes=15)
    for query in ("senkaku", "east china sea", "quad"):
        await world.say(f"/watch {query}")
    return world


async def test_only_queries_about_a_touched_topic_become_the_communitys_own(seen: World) -> None:
    assert set((await asked(seen)).values()) == {None}
    await change(seen, {"senkaku": ADDED})
    assert await asked(seen) == {
        "topic:senkaku": 1,
        "topic:east-china-sea": 1,
        "topic:quad": None,
    }
    assert (await met(seen))["topic:senkaku"] == {SENKAKU, POINT}
    assert (await met(seen))["topic:east-china-sea"] == {SENKAKU, POINT}


async def test_what_was_found_by_a_name_that_is_off_is_forgotten(seen: World) -> None:
    await change(seen, {"senkaku": ADDED})
    await change(seen, {"senkaku": Overlay(off=True)})
    assert (await met(seen))["topic:senkaku"] == set()
    assert (await met(seen))["topic:east-china-sea"] == set()


async def test_without_changes_the_watches_ask_what_all_ask_again(seen: World) -> None:
    await change(seen, {"senkaku": ADDED})
    await change(seen, {"senkaku": None})
    assert set((await asked(seen)).values()) == {None}
    assert (await met(seen))["topic:senkaku"] == {SENKAKU}


async def test_another_name_for_a_topic_moves_no_query(seen: World) -> None:
    await change(seen, {"senkaku": Overlay(name="The Rocks")})
    assert set((await asked(seen)).values()) == {None}


async def test_a_trial_changes_nothing_and_saves_matching_later(seen: World) -> None:
    async with seen.gear.store.read() as tx:
        trial = await try_out(seen.gear, tx, 1, {"senkaku": ADDED}, topic="senkaku", now=seen.now)
    assert {item.title for item in trial.topic.before.values()} == {SENKAKU}
    assert {item.title for item in trial.topic.after.values()} == {SENKAKU, POINT}
    assert set((await asked(seen)).values()) == {None}
    seen.item("Pebble Point gets a pier", "delta")
    await seen.later(minutes=15)
    await change(seen, {"senkaku": ADDED}, trial=trial)
    assert (await met(seen))["topic:senkaku"] == {SENKAKU, POINT, "Pebble Point gets a pier"}


async def test_a_trial_of_something_else_is_not_believed(seen: World) -> None:
    async with seen.gear.store.read() as tx:
        trial = await try_out(
            seen.gear, tx, 1, {"senkaku": Overlay(off=True)}, topic=None, now=seen.now
        )
    await change(seen, {"senkaku": ADDED}, trial=trial)
    assert (await met(seen))["topic:senkaku"] == {SENKAKU, POINT}


async def test_removed_watches_move_too_so_that_undo_brings_back_the_right_ones(
    seen: World,
) -> None:
    gone = await seen.say("/unwatch senkaku")
    await change(seen, {"senkaku": ADDED})
    await seen.press(gone.buttons[-1].id)
    assert (await asked(seen))["topic:senkaku"] == 1
    assert POINT in (await seen.say("/latest senkaku")).text


async def test_a_change_that_is_rolled_back_is_seen_by_nobody(seen: World) -> None:

    async def broken() -> None:
        async with seen.gear.store.begin() as tx:
            await carry_out(seen.gear, tx, 1, {"senkaku": ADDED}, now=seen.now)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await broken()
    async with seen.gear.store.read() as tx:
        assert await topics.everywhere(tx) == {}
        view = await seen.gear.memory.view(tx, seen.gear.catalogue, 1)
    assert view.catalogue is seen.gear.catalogue
    assert (await seen.say("/topics show pebble point")).error


async def test_a_new_item_is_matched_in_the_sense_of_each_community(seen: World) -> None:
    await change(seen, {"senkaku": ADDED})
    async with seen.gear.store.begin() as tx:
        other = await channels.community(tx, "memory", "away", "Away")
        channel = await channels.channel(
            tx, other.id, "away", "away", digest_time="08:00", now=seen.now
        )
        shared = await watches.query_id(tx, "topic:senkaku")
        await watches.add(tx, channel.id, label="Senkaku", now=seen.now, query_id=shared)
    news = "Fishermen gather at Pebble Point for the festival"
    seen.item(news, "strait")
    await seen.later(minutes=15)
    async with seen.gear.store.read() as tx:
        item = (await items.recent(tx, None, seen.now.replace(year=2000), limit=1))[0]
        found = (await items.matches_of(tx, [item.id]))[item.id]
        homes = await watches.homes(tx)
    assert item.title == news
    assert {homes.get(number) for number in found} == {1}


async def test_a_name_is_counted_whatever_stands_around_it(seen: World) -> None:
    rare = Alias(text="Frobnicate", language="en", match="word")
    async with seen.gear.store.read() as tx:
        rates = await per_day(seen.gear, tx, 1, [COUNTED, rare], now=seen.now)
    assert rates[0] > 0
    assert rates[1] == 0


async def test_what_is_older_than_the_newest_is_matched_later_and_in_parts(
    seen: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.legs.rematch.MOST_ITEMS", 1)
    monkeypatch.setattr("bot.legs.rematch.PART", 1)
    seen.item("A quiet day in the harbour", "delta")
    await seen.later(minutes=15)
    await change(seen, {"senkaku": ADDED})
    assert (await met(seen))["topic:senkaku"] == set()
    await housekeep(seen.gear)
    assert (await met(seen))["topic:senkaku"] == {SENKAKU, POINT}
    async with seen.gear.store.read() as tx:
        assert await rematch.pending(tx) == {}


async def test_a_change_in_the_middle_of_matching_older_items_begins_anew(
    seen: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.legs.rematch.MOST_ITEMS", 1)
    await change(seen, {"senkaku": ADDED})
    await change(seen, {"senkaku": Overlay(aliases=ADDED.aliases, names_off=("Senkaku",))})
    await housekeep(seen.gear)
    assert (await met(seen))["topic:senkaku"] == {POINT}
    await change(seen, {"senkaku": None})
    await housekeep(seen.gear)
    assert (await met(seen))["topic:senkaku"] == {SENKAKU}
