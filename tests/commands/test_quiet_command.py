import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import SendError, SendLater, SendUnknown
from bot.model import Delivery
from bot.store import deliveries, unwanted
from bot.words import marked_moment
from tests.commands.conftest import SENKAKU, Person, labels
from tests.linetest import START, World

MORE = "Storm damages buoys near the Senkaku Islands"


async def test_quiet_hours_are_set_in_the_zone_of_the_channel(ada: Person):
    await ada.say("/digest set timezone:Asia/Tokyo")
    reply = await ada.say("/quiet set 22:00-07:00 mon-fri")
    assert reply.text == (
        "#desk is quiet from 22:00 to 07:00, Monday to Friday (Asia/Tokyo). Alerts that come then "
        "are held until their end, and told in one roll-up."
    )
    assert labels(reply) == ["Undo"]
    assert "Quiet: #desk is quiet from 22:00 to 07:00" in (await ada.say("/settings")).text
    undone = await ada.choose(reply, "Undo")
    assert undone.text == "Taken back: “the quiet hours of #desk changed”."
    assert "Quiet: #desk has no quiet hours." in (await ada.say("/settings")).text


async def test_without_hours_it_says_how_it_stands_and_one_part_can_change_alone(ada: Person):
    assert "has no quiet hours" in (await ada.say("/quiet")).text
    await ada.say("/quiet set 22-7")
    reply = await ada.say("/quiet set days:sat,sun")
    assert "from 22:00 to 07:00, Saturday and Sunday (UTC, zone not set)" in reply.text
    assert labels(reply) == ["Set time zone", "Undo"]
    assert "To change it: `/quiet set 22:00-07:00`." in (await ada.say("/quiet set")).text
    assert labels(await ada.say("/quiet set days:sat,sun")) == []


async def test_in_quiet_hours_the_answer_says_what_is_held_and_when_it_comes(
    ada: Person, world: World
):
    await ada.say("/watch senkaku")
    reply = await ada.say("/quiet set 05:00-08:00")
    assert "Alerts are held; one roll-up comes at 08:00." in reply.text
    assert "set to wake still rings" in reply.text
    world.item(SENKAKU)
    await world.later(minutes=15)
    assert "1 alert is held; one roll-up comes at 08:00" in (await ada.say("/quiet")).text
    assert world.sent() == []


async def test_a_pause_says_until_when_and_off_brings_what_was_held(ada: Person, world: World):
    await ada.say("/watch senkaku")
    reply = await ada.say("/quiet now 2h")
    assert reply.text.startswith(
        "#desk is paused until 08:00: nothing new is posted, digests wait."
    )
    world.item(SENKAKU)
    world.item(MORE, "kanto")
    await world.later(minutes=15)
    over = await ada.say("/quiet off")
    assert over.text == (
        "The pause until 08:00 is over. #desk has no quiet hours. 2 alerts are held and come in a "
        "moment."
    )
    await world.later(minutes=1)
    (post,) = world.posts("rollup")
    assert post["title"] == "Held while this channel was quiet or paused: 2 stories"
    undone = await ada.choose(over, "Undo")
    assert not undone.error
    assert "paused until 08:00" in (await ada.say("/settings")).text


async def test_what_a_removed_watch_asked_for_is_given_up_until_undo(ada: Person, world: World):
    await ada.say("/watch senkaku")
    await ada.say("/quiet now 2h")
    world.item(SENKAKU)
    world.item(MORE, "kanto")
    await world.later(minutes=12)
    removed = await ada.say("/unwatch senkaku")
    over = await ada.say("/quiet off")
    assert over.text == "The pause until 08:00 is over. #desk has no quiet hours."
    assert not (await ada.choose(removed, "Undo")).error
    await world.later(minutes=1)
    (post,) = world.posts("rollup")
    assert post["title"] == "Held while this channel was quiet or paused: 2 stories"


