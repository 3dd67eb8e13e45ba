"""When digests come: after changes of their times, after downtime, and for one watch alone."""

from datetime import timedelta

import pytest

from bot.errors import SendNever
from bot.store import channels
from tests.legs.test_digest import CASES, QUAD, SENKAKU, digests
from tests.linetest import World


async def test_a_time_that_is_past_today_means_tomorrow(world: World) -> None:
    await world.say("/watch senkaku mode:digest")
    await world.say("/digest set 20:00")
    world.item(SENKAKU)
    await world.leap(hours=1)
    await world.say("/digest set 06:30")
    await world.leap(minutes=30)
    assert digests(world) == []
    await world.leap(hours=24)
    assert digests(world) == [[SENKAKU]]


@pytest.mark.parametrize(
    "typed", ["/settings timezone:Asia/Tokyo", "/digest set timezone:Tokyo", "/settings Osaka"]
)
async def test_a_zone_in_which_the_time_is_past_means_tomorrow_too(
    world: World, typed: str
) -> None:
    await world.say("/watch senkaku mode:digest")
    world.item(SENKAKU)
    await world.leap(hours=1)
    await world.say(typed)  # 08:00 in Tokyo was eight hours ago
    await world.leap(minutes=30)
    assert digests(world) == []
    await world.leap(hours=16)
    assert digests(world) == [[SENKAKU]]


async def test_a_digest_turned_on_again_comes_at_its_time(world: World) -> None:
    await world.say("/watch senkaku mode:digest")
    await world.say("/digest off")
    world.item(SENKAKU)
    await world.leap(hours=30)
    await world.say("/digest set 08:00")
    await world.leap(minutes=10)
    assert digests(world) == []
    await world.leap(hours=24)
    assert digests(world) == [[SENKAKU]]


async def test_what_a_pause_keeps_back_is_not_lost_by_another_time(world: World) -> None:
    await world.say("/watch senkaku mode:digest")
    world.item(SENKAKU)
    await world.leap(hours=1)
    await world.say("/quiet now 4h")
    await world.leap(hours=2)
    await world.say("/digest set 08:00,20:00")
    await world.leap(hours=3)
    assert digests(world) == [[SENKAKU]]


async def test_the_same_time_of_a_zone_further_west_loses_nothing(world: World) -> None:
    await world.say("/digest set 08:00 timezone:Asia/Tokyo")
    await world.say("/watch senkaku mode:digest")
    await world.leap(hours=18)  # 09:00 on the 25th in Tokyo: 08:00 was made
    await world.say("/digest set timezone:America/New_York")
    world.item(SENKAKU)
    await world.leap(hours=14)  # 09:00 on the 25th in New York
    await world.leap(hours=24)
    assert digests(world) == [[SENKAKU]]


async def test_what_is_passed_over_in_one_zone_is_still_to_come_further_west(world: World) -> None:
    await world.say("/watch senkaku mode:digest")
    world.item(SENKAKU)
    await world.leap(minutes=20)
    await world.say("/digest set 06:10")  # past: it means tomorrow
    reply = await world.say("/digest set timezone:Atlantic/Azores")
    assert "Next: Tuesday 24 November, 06:10." in reply.text
    await world.leap(minutes=5)
    assert not (
        await world.press(reply.buttons[0].id)
    ).error  # Undo: it was passed over there, and stays so
    await world.leap(minutes=5)
    assert digests(world) == []
    await world.say("/digest set timezone:Atlantic/Azores")
    await world.leap(minutes=50)
    assert digests(world) == [[SENKAKU]]
    reply = await world.say("/digest set timezone:America/New_York")
    assert "Next: Wednesday 25 November, 06:10." in reply.text  # that of today was posted


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu", "America/Los_Angeles", "Pacific/Apia"])
async def test_days_of_downtime_are_made_up_for_once(world: World, zone: str) -> None:
    await world.say(f"/digest set 08:00 timezone:{zone}")
    await world.say("/watch senkaku mode:digest")
    world.item(SENKAKU)
    await world.leap(minutes=20)
    world.item(f"{CASES[0]} near the Senkaku Islands", "kanto")
    await world.leap(days=5)
    await world.leap(minutes=5)
    await world.leap(minutes=30)
    assert len(digests(world)) == 1
    async with world.gear.store.read() as tx:
        place = await channels.find_channel(tx, 1, "desk")
    assert place is not None
    assert place.digest_since is not None
    assert place.digest_since >= world.now - timedelta(minutes=40)


