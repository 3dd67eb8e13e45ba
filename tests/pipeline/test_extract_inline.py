"""What stands amid a paragraph and is none of it goes; a paragraph of its own kind stays whole."""

import pytest

from bot.pipeline.extract import extract
from bot.pipeline.text.inline import without_inline

FIRST = "The port of Kelso was closed on Tuesday after divers found shells."
THEN = "Ferries ran as normal, the harbour authority said, with captains keeping to the north."
LAST = "The work will go on in January once the navy has lifted the shells."


@pytest.mark.parametrize(
    "junk",
    [
        "Share this article Facebook X WhatsApp",
        "Read more: Who pays when a harbour closes?",
        "Click here to follow us on WhatsApp.",
        "Sign up for our morning newsletter.",
        "Photo: Ines Duarte/Northlight",
        "(Photo by Ines Duarte/AFP)",
        "[Image: divers off Kelso]",
        "{{ad.slot}}",
    ],
)
@pytest.mark.parametrize("form", ["plain", "html"])
def test_what_is_none_of_a_paragraph_goes_and_its_sentences_stay(junk: str, form: str) -> None:
    told = f"{FIRST} {junk} {THEN}"
    if form == "plain":
        body = f"Port of Kelso closed\n\n{told}\n\n{LAST}"
    else:
        body = f"<article><h1>Port of Kelso closed</h1><p>{told}</p><p>{LAST}</p></article>"
    text = extract(body.encode(), content_type=f"text/{form}").text
    assert junk not in text
    for sentence in (FIRST, THEN, LAST):
        assert sentence in text


@pytest.mark.parametrize(
    ("first", "junk", "then"),
    [
        (
            "Der Hafen von Kelso ist am Dienstag gesperrt worden.",
            "Lesen Sie auch: Wer zahlt, wenn ein Hafen schließt?",
            "Die Fähren fuhren nach Angaben der Behörde wie gewohnt.",
        ),
        (
            "Der Hafen von Kelso ist am Dienstag gesperrt worden.",
            "Hier geht es zum Newsletter.",
            "Die Fähren fuhren nach Angaben der Behörde wie gewohnt.",
        ),
        (
            "켈소항이 포탄 발견으로 화요일 폐쇄됐다고 당국이 밝혔다.",
            "(사진제공=켈소항만공사)",
            "해군이 포탄을 인양한 뒤 1월에 공사가 재개된다.",
        ),
        (
            "凯尔索港周二因潜水员发现炮弹而关闭。",
            "点击关注我们的公众号。",
            "海军打捞炮弹后，工程将于一月恢复。",
        ),
    ],
)
def test_so_it_is_in_other_languages(first: str, junk: str, then: str) -> None:
    found = without_inline(f"{first} {junk} {then}")
    assert junk not in found
    assert first in found
    assert then in found


@pytest.mark.parametrize(
    "line",
    [
        "A crane barge at the mouth of the port. Photo: Ines Duarte/Northlight",  # a caption
        "Get the stories that matter. Straight to your inbox. Sign up for our newsletter.",
        f'{FIRST} "Read more," the captain told his crew, "and shout less." {LAST}',
        f"{FIRST} She shared the picture on Facebook and WhatsApp, police said. {LAST}",
        f"{FIRST} (AFP) {LAST}",
        "Short.",
        "",
    ],
)
def test_what_is_one_thing_stays_as_it_is(line: str) -> None:
    assert without_inline(line) == line
