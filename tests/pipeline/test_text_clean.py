"""What is no sentence of a report, and what needs the sentence before it."""

from pathlib import Path

import pytest

from bot.pipeline.text.clean import (
    is_dangling,
    is_label,
    is_of_the_page,
    without_dateline,
    without_tails,
)
from bot.pipeline.text.quotes import quotations


@pytest.mark.parametrize(
    "text",
    [
        "Scroll down for video.",
        "Click here for more of the harbour.",
        "A boat leaves the port (left) and another waits.",
        "Ito, pictured above, opened the fair.",
        "READ: The harbour that nobody wanted.",
        "Editor's note: Ito is a mayor.",
        "Sign up for our newsletter now.",
        "Jane Doe contributed to this report.",
        "A file photo shows the harbour.",
        "The opinions expressed in this piece are his.",
    ],
)
def test_words_about_the_page_and_its_pictures_are_known(text: str) -> None:
    assert is_of_the_page(text)


@pytest.mark.parametrize(
    "text",
    [
        "The threat posed by storms is large.",
        "The left won the vote, and the right lost it.",
        "Ito said: the video is a fake.",
        "A new privacy policy was signed into law.",
        "Prices scrolled down the screen.",
    ],
)
def test_a_report_of_pictures_and_clicks_is_a_report(text: str) -> None:
    assert not is_of_the_page(text)


@pytest.mark.parametrize(
    "text",
    [
        "He went on.",
        "But the ship stayed.",
        "“It was late,” she said.",
        "'No,' said he.",
        "That was all.",
        "In fact, nobody came.",
        "According to him, it rained.",
        "One of them left.",
        "同氏は辞任した。",
        "しかし船は残った。",
        "这是错误的。",
        "他说不知道。",
        "그는 떠났다.",
        "그러나 배는 남았다.",
        "The harbour budget, it said, had risen by 4%.",
        "海上保安庁が明らかにした。",
        "海上保安庁が28日、発表した。",
        "外交部发言人28日宣布。",
        "해양경찰청이 28일 밝혔다.",
    ],
)
def test_what_needs_the_sentence_before_it_dangles(text: str) -> None:
    assert is_dangling(text)


@pytest.mark.parametrize(
    "text",
    [
        "Heather went on.", "Theory says no.", "Ito said he was late.", "“I was late,” Ito said.",
        "“Rain fell,” said Ito, who had an umbrella.",
        "The relief is ‘instant,’ said he who sells it and nobody else.",
        "Ito, it said on the door, was away.", "海上保安庁が船の名を明らかにした。",
        "海上保安庁が巡視船4隻を派遣すると発表した。", "外交部发言人宣布新的制裁名单。",
        "해양경찰청이 새 경비함을 배치한다고 밝혔다.", "총리는 사실을 말했다.",
        "他国の船が来た。", "または中止する。", "其他国家反对。", "그리스 배가 왔다.",
    ],
)  # fmt: skip
def test_what_stands_alone_does_not(text: str) -> None:
    assert not is_dangling(text)


@pytest.mark.parametrize(
    "mark",
    [
        "新华社东京11月28日电 ", "新华社东京11月28日电（记者王某）",
        "中新社北京28日电 (记者 李某) ",
        "中新网11月28日电 ", "〔中央社東京28日電〕", "﹝中央社記者某某東京28日電﹞",
        "（中央社東京28日電）",
        "〔記者某某／台北報導〕", "【ワシントン時事】", "【北京共同】", "［東京 28日 ロイター］ - ",
        "本报东京11月28日电 ",
    ],
)  # fmt: skip
def test_the_mark_of_an_asian_wire_is_taken_off(mark: str) -> None:
    text = f"{mark}日本の船が港を出た。"
    assert without_dateline(text, 0) == (len(mark), "日本の船が港を出た。")


@pytest.mark.parametrize(
    "text",
    [
        "新华社11月28日发表评论。",
        "報社28日停電，市民抗議。",
        "【特集】時事問題を考える。",
        "11月28日電車が止まった。",
    ],
)
def test_what_only_looks_like_an_asian_wires_mark_stays(text: str) -> None:
    assert without_dateline(text, 0) == (0, text)


@pytest.mark.parametrize(
    "mark",
    [
        "Lima, 27 nov. (Ansina).- ", "Buenos Aires (Telan).- ", "Roma, 27 nov. (chiedi) - ",
        "Rīga, 27. nov. (LEGA) – ", "Köln/Berlin (KNA/dpa) ", "記者李四／高雄報導 ",
        "NAHA, Japan - ", "COX'S BAZAR, Bangladesh, Dec. 2 — ", "Gangtown, December 2 (GNA) -- ",
    ],
)  # fmt: skip
def test_the_mark_of_an_agency_that_nobody_listed_is_taken_off(mark: str) -> None:
    text = f"{mark}Ministers met."
    assert without_dateline(text, 0) == (len(mark), "Ministers met.")


@pytest.mark.parametrize(
    "text",
    [
        "Ada Smith (Labour) said she would stay.",
        "The bank (BoK) - which meets monthly - held rates.",
        "Toyota (TM) shares - up 3% - fell.",
    ],
)
def test_a_name_in_brackets_is_no_agency_where_the_sentence_goes_on(text: str) -> None:
    assert without_dateline(text, 0) == (0, text)


@pytest.mark.parametrize(
    "text", ["NATO said - and left - it.", "China (PLA) said so.", "A man left."]
)
def test_what_looks_like_a_dateline_and_is_none_stays(text: str) -> None:
    assert without_dateline(text, 3) == (3, text)


