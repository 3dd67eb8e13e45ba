"""What is offered while a command is typed: only what it can do something with."""

from dataclasses import replace

from tests.commands.conftest import Person


async def test_only_what_the_channel_has_is_offered_to_be_given_back(ada: Person):
    assert await ada.complete("unsubscribe", "what", "") == []
    await ada.say("/subscribe supply chains")
    await ada.say("/subscribe Harbour")
    offered = await ada.complete("unsubscribe", "what", "")
    assert [label.endswith("(pack)") for _, label in offered] == [True, False]
    assert offered[1] == ("Harbour", "Harbour")
    assert "no longer" in (await ada.ask("unsubscribe", {"what": offered[0][0]})).text
    assert await ada.complete("unsubscribe", "what", "") == [("Harbour", "Harbour")]


async def test_only_what_was_added_or_changed_here_is_offered_to_be_removed(ada: Person):
    assert await ada.complete("topics", "topic", "", sub="remove") == []
    await ada.say("/topics add Senkaku Brewery")
    await ada.say("/topics edit quad remove:Quad Plus")
    offered = await ada.complete("topics", "topic", "", sub="remove")
    assert {value for value, _ in offered} == {"Senkaku Brewery", "Quad"}
    assert len(await ada.complete("topics", "topic", "", sub="edit")) == 25


async def test_feeds_that_all_share_are_not_offered_to_be_removed(ada: Person):
    assert await ada.complete("feeds", "feed", "", sub="remove") == []
    assert ("Harbour", "Harbour") in await ada.complete("subscribe", "what", "")


async def test_watches_are_offered_of_the_channel_that_the_command_names(ada: Person):
    other = replace(ada, channel="annex")
    await other.say("/watch quad")
    await ada.say("/watch senkaku")
    here = await ada.complete("unwatch", "watch", "")
    there = await ada.offer("unwatch", "watch", {"watch": "", "channel": "#annex"})
    nowhere = await ada.offer("unwatch", "watch", {"watch": "", "channel": "#nowhere"})
    assert [value for value, _ in here] == ["Senkaku Islands"]
    assert [value for value, _ in there] == ["Quad"]
    assert nowhere == []
