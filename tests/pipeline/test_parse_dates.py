"""Dates as feeds write them: what is read, and what stays unknown rather than guessed."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import ParsedFeed
from bot.pipeline.parse import parse

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
DAY = datetime(2026, 11, 24, tzinfo=UTC)


def feed(dates: list[str], language: str = "en", element: str = "pubDate") -> ParsedFeed:
    items = "".join(f"<item><title>t</title><{element}>{d}</{element}></item>" for d in dates)
    text = f"<rss version='2.0'><channel><title>T</title><language>{language}</language>{items}"
    return parse(f"{text}</channel></rss>".encode(), url="https://a.example/")


def read(date: str, language: str = "en") -> datetime | None:
    return feed([date], language).entries[0].published


@pytest.mark.parametrize(
    "text",
    [
        "Tue, 24 Nov 2026 10:00:00 GMT", "Tue, 24 Nov 2026 10:00:00 +0000",
        "Tue, 24 Nov 2026 05:00:00 EST", "24 Nov 2026 19:00 +0900", "24 Nov 26 10:00:00 Z",
        "Tue, 24 Nov 2026 10:00:00", "Tue,  24  November  2026 10:00:00 UT",
        "Tue, 24 Nov 2026 19:00:00 JST", "Tue, 24 Nov 2026 11:00:00 CET",
        "2026-11-24T10:00:00Z", "2026-11-24T10:00:00", "2026-11-24 10:00:00",
        "2026-11-24T19:00:00+09:00", "2026-11-24T10:00:00.123456Z", "2026-11-24T10:00:00.1Z",
        "2026-11-24T10:00Z", "20261124T100000Z", "2026-11-24 19:00:00 +0900",
        "1795514400", "1795514400000", "Tue Nov 24 10:00:00 2026", "Nov 24, 2026 10:00 AM",
    ],
)  # fmt: skip
def test_a_date_of_any_usual_form_is_read_as_utc(text: str) -> None:
    assert read(text) == AT


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2026年11月24日 10:00", "zh"), ("2026年11月24日 10:00", "ja"),
        ("2026年11月24日 10:00", ""), ("2026년 11월 24일 오전 10:00:00", "ko"),
        ("24.11.2026 10:00", "de"),
        ("Вт, 24 ноя 2026 13:00:00 +0300", "ru"), ("Вт, 24 ноя 2026 13:00:00 +0300", ""),
        ("mar., 24 nov. 2026 11:00:00 +0100", "fr"), ("24 novembre 2026 10:00", "it"),
    ],
)  # fmt: skip
def test_a_date_in_words_is_read_in_the_language_of_the_feed(text: str, language: str) -> None:
    assert read(text, language) == AT


@pytest.mark.parametrize("text", ["2026-11-24", "20261124", "24 Nov 2026", "2026-W48-2"])
def test_a_day_is_its_beginning(text: str) -> None:
    assert read(text) == DAY


@pytest.mark.parametrize(
    "text",
    ["", "not a date", "yesterday", "2 hours ago", "10:30", "November", "2026", "Tuesday",
     "0000-00-00T00:00:00Z", "2026-13-45", "Tue, 99 Nov 2026 10:00:00 GMT", "x" * 65,
     "Tue, 24 Nov 2026 10:00:00 GMT" + " and some more of it that goes on and on and on", "0"],
)  # fmt: skip
def test_what_cannot_be_read_stays_unknown(text: str) -> None:
    assert read(text) is None


def test_the_date_of_an_rss_entry_may_stand_in_dublin_core() -> None:
    text = (
        "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>T</title>"
        "<item><title>t</title><dc:date>2026-11-24T10:00:00Z</dc:date></item></channel></rss>"
    )
    entry = parse(text.encode(), url="https://a.example/").entries[0]
    assert (entry.published, entry.updated) == (AT, AT)


def test_thousands_of_odd_dates_do_not_hold_a_feed_up() -> None:
    entries = feed([f"am {n}. irgendwann" for n in range(3000)], "de").entries
    assert len(entries) == 3000
    assert {entry.published for entry in entries} == {None}


SECONDS = st.integers(631152000, 3786911999)  # 1990 to 2089, as two digits of a year allow
ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(seconds=SECONDS, zone=ZONES)
def test_what_python_writes_is_read_back(seconds: int, zone: timezone) -> None:
    aware = datetime.fromtimestamp(seconds, zone)
    found = [entry.published for entry in feed([format_datetime(aware), aware.isoformat()]).entries]
    assert found == [aware, aware]
