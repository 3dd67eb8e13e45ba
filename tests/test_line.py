"""The whole line as a dialogue: say something, let news appear, move the clock, look."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import SendLater, SendNever, SendUnknown
from bot.legs.ingest import PART
from bot.store import items
from tests.feedserver import FeedServer
from tests.linetest import NewsItem, World, close_world, open_world

SENKAKU = "Patrol ships enter waters off the Senkaku Islands for third day"


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    with FeedServer() as server:
        opened = await open_world(tmp_path, server)
        yield opened
        await close_world(opened)


async def test_a_watched_topic_becomes_an_alert(world: World) -> None:
    reply = await world.say("/watch senkaku")
    assert "Senkaku Islands" in reply.text
    world.item(SENKAKU, text="Two ships entered the waters at dawn. Tokyo lodged a protest.")
    await world.later(minutes=15)
    (post,) = world.posts()
    assert post["title"] == SENKAKU
    assert post["url"] == "https://harbour.example/2"
    assert post["label"] == "ALERT"
    assert "Two ships entered the waters at dawn. [1]" in post["text"]
    assert "Senkaku Islands" in post["tags"]


async def test_a_name_in_another_script_is_the_same_thing(world: World) -> None:
    await world.say("/watch senkaku")
    world.item("海警船が尖閣諸島の周辺に侵入、3日連続", "kanto")
    world.item("钓鱼岛附近海域发现古代沉船", "strait")
    await world.later(minutes=15)
    assert len(world.posts()) == 2


async def test_what_was_there_before_is_never_posted(world: World) -> None:
    world.listed["harbour"].clear()
    await world.say("/watch office")
    await world.later(hours=2)
    assert world.sent() == []


async def test_nothing_is_posted_about_what_nobody_watches(world: World) -> None:
    world.item(SENKAKU)
    await world.later(minutes=30)
    assert world.sent() == []


async def test_a_quad_bike_is_not_the_quad(world: World) -> None:
    await world.say("/watch quad")
    world.item("Farmer hurt in quad bike accident near the dam")
    await world.later(minutes=30)
    assert world.sent() == []


async def test_one_event_from_several_outlets_is_one_post_that_names_them(world: World) -> None:
    await world.say("/watch senkaku")
    world.item(SENKAKU)
    world.item(f"{SENKAKU} - Kanto", "kanto")
    world.item("Patrol ships enter waters off Senkaku Islands for a third day", "strait")
    await world.later(minutes=15)
    (post,) = world.posts()
    assert post["also"] == "Also reported by Kanto, Strait: 3 independent outlets"


async def test_an_outlet_that_comes_later_edits_the_post(world: World) -> None:
    await world.say("/watch senkaku")
    world.item(SENKAKU)
    await world.later(minutes=15)
    assert world.posts()[0]["also"] == ""
    world.item(SENKAKU, "kanto")
    await world.later(minutes=15)
    (sent,) = world.sent()
    assert len(sent.edits) == 1
    assert "Kanto" in sent.shown["also"]


async def test_edits_of_one_post_keep_their_distance(world: World) -> None:
    await world.say("/watch senkaku")
    world.item(SENKAKU)
    await world.later(minutes=15)
    for outlet in ("kanto", "strait", "delta", "lagoon"):
        world.item(SENKAKU, outlet)
        await world.later(minutes=10)
    (sent,) = [post for post in world.sent() if post.payload["kind"] == "alert"]
    assert 1 <= len(sent.edits) <= 4
    assert sent.shown["also"].endswith("5 independent outlets")


async def test_the_same_article_under_a_tracking_link_is_one_item(world: World) -> None:
    await world.say("/watch senkaku")
    world.item(SENKAKU, link="https://harbour.example/x?utm_source=rss")
    world.item(SENKAKU, link="https://harbour.example/x?utm_source=mail")
    await world.later(minutes=15)
    assert len(world.posts()) == 1


async def test_a_feed_that_changes_all_its_ids_posts_nothing_again(world: World) -> None:
    await world.say("/watch senkaku")
    one = world.item(SENKAKU)
    await world.later(minutes=15)
    world.listed["harbour"].remove(one)
    world.item(SENKAKU, id="renamed-1", link=one.link)
    await world.later(hours=2)
    (sent,) = world.sent()
    assert not sent.edits


async def test_a_passing_mention_waits_for_the_digest(world: World) -> None:
    await world.say("/watch senkaku")
    long = "The budget passed after a long debate. " * 30
    world.item("Parliament passes the yearly budget", text=f"{long}Senkaku was named once.")
    await world.later(minutes=30)
    assert world.posts("alert") == []
    await world.later(hours=3)  # 08:00 UTC has come
    (digest,) = world.posts("digest")
    assert digest["sections"][0]["heading"] == "Senkaku Islands"
    assert digest["sections"][0]["lines"][0]["title"] == "Parliament passes the yearly budget"


async def test_a_watch_in_digest_mode_speaks_once_a_day(world: World) -> None:
    await world.say("/watch senkaku mode:digest")
    world.item(SENKAKU)
    await world.later(hours=3)
    assert world.posts("alert") == []
    assert len(world.posts("digest")) == 1
    await world.later(hours=24)
    assert len(world.posts("digest")) == 1


async def test_a_digest_missed_while_the_bot_was_down_is_made_up_for_once(world: World) -> None:
    await world.say("/watch senkaku mode:digest")
    world.item(SENKAKU)
    await world.later(minutes=15)
    world._now[0] += timedelta(days=3)
    await world.run()
    await world.run()
    assert len(world.posts("digest")) == 1


async def test_a_story_waits_for_its_settling_time(world: World) -> None:
    await world.say("/watch senkaku")
    world.item(SENKAKU)
    while not world.server.asked("/harbour.xml"):
        await world.later(seconds=30)
    assert world.posts() == []
    await world.later(seconds=60)
    assert world.posts() == []
    await world.later(seconds=30)
    assert len(world.posts()) == 1


async def test_a_feed_that_breaks_stops_no_other_and_recovers(world: World) -> None:
    await world.say("/watch senkaku")
    world.server.put("/kanto.xml", "boom", status=500)
    world.server.put("/strait.xml", "<html><body>Please log in</body></html>")
    world.item(SENKAKU)
    await world.later(minutes=30)
    assert len(world.posts()) == 1
    status = await world.say("/status")
    assert "2" in status.text
    world.item("尖閣諸島の周辺で日本の巡視船が警戒を強化", "kanto")
    world.show("strait")
    await world.later(hours=8)
    assert len(world.posts()) == 2


async def test_a_restart_causes_no_early_poll(world: World) -> None:
    await world.later(minutes=1)
    before = len(world.server.requests)
    world.gear.memory.forget_window()
    await world.run()
    assert len(world.server.requests) == before


async def test_a_post_whose_fate_is_unknown_is_looked_up_not_repeated(world: World) -> None:
    await world.say("/watch senkaku")
    world.chat.fail_next(SendUnknown("the line dropped"), accepted=True)
    world.item(SENKAKU)
    await world.later(minutes=30)
    assert len(world.posts()) == 1


async def test_a_post_that_never_arrived_is_sent_again(world: World) -> None:
    await world.say("/watch senkaku")
    world.chat.fail_next(SendUnknown("the line dropped"), accepted=False)
    world.chat.fail_next(SendLater("busy", after=60), accepted=False)
    world.item(SENKAKU)
    await world.later(minutes=45)
    assert len(world.posts()) == 1


async def test_a_channel_that_is_gone_does_not_stop_the_line(world: World) -> None:
    await world.say("/watch senkaku")
    world.chat.fail_next(SendNever("no such channel"))
    world.item(SENKAKU)
    await world.later(minutes=20)
    world.item("Fishing boats shadowed near the Senkaku Islands by two cutters")
    await world.later(minutes=20)
    assert world.titles() == ["Fishing boats shadowed near the Senkaku Islands by two cutters"]


async def test_why_says_which_name_matched_and_where(world: World) -> None:
    await world.say("/watch senkaku")
    world.item(SENKAKU)
    await world.later(minutes=15)
    why = await world.say("/why")
    assert "Senkaku" in why.text
    assert "title" in why.text.lower()
    by_button = await world.press(world.posts()[0]["buttons"][0]["id"])
    assert "Senkaku" in by_button.text


async def test_why_names_the_watch_that_alerted_not_one_that_only_waits(world: World) -> None:
    await world.say("/watch quad mode:digest")
    await world.say("/watch senkaku")
    world.item("Quad ministers voice concern over patrols near the Senkaku Islands in Tokyo")
    await world.later(minutes=15)
    why = await world.say("/why")
    assert "the alert was written [Senkaku Islands]" in why.text
    assert "an alert [Quad" not in why.text


async def test_a_watch_that_was_removed_is_silent(world: World) -> None:
    await world.say("/watch senkaku")
    await world.say("/unwatch senkaku")
    world.item(SENKAKU)
    await world.later(minutes=30)
    assert world.sent() == []


async def test_a_subscribed_feed_posts_every_item(world: World) -> None:
    reply = await world.say("/subscribe Harbour")
    assert not reply.error, reply.text
    world.item("Bakery opens at the old pier")
    world.item("Ferry timetable changes next week")
    await world.later(minutes=20)
    assert sorted(world.titles()) == [
        "Bakery opens at the old pier",
        "Ferry timetable changes next week",
    ]


async def test_an_old_item_that_shows_up_late_is_no_alert(world: World) -> None:
    await world.say("/watch senkaku")
    world.item(SENKAKU, at=world.now - timedelta(days=3))
    await world.later(minutes=30)
    assert world.posts("alert") == []
    await world.later(hours=3)
    assert "late" in world.posts("digest")[0]["text"]


async def test_a_date_in_the_future_is_cut_to_now(world: World) -> None:
    await world.say("/watch senkaku")
    world.item(SENKAKU, at=world.now + timedelta(days=400))
    await world.later(minutes=15)
    assert world.posts()[0]["at"] < "2026-11-24T07"


async def test_thousands_of_items_are_stored_once_each_in_parts(world: World) -> None:
    count = 5 * PART + 1  # tests/store/test_volume has ten thousand
    await world.say("/watch senkaku")
    many = [NewsItem(id=f"n{number}", title=f"Notice number {number}") for number in range(count)]
    world.listed["delta"] += many
    world.show("delta")
    world.item(SENKAKU)
    await world.later(minutes=12)
    async with world.gear.store.read() as tx:
        assert await items.count_since(tx, world.now - timedelta(days=1)) == count + 6
    assert world.titles() == [SENKAKU]
