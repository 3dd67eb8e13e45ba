"""An outlet is muted while alerts of it wait to be posted: they are given up, as long as it is."""

from bot.errors import SendLater, SendUnknown
from bot.model import Reply
from bot.store import channels
from tests.legs.test_resume import named, named_of
from tests.linetest import World

FIRST = "Rice is dear near the Senkaku Islands"
NEXT = "Storm damages buoys near the Senkaku Islands"
OTHER = "Patrol ships enter waters off the Senkaku Islands for third day"


async def told_one(world: World) -> None:
    """Let the channel have a post of Harbour, whose button mutes the outlet."""
    await world.say("/watch senkaku")
    world.item(FIRST)
    await world.later(minutes=15)


async def mute_harbour(world: World) -> Reply:
    asked = await world.press(named_of(world, "Mute"))
    return await world.press(named(asked, "Outlet Harbour"))


async def test_what_is_due_is_not_posted_after_its_outlet_was_muted(world: World) -> None:
    await told_one(world)
    world.chat.fail_next(SendLater("Not now.", after=300))
    world.item(NEXT)
    while world.chat._failures:
        await world.later(seconds=30)
    muted = await mute_harbour(world)
    await world.later(minutes=9.9)
    assert world.titles() == [FIRST]
    why = (await world.say("/whynot https://harbour.example/3")).text
    assert "the outlet is muted in this channel" in why
    assert not (await world.press(named(muted, "Undo"))).error
    await world.later(minutes=30)
    assert world.titles() == [FIRST, NEXT]


async def test_what_another_outlet_tells_too_comes_in_its_words(world: World) -> None:
    await told_one(world)
    await world.say("/quiet now 1h")
    world.item(NEXT)
    world.item(NEXT, "kanto")
    await world.later(minutes=15)
    await mute_harbour(world)
    await world.later(minutes=50)
    assert world.titles() == [FIRST, NEXT]
    assert "Harbour" not in str(world.posts()[-1])


async def test_what_was_given_up_comes_when_another_outlet_tells_it(world: World) -> None:
    await told_one(world)
    await world.say("/quiet now 1h")
    world.item(NEXT)
    await world.later(minutes=15)
    await mute_harbour(world)
    await world.later(minutes=50)
    assert world.titles() == [FIRST]
    world.item(NEXT, "kanto")
    await world.later(minutes=15)
    assert world.titles() == [FIRST, NEXT]
    assert "Harbour" not in str(world.posts()[-1])


async def test_what_quiet_hours_hold_of_a_muted_outlet_is_not_told_at_their_end(
    world: World,
) -> None:
    await told_one(world)
    await world.say("/subscribe Harbour")
    async with world.gear.store.begin() as tx:
        await channels.update_channel(tx, 1, quiet={"from": "06:00", "to": "08:00", "days": [1]})
    world.item(NEXT)
    world.item("Rice is cheap in the hills")
    world.item(OTHER, "kanto")
    await world.later(minutes=15)
    await mute_harbour(world)
    await world.later(hours=2)
    assert world.titles() == [FIRST, OTHER]
    assert world.posts("rollup") == []


async def test_what_was_tried_and_is_not_there_is_not_tried_again(world: World) -> None:
    await told_one(world)
    world.chat.fail_next(SendUnknown("status 503"))
    world.item(NEXT)
    while world.chat._failures:
        await world.later(seconds=30)
    await mute_harbour(world)
    await world.later(minutes=5)
    assert world.titles() == [FIRST]
