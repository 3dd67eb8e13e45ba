"""What `lasting` knows of a language: patterns that are searched for in a sentence."""

from dataclasses import dataclass

import regex

from bot.pipeline.text.needed import Sought, SoughtTogether


class Patterns:
    """Several patterns, of which one is to be found.

    Each by itself: one pattern of all of them takes twice the time.
    """

    def __init__(self, *patterns: str) -> None:
        self._patterns = SoughtTogether(Sought(regex.compile(pattern)) for pattern in patterns)

    def in_(self, text: str) -> bool:
        """Whether one of them is found in a text."""
        return self._patterns.is_in(text)

    def without(self, text: str) -> str:
        """Give a text without what they find."""
        for pattern in self._patterns.each:
            text = pattern.sub("", text)
        return text


_NONE = Patterns()


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Patterns of one language."""

    days: Patterns  # on which day
    now: Patterns  # of the last days, or to come
    said: Patterns  # somebody says it, so that it may be news that he does
    said_then: Patterns  # … in another time, or keeps saying it
    past: Patterns  # what was in another time
    compares: Patterns  # holds the news against another time
    states: Patterns  # what lasts
    maybe: Patterns  # what may last: the sentences beside it tell
    aside: Patterns = _NONE  # what stands between commas
