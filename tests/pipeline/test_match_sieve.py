"""The quick look at many texts: it may let through too much, and never too little."""

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogue import load_catalogue
from bot.pipeline.match import Document, Index, Sieve, build_index, match
from bot.pipeline.query import parse_query
from bot.settings import config_dir

CATALOGUE = load_catalogue(config_dir())
WORDS = (
    *("senkaku", "Fishery", "fisheries", "fishing", "ports", "the", "Quad", "India", "bike"),
    *(
        "尖閣諸島",
        "钓鱼岛",
        "漁業",
        "센카쿠",
        "санкциями",
        "Häfen",
        "Café",
        "policies",
        "rare",
        "earths",
    ),
)
QUERIES = (
    *("senkaku", "fishery", "ports AND senkaku", '"rare earths"', "quad", "polic*", "=Quad"),
    *("hafen", "санкция", "漁業 OR 尖閣", "fish NOT ports", "rare NEAR/4 earths", "title:fishery"),
)


@cache
def made(query: str) -> tuple[Index, Sieve]:
    read = parse_query(query, CATALOGUE.meant, lambda _: [])
    return build_index(CATALOGUE.topics.values(), {1: read}), Sieve(read, CATALOGUE.topics)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join),
    st.sampled_from(QUERIES),
    st.sampled_from(("en", "de", "ru", "ja", "zh", "ko", "id", None)),
)
def test_the_sieve_lets_through_all_that_meets_a_query(
    title: str, text: str, query: str, language: str | None
):
    index, sieve = made(query)
    if match(index, Document(title=title, text=text, language=language)):
        assert sieve.may_meet(title, text, language)


def test_the_sieve_keeps_out_what_cannot_meet_it():
    for query in ("senkaku", "fishery", '"rare earths"', "漁業"):
        _, sieve = made(query)
        assert not sieve.may_meet("Bakery opens at the old pier", "Bread is sold.", "en"), query
