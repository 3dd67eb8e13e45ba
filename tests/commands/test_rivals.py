"""/why says who uses which of rival names."""

from tests.commands.conftest import SENKAKU, Person
from tests.linetest import World

DIAOYU = SENKAKU.replace("Senkaku", "Diaoyu")


async def test_why_says_who_says_which_of_rival_names(world: World, ada: Person):
    await ada.say("/watch senkaku")
    world.item(SENKAKU)
    world.item(DIAOYU, "kanto")
    await world.later(minutes=15)
    lines = (await ada.say("/why")).text.splitlines()
    assert "Who says what: Senkaku — Harbour; Diaoyu — Kanto." in lines


async def test_an_outlet_that_says_both_is_named_so(world: World, ada: Person):
    await ada.say("/watch senkaku")
    world.item(SENKAKU)
    world.item(f"{SENKAKU}, called Diaoyu in China", "kanto")
    await world.later(minutes=15)
    lines = (await ada.say("/why")).text.splitlines()
    assert "Who says what: Senkaku — Harbour; both — Kanto." in lines


async def test_a_story_without_rival_names_has_no_such_line(world: World, ada: Person):
    await ada.say("/watch fisheries")
    world.item("Fisheries talks resume")
    await world.later(minutes=15)
    assert "Who says what" not in (await ada.say("/why")).text
