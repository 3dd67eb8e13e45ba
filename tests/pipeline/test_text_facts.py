"""What sentences state: numbers, names, quotations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pipeline.text.facts import names, numbers, quotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Exports rose 3.5% to $1.2 billion.", [(3.5, "share"), (1.2e9, "money")]),
        ("About 12,400 people and a dozen ships", [(12400, "count"), (12, "count")]),
        ("for the third straight day, or the 12th time", [(3, "time"), (12, "time")]),
        ("２隻と三隻、30億ドル", [(2, "count"), (3, "count"), (3e9, "money")]),
        ("签署12项协议，十五人受伤", [(12, "count"), (15, "count")]),
        ("선박 두 척이 3일 연속, 200억 달러", [(2, "count"), (3, "time"), (2e10, "money")]),
        ("48 hours", [(48, "time")]),
        ("9兆1000億円と2万8000人", [(9.1e12, "money"), (28_000, "count")]),
        ("3천3백만 유로와 2兆ウォン", [(3.3e7, "money"), (2e12, "money")]),
        ("9조1천억원, 2만8천명, 3천 척", [(9.1e12, "money"), (28_000, "count"), (3000, "count")]),
        ("1億2,000万ドル、120万台", [(1.2e8, "money"), (1.2e6, "count")]),
    ],
)  # fmt: skip
def test_numbers_are_read_with_what_they_count(
    text: str, expected: list[tuple[float, str]]
) -> None:
    assert sorted((n.value, n.kind) for n in numbers(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "on Nov. 24, 2026, at 3:10 p.m.",
        "24 November 2025",
        "11月24日午前10時30分、2026年",
        "11월 24일 오전 10시 30분",
        "F-35 jets and a Type055 ship of the G7",
        "one ship, the first of the year, the Second Thomas Shoal",
        "in 2025",
    ],
)
def test_dates_times_and_parts_of_names_are_no_numbers(text: str) -> None:
    assert numbers(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Then President Aoki Haruto met NATO envoys.", ["Aoki Haruto", "NATO"]),
        ("Ships sailed past Pebble Point Shoal.", ["Pebble Point Shoal"]),
        ("He met Foreign Minister Okafor on Monday.", ["Okafor"]),
        ("Officials From Nauru And Tuvalu Meet Today", []),
        ("岩木外相と会談した。", ["岩木外相"]),
        ("习近平主席会见", ["习近平主席"]),
        ("최철수 장관은 반대했다.", ["최철수 장관"]),
        ("ナウルの代表", ["ナウル"]),
    ],
)
def test_names_are_found_by_capitals_or_by_what_stands_beside_them(
    text: str, expected: list[str]
) -> None:
    assert [name.shown for name in names(text, None)] == expected


def test_german_capitals_name_nobody() -> None:
    assert names("Gestern hat die Regierung das Abkommen mit Nauru unterzeichnet.", "de") == ()


def test_two_words_in_quotation_marks_are_no_quotation() -> None:
    assert quotations("the “gray zone” and “we shall not move”") == ("we shall not move",)
    assert quotations("„wir warten nicht“, »das reicht uns jetzt« und „grau“") == (
        "wir warten nicht",
        "das reicht uns jetzt",
    )
    assert quotations("「挑発」と「断じて受け入れられない」") == ("断じて受け入れられない",)


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert all(n.value == n.value for n in numbers(text))
    assert all(name.words for name in names(text, "en"))
    quotations(text)


def test_a_digit_that_python_does_not_know_yet_is_none() -> None:
    assert numbers("\U0001e5f1 and 12 ships, \U0001e5f23rd week, \u0663 boats")[0].value == 12
