"""A toll that rises, on the alert and in its thread."""

from datetime import timedelta

from tests.linetest import World

FIRST = "Quake near the Senkaku Islands kills 12"
THEN = "Death toll of the quake near the Senkaku Islands rises to 30"


async def test_an_alert_follows_the_toll_and_nobody_hears_of_one_that_was_passed(
    world: World,
) -> None:
    await world.say("/watch senkaku")
    text = "A strong quake near the Senkaku Islands killed 12 people on Monday, officials said."
    world.item(FIRST, text=text)
    await world.later(minutes=15)
    more = (
        "The death toll of the quake near the Senkaku Islands rose to 30 at noon, officials said."
    )
    world.item(THEN, "kanto", text=more)
    await world.later(minutes=15)
    (post,) = world.posts()
    assert (post["title"], post["dateline"][0]) == (THEN, "Kanto")
    assert "12" not in post["text"]
    told = world.posts("update")
    low = "At least 12 people died in a quake that struck near the Senkaku Islands on Monday."
    world.item(
        "12 people die in quake near the Senkaku Islands", "strait", text=low,
        at=world.now - timedelta(hours=1),
    )  # fmt: skip
    await world.later(hours=2)
    assert world.posts("update") == told
    assert world.titles() == [THEN]
