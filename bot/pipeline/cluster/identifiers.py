"""Identifiers: CVE-2026-4101, DSA-6010-1, flight MH370 are names, and no two things have one.

Bulletins are told in one wording, of which the identifier alone says that each is another.
"""

import re
from collections.abc import Set as AbstractSet

READ = 600  # characters of a text
LEAD = 200  # … in which the day of a row stands: below it those before are told
MOST = 40  # identifiers of an item: a list of more names everything
# Sums and hours look like identifiers, and so do years; they are counted otherwise by each outlet.
_NO_KIND = (
    " RM RMB US USD EUR GBP JPY CNY INR IDR KRW AUD NZD CAD SGD HKD NT TWD PHP THB VND CHF BRL"
    " TRY RUB RS PKR LKR BDT TK NPR MYR KSH KES UGX GHS NGN ZAR SEK NOK DKK PLN CZK HUF ILS AED"
    " SAR EGP MXN ARS COP CLP PEN UAH KZT GMT UTC EST EDT PST CET JST KST AM PM NO FY CE BC AD "
)
_YEAR = re.compile(r"(?:19|20)\d\d")
# "CVE-2026-4101", "RHSA-2026:1234", "JVN#12345678", "KB5031234", "UKMTO WARNING 031-26"
_IN_CAPITALS = re.compile(
    r"(?<![\w-])([A-Z]{2,}(?:-[A-Z]{2,})*)"
    r"(?:[-:/#](\d[\d:/.-]*\d)|(\d{3,7})| (\d{3,}[-/]\d{2,4}))\b"
)
# Of what is known by a word before it: "flight 182", "Case C-123/24", "resolution 2728".
_BY_A_WORD = (
    (
        "flight",
        re.compile(r"\bflight\s+(?:no\.?\s*)?(?:[A-Z0-9]{2}\s?(\d{2,4})|(\d{3,4}))\b", re.I),
    ),
    ("case", re.compile(r"\bcase\s+(?:no\.?\s*)?((?:[A-Z]-)?\d+[-/:]\d+)\b", re.I)),
    ("resolution", re.compile(r"\bresolution\s+(\d{3,4})\b", re.I)),
    ("order", re.compile(r"\bexecutive order\s+(\d{4,5})\b", re.I)),
    ("arxiv", re.compile(r"\barxiv:(\d{4}\.\d{4,5})\b", re.I)),
    ("ghsa", re.compile(r"\bGHSA((?:-[0-9a-z]{4}){3})\b", re.I)),
    (
        "ticker",
        re.compile(
            r"[(（](?:NYSE|NASDAQ|AMEX|TSX|LSE|ASX|TSE|TYO|HKEX|SEHK|KRX|KOSDAQ|SGX|NSE|BSE)"
            r"(?:\s\w+)?\s*[:：]\s*([A-Z0-9.]{1,8})[)）]",
            re.I,
        ),
    ),
)
# "for 4th day", "4日連続": the days of a row are told in one wording, and each is another.
_COUNTED = {
    word: str(n)
    for words in (
        ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        tuple("二三四五六七八九十"),
        ("이틀", "사흘", "나흘", "닷새", "엿새", "이레"),
    )
    for n, word in enumerate(words, 2)
}
_NTH = r"(\d{1,3}(?:st|nd|rd|th)|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
_MANY = r"(\d{1,3}|two|three|four|five|six|seven|eight|nine|ten)"
_IN_A_ROW = re.compile(
    rf"\b{_NTH}[ -](?:straight|consecutive|successive)[ -]day\b|\bfor (?:an? |the )?{_NTH}[ -]day\b"
    rf"|\b{_MANY}[ -](?:straight|consecutive) days\b|\b{_MANY} days (?:in a row|running)\b"
    r"|(\d{1,3})日(?:間)?(?:連続|続けて)|連続(\d{1,3})日|[连連][续續]第?(\d{1,3}|[二三四五六七八九十])[天日]"
    r"|(\d{1,3})일 ?(?:연속|연달아)|(이틀|사흘|나흘|닷새|엿새|이레) ?(?:연속|연달아)"
    r"|연속 ?(\d{1,3})일",
    re.IGNORECASE,
)
DAY_IN_A_ROW = "day-in-a-row"
LEAST_DIGITS = 3  # COVID-19, F-16 and GPT-5.6 are no identifiers


def identifiers(title: str, text: str) -> frozenset[str]:
    """Give the identifiers of a report, each as its kind, a blank and which one it is."""
    told = f"{title}\n{text[:READ]}"
    found = set()
    for kind, *numbers in _IN_CAPITALS.findall(told):
        number = next(filter(None, numbers))
        is_long = sum(map(str.isdigit, number)) >= LEAST_DIGITS and not _YEAR.fullmatch(number)
        if is_long and f" {kind} " not in _NO_KIND:
            found.add(f"{kind} {number}")
    for kind, known in _BY_A_WORD:
        for match in known.finditer(told):
            found.add(f"{kind} {next(filter(None, match.groups())).upper()}")
    return frozenset(found) | _in_a_row(title, text) if len(found) <= MOST else frozenset()


def _in_a_row(title: str, text: str) -> frozenset[str]:
    """Give the how-manieth day in a row a report is about, as its title or its beginning says."""
    match = next(filter(None, map(_day_in, (title, text[:LEAD]))), None)
    if match is None:
        return frozenset()
    said = next(filter(None, match.groups())).lower()
    day = _COUNTED.get(said) or "".join(filter(str.isdigit, said))
    return frozenset((f"{DAY_IN_A_ROW} {day}",))


def _day_in(told: str) -> "re.Match[str] | None":
    """Find the day of a row; few texts name days at all, and this is asked of every one."""
    named = any(day in told for day in ("day", "DAY", "Day", "日", "天", "일", "연속"))
    return _IN_A_ROW.search(told) if named else None


def but_days(told: AbstractSet[str]) -> AbstractSet[str]:
    """Give identifiers without the days of a row."""
    return frozenset(one for one in told if not one.startswith(DAY_IN_A_ROW))


def are_told_apart(mine: AbstractSet[str], theirs: AbstractSet[str]) -> bool:
    """Say whether two reports have identifiers of one kind, and none in common."""
    if not mine or not theirs or not mine.isdisjoint(theirs):
        return False
    kinds = {one.partition(" ")[0] for one in mine}
    return any(one.partition(" ")[0] in kinds for one in theirs)
