"""What is unseen, piled up or turned round does not reach a post; what people write does."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pipeline.text import plain
from bot.pipeline.text.safe import LONGEST_LINK, MOST_MARKS, safe, safe_link

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\u202e\u2066\u200b\u200d\ufe0f\u0301\u0489\x00\x1b\xad\U000e0041 a尖क"),
    )
)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Sen\u200bka\u00adku", "Senkaku"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("a\u2066b\u2069c\u061cd\u200ee", "abcde"),
        ("bell\x07 esc\x1b[31m c1\x9b", "bell esc[31m c1"),
        ("tag\U000e0041\U000e0042s", "tags"),
        ("half\ud800 a pair", "half a pair"),
        ("\u3164\u2800\u115f", ""),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("x\u200d\u200dy", "xy"),
        ("cafe\u0301", "café"),
    ],
)
def test_what_no_eye_sees_goes(text: str, seen: str) -> None:
    assert safe(text) == seen


@pytest.mark.parametrize(
    "text",
    [
        "می‌خواهم",
        "क्‍ष",
        "👨‍👩‍👧 meet ❤️",
        "Tổng Bí thư Việt Nam",
        "เกี้ยว กู้",
        "བསྒྲུབས",
        "尖閣諸島",
        "שָׁלוֹם",
        "<@U012> 1 < 2 & *bold*",
    ],
)
def test_what_people_write_stays(text: str) -> None:
    assert safe(text) == unicodedata.normalize("NFC", text)


def test_marks_piled_on_one_letter_are_cut_to_three() -> None:
    piled = safe("z" + "\u0351\u0310\u034b\u0311\u0321" * 20)
    assert piled[0] == "z"
    assert len(piled) == 1 + MOST_MARKS


@given(HOSTILE)
def test_a_safe_text_is_safe_already(text: str) -> None:
    assert safe(safe(text)) == safe(text)


@given(HOSTILE)
def test_a_safe_text_holds_no_control_and_turns_no_direction(text: str) -> None:
    left = {c for c in safe(text) if unicodedata.category(c) in ("Cc", "Cf", "Cs")}
    assert left <= {"\n", "\t", "\u200c", "\u200d"}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://news.example/a?q=1#top", "https://news.example/a?q=1#top"),
        ("HTTP://News.Example:8080/A", "http://news.example:8080/A"),
        ("http://[2001:db8::1]:80/a", "http://[2001:db8::1]:80/a"),
        ("https://日本語.jp/ニュース", "https://日本語.jp/ニュース"),
        ("https://news日本.example/", "https://news日本.example/"),
        ("https://пример.рф/", "https://пример.рф/"),
        ("https://аррӏе.com/", "https://xn--80ak6aa92e.com/"),
        ("https://pаypal.example/", "https://xn--pypal-4ve.example/"),
        ("https://news.example/a b<c>|d", "https://news.example/a%20b%3Cc%3E%7Cd"),
        ("https://news.exam\u200bple/a\u202eb", "https://news.example/ab"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("ftp://news.example/", None),
        ("https://bank.example@evil.example/", None),
        ("https://user:secret@news.example/", None),
        ("https://", None),
        ("https://news.example:99999/", None),
        ("https://news.example/" + "a" * LONGEST_LINK, None),
        ("", None),
        (None, None),
    ],
)
def test_only_an_address_that_says_where_it_leads_may_be_a_link(
    address: str | None, expected: str | None
) -> None:
    assert safe_link(address) == expected


@given(st.text().map(lambda rest: f"https://news.example/{rest}"))
def test_a_safe_link_is_safe_already_and_cannot_end_early(address: str) -> None:
    link = safe_link(address)
    assert link == safe_link(link)
    assert link is None or not set(link) & set('<>|"`\\ ^{}\n')


@pytest.mark.parametrize("word", ["👨‍👩‍👧‍👦", "🏳️‍🌈", "می‌خواهم", "क्‍ष"])
def test_what_is_one_sign_or_word_is_one_in_a_sentence_of_ours(word: str) -> None:
    assert plain(f"Told of\n{word} \x00today") == f"Told of {word} today"
