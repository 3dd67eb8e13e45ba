"""Words that mean one thing, whatever the outlet writes."""

import pytest

from bot.pipeline.text.synonyms import has_meanings, meanings


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "Workers strike over pay", "Staff walk off the job over wages"),
        ("en", "A boat was rammed", "Vessels collided"),
        ("de", "Feuer in der Fabrik", "Brand im Werk"),
        ("zh", "工人罢工", "勞工停工"),
        ("ja", "工場で火災", "工場が燃える"),
        ("ko", "공장에서 불이 나", "공장 화재"),
    ],
)
def test_other_words_for_one_thing_mean_the_same(language: str, one: str, other: str) -> None:
    mine, theirs = meanings(one, language), meanings(other, language)
    assert mine.units
    assert theirs.units
    assert all(any(a & b for b in theirs.units) for a in mine.units)


def test_who_says_so_and_on_what_day_means_nothing_new() -> None:
    assert meanings("On Tuesday, it said", "en").units == ()
    assert meanings("星期二宣布", "zh").units == ()


def test_a_word_on_no_list_means_itself_in_each_of_its_forms() -> None:
    assert meanings("zorbs", "en") == meanings("zorbed", "en") == meanings("Zorbing", "en")


def test_languages_without_a_list_are_known_to_have_none() -> None:
    assert has_meanings("ja")
    assert not has_meanings("fr")
