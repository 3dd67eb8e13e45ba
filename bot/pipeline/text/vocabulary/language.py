"""What a language's lines around articles are built from, and how the languages are put together.

Fields are alternatives, parted by " | " or a line's end; each may be a regular expression. They
hold the parts of such lines, not lines that somebody saw: `bot.pipeline.text.lines` says which
of them have to come together.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.pipeline.text.needed import Sought, sought

_PARTED = re.compile(r"\s+\|\s+|\s*\n\s*")
# Letters of the scripts that part words with spaces; (, \ and the like begin a pattern of them.
_LETTERS = r"A-Za-z0-9\u00c0-\u024f\u0370-\u052f\u0600-\u06ff"
_BEGINS = re.compile(rf"[{_LETTERS}(\[\\¿]")
_ENDS = re.compile(rf"[{_LETTERS}?)!*+}}\]]")
_CAPITAL = re.compile(r"\\.|[A-Z]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language's words, by what they do in a line; "" where nothing is known."""

    services: str = ""  # where pages are shared to
    buttons: str = ""  # the words on and around buttons
    urges: str = ""  # begins a line that asks the reader to do something
    urges_last: str = ""  # ends one
    offers: str = ""  # what the reader is to have
    ours: str = ""  # that the outlet speaks of itself
    yours: str = ""  # that the reader is addressed
    gates: str = ""  # that the rest is kept for those who pay or log in
    consent: str = ""  # cookies, data, terms
    consent_asks: str = ""  # that the reader's consent is asked for
    reports: str = ""  # that somebody said or did something
    more: str = ""  # heads of lists that lead away: the whole line
    labels: str = ""  # of menus and buttons that lead elsewhere: the whole line
    inline: str = ""  # those of one or two titles amid an article: the whole line
    more_before: str = ""  # the same before a colon and a title
    states: str = ""  # what the page's program or desk says of the page itself: the whole line
    comments: str = ""  # heads of what readers wrote: the whole line
    counts: str = ""  # counters: the whole line
    photo: str = ""  # what a picture is called in its credit
    credited: str = ""  # between that and the colon
    agencies: str = ""  # who is credited
    times: str = ""  # a date, a time, how long ago
    time_words: str = ""  # what stands beside these: published, updated …
    byline: str = ""  # who wrote: the whole line
    ad: str = ""  # marks of advertising: the whole line
    rights: str = ""  # who may copy


def alternatives(languages: Sequence[Language], field: str) -> list[str]:
    """Give all languages' alternatives of a field."""
    texts = [getattr(language, field).strip() for language in languages]
    return [part for text in texts if text for part in _PARTED.split(text)]


def anywhere(languages: Sequence[Language], field: str) -> Sought:
    """Make a pattern that finds a field's words in text in small letters.

    Where spaces part words they are found as whole words only. Alternatives with the same
    surroundings stand together and none ignores case: a tenth of the time.
    """
    groups: dict[tuple[str, str], list[str]] = {}
    for part in map(_small, alternatives(languages, field)):
        groups.setdefault(_around(part), []).append(part)
    return sought(
        "|".join(
            f"{before}(?:{'|'.join(parts)}){after}" for (before, after), parts in groups.items()
        )
    )


def _small(part: str) -> str:
    """Write a pattern's letters small, but not those of its classes (\\S)."""
    return _CAPITAL.sub(lambda m: m[0] if m[0][0] == "\\" else m[0].lower(), part)


def _around(part: str) -> tuple[str, str]:
    before = rf"(?<![{_LETTERS}])" if _BEGINS.match(part[0]) else ""
    if _ARABIC.match(part[0]):
        before += "[وف]?"  # "and", written in one with the next word
    after = rf"(?![{_LETTERS}])" if _ENDS.match(part[-1]) else ""
    return before, after


def joined(languages: Sequence[Language], *fields: str) -> str:
    """Give the alternatives of some fields as one group."""
    parts = [part for field in fields for part in alternatives(languages, field)]
    return f"(?:{'|'.join(parts)})"
