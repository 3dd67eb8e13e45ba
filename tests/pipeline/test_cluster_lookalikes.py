"""Events that are told in nearly the same words are not one; one event in other words is."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.evaluate.rows import read_rows
from bot.evaluate.stories import LabelledItem, Scores, labelled, predict, score
from bot.pipeline.cluster import Names, names_of
from bot.pipeline.cluster.headings import cased, part_of, without_label
from tests.shipped import shipped

ROOT = Path(__file__).parent.parent.parent
OWN = ROOT / "tests/data/stories/own.jsonl"


@cache
def names() -> Names:
    return names_of(shipped().topics.values())


@cache
def rows() -> tuple[LabelledItem, ...]:
    return tuple(read_rows(OWN, labelled)[0])


def scored(items: list[LabelledItem]) -> Scores:
    found = score(items, predict(items, names()))
    assert found is not None
    return found


def test_a_day_of_lookalikes_in_the_same_few_places_comes_apart() -> None:
    found = scored(list(rows()))
    assert found.f1 > 0.87
    assert found.precision > 0.83
    assert found.recall > 0.9


@pytest.mark.parametrize(
    ("block", "least"),
    [(0, 1.0), (2, 1.0), (3, 0.8), (4, 0.88), (6, 0.75), (7, 1.0), (8, 1.0), (9, 0.8), (10, 1.0)],
)
def test_lookalikes_of_one_kind_come_apart(block: int, least: float) -> None:
    found = scored([item for item in rows() if str(item.id).startswith(f"{block}-")])
    assert found.precision >= least


def test_one_of_each_event_joins_nothing() -> None:
    events: dict[str | None, LabelledItem] = {}
    for item in rows():
        events.setdefault(item.story, item)
    told = list(events.values())
    sizes = Counter(said.story for said in predict(told, names()))
    assert sum(size - 1 for size in sizes.values()) <= 8  # of 105


HOTLINE = (
    ("Japan, China hotline talks on Senkaku Islands end", "Talks ended in Tokyo on Monday."),
    ("Japan, China hotline talks on Diaoyu Islands end in Tokyo", "Known as Senkaku in Japan."),
    ("Japan, China hotline talks on Diaoyutai end in Tokyo", "The talks ended on Monday."),
)
CUTTER = (
    ("Japan sends new cutter Kasagumo to Senkaku Islands", "The cutter left Ishigaki at dawn."),
    ("New cutter Kasagumo leaves for Senkaku Islands", "Japan sent the 6,000-tonne cutter."),
)


@given(st.permutations([*HOTLINE, *CUTTER]))
@settings(max_examples=20, deadline=None)
def test_two_events_about_one_watched_topic_stay_apart(told: list[tuple[str, str]]) -> None:
    items = [
        labelled({"id": n, "title": title, "summary": text, "source": str(n),
                  "story": "hotline" if "hotline" in title else "cutter"})
        for n, (title, text) in enumerate(told)
    ]  # fmt: skip
    assert scored(items).precision == 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("BOJ keeps rates steady at 1%, Sato signals patience",
         "BOK keeps rates steady at 2.5%, Yoon signals patience"),
        ("Chipmaker to build third Varnholt fab for 2-nanometer chips",
         "Chipmaker to build third Samplefield fab for 2-nanometer chips"),
        ("Japan PM to visit India for talks in January",
         "Japan PM to visit South Korea for talks in January"),
        ("岩田で震度5強 津波の心配なし", "西浜で震度5弱 津波の心配なし"),
        ("Nikkei closes down 1.2% as chip stocks slide",
         "Nikkei closes down 0.8% as chip stocks slide again"),
        ("Letters to the editor", "Letters to the editor"),
        ("早报", "早报"),
    ],
)  # fmt: skip
def test_titles_that_differ_in_their_particulars_tell_two_events(one: str, other: str) -> None:
    rows = [labelled({"id": n, "title": title, "source": str(n)}) for n, title in
            enumerate((one, other))]  # fmt: skip
    assert len({said.story for said in predict(rows, names())}) == 2


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("BREAKING: Ship sinks", "Ship sinks"),
        ("UPDATE 2-Oil sinks", "Oil sinks"),
        ("【速報】【独自】船が沈没", "船が沈没"),
        ("(2nd LD) Ship sinks", "Ship sinks"),
        ("[단독] 배 침몰", "배 침몰"),
        ("AP: Ship sinks", "Ship sinks"),
        ("Live-fire drills begin", "Live-fire drills begin"),
        ("Lead-acid battery firm fined", "Lead-acid battery firm fined"),
        ("Breaking News:", "Breaking News:"),
    ],
)
def test_a_label_is_no_part_of_a_title(title: str, bare: str) -> None:
    assert without_label(title) == bare


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Inside the harbour: part 2, the cranes", "2"),
        ("Budget explained (2/3): who gains", "2"),
        ("海の道（上）始まり", "上"),
        ("바다 길 제2회", "2"),
        ("Ministers play part in one deal", None),
        ("Part two of the deal", None),
    ],
)
def test_a_part_of_a_series_is_known(title: str, part: str | None) -> None:
    found = part_of(title)
    assert (found[1] if found else None) == part


def test_capitals_tell_names_where_a_title_keeps_them_for_names() -> None:
    found = cased("Two killed in crash near Samplefield station, Orsini says")
    assert found.proper == {"samplefield", "orsini"}
    assert found.places == {"samplefield"}
    assert not cased("Two Killed In Crash Near Samplefield Station").proper
    assert cased("岩田県で震度4の地震").places == {"岩田"}
