import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.naming import folded, near, offers, pick
from bot.commands.room import said
from bot.errors import CommandError

NAMES = [("Senkaku Islands", 1), ("Rare Earths", 2), ('"rare earths" AND japan', 3)]


def test_a_name_is_found_whatever_its_case_spaces_and_quotes():
    assert pick("senkaku islands", NAMES, "watch") == 1
    assert pick('"rare-earths"', NAMES, "watch") == 2
    assert pick("rare earths and japan", NAMES, "watch") == 3
    assert pick("ＳＥＮＫＡＫＵ", NAMES, "watch") == 1


def test_a_beginning_is_enough_when_only_one_name_has_it():
    assert pick("senk", NAMES, "watch") == 1
    with pytest.raises(CommandError):
        pick("rare", NAMES, "watch")


def test_a_near_miss_says_what_was_meant_and_what_to_type():
    with pytest.raises(CommandError) as error:
        pick("sennkaku", NAMES, "watch in #desk", typed="/unwatch")
    assert str(error.value) == (
        "There is no watch in #desk called *sennkaku*. Did you mean Senkaku Islands? "
        "Type `/unwatch Senkaku Islands`."
    )


def test_a_name_like_nothing_lists_what_there_is():
    with pytest.raises(CommandError, match="There is: Senkaku Islands, Rare Earths"):
        pick("zzz", NAMES, "watch")
    with pytest.raises(CommandError, match="none at all yet"):
        pick("zzz", [], "watch")


def test_completion_offers_beginnings_then_parts_then_near_ones():
    pairs = [("a", "Taiwan Strait"), ("b", "Strait of Malacca"), ("c", "Street view")]
    assert offers("strait", pairs)[:2] == [("b", "Strait of Malacca"), ("a", "Taiwan Strait")]
    assert offers("", pairs) == pairs
    assert near("Tawian Strait", [label for _, label in pairs]) == ["Taiwan Strait"]


@given(st.text())
def test_foreign_text_in_an_answer_holds_none_of_our_marks_and_stays_one_line(text):
    safe = said(text)
    assert not set(safe) & set("`*\n\r\u202e\u200b\u2066")
    assert safe == " ".join(safe.split())
    assert len(safe) <= 140


@given(st.text(), st.text())
def test_folding_twice_is_folding_once(one, other):
    assert folded(folded(one)) == folded(one)
    if folded(one) == folded(other):
        assert folded(one + "x") == folded(other + "x")
