"""How a story goes on that stood in a digest: the next one tells what is new of it, once."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.legs.test_digest import digests
from tests.linetest import World

COLLIDE = "Freighter and fishing boat collide off the Senkaku Islands, 3 hurt"
SINKS = "Fishing boat sinks after freighter collision off the Senkaku Islands, 4 dead"


async def told(world: World) -> None:
    """Let a digest-only watch be told of a collision at 08:00."""
    await world.say("/watch senkaku mode:digest")
    await world.leap(minutes=90)
    world.item(COLLIDE, text="Three sailors were hurt.")
    await world.leap(minutes=20)
    await world.leap(minutes=90)
    assert digests(world) == [[COLLIDE]]


def newest(world: World) -> Mapping[str, Any]:
    shown = [post.shown for post in world.chat.sent if post.shown["kind"] == "digest"][-1]
    (line,) = [line for section in shown["sections"] for line in section["lines"]]
    return line


async def test_what_is_new_of_a_story_is_in_the_next_digest_once(world: World) -> None:
    await told(world)
    text = "Four bodies were found. Captain Wang Lei was arrested."
    world.item(SINKS, "kanto", text=text)
    await world.leap(hours=1)
    shown = (await world.say("/digest preview")).text
    assert f"Since the last digest: {text.split('. ')[0]}." in shown
    why = (await world.say("/whynot https://kanto.example/2")).text
    assert "what is new in it comes in the next: `/digest preview`" in why
    assert "In the digest of #desk, posted" not in why
    await world.leap(hours=24)
    assert digests(world) == [[COLLIDE], [SINKS]]
    assert "In the digest of #desk" in (await world.say("/whynot https://kanto.example/2")).text
    assert newest(world)["sentence"].startswith("Since the last digest: Four bodies were found.")
    assert newest(world)["outlets"] == "Kanto"
    await world.leap(hours=24)
    assert len(digests(world)) == 2


async def test_what_tells_the_same_again_is_in_no_further_digest(world: World) -> None:
    await told(world)
    world.item(COLLIDE, "kanto", text="Three sailors were hurt..")
    world.item(
        "Three hurt as freighter, fishing boat collide off Senkaku Islands", "strait", text=""
    )
    await world.leap(hours=1)
    await world.leap(hours=24)
    assert digests(world) == [[COLLIDE]]
    why = (await world.say("/whynot https://kanto.example/2")).text
    assert "and it adds nothing." in why


async def test_a_headline_alone_says_that_it_is_new_since_the_last_digest(world: World) -> None:
    await told(world)
    world.item(SINKS, "kanto", text="")
    await world.leap(hours=1)
    await world.leap(hours=24)
    assert (newest(world)["title"], newest(world)["sentence"]) == (SINKS, "")
    assert newest(world)["outlets"] == "Kanto · since the last digest"


async def test_a_report_that_is_corrected_in_place_is_in_the_next_digest_once(world: World) -> None:
    await told(world)
    text = "Two sailors were hurt. Correction: an earlier version said that three were hurt."
    world.listed["harbour"][-1] = replace(world.listed["harbour"][-1], text=text)
    world.show("harbour")
    await world.leap(hours=1)
    await world.leap(hours=24)
    said = newest(world)["sentence"]
    assert said.startswith("Corrected since the last digest: ")
    assert "Two sailors were hurt." in said
    assert "three were hurt." in said
    await world.leap(hours=24)
    assert len(digests(world)) == 2


async def test_what_follows_an_alert_is_told_in_its_thread_and_in_no_digest(world: World) -> None:
    await world.say("/watch senkaku")
    await world.leap(minutes=5)
    world.item(COLLIDE, text="Three sailors were hurt.")
    await world.leap(minutes=15)
    await world.leap(minutes=15)
    world.item(SINKS, "kanto", text="Four bodies were found.")
    await world.leap(hours=1)
    await world.leap(hours=24)
    assert digests(world) == []
