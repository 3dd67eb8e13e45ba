"""What is counted and what is called by letters and a number, in whatever language."""

import pytest

from bot.pipeline.cluster.counted import counted
from bot.pipeline.cluster.models import is_rare, models
from bot.pipeline.cluster.names import runs_of


def counts(text: str) -> set[str]:
    return {term for _, _, term in counted(runs_of(text))}


def called(text: str) -> set[str]:
    return {term for _, _, term in models(runs_of(text), text)}


@pytest.mark.parametrize(
    "text",
    [
        "Taiwan detects 12 Chinese military aircraft, seven ships around island",
        "國防部：偵獲共機12架次、共艦7艘次",
        "台湾周辺で中国軍機12機と軍艦7隻を確認",
        "대만 '중국 군용기 12대·군함 7척 주변서 활동'",
    ],
)
def test_planes_and_ships_are_counted_alike_in_four_languages(text: str) -> None:
    assert {"#12 plane", "#7 ship"} <= counts(text)


@pytest.mark.parametrize(
    "text", ["发射两枚短程弹道导弹", "미사일 두 발 발사", "fires two missiles"]
)
def test_a_number_in_letters_counts_too(text: str) -> None:
    assert counts(text) == {"#2 missile"}


@pytest.mark.parametrize(
    "text",
    [
        "台湾の12台湾企業",
        "대만 12대 총통 선거",
        "12人民元",
        "3名古屋",
        "日本の10機関",
        "25 years of aid",
    ],
)
def test_what_only_begins_like_a_counter_counts_nothing(text: str) -> None:
    assert counts(text) == set()


def test_the_number_of_a_model_counts_no_planes() -> None:
    text = "A BZK-005 drone and two GJ-2 drones"
    runs = runs_of(text)
    but = {place for at, end, _ in models(runs, text) for place in range(at, end)}
    assert {term for _, _, term in counted(runs, but)} == set()


@pytest.mark.parametrize(
    ("one", "other", "model"),
    [
        ("a Chinese BZK-005 drone", "中国軍のBZK005偵察型無人機", "&bzk005"),
        ("two Tu-95 bombers", "俄两架图-95轰炸机", "&tu95"),
        ("a Type 055 destroyer", "055型驱逐舰", "&type055"),
        ("J-20 jets", "歼20战机", "&j20"),
    ],
)
def test_a_model_has_one_name_in_two_languages(one: str, other: str, model: str) -> None:
    assert called(one) == called(other) == {model}


@pytest.mark.parametrize(
    "text", ["Q3 profit", "M6.3 quake", "US$20 fee", "FY26 budget", "No. 2 cable"]
)
def test_quarters_magnitudes_and_sums_are_no_models(text: str) -> None:
    assert called(text) == set()


def test_a_model_that_everybody_names_says_little() -> None:
    assert is_rare("&bzk005")
    assert not is_rare("&covid19")
