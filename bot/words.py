"""How the bot says times, numbers and lists, in the reader's language (Babel, Unicode CLDR).

Every function takes what it needs to say and, last, the locale: left out, it is the one that is
spoken now (``bot.spoken``). None looks at a clock.
"""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_datetime, format_skeleton, format_timedelta, get_timezone_location
from babel.lists import format_list
from babel.numbers import format_decimal

from bot import zones
from bot.model import Topic
from bot.spoken import SPOKEN

_SPEAKS = frozenset({"en", "ja", "zh", "ko"})  # what there are sentences in
_Unit = Literal["minute", "hour", "day"]
_NO_LARGER = 1e9
_EVERY_DAY = {"ja": "毎日", "zh": "每天", "ko": "매일"}
_JUST_NOW = {"ja": "たった今", "zh": "刚刚", "ko": "방금"}
_AGO = {"ja": "{}前", "zh": "{}前", "ko": "{} 전"}
_UNITS: dict[str, _Unit] = {"min": "minute", "h": "hour", "d": "day"}
_UNTIL = {"ja": "～", "zh": "至", "ko": "~"}  # between the first and the last day of a span

MOMENT = "\x1f"  # around a moment and how it was said; foreign text has none (Unicode Cc)
_KEPT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ")
Zone = str | tzinfo | None  # an IANA name, a zone, or None for UTC

# Babel cannot negotiate these to a script by itself.
_SCRIPTS = {"zh-HK": "zh_Hant", "zh-TW": "zh_Hant", "zh-MO": "zh_Hant", "zh-CN": "zh_Hans"}


def _locale(tag: str | None) -> Locale:
    return _parsed(tag or SPOKEN.get())


@lru_cache(maxsize=64)
def _parsed(tag: str) -> Locale:
    """Read a locale; English for a language that the bot does not speak, so that none is mixed."""
    try:
        known = Locale.parse(_SCRIPTS.get(tag, tag.replace("-", "_")))
    except (ValueError, UnknownLocaleError):
        return Locale("en")
    return known if known.language in _SPEAKS else Locale("en")


def zone_of(zone: Zone) -> tzinfo:
    """Give the zone of an IANA name; UTC for None, and for what this machine does not know."""
    return zone if isinstance(zone, tzinfo) else zones.zone_of(zone)


def ago(delta: timedelta, locale: str | None = None) -> str:
    """Say how long ago: "3 minutes ago"; under a minute, and for the future, "just now"."""
    known = _locale(locale)
    if delta < timedelta(minutes=1):
        return _just_now(known)
    return format_timedelta(-delta, add_direction=True, locale=known)


def _just_now(known: Locale) -> str:
    if known.language == "zh" and known.script == "Hant":
        return "剛剛"
    return _JUST_NOW.get(known.language, "just now")


def short(delta: timedelta, locale: str | None = None) -> str:
    """Say how old in few letters: "5 min", "3 h", "12 d"; where that is no word, "3 時間".

    "1 min" is the least: nobody says "0 min ago".
    """
    minutes = max(1, round(delta.total_seconds() / 60))
    hours = round(minutes / 60)
    if minutes < 60:
        count, unit = minutes, "min"
    else:
        count, unit = (hours, "h") if hours < 48 else (round(hours / 24), "d")
    known = _locale(locale)
    if known.language not in _AGO:
        return f"{count} {unit}"
    return _counted(count, _UNITS[unit], known)


def _counted(count: int, unit: _Unit, known: Locale) -> str:
    """Say a span in this unit and no larger one: "30 hours"."""
    delta = timedelta(**{f"{unit}s": count})
    return format_timedelta(delta, granularity=unit, threshold=_NO_LARGER, locale=known)


def since(delta: timedelta, locale: str | None = None) -> str:
    """Say how long ago in few letters: "5 min ago"; "just now" under a minute."""
    known = _locale(locale)
    if delta < timedelta(minutes=1):
        return _just_now(known)
    return _AGO.get(known.language, "{} ago").format(short(delta, locale))


def listing(names: Sequence[str], locale: str | None = None) -> str:
    """Join names: "a", "a and b", "a, b and c" (English without the comma before "and")."""
    known = _locale(locale)
    if known.language == "en" and len(names) > 2:
        return f"{', '.join(names[:-1])} and {names[-1]}"
    if known.language == "zh":  # 和 would stand against Latin letters: Harbour和Kanto
        return "、".join(names)
    return format_list(list(names), locale=known)


def number(value: float, locale: str | None = None) -> str:
    """Write a number as the language groups its digits: "4,100"."""
    return _number(value, locale or SPOKEN.get())


@lru_cache(maxsize=1024)
def _number(value: float, locale: str) -> str:
    return format_decimal(value, locale=_parsed(locale))


def plural(n: int, one: str, many: str, locale: str | None = None) -> str:
    """Count something, in English: "1 story", "4,100 stories"; `bot.locales.count` in others."""
    word = one if _locale(locale).plural_form(n) == "one" else many
    return f"{number(n, locale)} {word}"


