"""What stands in boxes amid an article, and what only looks as if it did."""

import json

import pytest

from bot.pipeline.extract import extract

TITLE = "Lune ferry stops for three weeks"
TOLD = [
    "The ferry between Brackwater and Lune will stop for three weeks from Monday, its owner said.",
    "Divers found cracks in both propellers of the ferry when it was in the dock at Brackwater.",
    "A replacement from Carle carries eighty people and no cars, which worries farmers on Lune.",
    "The owner expects the ferry back in service before the islands' cattle market in December.",
    "The council of Lune asked for a second boat on Tuesday and got no answer until the evening.",
    "Hay for the winter has been stored on the pier at Brackwater since the first storm.",
]


def read(body: str) -> list[str]:
    page = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{body}</body></html>"
    return extract(page.encode()).text.split("\n")


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def test_what_a_picture_in_a_box_shows_goes_though_it_is_a_sentence() -> None:
    shown = "<p>The ferry lies in the dock on Friday.</p>"
    box = f'<div class="pic"><div><img src="a.jpg"></div>{shown}</div>'
    other = box.replace("lies in the dock", "left the pier")
    parts = [paragraphs(TOLD[n : n + 2]) for n in (0, 2, 4)]
    assert read(f"<article>{parts[0]}{box}{parts[1]}{other}{parts[2]}</article>") == TOLD


def test_a_report_that_has_a_picture_beside_each_paragraph_keeps_them() -> None:
    steps = "".join(f'<div class="s"><img src="a.jpg"><p>{line}</p></div>' for line in TOLD)
    assert read(f"<article>{steps}</article>") == TOLD


def test_a_list_of_which_each_item_is_a_link_goes() -> None:
    links = (
        '<ul><li>Harbour: <a href="/1">Why the pier at Carle is being raised again</a></li>'
        '<li>Cattle: <a href="/2">What a winter without a market costs – and whom!</a></li></ul>'
    )
    assert read(f"<article>{paragraphs(TOLD[:3])}{links}{paragraphs(TOLD[3:])}</article>") == TOLD


def test_a_list_of_what_is_told_stays_with_its_links() -> None:
    items = [
        "The ferry sails again on 21 December, said the owner.",
        "Cars go by way of Carle.",
    ]
    links = f'<ul><li>{items[0][:22]}<a href="/1">{items[0][22:]}</a></li><li>{items[1]}</li></ul>'
    page = f"<article>{paragraphs(TOLD[:3])}{links}{paragraphs(TOLD[3:])}</article>"
    assert read(page) == [*TOLD[:3], *items, *TOLD[3:]]


@pytest.mark.parametrize(
    "wrap", ['<div class="part"><div class="x">{}</div></div>', "<div>{}</div>"]
)
def test_heads_that_stand_in_elements_of_their_own_stay(wrap: str) -> None:
    heads = ["Cracks in both propellers", "Hay waits on the pier"]
    note = '<div class="visually-hidden">Article content</div>'
    parts = [heads[0], *TOLD[:3], heads[1], *TOLD[3:]]
    told = "".join(
        wrap.format(note + (f"<h3>{part}</h3>" if part in heads else f"<p>{part}</p>"))
        for part in [TOLD[0], *parts[:1], *parts[2:]]
    )
    assert read(f"<article>{told}</article>") == [TOLD[0], *parts[:1], *parts[2:]]


def test_parts_of_an_article_are_read_whatever_their_elements_are_called() -> None:
    parts = "".join(
        f'<div class="sidebar-grid"><div class="sidebar">{paragraphs(TOLD[n : n + 3])}</div></div>'
        for n in (0, 3)
    )
    assert read(f"<main>{parts}</main>") == TOLD


def test_a_paragraph_in_an_element_of_its_own_stays_without_its_full_stop() -> None:
    long = " ".join(line[:-1] + "," for line in TOLD[:3]).rstrip(",") + " –"
    boxed = f'<div class="first"><p class="y">{long}</p></div>'
    page = f"<article>{paragraphs(TOLD[3:5])}{boxed}{paragraphs(TOLD[5:])}</article>"
    assert read(page) == [*TOLD[3:5], long, *TOLD[5:]]


def test_what_stands_below_an_article_in_a_box_goes_unless_it_has_its_words() -> None:
    told = f'<div class="text">{paragraphs(TOLD)}</div>'
    box = '<div class="who"><h3>In the workshop</h3><p>{}</p></div>'
    about = (
        "Lena Vik studied physics in Tromsø and plays the organ of a village church at Christmas."
    )
    last = (
        "Both propellers were made in Carle nineteen years ago, and the ferry had none to spare; "
        "the owner has ordered two, which divers will fit in the dock at Brackwater by Advent."
    )
    assert read(f"<article>{told}{box.format(about)}</article>") == TOLD
    assert read(f"<article>{told}{box.format(last)}</article>")[-1] == last


def test_a_picture_of_several_owners_does_not_end_an_article() -> None:
    figure = "<figure><img src='a.jpg'><figcaption><p>© chart.example I Courier/Ann Lee</p>"
    parts = [paragraphs(TOLD[:3]), f"{figure}</figcaption></figure>", paragraphs(TOLD[3:5])]
    head = "<h3>Hay waits on the pier</h3>"
    body = f"<article>{''.join(parts)}{head}{paragraphs(TOLD[5:])}</article>"
    assert read(body) == [*TOLD[:5], "Hay waits on the pier", *TOLD[5:]]


