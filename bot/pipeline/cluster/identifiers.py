"""Identifiers: CVE-2026-4101, DSA-6010-1, flight MH370 are names, and no two things have one.

Bulletins are told in one wording, of which the identifier alone says that each is another.
"""

import re
from collections.abc import Set as AbstractSet

READ = 600  # characters of a text
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
    return frozenset(found) if len(found) <= MOST else frozenset()


def are_told_apart(mine: AbstractSet[str], theirs: AbstractSet[str]) -> bool:
    """Say whether two reports have identifiers of one kind, and none in common."""
    if not mine or not theirs or not mine.isdisjoint(theirs):
        return False
    kinds = {one.partition(" ")[0] for one in mine}
    return any(one.partition(" ")[0] in kinds for one in theirs)
