"""Dates as feeds write them, read to aware UTC; unreadable ones are None, none is guessed.

feedparser reads RFC 822 and ISO 8601 well, but turns other forms into wrong dates without a word
(2026年11月24日 into 1 November, 1795514400 into the year 1795, JST into UTC). So the form of the
text decides who reads it.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from time import struct_time

_LONGEST = 64  # characters: dateparser's time grows with the text
_ODD_ONES = 500  # dates of one feed that dateparser is asked for
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}"
_ZONE = r"(?:[+-]\d{2}:?\d{2}|gmt|utc?|z|[ecmp][sd]t)"
_RFC_822 = re.compile(
    rf"(?:{_DAY},?\s+)?(?:\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d{{1,2}})\s+(?:\d{{4}}|\d{{2}})"
    rf"(?:\s+\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\s+{_ZONE})?)?",
    re.IGNORECASE,
)
_ISO = re.compile(r"\d{4}-(?:\d{2}-\d{2}|W\d{2}(?:-\d)?)(?:[T ]\d{2}.*)?|\d{8}(?:T\d{4,6}.*)?")
_MONTH_ONLY = re.compile(r"\d{4}-\d{2}")
_STAMP = re.compile(r"\d{10}(?:\d{3})?")
_BY_SCRIPT = (
    (re.compile(r"[가-힣]"), ("ko",)),
    (re.compile(r"[年月日時时]"), ("zh", "ja")),
    (re.compile(r"[а-яё]", re.IGNORECASE), ("ru", "uk")),
)
_OPTIONS = {
    "TIMEZONE": "UTC",
    "RETURN_AS_TIMEZONE_AWARE": True,
    # Without these it would fill gaps and read "2 hours ago" from the clock.
    "REQUIRE_PARTS": ["day", "month", "year"],
    "PARSERS": ["absolute-time"],
}


class Dates:
    """Reads the dates of one feed, whose language is known or not."""

    def __init__(self, language: str | None) -> None:
        self._language = (language or "").partition("-")[0]
        self._left = _ODD_ONES
        self._known: dict[str, datetime | None] = {}

    def read(self, text: str | None, parsed: struct_time | None = None) -> datetime | None:
        """Give a date; ``parsed`` is feedparser's reading, used where it can be trusted."""
        text = " ".join((text or "").split())
        if not text or len(text) > _LONGEST:
            return None
        if _ISO.fullmatch(text):
            return _iso(text) or (_iso(text[:10]) and (_struct(parsed) or self._odd(text)))
        if _MONTH_ONLY.fullmatch(text) or _RFC_822.fullmatch(text):
            return _struct(parsed) or self._odd(text)
        return self._odd(text)

    def _odd(self, text: str) -> datetime | None:
        if text not in self._known:
            self._known[text] = self._ask(text)
        return self._known[text]

    def _ask(self, text: str) -> datetime | None:
        if _STAMP.fullmatch(text):
            return datetime.fromtimestamp(int(text[:10]), UTC)
        if self._left <= 0 or not any(letter.isdigit() for letter in text):
            return None
        self._left -= 1
        from dateparser import parse  # seldom needed, and slow to load

        for language in self._languages(text):
            try:
                found = parse(text, languages=[language], settings=_OPTIONS)
            except Exception:  # it raises what it likes on odd texts: such a date is unreadable
                found = None
            if found:
                return _utc(found)
        return None

    def _languages(self, text: str) -> Sequence[str]:
        scripts = (names for pattern, names in _BY_SCRIPT if pattern.search(text))
        names = [self._language, *(name for found in scripts for name in found), "en"]
        return list(dict.fromkeys(name for name in names if name in _known_languages()))


def _known_languages() -> frozenset[str]:
    from dateparser.data.languages_info import language_order

    return frozenset(language_order)


def _iso(text: str) -> datetime | None:
    try:
        return _utc(datetime.fromisoformat(text))
    except ValueError:
        return None


def _struct(parsed: struct_time | None) -> datetime | None:
    try:
        return datetime(*parsed[:6], tzinfo=UTC) if parsed else None
    except (ValueError, TypeError, OverflowError):
        return None


def _utc(found: datetime) -> datetime | None:
    """Give the time in UTC, whole seconds; without a zone it is taken for UTC."""
    found = found.replace(microsecond=0)
    offset = found.utcoffset() or timedelta(0)
    try:
        return (found.replace(tzinfo=None) - offset).replace(tzinfo=UTC)
    except OverflowError:  # 0001-01-01 east of Greenwich
        return None
