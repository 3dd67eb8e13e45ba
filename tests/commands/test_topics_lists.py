"""/topics import and export: many at once, bad lines named, and the way back."""

import pytest

from tests.commands.conftest import Person, labels
from tests.linetest import World

LIST = """
# our companies
Islet Group: 小島集団, Islet Holdings (note: "A shipper; of sorts.")
Islet Brewery: Islet Ale (needs: beer, tap room; not: @sport; under: Islet Group)
Bad (needs: )
Quad: Four Friends (needs: @diplomacy)
Quad (without: Quad Plus; not: lacrosse)
the: a
Islet Mine (under: Nothing Of That Name)
""".strip()


async def test_a_list_is_taken_line_by_line_and_bad_lines_are_named(
    world: World, ada: Person, eve: Person
):
    world.item("Islet Brewery opens a tap room")
    await world.later(minutes=15)
    reply = await ada.say(f"/topics import {LIST}")
    lines = reply.text.splitlines()
    assert lines[:2] == [
        "Read as one topic a line: 2 new topics of your own, 1 changed.",
        "New: Islet Group (3 names), Islet Brewery (2 names).",
    ]
    assert lines[2].startswith(
        "Quad: added Four Friends (only beside @diplomacy); switched off Quad Plus; "
        "never beside lacrosse."
    )
    assert lines[3] == "3 lines need a look:"
    assert lines[4] == "Line 4: Nothing follows “needs:”. Write a value, or leave it out."
    assert lines[5].startswith("Line 7: *a* is no name: it is a single letter")
    assert lines[6] == "Line 8: There is no topic “Nothing Of That Name” to be part of."
    assert labels(reply) == ["Undo"]
    assert "1 story" in (await ada.say("/watch islet group")).text
    assert (await eve.say("/topics show islet group")).error
    await ada.choose(reply, "Undo")
    assert (await ada.say("/topics show islet group")).error
    assert (await ada.say("/topics export")).text.startswith("This community has no topics")


async def test_what_is_exported_is_read_again_as_it_was(ada: Person, eve: Person):
    await ada.say(f"/topics import {LIST}")
    await ada.say("/topics edit senkaku state:off name:The Rocks")
    exported = (await ada.say("/topics export")).text
    assert exported.startswith("# 4 topics, for `/topics import`:\n")
    taken = await eve.say(f"/topics import {exported}")
    assert taken.text.splitlines()[:2] == [
        "Read as one topic a line: 2 new topics of your own, 2 changed.",
        "New: Islet Group (3 names), Islet Brewery (2 names).",
    ]
    assert "Senkaku Islands: called The Rocks; switched off." in taken.text
    assert sorted((await eve.say("/topics export")).text.split("\n")) == sorted(
        exported.split("\n")
    )
    again = await eve.say(f"/topics import {exported}")
    assert again.error
    assert again.text == "Nothing was imported: all of it is so already."


async def test_a_list_is_read_from_an_address_as_a_table_too(world: World, ada: Person):
    world.server.put("/list.csv", "name,alias,language\nReef,Riff,de\nReef,リーフ,\n,x,\n")
    reply = await ada.say(f"/topics import {world.server.url('/list.csv')}")
    head, news, _, wrong = reply.text.splitlines()
    assert head.startswith("Read from http://127.0.0.1:")
    assert head.endswith("/list.csv as a table (CSV): 1 new topic of your own, 0 changed.")
    assert news == "New: Reef (3 names)."
    assert wrong.startswith("Line 4: The row has no name.")
    shown = (await ada.say("/topics show reef")).text
    assert "en: Reef" in shown
    assert "ja: リーフ" in shown
    assert "de: Riff" in shown


async def test_the_catalogues_own_form_is_read_too(world: World, ada: Person):
    body = """
[reef]
name = "Reef"
parents = ["supply-chains"]
aliases.en = ["Reef Line", { text = "reef", needs = ["@diplomacy"] }]
[senkaku]
name = "Senkaku Islands"
aliases.en = ["Senkaku", "Pebble Point"]
[worse]
nome = "x"
"""
    world.server.put("/list.toml", body)
    reply = await ada.say(f"/topics import {world.server.url('/list.toml')}")
    assert "(TOML): 1 new topic of your own, 1 changed." in reply.text
    assert "\nSenkaku Islands: added Pebble Point.\n" in reply.text
    assert "Line 9: worse" in reply.text
    exported = (await ada.say("/topics export")).text
    assert "Senkaku Islands: Pebble Point\n" in exported + "\n"
    assert "Reef + (under: Supply chains)" in exported


