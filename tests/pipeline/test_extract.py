"""Articles out of pages and saved texts of our own writing, word for word.

In the pages under tests/data/pages, § stands before each line of the article and ‡ before its
title; ¶ ends either within a line. What has no sign is what stands around articles.
"""

import re
from contextlib import suppress
from html import escape, unescape
from pathlib import Path
from textwrap import fill

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import NotAnArticle
from bot.model import Article
from bot.pipeline.extract import extract
from bot.pipeline.extract.page import MOST, is_bounded, parse_page
from bot.pipeline.text.lines import junk_in, trimmed

PAGES = sorted((Path(__file__).parent.parent / "data" / "pages").iterdir())
STUBS = {"stub-en", "kaikyo-ja", "cookies-ja", "denchi-ja", "dulun-zh", "yeogaek-ko"}


def read(page: Path) -> Article:
    text = page.read_text(encoding="utf-8")
    return extract(re.sub("[§¶‡]", "", text).encode())


def marked(page: Path, sign: str) -> list[str]:
    found = re.findall(rf"{sign}([^<\n¶]*)", page.read_text(encoding="utf-8"))
    return [unescape(line).strip() for line in found]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_all_of_the_article_and_none_of_the_rest(page: Path) -> None:
    assert words(read(page).text) == words("\n".join(marked(page, "§")))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_title_is_the_articles(page: Path) -> None:
    title = marked(page, "‡")[0].split(" | ")[0]
    assert words(title) == words(read(page).title)[: len(words(title))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_kept_for_subscribers_is_told(page: Path) -> None:
    assert read(page).partial is (page.stem in STUBS)


AROUND = """You have {{numberArticlesLeft}} free articles left this month
Facebook Twitter WhatsApp Copy link
Stay ahead with our exclusives
Subscribe to read the full story
Already a subscriber? Log in
Photo: Jane Doe/Reuters
写真：共同
图源：新华社
Advertisement
Sign up for our newsletter
Most read
12 comments
Published 10:30 GMT, 24 November 2026
We use cookies to improve your experience on this site.
この記事は有料会員限定です。残り1234文字
ログインして続きを読む
シェア ツイート はてなブックマーク
登录后阅读全文
分享到： 微信 微博 QQ空间
责任编辑：张三
扫描二维码关注我们的公众号
구독하고 전체 기사를 읽어보세요
카카오톡으로 공유하기
무단 전재 및 재배포 금지
홍길동 기자 hong@example.com
본 사이트는 쿠키를 사용합니다. 계속 이용하시면 동의하는 것으로 간주합니다.""".splitlines()
WITHIN = """The company said it would let subscribers cancel their subscription online from March.
The regulator fined the publisher for a cookie banner that made refusing harder than accepting.
“We use cookies to keep you logged in,” the company said in a statement.
Subscribers to the newsletter fell by a third after the paywall went up.
More in the north were waiting for help when the storm returned.
Facebook and Twitter have told the court that they will comply.
“Sign up and you will never be able to leave,” she said.
Log in, and the app shows a map of every shelter in the city.
クッキーの利用に同意を求める画面について、規制当局は調査を始めたと発表した。
新聞社は有料会員を増やすため、登録の手続きを簡単にすると述べた。
监管机构表示，网站必须让用户可以拒绝Cookie。
该平台的付费会员在一年内增加了三成，公司称将推出新的订阅方案。
정부는 개인정보 동의 절차를 간소화하겠다고 밝혔다.
구독 서비스 해지를 어렵게 한 업체에 과징금이 부과됐다.
By Monday evening, all the boats were back in the harbour.
Advertising revenue fell for the third year.
He shared the link on WhatsApp.
Copyright law was changed last year to allow it.
The ship left port at 10:30 on Tuesday.""".splitlines()

ENGLISH = [line for line in WITHIN if line.isascii()][-4:]


SAVED = Path(__file__).parent.parent / "data" / "saved"
TEXTS = (SAVED / "texts.txt").read_text(encoding="utf-8").removeprefix("@@ ").split("\n@@ ")
ONE_BY_ONE = (SAVED / "within.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("said", TEXTS, ids=lambda said: said.split("\n")[0])
def test_a_saved_text_gives_its_paragraphs_and_none_of_what_stands_between(said: str) -> None:
    """+ is before each line of the article, - before what is around it, ~ and = before neither."""
    lines = [line.partition(" ")[::2] for line in said.split("\n")[1:] if line]
    got = [
        words(line)
        for line in extract("\n".join(text for _, text in lines).encode()).text.split("\n")
    ]
    rest = [words(text) for sign, text in lines if sign in "=~"]
    wanted = [words(text) for sign, text in lines if sign == "+"]
    assert [line for line in got if line not in rest] == wanted


@pytest.mark.parametrize("line", ONE_BY_ONE)
def test_an_article_keeps_sentences_that_look_like_prompts(line: str) -> None:
    assert junk_in(line) is None


@pytest.mark.parametrize("line", AROUND)
def test_what_stands_around_articles_is_known_by_what_it_is_built_from(line: str) -> None:
    assert junk_in(line) is not None


@pytest.mark.parametrize("line", WITHIN)
def test_an_article_may_speak_of_subscriptions_cookies_and_pictures(line: str) -> None:
    assert junk_in(line) is None


def test_a_prompt_at_the_end_of_a_paragraph_is_taken_off() -> None:
    said = "The boat left at noon. It was full."
    assert trimmed(f"{said} Sign up here for our weekly letter.") == said
    assert trimmed(said) == said


@pytest.mark.parametrize("body", [b"", b"   ", b"<html></html>", b"\x1f\x8bno", b"\0" * 500])
def test_what_holds_no_article_says_so(body: bytes) -> None:
    with pytest.raises(NotAnArticle):
        extract(body)


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=2000))
def test_no_bytes_break_it(body: bytes) -> None:
    with suppress(NotAnArticle):
        extract(body)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(AROUND + WITHIN + ["Home", "- one", ""]), max_size=40))
