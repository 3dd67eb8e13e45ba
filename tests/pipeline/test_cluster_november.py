"""A day of invented news in seven languages (``late_november.jsonl``), labelled before it was run.

Ferries, quakes, courts, strikes and shoals that are easily taken for one another, columns, single
words, scripts from right to left, and one outlet that repeats itself.
"""

import random
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from bot.evaluate.rows import read_rows
from bot.evaluate.stories import LabelledItem, Scores, labelled, predict, score
from bot.pipeline.cluster import Names, names_of
from tests.shipped import shipped

ROOT = Path(__file__).parent.parent.parent
FILE = ROOT / "tests/data/stories/late_november.jsonl"


@cache
def names() -> Names:
    return names_of(shipped().topics.values())


@cache
def rows() -> tuple[LabelledItem, ...]:
    return tuple(read_rows(FILE, labelled)[0])


def scored(items: Sequence[LabelledItem]) -> Scores:
    found = score(items, predict(items, names()))
    assert found is not None
    return found


def test_the_day_comes_apart_into_its_events() -> None:
    found = scored(rows())
    assert found.f1 > 0.93
    assert found.precision > 0.94
    assert found.wrong_merges < 0.08


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_the_order_in_which_items_come_changes_little(seed: int) -> None:
    """All at one time, in any order: nothing is gained by who was first."""
    items = list(rows())
    random.Random(seed).shuffle(items)
    at = min(item.at for item in items if item.at)
    found = scored([labelled(_row(item) | {"published": at.isoformat()}) for item in items])
    assert found.f1 > 0.9
    assert found.wrong_merges < 0.12


def test_another_evening_that_no_rule_was_made_for_has_few_wrong_merges() -> None:
    """``late_november_later.jsonl``, written after the rules: what stays apart are languages."""
    found = scored(read_rows(FILE.with_name("late_november_later.jsonl"), labelled)[0])
    assert found.precision > 0.93
    assert found.recall > 0.72


def _row(item: LabelledItem) -> dict[str, object]:
    return {
        "id": item.id,
        "title": item.title,
        "summary": item.summary,
        "url": item.url,
        "source": item.source,
        "story": item.story,
    }


def told_with(extra: Sequence[tuple[str, str]]) -> list[str]:
    """Give the stories of items that come after the day; each from an outlet of its own."""
    at = max(item.at for item in rows() if item.at)
    more = [
        labelled({"id": f"x{n}", "title": title, "summary": text, "source": f"X{n}",
                  "published": at.isoformat()})
        for n, (title, text) in enumerate(extra)
    ]  # fmt: skip
    return [said.story for said in predict([*rows(), *more], names())[len(rows()) :]]


BAD = (
    ("Ferry", ""),
    ("", "Strike"),
    ("...", "?!"),
    ("🔥🔥🔥", ""),
    ("a" * 1_000_000, ""),
    ("Breaking news", "fire " * 200_000),
    ("\u202eerif yrref yacaroB\u202c", ""),
    ("&amp;amp;amp;lt;b&amp;amp;amp;gt;", "&amp;amp;amp;nbsp;"),
    ("Morning briefing", "Ferry fire off Boracay; copper; strikes."),
    ("Weekly 週刊 주간 周刊 أسبوعي", ""),
    ("\ud800", "\U0001e5f1 dead"),
)


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_what_says_nothing_joins_nothing_and_breaks_nothing(bad: tuple[str, str]) -> None:
    (story,) = told_with([bad])
    assert story == "x0"


def test_one_outlet_that_repeats_itself_fifty_times_tells_one_story() -> None:
    text = "A tug from Yokosuka reached the whale at noon and waits for the tide, the port said."
    at = max(item.at for item in rows() if item.at)
    more = [
        labelled({"id": f"x{n}", "title": f"Whale rescue on Shonan beach ({n})", "summary": text,
                  "source": "Repeater", "published": at.isoformat()})
        for n in range(50)
    ]  # fmt: skip
    found = Counter(said.story for said in predict([*rows(), *more], names())[len(rows()) :])
    assert len(found) == 1
