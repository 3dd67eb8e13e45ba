"""Summaries: whole sentences of the sources, on the topic, without title, copies and tails."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Alias, Feed, Item, Match, Publisher, Sentence, Told, Topic
from bot.pipeline.match import build_index, document_of, match
from bot.pipeline.query import parse_query
from bot.pipeline.summarise import summarise

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SENKAKU = Topic(
    id="senkaku",
    name="Senkaku Islands",
    names={},
    aliases=tuple(
        Alias(text=text, language="en", match=rule)
        for text, rule in (
            ("Senkaku", "word"),
            ("尖閣", "sub"),
            ("钓鱼岛", "sub"),
            ("센카쿠", "sub"),
        )
    ),
)
NAMES = [alias.text for alias in SENKAKU.aliases]
INDEX = build_index([SENKAKU], {1: parse_query("topic:senkaku", None)})


def told(id_: int, title: str, text: str, language: str = "en") -> Told:
    feed = Feed(id=id_, url="https://example.org", name="F", next_due_at=NOW, interval=600)
    item = Item(
        id=id_, feed_id=id_, key=str(id_), link=None, canonical=None, title=title, text=text,
        language=language, published=None, first_seen=NOW,
    )  # fmt: skip
    outlet = Publisher(id="p", name="P", family="p", kind="wire")
    return Told(item=item, feed=feed, publisher=outlet)


def summary(*items: Told, sentences: int = 3, characters: int = 400) -> list[Sentence]:
    matches: dict[int, list[Match]] = {
        one.item.id: list(match(INDEX, document_of(one.item, one.feed, one.publisher)).values())
        for one in items
    }
    chosen = summarise(items, matches, sentences=sentences, characters=characters)
    return list(chosen.sentences)


def texts(*items: Told, **limits: int) -> list[str]:
    return [sentence.text for sentence in summary(*items, **limits)]


def test_sentences_that_speak_of_the_topic_are_chosen_first_and_shown_in_reading_order() -> None:
    report = told(
        1,
        "Ministers meet",
        "Ministers of both countries met in the capital on Monday. Lunch was served at noon there. "
        "Four ships had sailed near the Senkaku Islands at dawn. The Senkaku Islands were quiet "
        "again by noon.",
    )
    assert texts(report, sentences=2) == [
        "Four ships had sailed near the Senkaku Islands at dawn.",
        "The Senkaku Islands were quiet again by noon.",
    ]


@pytest.mark.parametrize(
    ("language", "title", "text", "expected"),
    [
        ("ja", "尖閣沖に船", "尖閣諸島の沖で中国の船が確認された。海保は警告中である。続きを読む",
         ["尖閣諸島の沖で中国の船が確認された。", "海保は警告中である。"]),
        ("zh-Hans", "海域通报", "中方船只昨日驶入钓鱼岛附近海域。日方随后提出抗议。阅读全文",
         ["中方船只昨日驶入钓鱼岛附近海域。", "日方随后提出抗议。"]),
        ("zh-Hant", "海域通報", "海警船昨日駛入釣魚島附近海域！外交部召見了大使。",
         ["海警船昨日駛入釣魚島附近海域！", "外交部召見了大使。"]),
        ("ko", "해역 소식", "중국 배가 센카쿠 열도 부근에 왔다. 일본은 항의했다고 한다. 더 보기",
         ["중국 배가 센카쿠 열도 부근에 왔다.", "일본은 항의했다고 한다."]),
        ("en", "Ships seen", "Ships sailed near the Senkaku Islands again. Prices rose… Read more",
         ["Ships sailed near the Senkaku Islands again."]),
    ],
)  # fmt: skip
def test_each_language_is_read_by_its_own_marks(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert texts(told(1, title, text, language)) == expected


@pytest.mark.parametrize(
    "tail",
    [
        "Read more",
        "[…]",
        "Prices were […]",
        "Continue reading on our site",
        "The post Ships seen appeared first on Daily Bay.",
        "Share this: Facebook Twitter.",
        "Share | Tweet | Print.",
        "Sign up for our newsletter today.",
        "Photo: somebody of the agency.",
        "Welcome to our live coverage of the drills around the islands.",
        "An unfinished line that goes",
    ],
)
def test_tails_and_labels_are_no_sentences(tail: str) -> None:
    report = "Ships sailed near the Senkaku Islands again."
    assert texts(told(1, "Ships seen", f"{report} {tail}")) == [report]


@pytest.mark.parametrize(
    ("language", "junk", "text"),
    [
        ("en", "Listen · 4 min. Share full article. By ANN LEE and BO RAI. Follow live updates.",
         "A cable layer came near the Senkaku Islands, its owner said."),
        ("en", "Give this article. 6 min read. We use cookies to make this site better.",
         "Sites near the Senkaku Islands use cookies, a study by Ann Lee says."),
        ("de", "Lesedauer: 3 Min. Wir verwenden Cookies. Von ANNA ABEL.",
         "Vier Schiffe fuhren am Freitag nahe den Senkaku-Inseln vorbei."),
        ("fr", "Temps de lecture : 3 minutes. Nous utilisons des cookies sur ce site.",
         "Quatre navires ont croisé vendredi près des îles Senkaku."),
        ("ko", "저희는 쿠키를 사용합니다. 읽는 시간 3분.",
         "중국 배 네 척이 센카쿠 열도 부근에 왔다."),
        ("ja", "この記事は有料記事です。当サイトではクッキーを使用しています。",
         "尖閣諸島の沖で中国の船が確認された。"),
        ("ja", "", "【石垣＝山田太郎】尖閣諸島の沖で中国の船が確認された。"),
        ("ja", "", "［那覇・山田花子］尖閣諸島の沖で中国の船が確認された。"),
        ("zh-Hans", "我们使用Cookie改善体验。记者王明台北报道。",
         "中方船只昨日驶入钓鱼岛附近海域。"),
    ],
)  # fmt: skip
def test_what_stands_around_an_article_in_a_feeds_text_is_not_shown(
    language: str, junk: str, text: str
) -> None:
    said = text[text.find("】") + text.find("］") + 2 :]
    assert texts(told(1, "Note", f"{junk} {text}".strip(), language)) == [said]
    assert texts(told(1, "Note", f"{text} {junk}".strip(), language)) == [said]


def test_a_sentence_that_ends_with_words_of_a_label_is_kept() -> None:
    report = "Analysts expect to see more ships near the Senkaku Islands."
    assert texts(told(1, "Forecast", report)) == [report]


def test_neither_the_title_nor_a_near_copy_is_repeated() -> None:
    first = told(1, "Four ships sail off", "Four ships sail off. Four Chinese ships sailed near "
                 "the Senkaku Islands on Monday.")  # fmt: skip
    second = told(2, "Ships", "On Monday, four Chinese ships sailed near the Senkaku Islands. "
                  "Tokyo called in the ambassador.")  # fmt: skip
    assert [(s.text, s.source) for s in summary(first, second)] == [
        ("Four Chinese ships sailed near the Senkaku Islands on Monday.", 0),
        ("Tokyo called in the ambassador.", 1),
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("zh", "晚宴有鱼。此外，四国外长昨日谈及钓鱼岛。他还说不。", "四国外长昨日谈及钓鱼岛。"),
        ("zh", "宴會有魚。與此同時，外長昨日談及钓鱼岛。", "外長昨日談及钓鱼岛。"),
        ("ja", "夕食は魚だった。一方、四カ国の外相は尖閣に触れた。",
         "四カ国の外相は尖閣に触れた。"),
        ("ko", "만찬이 열렸다. 한편 외교장관들은 센카쿠를 논의했다.",
         "외교장관들은 센카쿠를 논의했다."),
        ("en", "Lunch was late. Meanwhile, Japan sent ships to the Senkaku Islands.",
         "Japan sent ships to the Senkaku Islands."),
        ("en", "Lunch was late. However, 4 ships lay off Senkaku.",
         "4 ships lay off Senkaku."),
    ],
)  # fmt: skip
def test_a_connective_is_taken_off_what_is_whole_without_it(
    language: str, text: str, expected: str
) -> None:
    report = told(1, "Dinner", text, language)
    (shown,) = summary(report, sentences=1)
    assert shown.text == expected
    assert shown.text in text
    ((start, end),) = shown.marks
    assert shown.text[start:end] in NAMES


@pytest.mark.parametrize(
    "text",
    [
        "However, the Senkaku budget rose by four percent.",  # would begin small
        "Meanwhile, They met again off the Senkaku Islands.",
        "However, Senkaku.",
        "此外，他谈及钓鱼岛的问题。",
        "一方、同氏は尖閣諸島に触れた。",
        "한편 그는 센카쿠 열도를 논의했다.",
    ],
)
def test_what_needs_more_than_its_connective_is_not_shown(text: str) -> None:
    assert texts(told(1, "Dinner", text)) == []


def test_a_sentence_that_does_not_fit_is_passed_over_and_never_cut() -> None:
    long = "The Senkaku Islands " + "and the sea around them " * 20 + "are calm."
    report = told(1, "Sea", f"{long} The weather off Naha stays fine.")
    assert texts(report) == ["The weather off Naha stays fine."]
    assert texts(told(1, "Sea", long)) == []


LONG = "In a ruling that spoke of " + ", of ".join(["a map that nobody knew"] * 18)


def test_of_a_lead_too_long_to_show_a_short_rest_stays_only_if_it_tells_of_the_title() -> None:
    long = f"The harbour office will sell {'its old and rusty lighthouse tender, ' * 14}it said."
    rest = "Bids begin at $55,000."
    report = told(1, "Old lighthouse tender goes under the hammer", f"{long} {rest}")
    assert texts(report) == []
    assert texts(report, characters=2000) == [long, rest]
    telling = "The tender of the lighthouse is to go for $55,000."
    assert texts(told(1, report.item.title, f"{long} {telling} {rest}")) == [telling]


@pytest.mark.parametrize(
    ("language", "long", "remnant", "telling"),
    [
        ("en", f"{LONG}, the court allowed a survey of the Senkaku Islands.",
         "The plaintiffs will appeal.", "Judge Ito read for 40 minutes."),
        ("ja", "判決は" + "地図と日記と証言について述べ、" * 30 + "尖閣諸島の測量を認めた。",
         "原告は控訴する方針である。", "伊藤裁判長による判決文の読み上げは40分に及んだ。"),
        ("ko", "법원은 " + "지도와 일기와 증언을 살핀 뒤 " * 30 + "센카쿠 열도 측량을 인정했다.",
         "원고는 항소할 방침이다.", "이토 재판장의 판결문 낭독에는 40분이 걸렸다."),
    ],
)  # fmt: skip
def test_of_a_lead_too_long_to_show_no_remnant_stays_that_names_and_counts_nothing(
    language: str, long: str, remnant: str, telling: str
) -> None:
    report = told(1, "Ruling", f"{long} {remnant}", language)
    assert texts(report) == []
    assert texts(report, characters=2000) == [long, remnant]
    assert texts(told(1, "Ruling", f"{long} {telling} {remnant}", language)) == [telling]
    lead = "The court in Naha spoke on Friday."
    assert lead in texts(told(1, "Ruling", f"{lead} {long} {remnant}", language))


def test_the_names_are_marked_where_they_stand_in_the_sentence_as_shown() -> None:
    text = "Talks end. Talks end: 尖閣 ships (Senkaku) and 釣魚島 are named. The Senkaku. Read more"
    shown = summary(told(1, "Talks end", text))
    assert [[s.text[a:b] for a, b in s.marks] for s in shown if s.marks] == [
        ["尖閣", "Senkaku", "釣魚島"]
    ]


QUARRY = Topic(
    id="quarry",
    name="Quarry",
    names={},
    aliases=(Alias(text="quarry", language="en", match="word"),),
)
BOTH = build_index(
    [SENKAKU, QUARRY],
    {1: parse_query("topic:senkaku", None), 2: parse_query("topic:quarry", None)},
)


def test_each_watcher_of_one_story_reads_of_their_own_topic_from_all_its_items() -> None:
    first = told(
        1,
        "Council meets",
        "The council met on Monday for nine hours. Ships near the Senkaku Islands were the first "
        "point. Members drank coffee and adjourned twice. The budget was put off to spring.",
    )
    second = told(
        2,
        "What the council said",
        "Members of the council talked at length. The quarry on the hill is to close in May. "
        "Workers of the quarry were told by letter.",
    )
    story = (first, second)
    found = {
        one.item.id: match(BOTH, document_of(one.item, one.feed, one.publisher)) for one in story
    }
    said = {
        watch: [
            sentence.text
            for sentence in summarise(
                story,
                {id_: [met[watch]] if watch in met else [] for id_, met in found.items()},
                sentences=2,
                characters=400,
            ).sentences
        ]
        for watch in (1, 2)
    }
    assert "Ships near the Senkaku Islands were the first point." in said[1]
    assert not any("quarry" in text for text in said[1])
    assert any("quarry" in text for text in said[2])
    assert not any("Senkaku" in text for text in said[2])


def test_a_topic_that_only_another_language_names_is_told_in_that_language() -> None:
    first = told(1, "Council meets", "The council met for nine hours. Members drank coffee twice.")
    second = told(2, "会議", "尖閣諸島の沖で船が確認された。会議は長く続いた。", "ja")
    assert texts(first, second, sentences=1) == ["尖閣諸島の沖で船が確認された。"]


def test_half_a_quotation_is_never_shown() -> None:
    text = (
        "The minister said: 'We shall stay. Nobody moves us. 'We have been here for years. "
        "Ships sailed near the Senkaku Islands again. “The reef is ours. It stays ours,” Ito said."
    )
    assert texts(told(1, "Speech", text)) == [
        "Ships sailed near the Senkaku Islands again.",
        "“The reef is ours. It stays ours,” Ito said.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "Senkaku",
        "&amp;amp;lt;b&amp;amp;gt; Senkaku",
        "غادرت السفينة الميناء",
        "👩‍🚀" * 50,
        "\u202e.",
    ],
)
def test_hardly_any_text_is_no_summary_and_no_crash(text: str) -> None:
    assert texts(told(1, "t", text)) == []


def test_right_to_left_text_is_summarised_whole() -> None:
    text = "غادرت السفينة الميناء صباح اليوم. ولم يصدر أي تعليق من الحكومة حتى الآن."
    assert len(texts(told(1, "سفينة", text, "ar"))) == 2


def test_an_item_without_text_has_no_summary() -> None:
    assert texts(told(1, "Senkaku", "")) == []
    assert summarise([], {}, sentences=3, characters=400).sentences == ()


PIECES = [
    *(
        "Ships sailed near the Senkaku Islands. ",
        "He left. ",
        "尖閣で確認された。",
        "Read more",
        "…",
    ),
    *("\n", "A much longer sentence follows, with 3.5% of it in numbers. ", "“Why?” ", "[…]"),
    *("센카쿠에 왔다. ", "The post X appeared first on Y. ", "Title words here. "),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=10).map("".join) | st.text(max_size=200)


@given(st.lists(TEXTS, max_size=4), st.integers(0, 4), st.integers(0, 200))
def test_limits_hold_and_every_sentence_stands_in_its_source(
    bodies: list[str], most: int, characters: int
) -> None:
    items = [told(n, "Title words here", body) for n, body in enumerate(bodies, start=1)]
    chosen = summary(*items, sentences=most, characters=characters)
    assert len(chosen) <= most
    assert len(" ".join(sentence.text for sentence in chosen)) <= characters
    assert all(sentence.text in items[sentence.source].item.text for sentence in chosen)
    # A lead may come first; the others are in reading order.
    assert (after := [s.source for s in chosen][1:]) == sorted(after)
    names = {s.text[start:end] for s in chosen for start, end in s.marks}
    assert names <= {"Senkaku", "尖閣", "센카쿠"}
    named = [s for s in chosen if "Senkaku " in s.text or "尖閣" in s.text]
    assert all(s.marks for s in named)


@pytest.mark.parametrize("text", ["Read more ", "The post ", "x. y. ", "Share ", "「", "a "])
def test_a_megabyte_of_anything_is_read(text: str) -> None:
    assert texts(told(1, "t", text * (300_000 // len(text)))) == []


@pytest.mark.parametrize(
    "rest", ["word ", "a", "lorem ipsum, ", "\n", " ", "senkaku ", "“we go ", "("]
)
def test_what_a_megabyte_begins_with_is_shown(rest: str) -> None:
    first = "Four ships sailed near the Senkaku Islands at dawn on Friday."
    text = f"{first} {rest * (1_000_000 // len(rest))}"
    assert texts(told(1, "Sea", text)) == [first]
