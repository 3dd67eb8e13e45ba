"""Who answers to an event tells another: a summons, a denial, a blow in return."""

import pytest

from tests.pipeline.test_cluster_retold import stories


@pytest.mark.parametrize(
    ("event", "answer"),
    [
        (
            "Chinese ship rams Filipino boat near Thitu Island",
            "Manila summons Chinese envoy over ramming near Thitu Island",
        ),
        (
            "Russia captures Siversk after months of fighting",
            "Ukraine denies Russia has captured Siversk",
        ),
        ("Nissan and Honda in talks to merge", "Nissan denies talks to merge with Honda"),
        (
            "US blacklists 12 Chinese chip firms",
            "Beijing vows 'necessary measures' after US blacklists 12 chip firms",
        ),
        (
            "美国将12家中国芯片企业列入实体清单",
            "商务部回应美国将12家中国芯片企业列入实体清单",
        ),
        ("중국 군함, 이어도 해역 진입", "정부, 중국 군함 이어도 진입에 중국대사 초치"),
    ],
)
def test_an_answer_of_a_party_is_a_story_of_its_own(event: str, answer: str) -> None:
    assert len(set(stories(event, answer))) == 2
    assert len(set(stories(answer, event))) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Manila summons Chinese envoy over ramming near Thitu Island",
            "Philippines calls in Chinese ambassador after Thitu Island ramming",
        ),  # two reports of the answer
        (
            "Manila summons Chinese envoy over ramming near Thitu Island",
            "Philippines protests to Chinese ambassador over Thitu Island ramming",
        ),  # … by another word
        (
            "Japan says Chinese jet locked radar near Okinawa, summons envoy",
            "Chinese jet aims radar at Japanese plane near Okinawa",
        ),  # the event, and at its end the answer
        (
            "Judge denies bail to ex-mayor of Lyon in graft case",
            "Ex-mayor of Lyon stays in jail as judge rejects bail",
        ),  # no answer at all
    ],
)
def test_reports_of_one_answer_or_that_end_with_it_are_one_story(one: str, other: str) -> None:
    assert len(set(stories(one, other))) == 1


def test_two_stories_of_an_event_and_its_answer_are_not_put_together() -> None:
    event = ("Chinese ship rams Filipino boat near Thitu Island",)
    answers = (
        "Manila summons Chinese envoy over ramming near Thitu Island",
        "Philippines calls in Chinese ambassador after Thitu Island ramming",
        "Manila summons Beijing's envoy over Thitu Island boat ramming",
    )
    assert len(set(stories(*event, *answers))) == 2
