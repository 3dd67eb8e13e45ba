"""Every saved feed, well-formed or hostile, through the real fetch and the real parse."""

import asyncio
import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from bench.feeds import Reading, files_of, read_all, tally
from bot.model import ParsedFeed

# All files are read before the first test looks at them.
pytestmark = pytest.mark.timeout(600)
LIMIT = 30.0  # seconds for one file: more is a hang; bench/feeds.py tells the real figure
NEXT_STEP = re.compile(r"[.:,] .*\b(?:check|ask|use|look|try|tried|repair|has to)\b", re.IGNORECASE)
BLOCKED = {"bomb-billion-laughs.xml", "bomb-quadratic.xml", "xxe-file.xml", "deep-nesting.xml"}
NO_FEEDS = {"consent-page.html", "empty.xml", "nodefp-notafeed.html"}
# Too broken for any entry, or with none in them: an error that says so is right.
NOTHING_IN_IT = {
    "fp-encoding-bozo_invalid-bytes-with-bom.xml",
    "fp-illformed-aaa_illformed.xml",
    "fp-illformed-rss_incomplete_cdata.xml",  # its only entry is cut off
}
OVERSIZE = {"many-items.xml.gz", "nodefp-compressed.xml", "nodefp-invalid-characters-gzipped.xml"}


@pytest.fixture(scope="module")
def feeds(shared: Path) -> list[Reading]:
    return asyncio.run(read_all(files_of(shared / "data" / "feeds")))


@pytest.fixture(scope="module")
def hostile(shared: Path) -> Mapping[str, Reading]:
    readings = asyncio.run(read_all(files_of(shared / "data" / "illformed")))
    return {one.path.name: one for one in readings}


def of(readings: Mapping[str, Reading], name: str) -> ParsedFeed:
    feed = readings[name].feed
    assert feed is not None, readings[name].error
    return feed


def test_every_real_feed_is_read_in_time(feeds: list[Reading]) -> None:
    assert [(one.path.name, one.error) for one in feeds if one.error] == []
    assert [one.path.name for one in feeds if one.seconds > LIMIT] == []


def test_titles_links_and_dates_are_plain_feedparsers(feeds: list[Reading]) -> None:
    counts = tally(feeds)
    assert counts.compared["title"] > 10_000
    for field in ("title", "link", "date"):
        assert counts.equal[field] >= 0.99 * counts.compared[field], counts.differences


def test_the_manifest_of_real_feeds_agrees(shared: Path, feeds: list[Reading]) -> None:
    rows = (shared / "data" / "feeds" / "MANIFEST.jsonl").read_text(encoding="utf-8").splitlines()
    known = {row["file"]: row for row in map(json.loads, rows)}
    wrong = [
        (one.path.name, len(one.feed.entries), known[one.path.name]["entries"])
        for one in feeds
        if one.feed
        and one.path.name in known
        and one.path.suffix != ".json"  # feedparser, which made the list, reads none in them
        and len(one.feed.entries) != known[one.path.name]["entries"]
    ]
    assert wrong == []


def test_every_entry_can_be_told(feeds: list[Reading]) -> None:
    for one in feeds:
        for entry in one.feed.entries if one.feed else ():
            assert entry.title or entry.text or entry.link
            assert not re.search(r"</?(?:p|br|div|b|a|img)\b[^<>]*>", entry.title), entry.title
            assert entry.link is None or entry.link.startswith(("http://", "https://"))


def test_every_hostile_file_gives_items_or_a_clear_error(hostile: Mapping[str, Reading]) -> None:
    slow = [one.path.name for one in hostile.values() if one.seconds > LIMIT]
    assert slow == []
    for one in hostile.values():
        if one.feed is None:
            assert one.error is not None
            assert NEXT_STEP.search(one.error), one.error


def test_only_what_is_no_feed_or_does_harm_is_refused(hostile: Mapping[str, Reading]) -> None:
    refused = {name for name, one in hostile.items() if one.feed is None}
    licences = {name for name in hostile if name.startswith("LICENSE")}
    assert refused - licences - OVERSIZE == BLOCKED | NO_FEEDS | NOTHING_IN_IT