def test_only_lines_of_the_saved_text_come_out_and_in_its_order(lines: list[str]) -> None:
    with suppress(NotAnArticle):
        rest = iter(words("\n".join(lines)))
        assert all(word in rest for word in words(extract("\n".join(lines).encode()).text))


def test_a_page_as_deep_as_it_is_long_is_read() -> None:
    page = "<div>" * 20_000 + "<p>" + "The harbour master said so. " * 20
    with suppress(NotAnArticle):
        extract(page.encode())


def test_a_page_of_too_many_elements_is_read_without_trafilatura() -> None:
    told = [
        f"The harbour office said on day {day} that the ferry to Gull Rock would sail once more."
        for day in range(9)
    ]
    tables = "<table><tr><td>" * 20 + "</td></tr></table>" * 20
    page = f"<html><body>{tables * (MOST // 50)}<p>{'</p><p>'.join(told)}</p></body></html>"
    root = parse_page(page)
    assert root is not None
    assert not is_bounded(root)
    assert extract(page.encode()).text.split("\n") == told
    small = parse_page("<html><body><p>One.</p></body></html>")
    assert small is not None
    assert is_bounded(small)


def test_a_page_in_an_old_charset_is_read_by_what_it_says() -> None:
    said = "気象台は25日午前、北部沿岸に出していた暴風警報を解除した。漁船は正午から出港できる。"
    page = f'<html><head><meta charset="Shift_JIS"></head><body><p>{said}</p></body></html>'
    assert said in extract(page.encode("cp932")).text


PIECES = [
    "<p>", "</p>", "<div>", "</div>", "<h1>Talks</h1>", "<ul><li>", "</li></ul>", "<a href='/'>",
    "</a>", "<td>", "<tr>", "<table>", "<br>", "<img src=a>", "<article>", "<noscript>", "<!--",
    "-->",
    "<script type='application/ld+json'>{\"articleBody\": 1}</script>", "<title>Talks</title>",
    "<div class='related comments'>", "\0", "Home ", "&amp;",
    "The talks went on until Monday night. ",
    "漁船は正午から出港できる。", "<span hidden>",
]  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_no_markup_breaks_it(pieces: list[str]) -> None:
    with suppress(NotAnArticle):
        extract("".join(["<html>", *pieces]).encode())


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Naha &amp;amp; Ishigaki &amp;quot;talk&amp;quot;, its envoy&amp;#39;s aide said Monday.",
         "Naha & Ishigaki \"talk\", its envoy's aide said Monday."),
        ("<p>An <i>Ishi</i>gaki ferry firm plans trips.</p><img src=x onerror=alert(1)>",
         "An Ishigaki ferry firm plans trips."),
        ("The tag <b> makes letters bold, the firm said.",
         "The tag <b> makes letters bold, the firm said."),
    ],
)  # fmt: skip
def test_what_a_page_encoded_too_often_is_read(said: str, expected: str) -> None:
    page = "".join(f"<p>{line}</p>" for line in (*WITHIN[:4], escape(said), *ENGLISH))
    lines = extract(f"<html><body><article>{page}</article></body></html>".encode()).text
    assert expected in lines.split("\n")


def test_a_row_of_a_table_is_one_line_and_a_picture_keeps_no_caption() -> None:
    first, second = ("".join(f"<p>{line}</p>" for line in part) for part in (WITHIN[:4], ENGLISH))
    row = "<tr><td>Shares of the harbour company</td><td>225.86</td><td>down</td></tr>"
    picture = "<div><img src='a.jpg'>The harbour at noon</div>"
    page = f"<html><body><article>{first}<table>{row}</table>{picture}{second}</article></body>"
    lines = extract(page.encode()).text.split("\n")
    assert "Shares of the harbour company 225.86 down" in lines
    assert "The harbour at noon" not in lines


