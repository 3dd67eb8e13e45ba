"""Short forms of headlines mean what they stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pipeline.cluster.names import runs_of
from bot.pipeline.cluster.short import sums_written_out, written_out


def words(title: str) -> list[str]:
    return [part for _, part in runs_of(title)]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("N.Korean missile", "North Korean missile"),
        ("N. Korea warns S. Korea", "North Korea warns South Korea"),
        ("UNSC on N.K. ICBM", "U.N. Security Council on NK intercontinental ballistic missile"),
        ("Plant shut in Samplefield, N.J.", "Plant shut in Samplefield, New Jersey"),
        ("School closed in Samplefield, Pa.", "School closed in Samplefield, Pennsylvania"),
        ("PS4 sales top 6m", "PlayStation 4 sales top six million"),
        ("$16.5bn order", "$16.5 billion order"),
        ("16 bln yen, up 7.9 pct", "16 billion yen, up 7.9 per cent"),
    ],
)  # fmt: skip
def test_a_short_form_is_read_as_the_long_one(short: str, long: str) -> None:
    assert words(short) == words(long)


def test_a_sum_in_dollars_of_a_country_is_no_news_of_that_country() -> None:
    assert words("Fab costs US$16bn") == words("Fab costs $16 billion")
    assert "usa" not in words("US$16bn fab")


def test_words_that_only_look_like_short_forms_stay() -> None:
    assert words("Pa. and Ma. say no") == ["pa", "and", "ma", "say", "no"]
    assert words("George W. Bush speaks") == ["georg", "w", "bush", "speak"]
    assert words("A 6m-wide road") == words("A 6m wide road")


@given(st.text(alphabet="abcdefghijklmnop 日本북한,-'"))
def test_what_has_neither_capitals_nor_figures_has_no_short_forms(text: str) -> None:
    assert written_out(text) == text


@given(st.integers(1, 999), st.sampled_from(["m", " mln", " million", "-million", "mn"]))
def test_a_sum_is_one_word_however_it_is_scaled(count: int, scale: str) -> None:
    assert sums_written_out(f"costs {count}{scale} now").split() == [
        "costs",
        f"{count}000000",
        "now",
    ]
