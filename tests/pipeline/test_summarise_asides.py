"""What is said beside a report's matter, at one press conference, stands in no summary of it."""

import pytest

from bot.pipeline.text.clean import is_dangling
from bot.pipeline.text.turns import turn
from tests.pipeline.test_summarise import texts, told

TITLE = "Patrol boats circle the Senkaku Islands"
LEAD = "Three patrol boats circled the Senkaku Islands for nine hours on Monday, Tokyo said."
OTHER_MATTERS = [
    ("en", TITLE, LEAD, "Spokesman Ono also announced that the queen of Tonga would visit in May."),
    ("en", TITLE, LEAD, "On Ukraine, the spokesman repeated that aid would go on."),
    ("en", TITLE, LEAD, "Separately, lawmakers passed a bill on school lunches."),
    (
        "de",
        "Patrouillenboote umrunden Senkaku-Inseln",
        "Drei Boote haben am Montag die Senkaku-Inseln umrundet, teilte Tokio mit.",
        "Sprecher Ono äußerte sich auch zur Reform der Rente.",
    ),
    (
        "fr",
        "Des patrouilleurs autour des îles Senkaku",
        "Trois bateaux ont fait lundi le tour des îles Senkaku, selon Tokyo.",
        "Le porte-parole Ono a également annoncé une réforme des retraites.",
    ),
    (
        "es",
        "Patrulleras rodean las islas Senkaku",
        "Tres barcos rodearon el lunes las islas Senkaku, según Tokio.",
        "El portavoz Ono también anunció un viaje de la reina a Roma.",
    ),
    (
        "ja",
        "尖閣諸島沖を巡視船3隻が航行",
        "中国の船3隻が24日、尖閣諸島の周りを9時間航行したと海上保安庁が発表した。",
        "一方、長官は給食費の無償化について与党幹部と意見を交わした。",
    ),
    (
        "zh",
        "三艘海警船绕行钓鱼岛",
        "三艘海警船24日绕行钓鱼岛九小时。",
        "另外,发言人宣布汤加女王将于五月来访。",
    ),
]


@pytest.mark.parametrize(("language", "title", "lead", "aside"), OTHER_MATTERS)
def test_a_sentence_that_turns_to_another_matter_fills_no_summary_up(
    language: str, title: str, lead: str, aside: str
) -> None:
    assert texts(told(1, title, f"{lead} {aside}", language)) == [lead]


@pytest.mark.parametrize(
    "more",
    [
        "Spokesman Ono also said one of the boats had a gun on deck.",
        "Ono also warned fishermen to stay away from Senkaku.",
        "On the patrol, Ono declined to say more.",
        "Toyo Lines also said it would send its tankers another way.",
        "On Monday evening, a helicopter was sent from Naha.",
        "As for the crew of the boats, nobody was seen on deck.",
    ],
)
def test_a_sentence_that_turns_to_what_the_report_is_about_is_told(more: str) -> None:
    assert texts(told(1, TITLE, f"{LEAD} {more}"), sentences=2) == [LEAD, more]


def test_what_another_matter_says_of_the_topic_is_told() -> None:
    lead = "The finance ministry in Bonn cut its forecast for growth on Monday."
    more = "Minister Wahl also said a survey of the Senkaku Islands had her support."
    assert texts(told(1, "Forecast for growth is cut", f"{lead} {more}"))[-1] == more


def test_a_report_that_begins_with_also_keeps_its_lead() -> None:
    lead = "Norway also said on Monday that its envoy to Senkaku talks had resigned."
    assert texts(told(1, "Envoy resigns", lead)) == [lead]


@pytest.mark.parametrize(
    "pointing",
    [
        "At the same news conference the budget was praised.",
        "On the same day a tanker ran aground.",
        "In the same report, auditors found three faults.",
    ],
)
def test_the_same_as_what_points_back(pointing: str) -> None:
    assert is_dangling(pointing, "en")


@pytest.mark.parametrize(
    "going_on",
    [
        "On average, a patrol takes nine hours.",
        "On board, 63 people were asleep.",
        "Sur place, les secours ont monté une tente.",
        "Sobre todo, falta agua.",
        "The ship also carried wheat.",
    ],
)
def test_a_turn_of_speech_is_no_turn_to_another_matter(going_on: str) -> None:
    assert turn(going_on) is None
