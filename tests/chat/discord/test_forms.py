"""Windows on Discord: a watch is edited in a form that shows how it stands."""

from typing import Any

import discord
import pytest

from bot.chat.discord.forms import TITLE, field_of
from bot.chat.discord.said import TYPED
from tests.chat.discord.sea import Sea, button, labels, text_of


async def adjusted(sea: Sea) -> Any:
    """Watch something and press [Adjust]."""
    answer = await sea.slash(sea.ada, "watch", query="senkaku")
    adjust = button(answer.response, "Adjust")
    return await sea.ada.click(answer.response.message, custom_id=adjust)


def fields_of(window: Any) -> dict[str, Any]:
    """Give what stands in each field of a window: text, or the chosen values."""
    found = {}
    for label in window.modal["components"]:
        one = label["component"]
        chosen = [o["value"] for o in one.get("options", ()) if o.get("default")]
        found[one["custom_id"]] = one.get("value") if one["type"] == 4 else chosen
    return found


async def test_a_watch_is_edited_in_a_window_that_shows_how_it_stands(sea: Sea) -> None:
    shown = await adjusted(sea)
    edit = button(shown.response, "Edit…")
    window = await sea.ada.click(shown.response.message, custom_id=edit)
    assert window.modal["title"] == "Edit Senkaku Islands"
    assert fields_of(window) == {
        "mode": ["alert"],
        "urgent": ["no"],
        "min-publishers": "1",
        "languages": None,
        "post": ["message"],
    }
    written = {"urgent": ["wake"], "min-publishers": "3", "languages": "en, ja", "post": ["thread"]}
    answer = await sea.ada.submit_modal(window, {"mode": ["alert"], **written})
    assert answer.response.id == shown.response.id  # it takes the place of the first answer
    assert "in quiet hours too" in text_of(answer)
    assert "3 independent outlets" in text_of(answer)
    assert "en and ja" in text_of(answer)
    assert "Undo" in labels(answer.response)
    again = await sea.ada.click(answer.response.message, custom_id=edit)
    assert fields_of(again)["min-publishers"] == "3"
    undo = button(answer.response, "Undo")
    await sea.ada.click(answer.response.message, custom_id=undo)
    listed = await sea.slash(sea.ada, "watches stats", watch="Senkaku Islands")
    assert "independent outlets" not in text_of(listed)


async def test_a_forum_is_offered_for_posts_only_where_there_is_one(sea: Sea) -> None:
    def offered(window: Any) -> list[str]:
        post = next(
            one["component"]
            for one in window.modal["components"]
            if one["component"]["custom_id"] == "post"
        )
        return [one["value"] for one in post["options"]]

    shown = await adjusted(sea)
    edit = button(shown.response, "Edit…")
    window = await sea.ada.click(shown.response.message, custom_id=edit)
    assert offered(window) == ["message", "thread"]
    forum = sea.guild.create_forum_channel("stories")
    await sea.slash(sea.ada, "watch", query="quad", channel=forum)
    assert offered(await sea.forged(sea.news, sea.ada, "edit:2")) == ["message", "thread", "forum"]


async def test_a_forum_that_is_none_is_not_taken_from_a_forged_window(sea: Sea) -> None:
    await adjusted(sea)
    window = await sea.forged(sea.news, sea.ada, "edit:1")
    fields = {"mode": "alert", "urgent": "no", "post": "forum"}
    written = [
        {"type": 18, "component": {"type": 3, "custom_id": name, "values": [value]}}
        for name, value in fields.items()
    ]
    data = {"custom_id": window.modal["custom_id"], "components": written}
    said = text_of(await sea.ada._dispatch_interaction(5, sea.news, data))
    assert "#news: It is no forum" in said
    assert "forum" not in text_of(await sea.slash(sea.ada, "watches stats", watch="1"))


async def test_what_cannot_be_is_refused_and_changes_nothing(sea: Sea) -> None:
    shown = await adjusted(sea)
    edit = button(shown.response, "Edit…")
    window = await sea.ada.click(shown.response.message, custom_id=edit)
    chosen = {"mode": ["digest"], "urgent": ["no"], "post": ["message"]}
    answer = await sea.ada.submit_modal(window, {**chosen, "min-publishers": "many"})
    assert "min-publishers" in text_of(answer)
    listed = await sea.slash(sea.ada, "watches stats", watch="Senkaku Islands")
    assert ": alerts" in text_of(listed)


