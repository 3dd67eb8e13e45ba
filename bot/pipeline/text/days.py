"""Days that only a report's own date makes clear: "on Tuesday", 昨日, 지난달."""

import regex

_WEEKDAYS = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"
_MONTHS = "Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec"
_RELATIVE = regex.compile(
    rf"\b(?:{_WEEKDAYS})day(?:'s|’s)?\b|\b(?:[Tt]o(?:day|night|morrow)|[Yy]esterday)\b"
    r"|\b(?:[Tt]his|[Ll]ast|[Nn]ext|[Ee]arlier this|[Ll]ater this) "
    r"(?:morning|afternoon|evening|night|week(?:end)?|month|year|spring|summer|autumn|fall|winter)\b"
    r"|昨日|今日|本日|明日|昨夜|今朝|一昨日|先週|今週|来週|先月|今月|来月|昨年|今年|来年"
    r"|[月火水木金土日]曜日?"
    r"|昨天|今天|明天|昨晚|今早|今晨|前天|上周|本周|下周|上週|本週|下週|上月|本月|下月|去年|明年"
    r"|(?:周|週|星期|禮拜|礼拜)[一二三四五六日天]"
    r"|어제|오늘|내일|어젯밤|지난(?:주|달|해)|이번 ?(?:주|달)|다음 ?(?:주|달)|올해|작년|내년"
    r"|[월화수목금토일]요일"
    r"|(?<![月월]\s?\d{0,1})(?<!\d)(?:[12]?\d|3[01])\s?(?:日(?!間|間|目|本|元)|일(?!간|째|본))"
)
_WHOLE_DATE = regex.compile(
    rf"\b(?:{_MONTHS})\w*\.? \d{{1,2}}\b|\b\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})\w*\b"
    r"|\d{1,2}\s?[月월]\s?\d{1,2}\s?[日号號일]"
)


def needs_its_date(text: str) -> bool:
    """Whether a sentence names a day that nobody can tell without the date of its report."""
    return bool(_RELATIVE.search(text)) and not _WHOLE_DATE.search(text)
