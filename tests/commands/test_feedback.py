import pytest

from bot.errors import SendUnknown
from tests.commands.conftest import SENKAKU, Person, labels
from tests.linetest import World


def ids(world: World) -> dict[str, str]:
    """Give the buttons of the newest post: label → id."""
    return {one["label"]: one["id"] for one in world.posts()[-1]["buttons"]}


async def alerted(world: World, ada: Person) -> dict[str, str]:
    await ada.say("/watch senkaku")
    world.item(SENKAKU)
    await world.later(minutes=15)
    return ids(world)


async def test_everybody_has_one_vote_and_the_last_one_counts(
    world: World, ada: Person, ben: Person
):
    press = await alerted(world, ada)
    first = await ada.press(press["Relevant"])
    assert first.text == ("Noted: relevant. So far 1 relevant, 0 not; your last vote counts.")
    assert "So far 2 relevant, 0 not" in (await ben.press(press["Relevant"])).text
    changed = await ben.press(press["Not relevant"])
    assert changed.text.startswith("Noted: not relevant. So far 1 relevant, 1 not;")
    assert "So far 1 relevant, 1 not" in (await ada.press(press["Relevant"])).text


async def test_a_vote_on_what_was_never_posted_here_is_refused(
    world: World, ada: Person, eve: Person
):
    press = await alerted(world, ada)
    reply = await eve.press(press["Relevant"])
    assert reply.error
    assert "no longer known" in reply.text


async def test_a_story_can_be_muted_and_unmuted(world: World, ada: Person):
    press = await alerted(world, ada)
    asked = await ada.press(press["Mute…"])
    assert labels(asked) == ["This story", "Outlet Harbour"]
    muted = await ada.choose(asked, "This story")
    assert muted.text.startswith(f"“{SENKAKU}” is muted in #desk until it ends.")
    world.item(SENKAKU, "kanto")
    await world.later(minutes=15)
    (post,) = world.sent()
    assert not post.edits
    view = await ada.say("/settings")
    assert f"Muted: “{SENKAKU[:20]}" in view.text
    unmute = next(label for label in labels(view) if label.startswith("Unmute"))
    unmuted = await ada.choose(view, unmute)
    assert unmuted.text == f"“{SENKAKU[:59].rstrip()}…” is unmuted in #desk."
    assert "Muted: nothing" in (await ada.say("/settings")).text
    assert (await ada.choose(view, unmute)).error
    await ada.choose(unmuted, "Undo")
    assert "Muted: “" in (await ada.say("/settings")).text


@pytest.mark.parametrize("how", ["Undo", "/settings"])
async def test_what_came_of_a_story_while_it_was_muted_is_told_when_it_is_not(
    world: World, ada: Person, how: str
):
    press = await alerted(world, ada)
    muted = await ada.choose(await ada.press(press["Mute…"]), "This story")
    words = "Later 12 fishing boats were seen to follow them to the Senkaku Islands."
    world.item(SENKAKU, "kanto", text=f"Patrol ships came to the Senkaku Islands. {words}")
    await world.later(minutes=9)
    assert world.posts("update") == []
    if how == "Undo":
        await ada.choose(muted, "Undo")
    else:
        view = await ada.say("/settings")
        await ada.choose(view, next(one for one in labels(view) if one.startswith("Unmute")))
    await world.run()
    (post,) = world.posts("update")
    assert words in [sentence["text"] for sentence in post["sentences"]]


async def test_what_is_in_doubt_when_its_story_is_muted_is_not_posted_until_undo(
    world: World, ada: Person
):
    press = await alerted(world, ada)
    asked = await ada.press(press["Mute…"])
    world.chat.fail_next(SendUnknown("status 503"))
    world.chat.fail_next(SendUnknown("status 503"))  # the edit and the post in the thread
    words = "Later 12 fishing boats were seen to follow them to the Senkaku Islands."
    world.item(SENKAKU, "kanto", text=f"Patrol ships came to the Senkaku Islands. {words}")
    while world.chat._failures:
        await world.later(seconds=30)
    muted = await ada.choose(asked, "This story")
    await world.later(minutes=6)
    assert world.posts("update") == []
    await ada.choose(muted, "Undo")
    await world.later(minutes=1)
    assert len(world.posts("update")) == 1


async def test_an_outlet_can_be_muted_until_somebody_ends_it(world: World, ada: Person):
    press = await alerted(world, ada)
    muted = await ada.choose(await ada.press(press["Mute…"]), "Outlet Harbour")
    assert muted.text == "Harbour is muted in #desk. `/settings` shows what is muted."
    world.item("Fishing boats shadowed near the Senkaku Islands by two cutters")
    await world.later(minutes=15)
    assert len(world.posts()) == 1
    assert (await ada.choose(muted, "Undo")).error  # 10 minutes are over
    await ada.choose(await ada.say("/settings"), "Unmute Harbour")
    assert "Muted: nothing" in (await ada.say("/settings")).text


async def test_an_item_of_a_followed_feed_has_the_same_buttons(world: World, ada: Person):
    await ada.say("/subscribe harbour")
    world.item("Bakery opens at the old pier")
    await world.later(minutes=15)
    press = ids(world)
    assert "So far 1 relevant" in (await ada.press(press["Relevant"])).text
    asked = await ada.press(press["Mute…"])
    assert labels(asked) == ["This story", "Outlet Harbour"]
    assert "is muted in #desk" in (await ada.choose(asked, "Outlet Harbour")).text


async def test_muting_needs_the_right_and_voting_does_not(world: World, ada: Person, ben: Person):
    press = await alerted(world, ada)
    refused = await ben.press(press["Mute…"])
    assert refused.error
    assert "You may not mute anything here" in refused.text
    asked = await ada.press(press["Mute…"])
    assert (await ben.choose(asked, "This story")).error
    assert not (await ben.press(press["Not relevant"])).error


async def test_an_outlet_that_the_catalogue_does_not_know_is_called_as_its_button_says(
    world: World, ada: Person
):
    world.listed["gazette"] = []
    world.item("Old news from the gazette", "gazette")
    await ada.say(f"/subscribe {world.server.url('/gazette.xml')}")
    await world.run()
    world.item("Bakery opens at the old pier", "gazette", link=None)
    await world.later(minutes=15)
    asked = await ada.press(ids(world)["Mute…"])
    assert labels(asked) == ["This story", "Outlet gazette"]
    muted = await ada.choose(asked, "Outlet gazette")
    assert muted.text == "gazette is muted in #desk. `/settings` shows what is muted."
    assert "Muted: gazette" in (await ada.say("/settings")).text
