"""Quiet hours and pauses: nothing rings in them, and what they held comes at their end."""

from datetime import timedelta

from bot.errors import SendLater
from bot.store import channels, deliveries, lines
from tests.legs.test_rollup import NIGHT, SENKAKU, news, set_channel, shown, states
from tests.linetest import World

FOUR = "Four patrol ships entered waters off the Senkaku Islands."
TWELVE = "Later 12 fishing boats were seen to follow them to the Senkaku Islands."


async def test_a_quiet_night_ends_with_one_roll_up(world: World) -> None:
    await world.say("/watch senkaku")
    await set_channel(world, quiet={"from": "06:00", "to": "14:30", "days": [1]})
    titles = news(world, 3)
    await world.later(hours=4)
    titles += news(world, 3, start=3, outlet="kanto")
    await world.later(hours=4)
    assert world.posts("alert") == []
    assert world.posts("rollup") == []
    await world.later(hours=1)
    (post,) = world.posts("rollup")
    assert post["label"] == "ROLL-UP"
    assert post["title"] == "Held during quiet hours 06:00–14:30: 6 stories"
    assert sorted(shown(post)) == sorted(titles)
    assert world.posts("alert") == []
    assert (await states(world))["merged"] == 6


async def test_one_alert_that_was_held_is_posted_as_it_is(world: World) -> None:
    await world.say("/watch senkaku")
    await set_channel(world, quiet={"from": "06:00", "to": "14:30", "days": [1]})
    world.item(SENKAKU)
    await world.later(hours=7)
    world.item(SENKAKU, "kanto")
    await world.later(minutes=80)
    assert world.sent() == []
    await world.later(minutes=15)
    (post,) = world.sent()
    assert post.payload["kind"] == "alert"
    assert "Kanto" in post.payload["also"]  # redrawn while it waited


async def test_an_urgent_story_passes_quiet_hours_only_for_a_watch_that_wakes(
    world: World,
) -> None:
    await world.say("/watch senkaku urgent:yes")
    await world.chat.say("awake", "/watch senkaku urgent:wake")
    async with world.gear.store.begin() as tx:
        for number in (1, 2):
            await channels.update_channel(tx, number, quiet=NIGHT | {"from": "05:00"})
    world.item(SENKAKU)
    await world.later(minutes=30)
    assert [post.channel for post in world.sent()] == ["awake"]


async def test_a_pause_stops_what_wakes_too_and_every_kind_but_edits(world: World) -> None:
    await world.say("/watch senkaku urgent:wake")
    world.item(SENKAKU)
    await world.later(minutes=15)
    assert len(world.posts()) == 1
    await set_channel(world, paused_until=world.now + timedelta(hours=4))
    world.item(SENKAKU, "kanto")
    news(world, 2)
    await world.later(hours=3)
    (post,) = world.sent()
    assert "Kanto" in post.shown["also"]
    await world.later(hours=2)
    (rollup,) = world.posts("rollup")
    assert rollup["title"] == "Held while this channel was quiet or paused: 2 stories"


async def test_what_is_watched_no_more_is_not_told_when_quiet_hours_end(world: World) -> None:
    await world.say("/watch senkaku")
    await world.say("/watch lighthouse")
    await world.say("/subscribe Delta")
    await set_channel(world, quiet={"from": "06:00", "to": "14:30", "days": [1]})
    news(world, 3)  # the first is about a lighthouse, too
    world.item("Rice prices fall", "delta")
    await world.later(minutes=30)
    assert await states(world) == {"pending": 4}
    await world.say("/unwatch senkaku")
    await world.say("/unsubscribe Delta")
    await world.later(hours=12)
    assert world.titles() == ["lighthouse repaired near the Senkaku Islands"]
    assert await states(world) == {"sent": 1, "suppressed": 3}
    async with world.gear.store.read() as tx:
        reasons = {(await deliveries.get(tx, n)).reason for n in range(1, 5)}
    assert reasons == {None, "no watch of this channel asks for it any more"}


