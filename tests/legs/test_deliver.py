"""The outbox to the platforms: one that hangs, is away or never says yes holds up nobody else."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.chat.base import Payload
from bot.chat.memory import MemoryChat
from bot.commands.desk import Desk
from bot.commands.table import COMMANDS
from bot.errors import SendUnknown
from bot.legs.deliver import deliver
from bot.model import Sent, State
from bot.store import deliveries
from tests.linetest import World

SENKAKU = "Patrol ships enter waters off the Senkaku Islands for third day"
DRILLS = "Coast guard drills near the Senkaku Islands begin on Monday"
CALM = "Fishing boats return to port from the Senkaku Islands"


class Stuck(MemoryChat):
    """Takes what is posted to one channel and never answers."""

    async def send(
        self, channel: str, payload: Payload, *, nonce: str, thread: str | None = None
    ) -> Sent:
        sent = await super().send(channel, payload, nonce=nonce, thread=thread)
        if channel == "stuck":
            await asyncio.Event().wait()
        return sent


class Refusing(MemoryChat):
    """Answers one post with a server error, however often, and takes others."""

    async def send(
        self, channel: str, payload: Payload, *, nonce: str, thread: str | None = None
    ) -> Sent:
        if channel == "desk" and payload["title"] == SENKAKU:
            raise SendUnknown("status 500")
        return await super().send(channel, payload, nonce=nonce, thread=thread)


class Away(MemoryChat):
    """Takes a post without an answer, and cannot be searched for some time after."""

    searches = 0

    async def find(self, channel: str, nonce: str, *, thread: str | None = None) -> Sent | None:
        self.searches += 1
        if self.searches < 4:
            raise ConnectionError("status 502")
        return await super().find(channel, nonce)


async def test_a_search_that_is_not_answered_is_made_again_until_it_is(world: World) -> None:
    away = Away()
    world.gear = replace(world.gear, chats={"memory": away})
    await away.start(COMMANDS, Desk(world.gear))
    await away.say("desk", "/watch senkaku")
    away.fail_next(SendUnknown("status 502"), accepted=True)
    world.item(SENKAKU)
    await world.later(minutes=40)
    assert away.searches == 4
    assert len(away.sent) == 1
    async with world.gear.store.read() as tx:
        assert await deliveries.counts(tx) == {"sent": 1}


async def test_a_platform_that_never_answers_holds_up_no_other_channel(world: World) -> None:
    stuck = Stuck()
    lease = timedelta(seconds=0.2)  # by the wall: the time that a platform gets to answer
    rules = replace(world.gear.rules, lease=lease)
    world.gear = replace(world.gear, chats={"memory": stuck}, rules=rules)
    await stuck.start(COMMANDS, Desk(world.gear))
    await stuck.say("stuck", "/watch senkaku")
    await stuck.say("free", "/watch senkaku")
    world.item(SENKAKU)
    await world.later(minutes=30)
    assert sorted(post.channel for post in stuck.sent) == ["free", "stuck"]
    async with world.gear.store.read() as tx:
        assert await deliveries.counts(tx) == {"sent": 2}


async def test_a_post_that_is_never_taken_while_others_are_is_given_up(world: World) -> None:
    refusing = Refusing()
    rules = replace(world.gear.rules, attempts=5, oldest_alert=timedelta(days=1))
    world.gear = replace(world.gear, chats={"memory": refusing}, rules=rules)
    await refusing.start(COMMANDS, Desk(world.gear))
    await refusing.say("desk", "/watch senkaku")
    world.item(SENKAKU)
    await world.later(minutes=20)
    world.item(DRILLS, "kanto")
    await world.later(hours=2)
    assert refusing.sent == []  # what comes later must not overtake; it could be an outage
    await refusing.say("other", "/watch senkaku")
    world.item(CALM, "strait")
    await world.later(hours=1)
    titles = [(post.channel, post.payload["title"]) for post in refusing.sent]
    *posted, (who, told) = titles
    assert posted == [("other", CALM), ("desk", DRILLS), ("desk", CALM)]
    assert who == "@somebody"
    assert "could not be posted in #desk: given up after 17 tries" in str(told)
    async with world.gear.store.read() as tx:
        assert await deliveries.counts(tx) == {"sent": 4, "failed": 1}
        (failed,) = [d for n in range(1, 5) if (d := await deliveries.get(tx, n)) and d.reason]
    assert str(failed.reason).startswith("given up after ")
    assert str(failed.reason).endswith(" tries: the platform takes others, but not this one")


async def test_posts_wait_for_a_platform_that_is_not_connected(world: World) -> None:
    await world.say("/watch senkaku")
    world.item(SENKAKU)
    while True:
        await world.later(seconds=30)
        async with world.gear.store.read() as tx:
            if await deliveries.counts(tx):
                break
    assert len(world.sent()) == 1
    world.item(DRILLS, "kanto")
    connected = world.gear
    async with world.gear.store.begin() as tx:
        await deliveries.plan(
            tx,
            1,
            kind=(await deliveries.get(tx, 1)).kind,  # type: ignore[union-attr]
            key="k",
            nonce="n",
            payload={"kind": "alert", "title": "Waiting", "buttons": []},
            due_at=world.now,
            now=world.now,
        )
    world.gear = replace(world.gear, chats={})
    await world.later(hours=5)
    world.gear = connected
    await world.run()
    async with world.gear.store.read() as tx:
        waited = await deliveries.get(tx, 2)
    assert waited is not None
    assert (waited.state, waited.attempt) == (State.SENT, 1)


async def test_a_leg_that_is_stopped_while_it_sends_posts_nothing_twice(world: World) -> None:
    stuck = Stuck()
    world.gear = replace(world.gear, chats={"memory": stuck})
    await stuck.start(COMMANDS, Desk(world.gear))
    await stuck.say("stuck", "/watch senkaku")
    world.item(SENKAKU)
    sending = asyncio.create_task(world.later(minutes=30))
    while not stuck.sent:
        await asyncio.sleep(0)
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    world._now[0] += timedelta(minutes=10)
    await deliver(world.gear)
    world._now[0] += timedelta(minutes=10)
    await deliver(world.gear)
    assert len(stuck.sent) == 1
    async with world.gear.store.read() as tx:
        assert await deliveries.counts(tx) == {"sent": 1}