def test_every_file_is_one_that_the_manifest_expects(
    shared: Path, hostile: Mapping[str, Reading]
) -> None:
    text = (shared / "data" / "illformed" / "MANIFEST.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    assert {row["file"] for row in rows} <= set(hostile)
    for row in rows:
        if row["expect"] == "parse":
            assert of(hostile, row["file"]).entries, row["file"]


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("truncated-15-abcnews-international.xml", "item"),
        ("truncated-50-codehollow-Rss20LeMonde.xml", "item"),
        ("truncated-83-codehollow-Rss20YandexRussia.xml", "item"),
        ("truncated-97-egf-feed_novaya-ru.xml", "item"),
    ],
)
def test_a_cut_feed_keeps_every_whole_item(
    hostile: Mapping[str, Reading], name: str, whole: str
) -> None:
    feed = of(hostile, name)
    complete = hostile[name].path.read_bytes().count(f"</{whole}>".encode())
    assert len(feed.entries) == complete
    assert feed.damage


def test_what_the_files_of_our_own_ask_for(hostile: Mapping[str, Reading]) -> None:
    readable = {
        "gb18030-declared-gb2312.xml": "中国海警船",
        "sjis-declared-utf8.xml": "尖閣諸島",
        "utf16le-bom.xml": "尖閣諸島",
        "windows1252-quotes-in-utf8.xml": "“Quad”",
    }
    for name, words in readable.items():
        assert words in of(hostile, name).entries[0].title
    assert of(hostile, "json-as-xml.xml").format.startswith("json")
    assert len(of(hostile, "guid-same.xml").entries) == 2
    nameless = of(hostile, "no-guid-no-link.xml").entries  # a third one is empty, and no news
    assert [bool(entry.title or entry.text) for entry in nameless] == [True, True]
    assert "&" in of(hostile, "unescaped-amp.xml").entries[0].title
    assert "&" not in of(hostile, "html-entities.xml").entries[0].title


def test_links_that_are_no_web_addresses_are_left_out(hostile: Mapping[str, Reading]) -> None:
    links = {e.title: e.link for e in of(hostile, "links-a.xml").entries}
    assert links["link j"] is None
    assert links["link e"] is None
    assert links["link p"] == "http://proto.relative.invalid/x"


def test_odd_dates_are_right_or_unknown_and_lose_no_item(hostile: Mapping[str, Reading]) -> None:
    dates = [entry.published for entry in of(hostile, "dates-a.xml").entries]
    assert [date and f"{date:%Y-%m-%dT%H}" for date in dates] == [
        "2021-03-15T00", "2021-03-15T01", "2021-03-15T15", "2021-03-15T10", "2021-03-15T01",
        None, "1970-01-01T00", "2021-03-15T00", "2021-03-15T07",
    ]  # fmt: skip


def test_control_characters_are_gone(hostile: Mapping[str, Reading]) -> None:
    feed = of(hostile, "nul-codehollow-Rss20JapanToday.xml")
    assert feed.entries
    assert not any(re.search(r"[\x00-\x08\x0e-\x1f]", e.title + e.text) for e in feed.entries)


@pytest.mark.parametrize(
    "name",
    ["big5", "euckr", "koi8r", "shiftjis", "tis620", "windows1255"],
)
def test_a_charset_that_is_not_said_is_found(hostile: Mapping[str, Reading], name: str) -> None:
    feed = of(hostile, f"fp-illformed-chardet-{name}.xml")
    script = {"big5": "一-鿿", "euckr": "가-힣", "koi8r": "а-я", "shiftjis": "ぁ-ヿ一-鿿",
              "tis620": "ก-๛", "windows1255": "א-ת"}[name]  # fmt: skip
    text = " ".join([feed.title, *(entry.title + entry.text for entry in feed.entries)])
    letters = re.findall(r"[^\W\d_a-zA-Z]", text)
    native = re.findall(f"[{script}]", "".join(letters))
    assert len(native) > 0.9 * len(letters) > 0
