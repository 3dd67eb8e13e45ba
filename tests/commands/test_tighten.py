import pytest

from bot.pipeline.query import narrower, normal_form, parse_query
from tests.commands.conftest import SENKAKU, Person, button, labels
from tests.linetest import World


@pytest.mark.parametrize(
    ("query", "narrow"),
    [
        ("topic:quad", "title:(topic:quad)"),
        ("ships AND source:kanto", "title:ships AND source:kanto"),
        ("ships NOT boats", "title:ships AND NOT boats"),
        ("title:ships", None),
    ],
)
def test_a_narrower_query_asks_titles_alone(query: str, narrow: str | None):
    found = narrower(parse_query(query, None))
    wanted = parse_query(narrow, None) if narrow else None
    assert (found and normal_form(found)) == (wanted and normal_form(wanted))


async def test_tighten_shows_what_each_way_would_have_found_and_takes_one(
    world: World, ada: Person
):
    world.item(SENKAKU)
    world.item("Minister speaks", "kanto", text="He named the Senkaku Islands.")
    await world.later(minutes=15)
    watched = await ada.say("/watch senkaku")
    adjust = await ada.choose(watched, "Adjust")
    asking = await ada.choose(adjust, "Tighten")
    assert asking.text.splitlines()[0].startswith("Senkaku Islands found 2 items in 14 days.")
    assert "from titles alone" in asking.text
    assert ": 1 item" in asking.text
    assert labels(asking) == ["Titles only", "From 2 outlets on", "Digest only"]
    done = await ada.choose(asking, "Titles only")
    assert "title:" in done.text
    assert (await ada.choose(asking, "Titles only")).error  # it was changed since
    back = await ada.choose(done, "Undo")
    assert not back.error
    assert "title:" not in (await ada.say("/watches")).text


async def test_a_watch_may_wait_for_more_outlets_by_a_press(world: World, ada: Person, ben: Person):
    watched = await ada.say("/watch senkaku")
    asking = await ada.choose(await ada.choose(watched, "Adjust"), "Tighten")
    assert (await ben.press(button(asking, "From 2 outlets on"))).error
    done = await ada.choose(asking, "From 2 outlets on")
    assert "2" in done.text
    for wrong in ("outlets:1:0", "outlets:1:99", "outlets:1:x", "narrow:1:9", "tighten:99"):
        assert (await ada.press(wrong)).error, wrong
