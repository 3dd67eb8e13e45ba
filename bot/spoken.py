"""The language in which words are made now: a locale, set where an answer or a post begins.

It stands below all layers, so that times and lists (``bot.words``) and sentences
(``bot.locales``) come in one language without every function handing it on.
"""

from contextvars import ContextVar
from typing import Final

ENGLISH: Final = "en"
SPOKEN: Final[ContextVar[str]] = ContextVar("spoken", default=ENGLISH)
