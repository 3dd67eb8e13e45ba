"""/topics add: topics of a community's own, in any script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.editing import new_id
from bot.commands.table import COMMANDS
from tests.commands.conftest import SENKAKU, Person, labels
from tests.linetest import World

BREWERY = "Islet Brewery opens a tap room in Osaka"
ADD = "/topics add Islet Brewery aliases:小島酒造, Islet Ale note:Beer from the south."


async def test_an_own_topic_is_found_watched_and_tagged_here_alone(
    world: World, ada: Person, eve: Person
):
    world.item(BREWERY)
    await world.later(minutes=15)
    reply = await ada.say(ADD)
    assert reply.text.splitlines() == [
        "Islet Brewery is a topic of this community now. Nobody else sees it.",
        "Names: Islet Brewery, 小島酒造, Islet Ale.",
        f"Last 14 days here: 1 story. Newest: “{BREWERY}”.",
    ]
    assert labels(reply) == ["Watch it here", "Show", "Undo"]
    watched = await ada.choose(reply, "Watch it here")
    assert watched.text.startswith("Watching Islet Brewery in #desk")
    assert BREWERY in (await ada.say("/latest islet brewery")).text
    await ada.say("/watch senkaku")
    world.item("小島酒造と尖閣諸島の地酒", "kanto")
    await world.later(minutes=15)
    (alert,) = world.posts()
    assert {"Islet Brewery", "Senkaku Islands"} <= set(alert["tags"])
    assert "keyword" not in (await ada.say("/why")).text
    assert (await eve.say("/topics show islet brewery")).error
    offered = await eve.complete("watch", "query", "islet br")
    assert not any("Brewery" in label for _, label in offered)
    assert "No topic is called" not in (await eve.say("/watch =Islet")).text
    await eve.say("/watch topic:senkaku")
    assert "Islet Brewery" not in (await eve.say("/watches")).text


async def test_an_own_topic_is_part_of_a_shared_one_here(world: World, ada: Person, eve: Person):
    await ada.say("/watch supply chains")
    await eve.say("/watch supply chains")
    await ada.say(f"{ADD} parent:supply chains")
    world.item(BREWERY)
    await world.later(minutes=15)
    assert world.titles() == [BREWERY]
    assert BREWERY not in (await eve.say("/latest")).text
    assert "Islet Brewery +" in "".join(
        [(await ada.press(f"topics:{page}")).text for page in range(9)]
    )
    assert "Part of: " in (await ada.say("/topics show islet brewery")).text


async def test_undo_takes_an_own_topic_away_again(ada: Person):
    reply = await ada.say(ADD)
    assert (await ada.choose(reply, "Undo")).text == "Taken back: “adding Islet Brewery”."
    assert (await ada.say("/topics show islet brewery")).error


async def test_a_removed_topic_ends_its_watches_and_undo_brings_all_back(world: World, ada: Person):
    world.item(BREWERY)
    await world.later(minutes=15)
    await ada.choose(await ada.say(ADD), "Watch it here")
    reply = await ada.say("/topics remove islet brewery")
    assert reply.text.splitlines() == [
        "Islet Brewery is no topic any more.",
        "1 watch of it ended: Islet Brewery (#desk).",
    ]
    assert "Nothing is watched" in (await ada.say("/watches")).text
    await ada.choose(reply, "Undo")
    assert "1. Islet Brewery" in (await ada.say("/watches")).text
    assert BREWERY in (await ada.say("/latest islet brewery")).text


async def test_a_removed_topic_names_all_watches_that_end_and_what_was_below(ada: Person):
    await ada.say(ADD)
    await ada.say("/topics add Islet Mine parent:islet brewery")
    await ada.say("/watch islet brewery")
    await ada.say("/watch tuna AND NOT topic:islet-brewery")
    reply = await ada.say("/topics remove islet brewery")
    assert reply.text.splitlines()[1:3] == [
        "2 watches of it ended: Islet Brewery (#desk) and tuna AND NOT Islet Brewery (#desk).",
        "It is no longer above Islet Mine.",
    ]
    await ada.choose(reply, "Undo")
    assert "2. tuna AND NOT" in (await ada.say("/watches")).text
    assert "Part of: Islet Brewery" in (await ada.say("/topics show islet mine")).text


async def test_a_name_that_means_something_already_is_asked_about(world: World, ada: Person):
    asked = await ada.say("/topics add Rocks aliases:Senkaku, Pebble Point")
    assert asked.text.startswith("*Senkaku* names Senkaku Islands already.")
    assert labels(asked) == ["Add to Senkaku Islands", "A topic of our own", "Cancel"]
    added = await ada.choose(asked, "Add to Senkaku Islands")
    assert added.text.startswith("Senkaku Islands here: added Rocks, Senkaku, Pebble Point.")
    own = await ada.choose(await ada.say("/topics add Quad"), "A topic of our own")
    assert own.text.startswith("Quad is a topic of this community now.")
    which = await ada.say("/watch quad")
    assert "means several things. Which one?" in which.text
    twice = await ada.say("/topics add Quad")
    assert twice.error
    assert "a topic Quad of your own already" in twice.text


@pytest.mark.parametrize("typed", ["Senkaku Islands", "尖閣諸島", "diaoyu aliases:Senkaku"])
async def test_a_topic_that_is_there_with_all_its_names_is_said_to_be_there(
    ada: Person, typed: str
):
    reply = await ada.say(f"/topics add {typed}")
    assert reply.text.startswith("There is a topic Senkaku Islands already; nothing was added.")
    assert labels(reply) == ["Show", "A topic of our own", "Cancel"]
    assert "Senkaku Islands" in (await ada.choose(reply, "Show")).text
    ours = await ada.choose(reply, "A topic of our own")
    assert "is a topic of this community now." in ours.text


@pytest.mark.parametrize(
    ("typed", "cause"),
    [
        ("the", "it is a word of nearly every text"),
        ("x", "it is a single letter"),
        ("海", "it is a single letter"),
        ("2026", "it is only a number"),
        ("!!!", "it has neither a letter nor a number"),
        ("\u202e", "Name the topic"),
        ("Fine aliases:and", "*and* is no name"),
        ("Fine parent:nothing like it", "no topic called"),
        ("Fine needs:*", "is no word"),
    ],
)
async def test_names_that_no_topic_can_go_by_are_refused(ada: Person, typed, cause):
    reply = await ada.say(f"/topics add {typed}")
    assert reply.error
    assert cause in reply.text


async def test_a_name_that_is_far_too_common_is_refused_with_the_expected_volume(
    world: World, ada: Person
):
    many = [f"Harbour notice number {n} of the day" for n in range(400)]
    for n, title in enumerate(many):
        world.item(title, at=world.now, link=f"https://harbour.example/n{n}")
    await world.later(minutes=15)
    reply = await ada.say("/topics add notice")
    assert reply.error
    assert "*notice* is no name: it would match about 400 items a day." in reply.text
    assert "`needs:ship, navy`" in reply.text
    assert not (await ada.say("/topics add notice needs:fog")).error


async def test_hidden_signs_are_dropped_and_capitals_kept(world: World, ada: Person):
    await ada.say("/topics add Re\u202eef\x00 Point aliases:ISLE")
    world.item("ISLE publishes its report")
    world.item("A small isle in the north", "kanto")
    await world.later(minutes=15)
    found = await ada.say("/watch reef point")
    assert "1 story" in found.text


async def test_two_topics_may_hang_on_each_other_only_one_way(ada: Person):
    await ada.say("/topics add Upper Reach")
    await ada.say("/topics add Lower Reach parent:upper reach")
    reply = await ada.say("/topics edit upper reach parent:lower reach")
    assert reply.error
    assert "cannot be part of itself" in reply.text


async def test_a_channel_of_another_community_sees_no_change_of_what_it_was_told(
    world: World, ada: Person, eve: Person
):
    await eve.say("/watch senkaku")
    world.item(SENKAKU)
    await world.later(minutes=15)
    before = (await eve.say("/latest")).text
    await ada.say("/watch senkaku")
    await ada.say("/topics edit senkaku state:off")
    await ada.say(ADD)
    assert (await eve.say("/latest")).text == before


@given(st.text(max_size=200), st.sets(st.text(max_size=5), max_size=5))
def test_an_id_is_new_short_and_safe_in_any_script(name: str, taken: set[str]) -> None:
    made = new_id(name, taken)
    assert made not in taken
    assert 0 < len(made) <= 64
    assert not set(made) & set(' @:()"*=\n')


def test_an_id_reads_like_its_name() -> None:
    assert new_id("Senkaku Brewery", ()) == "senkaku-brewery"
    assert new_id("尖閣 酒造", ()) == "尖閣-酒造"
    assert new_id("Quad", {"quad"}) == "quad-2"
    assert new_id("!!!", ()) == "own"


async def test_every_example_of_a_change_of_topics_is_taken_as_it_is_written(ada: Person):
    row = next(command for command in COMMANDS if command.name == "topics")
    examples = [
        e for sub in row.subs if sub.name in ("add", "edit", "remove") for e in sub.examples
    ]
    for example in [*examples, "/topics edit senkaku add:Pigeon Rock needs:island, lighthouse"]:
        reply = await ada.say(example)
        assert not reply.error, reply.text
        assert "Undo" in labels(reply), reply.text
