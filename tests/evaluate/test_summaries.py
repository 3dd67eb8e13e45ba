"""Summaries for topics and their scores, on articles of our own writing."""

from typing import Any

import pytest

from bot.errors import RowError
from bot.evaluate.baselines import lead, sumy_methods
from bot.evaluate.rouge import rouge, rouge1
from bot.evaluate.summaries import (
    Article,
    Faults,
    faults,
    is_kept,
    read_article,
    score,
    summaries,
    weights_of,
)

HARBOUR = (
    "SAMPLEPORT (Reuters) - The town of Sampleport opened its new harbour on Monday after ten "
    "years of work. The mayor cut a ribbon and a band played until noon. Scroll down for video. "
    "Fishermen say that catches of squid have fallen by half since the dredging began. He blamed "
    "the dredgers for it. Three fishing boats were sold in spring for want of a catch. The harbour "
    "bank lent the town 40 million crowns for the walls. Interest on the loan will cost every "
    "household 90 crowns a year, the bank's report says."
)
LEAD = "The town of Sampleport opened its new harbour on Monday after ten years of work."
FISHING = {"words": "fishing, boats, catch,", "phrases": "fishermen's catches, a fishing boat"}
MONEY = {"words": "bank, loan, interest", "phrases": "money lent by a bank"}


def article(**more: Any) -> Article:
    return read_article({"id": "h", "article": HARBOUR, "topics": [FISHING, MONEY], **more})


def test_each_topic_gets_the_sentences_that_speak_of_it_in_reading_order() -> None:
    fishing, money = summaries(article(), most=3, characters=None)
    assert fishing[1:] == (
        "Fishermen say that catches of squid have fallen by half since the dredging began.",
        "Three fishing boats were sold in spring for want of a catch.",
    )
    assert money[1:] == (
        "The harbour bank lent the town 40 million crowns for the walls.",
        "Interest on the loan will cost every household 90 crowns a year, the bank's report says.",
    )
    assert fishing[0] == money[0] == LEAD


def test_a_limit_of_characters_leaves_sentences_out_and_cuts_none() -> None:
    for text in summaries(article(), most=3, characters=90):
        assert len(text) == 1
        assert text[0] in HARBOUR


def test_what_a_person_wrote_is_not_looked_at() -> None:
    told = [{**FISHING, "summary": "Ribbons."}, {**MONEY, "summary": "A band played."}]
    assert summaries(article(topics=told), most=3, characters=None) == summaries(
        article(), most=3, characters=None
    )


def test_first_words_count_most_and_words_of_phrases_less_each() -> None:
    weights = weights_of(["boat", "catch", "squid"], ["a fishing boat", "fresh cod"])
    assert weights["boat"] > weights["catch"] > weights["squid"] > weights["cod"]
    assert weights["boat"] == pytest.approx(1 + 0.5 / 2**0.5)
    assert "a" not in weights


def test_forms_of_a_word_count_as_one() -> None:
    assert list(weights_of(["charges", "charged", "charge"], [])) == ["charges"]


def test_words_may_be_a_list_too_and_phrases_missing() -> None:
    row = {"id": 1, "article": HARBOUR, "topics": [{"words": ["bank", "loan, interest"]}]}
    assert list(read_article(row).topics[0].weights) == ["bank", "loan", "interest"]


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ({"id": 1, "topics": []}, "no `article`"),
        ({"id": 1, "article": "x"}, "no `topics`"),
        ({"id": 1, "article": "x", "topics": ["boat"]}, "no `topics`"),
        ({"id": 1, "article": "x", "topics": [{"words": 5}]}, "`words` that are not text"),
        ({"id": 1, "article": "x", "topics": [{"summary": 5}]}, "`summary` that is not text"),
    ],
)
def test_a_row_that_cannot_be_read_says_why(row: dict[str, Any], error: str) -> None:
    with pytest.raises(RowError, match=error):
        read_article(row)


