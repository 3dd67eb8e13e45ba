"""Own and changed topics: what a community sees, and that nobody else notices."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue import Catalogue
from bot.catalogue.overlay import overlaid, touched, variants
from bot.model import Alias, Overlay, Topic
from bot.pipeline.match import Document, build_index, match
from bot.pipeline.query import parse_query

HERE, THERE = 7, 9


def alias(text: str, *, needs: str = "", vetoes: str = "") -> Alias:
    context = [tuple(filter(None, words.split(","))) for words in (needs, vetoes)]
    return Alias(text=text, language="en", match="word", needs=context[0], vetoes=context[1])


def topic(id_: str, *aliases: Alias, parents: tuple[str, ...] = ()) -> Topic:
    return Topic(id=id_, name=id_.title(), names={}, aliases=aliases, parents=parents)


TOPICS = (
    topic("sea", alias("disputed sea")),
    topic("islets", alias("Islets"), alias("Rocky Islets"), parents=("sea",)),
    topic("lighthouse", alias("lighthouse on the islets"), parents=("islets",)),
    topic("reef", alias("reef", needs="navy,fishermen", vetoes="aquarium"), parents=("sea",)),
    topic("grain", alias("grain")),
)
CATALOGUE = Catalogue(
    topics={t.id: t for t in TOPICS},
    packs={},
    publishers={},
    feeds=(),
    classes={"boats": ("yacht", "dinghy")},
)


def met(overlays: dict[str, Overlay], title: str, who: int | None = HERE) -> set[str]:
    """Give the topics that a community finds in a title, by the index that serves all."""
    topics = variants(CATALOGUE, {HERE: overlays})
    asked = {n: parse_query(f'topic:"{t.id}"', None) for n, t in enumerate(topics)}
    found = {
        topics[n].id for n in match(build_index(topics, asked), Document(title=title, text=""))
    }
    if who != HERE:
        return {id_ for id_ in found if "@" not in id_}
    own = {id_.partition("@")[0] for id_ in found if id_.endswith(f"@{HERE}")}
    return own | {id_ for id_ in found if "@" not in id_} - touched(CATALOGUE, overlays)


def seen(**overlays: Overlay) -> Catalogue:
    return overlaid(CATALOGUE, HERE, overlays)


BREWERY = Overlay(own=True, name="Islets Brewery", aliases=(alias("Islets Brewery"),))


def test_without_changes_the_catalogue_is_the_very_same() -> None:
    assert overlaid(CATALOGUE, HERE, {}) is CATALOGUE
    assert variants(CATALOGUE, {HERE: {}}) == TOPICS


def test_a_name_that_is_switched_off_is_not_found_here_and_is_elsewhere() -> None:
    off = {"islets": Overlay(names_off=("ISLETS",))}
    assert met(off, "Storm hits islets") == set()
    assert met(off, "Storm hits islets", THERE) == {"islets", "sea"}
    assert met(off, "Storm hits Rocky Islets") == {"islets", "sea"}
    assert seen(**off).named("islets") == ("islets",)  # still by its id


def test_an_added_name_is_found_here_alone_and_counts_for_what_is_above() -> None:
    added = {"islets": Overlay(aliases=(alias("Pebble Point"),))}
    assert met(added, "Boats off Pebble Point") == {"islets", "sea"}
    assert met(added, "Boats off Pebble Point", THERE) == set()
    assert seen(**added).named("pebble point") == ("islets",)
    assert seen(**added).topics["islets"].community == HERE
    assert seen(**added).topics["sea"].community is None


def test_what_is_below_and_beside_a_changed_topic_still_counts_for_it() -> None:
    added = {"islets": Overlay(aliases=(alias("Pebble Point"),))}
    assert met(added, "Keeper of the lighthouse on the islets") == {"lighthouse", "islets", "sea"}
    assert met(added, "Navy at the reef") == {"reef", "sea"}


def test_a_topic_that_is_off_is_not_there_and_what_is_below_it_hangs_higher() -> None:
    off = {"islets": Overlay(off=True)}
    assert "islets" not in seen(**off).topics
    assert seen(**off).named("islets") == ()
    assert seen(**off).topics["lighthouse"].parents == ("sea",)
    assert met(off, "Islets again") == set()
    assert met(off, "Keeper of the lighthouse on the islets") == {"lighthouse", "sea"}
    assert met(off, "Islets again", THERE) == {"islets", "sea"}


def test_an_own_topic_has_its_place_and_hides_nothing_from_the_others() -> None:
    own = {"islets-brewery": replace(BREWERY, parents=("grain",))}
    assert met(own, "Islets Brewery opens") == {"islets-brewery", "grain", "islets", "sea"}
    assert met(own, "Islets Brewery opens", THERE) == {"islets", "sea"}


def test_a_longer_own_name_makes_the_own_shorter_one_give_way_and_no_other() -> None:
    own = {
        "islets-brewery": BREWERY,
        "reef": Overlay(aliases=(alias("Islets", needs="opens"),), names_off=("reef",)),
    }
    assert met(own, "Navy: Islets Brewery opens") == {"islets-brewery", "islets", "sea"}
    narrow = replace(CATALOGUE, topics={"reef": topic("reef", alias("Islets", needs="opens"))})
    index = build_index(
        variants(narrow, {HERE: {"islets-brewery": BREWERY}}),
        {1: parse_query("topic:reef", None)},
    )
    assert match(index, Document(title="Islets Brewery opens", text=""))


def test_context_words_and_vetoes_can_be_added_and_switched_off() -> None:
    assert met({}, "Coral at the reef", THERE) == set()
    assert met({"reef": Overlay(needs=("coral",))}, "Coral at the reef") == {"reef", "sea"}
    assert met({"reef": Overlay(needs_off=("Navy",))}, "Navy at the reef") == set()
    assert met({"reef": Overlay(needs_off=("navy", "fishermen"))}, "Navy at the reef") == set()
    assert met({"reef": Overlay(vetoes=("coral",))}, "Navy: coral at the reef") == set()
    assert met({"reef": Overlay(vetoes_off=("aquarium",))}, "Navy at the reef aquarium")
    assert not met({"grain": Overlay(vetoes=("@boats",))}, "Grain in a dinghy")


def test_a_class_of_words_is_spelled_out_and_can_lose_a_word() -> None:
    changed = {"reef": Overlay(needs=("@boats",), needs_off=("dinghy",))}
    assert seen(**changed).topics["reef"].aliases[0].needs == ("navy", "fishermen", "yacht")


def test_another_name_for_a_topic_touches_no_match() -> None:
    renamed = {"islets": Overlay(name="The Rocks")}
    assert touched(CATALOGUE, renamed) == frozenset()
    assert seen(**renamed).named("the rocks") == ("islets",)
    assert seen(**renamed).topics["islets"].name == "The Rocks"


def test_an_own_name_that_is_an_id_of_the_catalogue_is_asked_about() -> None:
    own = {"grain-2": Overlay(own=True, name="Grain", aliases=(alias("Grain Monthly"),))}
    assert set(seen(**own).named("grain")) == {"grain", "grain-2"}


def test_changes_of_what_the_catalogue_dropped_do_no_harm() -> None:
    stale = {"gone": Overlay(names_off=("x",)), "mine": replace(BREWERY, parents=("gone",))}
    assert set(seen(**stale).topics) == {*CATALOGUE.topics, "mine"}
    assert seen(**stale).topics["mine"].parents == ()
    assert touched(CATALOGUE, stale) == {"mine"}


# ── laws ────────────────────────────────────────────────────────────────────────────────────

WORDS = (
    "islets",
    "rocky",
    "reef",
    "navy",
    "aquarium",
    "grain",
    "lighthouse",
    "on",
    "the",
    "brewery",
)
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=2, unique=True).map(" ".join)
words = st.lists(names, max_size=2).map(tuple)
aliases = st.builds(
    Alias, text=names, language=st.just("en"), match=st.just("word"), needs=words, vetoes=words
)
changes = st.builds(
    Overlay,
    off=st.booleans(),
    aliases=st.lists(aliases, max_size=2).map(tuple),
    names_off=words,
    needs=words,
    needs_off=words,
    vetoes=words,
    vetoes_off=words,
)
own = st.builds(
    Overlay,
    own=st.just(True),
    name=names,
    aliases=st.lists(aliases, min_size=1, max_size=2).map(tuple),
    parents=st.lists(st.sampled_from(["sea", "islets", "grain"]), max_size=2).map(tuple),
)
overlays = st.dictionaries(st.sampled_from([t.id for t in TOPICS]), changes, max_size=3)
all_overlays = st.builds(lambda a, b: {**a, **b}, overlays, st.dictionaries(st.just("mine"), own))


@given(all_overlays, texts)
def test_what_one_community_changes_never_changes_what_another_finds(made, title) -> None:
    assert met(made, title, THERE) == met({}, title, THERE)


@given(all_overlays, texts)
def test_what_a_community_did_not_touch_it_finds_as_everybody_does(made, title) -> None:
    here, everywhere = met(made, title), met({}, title, THERE)
    ids = touched(CATALOGUE, made)
    assert here - ids == everywhere - ids


@given(st.sampled_from([t.id for t in TOPICS]), aliases, texts)
def test_adding_a_name_never_removes_a_match_of_its_topic(id_, added, title) -> None:
    before, after = met({}, title), met({id_: Overlay(aliases=(added,))}, title)
    assert (id_ in before) <= (id_ in after)


@given(overlays, texts)
def test_taking_every_change_back_gives_the_catalogue_again(made, title) -> None:
    restored = dict.fromkeys(made, Overlay())
    assert overlaid(CATALOGUE, HERE, restored).topics.keys() == CATALOGUE.topics.keys()
    for id_, found in overlaid(CATALOGUE, HERE, restored).topics.items():
        assert replace(found, community=None) == CATALOGUE.topics[id_]
    assert met(restored, title) == met({}, title)


@pytest.mark.parametrize("id_", [t.id for t in TOPICS])
def test_every_touched_topic_has_a_variant_and_so_has_all_above_it(id_: str) -> None:
    made = {id_: Overlay(vetoes=("x",))}
    found = {t.id for t in variants(CATALOGUE, {HERE: made}) if t.community == HERE}
    assert found == {f"{one}@{HERE}" for one in touched(CATALOGUE, made)}
