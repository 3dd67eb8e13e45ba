"""What readers take for the same word is found as such, and nothing inside other words."""

import pytest

from bot.model import Alias, Topic
from bot.pipeline.match import Document, build_index, match
from bot.pipeline.query import parse_query

KYOTO = Alias(text="京都", language="ja", match="sub")
TOPICS = (Topic(id="kyoto", name="Kyoto", names={}, aliases=(KYOTO,)),)


def is_met(query: str, title: str, language: str | None = None) -> bool:
    index = build_index(TOPICS, {1: parse_query(query, None)})
    return bool(match(index, Document(title=title, text="", language=language)))


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("tuna", "ＴＵＮＡ　ｑｕｏｔａ"),  # full width
        ("２０２６", "Plan for 2026"),
        ("カニ", "ｶﾆ漁が解禁"),  # half width
        ("カニ", "カニ漁"),
        ("ガス", "ｶﾞｽ田開発"),
        ("rare-earth", "Rare earth mines"),  # dashes of all kinds, and none
        ('"rare earth"', "Rare‑earth mines"),
        ('"rare earth"', "Rare—earth"),
        ("tuna", "The tuna’s price"),  # apostrophes
        ("o'brien", "O‘Brien resigns"),
        ("xi'an", "Xi’an"),
        ("cafe", "Café talks"),  # diacritics optional in the text …
        ("Điếu", "Dieu Ngu"),  # … and in what is typed
        ("são", "Sao Paulo"),
        ("ёлка", "елка"),
        ("東京都", "東京都が発表"),
        ("topic:kyoto", "京都で会議"),
        ("topic:kyoto", "京都府が発表"),
        ("북한", "북한은 오늘"),  # particles
        ("북한", "북한에서는 발사"),
        ("북한", "북한의 미사일"),
        ("钓鱼", "釣魚船出海"),  # simplified typed, traditional there
        ("釣魚", "钓鱼船出海"),  # and the other way
        ("台灣", "台湾外交部"),
        ("臺灣", "台灣外交部"),
        ("國", "中国"),
        ("tuna", "マグロtunaの漁"),  # no space needed beside Japanese
        ("미사일", "北미사일 발사"),
    ],
)
def test_the_same_word_is_found_however_it_is_written(query: str, title: str) -> None:
    assert is_met(query, title)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("topic:kyoto", "東京都が発表"),
        ("京都", "東京都が発表"),
        ("topic:kyoto", "东京都政府"),
        ("북한", "성북한옥마을"),
        ("tuna", "fortunate"),
        ("tuna", "tunas2"),
        ("ガス", "カス"),
        ("=cafe", "Café talks"),
        ("=Café", "cafe talks"),
        ("=tuna", "Tuna talks"),
        ("Điếu", "điều lệ"),  # other accents are another word
        ("2+2", "22 ships"),
    ],
)
def test_another_word_is_not(query: str, title: str) -> None:
    assert not is_met(query, title)


def test_a_word_of_an_indian_script_is_one_word_to_near() -> None:
    assert is_met("सीमा NEAR/1 चीन", "सीमा हिन्दुस्तानियों चीन")
    assert not is_met("सीमा NEAR/1 चीन", "सीमा की हिन्दुस्तानियों चीन")
    assert is_met("सीमा NEAR/0 चीन", "सीमा चीन")
