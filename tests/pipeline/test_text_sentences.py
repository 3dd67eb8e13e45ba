"""Whole sentences in five languages; nothing is lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pipeline.text import sentences


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Mr. Ito met Gen. Park at 5 p.m. on Monday.", "He left for the U.S. Navy base."]),
        ("en", ["Talks in the U.S. ended.", "“Why now?” she asked.", "No. 5 rose 3.5% on Jan. 3."]),
        ("en", ["It began (see p. 3. of it) there.", "1. Prices rose."]),
        ("ja", ["「断固抗議する。」と述べた。", "次の会談は来月だ。", "本当か？"]),
        ("ja", ["外相は「遺憾だ。強く求める」との談話を出した。", "船は去った。"]),
        ("zh-Hans", ["他说：“我们反对。这是错误的。”", "会议随后结束。", "真的吗？"]),
        ("zh-Hant", ["海警船駛入海域！", "「我們抗議。」外長說。"]),
        ("ko", ['"받아들일 수 없다."고 말했다.', "회담은 다음 달 열린다."]),
        ("xx", ["One is here.", "Two is there."]),
        (None, ["One is here.", "Two is there."]),
    ],
)
def test_sentences_are_whole(language: str | None, expected: list[str]) -> None:
    joint = " " if language in ("en", "ko", "xx", None) else ""
    assert list(sentences(joint.join(expected), language)) == expected


def test_a_line_break_ends_a_sentence() -> None:
    assert sentences("A heading\nThe text begins.", "en") == ("A heading", "The text begins.")


@given(
    st.text(st.sampled_from("aB .!?。！？「」“”\"'()…\n와고とA1"), max_size=80),
    st.sampled_from(["en", "ja", "zh", "ko"]),
)
def test_nothing_but_white_space_is_left_out(text: str, language: str) -> None:
    parts = sentences(text, language)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(part == part.strip() and part in text for part in parts)


@pytest.mark.parametrize(
    "text", ["a " * 90_000, "あ" * 90_000, "x. y. " * 40_000, "(a. B " * 40_000]
)
def test_text_without_an_end_is_read_to_its_end(text: str) -> None:
    assert "".join(sentences(text, "en")).count("a") == text.count("a")


TRICKY = (Path(__file__).parent.parent / "data" / "sentences.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("block", TRICKY.removeprefix("@").split("\n@"), ids=lambda b: b[:2])
def test_stops_that_end_no_sentence_and_ends_without_a_space(block: str) -> None:
    """In tests/data/sentences.txt, | stands between the sentences of a line."""
    language, *lines = block.strip().split("\n")
    for line in lines:
        expected = [sentence.strip() for sentence in line.split("|")]
        assert list(sentences(line.replace("|", ""), language)) == expected
