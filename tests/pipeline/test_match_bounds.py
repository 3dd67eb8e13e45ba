"""Long texts are gone through piece by piece, up to a bound; the same is found as in one go."""

import pytest

from bot.pipeline.match import Document, Index, build_index, match
from bot.pipeline.match.lexicon import MOST_FOUND, PIECE
from bot.pipeline.query import parse_query


def asking(*queries: str) -> Index:
    return build_index((), {n: parse_query(text, None) for n, text in enumerate(queries)})


@pytest.mark.parametrize("start", [PIECE - 12, PIECE - 6, PIECE - 1, PIECE, 3 * PIECE - 2])
def test_what_stands_across_two_pieces_is_found_once_and_in_its_place(start: int) -> None:
    before = ("the sea " * PIECE)[: start - 1] + " "
    text = f"{before}Nagannu Reef islets {'and so on ' * PIECE}"

    found = match(asking('"Nagannu Reef"', "reef", "islet"), Document(title="News", text=text))

    assert [(one.start, one.end) for one in found[0].evidence] == [(start, start + 12)]
    assert [one.start for one in found[1].evidence] == [start + 8]
    assert [one.start for one in found[2].evidence] == [start + 13]


def test_one_letter_again_and_again_ends_the_search_at_a_bound() -> None:
    nested = ["啊" * size for size in range(1, 101)]
    index = asking(*nested, "礁石")
    again = "啊" * (2 * MOST_FOUND // 100)

    assert match(index, Document(title="", text=f"{again}礁石")).keys() == set(range(100))
    assert 100 in match(index, Document(title="礁石", text=again))
    assert 100 in match(index, Document(title="啊啊啊", text=f"{'船' * len(again)}礁石"))


def test_a_very_long_word_is_none_of_the_short_ones_it_begins_with() -> None:
    index = asking(*("a" * size for size in range(1, 101)), "reef")

    assert not match(index, Document(title="", text="a" * 20_000))
    assert match(index, Document(title="Reef a aaa", text="a" * 20_000)).keys() == {0, 2, 100}


@pytest.mark.parametrize("query", ["title:reef", "reef AND title:reef", "title:reef OR body:sea"])
def test_a_term_in_a_field_stands_where_it_is_in_that_field(query: str) -> None:
    index = asking(query)

    [found] = match(index, Document(title="Reef", text="A reef.")).values()

    assert ("title", 0, 4) in [(one.field, one.start, one.end) for one in found.evidence]
    assert not match(index, Document(title="News", text="A reef."))
