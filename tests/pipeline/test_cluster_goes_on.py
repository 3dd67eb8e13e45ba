"""What goes on is one story on its second day, too, in whatever language says so."""

from pathlib import Path

import pytest

from bot.evaluate.rows import read_rows
from bot.evaluate.stories import labelled, predict, score
from bot.pipeline.cluster import names_of
from bot.pipeline.cluster.goes_on import goes_on
from tests.shipped import shipped

FILES = Path(__file__).parent.parent / "data/stories"


def stories(*told: tuple[int, str, str]) -> list[str]:
    """Give the story of each report: hours since the first, title, text; an outlet each."""
    rows = [
        labelled(
            {
                "id": n,
                "title": title,
                "summary": text,
                "source": f"outlet {n}",
                "published": 1_796_000_000 + 3600 * hours,
            }
        )
        for n, (hours, title, text) in enumerate(told)
    ]
    return [said.story for said in predict(rows, names_of(shipped().topics.values()))]


def test_a_toll_of_a_later_day_in_another_language_is_of_the_same_flood() -> None:
    first = (0, "Flash flood in Aceh kills 11", "Eleven died in a flash flood in Aceh, Sumatra.")
    later = (
        30,
        "Inondations à Aceh : le bilan monte à 24 morts",
        "Le bilan des inondations dans la province d'Aceh est monté à 24 morts.",
    )
    assert len(set(stories(first, later))) == 1


def test_a_toll_of_a_later_day_joins_no_flood_of_another_place() -> None:
    first = (0, "Flash flood in Aceh kills 11", "Eleven died in a flash flood in Aceh, Sumatra.")
    later = (
        30,
        "Inondations à Lampung : le bilan monte à 24 morts",
        "Le bilan des inondations dans la province de Lampung est monté à 24 morts.",
    )
    assert len(set(stories(first, later))) == 2


def test_a_firm_is_known_behind_what_it_makes_in_katakana() -> None:
    spelt = (
        0,
        "サントリービール、出荷を停止 ランサムウエア感染",
        "サントリービールは出荷を停止した。",
    )
    latin = (1, "Suntory halts shipments after ransomware attack", "Suntory stopped shipping beer.")
    assert len(set(stories(spelt, latin))) == 1


def test_a_train_that_comes_off_the_rails_derails() -> None:
    one = (0, "Freight train leaves rails near Toledo", "The train left the rails at dawn.")
    other = (1, "Descarrila un tren de mercancías cerca de Toledo", "El tren descarriló al alba.")
    assert len(set(stories(one, other))) == 1


def test_two_reports_of_a_raid_are_one_though_each_title_names_what_the_other_tells_below() -> None:
    one = (
        0,
        "Hong Kong national security police arrest bookshop owner over seditious books",
        "National security police arrested a bookshop owner in Mong Kok and two employees.",
    )
    other = (
        1,
        "Mong Kok bookshop owner and two employees held under security law",
        "Police searched a bookshop in Mong Kok, Hong Kong, over seditious books.",
    )
    assert len(set(stories(one, other))) == 1


def test_a_patrol_within_territorial_waters_is_an_entry_of_these_waters() -> None:
    tokyo = (
        0,
        "尖閣沖 中国海警船3隻が領海侵入",
        "24日、尖閣諸島沖の領海に中国海警局の船が侵入した。",
    )
    peking = (4, "中国海警11月24日在钓鱼岛领海内巡航", "中国海警舰艇编队在钓鱼岛领海内巡航。")
    assert len(set(stories(tokyo, peking))) == 1


@pytest.mark.parametrize(
    "title",
    [
        "Dockers' strike enters second day in Lunn",
        "Death toll in Lunn flood rises to 33",
        "Zweiter Streiktag: Fähren bleiben im Hafen",
        "Zwei Tage nach dem Raub fehlt von der Beute jede Spur",
        "La grève des dockers se poursuit",
        "Siguen atrapados doce mineros",
        "港湾スト、2日目に",
        "洪灾死亡人数升至33人",
        "부두 파업 이틀째",
    ],
)
def test_a_title_says_that_something_goes_on(title: str) -> None:
    assert goes_on(title)


@pytest.mark.parametrize(
    "title",
    [
        "Ships enter waters for fourth day in a row",
        "Dockers walk out in Lunn",
        "Nach Lunn fährt heute kein Zug",
    ],
)
def test_a_title_that_begins_something_or_counts_what_is_done_anew_does_not(title: str) -> None:
    assert not goes_on(title)


@pytest.mark.parametrize(
    ("file", "least"), [("follow_ups.jsonl", 0.95), ("follow_ups_later.jsonl", 0.96)]
)
def test_follow_ups_in_eight_languages_join_and_look_alikes_do_not(file: str, least: float) -> None:
    rows, _ = read_rows(FILES / file, labelled)
    found = score(rows, predict(rows, names_of(shipped().topics.values())))
    assert found is not None
    assert found.f1 >= least
    assert found.wrong_merges == 0
