"""Reading the values of options; what is wrong is said together with what is allowed."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from babel import Locale, UnknownLocaleError

from bot.commands.naming import either, near
from bot.errors import CommandError
from bot.locales import say, sentences
from bot.model import Mode
from bot.pipeline.query.codes import language_meant
from bot.pipeline.text import tag
from bot.zones import city_zone, places, plain

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WHOLE = {
    **dict.fromkeys(("daily", "all", "everyday", "always"), range(7)),
    **dict.fromkeys(("weekdays", "weekday", "workdays", "workday"), range(5)),
    **dict.fromkeys(("weekends", "weekend"), range(5, 7)),
}
_EVERY_DAY = re.compile(r"\b(?:every|all)[\s,]+(?:days?|week)\b")
_WORDED = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}
_TIME = re.compile(r"(\d{1,2})[:：.h]?(\d\d)?(?:([ap])\.?m\.?)?", re.IGNORECASE)
_APART = re.compile(r"(?<=\d)\s+(?=[ap]\.?m\b)", re.IGNORECASE)  # 8 am
_DURATION = re.compile(
    r"(?:(\d{1,4})\s*d(?:ays?)?)?\s*(?:(\d{1,4})\s*h(?:ours?|rs?)?)?"
    r"\s*(?:(\d{1,5})\s*m(?:in(?:ute)?s?)?)?"
)
_BUDGET = re.compile(
    r"(\d{1,4})(?:\s*\+\s*(\d{1,4})\s*(?:/\s*h(?:our)?)?)?|\+?(\d{1,4})\s*/\s*h(?:our)?"
)
MOST_ALERTS = 500
MOST_TIMES = 6
MOST_PUBLISHERS = 20
_MOST_SHOWN = 30  # characters of what was typed that an answer repeats
# What people call a zone. One is taken that means one clock all the year through; of others is
# asked which they mean: EST is none in summer, and AEST none in Brisbane's.
_MEANT = {
    **dict.fromkeys(("CET", "CEST", "MEZ", "MESZ"), "Europe/Berlin"),
    **dict.fromkeys(("ET", "EASTERN"), "America/New_York"),
    **dict.fromkeys(("PT", "PACIFIC"), "America/Los_Angeles"),
    **dict.fromkeys(("NZST", "NZDT"), "Pacific/Auckland"),
    "JST": "Asia/Tokyo",
    "KST": "Asia/Seoul",
    "HKT": "Asia/Hong_Kong",
    "SGT": "Asia/Singapore",
    "PHT": "Asia/Manila",
    "WIB": "Asia/Jakarta",
    "MSK": "Europe/Moscow",
    "GMT+0": "UTC",
}
_ABBREVIATED = {
    **dict.fromkeys(("EST", "EDT"), ("America/New_York",)),
    **dict.fromkeys(("CT", "CDT"), ("America/Chicago",)),
    **dict.fromkeys(("MT", "MST", "MDT"), ("America/Denver",)),
    **dict.fromkeys(("PST", "PDT"), ("America/Los_Angeles",)),
    **dict.fromkeys(("AEST", "AEDT", "AET"), ("Australia/Sydney",)),
    **dict.fromkeys(("EET", "EEST"), ("Europe/Helsinki", "Europe/Athens")),
    **dict.fromkeys(("GMT", "BST", "WET"), ("UTC", "Europe/London")),
    "CST": ("Asia/Shanghai", "America/Chicago"),
    "IST": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
    "ICT": ("Asia/Bangkok", "Asia/Ho_Chi_Minh"),
}


def choice(name: str, value: str, allowed: Sequence[str]) -> str:
    """Read one of several words. Raises CommandError."""
    lowered = value.strip().lower()
    if lowered in allowed:
        return lowered
    raise CommandError(
        say(
            "{name} is one of {allowed}, not *{value}*.",
            name=name,
            allowed=", ".join(allowed),
            value=_shown(value),
        )
    )


def mode(value: str) -> Mode:
    """Read alert or digest. Raises CommandError."""
    return Mode(choice("mode", value, [m.value for m in Mode]))


def publishers(value: str) -> int:
    """Read a number of outlets. Raises CommandError."""
    digits = value.strip()
    if not (digits.isdecimal() and len(digits) <= 4 and 1 <= int(digits) <= MOST_PUBLISHERS):
        raise CommandError(
            say(
                "min-publishers is a number from 1 to {most}, not *{value}*.",
                most=MOST_PUBLISHERS,
                value=_shown(value),
            )
        )
    return int(digits)


def languages(value: str) -> list[str]:
    """Read language tags such as "en,zh-Hant"; "all" is none. Raises CommandError."""
    if value.strip().lower() in ("all", "any", "off", "none"):
        return []
    return list(dict.fromkeys(language(part) for part in _parts(value)))


def language(value: str) -> str:
    """Read one language tag (BCP 47), jp as ja. Raises CommandError when nobody speaks it."""
    try:
        known = Locale.parse((tag(value) or value).replace("-", "_"))
    except (ValueError, UnknownLocaleError) as exc:
        meant = language_meant(value)
        cause = say("*{value}* is no language I know.", value=_shown(value))
        step = (
            say("Did you mean {names}?", names=meant)
            if meant
            else say("Write its code, such as en, ja, zh, ko.")
        )
        raise CommandError(sentences(cause, step)) from exc
    return str(known).replace("_", "-")


def tags(value: str) -> list[str]:
    """Read tags such as "think-tank,japan"."""
    return list(dict.fromkeys(part.lower() for part in _parts(value)))


def times(value: str) -> list[str]:
    """Read times of day: "8:00, 6:30pm" → ["08:00", "18:30"]. Raises CommandError."""
    found = sorted({_time(part) for part in _parts(_APART.sub("", value))})
    if not 1 <= len(found) <= MOST_TIMES:
        raise CommandError(
            say("Give 1 to {most} times, such as 08:00 or 08:00,18:30.", most=MOST_TIMES)
        )
    return found


def _time(text: str) -> str:
    text = _WORDED.get(text.lower(), text)
    hit = _TIME.fullmatch(text)
    half = (hit[3] or "").lower() if hit else ""
    hour = int(hit[1]) if hit else 24
    right = 1 <= hour <= 12 if half else hour <= 23
    if not hit or not right or int(hit[2] or 0) > 59:
        raise CommandError(
            say(
                "*{value}* is no time of day. Write 00:00 to 23:59, such as 08:00 or 08:00,18:30.",
                value=_shown(text),
            )
        )
    hour = hour % 12 + 12 * (half == "p") if half else hour  # 12am is midnight
    return f"{hour:02}:{int(hit[2] or 0):02}"


def span(value: str) -> tuple[str, str]:
    """Read hours of a day: "22-7:30" → ("22:00", "07:30"). Raises CommandError."""
    whole = _APART.sub("", value.strip())
    parts = [part for part in re.split(r"\s*(?:-|–|—|to)\s*", whole) if part]
    if len(parts) != 2:
        raise CommandError(
            say(
                "*{value}* is no span of hours. Write from-to, such as 22:00-07:00.",
                value=_shown(value),
            )
        )
    first, last = _time(parts[0]), _time(parts[1])
    if first == last:
        raise CommandError(
            say(
                "Quiet hours have an end: write two different times, such as 22:00-07:00. To have "
                "no alerts at all, watch with mode:digest, or pause with `/quiet now 3d`."
            )
        )
    return first, last


def duration(value: str, *, longest: timedelta) -> timedelta:
    """Read "2h", "90 min", "1h30m", "3 days". Raises CommandError."""
    hit = _DURATION.fullmatch(value.strip().lower())
    if not hit or not any(hit.groups()):
        raise CommandError(
            say("*{value}* is no duration. Write 2h, 90min, 1h30m or 3d.", value=_shown(value))
        )
    d, h, m = (int(group or 0) for group in hit.groups())
    found = timedelta(days=d, hours=h, minutes=m)
    if not timedelta(minutes=1) <= found <= longest:
        raise CommandError(
            say("Give a duration from 1 minute to {days} days, such as 2h.", days=longest.days)
        )
    return found


def budget(value: str) -> Any:
    """Read "5+4/h" (5 at once, 4 an hour), "10", "off", "default". Raises CommandError.

    Give burst and rate, of which one may be None: as it is; else "off", or None for the default.
    """
    word = value.strip().lower()
    if word in ("off", "none", "unlimited"):
        return "off"
    if word == "default":
        return None
    hit = _BUDGET.fullmatch(word)
    rate = (hit[2] or hit[3]) if hit else None
    numbers = [int(n) if n else None for n in (hit[1] if hit else None, rate)]
    if not any(numbers) or any(n is not None and not 1 <= n <= MOST_ALERTS for n in numbers):
        raise CommandError(
            say(
                "*{value}* is no budget. Write 5+4/h for 5 alerts at once and 4 an hour (each 1 "
                "to {most}), 10 for 10 at once, off, or default.",
                value=_shown(value),
                most=MOST_ALERTS,
            )
        )
    return {"burst": numbers[0], "per_hour": numbers[1]}


def days(value: str) -> list[int]:
    """Read weekdays: "mon-fri", "mon,thu", "daily" → numbers, Monday is 0. Raises CommandError."""
    found: set[int] = set()
    for part in _parts(_EVERY_DAY.sub("daily", value.lower())):
        found |= set(_WHOLE[part] if part in _WHOLE else _span(part))
    if not found:
        raise CommandError(say("Name at least one day, such as mon-fri, mon,thu or daily."))
    return sorted(found)


def _span(text: str) -> list[int]:
    first, _, last = text.replace("–", "-").partition("-")
    start = _day(first)
    end = _day(last) if last else start
    return [day % 7 for day in range(start, end + 1 if end >= start else end + 8)]


def _day(text: str) -> int:
    if len(text) >= 2 and any(day.startswith(text[:3]) for day in DAYS):
        return next(i for i, day in enumerate(DAYS) if day.startswith(text[:3]))
    raise CommandError(
        say(
            "*{value}* is no day. Write mon, tue, wed, thu, fri, sat, sun, a span such as "
            "mon-fri, or daily, weekdays, weekends.",
            value=_shown(text),
        )
    )


def zones() -> tuple[str, ...]:
    """Give the names of the zones of the IANA database that people use, in order."""
    return ("UTC", *places())


def zone(value: str) -> str:
    """Read a time zone by its IANA name, its city, or JST and the like. Raises CommandError."""
    known = _MEANT.get(value.strip().upper()) or city_zone(value)
    if known:
        return known
    for name in zones():
        if plain(value) == plain(name):
            return name
    close: Sequence[str] = _ABBREVIATED.get(value.strip().upper(), ())
    close = close or near(value, zones()) or near(value, [z.rsplit("/", 1)[-1] for z in zones()])
    told = [
        say("There is no time zone *{value}*.", value=_shown(value)),
        *([say("Did you mean {names}?", names=either(close))] if close else []),
        say("Write a name such as Asia/Tokyo, Europe/London or UTC."),
    ]
    raise CommandError(sentences(*told))


def _parts(value: str) -> list[str]:
    return [part for part in re.split(r"[,;、，\s]+", value.strip()) if part]


def _shown(value: str) -> str:
    """Make what was typed safe to repeat, and short."""
    plain = " ".join(value.split()).replace("`", "'").replace("*", "")
    return plain if len(plain) <= _MOST_SHOWN else f"{plain[: _MOST_SHOWN - 1]}…"
