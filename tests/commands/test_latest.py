"""/latest says of each story how it stands: posted, held, told by which post, or why by none."""

import pytest

from bot.model import State
from bot.store import Tx, deliveries
from tests.commands.conftest import SENKAKU, Person, button
from tests.commands.test_feeds_command import put
from tests.legs.storm import storm
from tests.linetest import World

AT_SEA = "Four ships entered the waters near the Senkaku Islands, and Tokyo protested strongly."


async def standing(ada: Person) -> str:
    """Give how the newest story stands."""
    lines = (await ada.say("/latest")).text.splitlines()
    return lines[2].rpartition(" · ")[2]


async def set_newest(world: World, state: State) -> None:
    async with world.gear.store.begin() as tx:
        newest = await newest_post(tx)
        await tx.conn.exec_driver_sql(
            "UPDATE deliveries SET state = ? WHERE id = ?", (state.value, newest)
        )


async def newest_post(tx: Tx) -> int:
    return int((await tx.conn.exec_driver_sql("SELECT max(id) FROM deliveries")).scalar_one())


async def in_a_digest(world: World, ada: Person) -> None:
    await ada.say("/watch senkaku mode:digest")
    world.item(SENKAKU)
    await world.later(minutes=10)
    assert await standing(ada) == "for the next digest"
    await ada.say("/digest now")
    assert await standing(ada) == "in a digest that waits to be posted"
    await world.run()
    assert await standing(ada) == "in a digest"


async def test_a_story_that_a_digest_told_and_an_alert_now_is_posted(world: World, ada: Person):
    await in_a_digest(world, ada)
    await ada.say("/watch senkaku mode:alert")
    await ada.say("/quiet now 2h")
    world.item(f"{SENKAKU}, Tokyo protests", "kanto", text=AT_SEA)
    await world.later(minutes=15)
    assert (await standing(ada)).startswith("held: quiet hours or a pause")
    await world.later(hours=2)
    assert await standing(ada) == "posted"


async def test_what_a_digest_told_that_was_given_up_is_told_nowhere(world: World, ada: Person):
    await in_a_digest(world, ada)
    await set_newest(world, State.FAILED)
    assert await standing(ada) == "not posted"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.PENDING, "waits to be posted"),
        (State.AMBIGUOUS, "waits to be posted"),
        (State.UNKNOWN, "may or may not have been posted: `/status`"),
        (State.FAILED, "not posted"),
        (State.SENT, "posted"),
    ],
)
async def test_an_alert_is_posted_only_once_it_is_there(
    world: World, ada: Person, state: State, said: str
):
    await ada.say("/watch senkaku")
    world.item(SENKAKU)
    await world.later(minutes=10)
    await set_newest(world, state)
    assert await standing(ada) == said


async def test_what_settles_waits_or_is_muted_says_so(world: World, ada: Person):
    await ada.say("/watch senkaku min-publishers:2")
    world.item(SENKAKU)
    await world.run()
    await world.later(minutes=10)
    assert await standing(ada) == "waits for more outlets"
    story = (await ada.say("/latest")).buttons[0].id.removeprefix("why:")
    await ada.press(f"hush:{story}:story")
    assert await standing(ada) == "muted"


async def test_a_story_that_settles_says_that_it_comes(world: World, ada: Person):
    await ada.say("/watch senkaku")
    world.item(SENKAKU)
    await world.later(minutes=10)
    assert await standing(ada) == "posted"
    await world.leap(minutes=10)
    world.item("Quad ministers meet near the Senkaku Islands", "kanto")
    await world.leap(minutes=10)
    assert await standing(ada) == "settles, and comes then"


async def test_what_was_posted_and_muted_says_both(world: World, ada: Person):
    await ada.say("/watch senkaku")
    world.item(SENKAKU)
    await world.later(minutes=10)
    story = (await ada.say("/latest")).buttons[0].id.removeprefix("why:")
    await ada.press(f"hush:{story}:story")
    assert await standing(ada) == "posted, muted since"
    async with world.gear.store.read() as tx:
        assert await deliveries.alerted_stories(tx, 1, [int(story[1:])])


async def test_an_address_in_a_headline_is_no_link_in_an_answer(world: World, ada: Person):
    await ada.say("/watch senkaku mode:digest")
    world.item("[Senkaku Islands](https://evil.example) http://evil.example/x discord://evil")
    await world.later(minutes=10)
    for typed in (
        "/latest",
        "/why https://harbour.example/2",
        "/whynot Senkaku",
        "/search senkaku",
    ):
        text = (await ada.say(typed)).text
        assert "evil.example" in text, typed
        assert "://evil" not in text, typed
    assert "https://harbour.example/2" in (await ada.say("/latest")).text


async def numbered(ada: Person, *watches: str) -> list[str]:
    """Give the titles of all pages of /latest, and go back to the first at the end."""
    answer = await ada.say(" ".join(("/latest", *watches)))
    first, seen = answer.text, []
    while True:
        lines = answer.text.splitlines()[1:]
        seen += [line.split(". ", 1)[1] for line in lines if line[:1].isdecimal()]
        turn = {button.label: button.id for button in answer.buttons}
        if "More" not in turn:
            break
        answer = await ada.press(turn["More"])
    while "Back" in turn:
        answer = await ada.press(turn["Back"])
        turn = {button.label: button.id for button in answer.buttons}
    assert answer.text == first
    return seen


async def test_all_that_a_storm_brought_is_found_a_page_at_a_time(world: World, ada: Person):
    await ada.say("/watch senkaku mode:digest")
    await storm(world, 24, "Senkaku Islands")
    found = await numbered(ada)
    assert len(found) == len(set(found)) > 20
    assert await numbered(ada, "senkaku") == found


async def test_all_that_a_followed_feed_brought_is_found_too(world: World, ada: Person):
    added = await ada.say(f"/feeds add {put(world, '/a.xml', 'Alpha', 'Boats race')}")
    await ada.choose(added, "Post everything here")
    await ada.say("/watch senkaku mode:digest")
    put(world, "/a.xml", "Alpha", "Boats race", *(f"Boat {n} sinks" for n in range(12)))
    await storm(world, 6, "Senkaku Islands")
    found = await numbered(ada)
    assert {title for title in found if "sinks" in title} == {f"Boat {n} sinks" for n in range(12)}
    assert len(found) == len(set(found)) >= 18


async def test_the_pages_of_a_watch_that_is_gone_say_so(world: World, ada: Person):
    await ada.say("/watch senkaku mode:digest")
    await storm(world, 11, "Senkaku Islands")
    more = button(await ada.say("/latest senkaku"), "More")
    await ada.say("/unwatch senkaku")
    assert "no longer there" in (await ada.press(more)).text
