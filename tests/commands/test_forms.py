"""[Change…]: forms show how things stand; left as they are they change nothing."""

from collections.abc import Mapping

import pytest

from bot.commands.desk import Desk
from bot.model import MOST_FIELDS, Press, Reply
from tests.commands.conftest import Person


async def press(ada: Person, button: str, fields: Mapping[str, str] | None = None) -> Reply:
    asked = Press(button=button, fields=fields or {}, **ada.place)
    return await Desk(ada.world.gear).press(asked)


async def stood(ada: Person, button: str) -> dict[str, str]:
    """Open a form, and give what stands in its fields."""
    reply = await press(ada, button)
    assert reply.form is not None
    assert 0 < len(reply.form.fields) <= MOST_FIELDS
    assert all(len(one.label) <= 45 and len(one.hint) <= 100 for one in reply.form.fields)
    assert len(reply.form.title) <= 45
    assert "`/" in reply.text  # for who has no windows
    return {one.name: one.value for one in reply.form.fields}


@pytest.mark.parametrize("button", ["when:", "adjust:", "common:"])
async def test_what_is_left_as_it_was_changes_nothing(ada: Person, button: str) -> None:
    await ada.say("/settings timezone:Asia/Tokyo budget:7+2/h digest:all notices:#desk language:ja")
    await ada.say("/digest set 18:30 mon,thu")
    before = await stood(ada, button)
    reply = await press(ada, button, before)
    assert not reply.error
    assert not any(one.id.startswith("undo:") for one in reply.buttons)
    assert await stood(ada, button) == before


async def test_the_digest_is_set_as_if_it_was_typed(ada: Person) -> None:
    before = await stood(ada, "when:")
    assert before == {"times": "08:00", "days": "daily", "timezone": ""}
    reply = await press(ada, "when:", {"times": "8am", "days": "mon-fri", "timezone": "tokyo"})
    assert any(one.id.startswith("undo:") for one in reply.buttons)
    after = await stood(ada, "when:")
    assert after == {"times": "08:00", "days": "mon,tue,wed,thu,fri", "timezone": "Asia/Tokyo"}


async def test_a_channels_settings_are_changed_and_emptied(ada: Person) -> None:
    assert (await stood(ada, "adjust:"))["budget"] == ""
    await press(ada, "adjust:", {"budget": "5", "digest": "all", "empty-digest": "never"})
    after = await stood(ada, "adjust:")
    assert (after["digest"], after["empty-digest"]) == ("all", "never")
    assert after["budget"].startswith("5+")
    await press(ada, "adjust:", {**after, "budget": ""})
    assert (await stood(ada, "adjust:"))["budget"] == ""


async def test_the_communitys_settings_are_changed(ada: Person) -> None:
    before = await stood(ada, "common:")
    assert before == {"language": "", "notices": ""}
    await press(ada, "common:", {"language": "ja", "notices": ada.channel})
    assert await stood(ada, "common:") == {"language": "ja", "notices": ada.channel}
    await press(ada, "common:", {"language": "", "notices": ""})
    assert await stood(ada, "common:") == before


async def test_notices_can_go_to_a_channel_in_which_the_bot_was_never_used(ada: Person) -> None:
    fields = {"language": "", "notices": "hall"}
    place = {**ada.place, "names": {"hall": "great-hall"}}
    reply = await Desk(ada.world.gear).press(Press(button="common:", fields=fields, **place))
    assert "Notices about the bot: #great-hall" in reply.text
    assert (await stood(ada, "common:"))["notices"] == "hall"


async def test_what_is_wrong_in_a_form_is_said_and_changes_nothing(ada: Person) -> None:
    reply = await press(ada, "when:", {"times": "25:00"})
    assert reply.error
    assert "25:00" in reply.text
    assert (await stood(ada, "when:"))["times"] == "08:00"
