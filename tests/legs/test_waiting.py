"""What comes to a story while its alert waits: shown by it, or told in the thread after it."""

from tests.linetest import World

FIRST = "Ferry runs aground near the Senkaku Islands with 40 people aboard"
TEXT = (
    "A ferry with 40 people aboard ran aground on Tuesday near the Senkaku Islands in heavy fog. "
    "Patrol ships of the coast guard reached the ferry off the Senkaku Islands an hour later. "
    "The Senkaku Islands lie in waters that both Japan and China claim as their own."
)
SAME = "Ferry runs aground near the Senkaku Islands with 40 people aboard, agency says"
MORE = "Ferry aground near the Senkaku Islands: 40 people aboard in heavy fog"
DEAD = f"{TEXT} Rescuers found 14 of the passengers dead in the cabin."


async def test_what_a_waiting_alert_does_not_show_is_told_below_it(world: World) -> None:
    await world.say("/watch senkaku")
    await world.say("/quiet now 1h")
    world.item(FIRST, text=TEXT)
    await world.later(minutes=15)
    world.item(SAME, "kanto", text=TEXT.replace("A ferry", "The ferry"))
    world.item(MORE, "strait", text=DEAD)
    await world.later(minutes=90)
    (alert,) = world.posts()
    (update,) = world.posts("update")
    assert "14 of the passengers dead" not in str(alert)
    assert "14 of the passengers dead" in str(update)
    await world.later(minutes=90)
    assert len(world.posts("update")) == 1


async def test_what_a_waiting_alert_shows_is_not_told_again(world: World) -> None:
    await world.say("/watch senkaku")
    await world.say("/quiet now 1h")
    world.item(FIRST, text=TEXT.partition(" Patrol")[0])
    await world.later(minutes=15)
    world.item(MORE, "strait", text=DEAD.rpartition("own. ")[2])
    await world.later(minutes=90)
    (alert,) = world.posts()
    assert "14 of the passengers dead" in str(alert)
    assert world.posts("update") == []
