"""What follows on stories that one roll-up told: its thread is one for them all."""

from bot.chat.memory import Posted
from tests.legs.test_update import TEXT, TITLE, TWELVE, decisions, replaced, said, threads
from tests.linetest import World

QUAD = "Quad foreign ministers meet in Tokyo over maritime security"
TALKS = "The Quad talks in Tokyo were prolonged by 3 days over a list of 14 ports."
REEF = "Scarborough Shoal reef surveyed by divers of the university"
CORAL = "The divers at Scarborough Shoal counted 29 kinds of coral, Professor Lim said."


async def rolled_up(world: World) -> Posted:
    """Let a channel be told of three stories by one roll-up."""
    world.gear = replaced(world, budget_burst=0, budget_per_hour=0.0)
    for what in ("senkaku", "quad", "scarborough"):
        await world.say(f"/watch {what}")
    for title, text, outlet in (
        (TITLE, TEXT, "harbour"),
        (QUAD, "The ministers meet in Tokyo on Monday.", "delta"),
        (REEF, "Divers surveyed the reef of Scarborough Shoal.", "lagoon"),
    ):
        world.item(title, outlet, text=text)
    await world.later(hours=1)
    (post,) = world.sent()
    assert post.payload["kind"] == "rollup"
    return post


async def test_a_thread_hangs_under_the_roll_up_that_told_of_its_story(world: World) -> None:
    world.gear = replaced(world, budget_burst=0, budget_per_hour=0.0)
    await world.say("/watch senkaku")
    await world.say("/watch quad")
    world.item(TITLE, text=TEXT)
    world.item("Quad foreign ministers meet in Tokyo over maritime security", "delta")
    await world.later(hours=1)
    (rollup,) = world.sent()
    assert rollup.payload["kind"] == "rollup"
    world.item(TITLE, "kanto", text=TWELVE)
    await world.later(minutes=30)
    (post,) = threads(world)
    assert (post.thread, said(post)) == (rollup.external_id, [TWELVE])


async def test_stories_that_a_roll_up_told_share_the_hour_of_its_thread(world: World) -> None:
    rollup = await rolled_up(world)
    world.item(TITLE, "kanto", text=TWELVE)
    world.item(QUAD, "strait", text=TALKS)
    await world.later(minutes=30)
    await world.later(minutes=25)
    assert len(threads(world)) == 1
    await world.later(minutes=45)
    assert [post.thread for post in threads(world)] == [rollup.external_id] * 2
    assert {post.payload["title"] for post in threads(world)} == {TITLE, QUAD}
    assert sorted(v for v, _ in await decisions(world)) == [*["development"] * 2, "waiting"]


async def test_what_turns_urgent_in_the_thread_of_a_roll_up_waits_for_its_hour_but_for_a_few(
    world: World,
) -> None:
    await rolled_up(world)
    world.gear = replaced(world, urgent_publishers=2, urgent_per_hour=2)
    for title, text in ((TITLE, TWELVE), (QUAD, TALKS), (REEF, CORAL)):
        world.item(title, "kanto", text=text)
    await world.later(minutes=30)
    assert [post.payload["label"] for post in threads(world)] == ["URGENT", "URGENT"]
    await world.later(minutes=60)
    assert [post.payload["label"] for post in threads(world)] == ["URGENT"] * 3
