"""What /watch asks or refuses before it saves: misspelt, ambiguous, far too common."""

import asyncio
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings

from bot.chat.typed import read_typed
from bot.commands.table import COMMANDS
from bot.commands.watches.misspelt import doubts
from tests.commands.conftest import Person, labels
from tests.feedserver import FeedServer
from tests.linetest import START, World, close_world, open_world
from tests.pipeline.test_query_bad_input import BITS
from tests.shipped import shipped


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("の", "*の* stands in nearly every item. Add a second word"),
        ("的", "*的* stands in nearly every item."),
        ("은 는", "*은 는* stands in nearly every item."),
        ("e", "*e* stands in nearly every item."),
        ("tuna OR の", "*の* stands in nearly every item."),
        ("the AND NOT tuna", "*the AND NOT tuna* stands in nearly every item."),
        ("title:of", "*title:of* stands in nearly every item."),
        ("the NEAR/5 of", "*the NEAR/5 of* stands in nearly every item."),
        ("WHO", "*WHO* stands in nearly every item. For this very spelling type `/watch =WHO`."),
        ("*una", "`*` stands at the end of a word"),
        ("tuna,cod", ", joins nothing here. Type tuna OR cod"),
        ("[tuna]", "[ groups nothing here."),
        ("tuna country:japan", "Did you mean country:jp?"),
    ],
)
async def test_what_would_find_nothing_or_all_is_refused(ada: Person, typed: str, said: str):
    reply = await ada.say(f"/watch {typed}")
    assert reply.error
    assert said in reply.text
    assert "Nothing is watched" in (await ada.say("/watches")).text


async def test_the_very_spelling_of_a_common_word_can_be_watched(ada: Person):
    assert (await ada.say("/watch =WHO")).text.startswith("Watching =WHO in #desk")
    assert (await ada.say("/watch the AND tuna")).text.startswith("Watching the AND tuna in")


@pytest.mark.parametrize("typed", ["AT&T", "C++", "C#", "A/B", "AT&T OR C++"])
async def test_a_sign_makes_a_name_of_common_letters(ada: Person, typed: str):
    assert (await ada.say(f"/watch {typed}")).text.startswith(f"Watching {typed} in #desk")


async def test_not_and_filters_alone_are_refused_with_what_they_would_bring(
    world: World, ada: Person
):
    world.item("Ferries leave")
    world.item("Tuna lands")
    await world.later(minutes=15)
    for typed in ("NOT tuna", "lang:ja", "tuna OR NOT cod"):
        reply = await ada.say(f"/watch {typed}")
        assert reply.error
        assert "About 7 items a day come in here." in reply.text


async def test_words_joined_with_or_are_counted_together(world: World, ada: Person):
    for number in range(155):
        world.item(f"Ferry {number} crosses bay {number} at pier {number}")
        world.item(f"Tram {number} passes hall {number} on line {number}")
    await world.later(minutes=15)
    reply = await ada.say("/watch ferry OR tram")
    assert reply.error
    assert reply.text.startswith("*ferry OR tram* would match about 310 items a day.")
    assert "`(ferry OR tram) AND fisheries`" in reply.text


async def test_codes_are_put_right_and_the_answer_shows_it(ada: Person):
    reply = await ada.say("/watch tuna country:uk lang:jp languages:jp")
    assert "\nOnly items in ja." in reply.text
    assert reply.text.startswith("Watching tuna AND country:gb AND lang:ja in #desk")


async def test_a_misspelt_part_of_a_query_is_asked_about_in_its_place(ada: Person):
    reply = await ada.say("/watch quad AND (sennkaku OR tuna)")
    assert reply.text == (
        "No topic is called *sennkaku*. Did you mean Senkaku Islands? "
        "To watch this very spelling type `/watch quad AND (=sennkaku OR tuna)`."
    )
    chosen = await ada.choose(reply, "Senkaku Islands")
    assert chosen.text.startswith("Watching Quad AND (Senkaku Islands OR tuna) in #desk")
    asked = await ada.say("/watch quad AND taiwan strate")
    assert "*taiwan strate*" in asked.text
    chosen = await ada.choose(asked, "Taiwan Strait")
    assert chosen.text.startswith("Watching Quad AND Taiwan Strait in #desk")
    plain = await ada.choose(await ada.say("/watch tuna NOT senkakku"), "Just the word")
    assert plain.text.startswith("Watching tuna AND NOT senkakku in #desk")


