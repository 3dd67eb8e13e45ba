"""What has to stand in a text before a pattern can find anything in it."""

import re

import pytest
import regex
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.pipeline.summarise import outdated
from bot.pipeline.text import corrections, facts, harm, reversals, tolls, vocabulary
from bot.pipeline.text.needed import Sought, SoughtTogether, needed, sought

OF_RE = {
    f"{module.__name__}.{name}": found
    for module in (corrections, harm, outdated, reversals, tolls, vocabulary)
    for name, found in vars(module).items()
    if isinstance(found, Sought) and name != "_NOTHING"
}


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("dead|die[ds]?", ("dead", "die")),
        (r"\bcall(?:s|ed) off\b", ("called off", "calls off")),
        (r"\b(?:at least )?seven dead", ("seven dead",)),
        (r"(?i:Read|SEE) more", ("read more", "see more")),
        (r"\w+ (?:missing|lost)[.!]?", (" lost", " missing")),
        (r"(?<!no )deaths?(?= at sea)", ("death",)),
        (r"\d+ ships", (" ships",)),
        (r"\d+", ("\\d",)),
        (r"(?P<name>Tote[nr]?)+", ("tote",)),
        (r"(?:ships){2,} here", ("ships",)),
        (r"\u6b7b[者亡]", ("死亡", "死者")),
        (r"Straße", ("strasse",)),
        (r"[一-龥]{2}", ("\u2e80",)),
        (r"(?:[가-힣\s]|\d)x?", ()),
        (r"[가-힣]+|\d", ("\\d", "\u2e80")),
        (r"[\u2e80-\uffff]", ()),
    ],
)
def test_words_are_read_out_of_a_pattern(pattern: str, words: tuple[str, ...]) -> None:
    assert needed(pattern) == words


@pytest.mark.parametrize(
    "pattern",
    [r"ship|\w+", "(?:ship)?", "(?:ship)*", "(?:ship){0,3}", "[a-z]", "[^s]", "s?", r"(?(1)ship)"],
)
def test_nothing_is_needed_where_anything_may_be_found(pattern: str) -> None:
    assert needed(pattern) == ()


def test_a_set_of_sets_is_no_list_of_letters() -> None:
    assert needed(r"[[abc]--[b]]", sets=True) == ()
    assert Sought(regex.compile(r"[[abc]--[b]]x", regex.V1)).search("a cx") is not None


def test_what_a_pattern_with_blanks_means_is_not_read() -> None:
    assert sought("ship s", re.VERBOSE).search("ships") is not None


@pytest.mark.parametrize("name", sorted(OF_RE))
def test_whatever_a_pattern_finds_is_found(name: str) -> None:
    kept = OF_RE[name]

    @given(st.from_regex(kept.pattern))
    @settings(suppress_health_check=list(HealthCheck), max_examples=15, deadline=None)
    def is_found(text: str) -> None:
        assert kept.may_be_in(text)

    is_found()


@given(st.data())
@settings(suppress_health_check=list(HealthCheck), max_examples=100)
def test_a_sign_that_counts_as_a_letter_whatever_the_case_is_found(data: st.DataObject) -> None:
    letter = data.draw(st.characters())
    kept = sought(re.escape(letter) * 2, re.IGNORECASE)
    text = data.draw(st.from_regex(kept.pattern, fullmatch=True))
    assert kept.may_be_in(text)


@pytest.mark.parametrize("text", ["KILLS SEVEN", "\u212aills ſeven", "kılls", "KİLLS"])
def test_case_never_hides_a_word(text: str) -> None:
    plain = re.compile("kills", re.IGNORECASE)
    assert (sought("kills", re.IGNORECASE).search(text) is None) == (plain.search(text) is None)


def test_half_a_character_hides_nothing() -> None:
    assert sought("dead").search("\ud800 dead") is not None


def test_a_digit_of_any_script_is_one() -> None:
    assert facts._FIGURE.search("٤٢ سفن") is not None
    assert sought(r"\d+ships").search("४ships") is not None


def test_nothing_is_put_in_place_of_what_is_not_there() -> None:
    assert sought("ships?").sub("boat", "two ships, a ship") == "two boat, a boat"
    assert sought("ships?").sub("boat", "a boat") == "a boat"
    assert [hit[0] for hit in sought("ships?").finditer("two ships, a ship")] == ["ships", "ship"]
    assert list(sought("ships?").finditer("a boat")) == []
    assert sought("ships?").findall("two ships, a ship") == ["ships", "ship"]
    assert sought("ships?").subn("boat", "two ships, a ship") == ("two boat, a boat", 2)
    assert sought("ships?").subn("boat", "a boat") == ("a boat", 0)


def test_a_word_further_on_is_none_at_the_start() -> None:
    assert sought("ship").match("a ship") is None
    assert sought("ship").match("ships") is not None


def test_signs_of_east_asia_are_asked_for_as_one() -> None:
    assert sought("[一-龥]号").search("第七号") is not None
    assert sought("[一-龥]").search("日") is not None
    assert not sought("[一-龥]").may_be_in("café")
    assert sought(r"[一-龥]|\d").may_be_in("café 3")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("two ships", True),
        ("a BOAT", True),
        ("“a boat”", True),
        ("at noon", False),
        ("at “noon”", False),
        ("in 1999", True),
        ("“in” 1999", True),
        ("x!", True),
        ("Kİll", True),
        ("\ud800 ships", True),
        ("", False),
    ],
)
def test_of_patterns_together_one_is_found_wherever_it_is_found_alone(
    text: str, found: bool
) -> None:
    each = [regex.compile(one) for one in (r"ships?", r"(?i)boat", r"\d{4}", r"\w!", r"(?i)kill")]
    together = SoughtTogether(map(Sought, each))
    assert together.is_in(text) == any(one.search(text) for one in each) == found
