"""Two stories that were both alerted turn out to be one: nothing is posted a third time."""

from sqlalchemy import select

from bot.store.tables import stories
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
