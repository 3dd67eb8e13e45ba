"""Bytes to feeds: golden pairs, charsets, and what is no feed."""

import runpy
from contextlib import suppress
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import NotAFeed
from bot.model import ParsedFeed
from bot.pipeline.parse import find_feeds, parse

DATA = Path(__file__).parent.parent / "data"
GOLDEN = sorted(
    path for path in DATA.iterdir() if path.suffix in {".rss", ".rdf", ".atom", ".json"}
)
LATIN_1 = "text/xml; charset=iso-8859-1"  # what servers say without looking
URL = "https://gazette.example/feed.xml"


def read(body: str | bytes, content_type: str | None = None, url: str = URL) -> ParsedFeed:
    raw = body.encode() if isinstance(body, str) else body
    return parse(raw, url=url, content_type=content_type)


def rss(items: str, more: str = "") -> str:
    return f"<rss version='2.0'><channel><title>T</title>{more}{items}</channel></rss>"


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_a_feed_reads_as_its_golden_pair_says(path: Path) -> None:
    expected = runpy.run_path(str(path.with_name(f"{path.name}.py")))
    found = parse(path.read_bytes(), url=expected["URL"], content_type=expected["CONTENT_TYPE"])
    assert found == expected["FEED"]


TITLES = {
    "en": "The minister said “no” to the café",
    "ja": "海上保安庁の巡視船が港に入った",
    "zh": "海警船在岛屿附近的海域巡航，外交部回应",
    "tw": "外交部發言人表示海峽的和平與穩定十分重要",
    "ko": "정부는 오늘 새 경비함을 배치한다고 밝혔다",
    "ru": "Министр сообщил о новых мерах на границе",
}
CHARSETS = [
    ("ja", "Shift_JIS"), ("ja", "EUC-JP"), ("ja", "ISO-2022-JP"), ("ja", "UTF-16"),
    ("zh", "GB2312"), ("zh", "GBK"), ("zh", "GB18030"), ("tw", "Big5"), ("ko", "EUC-KR"),
    ("ko", "UTF-32"), ("ru", "KOI8-R"), ("ru", "windows-1251"), ("en", "windows-1252"),
    ("ja", "UTF-8"),
]  # fmt: skip


def in_charset(language: str, declared: str, encoding: str) -> bytes:
    item = f"<item><title>{TITLES[language]}</title><link>https://a.example/1</link></item>"
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    return f"{head}{rss(item)}".encode(encoding)


@pytest.mark.parametrize(("language", "charset"), CHARSETS)
@pytest.mark.parametrize(
    ("header", "declares"),
    [
        ("application/xml; charset={0}", True),
        ("application/xml; charset={0}", False),
        ("text/xml", True),
        (LATIN_1, True),
        ("text/xml; charset=utf-8", True),
        ("text/xml; charset=no-such-charset", True),
        (None, True),
    ],
)
def test_every_charset_is_read_by_header_or_declaration(
    language: str, charset: str, header: str | None, declares: bool
) -> None:
    if header == LATIN_1 and charset in {"KOI8-R", "windows-1251"}:
        pytest.skip("nothing tells one charset of single bytes from the other")
    body = in_charset(language, charset if declares else "", charset)
    feed = read(body, header and header.format(charset))
    assert feed.entries[0].title == TITLES[language]


@pytest.mark.parametrize(("language", "charset"), CHARSETS)
@pytest.mark.parametrize("declared", ["", "utf-8"])
def test_a_charset_that_is_not_said_is_detected(language: str, charset: str, declared: str) -> None:
    feed = read(in_charset(language, declared, charset))
    assert feed.entries[0].title == TITLES[language]


def test_a_charset_that_is_wrong_is_said_to_be_damage() -> None:
    feed = read(in_charset("ja", "utf-8", "shift_jis"))
    assert feed.damage == "It says utf-8, which its bytes are not; it was read as cp932."


