"""Sentences of two reports that tell one thing in other words or in another language."""

from dataclasses import replace

import pytest

from bot.model import Told
from tests.pipeline.test_summarise import summary, texts, told

FELL = "Debris from a Long March rocket fell 40 km off the Senkaku Islands on Saturday, Ito said."


def report(id_: int, text: str, language: str = "en") -> Told:
    return told(id_, f"Report {id_}", text, language)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("en", FELL),
         ("en", "Rocket debris of a Long March landed 40km off the Senkaku Islands, Abe said.")),
        (("en", FELL),
         ("fr", "Des débris d'une fusée Long March sont tombés à 40 km des îles Senkaku samedi.")),
        (("en", "Survey ships stayed off the Senkaku Islands for 72 hours, the guard said."),
         ("en", "The guard said survey ships stayed off the Senkaku Islands for three days.")),
        (("ja", "中国のロケットの破片が尖閣諸島の沖40キロに落下した。"),
         ("zh", "中国火箭残骸坠落在钓鱼岛以外40公里处。")),
        (("zh-Hant", "高市早苗與習近平會談35分鐘，談及钓鱼岛列嶼問題。"),
         ("zh-Hans", "习近平与高市早苗会谈35分钟，谈及钓鱼岛问题。")),
        (("ko", "쿼드는 센카쿠를 논의하고 순찰함 40척을 25억 달러에 구매하기로 했다."),
         ("en", "Talks on the Senkaku Islands led to 40 patrol ships for $2.5 billion.")),
    ],
)  # fmt: skip
def test_what_another_report_tells_again_is_not_shown(
    first: tuple[str, str], second: tuple[str, str]
) -> None:
    (one, said), (other, again) = first, second
    assert texts(report(1, said, one), report(2, again, other)) == [said]


@pytest.mark.parametrize(
    ("language", "second"),
    [
        ("en", "Fishermen of Suao want 40 km of new nets for the sea around the Senkaku Islands."),
        ("fr", "Le port de Naha a compté 12 navires près des îles Senkaku."),
        ("fr", "Des débris sont tombés près des îles Senkaku samedi matin."),
    ],
)
def test_what_has_other_figures_or_other_words_is_shown_beside_it(
    language: str, second: str
) -> None:
    shown = texts(report(1, FELL), report(2, second, language))
    assert shown == [FELL, second]


@pytest.mark.parametrize(
    ("language", "first", "others"),
    [
        ("ko", "정상들이 부산에 모였다. 총리는 주석과 센카쿠 문제를 논의했다.",
         "회담은 짧았다고 한다. 쿼드 외교장관들은 순찰함을 구매하기로 합의했다."),
        ("en", "Leaders met in Busan on Friday. Ito and Xi spoke about the Senkaku Islands.",
         "Rain fell all day long in town. Exports of rare earths fell by a tenth in October."),
    ],
)  # fmt: skip
def test_no_other_matter_of_a_text_fills_the_summary_up(
    language: str, first: str, others: str
) -> None:
    beside, away = (f"{part.rstrip('.')}." for part in others.split(". "))
    shown = texts(report(1, f"{first} {others}", language), sentences=9)
    assert away not in shown
    assert " ".join(shown) == f"{first} {beside}"


def test_what_shares_a_word_with_the_topics_sentence_is_told_however_far_away() -> None:
    text = (
        "Leaders met in Busan on Friday. Ito and Xi spoke about the Senkaku Islands. Rain fell all "
        "day long. Dinner was late. Ito leaves for home on Sunday."
    )
    assert texts(report(1, text), sentences=9)[-1] == "Ito leaves for home on Sunday."


def test_a_sentence_whose_names_and_figures_are_all_told_already_is_left_out() -> None:
    first = (
        "Mongolia will sell 20 million tonnes of coking coal to steel mills in India, ministers "
        "said near the Senkaku Islands on Saturday. The coal will go to India through the Russian "
        "port of Vostochny for 15 years, the steel mills said near the Senkaku Islands."
    )
    again = "Mills in India take 20 million tonnes of coal for 15 years through the port Vostochny."
    new = again.replace("Vostochny", "Nakhodka")
    assert texts(report(1, first), report(2, again)) == first.replace(". The", ".|The").split("|")
    assert new in texts(report(1, first), report(2, new))