def clock(at: datetime, zone: Zone, locale: str | None = None) -> str:
    """Say the time of day in a zone, in 24 hours: "08:00"."""
    return format_datetime(at, "HH:mm", tzinfo=zone_of(zone), locale=_locale(locale))


def day(at: datetime, zone: Zone, locale: str | None = None) -> str:
    """Say the day in a zone: "Tuesday 24 November"."""
    known = _locale(locale)
    if known.language == "en":
        return format_datetime(at, "EEEE d MMMM", tzinfo=zone_of(zone), locale=known)
    return format_skeleton("MMMMEEEEd", at, tzinfo=zone_of(zone), locale=known)


def date(at: datetime, zone: Zone, locale: str | None = None) -> str:
    """Say a date in few letters, in a zone: "24 Nov"."""
    known = _locale(locale)
    if known.language == "en":
        return format_datetime(at, "d MMM", tzinfo=zone_of(zone), locale=known)
    return format_skeleton("MMMd", at, tzinfo=zone_of(zone), locale=known)


def moment(at: datetime, now: datetime, zone: Zone, locale: str | None = None) -> str:
    """Say a past moment: "06:10" of today, "yesterday 06:10", "Sunday 22 November 06:10"."""
    time = clock(at, zone, locale)
    days = (now.astimezone(zone_of(zone)).date() - at.astimezone(zone_of(zone)).date()).days
    if days == 0:
        return time
    if days == 1 and _locale(locale).language == "en":
        return f"yesterday {time}"
    return f"{day(at, zone, locale)} {time}"


def marked_moment(at: datetime, told: str) -> str:
    """Mark a moment that was said, so that a platform can show it in each reader's own zone."""
    return f"{MOMENT}{int(at.timestamp())}{MOMENT}{told}{MOMENT}"


def kept_moment(at: datetime) -> str:
    """Write a moment, to the minute, into words that are kept: who tells them says it in a zone."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def with_moments(text: str, told: Callable[[datetime], str]) -> str:
    """Give words that were kept, with their moments as ``told`` says them."""
    return _KEPT.sub(lambda found: told(datetime.fromisoformat(found[0])), text)


def coming(at: datetime, now: datetime, zone: Zone, locale: str | None = None) -> str:
    """Say when something comes: "at 13:33" today, else "on Tuesday 1 December at 13:33".

    Other languages say the time alone; what English puts before it stands behind it there.
    """
    time, known = clock(at, zone, locale), _locale(locale)
    same = now.astimezone(zone_of(zone)).date() == at.astimezone(zone_of(zone)).date()
    if known.language != "en":
        return time if same else f"{day(at, zone, locale)} {time}"
    return f"at {time}" if same else f"on {day(at, zone, locale)} at {time}"


def marked_coming(at: datetime, now: datetime, zone: Zone, locale: str | None = None) -> str:
    """Say the same with its moment marked; what English puts before a time stands before it."""
    said = coming(at, now, zone, locale)
    if _locale(locale).language != "en":
        return marked_moment(at, said)
    before, _, told = said.partition(" ")
    return f"{before} {marked_moment(at, told)}"


def span(delta: timedelta, locale: str | None = None) -> str:
    """Say how long, in the unit that fits: "10 minutes", "6 hours", "2 days"."""
    minutes = max(1, round(delta.total_seconds() / 60))
    hours = round(minutes / 60)
    known = _locale(locale)
    if minutes < 60:
        return _counted(minutes, "minute", known)
    if hours < 48:
        return _counted(hours, "hour", known)
    return _counted(round(hours / 24), "day", known)


def city(zone: Zone, locale: str | None = None) -> str:
    """Say a zone by its city: "Asia/Tokyo" → "Tokyo"; one without a city by its name: "UTC"."""
    known = zone_of(zone)
    name = str(known) if zone else "UTC"
    if "/" not in name:
        return name
    return get_timezone_location(known, locale=_locale(locale), return_city=True).split("/")[-1]


def weekdays(days: Sequence[int], locale: str | None = None) -> str:
    """Say weekdays (Monday is 0): "every day", "Monday to Friday", "Monday and Thursday"."""
    days = sorted(set(days))
    known = _locale(locale)
    names = known.days["format"]["wide"]
    if len(days) == 7:
        return _EVERY_DAY.get(known.language, "every day")
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{names[days[0]]}{_UNTIL.get(known.language, ' to ')}{names[days[-1]]}"
    return listing([names[d] for d in days], locale)


def country(code: str | None, locale: str | None = None) -> str:
    """Name a country by its ISO 3166 code, "jp" → "Japan"; an unknown one is ""."""
    return str(_locale(locale).territories.get((code or "").upper(), ""))


def language(tag: str, locale: str | None = None) -> str:
    """Name a language by its tag, "zh-Hans" → "Simplified Chinese"; an unknown one is its tag."""
    names = _locale(locale).languages
    known = tag.replace("-", "_")
    return str(names.get(known) or names.get(known.split("_")[0]) or tag)


def topic_name(topic: Topic) -> str:
    """Give a topic's name in the language that is spoken: "Senkaku Islands", 尖閣諸島."""
    return topic.name_in(SPOKEN.get())
