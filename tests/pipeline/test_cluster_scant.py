"""Two outlets that share a place and a thing there tell two events, unless they share more."""

from pathlib import Path

import pytest

from bot.evaluate.rows import read_rows
from bot.evaluate.stories import labelled, predict, score
from bot.pipeline.cluster import names_of
from tests.shipped import shipped

FILES = Path(__file__).parent.parent / "data/stories"
HOUR = 3600.0


def stories(*titles: str) -> list[str]:
    """Give the story of each title; each outlet puts out one, an hour after the other."""
    rows = [
        labelled(
            {
                "id": n,
                "title": title,
                "source": f"outlet {n}",
                "published": 1_796_000_000 + HOUR * n,
            }
        )
        for n, title in enumerate(titles)
    ]
    return [said.story for said in predict(rows, names_of(shipped().topics.values()))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbour dredging in Naha delayed until spring", "Naha harbour museum opens new wing"),
        (
            "Fire destroys warehouse in Rotterdam",
            "Rotterdam warehouse workers vote to join union",
        ),
        (
            "Nippon Steel to close furnace in Kimitsu",
            "Nippon Steel raises dividend after strong quarter",
        ),
        ("Coast guard ship launched in Ulsan", "Ulsan ship painters strike over asbestos"),
        ("Museum in Lyon returns mask to Benin", "Lyon museum staff end strike"),
        (
            "Chinese coast guard ship and fishing boat collide off Senkaku Islands",
            "Fishing union sells boats to fund Senkaku lighthouse",
        ),
        (
            "TSMC cafeteria workers in Kumamoto strike",
            "Kumamoto farmers fear TSMC plant drains groundwater",
        ),
        ("제주공항 강풍에 결항 속출", "제주공항 면세점 사업자 선정"),
        (
            "Le port de Marseille bloqué par une grève",
            "Le port de Marseille accueille un paquebot géant",
        ),
        (
            "El puerto de Valencia bate récord de contenedores",
            "Huelga de estibadores en el puerto de Valencia",
        ),
    ],
)
def test_a_place_and_a_thing_in_common_are_no_event(one: str, other: str) -> None:
    assert len(set(stories(one, other))) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Harbour dredging in Naha put off until spring",
            "Work to deepen Naha harbour delayed to next year",
        ),  # what is done
        ("Dockers at Busan port down tools over wages", "Pay strike stops work at Busan port"),
        ("Tomas Brekke wins gold in men's downhill", "Brekke storms to downhill gold"),  # who
        ("Bank robbed at gunpoint in Orsay town", "Armed robbers hit bank in Orsay"),  # one root
        (
            "Russian strike on Zaporizhzhia leaves 40,000 without power",
            "Zaporizhzhia: power out for 40,000 after overnight attack",
        ),  # how many
        ("那覇港の浚渫、来春に延期", "那覇港浚渫工事が来年春へ先送り"),
        ("Récord de contenedores en el puerto de Valencia",
         "El puerto de Valencia mueve más contenedores que nunca"),
    ],
)  # fmt: skip
def test_what_is_done_who_and_how_many_make_it_one(one: str, other: str) -> None:
    assert len(set(stories(one, other))) == 1


def test_a_story_of_two_reports_takes_in_no_third_for_a_place_and_a_thing() -> None:
    first, second, third = stories(
        "Lyon museum gives mask back to Benin",
        "Benin gets back mask from museum in Lyon",
        "Lyon museum staff end strike",
    )

    assert first == second != third


def test_what_many_events_of_one_place_share_is_that_place() -> None:
    """Reports within minutes that share a topic, a place, a firm and what there is (27 events)."""
    rows = read_rows(FILES / "one_place.jsonl", labelled)[0]
    found = score(rows, predict(rows, names_of(shipped().topics.values())))
    assert found is not None
    assert found.precision > 0.9


def told(*reports: tuple[str, str]) -> list[str]:
    """Give the story of each report, a title and a text; each is of an outlet of its own."""
    rows = [
        labelled(
            {
                "id": n,
                "title": title,
                "summary": text,
                "source": f"outlet {n}",
                "published": 1_796_000_000 + HOUR * n,
            }
        )
        for n, (title, text) in enumerate(reports)
    ]
    return [said.story for said in predict(rows, names_of(shipped().topics.values()))]


KAYAKER = (
    "Kayaker reaches Senkaku islet, is arrested",
    "A kayaker reached one of the Senkaku islets and was arrested by the coast guard.",
)
COLLISION = (
    "Patrol ship and trawler collide off Senkaku Islands",
    "A patrol ship and a trawler collided off the Senkaku Islands, the coast guard said Wednesday.",
)


@pytest.mark.parametrize(
    "other",
    [
        (
            "Researchers map wreck of wartime submarine off Senkaku Islands",
            "The wreck of a submarine that went down in 1945 off the Senkaku Islands was mapped.",
        ),
        (
            "Blast on Chinese tanker near Senkaku Islands kills two",
            "A blast on a Chinese tanker near the Senkaku Islands killed two, it said Wednesday.",
        ),
        KAYAKER,
    ],
)
def test_what_befalls_others_at_a_watched_place_is_another_story(other: tuple[str, str]) -> None:
    assert len(set(told(COLLISION, other))) == 2


def test_two_who_come_to_one_islet_are_two_stories() -> None:
    storm = (
        "Storm damages mast on Senkaku islet",
        "The storm has damaged a mast on one of the Senkaku islets, the coast guard said.",
    )
    assert len(set(told(storm, KAYAKER))) == 2


def test_who_counts_the_dead_and_says_nothing_else_goes_on_with_a_story() -> None:
    fire = (
        "Flames engulf market in Kumasi",
        "Flames engulfed the central market in Kumasi before dawn on Friday, witnesses said.",
    )
    toll = (
        "Nine dead at Kumasi market",
        "Nine people died at the market in Kumasi, the hospital said on Friday.",
    )
    assert len(set(told(fire, toll))) == 1