async def test_what_is_held_names_only_the_watches_that_still_ask_for_it(world: World) -> None:
    await world.say("/watch lighthouse")
    await world.say("/watch senkaku")
    await set_channel(world, quiet={"from": "06:00", "to": "08:00", "days": [1]})
    (title,) = news(world, 1)
    await world.later(minutes=30)
    gone = await world.say("/unwatch lighthouse")
    await world.later(minutes=5)
    async with world.gear.store.read() as tx:
        held = await deliveries.get(tx, 1)
        (line,) = await lines.of(tx, [1])
    assert held is not None
    assert held.payload["tags"] == ["Senkaku Islands"]
    assert (line.title, line.heading) == (title, "Senkaku Islands")
    await world.press(next(b.id for b in gone.buttons if b.label == "Undo"))
    await world.later(hours=2)
    (post,) = world.posts()
    assert post["tags"] == ["Senkaku Islands", "lighthouse"]


async def test_an_outage_that_ends_in_quiet_hours_rings_nobody(world: World) -> None:
    await world.say("/watch senkaku urgent:yes")
    await world.chat.say("awake", "/watch senkaku urgent:wake")
    async with world.gear.store.begin() as tx:
        for number in (1, 2):
            quiet = {"from": "07:00", "to": "09:00", "days": [1]}
            await channels.update_channel(tx, number, quiet=quiet)
    for _ in range(2):
        world.chat.fail_next(SendLater("busy", after=1800))
    world.item(SENKAKU)
    await world.later(minutes=30)
    assert world.sent() == []
    await world.leap(hours=1)
    assert [post.channel for post in world.sent()] == ["awake"]
    await world.later(hours=2)
    assert [post.channel for post in world.sent()] == ["awake", "desk"]


async def test_what_is_held_after_it_was_tried_holds_no_digest(world: World) -> None:
    await world.say("/watch senkaku")
    await set_channel(world, quiet={"from": "07:00", "to": "12:00", "days": [1]})
    world.chat.fail_next(SendLater("busy", after=1800))
    world.item(SENKAKU)
    await world.later(minutes=30)
    await world.leap(hours=1)
    await world.say("/watch quad mode:digest")
    world.item("Quad foreign ministers meet in Tokyo over maritime security", "kanto")
    await world.leap(minutes=20)
    await world.leap(minutes=20)
    assert [post.payload["kind"] for post in world.sent()] == ["digest"]


async def test_what_was_to_come_in_a_thread_before_an_outage_rings_nobody_in_quiet_hours(
    world: World,
) -> None:
    await world.say("/watch senkaku")
    world.item(SENKAKU, text=FOUR)
    await world.later(minutes=30)
    (alert,) = world.sent()
    await set_channel(world, quiet={"from": "07:00", "to": "09:00", "days": [1]})
    world.item(SENKAKU, "kanto", text=TWELVE)
    world.chat.fail_next(SendLater("busy", after=1800))
    await world.later(minutes=15)
    await world.leap(hours=1)
    await world.later(minutes=70)
    assert [post.payload["kind"] for post in world.sent()] == ["alert"]
    assert "Kanto" in world.posts()[0]["also"]  # an edit rings nobody
    await world.later(minutes=30)
    _, post = world.sent()
    assert (post.payload["kind"], post.thread) == ("update", alert.external_id)


async def test_what_waits_for_a_thread_in_quiet_hours_holds_nothing_and_comes_when_they_are_ended(
    world: World,
) -> None:
    await world.say("/watch senkaku urgent:wake")
    world.item(SENKAKU, text=FOUR)
    await world.later(minutes=30)
    await world.say("/quiet set 07:00-12:00")
    world.item(SENKAKU, "kanto", text=TWELVE)
    world.chat.fail_next(SendLater("busy", after=1800))
    await world.later(minutes=15)
    await world.leap(hours=1)
    assert len(world.sent()) == 1
    news(world, 1)
    world.item(SENKAKU, "strait", text="Japan told of four ships off the Senkaku Islands.")
    await world.later(minutes=45)
    assert [post.payload["kind"] for post in world.sent()] == ["alert", "alert"]
    assert "Strait" in world.posts()[0]["also"]
    await world.say("/quiet off")
    await world.later(minutes=1)
    assert [post.payload["kind"] for post in world.sent()] == ["alert", "alert", "update"]
