"""A correction is told with the figure that is right, however its outlet words it."""

import pytest

from bot.pipeline.novelty import CORRECTION, novelty
from bot.pipeline.novelty_corrections import correction
from tests.pipeline.test_novelty import report

FIRST = {
    "en": (
        "Three fishermen found off the Senkaku Islands",
        "Three fishermen were found off the Senkaku Islands on Monday, the coast guard said.",
    ),
    "ja": (
        "尖閣諸島沖で漁船員3人発見",
        "尖閣諸島の沖で漁船員3人が見つかったと海上保安庁が発表した。",
    ),
    "zh": ("钓鱼岛附近三名渔民获救", "海警称三名渔民星期一在钓鱼岛附近海域获救。"),
    "ko": (
        "센카쿠 열도 인근 어민 3명 구조",
        "해경은 월요일 센카쿠 열도 해상에서 어민 3명을 구조했다.",
    ),
}
FOUND = "Fishermen found off the Senkaku Islands"
REPORTED = "We reported that three fishermen were found off the islands."
MISSTATED = "An earlier version of this story misstated the number of fishermen."
SEARCHED = "The coast guard searched all night."
BOATS, RESCUED, SAVED = "尖閣諸島沖で漁船員発見", "钓鱼岛附近渔民获救", "센카쿠 인근 어민 구조"


@pytest.mark.parametrize(
    ("title", "text", "right"),
    [
        (FOUND, "Correction: Two were found, not three.", "Two were found, not three."),
        (f"Correction: {FOUND}", "Two were found, not three.", "Two were found, not three."),
        (f"Correction: {FOUND}", f"{SEARCHED} Two were found, not three.", "Two were found"),
        (f"Correction: {FOUND}", f"{REPORTED} It was two. {SEARCHED}", "It was two."),
        (FOUND, f"Correction, Nov. 24: Two were found, not three. {SEARCHED}", "Two were found"),
        (FOUND, f"Correction 24 November: Two were found. {SEARCHED}", "Two were found"),
        (f"Correction: {FOUND}", f"{REPORTED} Two were found.", "Two were found."),
        (FOUND, "Correction: Three were not found, as we reported. Two were found.", "Two were"),
        (FOUND, f"Correction: {MISSTATED} It was two. {SEARCHED}", "It was two."),
        (FOUND, f"Correction (Nov 24): {MISSTATED} Two were found.", "Two were found."),
        (FOUND, f"Two were found. {SEARCHED} Editor’s note: {MISSTATED}", "Two were found."),
        (
            FOUND,
            f"{SEARCHED} This version CORRECTS the number to two, not three.",
            "two, not three",
        ),
        (FOUND, "(This November 24 story has been corrected to say two, not three.)", "say two"),
        (FOUND, f"{SEARCHED} This article was updated to correct the number. It is 2.", "It is 2."),
        ("REFILE-Fixes number in headline: two found", SEARCHED, "two found"),
        ("Correction", "An earlier version said the boy was 19. He is 29.", "He is 29."),
        (
            "Fishermen found, killing two",
            f"Boats met off the Senkaku Islands. It killed two people, they said. {MISSTATED}",
            "It killed two people",
        ),
        ("Correction to fishermen story", "Two were found, not three.", "Two were found"),
    ],
)
def test_a_correction_says_what_is_right(title: str, text: str, right: str) -> None:
    says_right("en", title, text, right)


@pytest.mark.parametrize(
    ("language", "title", "text", "right"),
    [
        ("ja", BOATS, "【訂正】見つかったのは3人ではなく2人でした。", "2人でした"),
        ("ja", f"【訂正】{BOATS}", "先に3人としましたが、誤りでした。2人でした。", "2人でした"),
        ("ja", BOATS, "「3人」とあるのは「2人」の誤りでした。訂正します。", "「2人」の誤り"),
        (
            "ja",
            BOATS,
            "人数に誤りがありました。正しくは2人です。お詫びして訂正します。",
            "2人です。",
        ),
        ("zh", RESCUED, "更正：此前报道称三人获救，有误。实际获救两人。", "实际获救两人。"),
        ("zh", RESCUED, "本文先前误植为三人，特此更正。获救的是两人。", "获救的是两人。"),
        ("zh", f"更正：{RESCUED}", "应为两人。", "应为两人。"),
        ("ko", SAVED, "정정: 3명은 잘못된 숫자입니다. 2명입니다.", "2명입니다."),
        ("ko", SAVED, "어민은 2명이다. 3명은 잘못이어서 바로잡습니다.", "2명이다."),
        ("ko", SAVED, "바로잡습니다: 3명이 아니라 2명입니다.", "2명입니다."),
    ],
)
def test_a_correction_says_what_is_right_in_other_languages(
    language: str, title: str, text: str, right: str
) -> None:
    says_right(language, title, text, right)


def says_right(language: str, title: str, text: str, right: str) -> None:
    new = report(title, text, language=language)
    found = novelty([report(*FIRST[language], "harbour", language=language)], new)
    assert found.kind == CORRECTION
    assert right in " ".join(sentence.text for sentence in found.sentences)
    assert right in (correction(new.told) or "")


def test_what_says_both_figures_is_told_alone() -> None:
    text = f"Correction: Two were found, not three as we reported. {SEARCHED}"
    new = report(FOUND, text)
    assert correction(new.told) == "Correction: Two were found, not three as we reported."


@pytest.mark.parametrize(
    "text",
    [
        "首相は記者会見で「発言を訂正します」と述べた。",
        "장관은 “발언을 바로잡습니다”라고 말했다.",
        "外交部发言人要求该媒体更正报道。",
        "The original version of this bill had five articles.",
        "Correction to 4,000 looms for gold: traders fret.",
        "Correction to the downside: gold falls below 4,000.",
        "This version corrects three flaws in the coast guard’s software.",
        "We reported the boat to the coast guard, a fisherman said.",
    ],
)
def test_what_others_correct_is_no_correction(text: str) -> None:
    assert correction(report("Fishing talks go on", text).told) is None
