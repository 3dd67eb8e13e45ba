"""Forms of one word, by language: inflection counts, another word made of it does not."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pipeline.match.endings import ROWS
from bot.pipeline.match.stems import has_forms, primary, same_word, stem
from bot.pipeline.text import fold

SAME = {
    "en": "sanction/sanctioned sanctions/sanctioning sanctioned/sanctioning ban/banned ban/banning"
    " policy/policies mine/mining deploy/deployed tax/taxed carry/carried process/processed"
    " patrol/patrolling launch/launched seize/seizing",
    "fr": "navires/navire national/nationaux journal/journaux bateau/bateaux exporter/exportée"
    " national/nationale île/îles européen/européens",
    "de": "Zoll/Zölle Zölle/Zöllen Insel/Inseln Batterie/Batterien Haus/Häuser Hafen/Hafens"
    " Rakete/Raketen Land/Länder japanisch/japanischer",
    "es": "sanción/sanciones sanciones/sanción arancel/aranceles económico/económica"
    " exportar/exporta capaz/capaces",
    "pt": "sanção/sanções míssil/mísseis nacional/nacionais homem/homens nações/nação",
    "it": "sanzione/sanzioni nave/navi dazio/dazi isola/isole banca/banche porto/porti",
    "nl": "sanctie/sancties eiland/eilanden tarief/tarieven raket/raketten",
    "sv": "fartyg/fartyget hamn/hamnarna sanktion/sanktionerna flicka/flickorna",
    "ru": "санкция/санкциями санкции/санкций корабль/кораблей остров/островов остров/острова"
    " ракета/ракет пошлина/пошлинами война/войн японский/японских запретить/запретили",
    "id": "tangkap/ditangkap tangkap/menangkap kapal/kapalnya larang/melarang serang/menyerang"
    " beri/memberikan pukul/memukul",
    "ms": "larang/dilarang",
    "hi": "जहाज/जहाजों मछुआरा/मछुआरे सेना/सेनाओं मिसाइल/मिसाइलें लड़की/लड़कियां",
}
OTHER = {
    "en": "policy/police news/new international/intern organ/organization general/generous"
    " train/training army/arm arms/arm goods/good university/universe operate/operation"
    " general/generally tax/taxi build/building custom/customs deploy/deployment base/basis"
    " string/stringed unit/united",
    "fr": "port/porte douane/douanier national/nationalisme exporter/exportation"
    " sanction/sanctionner journal/journaliste police/policier",
    "de": "Krieg/Krieger Politik/Politiker Politik/politisch Fisch/Fischer Regierung/regieren",
    "es": "puerto/puerta general/generoso pesca/pescador nación/nacional",
    "pt": "porto/porta nação/nacional pesca/pescador",
    "it": "porto/porta nave/navale pesca/pescatore",
    "nl": "politie/politiek raket/raketwerper",
    "sv": "fisk/fiskare",
    "ru": "остров/островной остров/острый экспорт/экспортный экспорт/экспортер мир/мировой"
    " война/военный рыба/рыбный",
    "id": "tangkap/tangkapan larang/larangan teri/menteri pulau/kepulauan",
    "hi": "लड़का/लड़की देश/विदेश",
}


def pairs(listed: dict[str, str]) -> list[tuple[str, str, str]]:
    return [
        (language, *map(folded, pair.split("/")))  # type: ignore[misc]
        for language, text in listed.items()
        for pair in text.split()
    ]


def folded(word: str) -> str:
    return fold(word).text


@pytest.mark.parametrize(("language", "one", "other"), pairs(SAME))
def test_forms_of_one_word_are_one_word(language: str, one: str, other: str) -> None:
    assert same_word(one, other, language)
    assert same_word(other, one, language)


@pytest.mark.parametrize(("language", "one", "other"), pairs(OTHER))
def test_a_word_made_of_another_is_another(language: str, one: str, other: str) -> None:
    assert not same_word(one, other, language)
    assert not same_word(other, one, language)


LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14)
WORDS = LETTERS | st.builds(
    str.__add__, LETTERS, st.sampled_from(["s", "ed", "ing", "kan", "nya", "ões", "ами"])
)


@given(WORDS, WORDS, st.sampled_from(sorted(ROWS)))
def test_likeness_goes_both_ways_and_needs_one_stem(one: str, other: str, language: str) -> None:
    assert same_word(one, one, language)
    alike = same_word(one, other, language)
    assert alike == same_word(other, one, language)
    assert not alike or stem(one, language) == stem(other, language)


@pytest.mark.parametrize(
    ("word", "language", "has"),
    [
        ("sanction", "en", True),
        ("Sanction", "en", False),  # a name: Marcos is not Marco
        ("Zoll", "de", True),
        ("Путин", "ru", True),
        ("ban", "en", True),
        ("eu", "en", False),
        ("f16", "en", False),
        ("制裁", "en", False),
        ("제재", "en", False),
        ("x" * 41, "en", False),
    ],
)
def test_names_numbers_and_short_words_have_no_other_forms(
    word: str, language: str, has: bool
) -> None:
    assert has_forms(folded(word), word, language) == has


def test_only_some_languages_have_endings() -> None:
    assert [primary(tag) for tag in ("en-GB", "zh-Hans", "ja", None, "id")] == [
        "en", "", "", "", "id",
    ]  # fmt: skip


def test_stems_can_be_asked_for_from_several_threads() -> None:
    words = [f"{letter}anctioned{n}" for letter in "abcdef" for n in range(300)]
    found: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: found.append([stem(word, "en") for word in words]))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [found[0]] * 4
