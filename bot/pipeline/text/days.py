"""Days that only a report's own date makes clear: "on Tuesday", 昨日, 지난달; which they are."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import regex

from bot.pipeline.text.needed import Sought

_WEEKDAYS = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"
_MONTHS = "Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec"
# Not so many days: 3日間, 3日連続, 3일째.
_DAY = (
    r"(?:日(?!間|间|目|本|元|連続|连续|連續|ぶり|以内|以內|内(?!閣)|內|分の|余り|餘|程度)"
    r"|일(?!간|째|본| ?연속| ?만에| ?이내))"
)
_RELATIVE = Sought(
    regex.compile(
        rf"\b(?:{_WEEKDAYS})day(?:'s|’s)?\b|\b(?:[Tt]o(?:day|night|morrow)|[Yy]esterday)\b"
        r"|\b(?:[Tt]his|[Ll]ast|[Nn]ext|[Ee]arlier this|[Ll]ater this) "
        r"(?:morning|afternoon|evening|night|week(?:end)?|month|year|spring|summer|autumn|fall|winter)\b"
        r"|昨日|今日|本日|明日|昨夜|今朝|一昨日|先週|今週|来週|先月|今月|来月|昨年|今年|来年"
        r"|[月火水木金土日]曜日?"
        r"|昨天|今天|明天|昨晚|今早|今晨|前天|上周|本周|下周|上週|本週|下週|上月|本月|下月|去年|明年"
        r"|(?:周|週|星期|禮拜|礼拜)[一二三四五六日天]"
        r"|어제|오늘|내일|어젯밤|지난(?:주|달|해)|이번 ?(?:주|달)|다음 ?(?:주|달)|올해|작년|내년"
        r"|[월화수목금토일]요일"
        rf"|(?<![月월]\s?\d{{0,1}})(?<!\d)(?:[12]?\d|3[01])\s?{_DAY}"
    )
)
_WHOLE_DATE = regex.compile(
    rf"\b(?:{_MONTHS})\w*\.? \d{{1,2}}\b|\b\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})\w*\b"
    r"|\d{1,2}\s?[月월]\s?\d{1,2}\s?[日号號일]"
)


def needs_its_date(text: str) -> bool:
    """Whether a sentence names a day that nobody can tell without the date of its report."""
    return bool(_RELATIVE.search(text)) and not _WHOLE_DATE.search(text)


# Hours by which the morning of a country's outlets is before that of Greenwich.
_AHEAD = {
    "NZ": 12, "AU": 10, "JP": 9, "KR": 9, "KP": 9, "CN": 8, "TW": 8, "HK": 8, "MO": 8, "PH": 8,
    "SG": 8, "MY": 8, "VN": 7, "TH": 7, "ID": 7, "MM": 6, "BD": 6, "IN": 5, "LK": 5, "PK": 5,
    "US": -5, "CA": -5,
}  # fmt: skip
_EARLIER, _SOON = 6, 1  # days from a report in which the weekday lies that it names
_NUMBERED = 20, 10  # the same for a day of the month
_NAMED = regex.compile(
    rf"\b({_WEEKDAYS})day(?:'s|’s)?\b|([月火水木金土日])曜|(?:周|週|星期|禮拜|礼拜)([一二三四五六日天])"
    r"|([월화수목금토일])요일"
)
_ORDER = (
    ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun"),
    "月火水木金土日",
    "一二三四五六日",
    "월화수목금토일",
)
_NUMBER = regex.compile(
    rf"(?<![月월]\s?\d{{0,1}})(?<!\d)([12]?\d|3[01])\s?{_DAY}(?![前後后]| ?전| ?뒤| ?후)"
)
_OVER = regex.compile(
    r"\b(?:\p{Ll}+ed|said|was|were|had|left|met|took|fell|sank|began|held|told|made|hit|came|went)\b"
    r"|た[。、]|ました|[了過过]|었|했|졌|렸|났"
)
_TO_COME = regex.compile(
    r"\b(?:will|(?:is|are) to|to be|scheduled|next|set to|expected|plans?|due|would|until|by)\b"
    r"|予定|方針|見通し|来週|[将將]|[计計][划劃]|下[周週]|예정|계획|방침|다음"
)


def day_of(text: str, published: datetime, country: str | None) -> date:
    """Give the day that a sentence names ("on Tuesday", 1日), else that of its report.

    ``published``: in UTC; an outlet's morning may be of the next day where it is (``country``).
    Of what is to come, only the days beside the report's are sure.
    """
    report = (published + timedelta(hours=_AHEAD.get(country or "", 0))).date()
    numbers = {int(found[1]) for found in _NUMBER.finditer(text)}
    if numbers:
        before, after = _NUMBERED
        after = after if _TO_COME.search(text) else _SOON
        days = (day for day in _around(report, before, after) if day.day in numbers)
        return next(days, report) if len(numbers) == 1 else report
    weekdays = {_weekday(found) for found in _NAMED.finditer(text)}
    if len(weekdays) != 1:
        return report
    is_over = _OVER.search(text) and not _TO_COME.search(text)
    before = _EARLIER if is_over else _SOON
    return next(
        (day for day in _around(report, before, _SOON) if {day.weekday()} == weekdays), report
    )


def _around(day: date, before: int, after: int) -> Iterator[date]:
    """Yield the days around one, the nearest first."""
    steps = sorted(range(-before, after + 1), key=lambda step: (abs(step), step < 0))
    return (day + timedelta(days=step) for step in steps)


def _weekday(found: regex.Match[str]) -> int:
    place, name = next((n, part) for n, part in enumerate(found.groups()) if part)
    return _ORDER[place].index("日" if name == "天" else name)
