"""A headline that counts nobody gives way to one that tells how many were hurt."""

from dataclasses import replace

import pytest

from tests.pipeline.test_headline import later, of, order, told


@pytest.mark.parametrize(
    ("language", "first", "then"),
    [
        ("en", "Magnitude 5.9 quake shakes Lunn island", "Lunn quake injures 14, school shut"),
        (
            "en",
            "Typhoon Orva nears Lunn, ferries halted",
            "Seventeen hurt as typhoon Orva hits Lunn",
        ),
        ("de", "Erdbeben der Stärke 5,9 erschüttert Lunn", "Erdbeben auf Lunn: vierzehn Verletzte"),
        ("ja", "ルン島でM5.9の地震 津波の心配なし", "ルン島の地震、14人けが"),
        ("zh", "卢恩岛发生5.9级地震", "卢恩岛地震致14人受伤"),
        ("ko", "루넨섬 규모 5.9 지진 발생", "루넨섬 지진으로 14명 부상"),
    ],
)
def test_a_headline_of_a_mishap_that_counts_nobody_gives_way_to_a_later_one_that_counts_hurt(
    language: str, first: str, then: str
) -> None:
    old, new = told(1, first, language), of("newspaper", later(told(2, then, language), 60))
    assert order(old, new) == [2, 1]


def test_a_headline_of_no_mishap_keeps_its_place_when_somebody_is_hurt_in_it() -> None:
    march = told(1, "Thousands march in Lunn against fishing quotas")
    hurt = of(
        "newspaper", later(told(2, "Lunn march against fishing quotas: nine officers hurt"), 60)
    )
    assert order(march, hurt) == [1, 2]


def test_a_headline_stays_whose_text_counts_as_many_hurt() -> None:
    blast = told(1, "Blast wrecks bakery in Lunn")
    blast = replace(blast, item=replace(blast.item, text="A blast in Lunn hurt six people."))
    later_on = of("newspaper", later(told(2, "Bakery blast in Lunn injures four"), 60))
    assert order(blast, later_on) == [1, 2]
