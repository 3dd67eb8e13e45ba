"""Parts of a query that rule each other out."""

import pytest

from bot.pipeline.query import clash, parse_query

ABOVE = {"reef": ("reef", "sea"), "sea": ("sea",), "quad": ("quad",)}


def ruled_out(typed: str) -> bool:
    query = parse_query(typed, lambda words: (words,) if words in ABOVE else ())
    return clash(query, ABOVE.__getitem__) is not None


@pytest.mark.parametrize(
    "typed",
    [
        "quad NOT quad",
        "tuna NOT Tuna",
        "quad NOT (tuna OR quad)",
        "title:tuna NOT tuna",
        "reef NOT sea",
        "quad lang:en lang:ja",
        "quad lang:zh-Hans lang:zh-Hant",
        "quad country:jp country:us",
        "quad lang:en NOT lang:en",
        "quad AND (tuna OR (cod NOT cod))",
        "NOT tuna AND tuna",
    ],
)
def test_what_no_item_can_meet_is_found(typed: str) -> None:
    assert ruled_out(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "quad NOT tuna",
        "sea NOT reef",
        "tuna NOT title:tuna",
        "title:tuna NOT body:tuna",
        "quad lang:zh lang:zh-Hant",
        "quad (lang:en OR lang:ja)",
        "(quad lang:en) OR (quad lang:ja)",
        "quad source:nhk source:world",
    ],
)
def test_what_an_item_can_meet_is_left_alone(typed: str) -> None:
    assert not ruled_out(typed)