async def test_whom_a_watch_calls_is_chosen_from_discords_own_list(sea: Sea) -> None:
    role = sea.guild.create_role("Readers")
    shown = await adjusted(sea)
    call = button(shown.response, "Mention…")
    window = await sea.ada.click(shown.response.message, custom_id=call)
    answer = await sea.ada.submit_modal(window, {"mention": [role], "mention-when": ["urgent"]})
    assert "Mentions @Readers at urgent alerts" in text_of(answer)
    window = await sea.ada.click(answer.response.message, custom_id=call)
    [label, _] = window.modal["components"]
    assert [int(one["id"]) for one in label["component"]["default_values"]] == [role.id]
    nobody = await sea.ada.submit_modal(window, {"mention": [], "mention-when": ["always"]})
    assert "Mentions" not in text_of(nobody)


async def test_notices_can_go_to_any_channel_of_the_server(sea: Sea) -> None:
    window = await sea.forged(sea.news, sea.ada, "common:")
    place = next(o["component"] for o in window.modal["components"] if o["component"]["type"] == 8)
    assert place.get("default_values", []) == []
    fresh = sea.guild.create_text_channel("bot-news")  # no command was ever typed there
    answer = await sea.ada.submit_modal(window, {"language": "", "notices": [fresh]})
    assert "Notices about the bot: #bot-news" in text_of(answer)
    window = await sea.forged(sea.news, sea.ada, "common:")
    place = next(o["component"] for o in window.modal["components"] if o["component"]["type"] == 8)
    assert [int(one["id"]) for one in place["default_values"]] == [fresh.id]
    mute = discord.PermissionOverwrite(send_messages=False)
    shut = sea.guild.create_text_channel("shut", overwrites={sea.guild.default_role: mute})
    answer = await sea.ada.submit_modal(window, {"language": "", "notices": [shut]})
    assert "#shut: I may not post there, for I lack “Send Messages”." in text_of(answer)
    window = await sea.forged(sea.news, sea.ada, "common:")
    answer = await sea.ada.submit_modal(window, {"language": "", "notices": []})
    assert "Notices about the bot: to whoever added the thing" in text_of(answer)


async def test_notices_go_to_no_channel_of_another_server_or_that_somebody_does_not_see(
    sea: Sea,
) -> None:
    theirs = sea.env.create_guild("Lagoon").create_text_channel("lagoon")
    written = [
        {"type": 18, "component": {"type": 8, "custom_id": "notices", "values": [str(theirs.id)]}}
    ]
    data = {"custom_id": "common:", "components": written, "resolved": {"channels": {}}}
    said = text_of(await sea.ada._dispatch_interaction(5, sea.news, data))
    assert "There is no such channel in this server" in said
    manager = sea.guild.create_role("Crew", permissions=discord.Permissions(manage_guild=True))
    eve = sea.guild.add_member(sea.env.create_user("eve"), roles=[manager])
    rule = discord.PermissionOverwrite(view_channel=False)
    hidden = sea.guild.create_text_channel("secret", overwrites={manager: rule})
    written[0]["component"]["values"] = [str(hidden.id)]
    said = text_of(await eve._dispatch_interaction(5, sea.news, data))
    assert "secret" not in said
    assert "no channel I know" in said


async def test_who_may_not_change_things_gets_no_window(sea: Sea) -> None:
    await sea.slash(sea.ada, "watch", query="senkaku")
    refused = await sea.forged(sea.news, sea.bob, "edit:1")
    assert refused.modal is None
    assert "You may not change watches here" in text_of(refused)


@pytest.mark.parametrize("locale", ["en-US", "de", "ja", "ko", "zh-CN", "zh-TW"])
@pytest.mark.parametrize("asked", sorted(TYPED))
def test_the_words_of_a_window_to_type_in_are_whole(locale: str, asked: str) -> None:
    window = field_of(asked, locale)
    [label] = window.children
    assert isinstance(label, discord.ui.Label)
    for text in (window.title, label.text):
        assert 0 < len(text) <= TITLE
        assert "…" not in text


async def test_the_title_of_a_window_about_a_long_watch_ends_between_words(sea: Sea) -> None:
    words = " OR ".join(f"islet{n}" for n in range(30))
    answer = await sea.slash(sea.ada, "watch", query=words)
    adjust = button(answer.response, "Adjust")
    shown = await sea.ada.click(answer.response.message, custom_id=adjust)
    edit = button(shown.response, "Edit…")
    window = await sea.ada.click(shown.response.message, custom_id=edit)
    title = window.modal["title"]
    assert title.startswith("Edit islet0 OR")
    assert title.endswith("OR islet29")
    assert len(title) <= TITLE
