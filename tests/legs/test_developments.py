"""What is told in a thread of items that turn a story, change in place, or repeat the alert."""

from dataclasses import replace

from sqlalchemy import select, update

from bot.store import threads as threads_kept
from bot.store.tables import items, story_items
from tests.legs.test_update import decisions, said, threads
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
    assert (post.payload["label"], said(post)) == ("UPDATE", [text])


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


DAM = "Dam near the Senkaku Islands bursts, villages flooded"
BURST = "A dam near the Senkaku Islands burst early on Saturday and flooded six villages."
MISSING = (
    "Hundreds are missing after the failure of a dam near the Senkaku Islands, officials said."
)
SINCE = {
    "Dam near the Senkaku Islands: hundreds missing": MISSING,
    "Vietnam offers help after dam burst": (
        "Vietnam offered the Senkaku Islands doctors and boats on Saturday, minister Bui Son said."
    ),
    "Dam builder says cracks were reported a week ago": (
        "The builder of the dam near the Senkaku Islands said that cracks had been found before."
    ),
    "Police arrest three engineers over dam burst": (
        "Police arrested three engineers over the burst of a dam near the Senkaku Islands."
    ),
}


async def test_every_development_is_told_in_the_thread_though_the_edited_alert_shows_it(
    world: World,
) -> None:
    await told(world, DAM, BURST)
    outlets = ("kanto", "strait", "delta", "lagoon")
    for outlet, (title, text) in zip(outlets, SINCE.items(), strict=True):
        world.item(title, outlet, text=text, id=title)
        await world.later(minutes=10)
    await world.later(hours=2)
    below = [text for post in threads(world) for text in said(post)]
    assert set(SINCE.values()) <= set(below)
    assert 1 < len(threads(world)) <= 3


async def test_what_the_alert_said_when_it_was_posted_is_not_told_below_it(world: World) -> None:
    await world.say("/watch senkaku")
    world.item(DAM, text=f"{BURST} {MISSING}")
    await world.later(minutes=15)
    (top,) = world.posts()
    assert MISSING in top["text"]
    world.item(DAM, "strait", text=MISSING)
    await world.later(hours=2)
    assert threads(world) == []


BAKERY = "Bakery in Dunmore wins prize for rye loaf"
LOAF = "A small bakery won the golden spoon on Friday with bread of an old kind of grain."


async def test_what_may_be_of_another_event_stands_by_itself_in_the_thread(world: World) -> None:
    await told(world, DAM, BURST)
    world.item(BAKERY, "kanto", text=LOAF)
    await world.later(minutes=15)
    async with world.gear.store.begin() as tx:  # as if they had been taken for one
        rows = select(items.c.id, story_items.c.story_id).join(story_items)
        found = (await tx.conn.execute(rows.order_by(items.c.id))).all()
        (_, dam), (bakery, _) = found[-2:]
        moved = update(story_items).where(story_items.c.item_id == bakery).values(story_id=dam)
        await tx.conn.execute(moved)
        await threads_kept.look_again(tx, dam, world.now)
    await world.later(hours=1)
    (post,) = threads(world)
    shown = post.payload
    assert (shown["title"], shown["dateline"][0]) == (BAKERY, "Kanto")
    assert shown["url"].startswith("https://kanto.example/")
    assert said(post) == [LOAF]


async def test_a_headline_that_the_alert_bears_by_now_is_not_told_below_it(world: World) -> None:
    await world.say("/watch senkaku")
    world.languages["delta"] = "ja"
    world.item("尖閣諸島沖で中国の空母を確認", "delta", text="尖閣諸島沖で中国の空母が確認された。")
    await world.later(minutes=15)
    title = "Chinese carrier seen off the Senkaku Islands for first time"
    text = "The carrier was escorted by two destroyers near the Senkaku Islands, officials said."
    world.item(title, "kanto", text=text)
    await world.later(minutes=30)
    assert world.titles() == [title]
    assert [told for post in threads(world) for told in said(post)] == [text]


async def test_a_headline_and_the_sentence_that_says_the_same_are_told_once(world: World) -> None:
    await told(world, DAM, BURST)
    title = "Government weighs sending army to burst dam near the Senkaku Islands"
    text = "The government is considering to deploy the army to the dam near the Senkaku Islands."
    world.item(title, "kanto", text=text)
    await world.later(minutes=30)
    (post,) = threads(world)
    assert said(post) == [text]
