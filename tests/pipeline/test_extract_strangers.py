"""Lines that are known as none of an article's by how little they have to do with the others."""

import pytest

from bot.pipeline.extract import extract
from bot.pipeline.extract.strangers import strangers

REPORT = [
    "The ferry between Brackwater and Lune will stop for three weeks from Monday, its owner said.",
    "Divers found cracks in both propellers of the ferry when it was in the dock at Brackwater.",
    "A replacement from Carle carries eighty people and no cars, which worries farmers on Lune.",
    "The owner expects the ferry back in service before the islands' cattle market in December.",
]
TITLE = "Lune ferry stops for three weeks"


def kept(line: str, place: int) -> bool:
    lines = [*REPORT[:place], line, *REPORT[place:]]
    return place not in strangers(lines, title=TITLE)


@pytest.mark.parametrize(
    "line",
    [
        "Fancy a tote bag? Yours for £9.",
        "→ Our crossword, every day at noon",
        "We read every letter. Write to desk@brackwater.example.",
        "Tell us how you like this voice!",
        "Monthly plan: $4 per month, no strings",
        "Licensing terms for this article",
        "----------",
    ],
)
@pytest.mark.parametrize("place", [2, 4])
def test_a_line_that_speaks_of_nothing_else_and_to_the_reader_goes(line: str, place: int) -> None:
    assert not kept(line, place)


@pytest.mark.parametrize(
    "line",
    [
        "Tickets stay at £9.",
        "Nobody was hurt.",
        "“We will not let you down,” said Ada Holm.",
        "Farmers on Lune have until Friday to book a place for their cattle, at £40 a week.",
        "Hay by helicopter",
        "“A calf does not read articles,” said her brother.",
    ],
)
def test_a_short_sentence_of_the_report_stays(line: str) -> None:
    assert kept(line, 2)


def test_a_report_that_speaks_to_its_reader_keeps_what_does() -> None:
    advice = [
        "You will need a passport for the ferry to Carle from January, even for a day.",
        "Your old card is enough until then, and you can renew it at the office in Brackwater.",
        "If you have a dog, you should ask the office about its papers before you leave Lune.",
        "You may bring two bags each, and your bicycle travels free on the ferry outside July.",
        "Check your booking twice!",
    ]
    assert not strangers(advice, title="What you need for the ferry")


def test_a_list_of_prices_is_no_report_with_strangers_in_it() -> None:
    lines = ["Adults: $12", "Children: $6", "Tue – Sat 4PM", "Inquiry", "www.theatre.example"] * 3
    assert not strangers([*REPORT[:1], *lines], title="The palace")


def box(inside: str) -> list[str]:
    told = "".join(f'<p class="t">{line}</p>' for line in REPORT[2:])
    first = "".join(f'<p class="t">{line}</p>' for line in REPORT[:2])
    page = f"<html><body><h1>{TITLE}</h1><div>{first}<div>{inside}</div>{told}</div></body></html>"
    return extract(page.encode()).text.split("\n")


@pytest.mark.parametrize(
    "inside",
    [
        "<p>Should the ferry be free for islanders?</p><p>Yes 61%</p><p>No 39%</p>",
        "<p>The ferry letter: what happens on Lune and in Brackwater, twice a week.</p><input>",
        '<p>All about the ferry and its history since 1911.</p><a href="/x">More on this</a>',
        "<p>Hear the story</p><p>A woman's voice</p>",
    ],
)
def test_a_box_of_questions_fields_links_or_labels_goes(inside: str) -> None:
    assert box(inside) == REPORT


def test_a_box_with_a_sentence_of_the_report_stays() -> None:
    fact = "The ferry was built in 1987 and has carried four million people since."
    assert box(f"<p>{fact}</p>") == [*REPORT[:2], fact, *REPORT[2:]]


@pytest.mark.parametrize(
    ("below", "partial"),
    [
        (["Kommentare (3)", "Möchten Sie weiterlesen?"], False),
        (["Möchten Sie weiterlesen?", "Kommentare (3)"], True),
        (["この記事は会員限定です。登録すると続きをお読みいただけます。", "残り0文字"], False),
        (["この記事は会員限定です。登録すると続きをお読みいただけます。", "残り812文字"], True),
        (["이 기사는 프리미엄 구독자를 위한 콘텐츠입니다.", "남은 분량 1,204자"], True),
    ],
)
def test_what_keeps_the_rest_stands_right_below_and_says_how_much(
    below: list[str], partial: bool
) -> None:
    saved = "\n\n".join([TITLE, *REPORT[:2], *below])
    assert extract(saved.encode()).partial is partial
    page = "".join(f"<p>{line}</p>" for line in (*REPORT[:2], *below))
    whole = f"<html><body><article><h1>{TITLE}</h1>{page}</article></body></html>"
    assert extract(whole.encode()).partial is partial


def test_a_row_of_buttons_above_an_article_is_none_of_it() -> None:
    told = "".join(f"<p>{line}</p>" for line in REPORT)
    tools = "<ul><li>Keep for later</li><li>Larger type</li></ul>"
    page = f"<html><body><article><h1>{TITLE}</h1>{tools}{told}</article></body></html>"
    assert extract(page.encode()).text.split("\n") == REPORT


def test_a_title_above_a_trail_of_links_is_not_joined_with_it() -> None:
    above = (
        "Skip to content\nThe bridge of Brackwater shut for three nights\nHome | Coast and islands"
    )
    saved = above + "\n\n" + "\n\n".join(REPORT)
    assert extract(saved.encode()).title == "The bridge of Brackwater shut for three nights"


def test_a_row_of_links_above_a_title_that_has_one_word_of_the_report_is_none() -> None:
    report = [
        "サンハウンの織物工場が23日、織機を止め、織工1900人が自宅で待機した。糸が足りないという。",
        "羊毛の値段は春の二倍になっている。北の島々で羊が病気になり、出荷は四割減った。",
    ]
    saved = "\n\n".join(
        ["ログイン　会員登録　紙面ビューアー", "羊毛の不足、町を止める　労使が協議", *report]
    )
    assert extract(saved.encode()).title.startswith("羊毛の不足")
