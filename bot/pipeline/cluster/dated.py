"""On which days something happened, as a report says: "on Tuesday", "1日午前", 昨天, "Dec. 2".

The same is done again days later, and is told in the same words: another patrol, another launch.
Each report names the day of its own.
"""

import re
from datetime import date, datetime, timedelta
from functools import cache

READ = 300  # characters of a text: what stands below tells what was before
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EAST_WEEKDAYS = "月火水木金土日"
_KOREAN_WEEKDAYS = "월화수목금토일"
_CHINESE_WEEKDAYS = "一二三四五六日"
_DAY = re.compile(
    r"\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
    r"|\b(?P<month>Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? "
    r"(?P<of>\d{1,2})\b"
    r"|(?P<ja>[月火水木金土日])曜|(?P<ko>[월화수목금토일])요일"
    r"|(?:周|週|星期|礼拜|禮拜)(?P<zh>[一二三四五六日天])"
    r"|(?<![\d.])(?P<day>[12]?\d|3[01])"
    r"(?:日(?![間间連连目本元頃続])|号(?!楼|线|機|机)|일(?![간째본연] ?|부터))"
    r"|(?P<ago>\byesterday\b|昨日|昨天|昨夜|昨晚|어제)|(?P<now>\btoday\b|今日|今天|今朝|今早|오늘)"
)
WEEK = 7


def days_of(text: str, at: datetime) -> tuple[int, int] | None:
    """Give the first and the last of the days that a text names at its beginning, as ordinals.

    ``at``: when it came, UTC; a day's name stands for the last such day, or for tomorrow, where it
    has begun already. None where no day is named.
    """
    today = at.date()
    found = [day for match in _DAY.finditer(text[:READ]) if (day := _day(match, today))]
    return _one_for_all(min(found), max(found)) if found else None


def _day(found: "re.Match[str]", today: date) -> int | None:
    kind = found.lastgroup or ""
    said = found[kind]
    if kind == "weekday":
        return _last(WEEKDAYS.index(said.lower()), today)
    if kind in ("ja", "ko", "zh"):
        week = {"ja": _EAST_WEEKDAYS, "ko": _KOREAN_WEEKDAYS, "zh": _CHINESE_WEEKDAYS}[kind]
        return _last(week.index(said.replace("天", "日")), today)
    if kind == "of":
        return _nearest(today, int(said), _MONTHS.index(found["month"][:3].lower()) + 1)
    if kind == "day":
        return _nearest(today, int(said), None)
    return today.toordinal() - (kind == "ago")


def _last(weekday: int, today: date) -> int:
    tomorrow = today + timedelta(days=1)  # where the sun rises earlier
    return tomorrow.toordinal() - (tomorrow.weekday() - weekday) % WEEK


def _nearest(today: date, day: int, month: int | None) -> int | None:
    """Give the day of a month that is nearest, of those up to a week ago or three days ahead."""
    for away in range(4):
        for one in (today - timedelta(days=away), today + timedelta(days=away)):
            if one.day == day and month in (None, one.month):
                return one.toordinal()
    for away in range(4, WEEK + 1):
        one = today - timedelta(days=away)
        if one.day == day and month in (None, one.month):
            return one.toordinal()
    return None


@cache
def _one_for_all(first: int, last: int) -> tuple[int, int]:
    """Give one and the same pair to all stories: each its own would take megabytes."""
    return first, last