async def test_what_is_due_is_not_posted_after_its_watch_was_removed(ada: Person, world: World):
    await ada.say("/watch senkaku")
    for _ in range(20):
        world.chat.fail_next(SendLater("Not now.", after=3600))
    world.item(SENKAKU)
    world.item(MORE, "kanto")
    await world.later(minutes=12)
    await ada.say("/unwatch senkaku")
    async with world.gear.store.read() as tx:
        rows = [d for n in range(1, 9) if (d := await deliveries.get(tx, n)) and d.attempt == 0]
    assert rows
    assert {row.reason for row in rows} == {unwanted.UNASKED}


@pytest.mark.parametrize(
    ("answer", "nonce_window"),
    [
        (SendUnknown("status 503"), 0.0),
        (SendUnknown("status 503"), 60.0),  # it could be repeated at once
        (SendLater("Not now.", after=60), 0.0),
    ],
)
@pytest.mark.parametrize("back", [False, True])
async def test_what_was_tried_is_not_posted_after_its_watch_was_removed_either(
    ada: Person, world: World, answer: SendError, nonce_window: float, back: bool
):
    world.chat.nonce_window = nonce_window
    await ada.say("/watch senkaku")
    world.chat.fail_next(answer)
    world.item(SENKAKU)
    while (tried := await first(world)) is None or not tried.attempt:
        await world.later(seconds=30)
    removed = await ada.say("/unwatch senkaku")
    await world.later(minutes=5)
    assert world.posts() == []
    assert (await first(world)).reason == unwanted.UNASKED
    if back:
        await ada.choose(removed, "Undo")
        await world.later(minutes=1)
    assert world.titles() == [SENKAKU] * back


async def first(world: World) -> Delivery | None:
    async with world.gear.store.read() as tx:
        return await deliveries.get(tx, 1)


async def test_a_pause_that_ends_in_quiet_hours_goes_on_until_their_end(ada: Person):
    await ada.say("/quiet set 07:30-09:00")
    reply = await ada.say("/quiet now 2 hours")
    assert "one roll-up comes at 09:00" in reply.text


async def test_what_is_over_the_budget_keeps_its_own_time(ada: Person, world: World):
    await ada.say("/subscribe Harbour")
    for number in range(8):
        world.item(f"Item number {number}")
    await world.later(minutes=11)
    reply = await ada.say("/quiet set 20:00-23:00")
    assert "3 alerts are held, since they are over the budget; one roll-up comes at" in reply.text


async def test_off_without_anything_says_so(ada: Person):
    reply = await ada.say("/quiet off")
    assert reply.text == "#desk has no quiet hours. `/quiet set 22:00-07:00` sets some."
    assert labels(reply) == []


async def test_another_channel_can_be_named(ada: Person):
    annex = Person(world=ada.world, channel="annex")
    await annex.say("/watch senkaku")
    reply = await ada.say("/quiet set 22:00-07:00 #annex")
    assert reply.text.startswith("#annex is quiet")
    assert "#annex is paused until" in (await ada.say("/quiet now 1h #annex")).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/quiet set hours:night", "*night* is no span of hours. Write from-to"),
        ("/quiet set 25:00-07:00", "*25:00* is no time of day"),
        ("/quiet set 07:00-07:00", "Quiet hours have an end"),
        ("/quiet set 22:00-07:00 days:funday", "*funday* is no day"),
        ("/quiet now soon", "*soon* is no duration. Write 2h, 90min, 1h30m or 3d."),
        ("/quiet now 90d", "from 1 minute to 30 days"),
        ("/quiet now 0h", "from 1 minute to 30 days"),
        ("/settings budget:lots", "*lots* is no budget. Write 5+4/h"),
        ("/settings budget:0", "*0* is no budget"),
    ],
)
async def test_a_bad_value_says_what_is_allowed_and_changes_nothing(ada: Person, typed, said):
    before = (await ada.say("/settings")).text
    reply = await ada.say(typed)
    assert reply.error
    assert said in reply.text
    assert (await ada.say("/settings")).text == before


