from datetime import timedelta

from tests.commands.conftest import SENKAKU, Person, button, labels
from tests.commands.test_subscribe import own_feed
from tests.linetest import World


async def test_search_finds_an_item_by_any_name_of_a_topic_newest_first(world: World, ada: Person):
    world.item(SENKAKU)
    world.languages["kanto"] = "ja"
    world.item("尖閣諸島の周辺で漁業", "kanto", text="海上保安庁が発表した。")
    world.item("Bakery opens at the old pier", "strait")
    await world.later(minutes=15)
    reply = await ada.say("/search senkaku")
    assert not reply.error
    head, name, *_ = reply.text.splitlines()
    assert head == "Items of the last 30 days, the newest first:"
    assert name == "*Senkaku Islands*"
    (section,) = reply.sections
    assert [line.title for line in section.lines] == ["尖閣諸島の周辺で漁業", SENKAKU]
    assert section.lines[0].title_marks == ((0, 2),)
    assert "Bakery" not in reply.text
    assert labels(reply) == ["Why 1", "Why 2"]
    assert SENKAKU in (await ada.choose(reply, "Why 2")).text


async def test_the_date_of_an_item_decides_not_when_its_feed_was_first_read(
    world: World, ada: Person
):
    now = world.now
    titles = ["Pier opens", "Pier closes", "Pier reopens"]
    own = own_feed(world, *titles)  # an hour old, two, three
    world.item("Pier breaks", at=now - timedelta(minutes=90))
    await world.later(minutes=15)
    await ada.say(f"/subscribe {own}")
    await world.later(minutes=15)
    reply = await ada.say("/search pier")
    found = [line.title for s in reply.sections for line in s.lines]
    assert found == ["Pier opens", "Pier breaks", "Pier closes", "Pier reopens"]


async def test_search_takes_what_watch_takes(world: World, ada: Person):
    world.item("Fisheries talks resume in Tokyo", text="The ministers met.")
    world.item("Talks resume in Delhi", "kanto", text="Fishing was not on the table.")
    await world.later(minutes=15)
    for query, found in {
        "fishery": ["Fisheries talks resume in Tokyo"],
        "talks NOT tokyo": ["Talks resume in Delhi"],
        '"resume in delhi"': ["Talks resume in Delhi"],
        "talks AND source:kanto": ["Talks resume in Delhi"],
        "title:tokyo": ["Fisheries talks resume in Tokyo"],
    }.items():
        reply = await ada.say(f"/search {query}")
        assert [line.title for s in reply.sections for line in s.lines] == found, query


async def test_two_han_characters_are_enough(world: World, ada: Person):
    world.item("漁業協定に署名", text="両国は署名した。")
    world.item("东海渔业协定签署", "kanto", text="双方签署。")
    await world.later(minutes=15)
    reply = await ada.say("/search 漁業")
    assert {line.title for s in reply.sections for line in s.lines} == {
        "漁業協定に署名",
        "东海渔业协定签署",
    }


async def test_what_was_there_before_any_watch_is_found_too(ada: Person):
    reply = await ada.say("/search old news")
    assert len(reply.sections[0].lines) == 5


async def test_search_goes_on_page_by_page_without_gap_or_repetition(world: World, ben: Person):
    for number in range(25):
        world.item(f"Harbour report {number}")
    await world.later(minutes=15)
    seen: list[str] = []
    reply = await ben.say("/search report")
    while True:
        seen += [line.title for s in reply.sections for line in s.lines]
        if "More" not in labels(reply):
            break
        reply = await ben.choose(reply, "More")
    assert seen == [f"Harbour report {number}" for number in reversed(range(25))]
    assert reply.sections[0].lines[0].number == 21
    first = await ben.choose(reply, "From the start")
    assert first.sections[0].lines[0].title == "Harbour report 24"


async def test_days_say_how_far_back(world: World, ada: Person):
    world.item(SENKAKU)
    await world.later(minutes=15)
    await world.leap(days=3)
    assert (await ada.say("/search senkaku days:7")).sections
    nothing = await ada.say("/search senkaku days:1")
    assert "No stored item meets *Senkaku Islands* in the last day." in nothing.text
    for wrong in ("0", "31", "-1", "9999999999999999"):
        refused = await ada.ask("search", {"query": "senkaku", "days": wrong})
        assert refused.error
        assert "from 1 to 30" in refused.text


async def test_a_misspelt_name_that_finds_nothing_is_answered_with_what_was_meant(
    world: World, ben: Person
):
    world.item(SENKAKU)
    await world.later(minutes=15)
    reply = await ben.say("/search sennkaku")
    assert "No stored item meets *sennkaku*" in reply.text
    meant = await ben.choose(reply, "Senkaku Islands")
    assert meant.sections[0].lines[0].title == SENKAKU


async def test_a_name_of_several_things_is_asked_about_and_one_who_only_reads_may_answer(
    ben: Person,
):
    reply = await ben.say("/search coastguard")
    assert reply.asks
    assert not (await ben.choose(reply, "Just the word")).error


async def test_a_private_feed_is_searched_by_its_community_alone(
    world: World, ada: Person, eve: Person
):
    await ada.say(f"/subscribe {own_feed(world)}")
    await world.later(minutes=15)
    assert (await ada.say("/search hello")).sections
    assert not (await eve.say("/search hello")).sections


async def test_a_button_of_another_communitys_search_shows_nothing(
    world: World, ada: Person, eve: Person
):
    for number in range(12):
        world.item(f"Harbour report {number}")
    await world.later(minutes=15)
    more = button(await ada.say("/search report"), "More")
    reply = await eve.press(more)
    assert reply.error
    assert "too old" in reply.text
    assert (await ada.press("search:x:y")).error


async def test_search_of_nothing_says_what_to_type(ada: Person):
    reply = await ada.ask("search", {"query": " "})
    assert reply.error
    assert "/search senkaku" in reply.text
