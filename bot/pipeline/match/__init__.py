"""Match items against queries.

reading, lexicon    an item's folded text, and every term that stands in it
names, context      which topics it names
forms, stems        a watched word's other forms, by the endings of its language
plan, segment       queries made ready
meet, ask, score    which of them are met, and how well
index               all of it together
raised              a second look, at more of an item's text
sieve               which of many texts may meet one query
"""

from bot.pipeline.match.document import found_language, holds
from bot.pipeline.match.frequency import Frequency, counted
from bot.pipeline.match.index import (
    Document,
    Index,
    Named,
    build_index,
    document_of,
    match,
    name_topics,
)
from bot.pipeline.match.raised import grown, raised
from bot.pipeline.match.score import Weights
from bot.pipeline.match.sieve import Sieve

__all__ = [
    "Document",
    "Frequency",
    "Index",
    "Named",
    "Sieve",
    "Weights",
    "build_index",
    "counted",
    "document_of",
    "found_language",
    "grown",
    "holds",
    "match",
    "name_topics",
    "raised",
]