@pytest.mark.parametrize(
    ("typed", "cause"),
    [
        ("#nothing", "There is no topic in that list."),
        ("Quad", "is so already"),
        ("Bad line here", "There is no topic “Bad line here”, and the line has no colon."),
        ("???", "“???” is no name: it has neither a letter nor a number."),
        ("Bad (needs: )", "Nothing was imported."),
        ("Reef: " + "x" * 201, "201 characters, 200 are allowed"),
        ("Fisheries: Quad, reef (colour: red; needs: x)", "There is no “colour” here."),
    ],
)
async def test_a_list_without_anything_good_changes_nothing(ada: Person, typed, cause):
    reply = await ada.say(f"/topics import {typed}")
    assert reply.error
    assert cause in reply.text


async def test_what_is_no_text_is_refused(world: World, ada: Person):
    world.server.put("/list.bin", b"\xff\xfe\x00")
    reply = await ada.say(f"/topics import {world.server.url('/list.bin')}")
    assert reply.error
    assert "is not UTF-8" in reply.text
    assert (await ada.say(f"/topics import {world.server.url('/none')}")).error


async def test_a_community_has_so_many_topics_and_a_topic_so_many_names(ada: Person):
    many = "\n".join(f"Reach Number {n}:" for n in range(201))
    refused = await ada.say(f"/topics import {many}")
    assert "Line 201: A community may have 200 topics of its own." in refused.text
    assert refused.text.startswith(
        "Read as one topic a line: 200 new topics of your own, 0 changed."
    )
    assert "page 1 of" in (await ada.say("/topics export")).text
    assert (await ada.say("/topics add One More")).error
    names = ", ".join(f"Pebble {n}" for n in range(501))
    reply = await ada.say(f"/topics edit senkaku add:{names}")
    assert reply.error
    assert "would have 501 names of your own, 500 are allowed" in reply.text


async def test_a_bracket_that_is_left_open_is_named_and_makes_no_topic(ada: Person):
    reply = await ada.say("/topics import Islet Group: 小島集団\nIslet Beer (needs: beer")
    assert "Line 2: A bracket is not closed. Add a )" in reply.text
    assert (await ada.say("/topics show islet beer")).error


async def test_a_name_that_looks_misspelt_is_asked_about_and_the_rest_is_taken(ada: Person):
    reply = await ada.say("/topics import Senkakuu: Foo Point | Islet Mine +: Bar Point")
    head, news, look, line = reply.text.splitlines()
    assert head == "Read as one topic a line: 1 new topic of your own, 0 changed."
    assert (news, look) == ("New: Islet Mine (2 names).", "1 line needs a look:")
    assert line.startswith("Line 1: There is no topic “Senkakuu”. Did you mean Senkaku Islands?")
    assert labels(reply) == ["Take them as new topics", "Undo"]
    sure = await ada.choose(reply, "Take them as new topics")
    assert "\nNew: Senkakuu (2 names)." in sure.text
    assert (await ada.say("/topics show senkakuu")).text.startswith("Senkakuu · your own")


async def test_names_that_other_topics_have_too_are_told(ada: Person):
    reply = await ada.say("/topics import Quad: Senkaku")
    assert "\nAlso names of other topics: Senkaku (Senkaku Islands)." in reply.text


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        ("<!DOCTYPE html><p>Hello", "is a web page or a feed"),
        ('{"reef": ["Riff"]}', "is JSON"),
        ('[["reef", "Riff"]]', "is JSON"),
        ("Reef\x00: a", "is no text"),
        ("# nothing", "There is no topic in that list."),
        ("Reef: a\n" * 130_000, "has 1,040,000 characters, 1,000,000 are allowed"),
    ],
)
async def test_what_is_no_list_at_an_address_says_what_it_is(
    world: World, ada: Person, body: str, cause: str
):
    world.server.put("/list", body)
    reply = await ada.say(f"/topics import {world.server.url('/list')}")
    assert reply.error
    assert cause in reply.text


@pytest.mark.parametrize("address", ["http://169.254.169.254/latest", "http://10.0.0.1/list.csv"])
async def test_a_list_is_fetched_only_from_where_feeds_may_be(ada: Person, address: str):
    reply = await ada.say(f"/topics import {address}")
    assert reply.error
    assert "private" in reply.text or "not allowed" in reply.text
