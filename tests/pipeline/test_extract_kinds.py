"""Saved pages that are no plain report: interviews, lists of articles, articles for subscribers."""

import pytest

from bot.errors import NotAnArticle
from bot.pipeline.extract import extract
from bot.pipeline.text.lines import junk_in

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


@pytest.mark.parametrize(
    "line",
    [
        "Haben Sie einen Fehler entdeckt? Schreiben Sie uns.",
        "Weitere Meldungen aus der Region lesen Sie hier.",
        "Noch keine Kommentare",
        "La rédaction vous recommande",
        "Signaler une erreur dans ce contenu",
        "¿Has encontrado un error?",
        "Siga en directo la última hora de la esclusa.",
        "Sigue toda la información de la costa en Facebook y X",
        "この記事のポイント",
        "【写真】開通を待つ新しい水門の全景",
        "点我看更多在地新闻",
        "※ 本報提醒您：騎車請戴安全帽",
        "值班编委：高山",
        "쏠쏠정보 3",
        "본문 음성 듣기",
        "옥상에 오른 시민들 [표본시 제공. 재판매 및 DB 금지]",
        "開通した水門を渡る子どもたち＝28日午前、湊市",
        "#水門 #湊市",
        "Enjoying the Post? Tell a friend.",
        "€ 3,49 pro Woche",
        "Don’t have time? Sign up for Harbour Letter.",
        "11/27(金) 17:04 配信",
        "水門を渡る高校生（撮影・湊花子）",
        "El muelle al amanecer.ANA PUERTO",
        "LIRE AUSSI. Une écluse de trop",
        "Par Anne Port (Brest, envoyée spéciale)",
        "촬영기자:홍길/영상편집:김산",
    ],
)
def test_more_lines_that_stand_around_articles_in_many_languages(line: str) -> None:
    assert junk_in(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "Weitere Informationen zu den Opfern gibt es bislang nicht.",
        "Haben Sie Angst? So fragte der Richter den Zeugen am Montag.",
        "Recevez-vous des menaces ? lui a demandé le juge.",
        "Lo último que dijo antes del accidente fue que no había agua.",
        "スクラップを輸出する業者が増えた。",
        "ログインできない状態が3時間続いたと発表した。",
        "用手机看病的老人越来越多。",
        "下载该应用的用户超过一亿。",
        "申請加入聯合國會員國的文件被退回。",
        "● 氣象署提醒民眾外出注意安全",
        "정부는 뉴스레터를 매주 발행한다고 밝혔다.",
        "구독 서비스가 크게 늘었다.",
        "Our app was blocked in two countries last week.",
        "#1 in the poll was a lock keeper.",
        "$10 a month for a berth and $20 for two.",
        "Sign up for the old age pension before Friday, the ministry said.",
    ],
)
def test_sentences_that_begin_like_them_are_not(line: str) -> None:
    assert junk_in(line) is None


def test_the_gate_of_a_stub_is_seen_where_other_lines_stand_after_it() -> None:
    gate = "<p>Jetzt weiterlesen. Mit dem passenden Abo.</p><p>Alle Vorteile im Überblick</p>"
    told = f"<h1>Lock opens late</h1><p>{LEAD}</p><p>{MORE}</p>{gate}"
    assert extract(f"<html><body><article>{told}</article></body></html>".encode()).partial


def test_a_note_on_articles_for_members_is_no_gate_of_this_one() -> None:
    note = "■会員限定記事を読むには登録が必要です。"
    assert not extract("\n".join([*JAPANESE, note]).encode()).partial
    assert extract("\n".join([*JAPANESE, "続きを読むには会員登録が必要です。"]).encode()).partial


def test_the_name_of_an_outlet_that_stands_twice_is_no_part_of_an_article() -> None:
    told = f"<p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p>"
    page = f"<h1>Lock opens late</h1><p>Harbour Post</p>{told}<p>Harbour Post</p>"
    found = lines(f"<html><body><article>{page}</article></body></html>")
    assert found == [LEAD, MORE, LAST]


def article(*blocks: str) -> list[str]:
    told = f"<p>{LEAD}</p>", *blocks, f"<p>{MORE}</p><p>{LAST}</p>"
    page = f"<title>Lock opens late</title><article><h1>Lock opens late</h1>{''.join(told)}"
    return lines(f"<html><body>{page}</article></body></html>")


