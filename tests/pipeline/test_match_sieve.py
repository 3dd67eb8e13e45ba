"""The quick look at many texts: it may let through too much, and never too little."""

import re
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pipeline.match import Document, Index, Sieve, build_index, match, unfolded
from bot.pipeline.match.unfolded import Unfolded
from bot.pipeline.query import parse_query
from bot.pipeline.text import folded_text
from tests.shipped import shipped

CATALOGUE = shipped()
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


PLAIN = st.text(
    st.one_of(
        st.sampled_from("aAzZ09 '-\n「」・尖閣诸島釣鱼台臺か가ガЖйЙё’"),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.sampled_from("éßﬁＡﾞ\u0301\u00ad\u200bİςΣক়্िาุำبًאּ１．"),
    ),
    min_size=1,
    max_size=30,
)


@settings(deadline=None)
@given(PLAIN, st.data())
def test_letters_of_a_text_are_never_missed_before_it_is_folded(text: str, data: st.DataObject):
    folded = folded_text(text)
    start = data.draw(st.integers(0, len(folded)))
    letters = folded[start : data.draw(st.integers(start, len(folded)))]
    if letters.strip():
        assert Unfolded([letters]).may_have(text) is not False


def test_most_texts_need_no_folding_to_miss_letters():
    for text in (
        "Bakery opens at the old pier.",
        "港で「新しい」船、到着。",
        "Порт открыт",
        "부두",
    ):
        assert Unfolded(["senkaku", "尖阁", "센카쿠", "санкц"]).may_have(text) is False, text
    for text in ("SENKAKU patrol", "尖閣で", "尖阁", "센카쿠는", "Санкции"):
        assert Unfolded(["senkaku", "尖阁", "센카쿠", "санкц"]).may_have(text), text


def test_no_sign_and_no_letter_from_afar_folds_to_one_that_is_looked_for():
    known = re.compile(f"[0-9a-z{unfolded._KNOWN}]")
    far = [chr(code) for code in range(0x590, 0x1800) if re.match(f"[{unfolded._FAR}]", chr(code))]
    signs = unfolded._SIGNS.replace("ー", "")
    assert [sign for sign in (*far, *signs) if known.search(folded_text(sign))] == []
