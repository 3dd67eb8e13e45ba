"""Wider forms of a query."""

import pytest

from bot.pipeline.query import normal_form, parse_query, wider


@pytest.mark.parametrize(
    ("typed", "forms"),
    [
        ("fisheries", []),
        ("title:fisheries", ["fisheries"]),
        ("=Quad", ["Quad"]),
        ('"rare earths"', ["rare AND earths"]),
        ("coast NEAR/5 guard", ["coast AND guard"]),
        (
            "title:=Quad AND japan",
            ["=Quad AND japan", "title:Quad AND japan", "japan", "title:=Quad"],
        ),
        ("fish AND NOT cod", ["fish"]),
        ("fish AND source:nhk", ["fish"]),
        ("=Fish OR cod", ["Fish OR cod"]),
    ],
)
def test_each_form_takes_one_demand_away(typed: str, forms: list[str]) -> None:
    found = wider(parse_query(typed, None))
    assert [normal_form(query) for query in found] == forms