async def test_who_may_not_manage_may_not_make_it_quiet(ben: Person):
    for typed in ("/quiet set 22:00-07:00", "/quiet now 2h", "/quiet off"):
        assert (await ben.say(typed)).error, typed
    assert "has no quiet hours" in (await ben.say("/quiet")).text


@pytest.mark.parametrize(
    ("typed", "budget"),
    [
        ("10", "10 alerts at once and 4 an hour, 10 left now"),
        ("8+6/h", "8 alerts at once and 6 an hour, 8 left now"),
        ("12/h", "5 alerts at once and 12 an hour"),
        ("off", "off, so every alert is posted at once"),
    ],
)
async def test_the_budget_is_shown_changed_and_given_back(ada: Person, typed, budget):
    first = await ada.say("/settings")
    assert "Budget: 5 alerts at once and 4 an hour, 5 left now" in first.text
    reply = await ada.say(f"/settings budget:{typed}")
    assert f"Budget: {budget}" in reply.text
    await ada.choose(reply, "Undo")
    assert (await ada.say("/settings")).text == first.text
    await ada.say(f"/settings budget:{typed}")
    await ada.say("/settings budget:default")
    assert (await ada.say("/settings")).text == first.text


async def test_an_unlimited_budget_holds_nothing(ada: Person, world: World):
    await ada.say("/subscribe Harbour")
    await ada.say("/settings budget:off")
    for number in range(9):
        world.item(f"Item number {number}")
    await world.later(minutes=15)
    assert len(world.posts()) == 9


async def test_the_pages_of_a_post_are_its_communitys_alone(ada: Person, eve: Person, world: World):
    await ada.say("/subscribe Harbour mode:digest")
    for number in range(25):
        world.item(f"Item number {number}")
    await world.later(hours=3)
    (post,) = world.posts("digest")
    (more,) = post["buttons"]
    second = await ada.press(more["id"])
    assert second.text.startswith("Stories 11 to 20 of 25\n*Harbour*\n11. Item number")
    assert "https://harbour.example/" in second.text
    assert labels(second) == ["Back", "Next"]
    third = await ada.choose(second, "Next")
    assert third.text.startswith("Stories 21 to 25 of 25")
    assert labels(third) == ["Back"]
    assert (await ada.choose(third, "Back")).text == second.text
    assert (await eve.press(more["id"])).error
    for odd in ("more:x:1", "more:99999:0", f"{more['id']}99", "more:1:-3"):
        assert (await ada.press(odd)).text, odd


@pytest.mark.parametrize("platform", ["discord", "slack"])
async def test_when_the_roll_up_comes_is_marked_where_each_reader_has_a_zone(
    ada: Person, world: World, platform: str
):
    far = replace(ada, platform=platform)
    end = marked_moment(START + timedelta(hours=2), "08:00")
    said = (await far.say("/quiet now 2h")).text
    assert f"paused until {end}" in said
    assert f"one roll-up comes at {end}." in said


async def test_why_and_latest_say_what_is_held_and_which_roll_up_told_it(ada: Person, world: World):
    await ada.say("/watch senkaku")
    await ada.say("/quiet now 2h")
    world.item(SENKAKU)
    world.item(MORE, "kanto")
    await world.later(minutes=15)
    latest = await ada.say("/latest")
    assert latest.text.count("held: quiet hours or a pause; comes in the roll-up at 08:00") == 2
    why = await ada.choose(latest, "Why 1")
    assert "Held in #desk: quiet hours or a pause; it comes in the roll-up at 08:00." in why.text
    assert "the alert was written and held, a pause until 08:00" in why.text
    await world.later(hours=2)
    assert (await ada.say("/latest")).text.count(" · in a roll-up\n") == 2
    why = await ada.choose(latest, "Why 1")
    assert "In a roll-up in #desk, posted" in why.text
    assert "1 sent and 2 told in a roll-up" in (await ada.say("/status")).text