def test_windows_quotes_in_utf8_are_readable() -> None:
    body = rss("<item><title>Japan\x92s \x93Quad\x94 — caf\u00e9</title></item>")
    raw = body.encode().replace(b"\xc2\x92", b"\x92").replace(b"\xc2\x93", b"\x93")
    feed = read(raw.replace(b"\xc2\x94", b"\x94"))
    assert feed.entries[0].title == "Japan’s “Quad” — café"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "empty"),
        (b" \n\0 ", "empty"),
        (b"<!doctype html><html><head><title>x</title></head></html>", "web page, not a feed"),
        (b"<?xml version='1.0'?>\n<!-- a -->\n<html xmlns='x'><body/></html>", "web page"),
        (b"<html><title>Just a moment...</title></html>", "checks for people"),
        (b"<html><title>Before you continue</title></html>", "consent to cookies"),
        (b'{"message": "not found"}', "JSON, but not a JSON Feed"),
        (b'{"items": [', "cannot be read as such"),
        (b"[" * 100_000, "cannot be read as such"),
        (b"[1, 2]", "not a JSON Feed"),
        (b"\x89PNG\r\n\x1a\n0000", "an image"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"\x1f\x8b\x08broken", "broken gzip"),
        (b"just some words", "neither RSS, nor Atom"),
        (b"<opml version='2.0'><body/></opml>", "neither RSS, nor Atom"),
        (b"<rss version='2.0'><channel><title>T</tit", "no entry can be read"),
    ],
)
def test_what_is_no_feed_is_named_with_a_next_step(body: bytes, says: str) -> None:
    with pytest.raises(NotAFeed, match=says) as caught:
        read(body)
    assert str(caught.value).endswith(".")
    assert len(str(caught.value).split(". ")) > 1 or ": " in str(caught.value)


def test_a_feed_without_entries_is_a_feed() -> None:
    assert read(rss("")).entries == ()


PAGE = """<!doctype html><html><head><base href="/en/"><title>News</title>
<link rel="alternate" type="application/json" href="/api.json">
<link rel="alternate" type="application/rss+xml" title="Comments" href="comments/feed">
<LINK REL='alternate feed' TYPE='application/atom+xml' TITLE='All &amp; more' HREF='feed:https://b.example/atom'>
<link rel=alternate type=application/rss+xml href=feed.rss?a=1&amp;b=2 >
<link rel="alternate" hreflang="ja" href="/ja/"><link rel="stylesheet" href="x.css">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
</head></html>"""


def test_a_page_names_the_feeds_it_links_to_best_first() -> None:
    assert find_feeds(PAGE.encode(), url="https://a.example/page") == (
        ("https://b.example/atom", "All & more"),
        ("https://a.example/en/feed.rss?a=1&b=2", ""),
        ("https://a.example/api.json", ""),
        ("https://a.example/en/comments/feed", "Comments"),
    )
    with pytest.raises(NotAFeed, match=r"It offers a feed at https://b\.example/atom or https"):
        read(PAGE, url="https://a.example/page")


def test_text_has_no_markup_and_no_glued_words() -> None:
    html = "<p>One</p><p>two<br/>three <b>fo</b>ur</p><table><tr><td>5</td><td>6</td></tr></table>"
    feed = read(rss(f"<item><title>t</title><description><![CDATA[{html}]]></description></item>"))
    assert feed.entries[0].text == "One\ntwo\nthree four\n5\n6"


@pytest.mark.parametrize("times", range(1, 4))
def test_text_that_was_encoded_too_often_is_read(times: int) -> None:
    title, text = "Ships & boats", 'Japan\'s "patient" envoy &lt;b&gt;slowly&lt;/b&gt; left.'
    if times == 1:
        text = text.replace("&lt;b&gt;", "<b>").replace("&lt;/b&gt;", "</b>")
    for _ in range(times):
        title, text = escape(title), escape(text)
    item = f"<item><title>{title}</title><description>{text}</description></item>"
    (entry,) = read(rss(item)).entries
    assert entry.title == "Ships & boats"
    assert entry.text == 'Japan\'s "patient" envoy slowly left.'


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("<p>An <i>Ishi</i>gaki ferry.</p><img src=x>", "An Ishigaki ferry."),
        ("The tag <b> makes letters bold.", "The tag <b> makes letters bold."),
    ],
)
def test_markup_that_was_encoded_within_markup_is_taken_out(said: str, expected: str) -> None:
    item = f"<item><title>T</title><description>{escape(f'<p>{escape(said)}</p>')}</description>"
    (entry,) = read(rss(f"{item}</item>")).entries
    assert entry.text == expected


