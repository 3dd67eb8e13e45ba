from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Alias, Match, Overlay, Salience
from bot.store import Tx, items, topics, watches

FISH = Alias(text="Rotfisch", language="de", match="word", needs=("Meer",), vetoes=("Suppe",))
OWN = Overlay(own=True, name="Redfish", aliases=(FISH,), parents=("sea",), note="A fish.")


async def home_of(tx: Tx, world: Any, community: str = "home") -> int:
    return (await world.channel(tx, community=community)).community_id


async def test_what_a_community_made_of_topics_comes_back_as_it_was_put(tx: Tx, world: Any) -> None:
    home, away = await home_of(tx, world), await home_of(tx, world, "away")
    changed = Overlay(off=True, names_off=("Reef",), vetoes=("@sport",))
    await topics.put(tx, home, "redfish", OWN)
    await topics.put(tx, home, "reef", changed)
    await topics.put(tx, away, "reef", Overlay(needs=("coral",)))
    assert await topics.of_community(tx, home) == {"redfish": OWN, "reef": changed}
    assert await topics.everywhere(tx) == {
        home: {"redfish": OWN, "reef": changed},
        away: {"reef": Overlay(needs=("coral",))},
    }


async def test_the_last_change_of_a_topic_stands_and_none_forgets_it(tx: Tx, world: Any) -> None:
    home = await home_of(tx, world)
    await topics.put(tx, home, "reef", Overlay(off=True))
    await topics.put(tx, home, "reef", Overlay(name="The Reef"))
    assert await topics.of_community(tx, home) == {"reef": Overlay(name="The Reef")}
    await topics.put(tx, home, "reef", Overlay())
    assert await topics.everywhere(tx) == {}
    await topics.put(tx, home, "reef", None)
    assert await topics.of_community(tx, home) == {}


words = st.lists(st.text(min_size=1, max_size=5), max_size=3).map(tuple)
names = st.builds(
    Alias,
    text=st.text(min_size=1, max_size=9),
    language=st.sampled_from(["en", "ja"]),
    match=st.sampled_from(["word", "case", "sub"]),
    needs=words,
    vetoes=words,
)


@given(st.builds(Overlay, aliases=st.lists(names, max_size=3).map(tuple), parents=words))
def test_an_overlay_written_as_json_and_read_again_is_the_same(overlay: Overlay) -> None:
    body = topics.body_of(overlay)
    assert topics.overlay_of(body, off=overlay.off) == overlay


async def test_a_query_may_mean_something_else_in_one_community(tx: Tx, world: Any) -> None:
    home, away = await home_of(tx, world), await home_of(tx, world, "away")
    shared = await watches.query_id(tx, "topic:reef")
    private = await watches.query_id(tx, "topic:reef", home)
    assert shared != private
    assert await watches.query_id(tx, "topic:reef", home) == private
    assert await watches.query_id(tx, "topic:reef") == shared
    assert await watches.query_id(tx, "topic:reef", away) not in (shared, private)
    assert (await watches.homes(tx))[private] == home
    assert shared not in await watches.homes(tx)


@pytest.mark.parametrize("removed", [False, True])
async def test_a_community_asks_another_query_in_all_its_channels_and_no_other_does(
    tx: Tx, world: Any, removed: bool
) -> None:
    shared = await watches.query_id(tx, "topic:reef")
    one, two = await world.channel(tx), await world.channel(tx, "second")
    other = await world.channel(tx, community="away")
    gone = {"removed_at": world.now} if removed else {}
    made = [
        await watches.add(tx, c.id, label="Reef", now=world.now, query_id=shared, **gone)
        for c in (one, two, other)
    ]
    private = await watches.query_id(tx, "topic:reef", one.community_id)
    await watches.ask_instead(tx, one.community_id, shared, private)
    assert [(await watches.get(tx, m.id)).query_id for m in made] == [private, private, shared]
    assert await watches.asked_in(tx, one.community_id) == {
        private: ("topic:reef", one.community_id)
    }
    assert await watches.asked_in(tx, other.community_id) == {shared: ("topic:reef", None)}


async def test_matches_of_a_query_that_changed_are_forgotten_alone(tx: Tx, world: Any) -> None:
    feed = await world.feed(tx)
    first, second = await world.item(tx, feed), await world.item(tx, feed)
    reef, ships = [await watches.query_id(tx, q) for q in ("reef", "ships")]
    match = Match(query="x", score=0.5, salience=Salience.MENTIONED, evidence=())
    await items.note_matches_many(tx, [(i, {reef: match, ships: match}) for i in (first, second)])
    await items.forget_matches(tx, reef, first.id, second.id)
    left = await items.matches_of(tx, [first.id, second.id])
    assert {i: set(met) for i, met in left.items()} == {
        first.id: {ships},
        second.id: {reef, ships},
    }
