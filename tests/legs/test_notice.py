"""What people are told of the bot itself: one line, once, and once more when it is well again."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.errors import SendNever
from bot.legs.deliver import deliver
from bot.legs.notice import notice
from bot.legs.poll import poll
from bot.store import channels, feeds, notices
from tests.commands.conftest import SENKAKU
from tests.legs.storm import storm
from tests.linetest import World

PERSON = "@somebody"


def told(world: World, channel: str = PERSON) -> list[str]:
    return [post["title"] for post in posts(world, channel)]


def posts(world: World, channel: str = PERSON) -> list[Mapping[str, Any]]:
    mine = [p.shown for p in world.chat.sent if p.channel == channel]
    return [post for post in mine if post["kind"] == "notice"]


async def hours(world: World, count: int, *, step: int = 1) -> None:
    """Let hours go by, with a look at the feeds and at what is to be told in each step."""
    for _ in range(0, count, step):
        world.move(hours=step)
        for leg in (poll, notice, deliver):
            await leg(world.gear)


async def added(world: World, name: str = "gazette") -> int:
    """Let somebody add a feed of their own and read it."""
    world.listed[name] = []
    world.item("Old news from the gazette", name)
    reply = await world.say(f"/feeds add {world.server.url(f'/{name}.xml')}")
    assert not reply.error, reply.text
    await world.run()
    async with world.gear.store.read() as tx:
        feed = await feeds.by_url(tx, world.server.url(f"/{name}.xml"))
    assert feed is not None
    return feed.id


async def test_a_feed_that_fails_for_a_day_is_told_to_who_added_it_and_its_recovery_too(
    world: World,
) -> None:
    await added(world)
    await world.say("/settings timezone:Asia/Tokyo")
    world.server.put("/gazette.xml", status=401)
    await hours(world, 23)
    assert told(world) == []
    await hours(world, 3)
    (line,) = told(world)
    assert line.startswith("gazette has failed since yesterday 16:")  # 07:00 in London
    assert "answered 401" in line
    assert "I keep trying every " in line
    assert line.endswith("`/feeds` shows more.")
    await hours(world, 48, step=8)
    assert len(told(world)) == 1
    world.show("gazette")
    await hours(world, 30, step=5)
    assert len(told(world)) == 2
    assert told(world)[1].startswith("gazette can be read again; I told you of its failure ")
    await hours(world, 48, step=8)
    assert len(told(world)) == 2


async def test_it_can_be_tried_at_once_but_not_again_and_again(world: World) -> None:
    await added(world)
    world.server.put("/gazette.xml", status=401)
    await hours(world, 26)
    (post,) = posts(world)
    assert [b["label"] for b in post["buttons"]] == ["Retry now"]
    before = len(world.server.asked("/gazette.xml"))
    button = post["buttons"][0]["id"]
    first = await world.press(button)
    assert first.text == "I try gazette now. `/feeds list` shows how it went."
    await world.run()
    second = await world.press(button)
    assert "again at" in second.text
    assert second.text.endswith(": it was tried just now.")
    await world.run()
    assert len(world.server.asked("/gazette.xml")) == before + 1
    await world.later(minutes=6)
    assert len(world.server.asked("/gazette.xml")) == before + 2


async def test_a_publisher_that_asked_for_rest_is_not_asked_before(world: World) -> None:
    await added(world)
    world.server.put("/gazette.xml", status=503, headers={"Retry-After": "90000"})
    await hours(world, 25)
    reply = await world.press(posts(world)[0]["buttons"][0]["id"])
    assert reply.text.endswith(": its publisher asked to be left alone until then.")
    asked = len(world.server.asked("/gazette.xml"))
    await world.later(minutes=20)
    assert len(world.server.asked("/gazette.xml")) == asked


async def test_a_starter_feed_that_fails_is_told_to_nobody_who_did_not_ask_for_it(
    world: World,
) -> None:
    await world.say("/watch senkaku")
    world.server.put("/harbour.xml", status=500)
    await hours(world, 30, step=3)
    assert [p for p in world.chat.sent if p.payload["kind"] == "notice"] == []


async def test_who_follows_a_starter_feed_is_told(world: World) -> None:
    await world.say("/subscribe Harbour")
    world.server.put("/harbour.xml", status=500)
    await hours(world, 30, step=3)
    assert len(told(world)) == 1


async def test_what_a_person_does_not_take_is_told_in_a_channel(world: World) -> None:
    await added(world)
    world.chat._channels = ("desk",)
    world.server.put("/gazette.xml", status=401)
    await hours(world, 52, step=13)
    (line,) = told(world, "desk")
    assert line.startswith("gazette has failed since ")
    world.show("gazette")
    await hours(world, 26, step=13)
    (well,) = told(world, "desk")[1:]
    assert well.startswith("gazette can be read again; I told you of its failure")


async def test_what_is_over_before_the_channel_was_told_is_not_told_there(world: World) -> None:
    await added(world)
    world.chat._channels = ("desk",)
    world.server.put("/gazette.xml", status=401)
    await hours(world, 39, step=13)
    assert await notice(world.gear) == 1  # in the channel now
    world.show("gazette")
    world.move(hours=30)
    await poll(world.gear)
    assert await notice(world.gear) == 0
    await deliver(world.gear)
    assert told(world, "desk") == []


async def test_the_notice_channel_hears_it_in_place_of_a_person(world: World) -> None:
    await added(world)
    await world.chat.say("office", "/status")
    await world.say("/settings notices:#office")
    world.server.put("/gazette.xml", status=500)
    await hours(world, 30, step=3)
    assert len(told(world, "office")) == 1
    assert told(world) == []


async def test_a_feed_that_is_gone_for_good_is_told_at_once(world: World) -> None:
    await added(world)
    world.server.put("/gazette.xml", status=410)
    await hours(world, 2)
    (line,) = told(world)
    assert line.startswith("gazette is read no more: ")
    assert "`/feeds remove gazette`" in line
    await hours(world, 30, step=5)
    assert len(told(world)) == 1
    world.show("gazette")
    await world.press(posts(world)[0]["buttons"][0]["id"])
    await world.later(minutes=10)
    assert told(world)[1].startswith("gazette can be read again")


async def test_a_feed_that_was_removed_is_told_of_no_more(world: World) -> None:
    await added(world)
    world.server.put("/gazette.xml", status=500)
    await hours(world, 26, step=2)
    await world.say("/feeds remove gazette")
    world.show("gazette")
    await hours(world, 30, step=5)
    assert len(told(world)) == 1


async def test_when_half_of_all_feeds_fail_one_alarm_says_so_and_one_note_that_it_is_over(
    world: World,
) -> None:
    await added(world)
    await world.say("/watch senkaku")
    down = ("harbour", "kanto", "strait", "gazette")
    for name in down:
        world.server.put(f"/{name}.xml", status=500)
    assert 2 * world.gear.rules.poll_max == 2 * 3600  # within two poll periods
    await hours(world, 2)
    (line,) = told(world)
    assert line.startswith(("3 of 6 feeds cannot be read, such as ", "4 of 6 feeds cannot"))
    assert "so it is not the network of the machine I run on" in line  # all answered, with 500
    await hours(world, 40, step=8)
    assert len(told(world)) == 1
    for name in down:
        world.show(name)
    await hours(world, 26, step=2)
    assert len(told(world)) == 2
    assert told(world)[1].startswith("Feeds can be read again, ")
    await hours(world, 30, step=5)
    assert len(told(world)) == 2


async def look(world: World, failing: int, *, times: int = 1) -> None:
    """Let so many feeds fail at each of so many looks, ten minutes apart."""
    for _ in range(times):
        async with world.gear.store.begin() as tx:
            set_to = f"CASE WHEN id <= {failing} THEN '{world.now:%Y-%m-%d %H:%M:%S.%f}' END"
            await tx.conn.exec_driver_sql(f"UPDATE feeds SET failing_since = {set_to}")
        await notice(world.gear)
        await deliver(world.gear)
        world.move(minutes=10)


async def test_feeds_that_fail_at_every_other_reading_are_one_alarm(world: World) -> None:
    await world.say("/watch senkaku")
    for turn in range(12):
        await look(world, 1 if turn % 2 else 3)
    assert len(told(world)) == 1
    await look(world, 1, times=4)
    assert len(told(world)) == 2
    assert told(world)[1].startswith("Feeds can be read again, ")


async def test_a_network_that_fails_again_and_again_rings_ever_more_seldom(world: World) -> None:
    await world.say("/watch senkaku")
    for _ in range(36):  # two days: 20 minutes of failures, an hour without
        await look(world, 3, times=2)
        await look(world, 1, times=6)
    assert 2 < len(told(world)) <= 8  # 72 if each were told
    await look(world, 1, times=6 * 24)
    assert told(world)[-1].startswith("Feeds can be read again, ")
    before = len(told(world))
    await look(world, 3)
    await look(world, 1, times=4)
    assert len(told(world)) == before + 2  # what is long past damps nothing


async def test_one_of_two_feeds_is_no_alarm(world: World) -> None:
    await world.say("/watch senkaku")
    async with world.gear.store.begin() as tx:
        sources = world.gear.catalogue.feeds[:2]
        await feeds.sync_shared(tx, sources, interval=600, now=world.now)
    world.server.put("/harbour.xml", status=500)
    await hours(world, 20, step=2)
    assert told(world) == []


async def test_a_channel_in_trouble_is_told_once_and_its_repair_too(world: World) -> None:
    await world.say("/watch senkaku")
    async with world.gear.store.begin() as tx:
        place = await channels.find_channel(tx, 1, "desk")
        assert place is not None
        why = "I may not write there. Give me “Send Messages” in that channel"
        await channels.update_channel(tx, place.id, trouble=why, trouble_at=world.now)
    await world.run()
    await hours(world, 30, step=5)
    (line,) = told(world)
    assert line.startswith("I cannot post in #desk since 06:00: I may not write there.")
    async with world.gear.store.begin() as tx:
        await channels.update_channel(tx, place.id, trouble=None, trouble_at=None)
    await world.run()
    assert told(world)[1] == "I can post in #desk again; what waited there comes now."


async def test_a_notice_that_is_untrue_before_it_could_be_posted_is_taken_back(
    world: World,
) -> None:
    await world.say("/watch senkaku")
    async with world.gear.store.begin() as tx:
        place = await channels.find_channel(tx, 1, "desk")
        assert place is not None
        await channels.update_channel(tx, place.id, trouble="revoked", trouble_at=world.now)
    await notice(world.gear)
    async with world.gear.store.begin() as tx:
        await channels.update_channel(tx, place.id, trouble=None, trouble_at=None)
    await notice(world.gear)
    await world.run()
    assert told(world) == []


async def test_a_post_that_the_platform_refuses_is_told_once_and_can_be_sent_again(
    world: World,
) -> None:
    await world.say("/watch senkaku")
    world.item(SENKAKU)
    world.chat.fail_next(SendNever("It is not taken (invalid)."))
    await world.later(minutes=15)
    await hours(world, 5)
    (line,) = told(world)
    assert line.startswith(f"“{SENKAKU}” could not be posted in #desk: It is not taken (invalid).")
    shown = await world.say("/status")
    assert f"1 post could not be posted:\n1. #desk, “{SENKAKU}”, 06:" in shown.text
    again = next(button for button in shown.buttons if button.label == "Send 1 again")
    await world.press(again.id)
    await world.run()
    assert world.titles() == [SENKAKU]
    assert "could not be posted" not in (await world.say("/status")).text


async def test_a_watch_that_brings_too_much_for_three_days_may_be_turned_down(
    world: World,
) -> None:
    world.gear = replace(world.gear, rules=replace(world.gear.rules, busy_per_day=5))
    await world.say("/watch islands")
    for day in range(3):
        await storm(world, 7, f"day {day} islands")
        assert told(world) == [], day
        await world.leap(hours=23, minutes=40)
        await world.run()
    await world.leap(minutes=61)
    (line,) = told(world)
    assert line.startswith("islands brought 7, 7 and 7 alerts in #desk on the last 3 days")
    labels = {b["label"]: b["id"] for b in posts(world)[0]["buttons"]}
    assert list(labels) == ["Digest only", "Show what it finds"]
    assert "in 24 hours" in (await world.press(labels["Show what it finds"])).text
    await world.press(labels["Digest only"])
    await world.leap(hours=2)
    await world.leap(hours=2)
    assert len(told(world)) == 1
    async with world.gear.store.read() as tx:
        assert await notices.standing(tx) == ()


class PowerCut(BaseException):
    """Ends all; no program catches it."""


@pytest.mark.parametrize("crashes", [1, 3])
async def test_a_crash_before_the_commit_tells_it_once_all_the_same(
    world: World, crashes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    await added(world)
    world.server.put("/gazette.xml", status=410)
    real, left = notices.tell, [crashes]

    async def dies(*args: Any) -> None:
        await real(*args)
        if left[0]:
            left[0] -= 1
            raise PowerCut

    monkeypatch.setattr(notices, "tell", dies)
    for _ in range(crashes):
        with pytest.raises(PowerCut):
            await hours(world, 2)
    await world.run()
    assert await notice(world.gear) == 0
    assert len(told(world)) == 1


async def test_a_feed_that_is_gone_is_read_again_at_another_address(world: World) -> None:
    await added(world)
    world.server.put("/gazette.xml", status=410)
    await hours(world, 2)
    world.listed["bugle"] = []
    world.item("Old news from the gazette", "bugle")
    reply = await world.say(f"/feeds edit gazette address:{world.server.url('/bugle.xml')}")
    assert not reply.error, reply.text
    await hours(world, 1)
    assert len(world.server.asked("/bugle.xml")) > 1
    assert told(world)[1].startswith("gazette can be read again")
