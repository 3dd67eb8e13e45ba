"""What a channel was not told while a watch was paused, or an outlet muted."""

import pytest

from bot.errors import SendUnknown
from bot.legs.poll import poll
from bot.model import Reply
from tests.linetest import World

TITLE = "Patrol ships enter waters off the Senkaku Islands for third day"
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


async def test_what_settled_long_before_is_not_told_and_whynot_says_so(world: World) -> None:
    watched = await world.say("/watch senkaku")
    await comes(world, TITLE)
    await pressed(world, watched, "paused")
    await world.later(hours=7)
    await pressed(world, watched, "active")
    await world.later(minutes=10)
    assert world.posts() == []
    for command in ("/whynot", "/why"):
        why = (await world.say(f"{command} https://harbour.example/2")).text
        assert "when *Senkaku Islands* was paused or asked for something else" in why
        assert "settled" not in why


async def test_what_comes_in_a_pause_is_not_told_when_it_ends(world: World) -> None:
    watched = await world.say("/watch senkaku")
    await pressed(world, watched, "paused")
    await comes(world, TITLE)
    await world.later(minutes=5)
    await pressed(world, watched, "active")
    await world.later(minutes=5)
    assert world.posts() == []


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
