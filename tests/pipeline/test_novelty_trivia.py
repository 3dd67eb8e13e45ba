"""What tells nothing of an event is no news of it: asides on the weather, nobody's comment."""

import pytest

from bot.pipeline.novelty import CORRECTION, DEVELOPMENT, OUTLETS, REHASH, novelty
from tests.pipeline.test_novelty import FIRST, TEXT, TITLE, Report, report

CAPSIZED = (
    "Boat with 20 aboard capsizes off Lunn",
    "A boat with 20 people on board capsized off Lunn on Monday, the coast guard said.",
)
TEXTS = {
    "en": CAPSIZED,
    "ja": ("ルン沖で漁船転覆", "月曜日、ルン沖で20人が乗った漁船が転覆したと海保が発表した。"),
    "zh": ("卢恩外海渔船翻覆", "一艘载有20人的渔船星期一在卢恩外海翻覆，海巡署表示。"),
    "ko": ("루넨 앞바다서 어선 전복", "월요일 루넨 앞바다에서 20명이 탄 어선이 뒤집혔다."),
    "de": (
        "Boot mit 20 Menschen kentert",
        "Vor Lunn ist am Montag ein Boot mit 20 Menschen gekentert.",
    ),
}


def with_aside(language: str, aside: str) -> str:
    first = report(*TEXTS[language], "harbour", language)
    title, text = TEXTS[language]
    return novelty([first], report(title, f"{text} {aside}", "kanto", language)).kind


@pytest.mark.parametrize(
    ("language", "aside"),
    [
        ("en", "The water temperature at the time was 14 degrees Celsius, it said."),
        ("en", "The weather was fine, with moderate winds of 12 knots and clear skies."),
        ("en", "The owner of the boat, Halden Lines, did not immediately respond to questions."),
        ("ja", "当時の水温は14度で、天候は晴れだった。"),
        ("zh", "当时水温为14度，天气晴朗。"),
        ("ko", "당시 수온은 14도였고 날씨는 맑았다고 한다."),
        ("de", "Die Wassertemperatur lag nach Angaben der Behörde bei 14 Grad."),
    ],
)
def test_the_weather_beside_an_event_and_nobodys_comment_are_no_news(
    language: str, aside: str
) -> None:
    assert with_aside(language, aside) == OUTLETS


def test_what_the_weather_does_is_news_where_the_story_is_of_it() -> None:
    first = report("Storm Ines nears Lunn", "Storm Ines will hit Lunn on Monday, it is forecast.")
    more = "Storm Ines nears Lunn on Monday. Winds of 140 kilometres an hour were measured there."
    assert novelty([first], report("Storm Ines nears Lunn", more, "kanto")).kind == DEVELOPMENT


def test_a_quotation_that_says_the_same_in_other_words_is_no_news() -> None:
    first = report(
        "Dockers walk out over pay", "Dock workers in Port Vale walked off the job over pay."
    )
    title = "Dockers in Port Vale walk out over pay"
    said = "Dockers walked out. “Staff are on strike because of wages,” a union official said."
    assert novelty([first], report(title, said, "kanto")).kind != DEVELOPMENT
    more = "Dockers walked out. “We shall block the bridges until midnight,” an official said."
    assert novelty([first], report(title, more, "kanto")).kind == DEVELOPMENT


def in_japanese(title: str, topics: dict[str, tuple[str, ...]]) -> Report:
    return report(title, "", "nikkei", "ja", topics=topics)


def test_a_headline_in_another_language_with_the_same_figure_is_no_news_for_a_topic_in_it() -> None:
    known = {"rare": ("Rare earths", "レアアース")}
    first = report(
        "Beijing stops handling rare earth licences",
        "Rare earth licences for five Japanese magnet makers are no longer handled.",
        "harbour",
        topics=known,
    )
    more = known | {"control": ("Export controls", "輸出許可")}
    again = in_japanese("レアアース輸出許可を停止か 磁石5社に影響", more)
    assert novelty([first], again).kind == OUTLETS
    defence = known | {"defence": ("Japan's defence", "防衛省")}
    assert novelty([first], in_japanese("レアアース審査止まる 防衛省", defence)).kind == OUTLETS
    assert novelty([first], in_japanese("レアアース問題、輸出許可へ", more)).kind == DEVELOPMENT


def test_a_protest_that_was_told_in_one_language_is_told_in_the_other() -> None:
    first = report(
        "Ministry summons ambassador", "The ministry summoned the ambassador over the boat."
    )
    again = report("外交部召见大使提出抗议", "外交部召见大使，就船只一事提出抗议。", "kanto", "zh")
    assert novelty([first], again).kind not in (DEVELOPMENT, CORRECTION)


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Morning briefing: Boat capsizes, quake kills 12"),
        ("ja", "朝刊1面を読む 漁船転覆、地震で12人死亡"),
    ],
)
def test_a_look_through_the_news_is_no_news_of_one_event(language: str, title: str) -> None:
    first = report(*TEXTS[language], "harbour", language)
    assert novelty([first], report(title, "", "kanto", language)).kind == OUTLETS


def test_a_protest_that_only_the_text_of_another_language_tells_is_told_by_its_sentence() -> None:
    first = report(
        "尖閣沖に新たなブイ", "尖閣諸島沖で中国のブイが新たに設置された。", "harbour", "ja"
    )
    text = "Tokyo lodged a protest and demanded that the buoy near the Senkakus be removed."
    found = novelty([first], report("New buoy found near Senkakus", text, "kanto"))
    assert found.kind == DEVELOPMENT
    assert [said.text for said in found.sentences] == [text]


@pytest.mark.parametrize(
    "written", ["{} (2)", "LIVE 4: {}", "Update 3 - {}", "{} — update 17", "{}（第4報）"]
)
def test_the_count_of_an_outlets_own_dispatches_is_no_news(written: str) -> None:
    title = written.format(TITLE)
    assert novelty([FIRST], report(title, TEXT, "harbour")).kind == REHASH
