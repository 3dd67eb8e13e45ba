"""Words in other forms, in texts: by language, in every part of a query, with their places."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Match
from bot.pipeline.match import Document, build_index, match
from bot.pipeline.query import parse_query

LONG = "Nothing else happened that day. " * 100


def ask(query: str, title: str, text: str = "", language: str | None = "en") -> Match | None:
    index = build_index((), {1: parse_query(query, None)})
    return match(index, Document(title=title, text=text, language=language)).get(1)


@pytest.mark.parametrize(
    ("query", "title", "language", "met"),
    [
        ("sanction", "Firms sanctioned over exports", "en", True),
        ("sanction", "Firms sanctioned over exports", "en-GB", True),
        ("sanctions", "Firms sanctioned over exports", "en", True),
        ("ban AND export*", "Seafood banned from export", "en", True),
        ("policy", "Police met in the capital", "en", False),
        ("новости AND санкция", "Новости: санкциями грозят снова", "ru", True),
        ("Zoll", "Neue Zölle auf Stahl", "de", True),
        ("tangkap", "Nelayan ditangkap di Natuna", "id", True),
        ("जहाज", "जहाजों की संख्या बढ़ी", "hi", True),
        ("जहाज", "बंदरगाह में जहाजों। आगे", "hi", True),  # the stroke is no letter
        ("जहाज़", "जहाज बंदरगाह पहुँचा", "hi", True),
        # Only in the language whose word it is.
        ("sanction", "Firms sanctioned over exports", "de", False),
        ("sanction", "Firms sanctioned over exports", None, False),
        # A plural and a possessive count in any.
        ("sanction", "The sanctions’ end", None, True),
        # What is said exactly, begins so, or stands side by side.
        ("=sanction", "Firms sanctioned over exports", "en", False),
        ('"sanction firms"', "sanctioned firms", "en", False),
        ("sanction*", "sanctioned firms", "en", True),
        ("firm NEAR/0 sanction", "Firms sanctioned over exports", "en", True),
        ("body:sanction", "Firms sanctioned over exports", "en", False),
        ("title:sanction", "Firms sanctioned over exports", "en", True),
        ("firm AND NOT sanction", "Firms sanctioned over exports", "en", False),
        # With accents typed, the text has these or none.
        ("sanción", "Nuevas sanciones", "es", True),
        ("pêcher", "Ils ont péché", "fr", False),
        ("exporté", "Denrées exportées", "fr", True),
        ("exporté", "Denrees exportees", "fr", True),
        # Names have no other form.
        ("Banning", "Exports banned", "en", False),
        # Nor has what is written with a capital inside, as short forms and brands are.
        ("boeing", "BoE holds rates", "en", False),
        ("boeing", "Boe holds rates", "en", False),
        ("noaing", "NoA wins", "en", False),
        ("ban", "EXPORTS BANNED", "en", True),
    ],
)
def test_a_word_finds_its_other_forms(
    query: str, title: str, language: str | None, met: bool
) -> None:
    assert (ask(query, title, language=language) is not None) == met


def test_a_place_counts_once_and_is_the_whole_word() -> None:
    found = ask("sanction", "Sanctions: firms sanctioned", "Sanctioning goes on.")
    assert found is not None
    places = [(one.field, one.start, one.end) for one in found.evidence]
    assert places == [("title", 0, 8), ("title", 17, 27), ("text", 0, 11)]
    assert {one.rule for one in found.evidence} == {"keyword"}


@pytest.mark.parametrize("before", ["", LONG])
def test_places_are_found_in_short_and_long_texts_alike(before: str) -> None:
    found = ask("sanction", "News", f"{before}They were sanctioned, unsanctioned, sanctioned.")
    assert found is not None
    starts = [one.start - len(before) for one in found.evidence]
    assert starts == [10, 36]


def test_two_spellings_of_one_watched_word_are_asked_apart() -> None:
    index = build_index((), {1: parse_query("ban", None), 2: parse_query("Ban", None)})
    document = Document(title="Seafood banned", text="", language="en")
    assert set(match(index, document)) == {1}


WORDS = st.sampled_from(
    ["ban", "banned", "banning", "bans", "Ban", "policy", "police", "sanctions", "sanctioned"]
)
QUERIES = st.lists(WORDS, min_size=1, max_size=3).map(" OR ".join)


@settings(deadline=None)
@given(
    st.dictionaries(st.integers(0, 20), QUERIES, min_size=1, max_size=6),
    st.lists(WORDS, max_size=8).map(" ".join),
    st.sampled_from(["en", "fr", "ja", None]),
)
def test_asking_together_is_asking_each_alone(
    asked: Mapping[int, str], title: str, language: str | None
) -> None:
    queries = {number: parse_query(text, None) for number, text in asked.items()}
    document = Document(title=title, text="", language=language)
    together = match(build_index((), queries), document)
    alone = {
        number: found[number]
        for number, query in queries.items()
        if (found := match(build_index((), {number: query}), document))
    }
    assert together == alone
