"""What /watch asks about queries that would surely not find what is meant."""

import pytest

from bot.model import Reply
from tests.commands.conftest import Person, labels


@pytest.mark.parametrize(
    ("typed", "says", "first"),
    [
        ("quad bike", "But Quad does not count beside such a word", "Quad"),
        ("Diaoyutai State Guesthouse", "does not count beside such a word", "Senkaku Islands"),
        ("tuna OR quad bike", "But Quad does not count beside such a word", "Quad"),
        ("hong kong stocks", "only beside words of that, and this is none", "Hong Kong freedoms"),
        ("okinawa typhoon", "only beside words of that, and this is none", "Bases on Okinawa"),
        ("nk missiles", "it is part of what the topic is", "North Korea's missiles"),
    ],
)
async def test_words_that_a_topic_is_not_found_beside_are_asked_about(
    ada: Person, typed: str, says: str, first: str
):
    reply = await ada.say(f"/watch {typed}")
    assert says in reply.text
    assert labels(reply)[0] == first
    assert labels(reply)[2:] == ["As typed", "Cancel"]
    assert "Nothing is watched" in (await ada.say("/watches")).text


@pytest.mark.parametrize(
    ("typed", "pressed", "watched"),
    [
        ("quad bike", 'Just the words "quad bike"', '"quad bike"'),
        ("quad bike", "Quad", "Quad"),
        ("quad bike", "As typed", "Quad AND bike"),
        ("tuna OR quad bike", 'Just the words "quad bike"', 'tuna OR "quad bike"'),
        ("hong kong stocks", 'Just the words "hong kong stocks"', "hong AND kong AND stocks"),
    ],
)
async def test_each_answer_is_one_press_away(ada: Person, typed: str, pressed: str, watched: str):
    chosen = await ada.choose(await ada.say(f"/watch {typed}"), pressed)
    assert chosen.text.startswith(f"Watching {watched} in #desk")


@pytest.mark.parametrize(
    ("typed", "watched"),
    [
        ("senkaku fisheries", "Senkaku Islands AND fisheries"),
        ("taiwan strait transit", "Taiwan Strait AND transit"),
        ("chips taiwan", "Semiconductors AND Taiwan"),
        ('quad AND "and"', 'Quad AND "and"'),
        ("source:harbour quad", "source:harbour AND Quad"),
        ("source:news.example.org quad", "source:news.example.org AND Quad"),
    ],
)
async def test_what_may_find_much_is_watched_at_once(ada: Person, typed: str, watched: str):
    assert (await ada.say(f"/watch {typed}")).text.startswith(f"Watching {watched} in #desk")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("quad NOT quad", "Nothing can meet *Quad* and *NOT Quad* at once. Take one of them out."),
        ("senkaku NOT topic:east-china-sea", "and *NOT East China Sea* at once."),
        ("quad lang:en lang:ja", "Type `lang:(en OR ja)` for items of either."),
    ],
)
async def test_what_no_item_can_meet_is_refused(ada: Person, typed: str, says: str):
    reply = await ada.say(f"/watch {typed}")
    assert reply.error
    assert says in reply.text


async def test_an_outlet_that_nobody_knows_is_asked_about(ada: Person):
    reply = await ada.say("/watch source:harbor quad")
    assert "is called *harbor*, so nothing would be found. Did you mean harbour?" in reply.text
    chosen = await ada.choose(reply, "source:harbour")
    assert chosen.text.startswith("Watching source:harbour AND Quad in #desk")
    reply = await ada.say("/watch publisher:nosuch senkaku")
    assert labels(reply) == ["As typed", "Cancel"]
    chosen = await ada.choose(reply, "As typed")
    assert chosen.text.startswith("Watching publisher:nosuch AND Senkaku Islands in #desk")


@pytest.mark.parametrize(
    ("typed", "asked", "meant"),
    [
        ("tuna or cod", "Did you mean OR?", "tuna OR cod"),
        ("quad and japan", "Did you mean AND?", "Quad AND japan"),
        ("quad not japan", "Did you mean NOT?", "Quad AND NOT japan"),
        ("tuna or cod and hake", "Did you mean OR and AND?", "tuna OR cod AND hake"),
        ("tuna And Not cod", "Did you mean AND and NOT?", "tuna AND NOT cod"),
    ],
)
async def test_operators_in_small_letters_are_asked_about(
    ada: Person, typed: str, asked: str, meant: str
):
    reply = await ada.say(f"/watch {typed}")
    assert asked in reply.text
    chosen = await ada.press(reply.buttons[0].id)
    assert chosen.text.startswith(f"Watching {meant} in #desk")


async def test_small_letters_can_be_meant(ada: Person):
    chosen = await ada.choose(await ada.say("/watch supply and demand"), '"supply and demand"')
    assert chosen.text.startswith('Watching "supply and demand" in #desk')
    chosen = await ada.choose(await ada.say("/watch tuna or cod"), "As typed")
    assert chosen.text.startswith("Watching tuna AND or AND cod in #desk")
    named = await ada.say("/watch sanctions on north korea")
    assert named.text.startswith("Watching ")


async def test_a_name_that_others_have_as_well_is_asked_about(ada: Person):
    reply = await ada.say("/watch Article 5")
    assert "is also said of others (NATO's Article 5). Which one?" in reply.text
    assert labels(reply) == ["US–Japan Security Treaty", "Just the words", "Cancel"]
    chosen = await ada.choose(reply, "Just the words")
    assert chosen.text.startswith("Watching Article AND 5 in #desk")


async def test_words_with_a_name_of_many_inside_can_be_taken_as_they_stand(ada: Person):
    reply = await ada.say("/watch us coast guard")
    chosen = await ada.choose(reply, 'Just the words "us coast guard"')
    assert chosen.text.startswith('Watching "us coast guard" in #desk')


def named(reply: Reply) -> str:
    return reply.text.removeprefix("Watching ").split(" in #desk")[0]


@pytest.mark.parametrize("typed", ["Okinawa", "hong kong", "LG에너지솔루션"])
async def test_a_name_of_a_wider_topic_can_be_watched_as_the_word(ada: Person, typed: str):
    reply = await ada.say(f"/watch {typed}")
    plain = await ada.choose(reply, f"Just “{typed}”")
    assert plain.text.startswith(f"Watching {' AND '.join(typed.split())} in #desk")
    assert (await ada.say("/watches")).text.startswith("1 watch in #desk")
    await ada.choose(plain, "Undo")
    assert named(reply) in (await ada.say("/watches")).text


@pytest.mark.parametrize("typed", ["senkaku", "quad", "Taiwan Strait", "尖閣諸島", "topic:quad"])
async def test_what_a_topic_is_called_means_the_topic(ada: Person, typed: str):
    reply = await ada.say(f"/watch {typed}")
    assert not [one for one in labels(reply) if one.startswith("Just")]
