"""What is held back comes in one post, told once, and nothing of it is lost."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.errors import SendNever
from bot.model import Kind
from bot.store import Tx, channels, deliveries, held, lines
from tests.feedserver import FeedServer
from tests.linetest import NewsItem, World, close_world, open_world

SENKAKU = "Patrol ships enter waters off the Senkaku Islands for third day"
TOPICS = (
    *("lighthouse repaired", "ferry turned back", "drone spotted", "fishing ban eased"),
    *("storm damages buoys", "survey vessel arrives", "students protest", "cable cut"),
    *("oil slick cleaned", "whales counted", "court hears captain", "radar goes dark"),
    *("minister inspects base", "pilot rescued", "typhoon passes", "treaty text leaks"),
)
NIGHT = {"from": "22:00", "to": "07:00", "days": list(range(7))}


def news(world: World, count: int, start: int = 0, outlet: str = "harbour") -> list[str]:
    titles = [f"{TOPICS[n % 16]} near the Senkaku Islands" for n in range(start, start + count)]
    for title in titles:
        world.item(title, outlet)
    return titles


async def set_channel(world: World, **values: Any) -> None:
    async with world.gear.store.begin() as tx:
        await channels.update_channel(tx, await channel_id(tx), **values)


async def channel_id(tx: Tx) -> int:
    home = await channels.community(tx, "memory", "memory", "memory")
    found = await channels.find_channel(tx, home.id, "desk")
    assert found is not None
    return found.id


async def states(world: World) -> dict[str, int]:
    async with world.gear.store.read() as tx:
        return await deliveries.counts(tx)


def shown(post: Mapping[str, Any]) -> list[str]:
    return [line["title"] for section in post["sections"] for line in section["lines"]]


async def test_what_is_over_the_budget_comes_in_one_roll_up(world: World) -> None:
    await world.say("/watch senkaku")
    titles = news(world, 9)
    await world.later(minutes=30)
    assert len(world.posts()) == 5
    (post,) = world.posts("rollup")
    assert post["label"] == "ROLL-UP"
    assert post["title"] == "Over this channel’s budget of 4 an hour: 4 more stories"
    assert sorted(world.titles() + shown(post)) == sorted(titles)
    assert post["sections"][0]["heading"] == "Senkaku Islands"
    await world.later(hours=3)
    assert len(world.posts("rollup")) == 1
    assert world.posts("digest") == []  # all of it was told


async def test_roll_ups_of_the_budget_come_once_an_hour_at_most(world: World) -> None:
    await world.say("/watch senkaku")
    told = []
    for hour in range(4):
        news(world, 4, start=4 * hour, outlet=("harbour", "kanto", "strait", "delta")[hour])
        await world.later(minutes=25)
    await world.later(hours=2)
    rollups = [p for p in await planned(world) if p[0] == "rollup"]
    told = [at for _, at in rollups]
    assert len(told) >= 2
    gaps = [later - earlier for earlier, later in pairwise(told)]
    assert min(gaps) >= world.gear.rules.rollup_every


@pytest.mark.parametrize("asked", ["/watch senkaku", "/subscribe Harbour"])
async def test_one_alone_over_the_budget_comes_once_an_hour_at_most(
    world: World, asked: str
) -> None:
    await world.say(asked)
    async with world.gear.store.begin() as tx:
        channel = await channels.get_channel(tx, await channel_id(tx))
        await channels.update_settings(tx, channel, {"budget": {"burst": 1, "per_hour": 0.01}})
        await channels.update_channel(tx, channel.id, tokens=0.0, tokens_at=world.now)
    world.item(SENKAKU)
    await world.later(minutes=25)
    assert world.titles() == [SENKAKU]  # alone
    world.item("Senkaku ferry line opens for tourists")
    await world.later(minutes=25)
    assert world.titles() == [SENKAKU]
    await world.later(minutes=40)
    assert len(world.titles()) == 2
    async with world.gear.store.read() as tx:
        rows = [await deliveries.get(tx, number) for number in range(1, 20)]
    first, second = (row.created_at for row in rows if row and row.kind is Kind.ALERT)
    assert second - first >= world.gear.rules.rollup_every


async def test_why_says_that_an_alert_was_held_and_came_alone(world: World) -> None:
    await world.say("/watch senkaku")
    await set_channel(world, tokens=0.0, tokens_at=world.now + timedelta(hours=1))
    world.item(SENKAKU)
    await world.later(minutes=25)
    assert world.titles() == [SENKAKU]
    reply = await world.say("/why")
    assert "came alone, since nothing else was held" in reply.text


async def planned(world: World) -> list[tuple[str, datetime]]:
    async with world.gear.store.read() as tx:
        found = [await deliveries.get(tx, n) for n in range(1, 200)]
    return [(d.kind.value, d.created_at) for d in found if d is not None]


async def test_a_digest_that_falls_into_a_pause_is_made_up_for_once(world: World) -> None:
    await world.say("/watch senkaku mode:digest")
    world.item(SENKAKU)
    await world.later(minutes=15)
    await set_channel(world, paused_until=world.now + timedelta(hours=30))
    await world.later(hours=29)
    assert world.sent() == []
    await world.later(hours=2)
    (post,) = world.posts("digest")
    assert shown(post) == [SENKAKU]


async def test_a_held_story_that_becomes_urgent_is_released_at_once(world: World) -> None:
    await world.say("/watch senkaku")
    await set_channel(world, tokens=0.0, tokens_at=world.now + timedelta(minutes=10))
    async with world.gear.store.begin() as tx:
        await channels.update_settings(
            tx,
            await channels.get_channel(tx, await channel_id(tx)),
            {"budget": {"burst": 1, "per_hour": 0.01}},
        )
    first, second = SENKAKU, f"{TOPICS[0]} near the Senkaku Islands"
    world.item(first)
    world.item(second, "lagoon")
    while (await states(world)).get("pending", 0) < 2:
        await world.later(seconds=30)
    assert world.posts() == []
    for outlet in ("kanto", "strait", "delta"):
        world.item(first, outlet)
    await world.later(minutes=9)
    assert world.titles() == [first]
    assert world.posts()[0]["urgent"]


async def test_urgent_alerts_pass_a_used_up_budget_three_an_hour(world: World) -> None:
    await world.say("/watch senkaku urgent:yes")
    await set_channel(world, tokens=0.0, tokens_at=world.now)
    async with world.gear.store.begin() as tx:
        await channels.update_settings(
            tx,
            await channels.get_channel(tx, await channel_id(tx)),
            {"budget": {"burst": 1, "per_hour": 0.01}},
        )
    news(world, 5)
    await world.later(minutes=30)
    assert len(world.posts()) == 3
    (post,) = world.posts("rollup")
    assert len(shown(post)) == 2
    assert all(
        line["outlets"].startswith("urgent · ")
        for section in post["sections"]
        for line in section["lines"]
    )


async def test_items_of_a_followed_feed_are_held_the_same_way(world: World) -> None:
    await world.say("/subscribe Harbour")
    titles = [f"Item number {n}" for n in range(8)]
    for title in titles:
        world.item(title)
    await world.later(minutes=30)
    (post,) = world.posts("rollup")
    assert len(world.posts()) == 5
    assert sorted(world.titles() + shown(post)) == sorted(titles)
    assert post["sections"][0]["heading"] == "Harbour"
    await world.later(hours=26)
    assert world.posts("digest") == []


async def test_a_story_that_was_muted_while_it_was_held_is_left_out(world: World) -> None:
    await world.say("/watch senkaku")
    await set_channel(world, quiet={"from": "06:00", "to": "14:30", "days": [1]})
    titles = news(world, 3)
    await world.later(minutes=30)
    await world.press("hush:s" + str(await story_of(world, titles[1])) + ":story")
    await world.later(hours=9)
    (post,) = world.posts("rollup")
    assert sorted(shown(post)) == sorted([titles[0], titles[2]])


async def story_of(world: World, title: str) -> int:
    async with world.gear.store.read() as tx:
        found = await lines.of(tx, range(1, 50))
    return next(line.story_id for line in found if line.title == title and line.story_id)


async def test_a_story_told_by_a_roll_up_is_told(world: World) -> None:
    await world.say("/watch senkaku")
    await set_channel(world, quiet={"from": "06:00", "to": "07:00", "days": [1]})
    titles = news(world, 3)
    await world.later(minutes=90)
    assert len(world.posts("rollup")) == 1
    for title in titles:
        world.item(title, "kanto")
    await world.later(hours=4)
    (post,) = world.posts("rollup")
    assert world.posts("alert") == []
    assert world.posts("digest") == []
    async with world.gear.store.read() as tx:
        alerts = [d for n in range(1, 9) if (d := await deliveries.get(tx, n)) and d.story_id]
        teller = await held.post_of(tx, alerts[0].id)
        sent = await deliveries.sent_message(tx, teller)
    assert sent is not None
    assert sent.external_id == world.sent()[0].external_id
    assert post["kind"] == "rollup"


async def test_a_roll_up_of_the_budget_does_not_break_into_quiet_hours(world: World) -> None:
    await world.say("/watch senkaku")
    await set_channel(world, quiet={"from": "06:10", "to": "09:00", "days": [1]})
    titles = news(world, 7)
    await world.later(hours=2)
    assert len(world.posts("alert")) == 5
    assert world.posts("rollup") == []
    news(world, 2, start=7, outlet="kanto")
    await world.later(minutes=58)
    assert world.posts("rollup") == []
    await world.later(minutes=10)
    (post,) = world.posts("rollup")
    assert post["label"] == "ROLL-UP"
    assert post["title"] == (
        "Over this channel’s budget of 4 an hour and held during quiet hours 06:10–09:00: "
        "4 more stories"
    )
    assert set(titles) < set(world.titles() + shown(post))


async def test_what_no_roll_up_could_post_is_told_by_the_digest(world: World) -> None:
    await world.say("/watch senkaku")
    await set_channel(world, quiet={"from": "06:00", "to": "07:30", "days": [1]})
    titles = news(world, 3)
    await world.later(minutes=80)
    assert world.sent() == []
    world.chat.fail_next(SendNever("too long"))
    await world.later(hours=2)
    (post,) = world.posts("digest")
    assert sorted(shown(post)) == sorted(titles)


@pytest.mark.parametrize("stop", range(1, 7))
async def test_a_stop_between_any_two_commits_loses_and_doubles_nothing(
    world: World, stop: int
) -> None:
    await world.say("/watch senkaku")
    titles = news(world, 8)
    await world.later(minutes=12)
    whole, begun = world.gear, 0

    class Stopping:
        """A store whose program dies before its n-th commit from here on."""

        def __getattr__(self, name: str) -> Any:
            return getattr(whole.store, name)

        @asynccontextmanager
        async def begin(self) -> AsyncIterator[Tx]:
            nonlocal begun
            begun += 1
            async with whole.store.begin() as tx:
                yield tx
                if begun == stop:
                    raise Died

    world.gear = replace(whole, store=Stopping())
    with suppress(Died):
        await world.later(minutes=20)
    world.gear = whole
    await world.later(minutes=40)
    (post,) = world.posts("rollup")
    assert sorted(world.titles() + shown(post)) == sorted(titles)


class Died(BaseException):
    """Not to be caught by any leg."""


async def test_a_storm_of_500_is_six_messages_and_every_story_is_found_in_them(
    tmp_path: Path,
) -> None:
    chance = Random(5)
    words = ["".join(chance.choices("bcdfglmnprstaeiou", k=8)) for _ in range(3000)]
    with FeedServer() as server:
        world = await open_world(tmp_path, server)
        await world.say("/watch senkaku")
        titles = [f"{' '.join(words[n * 5 : n * 5 + 5])} off Senkaku" for n in range(500)]
        for title in titles:
            world.listed["harbour"].append(NewsItem(id=title, title=title, at=world.now))
        world.show("harbour")
        await world.leap(minutes=15)
        await world.leap(minutes=2)
        await world.leap(minutes=11)
        assert len(world.sent()) <= 6
        (post,) = world.posts("rollup")
        found = world.titles() + shown(post)
        assert len(found) == 15
        (more,) = post["buttons"]
        assert more["label"] == "485 more"
        button: str | None = more["id"]
        while button is not None:
            reply = await world.press(button)
            assert not reply.error, reply.text
            assert len(reply.text) <= 2000
            found += [t for t in titles if t in reply.text]
            button = next((b.id for b in reply.buttons if b.label == "Next"), None)
        assert sorted(found) == sorted(titles)
        await close_world(world)
