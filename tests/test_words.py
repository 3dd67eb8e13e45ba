from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot import words
from bot.locales import speaking

AT = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("delta", "locale", "said"),
    [
        (timedelta(minutes=3), "en", "3 minutes ago"),
        (timedelta(hours=1), "en-GB", "1 hour ago"),
        (timedelta(seconds=20), "en", "just now"),
        (timedelta(minutes=-5), "en", "just now"),
        (timedelta(days=2), "ja", "2 日前"),
        (timedelta(hours=3), "zh-HK", "3 小時前"),
        (timedelta(hours=3), "xx-nonsense", "3 hours ago"),
    ],
)
def test_how_long_ago_is_said_in_the_readers_language(delta, locale, said):
    assert words.ago(delta, locale) == said


@pytest.mark.parametrize(
    ("delta", "said"),
    [
        (timedelta(0), "1 min"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(hours=3), "3 h"),
        (timedelta(hours=47), "47 h"),
        (timedelta(days=12), "12 d"),
    ],
)
def test_a_short_age_takes_few_letters(delta, said):
    assert words.short(delta) == said


@pytest.mark.parametrize(
    ("locale", "short", "since", "span"),
    [
        ("ja", "15 分", "15 分前", "2 日"),
        ("zh-Hans", "15分钟", "15分钟前", "2天"),
        ("zh-Hant", "15 分鐘", "15 分鐘前", "2 天"),
        ("ko", "15분", "15분 전", "2일"),
        ("de", "15 min", "15 min ago", "2 days"),  # no German sentence surrounds it
    ],
)
def test_spans_of_time_are_said_as_the_language_does(locale, short, since, span):
    assert words.short(timedelta(minutes=15), locale) == short
    assert words.since(timedelta(minutes=15), locale) == since
    assert words.span(timedelta(days=2), locale) == span


def test_what_is_said_follows_the_language_that_is_spoken():
    with speaking("ko-KR"):
        assert words.since(timedelta(hours=3)) == "3시간 전"
        assert words.weekdays(range(5)) == "월요일~금요일"
    with speaking("de"):
        assert words.span(timedelta(days=2)) == "2 days"


def test_a_language_without_sentences_is_not_mixed_in():
    at = datetime(2026, 11, 30, 8, tzinfo=UTC)
    assert words.listing(["08:00", "18:30"], "fr") == "08:00 and 18:30"
    assert words.weekdays(range(5), "fr") == words.weekdays(range(5), "en")
    assert words.day(at, None, "fr") == "Monday 30 November"
    assert words.number(4100, "fr") == "4,100"


def test_names_are_listed_with_and():
    assert words.listing([]) == ""
    assert words.listing(["NHK"]) == "NHK"
    assert words.listing(["NHK", "Reuters"]) == "NHK and Reuters"
    assert words.listing(["NHK", "Reuters", "Kyodo"]) == "NHK, Reuters and Kyodo"
    assert words.listing(["NHK", "Reuters"], "ja") == "NHK、Reuters"
    assert words.listing(["NHK", "Reuters"], "zh-TW") == "NHK、Reuters"


def test_numbers_and_plurals():
    assert words.plural(1, "story", "stories") == "1 story"
    assert words.plural(0, "story", "stories") == "0 stories"
    assert words.plural(4100, "item", "items") == "4,100 items"


def test_a_time_is_said_in_the_channels_zone():
    assert words.clock(AT, "Asia/Tokyo") == "08:00"
    assert words.clock(AT, None) == "23:00"
    assert words.day(AT, ZoneInfo("Asia/Tokyo")) == "Tuesday 24 November"
    assert words.day(AT, "Asia/Tokyo", "ja") == "11月24日火曜日"


def test_what_comes_is_marked_behind_the_word_that_english_puts_before_it():
    mark = words.marked_moment(AT, "")[: -len(words.MOMENT)]
    now = words.marked_coming(AT, AT, None)
    assert now == f"at {mark}23:00{words.MOMENT}"
    later = words.marked_coming(AT, AT - timedelta(days=1), None)
    assert later == f"on {mark}Monday 23 November at 23:00{words.MOMENT}"
    assert words.marked_coming(AT, AT, None, "ja") == words.marked_moment(AT, "23:00")


def test_a_moment_that_is_kept_in_words_is_told_in_any_zone():
    kept = f"quiet hours until {words.kept_moment(AT.astimezone(ZoneInfo('Asia/Tokyo')))}"
    assert kept == "quiet hours until 2026-11-23T23:00Z"
    told = words.with_moments(kept, lambda at: words.clock(at, "Asia/Tokyo"))
    assert told == "quiet hours until 08:00"
    assert words.with_moments("item 2026-11-24 is late", str) == "item 2026-11-24 is late"


def test_a_date_is_said_in_few_letters_in_a_zone():
    at = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert words.date(at, None) == "23 Nov"
    assert words.date(at, "Asia/Tokyo") == "24 Nov"
    assert words.date(at, "Asia/Tokyo", "ja") == "11月24日"


def test_a_zone_is_said_by_its_city():
    assert words.city("Asia/Tokyo") == "Tokyo"
    assert words.city("America/Argentina/Buenos_Aires") == "Buenos Aires"
    assert words.city(None) == "UTC"
    assert words.city("UTC") == "UTC"


def test_weekdays_are_said_as_a_range_where_they_are_one():
    assert words.weekdays(range(7)) == "every day"
    assert words.weekdays([0, 1, 2, 3, 4]) == "Monday to Friday"
    assert words.weekdays([3, 0]) == "Monday and Thursday"
    assert words.weekdays([6]) == "Sunday"


def test_a_country_is_named_by_its_code():
    assert words.country("jp") == "Japan"
    assert words.country("TW", "ja") == "台湾"
    assert words.country("qq") == ""
    assert words.country(None) == ""
