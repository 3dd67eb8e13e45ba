"""Two stories that were both alerted turn out to be one: nothing is posted a third time."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update

from bot.store import merging
from bot.store.tables import stories, story_posts
from tests.linetest import World

FIRST = "Orsini gets 20 years"
FIRE = "Fire destroys the copper mine of Tarvo"
SECOND = "Publisher jailed in Port Selim"
TOGETHER = "Publisher Orsini jailed in Port Selim, gets 20 years"
LATER = (
    "Orsini trial ends with 20 years in prison",
    "Port Selim publisher Alba Orsini jailed for 20 years after trial",
    "Publisher Orsini, jailed for 20 years in Port Selim, will appeal",
    "Publisher Alba Orsini jailed for 20 years in Port Selim",
)


async def test_two_alerts_of_one_event_stay_and_no_third_comes(world: World) -> None:
    await world.say('/watch orsini OR "port selim"')
    world.item(FIRST, "harbour", text="")
    world.item(SECOND, "kanto", text="")
    await world.later(minutes=15)
    assert world.titles() == [FIRST, SECOND]
    for title, outlet in zip(LATER, ("strait", "delta", "lagoon", "strait"), strict=True):
        world.item(title, outlet, text="")
        await world.later(minutes=15)
    async with world.gear.store.read() as tx:
        query = select(stories.c.id).where(stories.c.merged_into.is_not(None))
        assert len((await tx.conn.execute(query)).all()) == 1
    posts = world.posts()
    assert len(posts) == 2
    told = [str(post) for post in posts]
    assert sum("Delta" in post for post in told) == 1  # one of them goes on, the other stays
    assert sum("Lagoon" in post for post in told) == 1


async def test_a_thread_goes_on_though_the_story_had_another_post_in_another_thread(
    world: World,
) -> None:
    old = "Copper mine of Tarvo closes"
    world.item(old, text="The mine of Tarvo closes.")
    await world.leap(minutes=11)
    await world.say("/watch tarvo")
    world.item("Tarvo council elects mayor Lindqvist", "kanto", text="Tarvo has a mayor.")
    await world.leap(minutes=11)
    await world.leap(minutes=11)
    world.item(old, "strait", text="The mine of Tarvo closes.")
    await world.leap(minutes=11)
    await world.leap(minutes=11)
    assert world.titles() == ["Tarvo council elects mayor Lindqvist", old]
    world.item(old, "delta", text="The closing mine of Tarvo costs 700 jobs, the union said.")
    await world.leap(minutes=11)
    assert len(world.posts("update")) == 1
    async with world.gear.store.begin() as tx:
        posted = select(story_posts.c.story_id).order_by(story_posts.c.story_id)
        await merging.merge(tx, *(await tx.conn.execute(posted)).scalars())
    world.item(old, "lagoon", text="The minister of Tarvo resigned over the mine on Tuesday.")
    await world.leap(minutes=11)
    await world.leap(minutes=11)
    assert len(world.posts("update")) == 2


async def test_the_younger_post_points_to_the_older_one_and_nothing_is_told_twice(
    world: World,
) -> None:
    await both_told(world)
    world.item(TOGETHER, "delta", text="")
    await world.later(minutes=30)
    older, younger = world.posts()
    assert older["title"] == FIRST
    assert younger["title"] == f"Now one story with “{FIRST}”"
    assert (younger["sentences"], younger["also"]) == ([], "")
    (update,) = world.posts("update")  # "Publisher" and "Port Selim" stand nowhere else by now
    assert (update["title"], update["sentences"]) == (SECOND, [])
    world.item(TOGETHER, "kanto", text="")
    await world.later(minutes=12)
    assert world.posts()[1] == younger
    assert "Delta" in world.posts()[0]["also"]
    assert world.posts("update") == [update]


async def test_urgency_that_both_posts_showed_together_is_not_told_again(world: World) -> None:
    await both_told(world, more=True)
    world.item(TOGETHER, "harbour", text="")
    await world.later(minutes=30)
    assert world.titles()[1] == f"Now one story with “{FIRST}”"
    assert [post["label"] for post in world.posts("update")] == ["UPDATE"]


async def test_a_younger_post_that_was_deleted_is_not_posted_again(world: World) -> None:
    await both_told(world)
    world.chat.delete(world.sent()[1].external_id)
    world.item(TOGETHER, "delta", text="")
    await world.later(minutes=30)
    assert world.titles() == [FIRST]
    assert [post["title"] for post in world.posts("update")] == [SECOND]


SEVEN = "The publisher of Port Selim paid 700 francs to the court of appeal."
MAYOR = "The mayor Lindqvist of Port Selim resigned over Orsini."


async def test_what_the_younger_alert_and_its_thread_told_stands_under_the_older_one(
    world: World,
) -> None:
    await both_told(world)
    world.item(FIRST, "strait", text="The court of Port Selim fined Orsini 400 francs.")
    await world.later(minutes=12)
    world.item(SECOND, "kanto", text=SEVEN)
    await world.later(minutes=12)
    assert [shown(post) for post in world.posts("update")] == [
        ["The court of Port Selim fined Orsini 400 francs."],
        [SEVEN],
    ]
    await put_together(world)
    await world.later(minutes=3)
    assert world.titles() == [FIRST, f"Now one story with “{FIRST}”"]
    assert len(world.posts("update")) == 2  # the thread has had its post of this hour
    await world.later(minutes=40)
    *_, last = world.sent()
    assert (last.thread, last.payload["label"]) == (world.sent()[0].external_id, "UPDATE")
    assert (last.payload["title"], shown(last.payload)) == (SECOND, [SEVEN])
    world.item(FIRST, "strait", text=MAYOR)
    await world.later(hours=8)
    assert MAYOR in shown(world.posts("update")[-1])
    assert len(world.posts("update")) == 4


async def test_what_the_younger_alert_told_in_other_words_is_not_told_again(world: World) -> None:
    await world.say("/watch tarvo")
    burned = "The copper mine of Tarvo burned down on Monday, and forty miners are missing."
    world.item(FIRE, text=burned)
    await world.later(minutes=15)
    other = "Blaze at Tarvo"
    world.item(other, "kanto", text="A fire burned down the copper mine of Tarvo on Monday.")
    await world.later(minutes=15)
    if world.titles() == [FIRE, other]:
        await put_together(world)
    await world.later(minutes=15)
    assert world.titles()[0] == FIRE
    assert world.posts("update") == []


async def test_nothing_of_it_rings_in_quiet_hours_nor_is_it_lost_then(world: World) -> None:
    await both_told(world)
    world.item(SECOND, "lagoon", text=SEVEN)
    await world.later(minutes=12)
    await world.say("/quiet now 2h")
    await put_together(world)
    await world.later(minutes=60)
    assert len(world.posts("update")) == 1
    await world.later(minutes=90)
    assert shown(world.posts("update")[-1]) == [SEVEN]
    assert world.sent()[-1].thread == world.sent()[0].external_id


async def test_a_thread_that_has_had_its_posts_takes_what_a_younger_alert_told_as_its_last(
    world: World,
) -> None:
    await both_told(world)
    async with world.gear.store.begin() as tx:
        await tx.conn.execute(update(story_posts).values(thread_posts=4))
    await put_together(world)
    await world.later(minutes=3)
    assert [post["title"] for post in world.posts("update")] == [SECOND]


def shown(post: Mapping[str, Any]) -> list[str]:
    return [sentence["text"] for sentence in post["sentences"]]


async def put_together(world: World) -> None:
    """Let the channel's two stories turn out to be one."""
    async with world.gear.store.begin() as tx:
        posted = select(story_posts.c.story_id).order_by(story_posts.c.story_id)
        await merging.merge(tx, *(await tx.conn.execute(posted)).scalars())


