"""Scoring of stories, against figures worked out by hand."""

from datetime import UTC, datetime

import pytest

from bot.errors import RowError
from bot.evaluate.stories import LabelledItem, Prediction, Scores, is_kept, labelled, predict, score

AT = "2026-11-24T08:00:00+00:00"


def item(id_: str, story: str | None, title: str = "A title") -> LabelledItem:
    return labelled({"id": id_, "title": title, "published": AT, "story": story})


def scored(*rows: tuple[str | None, str]) -> Scores | None:
    items = [item(str(n), true) for n, (true, _) in enumerate(rows)]
    said = [
        Prediction(id=row.id, story=found, role="opener", score=None)
        for row, (_, found) in zip(items, rows, strict=True)
    ]
    return score(items, said)


def test_bcubed_is_the_mean_over_items() -> None:
    # found x holds a a b, found y holds b
    scores = scored(("a", "x"), ("a", "x"), ("b", "x"), ("b", "y"))
    assert scores
    assert scores.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert scores.recall == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)
    assert scores.f1 == pytest.approx(2 * (2 / 3) * 0.75 / (2 / 3 + 0.75))
    assert (scores.stories, scores.found, scores.mixed) == (2, 2, 1)


def test_wrong_merges_are_the_part_of_the_pairs_together_that_tell_two_events() -> None:
    scores = scored(("a", "x"), ("a", "x"), ("b", "x"), ("b", "y"))
    assert scores
    assert scores.wrong_merges == pytest.approx(2 / 3)


def test_no_pairs_together_is_no_wrong_merge() -> None:
    scores = scored(("a", "x"), ("a", "y"))
    assert scores
    assert (scores.precision, scores.recall, scores.wrong_merges) == (1.0, 0.5, 0.0)


def test_errors_are_pairs_wrongly_together_and_wrongly_apart() -> None:
    scores = scored(("a", "x"), ("b", "x"), ("a", "y"))
    assert scores
    assert [(p.one.id, p.other.id, p.together) for p in scores.wrong] == [
        ("0", "1", True),
        ("0", "2", False),
    ]


def test_items_without_a_story_are_not_scored() -> None:
    assert scored((None, "x"), (None, "x")) is None
    scores = scored((None, "x"), ("a", "x"))
    assert scores
    assert (scores.items, scores.precision) == (1, 1.0)


def test_items_go_in_by_time_and_the_opener_names_the_story() -> None:
    title = "Volcano erupts near the village of Grindavik again"
    late = labelled({"id": "late", "title": title, "source": "A", "published": 1_700_000_100})
    early = labelled({"id": "early", "title": title, "source": "B", "published": 1_700_000_000})
    found = predict([late, early])
    assert [row.id for row in found] == ["late", "early"]
    assert [row.story for row in found] == ["early", "early"]
    assert [row.role for row in found] == ["same-title", "opener"]


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (1394470501, datetime(2014, 3, 10, 16, 55, 1, tzinfo=UTC)),
        ("2014-03-10T16:55:01Z", datetime(2014, 3, 10, 16, 55, 1, tzinfo=UTC)),
        ("2014-03-10 16:55:01", datetime(2014, 3, 10, 16, 55, 1, tzinfo=UTC)),
        ("Mon, 10 Mar 2014 16:55:01 GMT", datetime(2014, 3, 10, 16, 55, 1, tzinfo=UTC)),
        (1394470501000, datetime(2014, 3, 10, 16, 55, 1, tzinfo=UTC)),
        ("1394470501", datetime(2014, 3, 10, 16, 55, 1, tzinfo=UTC)),
        (None, None),
        ("", None),
    ],
)
def test_times_are_read_as_files_have_them(said: object, read: datetime | None) -> None:
    assert labelled({"id": 1, "title": "x", "published": said}).at == read


@pytest.mark.parametrize("said", ["yesterday", True, 1e30, [1]])
def test_a_time_that_is_none_makes_a_bad_row(said: object) -> None:
    with pytest.raises(RowError, match="published"):
        labelled({"id": 1, "title": "x", "published": said})


def test_a_story_is_kept_back_whole() -> None:
    assert len({is_kept(item(str(n), "one")) for n in range(20)}) == 1
    assert len({is_kept(item("a", str(n))) for n in range(20)}) == 2


def test_rows_without_times_come_in_the_order_of_the_file() -> None:
    title = "Volcano erupts near the village of Samplefield again"
    rows = [labelled({"id": n, "title": title}) for n in range(3)]
    assert [row.story for row in predict(rows)] == ["0", "0", "0"]


def test_a_row_without_a_time_comes_with_the_row_before_it() -> None:
    title = "Volcano erupts near the village of Samplefield again"
    days = (None, "2026-11-24", None, "2026-11-28", None)
    rows = [labelled({"id": n, "title": title, "published": day}) for n, day in enumerate(days)]
    assert [row.story for row in predict(rows)] == ["0", "0", "0", "3", "3"]


def test_a_story_may_be_a_number() -> None:
    assert labelled({"id": 1, "title": "x", "story": 7}).story == "7"
