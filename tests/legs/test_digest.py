"""Digests: nothing is skipped between two of them, nothing stands in both."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.chat.base import Payload
from bot.chat.memory import MemoryChat
from bot.legs.ingest import take_in
from bot.model import Entry, Message, ParsedFeed
from bot.store import feeds
from bot.store import lines as kept_lines
from tests.linetest import World

SENKAKU = "Patrol ships enter waters off the Senkaku Islands for third day"
QUAD = "Quad foreign ministers meet in Tokyo over maritime security"
CASES = (
    *("lighthouse repaired", "ferry turned back", "drone spotted", "fishing ban eased"),
    *("storm damages buoys", "survey vessel arrives", "students protest", "cable cut"),
    *("oil slick cleaned", "whales counted", "court hears captain", "radar goes dark"),
)


def lines(post: Mapping[str, Any]) -> list[str]:
    return [line["title"] for section in post["sections"] for line in section["lines"]]


def digests(world: World, channel: str = "desk") -> list[list[str]]:
    sent = [post.shown for post in world.chat.sent if post.channel == channel]
    return [lines(post) for post in sent if post["kind"] == "digest"]


async def test_a_story_about_to_be_an_alert_elsewhere_is_not_left_out(world: World) -> None:
    rules = replace(world.gear.rules, settle=timedelta(hours=1), poll_adaptive=False)
    world.gear = replace(world.gear, rules=rules)
    await world.say("/watch senkaku mode:digest")
    await world.chat.say("loud", "/watch senkaku")
    await world.leap(minutes=100)
    world.item(SENKAKU)
    await world.leap(minutes=12)  # read, and published an hour later
    await world.leap(minutes=10)
    await world.leap(hours=2)
    await world.leap(hours=23)
    assert digests(world) == [[SENKAKU]]
    assert digests(world, "loud") == []


async def test_a_story_about_to_be_an_alert_here_is_no_line_of_the_digest(world: World) -> None:
    rules = replace(world.gear.rules, settle=timedelta(hours=1), poll_adaptive=False)
    world.gear = replace(world.gear, rules=rules)
    await world.say("/watch senkaku")
    await world.leap(minutes=100)
    world.item(SENKAKU)
    await world.leap(minutes=12)  # read, and published an hour later
    await world.leap(minutes=10)
    await world.leap(hours=2)
    await world.leap(hours=23)
    assert world.titles() == [SENKAKU]
    assert digests(world) == []


async def test_outlets_before_the_last_digest_count_for_enough_outlets(world: World) -> None:
    await world.say("/watch senkaku mode:digest min-publishers:2")
    await world.leap(minutes=90)
    world.item(SENKAKU)
    await world.leap(minutes=20)
    await world.leap(minutes=90)
    assert digests(world) == []
    world.item(SENKAKU, "kanto")
    await world.leap(hours=1)
    await world.leap(hours=24)
    assert digests(world) == [[SENKAKU]]


async def test_a_story_stands_in_one_digest_however_many_report_it_later(world: World) -> None:
    await world.say("/watch senkaku mode:digest")
    world.item(SENKAKU)
    await world.leap(minutes=30)
    await world.leap(minutes=150)
    world.item(SENKAKU, "kanto")
    world.item(QUAD, "kanto", text="The Senkaku Islands were on the table.")
    await world.leap(hours=1)
    await world.leap(hours=24)
    assert digests(world) == [[SENKAKU], [QUAD]]


async def test_what_a_subscription_posted_is_not_in_the_digest_again(world: World) -> None:
    await world.say("/subscribe Harbour")
    await world.say("/watch senkaku mode:digest")
    world.item(SENKAKU)
    world.item("Coast guard drills near the Senkaku Islands begin on Monday", "kanto")
    await world.leap(minutes=30)
    await world.leap(minutes=150)
    assert world.titles() == [SENKAKU]
    assert digests(world) == [["Coast guard drills near the Senkaku Islands begin on Monday"]]


async def test_a_late_item_of_a_followed_feed_is_in_the_digest(world: World) -> None:
    await world.say("/subscribe Harbour")
    world.item("Minutes of the harbour board", at=world.now - timedelta(days=4))
    await world.leap(minutes=30)
    await world.leap(minutes=150)
    assert world.posts() == []
    assert digests(world) == [["Minutes of the harbour board"]]


async def test_a_feed_followed_by_the_digest_is_told_once_a_day(world: World) -> None:
    await world.say("/subscribe Harbour mode:digest")
    world.item("Minutes of the harbour board")
    await world.leap(hours=3)
    await world.leap(hours=24)
    assert world.posts() == []
    assert digests(world) == [["Minutes of the harbour board"]]


async def test_every_item_of_a_feed_followed_by_the_digest_has_a_line_of_its_own(
    world: World,
) -> None:
    await world.say("/subscribe Harbour")
    world.item("Football club wins", text="A football club won.")
    await world.later(minutes=15)
    assert world.titles() == ["Football club wins"]
    await world.say("/subscribe Harbour mode:digest")
    titles = ["starts", "is halted after a diver is hurt", "resumes"]
    for title in titles:
        world.item(f"Harbour dredging at pier four {title}", text=f"Dredging there {title}.")
        await world.later(minutes=15)
    world.item("Football club loses", text="A football club lost.")
    await world.later(minutes=60)
    (told,) = digests(world)
    assert sorted(told) == sorted(
        [*(f"Harbour dredging at pier four {title}" for title in titles), "Football club loses"]
    )
    world.item("Harbour dredging at pier four finished early", text="It was finished early.")
    await world.leap(hours=24)
    assert digests(world)[1:] == [["Harbour dredging at pier four finished early"]]


async def test_a_story_of_one_item_that_a_watch_asks_for_too_stands_once(world: World) -> None:
    await world.say("/subscribe Harbour mode:digest")
    await world.say("/watch senkaku mode:digest")
    world.item(SENKAKU)
    await world.leap(hours=3)
    assert digests(world) == [[SENKAKU]]


async def test_a_digest_that_cannot_be_drawn_stops_no_other(world: World) -> None:
    class Choosy(MemoryChat):
        def to_payload(self, message: Message) -> Payload:
            if any(section.heading == "Quad" for section in message.sections):
                raise ValueError("no such letter")
            return super().to_payload(message)

    await world.chat.say("first", "/watch quad mode:digest")
    await world.say("/watch senkaku mode:digest")
    world.item(QUAD)
    world.item(SENKAKU, "kanto")
    choosy = Choosy()
    world.gear = replace(world.gear, chats={"memory": choosy})
    await world.leap(minutes=30)
    await world.leap(minutes=150)
    assert [lines(post.shown) for post in choosy.sent] == [[SENKAKU]]


async def test_what_is_stored_while_a_digest_is_made_is_in_the_next(world: World) -> None:
    await world.say("/watch senkaku mode:digest")
    await world.leap(hours=1, minutes=59)
    read_at = world.now
    await world.leap(minutes=5)  # 08:00 has come and gone
    entry = Entry(id="x", link="https://harbour.example/x", title=SENKAKU, text="")
    parsed = ParsedFeed(format="rss20", title="H", language="en", link=None, entries=(entry,))
    async with world.gear.store.read() as tx:
        feed = (await feeds.visible(tx, None))[2]
    await take_in(world.gear, feed, parsed, now=read_at, after=lambda _: {"last_ok_at": read_at})
    await world.leap(hours=25)
    assert digests(world) == [[SENKAKU]]


async def test_a_digest_asked_for_is_not_repeated_at_its_time(world: World) -> None:
    await world.say("/watch senkaku mode:digest")
    world.item(SENKAKU)
    await world.leap(minutes=30)
    await world.leap(minutes=5)
    await world.say("/digest preview")
    await world.say("/digest now")
    await world.leap(minutes=30)
    await world.leap(minutes=150)
    assert digests(world) == [[SENKAKU]]


async def test_a_muted_story_and_a_muted_outlet_are_in_no_digest(world: World) -> None:
    await world.say("/watch senkaku mode:digest")
    world.item(SENKAKU)
    world.item("Coast guard drills near the Senkaku Islands begin on Monday", "kanto")
    await world.leap(minutes=30)
    await world.leap(minutes=5)
    why = await world.say("/latest")
    stories = [button.id.removeprefix("why:") for button in why.buttons]
    await world.press(f"hush:{stories[0]}:story")
    await world.press(f"hush:{stories[1]}:harbour")
    await world.press(f"hush:{stories[1]}:kanto")
    await world.leap(minutes=30)
    await world.leap(minutes=150)
    assert digests(world) == []


async def test_a_paused_watch_adds_nothing_to_the_digest(world: World) -> None:
    await world.say("/watch senkaku mode:digest")
    reply = await world.say("/watches stats senkaku")
    pause = next(button.id for button in reply.buttons if ":state:paused" in button.id)
    await world.press(pause)
    world.item(SENKAKU)
    await world.leap(minutes=30)
    await world.leap(minutes=150)
    assert digests(world) == []


async def test_a_digest_keeps_every_line_and_a_button_leads_to_those_it_does_not_show(
    world: World,
) -> None:
    await world.say("/watch senkaku mode:digest")
    for number in range(12):
        world.item(f"Case {number}: {CASES[number]} near the Senkaku Islands", text="")
    await world.later(hours=3)
    (post,) = world.posts("digest")
    assert len(lines(post)) == 10
    (more,) = post["buttons"]
    assert more["label"] == "2 more"
    delivery = int(more["id"].split(":")[1])
    async with world.gear.store.read() as tx:
        kept = await kept_lines.of(tx, [delivery])
    assert [line.title for line in kept[:10]] == lines(post)
    assert len({line.title for line in kept}) == 12
    await world.later(hours=24)
    assert len(digests(world)) == 1