@pytest.mark.parametrize(
    "line",
    [
        "メールアドレスを入力してください",
        "毎朝のニュースをメールでお届けします。",
        "サイトの利用を続けることで、Cookieの使用に同意したものとみなされます。",
        "저희는 쿠키를 사용합니다.",
        "이메일 주소를 입력하세요",
        "저녁 무렵의 부두. 표본시 제공",
        "请输入您的邮箱",
        "請輸入電子郵件",
        "Ihre E-Mail-Adresse",
        "Lesedauer: 4 Min.",
        "Enter your email address",
        "Votre adresse e-mail",
        "Continuer sans accepter",
        "記者・山田花子",
        "استمع إلى المقال",
        "بمواصلة التصفح فإنك توافق على سياسة الخصوصية.",
    ],
)
def test_fields_and_notices_around_an_article_are_no_part_of_it(line: str) -> None:
    assert junk_in(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "정부는 쿠키를 나눠 준 교사를 조사했다고 밝혔다.",
        "The email address of the minister was published by the paper.",
        "会社はメールアドレスが流出したと発表した。",
        "Continuer sans accepter de dialogue, c’est renoncer, dit le maire.",
        "記者・山田花子さんが受賞した。",
    ],
)
def test_sentences_about_such_things_are(line: str) -> None:
    assert junk_in(line) is None


def test_an_article_goes_on_after_several_lists_amid_it() -> None:
    first = "강릉시가 폐선된 철길 구간에 가로등이 없는 공원을 열었다. 별을 보게 하자는 취지다."
    after = "공원은 매일 자정에 문을 닫으며, 입장료는 없다고 시가 설명했다."
    text = "\n\n".join((
        "밤하늘 공원 문 열어", first, first.replace("열었다", "꾸몄다"),
        "관련기사\n올겨울 첫눈 언제 오나\n많이 본 뉴스\n이 시각 주요뉴스", after,
        "댓글 57\n무단 전재 금지",
    ))  # fmt: skip
    assert after in extract(text.encode(), content_type="text/plain").text


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("404", "Sorry, the page you are looking for could not be found. It may have moved."),
        ("Just a moment...", "This process is automatic. Your browser will be sent on shortly."),
        (
            "お探しのページは見つかりません",
            "アドレスが変わったか、ページが削除された可能性があります。",
        ),
    ],
)
def test_a_servers_notice_is_no_article(title: str, text: str) -> None:
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body>"
    with pytest.raises(NotAnArticle, match=r"not the article|No article"):
        extract(page.encode(), content_type="text/html")


def test_an_article_about_an_error_is_one() -> None:
    lead = "The ministry's site showed a page not found for two days, its minister said on Friday. "
    page = f"<html><body><article><h1>Page lost</h1><p>{lead * 2}</p><p>{lead}</p></article></body>"
    assert lead.strip() in extract(page.encode(), content_type="text/html").text


WRAPPED = """Updated 2 hours ago
Share
Listen to this article
4 min
Councillors in the port of Samplefield voted on Thursday to back a new
tidal wall, ending nine years of argument over whether the estuary
should be turned into a power station.

Subscribe is not a word that comes easily to Huw Bevan, who has run the
bait shop on the quay since 1988. But he has put money into the share
offer. “Cookies do not pay the rent,” he said, and went back to his
nets.

„Wir haben Kuchen verkauft und am Ende sogar Nieten“, sagte Wiebke Harms
aus Bremerhaven, die den Verein leitet. „Jede Niete kostete 50 Euro.“
"""


def test_lines_that_were_broken_at_a_width_are_whole_under_labels_too() -> None:
    found = extract(WRAPPED.encode(), content_type="text/plain").text.split("\n")
    assert [line[:11] for line in found] == ["Councillors", "Subscribe i", "„Wir haben "]
    assert found[0].endswith("power station.")
    assert found[1].endswith("back to his nets.")


PARAGRAPHS = """The last ferry from Samplefield left the quay on Thursday at noon with forty
passengers, two goats and the island's only piano, which the school had got in spring.

Its owner, who ran the line for thirty years, said that the new bridge had taken nine of ten
passengers within a month. “I do not blame them,” he said. “The bridge is never seasick.”

마지막 여객선이 목요일 정오에 승객 마흔 명과 염소 두 마리, 그리고 봄에 학교가 산
섬의 하나뿐인 피아노를 싣고 부두를 떠났다. 서른 해 동안 배를 몰아온 선주는
다리가 놓인 뒤 한 달 만에 승객 열에 아홉을 잃었다고 말했다."""
LONG = [" ".join(part.split()) for part in PARAGRAPHS.split("\n\n")]


@pytest.mark.parametrize("width", [48, 72, 100, 140, 160])
def test_paragraphs_are_whole_at_whatever_width_they_were_broken(width: int) -> None:
    lines = [fill(line, width // 2 if line > "가" else width) for line in LONG]
    saved = "\n\n".join(["The last ferry of Samplefield", "Share | Print", *lines, "Most read"])
    assert extract(saved.encode()).text.split("\n") == LONG


def test_a_long_title_above_a_first_sentence_is_not_joined_with_it() -> None:
    title = (
        "The last ferry from Samplefield leaves the quay with forty passengers, two goats and a "
        "piano on board, and no one to meet it on the other side of the water"
    )
    saved = "\n\n".join([f"{title}\n{LONG[0]}", LONG[1]])
    assert extract(saved.encode()).text.split("\n") == LONG[:2]
