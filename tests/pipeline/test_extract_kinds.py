"""Saved pages that are no plain report: interviews, lists of articles, articles for subscribers."""

import pytest

from bot.errors import NotAnArticle
from bot.pipeline.extract import extract

LEAD = (
    "The new lock of Brackwater opens on Monday, two years late and at twice the price, "
    "the harbour office said on Friday."
)
MORE = "Two of four pumps failed in one night last winter. The spare parts were in another country."
LAST = (
    "Boats were out by ten, and nobody was hurt when the water came over the wall in the old town."
)


def lines(body: str) -> list[str]:
    return extract(body.encode()).text.split("\n")


@pytest.mark.parametrize(
    "said",
    [
        """Marta Quill has run the harbour office for eleven years. We met her at the new lock.
Why did the city need a new lock?
The old one was built for a river that is gone.
What went wrong last winter?
The pumps.
Were people in danger?
No.
And now?
Now the gates close by themselves.""",
        """Frage: Warum braucht die Stadt eine neue Schleuse?
Antwort: Die alte wurde für einen anderen Fluss gebaut.
Frage: Was ging im Winter schief?
Antwort: Die Pumpen.""",
        """――なぜ新しい水門が必要なのですか。
「古い水門は今はない川のためのものです」
――去年の冬は何が起きたのですか。
「ポンプです」
――これからは。
「門がひとりでに閉まります」""",
        """问：为什么需要新水闸？
答：旧水闸是为一条已经不存在的河建的。
问：去年冬天出了什么问题？
答：水泵。""",
        """왜 새 수문이 필요했나?
옛 수문은 이제 없는 강을 위해 지었다.
지난겨울에는 무엇이 잘못됐나?
펌프다.
앞으로는?
문이 저절로 닫힌다.""",
    ],
)
def test_an_interview_keeps_its_short_questions_and_answers(said: str) -> None:
    saved = f"Harbour Post\nHome\nNews\n{said}\nShare this article\nRelated articles\nThe ferry\n"
    assert lines(saved) == said.split("\n")


def test_questions_that_nobody_answers_are_no_interview() -> None:
    quiz = "Who won the cup?\nWhich river is longest?\nWhere is the old lock?"
    assert lines(f"{LEAD}\n{MORE}\n{LAST}\nMore quizzes\n{quiz}\n") == [LEAD, MORE, LAST]


def test_a_mark_of_a_template_goes_and_its_sentence_stays() -> None:
    saved = (
        f"{LEAD}\n{{{{#if premium}}}}{MORE}{{{{/if}}}}\n{{{{#if premium}}}} {LAST}\n"
        "{{#if isLoggedOut}}Subscribe for unlimited access{{/if}}\n"
        "You have {{numberArticlesLeft}} free articles left.\n"
    )
    assert lines(saved) == [LEAD, MORE, LAST]
    parts = MORE.replace(". The", ". {{numberArticlesLeft}} The")
    assert lines(f"{LEAD}\n{parts}\n{LAST}") == [LEAD, MORE, LAST]
    page = "".join(f"<p>{line}</p>" for line in saved.split("\n"))
    assert lines(f"<html><body><article>{page}</article></body></html>") == [LEAD, MORE, LAST]


@pytest.mark.parametrize(
    ("caption", "title", "body"),
    [
        ("A view of the lock at Brackwater with its four gates", "Harbour lock opens late", LEAD),
        ("Workers check the gates of the new lock at Brackwater on Friday morning",
         "Harbour lock opens two years late", LEAD),
        ("新しい水門を点検する作業員ら（27日、ブラックウォーター市で写す）",
         "新しい水門、二年遅れで開通へ",
         "新しい水門が30日、予定より二年遅れて開通する。港湾事務所が27日、発表した。"),
        ("27일 새 수문을 점검하는 작업자들의 모습", "새 수문 2년 늦게 개통한다",
         "새 수문이 30일 예정보다 2년 늦게 개통한다고 항만사무소가 27일 밝혔다."),
        ("图为工作人员上周五检查新水闸的四道钢闸门", "新水闸推迟两年周一启用",
         "港务局周五表示，新水闸推迟两年，将于周一启用，造价是原来的两倍。"),
    ],
)  # fmt: skip
def test_what_a_picture_shows_is_no_title(caption: str, title: str, body: str) -> None:
    assert extract(f"{caption}\n{title}\n{body}\n{body}\n".encode()).title == title


def test_the_head_of_a_picture_is_not_the_pages_title() -> None:
    page = f"<title>Harbour lock opens late | Post</title><h1>The new lock</h1>{{}}<p>{LEAD}</p>"
    page = page.format("<h1>Harbour lock opens late</h1>") + f"<p>{MORE}</p><p>{LAST}</p>"
    assert extract(f"<html><body>{page}</body></html>".encode()).title == "Harbour lock opens late"


STORIES = {
    "Harbour lock opens two years late": LEAD,
    "Council votes on dredging": "Eleven of nineteen members voted for the plan on Thursday.",
    "Ferry runs again after storm": "The ferry to Sand Island runs again from Saturday morning.",
    "Rovers win in the rain": "A late goal gave the Rovers their third win in a row on Sunday.",
    "Museum shows lost charts": "Charts that were thought lost hang in the museum from Tuesday.",
}


def test_a_home_page_is_no_article() -> None:
    linked = "".join(
        f"<article><h3><a href='/{n}'>{title}</a></h3><p>{told}</p></article>"
        for n, (title, told) in enumerate(STORIES.items())
    )
    plain = "\n".join(f"{title}\n{told}" for title, told in STORIES.items())
    for page in (f"<html><body><main>{linked}</main></body></html>", plain):
        with pytest.raises(NotAnArticle, match="list of articles"):
            extract(page.encode())


def test_an_article_with_a_head_for_each_paragraph_is_one() -> None:
    told = [f"{title}\n{text} {MORE}" for title, text in STORIES.items()]
    page = "\n".join(told)
    assert lines(page)[-1] == page.rsplit("\n", 1)[1]
    heads = "".join(f"<h2>{title}</h2><p>{text}</p>" for title, text in STORIES.items())
    assert LEAD in lines(f"<html><body><article>{heads}</article></body></html>")


JAPANESE = [
    "新しい水門が30日、予定より二年遅れて開通する。港湾事務所が27日、発表した。",
    "去年の冬は四台あるポンプのうち二台が同じ夜に止まり、旧市街に水があふれた。けが人はいなかった。",
]


def test_an_article_for_subscribers_that_is_all_there_is_no_stub() -> None:
    whole = "\n".join(
        ["新しい水門、二年遅れで開通へ", "有料記事", *JAPANESE, "この記事は有料記事です。"]
    )
    assert not extract(whole.encode()).partial
    assert lines(whole) == JAPANESE
    assert extract(f"{whole}残り812文字\n".encode()).partial
    assert extract(f"{JAPANESE[0]}\nこの記事は有料記事です。\n".encode()).partial
    broken = "\n".join(
        [
            *JAPANESE,
            "費用は当初の二倍の90億円で、市は二〇六一年まで毎年少しずつ返済することになるが、議会では反対する議員もいて…",
        ]
    )
    assert extract(f"{broken}\nこの記事は有料記事です。\n".encode()).partial
