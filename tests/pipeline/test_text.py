"""Folding and its way back, words, cutting, scripts."""

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from bot.pipeline.text import cut, fold, folded_text, script_language, words

ODD = st.text(
    st.one_of(
        st.sampled_from("aÉéß -–’“”\u0301\u3099\u200b\u00ad\u202e\n 釣台臺か가ᄀ각ﾞｶﾁ㍿½ﬁĐđİıＡ2+"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rare-Earth", "rare earth"),
        ("China’s", "china's"),
        ("２＋２", "2+2"),
        ("釣魚臺", "钓鱼台"),
        ("海警法", "海警法"),
        ("ｶﾞﾘｳﾑ", "ガリウム"),
        ("Điếu Ngư", "dieu ngu"),
        ("Île", "ile"),
        ("cafe\u0301", "CAFÉ"),
        ("각", "각"),
        ("co\u00adoperate", "cooperate"),
        ("two\n plus", "two plus"),
        ("ёлка", "елка"),
        ("जहाज़", "जहाज"),
        ("\u095b", "ज"),
        ("पहुँचा", "पहुंचा"),
    ],
)
def test_what_readers_take_for_the_same_folds_to_the_same(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(("one", "other"), [("2+2", "2 2"), ("か", "が"), ("й", "я"), ("台", "海")])
def test_what_differs_stays_apart(one: str, other: str) -> None:
    assert fold(one).text != fold(other).text


@given(ODD | st.text())
@example("a \x1f\x1cb")
@example("0\x1e0")
@example("é  à\u2003 b\u0301…")
def test_a_text_folds_to_the_same_without_the_way_back(text: str) -> None:
    assert folded_text(text) == fold(text).text


@given(ODD, st.data())
def test_a_folded_span_leads_back_to_characters_that_fold_to_it(
    text: str, data: st.DataObject
) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.span(start, end)
    assert 0 <= first <= last <= len(text)
    assert folded.text[start:end].strip() in fold(text[first:last]).text


@given(ODD)
def test_a_name_is_found_in_a_text_that_holds_it(name: str) -> None:
    assert fold(name.strip()).text.strip() in fold(f"x {name.strip()} x").text


@pytest.mark.parametrize("text", ["\ud800", "a\ud800\u0301b", "\udfff\ufe0f", "\u1160\ud800 foo"])
def test_half_a_character_folds_to_one_that_can_be_written(text: str) -> None:
    assert "\ufffd" in fold(text).text.encode().decode()


def test_words_drop_possessives_and_pair_the_letters_of_unspaced_scripts() -> None:
    assert words("Japan's rare-earth plan") == ("japan", "rare", "earth", "plan")
    assert words("NATO首脳が21か国") == ("nato", "首脳", "脳が", "21", "か国")
    assert words("尖閣諸島で") == ("尖阁", "阁诸", "诸岛", "岛で")
    assert words("중국 해경, 진입") == ("중국", "해경", "진입")


@given(ODD, st.integers(0, 40))
def test_cutting_keeps_to_the_limit_and_to_whole_graphemes(text: str, limit: int) -> None:
    short = cut(text, limit)
    assert len(short) <= max(limit, 0)
    if short != text and short:
        kept = short.removesuffix("…")
        assert text.startswith(kept)
        assert regex.findall(r"\X", text)[: len(regex.findall(r"\X", kept))] == regex.findall(
            r"\X", kept
        )


def test_cutting_prefers_the_space_between_words() -> None:
    assert cut("Talks on rare earths resume", 16) == "Talks on rare…"
    assert cut("short", 16) == "short"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("尖閣諸島の沖で確認", "ja"),
        ("中国海警局发布公告", "zh"),
        ("중국 해경이 진입했다", "ko"),
        ("北, 미사일 발사", "ko"),
        ("Talks in 北京 and 東京 resume today", None),
        ("Переговоры", None),
        ("", None),
    ],
)
def test_the_script_tells_the_language(text: str, language: str | None) -> None:
    assert script_language(text) == language