async def test_a_part_that_is_in_the_news_is_no_misspelling(world: World, ada: Person):
    world.item("Sennkaku brewery wins a prize")
    await world.later(minutes=15)
    assert (await ada.say("/watch quad AND sennkaku")).text.startswith("Watching Quad AND sennkaku")


async def test_two_misspelt_parts_are_asked_about_one_after_the_other(ada: Person):
    first = await ada.say("/watch sennkaku OR semiconductrs")
    second = await ada.choose(first, "Senkaku Islands")
    assert "*semiconductrs*" in second.text
    chosen = await ada.choose(second, "Semiconductors")
    assert chosen.text.startswith("Watching Senkaku Islands OR Semiconductors in #desk")


async def test_only_the_likely_topic_is_proposed_and_the_word_is_one_press_away(ada: Person):
    reply = await ada.say("/watch sanction")
    assert labels(reply) == ["Sanctions", "Just the word"]
    kept = await ada.choose(reply, "Just the word")
    assert kept.text.startswith("Watching sanction in #desk: alerts")


async def test_a_topic_and_a_word_more_is_no_misspelling(ada: Person):
    reply = await ada.say("/watch antimony mine")
    assert reply.text.startswith("Watching Antimony AND mine in #desk")


@pytest.mark.parametrize(
    "typed",
    ["title:sennkaku", '"sennkaku"', "=sennkaku", "source:sennkaku", "lang:(senkakus OR sennkaku)"],
)
def test_what_a_field_or_quotes_hold_is_meant_as_it_stands(typed: str):
    assert doubts(shipped(), f"tuna {typed}") == []


@pytest.mark.parametrize("typed", ["coastguard", "coast guard", '"Coast Guard"'])
async def test_a_name_that_says_little_by_itself_is_asked_about(ada: Person, typed: str):
    reply = await ada.say(f"/watch {typed}")
    assert not reply.error
    assert reply.text.endswith("means several things. Which one?")
    first, *_, last = labels(reply)
    assert (first, last) == ("China Coast Guard", "Just the word")
    assert "Japan Coast Guard" in labels(reply)
    chosen = await ada.choose(reply, "Japan Coast Guard")
    assert chosen.text.startswith("Watching Japan Coast Guard in #desk")


@pytest.mark.parametrize(
    ("typed", "name"),
    [("quad", "Quad"), ("chips", "Semiconductors"), ("china coast guard", "China Coast Guard")],
)
async def test_a_name_of_one_topic_is_watched_at_once(ada: Person, typed: str, name: str):
    assert (await ada.say(f"/watch {typed}")).text.startswith(f"Watching {name} in #desk")


# ── whatever is typed, all the way through the desk ─────────────────────────────────────────


def test_any_query_is_watched_asked_about_or_refused_in_a_short_answer():
    with (
        FeedServer() as server,
        asyncio.Runner() as runner,
        tempfile.TemporaryDirectory() as folder,
    ):
        world = runner.run(open_world(Path(folder), server))
        world.chat.clock = START
        ada = Person(world=world)

        @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
        @example(['"'])
        @example(["tilte:cod"])
        @example(["x" * 10_000])
        @example([f"w{n} " for n in range(500)])
        @example([f"sennkak{n} OR " for n in range(90)])
        @example(["(" * 500])
        @example(["tu\x00na \u202ecod\u202c \ud800"])
        @example(["/tuna.*|cod/"])
        @example(["the"])
        @given(BITS)
        def typed(pieces: list[str]) -> None:
            query = "".join(pieces)
            said = runner.run(ada.ask("watch", {"query": query}))
            assert said.text.startswith("Watching ") or said.error or said.buttons
            assert len(said.text) <= 2000
            assert not {"\x00", "\u202e", "\ud800"} & set(said.text)
            listed = runner.run(ada.ask("watches", {}, sub="list")).text
            assert len(listed) <= 2000

        typed()
        runner.run(close_world(world))


def test_a_line_too_long_for_a_query_is_refused_by_the_query_alone():
    line = f"/watch {'tuna ' * 2000}"
    assert len(read_typed(line, COMMANDS).options["query"]) == 9999
