"""Who may change one channel changes nothing that concerns the others."""

from dataclasses import replace

import pytest

from bot.commands.desk import Desk
from bot.model import Invocation
from tests.commands.conftest import Person
from tests.commands.test_subscribe import own_feed
from tests.linetest import World

OF_ALL = "That concerns every channel here, so it needs “Manage Server”."


@pytest.fixture
def dan(ada: Person) -> Person:
    """Somebody who may change #desk alone."""
    return replace(ada, name="Dan", only=frozenset({"desk"}))


@pytest.mark.parametrize(
    "typed",
    [
        "/settings language:ja",
        "/settings notices:#desk",
        "/topics edit quad remove:Quad",
        "/topics remove quad",
        "/feeds remove gazette",
        "/feeds edit gazette tags:wire",
    ],
)
async def test_what_concerns_every_channel_is_refused(
    world: World, ada: Person, dan: Person, typed: str
):
    await ada.say(f"/feeds add {own_feed(world)}")
    refused = await dan.say(typed)
    assert refused.error
    assert refused.text.startswith(OF_ALL)


async def test_windows_and_buttons_for_all_are_refused_too(dan: Person):
    for button in ("common:", "flip:quad:remove:Quad"):
        refused = await dan.press(button)
        assert (refused.error, refused.text.startswith(OF_ALL)) == (True, True)


@pytest.mark.parametrize(
    "typed",
    ["/watch senkaku", "/settings timezone:Asia/Tokyo", "/quiet set 22:00-07:00", "/digest set"],
)
async def test_what_concerns_their_own_channel_is_done(dan: Person, typed: str):
    assert not (await dan.say(typed)).error


async def test_the_right_that_another_channel_needs_is_named_with_that_channel(
    ada: Person, dan: Person
):
    far = replace(ada, platform="discord", community="g1", channel="far")
    await far.say("/watch senkaku")
    away = replace(dan, platform="discord", community="g1")
    await away.say("/watches")
    refused = await away.press("remove:1")
    assert refused.text == (
        "You may not change #far: that needs “Manage Server”, or “Manage Channel” in #far."
    )


async def test_a_command_about_another_channel_names_that_channel(world: World, ada: Person):
    asked = Invocation(
        command="watch",
        sub=None,
        options={"query": "quad", "channel": "far"},
        **(replace(ada, may_manage=False, platform="discord", community="g1").place),
        names={"far": "far", "desk": "desk"},
    )
    refused = await Desk(world.gear).invoke(asked)
    right = "“Manage Server”, or “Manage Channel” in #far"
    assert refused.text.startswith(f"You may not use `/watch` for #far: that needs {right}.")


async def test_who_may_change_one_channel_gets_no_addresses_of_all(
    world: World, ada: Person, dan: Person
):
    address = own_feed(world)
    await ada.say(f"/feeds add {address}")
    whole, part = await ada.say("/feeds export"), await dan.say("/feeds export")
    assert address.encode() in whole.files[0].data
    assert address.encode() not in part.files[0].data
