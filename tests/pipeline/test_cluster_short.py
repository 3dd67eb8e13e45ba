"""Short forms of headlines mean what they stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pipeline.cluster.headings import without_attribution
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


def test_british_and_american_spellings_are_one() -> None:
    british = "Defence programme of the shipping centre cancelled after dialogue"
    american = "Defense program of the shipping center canceled after dialog"
    assert words(british) == words(american)


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


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("N. Korea fires missiles: S. Korean military", "N. Korea fires missiles"),
        ("Missile falls outside waters, South Korea says", "Missile falls outside waters"),
        ("Ferry sinks off Samplefield – state media", "Ferry sinks off Samplefield"),
        ("Two firms near a merger, FT reports", "Two firms near a merger"),
        ("北朝鮮がミサイル発射、韓国軍発表", "北朝鮮がミサイル発射"),
        ("韩媒：朝鲜向东部海域发射导弹两枚", "朝鲜向东部海域发射导弹两枚"),
        ('합참 "북한, 동해상으로 미사일 발사"', '북한, 동해상으로 미사일 발사"'),
    ],
)  # fmt: skip
def test_who_reports_is_no_part_of_what_happened(title: str, left: str) -> None:
    assert without_attribution(title) == left


@pytest.mark.parametrize(
    "title",
    [
        "Ceasefire starts within hours, Orsini says",
        "Taiwan says drone entered airspace of Pratas",
        "Quad summit: what we learned",
        "Thousands flee, police fire tear gas",
    ],
)
def test_a_person_who_says_it_and_who_acts_stay(title: str) -> None:
    assert without_attribution(title) == title


def test_korean_and_japanese_headlines_write_countries_by_a_letter() -> None:
    assert words("美, 中 군용기에 항의") == words("미국 , 중국 군용기에 항의")
    assert words("북, 남포서 미사일 발사") == words("북한 , 남포서 미사일 발사")
    assert words("米、関税を引き上げ") == words("米国 、関税を引き上げ")
    assert len(words("会談する中、日本は")) == 2
