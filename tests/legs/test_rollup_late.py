"""What an outage kept from being posted, until it was too old for it, is told by one roll-up."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.errors import SendLater, SendUnknown
from bot.legs.deliver import deliver
from bot.model import Headline, Kind, State
from bot.pipeline.deliver import nonce_of
from bot.store import channels, deliveries, held, lines
from tests.legs.test_rollup import SENKAKU, channel_id, news, set_channel, shown, states
from tests.linetest import World


async def test_what_got_too_old_in_an_outage_is_told_by_one_roll_up(world: World) -> None:
    await world.say("/watch senkaku")
    world.gear = replace(world.gear, rules=replace(world.gear.rules, budget_burst=50))
    for _ in range(500):
        world.chat.fail_next(SendLater("The platform is down.", after=1800))
    old = []
    for number in range(4):
        old += news(world, 1, start=number)
        await world.later(minutes=30)
    await world.later(hours=9)
    fresh = news(world, 1, start=9, outlet="kanto")
    await world.later(minutes=20)
    assert world.sent() == []
    world.chat._failures.clear()
    await world.later(hours=1)
    (post,) = world.posts("rollup")
    assert post["label"] == "ROLL-UP"
    assert post["title"] == "Could not be posted since Tuesday 24 November, 06:07 (UTC): 4 stories"
    assert sorted(shown(post)) == sorted(old)
    assert world.titles() == fresh
    found = await states(world)
    assert found["merged"] >= 4
    assert "expired" not in found  # nobody is told that they were lost
    assert found.get("pending", 0) == 0


async def test_what_is_almost_too_old_goes_with_what_is(world: World) -> None:
    await world.say("/watch senkaku")
    titles = news(world, 1)
    world.chat.fail_next(SendLater("Not now.", after=6 * 3600 + 120))
    await world.leap(minutes=11)
    await world.leap(minutes=2)
    titles += news(world, 1, start=1, outlet="kanto")
    await world.leap(minutes=9)
    await world.leap(minutes=2)
    assert await states(world) == {"pending": 2}
    await world.leap(hours=5, minutes=53)
    await world.later(minutes=15)
    (post,) = [one.payload for one in world.sent() if one.payload["kind"] != "digest"]
    assert (post["kind"], sorted(shown(post))) == ("rollup", sorted(titles))


async def test_nothing_newer_overtakes_what_got_too_old(world: World) -> None:
    await world.say("/watch senkaku")
    for _ in range(500):
        world.chat.fail_next(SendLater("The platform is down.", after=1800))
    old = news(world, 2)
    await world.later(hours=5)
    news(world, 1, start=9, outlet="kanto")
    await world.later(minutes=40)
    world.chat._failures.clear()
    world._now[0] += timedelta(hours=1)
    await deliver(world.gear)
    late, then = [post for post in world.sent() if post.payload["kind"] != "digest"]
    assert (then.payload["kind"], sorted(shown(late.shown))) == ("alert", sorted(old))


async def test_what_was_due_before_the_first_that_got_too_old_is_posted_before_it(
    world: World,
) -> None:
    await world.say("/watch senkaku")
    async with world.gear.store.begin() as tx:
        at = world.now
        for key in ("notice:6", "notice:7"):
            await deliveries.plan(
                tx,
                await channel_id(tx),
                kind=Kind.NOTICE,
                key=key,
                nonce=nonce_of(key),
                payload={"kind": key, "title": key, "buttons": []},
                due_at=at + timedelta(hours=1),
                now=at,
            )
    for _ in range(500):
        world.chat.fail_next(SendLater("The platform is down.", after=1800))
    old = news(world, 2)
    await world.later(minutes=30)
    world.chat._failures.clear()
    await world.leap(hours=9)
    kinds = [post.payload["kind"] for post in world.sent() if post.payload["kind"] != "digest"]
    assert kinds == ["notice:6", "notice:7", "rollup"]
    assert sorted(shown(world.posts("rollup")[0])) == sorted(old)


async def test_an_outage_of_hours_ends_in_one_roll_up_of_the_budget(world: World) -> None:
    await world.say("/watch senkaku")
    async with world.gear.store.begin() as tx:
        channel = await channels.get_channel(tx, await channel_id(tx))
        await channels.update_settings(tx, channel, {"budget": {"burst": 1, "per_hour": 0.01}})
    titles = news(world, 1)
    world.chat.fail_next(SendLater("Not now.", after=5 * 3600))
    await world.leap(minutes=11)
    for hour in range(4):
        titles += news(world, 3, start=1 + 3 * hour, outlet=("kanto", "strait")[hour % 2])
        await world.leap(minutes=11)
        await world.leap(minutes=11)
        await world.leap(minutes=45)
    assert world.sent() == []
    await world.leap(hours=1)
    (post,) = world.posts("rollup")
    told = {line.title for line in await lines_of(world, "rollup")}
    assert told | set(world.titles()) == set(titles)
    assert f"{len(told)} more stories" in post["title"]


async def lines_of(world: World, kind: str) -> Sequence[Headline]:
    """Give the lines of the posts of a kind that were sent."""
    async with world.gear.store.read() as tx:
        rows = [await deliveries.get(tx, number) for number in range(1, 60)]
        sent = [row.id for row in rows if row and row.kind == kind and row.state is State.SENT]
        return await lines.of(tx, sent)


async def test_what_got_too_old_when_a_pause_begins_waits_for_its_end(world: World) -> None:
    await world.say("/watch senkaku")
    for _ in range(500):
        world.chat.fail_next(SendLater("The platform is down.", after=1800))
    old = news(world, 2)
    await world.later(hours=5, minutes=40)
    world.chat._failures.clear()
    await set_channel(world, paused_until=world.now + timedelta(hours=3))
    await world.later(hours=2)
    assert world.posts("alert") == world.posts("rollup") == []
    async with world.gear.store.read() as tx:
        assert len(await held.held_in(tx, await channel_id(tx))) == len(old)
    await world.later(hours=2)
    (post,) = world.posts("rollup")
    assert sorted(shown(post)) == sorted(old)


async def test_an_alert_that_may_have_been_posted_is_never_too_old(world: World) -> None:
    await world.say("/watch senkaku")
    world.gear = replace(world.gear, rules=replace(world.gear.rules, quiet=timedelta(hours=8)))
    world.chat.fail_next(SendUnknown("the line dropped"), accepted=True)
    world.item(SENKAKU)
    await world.later(hours=9)
    assert world.titles() == [SENKAKU]
    assert world.posts("rollup") == []


async def test_what_follows_under_a_roll_up_says_of_which_story_it_is(world: World) -> None:
    await world.say("/watch senkaku")
    await world.say("/quiet now 1h")
    ferry, mayor = "Ferry sinks off the Senkaku Islands", "Mayor lands on the Senkaku Islands"
    world.item(ferry, text="A ferry sank on Monday.")
    world.item(mayor, "kanto", text="The mayor landed there with two fishermen.")
    await world.later(hours=2)
    (post,) = world.posts("rollup")
    assert len([line for section in post["sections"] for line in section["lines"]]) == 2
    news = "Nine passengers of the ferry that sank off the Senkaku Islands were rescued."
    world.item("Nine rescued after ferry sinks off the Senkaku Islands", "strait", text=news)
    await world.later(minutes=20)
    (update,) = world.posts("update")
    assert (update["title"], update["label"]) == (ferry, "UPDATE")
    assert "Nine" in update["sentences"][0]["text"]


async def test_a_roll_up_that_an_outage_kept_until_quiet_hours_waits_for_their_end(
    world: World,
) -> None:
    await world.say("/watch senkaku")
    for _ in range(500):
        world.chat.fail_next(SendLater("The platform is down.", after=1800))
    old = news(world, 3)
    await world.later(hours=7)
    async with world.gear.store.read() as tx:
        waiting = await held.unsent_late(tx, await channel_id(tx))
    assert len(waiting) == 1
    await set_channel(world, quiet={"from": "13:00", "to": "15:00", "days": list(range(7))})
    world.chat._failures.clear()
    await world.later(hours=1)
    assert world.posts("rollup") == world.posts() == []
    await world.later(hours=2)
    (post,) = world.posts("rollup")
    assert sorted(shown(post)) == sorted(old)