@pytest.mark.parametrize("text", ["", "Boats", "Boats.", "بدأت السفن. انتهى اليوم.", "…"])
def test_hardly_any_text_makes_a_summary_or_none(text: str) -> None:
    for said in summaries(article(article=text), most=3, characters=None):
        assert all(sentence in text for sentence in said)


def test_rouge_is_worked_out_over_stems() -> None:
    # "the boats sail" and "a boat sailed": boat and sail of three words each
    found = rouge("The boats sail.", "a boat sailed")
    assert found["rouge1"] == pytest.approx(2 / 3)
    assert found["rouge2"] == pytest.approx(1 / 2)
    assert found["rougeL"] == pytest.approx(2 / 3)
    assert rouge1("The boats sail.", "a boat sailed") == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("text", "reference", "expected"),
    [
        ("尖閣で会談。", "尖閣で会談", 1.0),
        ("尖閣諸島で会談。", "尖閣で会談。", 10 / 12),
        ("钓鱼岛", "北京", 0.0),
        ("센카쿠 열도", "센카쿠", 6 / 8),
        ("NATO首脳は24日", "NATO首脳", 6 / 9),
        ("Корабли ушли", "корабли пришли", 1 / 2),
    ],
)
def test_rouge_counts_letters_of_unspaced_scripts_and_words_of_others(
    text: str, reference: str, expected: float
) -> None:
    pytest.importorskip("rouge_score", reason="the extra 'eval' is not installed")
    assert rouge1(text, reference) == pytest.approx(expected)


def test_what_is_asked_for_in_chinese_or_japanese_is_asked_for_whole() -> None:
    assert list(weights_of(["尖閣", "クアッド"], ["海上保安庁 巡視船"])) == [
        "尖閣", "クアッド", "海上保安庁", "巡視船",
    ]  # fmt: skip
    told = {"words": "クアッド", "summary": "クアッド合意。"}
    text = "尖閣諸島で会談が開かれた。夕食は魚だった。クアッドの外相も巡視船の購入で合意した。"
    one = read_article({"id": "j", "article": text, "topics": [told]})
    assert summaries(one, most=1, characters=None) == (
        ("クアッドの外相も巡視船の購入で合意した。",),
    )


def test_focus_is_what_is_nearer_to_the_topic_than_to_the_other() -> None:
    told = [{**FISHING, "summary": "squid catches fell"}, {**MONEY, "summary": "the bank lent"}]
    figures = score([article(topics=told)], [[("squid catches fell",), ("squid catches fell",)]])
    assert figures
    assert figures.scored == 2
    assert figures.rouge["rouge1"] == pytest.approx(0.5)  # 1 and 0
    assert figures.focus == pytest.approx(0)  # 1 and -1


def test_without_any_summary_nothing_is_scored() -> None:
    assert score([article()], [summaries(article(), most=3, characters=None)]) is None


def test_faults_are_counted_and_ours_has_none() -> None:
    dangling = "He blamed the dredgers for it."
    page = "Scroll down for video."
    cut = "Fishermen say that catches of squid."
    mark = f"SAMPLEPORT (Reuters) - {LEAD}"
    assert faults([article()], [[(dangling, page), (cut, mark)]]) == Faults(
        sentences=4, dangling=1, cut=1, boilerplate=2
    )
    ours = faults([article()], [summaries(article(), most=9, characters=None)])
    assert (ours.dangling, ours.cut, ours.boilerplate) == (0, 0, 0)
    assert ours.sentences > 6


def test_baselines_take_whole_sentences_of_the_text() -> None:
    assert lead(HARBOUR, 2)[1] == "The mayor cut a ribbon and a band played until noon."
    methods = sumy_methods()
    assert {"LexRank", "TextRank"} <= set(methods)
    for name in ("LexRank", "TextRank"):
        said = methods[name](HARBOUR, 2)
        assert len(said) == 2
        assert all(sentence in HARBOUR for sentence in said)
        assert methods[name]("", 2) == ()


def test_about_half_of_the_rows_are_kept_back() -> None:
    assert 35 < sum(is_kept(f"row {n}") for n in range(100)) < 65
