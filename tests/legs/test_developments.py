"""What is told in a thread of items that turn a story, change in place, or repeat the alert."""

from dataclasses import replace

from tests.legs.test_update import TITLE as TOLD_BEFORE
from tests.legs.test_update import alerted, decisions, said, threads
from tests.linetest import World

TITLE = "Five dead as ferry hits pier near the Senkaku Islands"
TEXT = "Five people died when a ferry hit a pier near the Senkaku Islands, the coast guard said."


async def told(world: World, title: str = TITLE, text: str = TEXT) -> None:
    await world.say("/watch senkaku")
    world.item(title, text=text)
    await world.later(minutes=15)


async def change(world: World, title: str, text: str) -> None:
    world.listed["harbour"][-1] = replace(world.listed["harbour"][-1], title=title, text=text)
    world.show("harbour")
    await world.later(minutes=30)


async def test_a_toll_that_an_outlet_rewrites_in_place_is_told_once_each_time(world: World) -> None:
    await told(world)
    for dead in ("Seven", "Nine"):
        text = TEXT.replace("Five", dead)
        await change(world, TITLE.replace("Five", dead), text)
        await world.later(hours=1)
        assert said(threads(world)[-1]) == [text]
    assert [post.payload["label"] for post in threads(world)] == ["UPDATE", "UPDATE"]
    assert world.titles() == [TITLE.replace("Five", "Nine")]


async def test_an_opening_that_an_outlet_puts_off_in_place_is_told_and_a_mended_word_is_not(
    world: World,
) -> None:
    await told(
        world,
        "Weather statoin on the Senkaku Islands to open on Monday",
        "The weather station on the Senkaku Islands will open on Monday, the ministry said.",
    )
    better = "Weather station on the Senkaku Islands to open on Monday"
    text = "The weather station on the Senkaku Islands will open on Monday, the ministry said."
    await change(world, better, text)
    assert threads(world) == []
    text = "The weather station on the Senkaku Islands will not open on Monday, the ministry said."
    off = "Opening of weather station on the Senkaku Islands put off"
    await change(world, off, text)
    (post,) = threads(world)
    assert (post.payload["label"], said(post)) == ("UPDATE", [off, text])


async def test_a_visit_that_is_called_off_in_one_sentence_is_told(world: World) -> None:
    await told(
        world,
        "Minister Okafor to visit the Senkaku Islands on Friday",
        "Minister Okafor will visit the Senkaku Islands on Friday, his office said.",
    )
    off = (
        "Minister Okafor has cancelled his visit to the Senkaku Islands on Friday, his office said."
    )
    world.item("Okafor cancels visit to the Senkaku Islands on Friday", text=off, id="off")
    await world.later(minutes=30)
    (post,) = threads(world)
    assert said(post) == [off] or said(post) == [
        "Okafor cancels visit to the Senkaku Islands on Friday"
    ]
    ((verdict, trail),) = await decisions(world)
    assert (verdict, trail["new"]) == ("development", ["turn called off"])


async def test_what_the_alert_shows_when_it_is_edited_is_no_post_below_it(world: World) -> None:
    await alerted(world)
    lead = "Curious islanders watched grey vessels near the Senkaku Islands from windy cliffs."
    world.item(TOLD_BEFORE, "kanto", text=lead)
    await world.later(minutes=30)
    (top,) = world.posts()
    assert lead in top["text"]
    assert threads(world) == []