def test_a_page_that_a_browser_puts_together_gives_what_it_tells_machines() -> None:
    data = json.dumps({"@type": "NewsArticle", "articleBody": "\n".join(TOLD)})
    script = f'<script type="application/ld+json">{data}</script>'
    assert read(f'{script}<div id="app">Loading</div>') == TOLD


def test_a_beginning_alone_stays_of_what_stands_above_a_gate() -> None:
    labels = paragraphs(
        ["Ada Nwosu in Carle", "142", "Jump to what others think", "Print this page"]
    )
    offer = paragraphs(["Then $75 a month. All of the Courier's reports on any device."])
    page = (
        f"<article>{labels}{paragraphs(TOLD[:1])}<h2>Subscribe to unlock this article</h2>{offer}"
    )
    found = extract(f"<title>{TITLE}</title><h1>{TITLE}</h1>{page}</article>".encode())
    assert (found.text, found.partial) == (TOLD[0], True)


def test_an_interview_keeps_a_question_after_a_call_to_its_reader() -> None:
    asked = [
        "P. ¿Cuándo se ampliará?",
        "R. El contrato se firma el 15 de diciembre, con 340 obreros.",
    ]
    first = [
        "Pregunta. ¿Por qué hay cortes?",
        "Respuesta. Porque la lluvia trae barro a la planta.",
    ]
    call = "<blockquote>Recibe nuestro boletín cada mañana. <a href='/b'>Apúntate</a></blockquote>"
    lead = "Rosa Quispe lleva once años dirigiendo la empresa de agua de Arequipa, la de su padre."
    body = f"{paragraphs([lead, *first])}{call}{paragraphs(asked)}"
    assert read(f"<article>{body}</article>") == [lead, *first, *asked]


SAVED = "\n".join([TITLE, "By Ada Holm", *TOLD])


def test_the_last_sentence_of_a_saved_text_stays_with_its_agency_after_a_box() -> None:
    last = (
        "Der Zoll hat in Hamburg im laufenden Jahr bereits 11 Tonnen Kokain sichergestellt. (dpa)"
    )
    box = "Empfohlener redaktioneller Inhalt\nAn dieser Stelle finden Sie einen externen Inhalt."
    told = [
        "Zollfahnder haben im Hamburger Hafen 1,8 Tonnen Kokain in einem Container entdeckt.",
        "Der Container kam aus Ecuador, und zwei Hafenarbeiter wurden am Freitag festgenommen.",
    ]
    text = "\n\n".join(["Zoll stellt Kokain sicher", *told, box, last, "Auch interessant", "Mehr"])
    assert extract(text.encode()).text.split("\n") == [*told, last]


@pytest.mark.parametrize(
    "line", ["Ada Holm covers the islands for the Courier.", "Ada Holm reported from Lune."]
)
def test_a_saved_text_does_not_say_who_wrote_it(line: str) -> None:
    assert extract(f"{SAVED}\n{line}".encode()).text.split("\n") == TOLD


def test_a_saved_text_does_not_tell_what_stands_under_a_head_about_its_author() -> None:
    about = "Anneke de Wit has sailed on every ferry of the coast, and repaired two."
    assert extract(f"{SAVED}\n\nAbout the author\n{about}".encode()).text.split("\n") == TOLD


def test_a_box_beside_the_text_goes_with_its_head_unless_it_has_a_word_of_the_report() -> None:
    box = (
        '<section class="extra"><h3>Did you know?</h3><div role="complementary">{}</div></section>'
    )
    page = (
        "<article><section class='part'>{}</section>{}<section class='part'>{}</section></article>"
    )
    parts = [paragraphs(TOLD[:3]), paragraphs(TOLD[3:])]
    other = "<p>Today in the podcast: why mussels stay small.</p>"
    assert read(page.format(parts[0], box.format(other), parts[1])) == TOLD


@pytest.mark.parametrize("name", ["The Lune Courier: {}", "{}_The Lune Courier"])
def test_a_windows_name_is_a_title_without_its_outlet_where_the_page_has_it_so(name: str) -> None:
    long = f"{TITLE} from Monday on"
    page = f"<title>{name.format(long)}</title><h2>{long}</h2>{paragraphs(TOLD)}"
    found = extract(page.encode())
    assert (found.title, found.text.split("\n")) == (long, TOLD)


def test_titles_of_a_list_amid_a_saved_text_go_however_short_the_last_is() -> None:
    box = "Most read\nTen things to do in Carle this weekend\nLottery jackpot won"
    text = "\n\n".join([TITLE, *TOLD[:3], box, *TOLD[3:]])
    assert extract(text.encode()).text.split("\n") == TOLD


def test_a_head_of_the_report_stays_behind_titles_of_a_list() -> None:
    box = "Most read\nTen things to do in Carle this weekend\nSixty cattle graze on a motorway"
    text = "\n\n".join([TITLE, *TOLD[:3], box, "Hay on the pier", *TOLD[3:]])
    assert "Hay on the pier" in extract(text.encode()).text.split("\n")


def test_a_korean_byline_with_its_place_in_square_brackets_goes() -> None:
    told = [
        "속초시가 영랑호 수상 데크길을 다음 달부터 폐쇄한다고 26일 밝혔다.",
        "안전 진단에서 부력재 40%가 손상된 것으로 나타났기 때문이다.",
        "상인들은 관광객이 줄 것이라며 반대하고 있다고 시는 전했다.",
    ]
    body = f"<div><p>[속초=동해신문] 김나래 기자</p>{paragraphs(told)}</div>"
    page = f"<html><body><h1>영랑호 데크길 폐쇄</h1>{body}</body></html>"
    assert extract(page.encode()).text.split("\n") == told
