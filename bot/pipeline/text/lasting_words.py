"""What `lasting` knows of a language: patterns that are searched for in a sentence."""

from dataclasses import dataclass

import regex


def any_of(*patterns: str) -> "regex.Pattern[str]":
    """Give one pattern of several."""
    return regex.compile("|".join(patterns))


_NOTHING = any_of(r"(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Patterns of one language."""

    days: "regex.Pattern[str]"  # on which day
    now: "regex.Pattern[str]"  # of the last days, or to come
    said: "regex.Pattern[str]"  # somebody says it, so that it may be news that he does
    said_then: "regex.Pattern[str]"  # … in another time, or keeps saying it
    past: "regex.Pattern[str]"  # what was in another time
    compares: "regex.Pattern[str]"  # holds the news against another time
    states: "regex.Pattern[str]"  # what lasts
    maybe: "regex.Pattern[str]"  # what may last: the sentences beside it tell
    aside: "regex.Pattern[str]" = _NOTHING  # what stands between commas