async def test_a_watch_may_have_times_of_its_own(world: World) -> None:
    await world.say("/watch senkaku mode:digest")
    await world.say("/watch quad mode:digest")
    reply = await world.say("/digest set 18:00 watch:quad")
    assert "its digest comes at 18:00, every day." in reply.text
    world.item(SENKAKU)
    world.item(QUAD, "kanto")
    await world.leap(minutes=30)
    await world.leap(hours=2)
    assert digests(world) == [[SENKAKU]]
    await world.leap(hours=10)
    assert digests(world) == [[SENKAKU], [QUAD]]
    await world.leap(hours=24)
    assert len(digests(world)) == 2


async def test_a_watch_gives_its_times_back(world: World) -> None:
    await world.say("/watch quad mode:digest")
    await world.say("/digest set 18:00 watch:quad")
    reply = await world.say("/digest off watch:quad")
    assert "told in the channel’s digest again" in reply.text
    world.item(QUAD)
    await world.leap(minutes=30)
    await world.leap(hours=2)
    assert digests(world) == [[QUAD]]


async def test_a_watchs_time_that_is_past_means_tomorrow_too(world: World) -> None:
    await world.say("/digest set 20:00")
    await world.say("/watch quad mode:digest")
    world.item(QUAD)
    await world.leap(hours=1)
    await world.say("/digest set 06:30 watch:quad")
    await world.leap(minutes=20)
    assert digests(world) == []
    await world.leap(hours=24)
    assert digests(world) == [[QUAD]]


async def test_a_channel_may_ask_for_what_was_alerted_too(world: World) -> None:
    await world.say("/watch senkaku")
    await world.say("/settings digest:all")
    world.item(SENKAKU)
    await world.leap(minutes=30)
    await world.leap(minutes=10)
    assert world.titles() == [SENKAKU]
    await world.leap(hours=2)
    assert digests(world) == [[SENKAKU]]
    (line,) = world.posts("digest")[0]["sections"][0]["lines"]
    assert line["outlets"].endswith(" · alerted")
    await world.leap(hours=24)
    assert len(digests(world)) == 1


async def test_what_a_digest_told_that_could_never_be_posted_is_told_by_the_next(
    world: World,
) -> None:
    await world.say("/watch senkaku mode:digest")
    world.item(SENKAKU)
    await world.leap(hours=1)
    world.chat.fail_next(SendNever("It is too large."))
    await world.leap(hours=2)
    assert digests(world) == []
    world.item("Lighthouse repaired near the Senkaku Islands", "kanto")
    await world.leap(hours=23)
    (told,) = digests(world)
    assert sorted(told) == ["Lighthouse repaired near the Senkaku Islands", SENKAKU]
    await world.leap(hours=24)
    assert len(digests(world)) == 1


@pytest.mark.parametrize(("rule", "count"), [("always", 1), ("never", 0), ("monday", 0)])
async def test_an_empty_digest_is_silent_or_not_as_the_channel_chose(
    world: World, rule: str, count: int
) -> None:
    await world.say("/watch senkaku")
    reply = await world.say(f"/settings empty-digest:{rule}")
    assert "with nothing to tell:" in reply.text
    await world.leap(hours=3)
    titles = [p["title"] for p in world.posts("digest")]
    assert len(titles) == count
    assert all(title.endswith("nothing new for 1 watch") for title in titles)


async def test_a_watch_without_a_hit_for_two_weeks_is_marked_and_can_be_widened(
    world: World,
) -> None:
    await world.say("/watch title:islands AND lighthouse")
    await world.say("/settings empty-digest:always")
    await world.leap(days=15)
    world.item("Coast guard nears the islands", text="A quiet day.")
    await world.leap(minutes=20)
    await world.leap(hours=24)
    post = world.posts("digest")[-1]
    assert "no hit in 14 days: title:islands AND lighthouse" in post["footer"]
    (button,) = post["buttons"]
    assert button["label"].startswith("Broaden ")
    reply = await world.press(button["id"])
    assert "found nothing in 14 days. A wider form would have found:" in reply.text
    assert "`title:islands`: 1 item" in reply.text
    number = next(line for line in reply.text.split("\n") if "`title:islands`" in line)[0]
    take = next(b.id for b in reply.buttons if b.label == f"Take {number}")
    taken = await world.press(take)
    assert "title:islands AND lighthouse is title:islands now." in taken.text
    assert (await world.press(take)).error
    listed = await world.say("/watches")
    assert not any(b.label.startswith("Broaden") for b in listed.buttons)
    await world.press(taken.buttons[-1].id)
    listed = await world.say("/watches")
    assert "silent for 14 days" in listed.text
    assert [b.label for b in listed.buttons][1] == "Broaden 1"
