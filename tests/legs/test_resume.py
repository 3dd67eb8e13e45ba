"""What a channel was not told while a watch was paused, or an outlet muted."""

import pytest

from bot.errors import SendLater, SendUnknown
from bot.legs.poll import poll
from bot.model import Reply
from tests.legs.test_rollup import shown
from tests.linetest import World

TITLE = "Patrol ships enter waters off the Senkaku Islands for third day"
LATER = "Rice is dear on the Senkaku Islands, say fishers"
NEXT = "Storm damages buoys near the Senkaku Islands"


def named(reply: Reply, label: str) -> str:
    return next(one.id for one in reply.buttons if one.label.startswith(label))


async def comes(world: World, title: str, outlet: str = "harbour") -> None:
    """Let an item be read, and its story not settle yet."""
    world.item(title, outlet)
    world.move(minutes=11)
    await poll(world.gear)


async def pressed(world: World, watched: Reply, value: str) -> Reply:
    number = named(watched, "Adjust").partition(":")[2]
    return await world.press(f"set:{number}:state:{value}")


async def test_what_settles_while_its_watch_is_paused_is_told_when_it_goes_on(
    world: World,
) -> None:
    watched = await world.say("/watch senkaku")
    await comes(world, TITLE)
    await pressed(world, watched, "paused")
    await world.later(minutes=10)
    assert world.posts() == []
    await pressed(world, watched, "active")
    await world.later(minutes=1)
    assert world.titles() == [TITLE]
    await pressed(world, watched, "paused")
    await pressed(world, watched, "active")
    await world.later(minutes=10)
    assert world.titles() == [TITLE]


async def test_what_was_tried_before_a_pause_is_posted_after_it(world: World) -> None:
    watched = await world.say("/watch senkaku")
    await comes(world, TITLE)
    world.chat.fail_next(SendUnknown("status 503"))
    while world.chat._failures:
        await world.later(seconds=30)
    await pressed(world, watched, "paused")
    await world.later(minutes=5)
    assert world.posts() == []
    await pressed(world, watched, "active")
    await world.later(minutes=1)
    assert world.titles() == [TITLE]


async def test_what_a_paused_watch_missed_is_told_in_one_roll_up(world: World) -> None:
    watched = await world.say("/watch senkaku")
    await comes(world, TITLE)
    await pressed(world, watched, "paused")
    world.item(NEXT, "kanto")
    world.item(LATER, "strait")
    await world.later(hours=7)
    await pressed(world, watched, "active")
    await world.later(minutes=25)
    assert world.posts() == []
    (post,) = world.posts("rollup")
    assert post["title"] == "Came while its watch was paused: 3 stories"
    assert sorted(shown(post)) == sorted([TITLE, NEXT, LATER])
    why = (await world.say("/why https://harbour.example/2")).text
    assert "In a roll-up in #desk" in why
    assert "its watch was paused" in why
    await pressed(world, watched, "paused")
    await pressed(world, watched, "active")
    world.item(LATER, "lagoon")
    await world.later(minutes=25)
    assert world.posts() == []
    assert len(world.posts("rollup")) == 1


async def test_what_was_put_off_before_a_long_pause_comes_in_that_roll_up(world: World) -> None:
    watched = await world.say("/watch senkaku")
    await comes(world, TITLE)
    world.chat.fail_next(SendLater("Not now.", after=900))
    while world.chat._failures:
        await world.later(seconds=30)
    await pressed(world, watched, "paused")
    await world.leap(hours=7)
    await pressed(world, watched, "active")
    await world.later(minutes=15)
    assert world.posts() == []
    assert [post["title"] for post in world.posts("rollup")] == [
        "Came while its watch was paused: 1 story"
    ]


async def test_one_story_that_was_missed_is_no_alert_either(world: World) -> None:
    watched = await world.say("/watch senkaku")
    await world.say("/subscribe Delta")
    await pressed(world, watched, "paused")
    await comes(world, TITLE)
    await world.later(minutes=5)
    await pressed(world, watched, "active")
    world.item(NEXT, "kanto")
    await world.later(minutes=25)
    assert world.titles() == [NEXT]
    (post,) = world.posts("rollup")
    assert shown(post) == [TITLE]


@pytest.mark.parametrize("how", ["pause", "unwatch", "digest", "unsubscribe", "mute"])
async def test_what_comes_before_a_silence_is_undone_is_told_once(world: World, how: str) -> None:
    watched = await world.say("/watch senkaku")
    number = named(watched, "Adjust").partition(":")[2]
    if how == "unsubscribe":
        await world.say("/unwatch senkaku")
        await world.say("/subscribe Harbour")
    if how == "mute":
        world.item("Rice is dear near the Senkaku Islands")
        await world.later(minutes=13)
        asked = await world.press(named_of(world, "Mute"))
    silent = {
        "pause": lambda: world.press(f"set:{number}:state:paused"),
        "unwatch": lambda: world.say("/unwatch senkaku"),
        "digest": lambda: world.press(f"set:{number}:mode:digest"),
        "unsubscribe": lambda: world.say("/unsubscribe Harbour"),
        "mute": lambda: world.press(named(asked, "Outlet Harbour")),
    }
    await world.later(minutes=6)
    before = len(world.posts())
    gone = await silent[how]()
    one = world.item(NEXT)
    world.item("Rice is cheap in the hills")
    await world.later(minutes=9)
    assert "never read" not in (await world.say(f"/whynot {one.link}")).text
    assert len(world.posts()) == before
    assert not (await world.press(named(gone, "Undo"))).error
    await world.later(minutes=13)
    told = [NEXT, "Rice is cheap in the hills"] if how == "unsubscribe" else [NEXT]
    assert sorted(world.titles()[before:]) == sorted(told)


def named_of(world: World, label: str) -> str:
    return next(
        str(one["id"])
        for one in world.posts()[-1]["buttons"]
        if str(one["label"]).startswith(label)
    )
