"""An outage of hours, and a storm of "not now": nothing lost, doubled, overtaken or asked early."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.commands.desk import Desk
from bot.commands.table import COMMANDS
from bot.errors import SendLater, SendUnknown
from bot.legs.deliver import deliver
from bot.model import Kind
from bot.pipeline.deliver import nonce_of
from bot.store import channels, deliveries
from tests.legs.weather import Weather
from tests.linetest import World

PLACES = ("desk", "east", "west")
SUBJECTS = (
    *("lighthouse repaired", "ferry turned back", "drone spotted"),
    *("storm damages buoys", "survey vessel arrives", "students protest", "cable cut"),
)


@pytest.fixture
async def sky(world: World) -> Weather:
    sky = Weather(lambda: world.now)
    rules = replace(world.gear.rules, budget_burst=100)
    world.gear = replace(world.gear, chats={"memory": sky}, rules=rules)
    await sky.start(COMMANDS, Desk(world.gear))
    for place in PLACES:
        await sky.say(place, "/watch senkaku")
    return sky


class Drowsy(dict[str, Any]):
    """The platforms of a worker that sleeps once, between its claim and the socket."""

    def __init__(self, *, world: World, nap: int, **chats: Weather) -> None:
        super().__init__(chats)
        self.world, self.nap = world, nap

    def get(self, key: str, default: Any = None) -> Any:
        self.world._now[0] += timedelta(seconds=self.nap)
        self.nap = 0
        return super().get(key, default)


def told(sky: Weather, channel: str, kind: str = "alert") -> list[str]:
    mine = [p for p in sky.sent if p.channel == channel and p.payload["kind"] == kind]
    return [str(post.payload["title"]) for post in mine]


async def walk(world: World, *, minutes: int, step: int = 4) -> None:
    """Let time pass in steps of minutes, each with all that is due then."""
    for _ in range(0, minutes, step):
        await world.leap(minutes=step)


async def outbox_alone(world: World, *, hours: int, step: int) -> None:
    """Let time pass for the outbox only."""
    for _ in range(0, hours, step):
        world._now[0] += timedelta(hours=step)
        await deliver(world.gear)


async def plan(world: World, channel: int, number: int, kind: Kind = Kind.NOTICE) -> None:
    key = f"{kind}:{channel}:{number}"
    async with world.gear.store.begin() as tx:
        await deliveries.plan(
            tx,
            channel,
            kind=kind,
            key=key,
            nonce=nonce_of(key),
            payload={"kind": kind.value, "title": f"Line {number}", "buttons": []},
            due_at=world.now,
            now=world.now,
        )


@pytest.mark.parametrize("kind", ["5xx", "lost", "429"])
async def test_six_hours_of_an_outage_lose_double_and_turn_round_nothing(
    world: World, sky: Weather, kind: str
) -> None:
    sky.storm(kind, hours=6)
    titles = []
    for number, subject in enumerate(SUBJECTS):
        titles.append(f"{subject.capitalize()} near the Senkaku Islands")
        world.item(titles[-1], ("harbour", "kanto")[number % 2])
        await walk(world, minutes=52)
    await walk(world, minutes=80)
    for place in PLACES:
        summary = [
            line["title"]
            for post in sky.sent
            if (post.channel, post.payload["kind"]) == (place, "rollup")
            for section in post.payload["sections"]
            for line in section["lines"]
        ]
        alone = told(sky, place)
        assert sorted(alone + summary) == sorted(titles)
        assert alone == [title for title in titles if title in alone]  # in their order
        assert len(alone) >= len(titles) - 2  # only what waited for six hours is in the summary
    assert max(Counter(post.nonce for post in sky.sent).values()) == 1
    async with world.gear.store.read() as tx:
        assert set(await deliveries.counts(tx)) <= {"sent", "expired"}


async def test_what_is_no_alert_keeps_trying_for_days(world: World, sky: Weather) -> None:
    sky.storm("429", days=5)
    for kind in (Kind.DIGEST, Kind.ROLLUP, Kind.NOTICE):
        await plan(world, 1, 1, kind)
    await outbox_alone(world, hours=125, step=1)
    assert [post.payload["kind"] for post in sky.sent][:3] == ["digest", "rollup", "notice"]


async def test_what_was_not_taken_for_a_week_is_given_up_with_a_reason(
    world: World, sky: Weather
) -> None:
    sky.storm("429", days=9)
    await plan(world, 1, 1)
    await outbox_alone(world, hours=24 * 8, step=4)
    async with world.gear.store.read() as tx:
        post = await deliveries.get(tx, 1)
    assert post is not None
    assert post.state.value == "failed"
    assert str(post.reason).startswith("given up after ")
    assert str(post.reason).endswith(": Too many requests.")


@pytest.mark.parametrize("kind", ["429", "5xx"])
async def test_every_try_sends_the_same_bytes_under_the_same_nonce(
    world: World, sky: Weather, kind: str
) -> None:
    sky.storm(kind, minutes=20)
    world.item("Lighthouse repaired near the Senkaku Islands")
    await walk(world, minutes=8, step=1)
    world.item("Lighthouse repaired near the Senkaku Islands", "kanto")  # it would be redrawn
    await walk(world, minutes=40, step=2)
    tried: dict[str, list[object]] = {}
    for nonce, payload in sky.payloads:
        tried.setdefault(nonce, []).append(payload)
    assert len(tried) == len(PLACES)
    for payloads in tried.values():
        assert len(payloads) > 1
        assert payloads == payloads[:1] * len(payloads)


async def test_a_storm_of_429_for_everybody_is_asked_once_and_then_left_alone(
    world: World, sky: Weather
) -> None:
    sky.everywhere = True
    for number in range(10):
        for channel in (1, 2, 3):
            await plan(world, channel, number)
    sky.storm("429", seconds=60)
    begun = world.now
    while world.now < begun + timedelta(seconds=59):
        await world.leap(seconds=1)
    assert len(sky.asked) == 1
    for _ in range(30):
        await world.leap(seconds=1)
    for place in PLACES:
        assert told(sky, place, "notice") == [f"Line {n}" for n in range(10)]
    assert min(at for at, _ in sky.asked[1:]) >= begun + timedelta(seconds=60)


async def test_a_storm_that_meets_every_channel_is_one_probe_a_channel(
    world: World, sky: Weather
) -> None:
    sky.everywhere, sky.together = True, asyncio.Barrier(3)
    for number in range(3):
        for channel in (1, 2, 3):
            await plan(world, channel, number)
    sky.storm("429", seconds=60)
    for _ in range(59):
        await world.leap(seconds=1)
    assert Counter(channel for _, channel in sky.asked) == {"desk": 1, "east": 1, "west": 1}
    await world.leap(seconds=1)
    assert len(sky.sent) == 9


async def test_a_platform_that_rests_is_not_asked_for_other_channels_either(
    world: World, sky: Weather
) -> None:
    sky.everywhere = True
    await plan(world, 1, 1)
    sky.storm("429", seconds=60)
    await world.run()
    await plan(world, 2, 1)
    await world.leap(seconds=30)
    assert [channel for _, channel in sky.asked] == ["desk"]
    await world.leap(seconds=30)
    assert sorted(post.channel for post in sky.sent) == ["desk", "east"]


async def test_a_platform_that_rests_is_not_searched(world: World, sky: Weather) -> None:
    await plan(world, 1, 1)
    sky.storm("lost", seconds=10)
    await world.run()
    await world.leap(seconds=60)
    await plan(world, 2, 1)
    sky.everywhere = True
    sky.storm("429", seconds=60)
    await world.run()
    asked = len(sky.asked)
    await world.leap(seconds=40)  # the quiet time of the first is over
    assert len(sky.asked) == asked
    await world.leap(seconds=100)
    assert sorted(post.channel for post in sky.sent) == ["desk", "east"]


async def test_a_429_of_one_channel_holds_only_that_one(world: World, sky: Weather) -> None:
    sky.scope = "desk"
    sky.storm("429", seconds=60)
    for channel in (1, 2):
        await plan(world, channel, 1)
        await plan(world, channel, 2)
    await world.run()
    assert [(post.channel, post.payload["title"]) for post in sky.sent] == [
        ("east", "Line 1"),
        ("east", "Line 2"),
    ]
    assert Counter(channel for _, channel in sky.asked)["desk"] == 1
    await world.leap(seconds=60)
    assert told(sky, "desk", "notice") == ["Line 1", "Line 2"]


async def test_a_longer_rest_is_not_shortened_by_another_answer(world: World, sky: Weather) -> None:
    for channel in (1, 2):
        await plan(world, channel, 1)
    sky.together = asyncio.Barrier(2)
    sky.fail_next(SendLater("slow", after=90, everywhere=True))
    sky.fail_next(SendLater("slow", after=10, everywhere=True))
    await world.run()
    await world.leap(seconds=89)
    assert len(sky.asked) == 2
    await world.leap(seconds=1)
    assert len(sky.sent) == 2


async def test_a_post_whose_nonce_is_still_known_is_simply_repeated(
    world: World, sky: Weather
) -> None:
    sky.nonce_window = 60.0
    await plan(world, 1, 1)
    sky.storm("lost", seconds=2)
    await world.run()
    await world.leap(seconds=4)
    assert len(sky.asked) == 1
    await world.leap(seconds=1)
    assert len(sky.payloads) == 2  # sent, not searched
    assert len(sky.sent) == 1
    async with world.gear.store.read() as tx:
        assert await deliveries.counts(tx) == {"sent": 1}


async def test_after_that_time_it_is_looked_up_and_never_repeated_unseen(
    world: World, sky: Weather
) -> None:
    sky.nonce_window = 60.0
    await plan(world, 1, 1)
    sky.storm("lost", seconds=2)
    await world.run()
    await world.leap(seconds=60)  # the bot was down
    assert len(sky.asked) == 1
    await world.leap(seconds=30)
    assert (len(sky.payloads), len(sky.asked)) == (1, 2)
    async with world.gear.store.read() as tx:
        assert await deliveries.counts(tx) == {"sent": 1}


async def test_the_answer_to_an_alert_that_was_given_up_is_given_up_and_holds_nothing(
    world: World, sky: Weather
) -> None:
    await plan(world, 1, 1)
    async with world.gear.store.begin() as tx:
        await channels.update_channel(tx, 1, name="desk")
        for number, kind in enumerate((Kind.UPDATE, Kind.EDIT)):
            await deliveries.plan(
                tx,
                1,
                kind=kind,
                key=f"follows{number}",
                nonce=f"follows{number}",
                payload={"kind": kind.value, "title": "What followed", "buttons": []},
                due_at=world.now,
                now=world.now,
                edits=1,
            )
    await plan(world, 1, 2)
    sky.fail_next(SendLater("busy", after=60))
    await world.run()
    rules = replace(world.gear.rules, attempts=1, give_up=timedelta(0))
    world.gear = replace(world.gear, rules=rules)
    sky.fail_next(SendLater("busy", after=60))
    await world.leap(seconds=60)
    assert told(sky, "desk", "notice") == ["Line 2"]
    async with world.gear.store.read() as tx:
        assert await deliveries.counts(tx) == {"failed": 3, "sent": 1}
        follower = await deliveries.get(tx, 2)
    assert follower is not None
    assert follower.reason == "The post that this follows was given up."


async def test_a_repeat_that_is_refused_leaves_the_first_try_as_doubtful_as_it_was(
    world: World, sky: Weather
) -> None:
    sky.nonce_window, sky.forgets = 60.0, timedelta(seconds=120)
    await plan(world, 1, 1)
    sky.fail_next(SendUnknown("reset"), accepted=True)
    await world.run()
    sky.storm("429", seconds=300)
    for _ in range(60):
        await world.leap(seconds=10)
    assert [post.payload["title"] for post in sky.sent] == ["Line 1"]
    async with world.gear.store.read() as tx:
        assert await deliveries.counts(tx) == {"sent": 1}


@pytest.mark.parametrize("nap", [61, 300])
@pytest.mark.parametrize("first", ["no answer", "no try"])
async def test_a_sender_that_slept_past_its_lease_or_the_nonce_posts_nothing(
    world: World, sky: Weather, nap: int, first: str
) -> None:
    sky.nonce_window, sky.forgets = 60.0, timedelta(seconds=60)
    await plan(world, 1, 1)
    if first == "no answer":
        sky.fail_next(SendUnknown("reset"), accepted=True)
        await world.run()
        world._now[0] += timedelta(seconds=5)
    await deliver(replace(world.gear, chats=Drowsy(memory=sky, world=world, nap=nap)))
    for _ in range(4):
        await world.leap(seconds=120)
    assert [post.payload["title"] for post in sky.sent] == ["Line 1"]


async def test_a_clock_that_was_set_back_makes_no_nonce_young_again(
    world: World, sky: Weather
) -> None:
    sky.nonce_window = 60.0
    await plan(world, 1, 1)
    sky.fail_next(SendUnknown("reset"), accepted=True)
    await world.run()
    world._now[0] -= timedelta(hours=1)
    await world.leap(minutes=50)
    assert len(sky.payloads) == 1
    await world.leap(minutes=12)
    assert (len(sky.payloads), len(sky.sent)) == (1, 1)
