"""Names of people from East Asia are one in characters, in hangul, and in any romanisation."""

import pytest

from bot.pipeline.cluster.people import in_han, in_hangul, in_letters
from bot.pipeline.text import fold


def terms_in_letters(text: str) -> set[str]:
    return {term for _, _, term in in_letters(text)}


def terms_in_han(text: str, tongue: str) -> set[str]:
    return {term for _, _, term in in_han(fold(text).text, tongue)}


def terms_in_hangul(text: str) -> set[str]:
    words = text.split()
    return {term for place in range(len(words)) for term in in_hangul(words, place)}


@pytest.mark.parametrize(
    ("latin", "hangul", "han", "tongue"),
    [
        ("Park Sung-jae jailed", "박성재 전 장관", "韓国の朴性載元法相に懲役", "ja"),
        ("Yeo Han-koo in talks", "여한구 본부장", "韓国の呂翰九通商交渉本部長", "ja"),
        ("Koo Yun-cheol says", "구윤철 부총리", "副首相具潤哲", "zh"),
        ("minister Cho Hyun", "조현 장관", "外長趙顯", "zh"),
        ("Han Duck Soo on trial", "한덕수 전 총리", "韩国前总理韩悳洙二审", "zh"),
    ],
)
def test_a_korean_is_one_in_three_scripts(latin: str, hangul: str, han: str, tongue: str) -> None:
    assert terms_in_letters(latin) & terms_in_hangul(hangul) & terms_in_han(han, tongue)


@pytest.mark.parametrize(
    ("latin", "han", "tongue"),
    [
        ("Hsu Kuo-yung quits", "民進黨秘書長徐國勇請辭", "zh"),
        ("Hsu Kuo-yung quits", "台湾与党の徐国勇秘書長が辞任", "ja"),
        ("Xu Guoyong quits", "民进党秘书长徐国勇请辞", "zh"),
        ("Wang Yi meets Lavrov", "外交部长王毅同俄外长会谈", "zh"),
        ("Лавров и Ван И обсудили", "王毅氏がロシア訪問", "ja"),
        ("Tseng Ming-tsung", "委員曾銘宗", "zh"),
    ],
)
def test_a_chinese_name_is_one_in_pinyin_and_in_wade_giles(
    latin: str, han: str, tongue: str
) -> None:
    assert terms_in_letters(latin) & terms_in_han(han, tongue)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Park Sung-jae", "Park Sung-hoon"),
        ("Lee Sang-min", "Lee Sung-yoon"),
        ("Wang Yi", "Wang Wentao"),
        ("Hsu Kuo-yung", "Hsu Chiao-hsin"),
    ],
)
def test_two_of_one_family_are_two(one: str, other: str) -> None:
    assert terms_in_letters(one).isdisjoint(terms_in_letters(other))


@pytest.mark.parametrize("text", ["赤沢経産相が訪米へ", "小野田氏が会見", "石破茂首相が辞意"])
def test_a_japanese_family_name_is_read_as_its_dictionary_says(text: str) -> None:
    assert [term for term in terms_in_han(text, "ja") if term.startswith("~")]


@pytest.mark.parametrize(
    ("text", "tongue"),
    [
        ("金融政策を維持", "ja"),
        ("高速道路で事故", "ja"),
        ("中国商务部回应", "zh"),
        ("石川県で地震", "ja"),
    ],
)
def test_words_that_begin_like_a_family_are_no_names(text: str, tongue: str) -> None:
    assert not terms_in_han(text, tongue)


@pytest.mark.parametrize("text", ["정부는 대책을 발표", "이번 장관 회의", "전국에 비"])
def test_korean_words_that_begin_like_a_family_are_no_names(text: str) -> None:
    assert not terms_in_hangul(text)


@pytest.mark.parametrize("text", ["New York mayor wins", "The White House says", "Oil prices fall"])
def test_english_words_with_capitals_are_no_names_of_east_asia(text: str) -> None:
    assert not terms_in_letters(text)