async def test_items_of_a_followed_feed_over_the_budget_are_said_to_be_held(
    ada: Person, world: World
):
    await ada.say("/subscribe Harbour")
    for number in range(6):
        world.item(f"Item number {number}")
    await world.later(minutes=11)
    latest = (await ada.say("/latest")).text
    assert latest.count(" · posted\n") == 5
    assert "held: over the budget; comes in the roll-up at 06:1" in latest
    await world.later(minutes=15)
    assert (await ada.say("/latest")).text.count(" · in a roll-up\n") == 0  # one alone is an alert


async def test_a_pause_says_that_it_holds_what_wakes_too_and_on_which_day_it_ends(ada: Person):
    assert "wake" not in (await ada.say("/quiet now 3d")).text
    await ada.say("/watch senkaku urgent:wake")
    reply = await ada.say("/quiet now 4d")
    assert "A pause holds urgent stories of watches set to wake, too." in reply.text
    assert re.search(r"one roll-up comes on \w+ \d+ \w+ at \d\d:\d\d\.", reply.text)


async def test_settings_that_are_so_already_change_nothing(ada: Person):
    await ada.say("/settings timezone:Asia/Tokyo language:en-GB budget:1+1/h digest:all")
    again = await ada.say("/settings timezone:Asia/Tokyo language:en-GB budget:1+1/h digest:all")
    assert again.text.startswith("That is so already; nothing was changed.")
    assert "Budget: 1 alert at once and 1 an hour" in again.text
    back = await ada.say("/settings language:default")
    assert "each reader’s own" in back.text


async def test_what_a_watch_was_given_can_be_taken_back(ada: Person):
    await ada.say("/watch senkaku mention:@desk languages:ja min-publishers:2")
    reply = await ada.say("/watch senkaku mention:off languages:all min-publishers:1")
    assert "Mentions" not in reply.text
    assert "Only" not in reply.text


async def test_a_budget_that_is_taken_away_lets_what_it_held_come_at_once(
    ada: Person, world: World
):
    await ada.say("/subscribe Harbour")
    await ada.say("/settings budget:1+1/h")
    for number in range(4):
        world.item(f"Item number {number}")
    await world.later(minutes=11)
    assert len(world.posts("alert")) == 1
    off = await ada.say("/settings budget:off")
    assert "Changed. 3 alerts that were held come in a moment.\n" in off.text
    await world.later(minutes=1)
    (post,) = world.posts("rollup")
    assert post["title"] == "Over this channel’s budget: 3 more stories"
    again = await ada.say("/settings budget:5+4/h")
    assert again.text.startswith("Changed.\n")


async def test_what_a_budget_held_waits_for_the_end_of_quiet_hours(ada: Person, world: World):
    await ada.say("/subscribe Harbour")
    await ada.say("/settings budget:1+1/h")
    for number in range(4):
        world.item(f"Item number {number}")
    await world.later(minutes=11)
    await ada.say("/quiet now 2h")
    off = await ada.say("/settings budget:off")
    assert "Changed. 3 alerts are held; one roll-up comes at 08:1" in off.text
    await world.later(minutes=5)
    assert world.posts("rollup") == []


async def test_off_says_that_both_a_pause_and_the_hours_of_the_night_end(ada: Person):
    await ada.say("/quiet set 22:00-07:00 mon-fri")
    await ada.say("/quiet now 2h")
    over = await ada.say("/quiet off")
    assert over.text.startswith(
        "The pause until 08:00 is over. The quiet hours from 22:00 to 07:00, Monday to Friday are "
        "off; `/quiet set 22:00-07:00` sets them again."
    )
    await ada.choose(over, "Undo")
    assert "is quiet from 22:00" in (await ada.say("/quiet set")).text
