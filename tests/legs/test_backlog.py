"""After an outage a channel gets what waited within its budget: a roll-up, then the newest."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.commands.desk import Desk
from bot.commands.table import COMMANDS
from bot.legs.poll import poll
from bot.legs.publish import publish
from bot.model import Kind
from bot.store import backlog, channels, deliveries
from tests.legs.test_rollup import channel_id, news, set_channel, shown, states
from tests.legs.weather import Weather
from tests.linetest import OUTLETS, START, World
from tests.simulation.budget import over_budget

KINDS = ["429", "5xx", "lost"]


@pytest.fixture
async def sky(world: World) -> Weather:
    sky = Weather(lambda: world.now)
    world.chat = sky
    world.gear = replace(world.gear, chats={"memory": sky})
    await sky.start(COMMANDS, Desk(world.gear))
    await world.say("/watch senkaku")
    return sky


async def through(world: World, sky: Weather, kind: str, *, hours: int, each: int) -> list[str]:
    """Let an outage pass in which so many stories an hour are told; give their titles."""
    sky.storm(kind, hours=hours, minutes=30)
    titles = []
    for number in range(hours * each):
        titles += news(world, 1, number, OUTLETS[number // each % 5])
        await world.leap(minutes=11)
        await world.leap(minutes=60 // each - 11)
    await world.leap(minutes=20)
    return titles


async def alerts(world: World) -> list[tuple[datetime, bool]]:
    async with world.gear.store.read() as tx:
        sent = await backlog.posted_in(tx, await channel_id(tx), since=START)
    return [(one.at, one.urgent) for one in sent]


@pytest.mark.parametrize("kind", KINDS)
async def test_what_waited_comes_as_one_roll_up_and_the_newest_within_the_budget(
    world: World, sky: Weather, kind: str
) -> None:
    titles = await through(world, sky, kind, hours=3, each=4)
    await world.later(minutes=40)
    posts = [(p.payload["kind"], p.shown) for p in sky.sent if p.payload["kind"] != "digest"]
    told = [
        title
        for kind, post in posts
        for title in (
            sorted(shown(post), key=titles.index) if kind == "rollup" else [post["title"]]
        )
    ]
    assert told == titles
    assert [kind for kind, _ in posts].count("rollup") == 1
    assert 5 <= len(await alerts(world)) <= 6  # five, and one that was under way
    assert over_budget(await alerts(world)) == ""
    assert set(await states(world)) <= {"sent", "merged", "expired"}


async def test_the_roll_up_says_since_when_nothing_could_be_posted(
    world: World, sky: Weather
) -> None:
    await through(world, sky, "429", hours=3, each=4)
    await world.later(minutes=40)
    (post,) = world.posts("rollup")
    assert post["title"] == "Could not be posted since Tuesday 24 November, 06:15 (UTC): 7 stories"


async def test_what_was_never_tried_was_delayed_and_no_platform_refused_it(
    world: World, sky: Weather
) -> None:
    for start in (0, 4):  # the bot is slow, and gets to no sending
        news(world, 4, start, OUTLETS[start])
        world.move(minutes=11)
        await poll(world.gear)
        world.move(minutes=6)
        await publish(world.gear)
        world.move(minutes=70)
    await world.later(minutes=5)
    (post,) = world.posts("rollup")
    assert post["title"] == "Delayed since Tuesday 24 November, 06:17 (UTC): 3 stories"


async def test_what_is_told_right_after_an_outage_has_no_budget_of_its_own(
    world: World, sky: Weather
) -> None:
    await through(world, sky, "429", hours=2, each=4)
    news(world, 5, 8)
    await world.later(hours=2)
    assert over_budget(await alerts(world)) == ""
    assert len(world.posts("rollup")) == 2


async def test_what_waited_and_is_within_the_budget_is_posted_as_it_is(
    world: World, sky: Weather
) -> None:
    titles = await through(world, sky, "429", hours=3, each=1)
    await world.later(minutes=40)
    assert world.titles() == titles
    assert world.posts("rollup") == []


async def test_one_story_too_many_needs_no_roll_up(world: World, sky: Weather) -> None:
    titles = await through(world, sky, "429", hours=3, each=2)
    await world.later(minutes=40)
    assert world.titles() == titles
    assert world.posts("rollup") == []


async def test_a_channel_without_a_budget_gets_all_of_it(world: World, sky: Weather) -> None:
    async with world.gear.store.begin() as tx:
        channel = await channels.get_channel(tx, await channel_id(tx))
        await channels.update_settings(tx, channel, {"budget": "off"})
    titles = await through(world, sky, "429", hours=2, each=4)
    await world.later(minutes=40)
    assert world.titles() == titles


async def test_what_waits_while_a_pause_is_on_comes_after_it(world: World, sky: Weather) -> None:
    titles = await through(world, sky, "429", hours=2, each=4)
    await set_channel(world, paused_until=world.now + timedelta(hours=1))
    await world.later(minutes=50)
    assert world.posts() == world.posts("rollup") == []
    await world.later(minutes=30)
    said = [title for post in world.posts("rollup") for title in shown(post)]
    assert sorted(said + world.titles()) == sorted(titles)


async def test_what_follows_on_a_story_goes_on_under_that_roll_up(
    world: World, sky: Weather
) -> None:
    titles = await through(world, sky, "429", hours=3, each=4)
    await world.later(minutes=40)
    first = titles[0]
    world.item(first, "lagoon", text="Three people died there, the Japan Coast Guard said later.")
    await world.later(minutes=30)
    async with world.gear.store.read() as tx:
        (channel,) = [await channel_id(tx)]
        update = await deliveries.newest(tx, channel, Kind.UPDATE)
    assert update is not None
    assert first in str(update.payload)
