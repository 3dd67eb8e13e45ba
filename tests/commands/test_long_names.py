"""Watches whose text is longer than what a platform's menus take: offered, found and told all the
same."""

import pytest

from bot.commands.naming import SHORT, beginning, folded
from tests.commands.conftest import Person

EARTHS = '("rare earth" OR "rare earths" OR lanthanides) AND '
EARTHS += "(export OR quota OR licence OR smuggling OR depot OR strike) AND "
EXPORT, IMPORT = f"{EARTHS}(japan OR cuba OR vietnam)", f"{EARTHS}(chile OR peru OR bolivia)"
PLACE = 100  # characters that Discord takes for a choice


async def test_a_long_watch_is_offered_by_a_short_value_that_means_it(ada: Person):
    await ada.say(f"/watch {EXPORT}")
    await ada.say("/watch senkaku")
    offered = await ada.complete("unwatch", "watch", "rare")
    [(value, label)] = offered
    assert len(value) <= PLACE
    assert len(label) <= PLACE
    assert label.endswith("licence … OR strike) AND (japan OR cuba OR vietnam)")
    stopped = await ada.ask("unwatch", {"watch": value})
    assert "no longer watched" in stopped.text
    listed = await ada.say("/watches list")
    assert "Senkaku Islands" in listed.text
    assert "lanthanides" not in listed.text


async def test_long_watches_that_begin_alike_are_offered_apart(ada: Person):
    await ada.say(f"/watch {EXPORT}")
    await ada.say(f"/watch {IMPORT}")
    offered = await ada.complete("unwatch", "watch", "")
    assert [len(value) <= PLACE for value, _ in offered] == [True, True]
    assert len({label for _, label in offered}) == 2
    value = next(value for value, label in offered if "chile" in label)
    assert "no longer watched" in (await ada.ask("unwatch", {"watch": value})).text
    listed = await ada.say("/watches list")
    assert "AND (japan OR" in listed.text
    assert "AND (chile OR" not in listed.text


@pytest.mark.parametrize(
    "typed",
    [
        EXPORT,
        '"rare earths" AND (senkaku OR quad OR "Quad Plus") NOT (copper OR nickel)',
        "尖閣 AND 漁業 NOT 釣り大会",
        "senkaku",
    ],
)
async def test_a_watch_is_found_as_it_was_first_typed(ada: Person, typed):
    made = await ada.say(f"/watch {typed} mode:digest")
    assert not made.error
    stopped = await ada.ask("unwatch", {"watch": typed})
    assert "no longer watched" in stopped.text


async def test_a_list_of_what_there_is_names_long_watches_by_their_beginning(ada: Person):
    await ada.say(f"/watch {EXPORT}")
    await ada.say(f"/watch {IMPORT}")
    wrong = await ada.say("/unwatch zzz")
    assert wrong.error
    assert "Rare earths AND (export OR quota OR … AND (japan OR cuba OR vietnam)" in wrong.text
    assert "… AND (chile OR peru OR bolivia)." in wrong.text
    assert len(wrong.text) < 300


async def test_what_was_meant_can_be_typed_though_it_is_long(ada: Person):
    await ada.say(f"/watch {EXPORT}")
    wrong = await ada.say("/unwatch vietnam")
    assert wrong.error
    command = wrong.text.split("`")[1]
    assert len(command) <= SHORT + len("/unwatch ")
    assert "no longer watched" in (await ada.say(command)).text


def test_a_beginning_ends_with_a_word_and_means_one_name():
    names = [EXPORT, IMPORT, "Senkaku Islands", "Senkaku"]
    assert beginning("Senkaku", names) == "Senkaku"
    assert beginning(EXPORT, names) is None
    first = beginning(EXPORT, names[:1])
    assert first is not None
    assert len(first) <= SHORT
    assert EXPORT.startswith(f"{first} ")
    assert folded(EXPORT).startswith(folded(first))
