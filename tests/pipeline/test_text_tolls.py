"""How many died, as sentences and titles say it."""

import pytest

from bot.pipeline.text.tolls import dead, risen_to


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Four people have been killed and thousands are without power.", 4),
        ("At least 12 passengers were confirmed dead by nightfall.", 12),
        ("Six sailors are feared dead.", 6),
        ("Two dead, seven hurt in blast at the works", 2),
        ("The flood killed 31 and cut the road.", 31),
        ("Nach dem Brand zählt die Stadt 3 Tote.", 3),
        ("사고로 5명이 숨졌다.", 5),
        ("Four people have been evacuated.", None),
        ("He has been chairman for two years; deaths are rare.", None),
        ("Of 40 rooms one has been closed.", None),
    ],
)
def test_the_dead_that_a_sentence_counts(text: str, count: float | None) -> None:
    assert dead(text) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("A slide buried a village, raising the number of dead from the storm to 27.", 27),
        ("The find brings the number of confirmed dead to nine.", 9),
        ("Death toll climbs to 27 after landslide", 27),
        ("颱風死亡增至41人", 41),
        ("地震死亡人数升至120人", 120),
        ("The fund is raising the number of grants to 27.", None),
        ("死亡证增至三种", None),
    ],
)
def test_the_number_to_which_a_toll_rose(text: str, count: float | None) -> None:
    assert risen_to(text) == count