def test_a_single_sentence_speaks_of_the_topic_where_the_title_does_not() -> None:
    mine = "Chile’s largest copper mine went back to work on Friday after a power cut of two days."
    more = "The copper mine lost 9,000 tonnes of copper in the power cut, its owner said on Friday."
    last = "Other ships carried copper past the Senkaku Islands."
    text = " ".join([mine, *[more.replace("9", str(n)) for n in range(3, 8)], last])
    (only,) = summary(report(1, text), sentences=1, characters=400)
    assert only.text == last
    (only,) = summary(told(1, "Senkaku copper", text), sentences=1, characters=400)
    assert only.text != last


@pytest.mark.parametrize(
    ("language", "title", "before", "topic", "after"),
    [
        ("en", "Morning notes: trams and cheese", "Trams stopped in Graz. Bonn lost its mayor.",
         "Survey ships left the Senkaku Islands on Friday.", "A cheese fell off a lorry."),
        ("es", "Las claves del día", "El Congreso aprueba el presupuesto. Un actor se retira.",
         "Cuatro barcos se acercan a las islas Senkaku.", "Suben las temperaturas."),
        ("zh-Hans", "外交部例行记者会要点", "发言人主持例行记者会。发言人祝贺智利新总统就职。",
         "关于钓鱼岛，发言人说日方船只已被驱离。", "巴西外长将于周五访华。"),
    ],
)  # fmt: skip
def test_of_what_tells_of_several_things_only_the_topics_sentence_is_shown(
    language: str, title: str, before: str, topic: str, after: str
) -> None:
    parts = "" if language.startswith("zh") else " "
    assert texts(told(1, title, parts.join([before, topic, after]), language)) == [topic]


def by(outlet: str, one: Told) -> Told:
    return replace(one, publisher=replace(one.publisher, id=outlet, family=outlet))


@pytest.mark.parametrize(
    ("language", "first", "again"),
    [
        ("en", "The Naha court turned down a suit of Senkaku fishermen over nets on Thursday.",
         "Fishermen of the Senkaku Islands lost their suit over nets in a Naha court."),
        ("ja", "海上保安庁は27日、尖閣諸島の灯台の修理を来年春に始めると発表した。",
         "27日、尖閣諸島の灯台の修理が来年春から始まることが決まった。"),
        ("es", "El tribunal de Naha rechazó la demanda de los pescadores de Senkaku por las redes.",
         "Los pescadores de Senkaku pierden en el tribunal de Naha la demanda sobre sus redes."),
    ],
)  # fmt: skip
def test_another_outlets_lead_that_tells_the_same_is_not_shown(
    language: str, first: str, again: str
) -> None:
    one, other = report(1, first, language), report(2, again, language)
    assert texts(by("harbour", one), by("kanto", other)) == [first]


@pytest.mark.parametrize(
    "then",
    [
        "Fishermen of the Senkaku Islands lost their suit over nets by 5 votes to 4 in Naha.",
        "Typhoons kept all ferries to the Senkaku Islands in port for the whole week.",
    ],
)
def test_another_outlets_lead_that_tells_more_is(then: str) -> None:
    first = "The Naha court turned down a suit of Senkaku fishermen over nets on Thursday."
    assert then in texts(by("harbour", report(1, first)), by("kanto", report(2, then)))


def test_the_line_above_an_article_is_not_told_again_by_how_it_begins() -> None:
    above = "Two patrol ships sailed into waters off the Senkaku Islands on Monday, Japan said."
    begins = (
        "Two patrol ships from China sailed into territorial waters around the Senkaku Islands "
        "early on Monday, the coast guard of Japan said."
    )
    more = "They came within 400 metres of a trawler before a cutter moved in between."
    rest = "Kato, the trade minister, lodged a protest about the Senkaku Islands by telephone."
    shown = texts(told(1, "Ships off Senkaku", f"{above} {begins} {more} {rest}"))
    assert begins in shown
    assert above not in shown
    assert rest in shown
    assert shown == texts(told(1, "Ships off Senkaku", f"{begins} {more} {rest}"))  # as of a feed


def test_the_first_sentence_is_of_the_report_whose_title_stands_above() -> None:
    mine = "Leaders of four countries launched a fund for ore off the Senkaku Islands on Friday."
    other = (
        "Four countries named coercion near the Senkaku Islands, the 12 Senkaku Islands patrols "
        "and 30 Senkaku Islands landings as their concern, a joint statement from Delhi said."
    )
    shown = texts(report(1, mine), report(2, other))
    assert shown == [mine, other]
    assert texts(report(1, mine), report(2, other), sentences=1) == [mine]
