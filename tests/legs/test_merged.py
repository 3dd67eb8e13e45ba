"""Two stories that were both alerted turn out to be one: nothing is posted a third time."""

from sqlalchemy import select

from bot.store import merging
from bot.store.tables import stories, story_posts
from tests.linetest import World

FIRST = "Orsini gets 20 years"
SECOND = "Publisher jailed in Port Selim"
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
