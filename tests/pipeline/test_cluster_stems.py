"""Words that are spelled alike and mean two things do not meet in a story."""

import pytest

from bot.pipeline.cluster.names import runs_of
from bot.pipeline.cluster.tongues import in_plain_words


@pytest.mark.parametrize(
    ("one", "other"),
    [("destroys", "destroyer"), ("forced", "forces"), ("BoE", "Boeing")],
)
def test_a_word_is_no_form_of_another_that_means_something_else(one: str, other: str) -> None:
    assert runs_of(one) != runs_of(other)


@pytest.mark.parametrize(("one", "other"), [("destroyers", "destroyer"), ("forces", "Forces")])
def test_it_is_one_with_its_own_forms(one: str, other: str) -> None:
    assert runs_of(one) == runs_of(other)


@pytest.mark.parametrize(
    "title",
    [
        "Russian strike on Kharkiv kills five",
        "Five killed in overnight strike",
        "Israeli strikes hit Beirut suburb",
        "Drone strike near border",
    ],
)
def test_a_strike_that_kills_or_is_flown_is_an_airstrike(title: str) -> None:
    assert "airstrike" in in_plain_words(title, "en")


@pytest.mark.parametrize(
    "title",
    ["Dock strike hits ports", "Israeli strike on Monday shuts airport", "Rail strike in France"],
)
def test_a_walkout_stays_one(title: str) -> None:
    assert in_plain_words(title, "en") == title