async def both_told(world: World, *, more: bool = False) -> None:
    """Let the channel have two alerts about one event."""
    await world.say('/watch orsini OR "port selim"')
    for title, outlets in ((FIRST, ("harbour", "strait")), (SECOND, ("kanto", "lagoon"))):
        for outlet in outlets if more else outlets[:1]:
            world.item(title, outlet, text="")
    await world.later(minutes=15)
    assert world.titles() == [FIRST, SECOND]


async def test_a_post_of_long_before_is_not_rewritten_into_what_came_then(world: World) -> None:
    await world.say("/watch tarvo")
    world.item("Tarvo council elects mayor Lindqvist", "kanto", text="Tarvo has a mayor.")
    await world.later(minutes=15)
    await world.leap(hours=13)
    world.item(FIRE, "harbour", text="")
    await world.later(minutes=15)
    older, newer = world.posts()
    async with world.gear.store.begin() as tx:
        posted = select(story_posts.c.story_id).order_by(story_posts.c.story_id.desc())
        await merging.merge(tx, *(await tx.conn.execute(posted)).scalars())
    world.item(FIRE, "strait", text="")
    await world.later(minutes=25)
    assert world.posts()[0] == older
    assert world.posts()[1]["title"] == newer["title"] == FIRE
    assert world.posts()[1]["also"] == "Also reported by Strait: 2 independent outlets"
    assert world.posts("update") == []