def test_a_dateline_is_taken_off_with_its_place() -> None:
    text = "TOKYO, Nov 24 (Reuters) - Ships left."
    assert without_dateline(text, 10) == (10 + text.index("Ships"), "Ships left.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Today's vote is the players' own.", []),
        ("A 'silver' cup and \"gold\".", ["'silver'", '"gold"']),
        ("He said: 'The boys' win is good. Very good,' and left.",
         ["'The boys' win is good. Very good,'"]),
        ("Told 'em of the '90s rock 'n' roll.", []),
        ("「あ。『い』う。」と言う。", ["「あ。『い』う。」"]),
        ("“a ‘b’ c” d", ["“a ‘b’ c”"]),
        ("'A ticking bomb ', he said.", ["'A ticking bomb '"]),
    ],
)  # fmt: skip
def test_quotations_are_found_whole(text: str, expected: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotations(text) if q.closed] == expected


def test_a_quotation_that_a_new_one_interrupts_was_left_open() -> None:
    first, second = quotations("'We came. 'We saw,' he said.")
    assert (first.closed, second.closed) == (False, True)
    assert first.end == second.start


def test_a_quotation_ends_with_its_line() -> None:
    (one,) = quotations('He said: "We\ngo.')
    assert not one.closed


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Quota talks end in Naha", "Quota talks end in Naha, officials said on Monday."),
        ("The ferry will start", "The ferry will start in March, the owner said."),
        ("The bank keeps its rate at 1", "The bank keeps its rate at 1.5 percent."),
        ("尖閣で協議が終了", "尖閣で協議が終了したと関係者が28日明らかにした。"),
        ("渔业谈判结束", "渔业谈判结束后，双方代表28日离开那霸。"),
        ("어업 협의 종료", "어업 협의 종료 후 양측 대표가 떠났다."),
    ],
)
def test_a_sentence_that_begins_with_the_words_of_its_title_stays_whole(
    title: str, text: str
) -> None:
    assert without_tails(text, title, 7) == (7, text)


@pytest.mark.parametrize("between", [": ", " - ", " — ", " | ", ". ", "  ", " "])
def test_a_title_in_front_of_a_sentence_is_taken_off(between: str) -> None:
    start, text = without_tails(
        f"Talks end in Naha{between}Officials left.", "Talks end in Naha", 0
    )
    assert (start, text) == (17 + len(between), "Officials left.")


STARTS = (Path(__file__).parent.parent / "data" / "starts.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("line", STARTS.splitlines())
def test_a_start_that_points_back_is_told_from_a_word_that_looks_like_it(line: str) -> None:
    """In tests/data/starts.txt, D is before what needs another sentence, F before what is free."""
    sign, _, sentence = line.partition(" ")
    assert is_dangling(sentence) is (sign == "D")


@pytest.mark.parametrize(
    ("sentence", "is_one"),
    [
        ("Listen · 4 min.", True),
        ("Share full article.", True),
        ("By NAOKO SATO and REX FORD.", True),
        ("Follow our live coverage.", True),
        ("By MONDAY the ships were gone, the ministry said.", False),
        ("Listen to the wind, the captain told the crew.", False),
        ("Share prices fell by a tenth on Friday.", False),
    ],
)
def test_buttons_and_bylines_of_feeds_are_labels(sentence: str, is_one: bool) -> None:
    assert is_label(sentence) is is_one


@pytest.mark.parametrize(
    "byline",
    [
        "By Kei Sato, Reuters ",
        "By Kei Sato and Ann Lee, Associated Press ",
        "By Kei Sato, Ann Lee and Jo van Dyk | Staff writers ",
        "By KEI SATO ",
        "By KEI SATO and ANN B. LEE ",
        "By Kei Sato, AP SAMPLEFIELD (AP) — ",
        "SAMPLEFIELD (AP) _ ",
    ],
)
def test_a_byline_before_the_first_words_is_none_of_the_sentence(byline: str) -> None:
    text = f"{byline}Ships left the port."
    assert without_dateline(text, 0) == (len(byline), "Ships left the port.")


@pytest.mark.parametrize(
    "text",
    [
        "By Tuesday, Reuters had counted nine ships in the port.",
        "By Kei Sato, Reuters",
        "By January, NATO had sent nine ships.",
        "By Lake Biwa, AFP saw nine ships.",
        "BY NOON the ships had left the port.",
        "By Kei Sato’s count nine ships left the port.",
    ],
)
def test_a_sentence_that_begins_as_bylines_do_is_whole(text: str) -> None:
    assert without_dateline(text, 0) == (0, text)


@pytest.mark.parametrize(
    "sentence",
    [
        "「触れずに見守っている」と話した。",
        "「いつ戻れるのか『わからない』」などと述べた。",
        "“건드리지 않았다”고 말했다.",
        '"배가 아직 그곳에 있다"라고 덧붙였다.',
        "“我们没有碰它。”他还说。",
        "「我們沒有碰它」她表示。",
    ],
)
def test_what_somebody_said_who_is_not_named_needs_the_sentence_before(sentence: str) -> None:
    assert is_dangling(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "「触れずに見守っている」と山田船長は話した。",
        "船長は「触れずに見守っている」と話した。",
        "“건드리지 않았다”고 김 선장은 말했다.",
        "“我们没有碰它。”船长林伟说。",
    ],
)
def test_what_a_named_person_said_stands_alone(sentence: str) -> None:
    assert not is_dangling(sentence)
