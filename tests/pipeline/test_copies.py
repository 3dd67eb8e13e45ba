"""Reports that are another's word for word are no source of their own."""

from dataclasses import replace

import pytest

from bot.model import Told
from bot.pipeline.copies import with_origins
from bot.pipeline.text.origin import first_tellers, teller
from tests.pipeline.test_novelty import report

WIRE = (
    "Four patrol ships entered waters off Kestrel Island on Friday, the ministry said. It was the "
    "third time this month that ships of the Velmoran coast guard had come so near. Fishermen were "
    "told to stay in the harbour until the evening."
)
OWN = (
    "Fishermen in Port Selim saw the four ships on Friday morning. The ministry lodged a protest "
    "with Velmora, whose coast guard has sent ships to the waters off Kestrel Island three times "
    "in November, and told boats to wait in the harbour until the evening."
)
JAPANESE = (
    "外務省は金曜日、ケストレル島沖にヴェルモラの巡視船4隻が入ったと発表した。今月3回目で、漁船は港で待つよう"
    "求められた。同省はヴェルモラ政府に抗議し、再発の防止を求めた。"
)


def told(
    outlet: str, text: str, kind: str = "newspaper", title: str = "Ships off Kestrel Island"
) -> Told:
    one = report(title, text, outlet).told
    return replace(one, publisher=replace(one.publisher, kind=kind))


def test_an_uncredited_copy_counts_with_the_wire_that_it_copies() -> None:
    found = with_origins([told("harbour", WIRE), told("wire", WIRE, "wire"), told("kanto", OWN)])
    assert [teller(one) for one in found] == ["wire", "wire", "kanto"]
    assert len(first_tellers(found)) == 2


def test_of_two_papers_with_one_text_the_first_told_it() -> None:
    copy = f"PORT SELIM: {WIRE} More follows."
    found = with_origins([told("harbour", WIRE), told("kanto", copy), told("minato", JAPANESE)])
    assert [teller(one) for one in found] == ["harbour", "harbour", "minato"]
    again = with_origins([told("minato", JAPANESE), told("hama", JAPANESE)])
    assert [teller(one) for one in again] == ["minato", "minato"]


SHORT = "Four patrol ships entered waters off Kestrel Island on Friday."


def test_short_texts_and_own_words_are_sources() -> None:
    other = told("kanto", SHORT, title="Velmora sends four ships")
    found = with_origins([told("harbour", SHORT), other, told("minato", OWN)])
    assert [teller(one) for one in found] == ["harbour", "kanto", "minato"]


def test_a_title_and_its_only_sentence_word_for_word_are_a_reprint() -> None:
    found = with_origins([told("harbour", SHORT), told("kanto", SHORT.upper()), told("hama", OWN)])
    assert [teller(one) for one in found] == ["harbour", "harbour", "hama"]


@pytest.mark.parametrize("text", ["", "Ships off Kestrel Island", "More follows."])
def test_a_title_that_is_the_same_is_no_reprint_where_nothing_else_is_told(text: str) -> None:
    found = with_origins([told("harbour", text), told("kanto", text)])
    assert [teller(one) for one in found] == ["harbour", "kanto"]
