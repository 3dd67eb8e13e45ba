"""Watches that find nothing any more, and names that are switched off: nothing raises."""

from dataclasses import replace

from bot.legs.memory import Memory
from bot.store import channels, watches
from tests.commands.conftest import SENKAKU, Person, button, labels
from tests.linetest import World

OLD = "tuna NEAR/5 (cod OR hake)"  # as an older version may have written it


async def keep(world: World, query: str, label: str) -> None:
    """Put a query into the store as another version would have."""
    async with world.gear.store.begin() as tx:
        home = await channels.community(tx, "memory", "memory", "memory")
        (desk,) = await channels.channels_of(tx, home.id)
        id_ = await watches.query_id(tx, query)
        await watches.add(tx, desk.id, label=label, now=world.gear.clock(), query_id=id_)


async def test_a_query_of_another_version_stops_nothing_and_the_list_says_so(
    world: World, ada: Person
):
    await ada.say("/watch senkaku")
    await keep(world, OLD, "old one")
    world.item(SENKAKU)
    await world.later(minutes=15)
    assert [post["title"] for post in world.posts()] == [SENKAKU]
    listed = await ada.say("/watches")
    assert (
        "2. old one · alert · 0 hits in 7 days\n   ⚠ finds nothing: I do not understand it any "
        f"more. Remove it, and type it anew with `/watch`: `{OLD}`."
    ) in listed.text
    opened = await ada.press(button(listed, "2"))
    assert "⚠ Finds nothing: I do not understand it any more." in opened.text
    assert "Remove" in labels(opened)
    for command in ("/why", "/latest old one", "/watches stats old one", "/digest preview"):
        said = await ada.say(command)
        assert not said.error, command
    assert "*old one*: finds nothing: I do not understand it" in (await ada.say("/why")).text
    changed = await ada.say("/topics edit senkaku add:Uotsuri Rock")
    assert not changed.error
    assert not (await ada.say("/unwatch old one")).error


async def test_a_topic_that_left_the_catalogue_is_named_in_the_list(world: World, ada: Person):
    await ada.say("/watch senkaku")
    await ada.say("/watch quad")
    topics = {id_: t for id_, t in world.gear.catalogue.topics.items() if id_ != "senkaku"}
    known = replace(world.gear.catalogue, topics=topics)
    world.gear = replace(world.gear, catalogue=known, memory=Memory())
    listed = (await ada.say("/watches")).text
    assert "⚠ there is no topic *senkaku* any more. Remove it, or type it anew as words." in listed
    assert listed.count("⚠") == 1


async def test_a_topic_that_is_off_here_is_said_to_be_off(world: World, ada: Person):
    await ada.say("/watch senkaku")
    await ada.say("/topics edit senkaku state:off")
    assert (
        "⚠ Senkaku Islands is switched off here, so nothing is found by it. "
        "`/topics edit senkaku state:on` switches it on again."
    ) in (await ada.say("/watches")).text
    world.item(SENKAKU)
    await world.later(minutes=15)
    reply = await ada.say("/why https://harbour.example/2")
    assert "but Senkaku Islands is switched off here: “…" in reply.text
    assert "`/topics edit senkaku state:on` switches it on again." in reply.text


async def test_why_names_a_name_that_is_off_here(world: World, ada: Person, eve: Person):
    await ada.say("/watch senkaku")
    await ada.say("/topics edit senkaku remove:Diaoyu")
    world.item("Fishermen sail for Diaoyu in a storm")
    await world.later(minutes=15)
    reply = await ada.say("/why https://harbour.example/2")
    assert (
        "*Senkaku Islands*, nearly: Diaoyu stands in the title of Harbour, but that name is "
        "switched off here: “Fishermen sail for «Diaoyu» in a storm”. "
        "`/topics edit senkaku restore:Diaoyu` switches it on again."
    ) in reply.text
    assert not (await ada.say("/topics edit senkaku restore:Diaoyu")).error
    assert "switched off" not in (await ada.say("/why https://harbour.example/2")).text


async def test_the_mark_of_why_covers_the_whole_word(world: World, ada: Person):
    await ada.say('/watch "patrol ship"')
    world.item("Two patrol ships leave the port")
    await world.later(minutes=15)
    assert "«patrol ships»" in (await ada.say("/why")).text
