"""Two reports in other words of one event are one story where words and meanings agree."""

import pytest

from tests.pipeline.test_cluster_topics import stories

TOLD_TWICE = {
    "ships of a topic": (
        ("Chinese coast guard ships enter Kinmen waters three times in a day", ""),
        ("Taiwan Drives Away 3 Chinese Coast Guard Ships Near Kinmen", ""),
    ),
    "a cable of a topic": (
        ("Undersea cable off Taiwan's Matsu cut, cargo ship held", ""),
        ("Taiwan detains crew of Belize-flagged ship suspected of cutting undersea cable", ""),
    ),
    "an attack": (
        ("Russian air attacks kill 2, knock out power across Ukraine", ""),
        ("Russian drone and missile attack cuts power in Ukraine", ""),
    ),
    "two people": (
        ("Takaichi, Modi hold first summit in over a year", ""),
        ("Takaichi and Modi agree to resume ministerial dialogue", ""),
    ),
    "a tunnel, in Chinese": (
        ("南京长江大桥浓烟致交通中断", ""),
        ("南京长江大桥浓烟系一客车自燃所致", ""),
    ),
    "a ship, in Chinese": (
        ("基隆外海貨輪擱淺 12名船員獲救", ""),
        ("基隆外海貨輪擱淺 漏油延伸兩公里", ""),
    ),
    "a denial, in Korean": (
        ('카카오, 배달의민족 인수 추진…"협상 막바지"', ""),
        ('카카오 "배달의민족 인수 사실 아냐"', ""),
    ),
    "a call": (
        ("Pope calls for Christmas truce, laments Russia's rejection", ""),
        ("Pope Leo voices 'great sadness' at Russia refusing Christmas ceasefire", ""),
    ),
}


@pytest.mark.parametrize("told", TOLD_TWICE.values(), ids=TOLD_TWICE)
def test_one_event_told_twice_is_one_story(told: tuple[tuple[str, str], ...]) -> None:
    assert len(set(stories(*told))) == 1


def test_one_thing_done_by_two_countries_is_two_stories() -> None:
    told = stories(
        ("Norway's central bank holds policy rate at 4%", ""),
        ("Sweden's central bank cuts policy rate to 1.5%", ""),
        ("U.S. destroyer sails through Taiwan Strait", ""),
        ("French frigate sails through Taiwan Strait", ""),
    )
    assert len(set(told)) == len(told)


def test_what_another_country_thinks_of_it_is_a_story_of_its_own() -> None:
    told = stories(
        ("China begins drills around Taiwan", ""),
        ("Australia calls Chinese drills around Taiwan 'dangerous'", ""),
    )
    assert len(set(told)) == len(told)


def test_one_court_sentences_two_people_in_one_day() -> None:
    told = stories(
        ("서울중앙지법, 전 은행장에 징역 3년 선고", ""),
        ("서울중앙지법, 전 국방차관에 징역 4년 선고", ""),
    )
    assert len(set(told)) == len(told)


def test_other_news_of_a_place_within_the_hour_is_another_story() -> None:
    told = stories(
        ("Senkaku insurers raise rates for ships", ""),
        ("Ishigaki mayor asks for more ships near Senkaku", ""),
        ("Film about Senkaku wins prize in Busan", ""),
    )
    assert len(set(told)) == len(told)


def test_what_happens_in_one_country_is_not_one_event() -> None:
    told = stories(
        ("Mobile phone alerts issued in UAE warning of missile threats", ""),
        ("United Arab Emirates lottery: 8,000 residents bag prizes", ""),
        ("UAE residents turn to land routes to escape travel shutdown", ""),
    )
    assert len(set(told)) == len(told)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fourteen killed as bus crashes in Hungary", "Ungarn: 14 Tote bei Busunfall"),
        ("Storm kills nine in Vanuatu", "バヌアツで暴風雨 9人死亡"),
    ],
)
def test_smaller_countries_are_known_in_other_languages(one: str, other: str) -> None:
    assert len(set(stories((one, ""), (other, "")))) == 1


def test_an_early_report_joins_as_soon_as_two_others_are_one_story() -> None:
    told = stories(
        ("UN says Nepal rulers using 'brutal violence' to force people to vote", ""),
        ("Nepal elections marked by fear as UN warns civilians are coerced from all sides", ""),
        ("Nepal rulers using brutal violence to force people to vote: UN", ""),
    )
    assert len(set(told)) == 1


def test_words_without_a_name_and_a_topic_are_not_one_event_within_hours() -> None:
    told = stories(
        ("Software supply-chain attack hides in test library for months", ""),
        ("Can the Quad keep supply chains open? Three tests for next year", ""),
        ("Quad to store cancer vaccines in regional cold chain", ""),
    )
    assert len(set(told)) == len(told)
