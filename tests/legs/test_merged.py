"""Two stories that were both alerted turn out to be one: nothing is posted a third time."""

from sqlalchemy import select

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
    world.item(TOGETHER, "kanto", text="")
    await world.later(minutes=12)
    assert world.posts()[1] == younger
    assert "Delta" in world.posts()[0]["also"]
    assert world.posts("update") == []


async def test_urgency_that_both_posts_showed_together_is_not_told_again(world: World) -> None:
    await both_told(world, more=True)
    world.item(TOGETHER, "harbour", text="")
    await world.later(minutes=30)
    assert world.titles()[1] == f"Now one story with “{FIRST}”"
    assert world.posts("update") == []


async def test_a_younger_post_that_was_deleted_is_not_posted_again(world: World) -> None:
    await both_told(world)
    world.chat.delete(world.sent()[1].external_id)
    world.item(TOGETHER, "delta", text="")
    await world.later(minutes=30)
    assert world.titles() == [FIRST]
    assert world.posts("update") == []


async def test_what_waits_for_the_thread_is_told_and_what_the_other_thread_told_is_not(
    world: World,
) -> None:
    await both_told(world)
    world.item(FIRST, "strait", text="The court of Port Selim fined Orsini 400 francs.")
    await world.later(minutes=12)
    world.item(SECOND, "lagoon", text="The publisher of Port Selim paid 700 francs.")
    await world.later(minutes=12)
    world.item(FIRST, "lagoon", text="The mayor Lindqvist of Port Selim resigned over Orsini.")
    await world.later(minutes=12)
    assert len(world.posts("update")) == 2
    world.item(TOGETHER, "delta", text="")
    await world.later(minutes=90)
    assert len(world.posts("update")) == 3
    last = str(world.posts("update")[-1])
    assert "Lindqvist" in last
    assert "700" not in last
    assert "400" not in last


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
