"""What outside monitors hear: is the bot at its work?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import health as as_json
from bot.errors import SendLater, StoreLater
from bot.legs.deliver import deliver
from bot.legs.heartbeat import health, heartbeat
from bot.legs.poll import poll
from bot.model import Kind
from bot.store import channels, deliveries
from tests.linetest import World


async def planned(world: World, name: str = "late") -> None:
    """Put a post into the outbox that no leg has taken yet."""
    async with world.gear.store.begin() as tx:
        place = await channels.find_channel(tx, 1, "desk")
        assert place is not None
        await deliveries.plan(
            tx,
            place.id,
            kind=Kind.NOTICE,
            key=name,
            nonce=name,
            payload={"kind": "notice"},
            due_at=world.now,
            now=world.now,
        )


async def test_all_is_well_while_feeds_are_read(world: World) -> None:
    await world.leap(minutes=11)
    found = await as_json(world.gear)
    assert (found["status"], found["reason"], found["feeds"]) == ("ok", None, 5)
    assert (found["failing"], found["last_poll"], found["oldest_post"]) == (0.0, 0.0, 0.0)
    assert found["version"]


async def test_polling_that_stands_still_is_told_with_its_reason(world: World) -> None:
    assert (await health(world.gear)).status == "ok"
    world._now[0] += timedelta(minutes=29)
    assert (await health(world.gear)).status == "ok"
    world._now[0] += timedelta(minutes=22)
    found = await health(world.gear)
    assert found.status == "polling-stands-still"
    assert found.reason == (
        "No feed was read well for 51 minutes, and 0 of 5 fail. Look at the log for leg_waits and "
        "leg_broke, and whether the disk is full."
    )
    await poll(world.gear)
    assert (await health(world.gear)).status == "ok"


async def test_a_full_disk_is_told_by_healthz_and_status_and_is_no_feeds_fault(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.database.LATELY", 0.0)
    await world.say("/watch senkaku")
    async with world.gear.store.begin() as tx:
        await tx.conn.exec_driver_sql("PRAGMA max_page_count=1")
    for number in range(99):
        world.item(f"Old lighthouse {number} is painted")
    with pytest.raises(StoreLater):
        await world.leap(minutes=11)
    found = await health(world.gear)
    assert (found.status, found.failing) == ("writing-fails", 0.0)
    assert "database or disk is full. Free some space" in str(found.reason)
    shown = (await world.say("/status")).text
    assert shown.startswith("In the last minutes something could not be written, so news may come")
    assert "failing" not in shown
    async with world.gear.store.begin() as tx:
        await tx.conn.exec_driver_sql("PRAGMA max_page_count=1000000")
    await world.leap(minutes=11)
    assert (await health(world.gear)).status == "ok"
    assert "could not be written" not in (await world.say("/status")).text


async def test_feeds_that_all_fail_are_no_polling(world: World) -> None:
    await health(world.gear)
    for name in world.listed:
        world.server.put(f"/{name}.xml", status=500)
    await world.leap(minutes=12)
    await world.leap(minutes=25)
    found = await health(world.gear)
    assert (found.status, found.failing) == ("polling-stands-still", 1.0)


async def test_a_feed_that_is_read_seldom_is_no_standstill(world: World) -> None:
    rules = replace(world.gear.rules, poll_adaptive=False)
    world.gear = replace(world.gear, rules=rules)
    await health(world.gear)
    for name in world.listed:
        world.server.put(
            f"/{name}.xml", world.listed[name][0].title, headers={"Cache-Control": "max-age=9000"}
        )
        world.show(name)
    body = world.server
    for name in world.listed:
        route = body._running.routes[f"/{name}.xml"]
        body.put(f"/{name}.xml", route.body, headers={"Cache-Control": "max-age=9000"})
    await world.leap(minutes=11)
    world._now[0] += timedelta(hours=2)
    assert (await health(world.gear)).status == "ok"


async def test_a_start_after_days_gets_time_to_read(world: World) -> None:
    world._now[0] += timedelta(days=3)
    assert (await health(world.gear)).status == "ok"


async def test_a_story_that_nobody_tells_is_told(world: World) -> None:
    await world.say("/watch senkaku")
    await health(world.gear)
    world.item("Patrol ships enter waters off the Senkaku Islands")
    await world.leap(minutes=11)  # read, and due soon
    for minutes, status in ((14, "ok"), (5, "stories-wait")):
        world._now[0] += timedelta(minutes=minutes)
        await poll(world.gear)
        found = await health(world.gear)
        assert found.status == status
    assert "publish_broke" in (found.reason or "")
    await world.leap(minutes=1)
    assert (await health(world.gear)).status == "ok"


async def test_a_post_that_nobody_tries_is_told(world: World) -> None:
    await world.say("/watch senkaku")
    await health(world.gear)
    await planned(world)
    world._now[0] += timedelta(minutes=14)
    await poll(world.gear)
    assert (await health(world.gear)).status == "ok"
    world._now[0] += timedelta(minutes=2)
    found = await health(world.gear)
    assert (found.status, found.oldest_post) == ("posts-wait", 960.0)
    assert "leg_broke" in (found.reason or "")


async def test_a_post_in_a_channel_in_trouble_has_a_known_cause(world: World) -> None:
    await world.say("/watch senkaku")
    await health(world.gear)
    await planned(world)
    async with world.gear.store.begin() as tx:
        place = await channels.find_channel(tx, 1, "desk")
        assert place is not None
        await channels.update_channel(tx, place.id, trouble="closed", trouble_at=world.now)
    world._now[0] += timedelta(minutes=16)
    await poll(world.gear)
    assert (await health(world.gear)).status == "ok"


async def test_a_platform_that_takes_no_post_for_long_is_told_with_what_it_says(
    world: World,
) -> None:
    await world.say("/watch senkaku")
    await health(world.gear)
    await planned(world)
    for minutes, status in ((0, "ok"), (14, "ok"), (3, "posts-refused")):
        world._now[0] += timedelta(minutes=minutes)
        world.chat.fail_next(SendLater("The platform is out of order (503).", after=30))
        await poll(world.gear)
        await deliver(world.gear)
        found = await health(world.gear)
        assert found.status == status
    said = "memory has not taken a post for 17 minutes; I go on trying."
    assert found.reason == f"{said} The platform is out of order (503)."
    world._now[0] += timedelta(minutes=10)
    await deliver(world.gear)
    assert (await health(world.gear)).status == "ok"


async def test_a_platform_that_refuses_our_token_rings_until_it_takes_a_post(world: World) -> None:
    await world.say("/watch senkaku")
    await health(world.gear)
    await planned(world)
    refused = SendLater("The token was refused.", after=1200, everywhere=True)
    world.chat.fail_next(refused)
    await deliver(world.gear)
    world._now[0] += timedelta(minutes=14)
    await poll(world.gear)
    assert (await health(world.gear)).status == "ok"
    world._now[0] += timedelta(minutes=7)
    world.chat.fail_next(refused)
    await deliver(world.gear)
    found = await health(world.gear)
    said = "memory has taken nothing for 21 minutes. The token was refused."
    assert (found.status, found.reason) == ("platform-shut", said)
    world._now[0] += timedelta(minutes=21)
    await poll(world.gear)
    await deliver(world.gear)
    assert (await health(world.gear)).status == "ok"


async def test_a_monitor_is_called_while_all_is_well_and_not_otherwise(world: World) -> None:
    assert await heartbeat(world.gear) == 0
    address = world.server.put("/ping", "OK")
    world.gear = replace(world.gear, rules=replace(world.gear.rules, heartbeat_url=address))
    assert await heartbeat(world.gear) == 1
    assert len(world.server.asked("/ping")) == 1
    world._now[0] += timedelta(hours=2)
    assert await heartbeat(world.gear) == 0
    assert len(world.server.asked("/ping")) == 1
    await poll(world.gear)
    world.server.forget("/ping")
    assert await heartbeat(world.gear) == 0  # a monitor that is down stops nothing here
