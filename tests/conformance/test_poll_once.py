"""Saved feeds, every sixth well-formed and each hostile one, through the whole line over loopback.

``bench/once.py`` takes all of them; each is parsed in ``test_real_feeds``.
"""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bench.once import names_in, rows_of

# All files are read before the first test looks at them.
pytestmark = pytest.mark.timeout(600)
LIMIT = 30.0  # seconds for one file: more is a hang; bench/once.py tells the real figure


@pytest.fixture(scope="module")
def rows(shared: Path) -> dict[str, list[tuple[dict[str, Any], float]]]:
    data = shared / "data"
    return {
        "feeds": asyncio.run(rows_of(data / "feeds", every=6)),
        "illformed": asyncio.run(rows_of(data / "illformed")),
    }


def test_real_feeds_go_through_the_line(rows: Any) -> None:
    assert [row["source"] for row, _ in rows["feeds"] if row["error"]] == []
    assert sum(len(row["items"]) for row, _ in rows["feeds"]) > 1_500


def test_every_hostile_file_gives_its_items_or_a_clear_error(shared: Path, rows: Any) -> None:
    assert len(rows["illformed"]) == len(names_in(shared / "data" / "illformed"))
    for row, _ in rows["illformed"]:
        assert row["error"] is None or len(row["error"]) > 30
        assert row["error"] is None or not row["items"]


def test_no_file_holds_the_line_up(rows: Any) -> None:
    slow = [(row["source"], took) for every in rows.values() for row, took in every if took > LIMIT]
    assert slow == []


def test_every_item_stands_in_exactly_one_story(rows: Any) -> None:
    for row, _ in [*rows["feeds"], *rows["illformed"]]:
        assert sum(len(story["items"]) for story in row["stories"]) == len(row["items"])


def test_what_is_posted_matched_and_is_cited(rows: Any) -> None:
    for row, _ in rows["feeds"]:
        matched = [item for item in row["items"] if item["matches"]]
        assert bool(row["posts"]) <= bool(matched)
        for post in row["posts"]:
            assert post["channel"] == "poll-once"
            assert post["text"].strip()


def test_evidence_stands_where_it_says(rows: Any) -> None:
    for row, _ in rows["feeds"]:
        for item in row["items"]:
            for match in item["matches"]:
                assert 0 < match["score"] <= 1
                for place in match["evidence"]:
                    assert place["start"] < place["end"]
                    if place["field"] == "title":
                        assert place["end"] <= len(item["title"])
