"""Two outlets that tell one event without a word in common: what is done there tells it."""

from pathlib import Path

import pytest

from bot.evaluate.rows import read_rows
from bot.evaluate.stories import labelled, predict, score
from bot.pipeline.cluster import names_of
from tests.shipped import shipped

FILES = Path(__file__).parent.parent / "data/stories"
HOUR = 3600.0


def stories(*titles: str, outlets: int = 9, hours: float = 1.0) -> list[str]:
    """Give the story of each title; each outlet puts out one, some hours after the other."""
    rows = [
        labelled(
            {
                "id": n,
                "title": title,
                "source": f"outlet {n % outlets}",
                "published": 1_796_000_000 + hours * HOUR * n,
            }
        )
        for n, title in enumerate(titles)
    ]
    return [said.story for said in predict(rows, names_of(shipped().topics.values()))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Le Havre dockers walk off the job over pensions",
            "Grain ships wait as industrial action hits Le Havre",
        ),
        ("Two killed as ferry sinks off Cebu", "Cebu ferry disaster: third body found"),
        (
            "Tanker runs aground off Gotland",
            "Coast guard to refloat tanker stranded near Gotland",
        ),
        ("鹿特丹码头工人罢工", "鹿特丹港引航员停止工作 举行罢工"),
    ],
)
def test_an_act_and_a_name_that_few_have_are_one_event_in_whatever_words(
    one: str, other: str
) -> None:
    assert len(set(stories(one, other))) == 1
    assert len(set(stories(other, one))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Hamburg port workers down tools over pay",
            "Rotterdam crane drivers begin industrial action",
        ),  # elsewhere
        ("Busan truckers walk out", "Busan museum staff win pay deal"),  # nothing done in common
        (
            "Two killed in Cebu bus crash",
            "Two killed in Cebu shooting",
        ),  # done otherwise
        (
            "Fire at Chittagong warehouse kills two",
            "Chittagong ferry sinks in storm, two dead",
        ),
    ],
)
def test_another_place_or_another_act_is_another_event(one: str, other: str) -> None:
    assert len(set(stories(one, other))) == 2


def test_the_same_act_in_the_same_place_a_day_later_is_not_looked_for() -> None:
    one = "Le Havre dockers walk off the job over pensions"
    other = "Grain ships wait as industrial action hits Le Havre"
    assert len(set(stories(one, other, hours=30))) == 2


def test_one_outlet_tells_two_events_in_other_words() -> None:
    one = "Le Havre dockers walk off the job over pensions"
    other = "Grain ships wait as industrial action hits Le Havre"
    assert len(set(stories(one, other, outlets=1))) == 2


@pytest.mark.parametrize(
    ("name", "least"),
    [("retold.jsonl", 0.86), ("retold_later.jsonl", 0.74), ("retold_last.jsonl", 0.86)],
)
def test_three_days_that_outlets_tell_each_in_its_own_words(name: str, least: float) -> None:
    """Strikes, quakes, bans, tolls, ships; of the second file only the score was looked at, the
    third was written when the rules were done.
    """
    rows = read_rows(FILES / name, labelled)[0]
    found = score(rows, predict(rows, names_of(shipped().topics.values())))
    assert found is not None
    assert found.f1 > least
    assert found.precision > 0.93
