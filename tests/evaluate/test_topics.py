"""Scoring of topics, against figures worked out by hand."""

from typing import Any

import pytest

from bot.errors import RowError
from bot.evaluate.topics import (
    TOPICS,
    Counts,
    LabelledItem,
    Prediction,
    Rates,
    Scores,
    index_of,
    labelled,
    predict,
    score,
)
from bot.model import Match, Salience
from bot.pipeline.match import Index
from tests.shipped import shipped


@pytest.fixture(scope="module")
def index() -> Index:
    return index_of(shipped().topics.values())


def item(id_: str, topics: list[str] | None, unsure: tuple[str, ...] = (), lang: str = "en") -> Any:
    return labelled(
        {"id": id_, "title": id_, "lang": lang, "topics": topics, "unsure": list(unsure)}
    )


def said(row: LabelledItem, *topics: str) -> Prediction:
    found = Match(query="", score=1.0, salience=Salience.MAIN, evidence=())
    return Prediction(id=row.id, topics=dict.fromkeys(topics, found))


def scored(*rows: tuple[LabelledItem, tuple[str, ...]]) -> Scores | None:
    return score([row for row, _ in rows], [said(row, *topics) for row, topics in rows])


@pytest.fixture
def scores() -> Scores:
    found = scored(
        (item("a", ["quad", "senkaku"]), ("quad",)),  # quad right, senkaku missed
        (item("b", ["quad"], lang="ja"), ("quad", "hong-kong")),  # right, wrong
        (item("c", [], ("quad",), lang="ja"), ("quad",)),  # unsure: not scored
        (item("d", ["batteries"], ("batteries",)), ()),  # unsure: not scored
        (item("e", ["senkaku"]), ("senkaku", "quad")),  # right, wrong
        (item("f", None, lang="ko"), ("quad",)),  # no truth: not scored
    )
    assert found
    return found


def test_pairs_are_counted_over_all_items(scores: Scores) -> None:
    assert scores.micro == Counts(tp=3, fp=2, fn=1)
    assert scores.micro.rates == Rates(precision=0.6, recall=0.75, f1=2 / 3)


def test_each_topic_has_its_own_counts(scores: Scores) -> None:
    assert list(scores.topics) == list(TOPICS)
    met = {topic: counts for topic, counts in scores.topics.items() if counts.rates}
    assert met == {
        "quad": Counts(tp=2, fp=1, fn=0),
        "senkaku": Counts(tp=1, fp=0, fn=1),
        "hong-kong": Counts(tp=0, fp=1, fn=0),
    }
    assert met["hong-kong"].rates == Rates(precision=0, recall=0, f1=0)


def test_macro_is_the_mean_over_topics_that_occur(scores: Scores) -> None:
    assert scores.macro
    assert scores.macro.precision == pytest.approx((2 / 3 + 1 + 0) / 3)
    assert scores.macro.recall == pytest.approx((1 + 1 / 2 + 0) / 3)
    assert scores.macro.f1 == pytest.approx((0.8 + 2 / 3 + 0) / 3)


def test_each_language_has_its_own_counts_and_items(scores: Scores) -> None:
    assert scores.items == {"en": 3, "ja": 2}
    assert scores.languages == {"en": Counts(tp=2, fp=1, fn=1), "ja": Counts(tp=1, fp=1, fn=0)}


def test_wrong_pairs_are_told_by_topic(scores: Scores) -> None:
    wrong = [(pair.topic, pair.item.id, pair.true) for pair in scores.wrong]
    assert wrong == [("quad", "e", False), ("senkaku", "a", True), ("hong-kong", "b", False)]


def test_labels_of_other_topics_are_named_and_not_scored() -> None:
    found = scored((item("a", ["quad", "asean"]), ("quad",)))
    assert found
    assert found.micro == Counts(tp=1, fp=0, fn=0)
    assert found.other_labels == ("asean",)


def test_without_any_truth_there_is_no_score_and_with_no_pair_no_rate() -> None:
    assert scored((item("a", None), ("quad",))) is None
    assert scored() is None
    empty = scored((item("a", []), ()))
    assert empty
    assert (empty.micro.rates, empty.macro) == (None, None)


def test_a_row_without_title_and_summary_is_refused() -> None:
    assert labelled({"id": "a", "summary": "x"}).document.title == ""
    assert labelled({"id": "a", "title": "x"}).language == "not told"
    with pytest.raises(RowError, match="neither"):
        labelled({"id": "a", "title": None})


def test_the_answer_is_that_of_the_bot_with_its_evidence(index: Index) -> None:
    row = {"id": "a", "title": "Patrol ships near the Senkaku Islands", "summary": ""}
    found = predict(index, labelled(row))
    assert list(found.topics) == ["senkaku"]
    assert found.topics["senkaku"].evidence[0].field == "title"


def test_only_the_twelve_are_ever_said_children_counting_for_them(index: Index) -> None:
    law = {"id": "a", "title": "China's Coast Guard Law worries ASEAN", "summary": ""}
    assert set(predict(index, labelled(law)).topics) <= set(TOPICS)
    assert "china-coast-guard" in predict(index, labelled(law)).topics


def test_the_answer_does_not_look_at_labels_language_or_id(index: Index) -> None:
    text = {"title": "Ferry timetable changes", "summary": "From December.", "source": "Post"}
    bare = labelled({"id": "1", **text})
    full = labelled(
        {"id": "quad", **text, "lang": "zh-Hans", "topics": ["quad"], "unsure": ["senkaku"],
         "url": "http://harbour.example/senkaku", "origin": "hong-kong"}
    )  # fmt: skip
    assert bare.document == full.document
    assert predict(index, full).topics == {}