def test_a_quotation_pulled_out_of_a_sentence_is_left_out_and_others_stay() -> None:
    said = "“The pumps were older than I am,” the lock keeper said."
    pulled = "<blockquote>“The pumps were older than I am”</blockquote>"
    assert article(pulled, f"<p>{said}</p>") == [LEAD, said, MORE, LAST]
    other = "“Nobody asked the river,” she said, and then: “Nobody does.”"
    quoted = f"<blockquote>{other}</blockquote>"
    assert article(quoted, f"<p>{said}</p>") == [LEAD, other, said, MORE, LAST]


def test_a_boxs_head_goes_with_the_rest_of_the_box() -> None:
    box = "<div><h3>The harbour in your pocket</h3><p>Sign up for our newsletter</p></div>"
    assert article(box) == [LEAD, MORE, LAST]
    kept = "<div><h3>The harbour in numbers</h3><p>Four pumps work, and two of them leak.</p></div>"
    assert article(kept)[1] == "The harbour in numbers"


def test_short_lines_after_a_picture_are_its_caption_only_right_below() -> None:
    pumps = "<div><img src='p.jpg'>The pumps<br>{}<br>The end of the old lock<br>{}</div>"
    found = article(pumps.format(MORE.replace("Two", "Three"), LAST.replace("ten", "six")))
    assert "The pumps" not in found
    assert "The end of the old lock" in found


def test_who_wrote_it_is_no_part_of_it() -> None:
    about = "<p>Marta Quill covers harbours. She lives on a boat.</p>"
    page = "<title>Lock opens late</title><article><h1>Lock opens late</h1><p>{}</p>{}</article>"
    told = f"<p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p>"
    named = page.format("By Marta Quill", told + about)
    assert lines(f"<html><body>{named}</body></html>") == [LEAD, MORE, LAST]
    of_another = page.format("By Jo Finn", told + about)
    assert len(lines(f"<html><body>{of_another}</body></html>")) == 4


def test_an_article_goes_on_under_the_title_of_another() -> None:
    head = "关闸前的最后一夜怎么过"
    on = "港务局说，新水闸的水泵每月检查一次，备件存放在旧城的仓库里，费用由市里承担。"
    more = "新水闸的第一批船下周一通过。"
    first = "港务局宣布，新水闸下周一启用，比计划晚了两年，费用是预算的两倍，水泵已全部更换。"
    saved = ["新水闸下周一启用", first, "往期回顾", "猫头鹰的新邻居", on, head, more * 2]
    assert lines("\n".join(saved))[:2] == [first, on]


def test_lines_of_two_languages_are_no_paragraph_that_was_broken() -> None:
    saved = "この記事は有料会員限定です。残り1234文字\nAdvertising revenue fell for the third year."
    assert lines(saved) == ["Advertising revenue fell for the third year."]


STUB = {
    "Dieser Artikel ist Abonnenten vorbehalten.": True,
    "To continue reading, subscribe today.": True,
    "You’ve reached your limit of free articles.": True,
    "Vous avez atteint votre limite d’articles gratuits.": True,
    "Contenido exclusivo para suscriptores": True,
    "이 기사는 유료 회원 전용입니다.": True,
    "로그인 후 기사 전문을 읽으실 수 있습니다.": True,
    "本文为付费内容，订阅后可阅读全文。": True,
    "訂閱會員閱讀完整內容": True,
    "今月の無料記事の上限に達しました。": True,
    "Subscribe to our newsletter to keep reading stories like this.": False,
    "유료 회원이 되시면 더 많은 기사를 보실 수 있습니다.": False,
}


@pytest.mark.parametrize("line", STUB)
def test_a_wall_is_told_from_an_offer_of_other_articles(line: str) -> None:
    page = f"<html><body><article><h1>Lock opens late</h1><p>{LEAD}</p><p>{MORE}</p><p>{line}</p>"
    found = extract(page.encode())
    assert (found.partial, found.text.split("\n")) == (STUB[line], [LEAD, MORE])


def test_what_turns_the_direction_of_writing_or_is_unseen_stays_out_as_it_does_of_feeds() -> None:
    title = "New lock \u202eof\u202c Brackwater"
    page = (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{LEAD}</p>"
        f"<p>{MORE} The file was \u202egnp.exe\u202c, the office said.</p><p>{LAST}\u200b</p>"
        "</article></body></html>"
    )
    found = extract(page.encode(), content_type="text/html; charset=utf-8")
    assert found.title == "New lock of Brackwater"
    assert found.text == f"{LEAD}\n{MORE} The file was gnp.exe, the office said.\n{LAST}"