def test_what_only_looks_like_markup_stays() -> None:
    title = "&lt;@U012&gt; 1 &lt; 2 &amp; a&lt;b"
    feed = read(rss(f"<item><title>{title}</title></item>"))
    assert feed.entries[0].title == "<@U012> 1 < 2 & a<b"


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("HTTPS://Gazette.Example/A", "https://gazette.example/A"),
        ("  /a b  ", "https://gazette.example/a%20b"),
        ("https://gazette.example@evil.example/", None),
        ("?p=1", "https://gazette.example/feed.xml?p=1"),
        ("mailto:a@b.example", None),
        ("http://", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_links_are_absolute_or_none(link: str, expected: str | None) -> None:
    feed = read(rss(f"<item><title>t</title><link>{link}</link></item>"))
    assert feed.entries[0].link == expected


def test_links_of_a_saved_file_start_from_the_feeds_own_address() -> None:
    item = "<item><title>t</title><link>/a</link></item>"
    body = rss(item, "<link>https://b.example/news</link>")
    assert read(body, url="file:///tmp/saved.xml").entries[0].link == "https://b.example/a"
    assert read(body).entries[0].link == "https://gazette.example/a"


def test_xml_base_is_where_links_start_and_ids_stay_as_they_are() -> None:
    atom = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title>"
        "<entry xml:base='https://b.example/x/'><id>n-1</id><title>t</title><link href='y'/>"
        "</entry>"
        "<entry><id>n-2</id><title>u</title><link href='y'/></entry></feed>"
    )
    entries = read(atom).entries
    assert [entry.link for entry in entries] == [
        "https://b.example/x/y",
        "https://gazette.example/y",
    ]
    assert read(rss("<item><title>t</title><guid>123</guid></item>")).entries[0].id == "123"


@pytest.mark.parametrize(
    ("said", "expected"),
    [("en", "en"), ("EN_gb", "en-GB"), ("zh-hans", "zh-Hans"), ("ZH_HANT_tw", "zh-Hant-TW"),
     ("jp", "ja"), ("und", None), ("english please", None), ("", None)],
)  # fmt: skip
def test_languages_are_written_as_bcp_47_says(said: str, expected: str | None) -> None:
    more = f"<language>{said}</language>"
    feed = read(rss("<item><title>word</title></item>", more))
    assert (feed.language, feed.entries[0].language) == (expected, expected)


@pytest.mark.parametrize(
    ("title", "expected"),
    [("정부 발표", "ko"), ("港のクレーン", "ja"), ("海警船", "zh"), ("Word", None)],
)
def test_the_script_tells_the_language_where_nothing_does(title: str, expected: str | None) -> None:
    feed = read(rss(f"<item><title>{title}</title></item>"))
    assert (feed.language, feed.entries[0].language) == (expected, None)


@pytest.mark.parametrize(
    ("more", "seconds"),
    [
        ("<ttl>15</ttl>", 900),
        ("<ttl>soon</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<ttl>0</ttl>", None),
        ("", None),
    ],
)
def test_the_time_that_a_publisher_asks_for(more: str, seconds: int | None) -> None:
    assert read(rss("", more)).ttl == seconds


def test_a_cut_feed_keeps_its_whole_entries_and_says_that_it_is_damaged() -> None:
    whole = "".join(f"<item><title>n{n}</title><guid>{n}</guid></item>" for n in range(5))
    text = rss(whole)
    for end in range(text.index("</item>") + 7, len(text) - 1, 3):
        feed = read(text[:end])
        assert [entry.id for entry in feed.entries] == [
            str(n) for n in range(text[:end].count("</item>"))
        ]
        assert feed.damage is not None
        assert feed.cut
    assert not read(text).cut
    assert not read(rss("<item><title>Tea & cake</title></item>")).cut  # damaged, but all there


def test_future_dates_stay_as_the_feed_says() -> None:
    item = "<item><title>t</title><pubDate>Fri, 31 Dec 2999 00:00:00 GMT</pubDate></item>"
    assert read(rss(item)).entries[0].published == datetime(2999, 12, 31, tzinfo=UTC)


PIECES = st.sampled_from(
    ["<rss version='2.0'>", "<channel>", "<item>", "<title>", "</title>", "</item>", "<entry>",
     "<feed xmlns='http://www.w3.org/2005/Atom'>", "<link href='", "'/>", "<![CDATA[", "]]>",
     "<!--", "-->", "<?xml version='1.0' encoding='", "utf-16'?>", "shift_jis'?>", "<!DOCTYPE x [",
     "<!ENTITY a 'b'>", "&a;", "&#0;", "&#xD800;", "&#x110000;", "&", "<", ">", "<pubDate>",
     "99999", "-01-01T", "\0", "é", "<content type='xhtml'>", "<div>", "<a b=c d>", "{",
     '{"items":[', "[", '"', "xml:base='http://['", "<guid isPermaLink='true'>", "<dc:language>",
     "\ufeff", "<description>", "<content:encoded>", "1795514400", "年月日"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=300) | st.lists(PIECES, max_size=30).map(lambda x: "".join(x).encode()))
def test_any_bytes_are_a_feed_or_no_feed(body: bytes) -> None:
    for content_type in (None, "text/xml; charset=utf-16"):
        with suppress(NotAFeed):
            assert isinstance(read(body, content_type), ParsedFeed)
    find_feeds(body, url=URL)
